#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/state.h"

/* Rows that wait for the end of the input, in their groups. */

enum { UNNUMBERED = 64, TOGETHER = 8 };

/* A group that is to be looked up: of the row that waits as that entry, and of those after it. */
struct unnumbered {
	struct fp key;
	size_t entry, by_texts;
};

struct columns
wait_columns(struct run *r, const struct bound *u)
{
	struct columns c = {.col = arena_alloc(&r->mem, u->held.n * sizeof(*c.col))};

	if (u->group || u->where_previous)	/* which waits to know whether it is in a group */
		return u->held;
	for (size_t i = 0; i < u->held.n; i++)
		if (!has_column(u->by, u->held.col[i]) ||
		    r->program->col[u->held.col[i]].type != TYPE_ANY)
			c.col[c.n++] = u->held.col[i];
	return c;
}

struct entry *
wait_take(struct state *s, size_t *n)
{
	struct entry *entry = s->entry;

	*n = s->nentries;
	s->entry = NULL;
	s->nentries = s->entry_cap = 0;
	s->image_end = NULL;
	return entry;
}

/* Does a row with that image join those of the last entry? */
static inline bool
joins_last(const struct state *s, struct slice image, uint32_t gid)
{
	const struct entry *last = &s->entry[s->nentries - 1];

	return image.p == s->image_end && last->gid == gid && last->n < UINT8_MAX &&
	    (last->size == 0 || last->size + image.n <= UINT8_MAX);
}

static inline void
add_row(struct state *s, struct row *row, struct slice image, uint32_t gid)
{
	struct entry *e;

	if (image.n == 0)
		image = packed_row(&s->images, row, s->kept);
	if (joins_last(s, image, gid)) {
		e = &s->entry[s->nentries - 1];
		e->n++;
		e->size += e->size > 0 ? (uint8_t)image.n : 0;
	} else {
		s->entry = xgrow(s->entry, &s->entry_cap, s->nentries + 1, sizeof(*s->entry));
		s->entry[s->nentries++] = (struct entry){image.p, gid, 1,
		    image.n <= UINT8_MAX ? (uint8_t)image.n : 0};
	}
	s->image_end = image.p + image.n;
}

void
wait_in_group(struct state *s, struct row *row, struct slice image, uint32_t gid)
{
	add_row(s, row, image, gid);
}

static struct slice
by_texts(const struct state *s, size_t i)
{
	size_t from = s->unnumbered[i].by_texts;
	size_t to = i + 1 < s->nunnumbered ? s->unnumbered[i + 1].by_texts : s->texts.n;

	return (struct slice){s->texts.p + from, to - from};
}

/*
 * Starts to fetch the groups of the last rows. Their texts are hashed when they are in memory for
 * a while, as the processor would wait for them before.
 */
static void
fetch_groups(struct state *s)
{
	const struct grouper *g = s->grouper;

	for (size_t i = (s->nunnumbered - 1) / TOGETHER * TOGETHER; i < s->nunnumbered; i++) {
		if (!g->typed) {
			struct slice texts = by_texts(s, i);

			s->unnumbered[i].key = fp_of(texts.p, texts.n);
		}
		intern_prefetch(g->keys, s->unnumbered[i].key);
	}
}

/* The groups of the last rows. */
void
wait_number(struct run *r, struct state *s)
{
	struct grouper *g = s->grouper;
	size_t end;
	uint32_t gid;
	bool found;

	if (s->nunnumbered > 0)
		fetch_groups(s);
	for (size_t i = 0; i < s->nunnumbered; i++) {
		gid = group_add(r, g, s->unnumbered[i].key, &found);
		if (!found)
			intern_set(g->keys, gid, by_texts(s, i));
		end = i + 1 < s->nunnumbered ? s->unnumbered[i + 1].entry : s->nentries;
		for (size_t k = s->unnumbered[i].entry; k < end; k++)
			s->entry[k].gid = gid;
		group_follows(g, gid);
		s->last_gid = gid;
	}
	if (s->nunnumbered > 0)
		keybuf_reset(&s->texts);
	s->nunnumbered = 0;
}

/* Is the row of the group of the one that waits last, as it has the same texts? */
static inline bool
is_of_last(const struct run *r, struct state *s, const struct row *row)
{
	bool follows = row == &r->row && s->last_waits + 1 == r->rows;
	const char *texts;

	s->last_waits = r->rows;
	if (follows && s->grouper->leading <= r->same)
		return true;
	if (s->nunnumbered > 0)
		texts = s->texts.p + s->unnumbered[s->nunnumbered - 1].by_texts;
	else if (s->last_gid != NO_GROUP)
		texts = intern_key(s->grouper->keys, s->last_gid).p;
	else
		return false;
	return has_texts(texts, s->grouper->by, row);
}

/* The group of the row, which waits next, is to be looked up. */
static void
look_up(struct run *r, struct state *s, struct row *row)
{
	const struct grouper *g = s->grouper;
	struct unnumbered *u;

	if (s->unnumbered == NULL)
		s->unnumbered = arena_alloc(&r->mem, UNNUMBERED * sizeof(*s->unnumbered));
	else if (s->nunnumbered > 0 && s->nunnumbered % TOGETHER == 0)
		fetch_groups(s);
	u = &s->unnumbered[s->nunnumbered++];
	u->entry = s->nentries;
	u->by_texts = s->texts.n;
	row_add_texts(&s->texts, row, g->by);
	if (g->typed)
		u->key = row_fingerprint(r, row, g->by);
}

/*
 * The number of another group than the last, or NO_GROUP: it is to be looked up. While groups come
 * in rising order, or in the order that they had before, none has to be.
 */
static COLD uint32_t
other_group(struct run *r, struct state *s, struct row *row)
{
	struct grouper *g = s->grouper;
	bool known = group_is_known(r, g, row);
	uint32_t gid;

	if (known || s->nunnumbered == UNNUMBERED)
		wait_number(r, s);
	if (known)
		return g->gid;
	if ((gid = group_raise(r, g, row)) != NO_GROUP) {
		group_follows(g, gid);
		return gid;
	}
	return s->nunnumbered == 0 ? group_guess(g, row) : NO_GROUP;
}

void
wait_row(struct run *r, struct state *s, struct row *row, struct slice image)
{
	if (!is_of_last(r, s, row)) {
		s->image_end = NULL;	/* another entry, though neither may be numbered yet */
		s->last_gid = other_group(r, s, row);
		if (s->last_gid == NO_GROUP)
			look_up(r, s, row);
	}
	add_row(s, row, image, s->last_gid);
}

void
waiting_load(struct run *r, size_t i, size_t slot)
{
	struct waiting *w = r->waiting;
	struct row *row = &w->row[slot];
	const char *end;

	if (w->loaded[slot] == 0)
		row_load_texts(row, w->by_texts, r->at->grouper->by);
	w->loaded[slot] = i + 1;
	end = packed_load_row(row, w->image[i], r->at->kept);
	if (w->image[i + 1] == NULL)
		w->image[i + 1] = end;
}

struct row *
waiting_beside(struct run *r, size_t i)
{
	struct waiting *w = r->waiting;
	size_t slot = i & w->mask;

	if (i != w->at && slot == (w->at & w->mask))
		slot = WAITING_ROWS;
	if (w->row[slot].cell == NULL)
		row_init(&w->row[slot], r->program);
	if (w->loaded[slot] != i + 1)
		waiting_load(r, i, slot);
	return &w->row[slot];
}

void
waiting_free(struct run *r)
{
	struct waiting *w = r->waiting;

	if (w == NULL)
		return;
	for (size_t i = 0; i < w->nrows; i++)
		row_free(&w->row[i]);
	row_free(&w->row[WAITING_ROWS]);
	free(w->image);
	free(w);
}

static struct waiting *
waiting_of(struct run *r)
{
	struct waiting *w = r->waiting;

	if (w != NULL)
		return w;
	w = r->waiting = xmalloc(sizeof(*w));
	w->nrows = w->image_cap = 0;
	w->image = NULL;
	w->row[WAITING_ROWS] = (struct row){0};
	return w;
}

/* Makes room for the rows of a group of n, none of which is loaded yet. */
static void
take_rows(struct run *r, size_t n)
{
	struct waiting *w = r->waiting;
	size_t slots = n <= w->mask ? n : w->mask + 1;

	for (; w->nrows < slots; w->nrows++)
		row_init(&w->row[w->nrows], r->program);
	memset(w->loaded, 0, slots * sizeof(*w->loaded));
	w->loaded[WAITING_ROWS] = 0;
}

/* The groups are taken to that function. */
struct taking {
	struct run *run;
	struct state *state;
	void (*group)(void *arg, size_t n);
	void *arg;
	const struct entry *entry;
	size_t n;
	uint32_t *order;		/* of the entries; NULL: as they are */
};

static bool
is_in_order(const struct entry *entry, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (entry[i].gid < entry[i - 1].gid)
			return false;
	return true;
}

static uint32_t *
group_order(const struct entry *entry, size_t n, uint32_t ngroups)
{
	uint32_t *order = xcalloc(n, sizeof(*order));
	uint32_t *at = xcalloc((size_t)ngroups + 1, sizeof(*at));

	for (size_t i = 0; i < n; i++)
		at[entry[i].gid + 1]++;
	for (uint32_t g = 1; g < ngroups; g++)
		at[g] += at[g - 1];
	for (size_t i = 0; i < n; i++)
		order[at[entry[i].gid]++] = (uint32_t)i;
	free(at);
	return order;
}

/* A group of n rows, whose images are in w->image. */
static void
take(const struct taking *t, uint32_t gid, size_t n)
{
	struct run *r = t->run;

	r->gid = gid;
	r->waiting->by_texts = intern_key(t->state->grouper->keys, gid).p;
	take_rows(r, n);
	t->group(t->arg, n);
}

/* Room for so many more images of the present group, after n. */
static inline void
make_room(struct waiting *w, size_t n, size_t more)
{
	w->image = xgrow(w->image, &w->image_cap, n + more + 1, sizeof(*w->image));
}

enum { AHEAD = 24 };		/* entries; they themselves twice as far as their rows */

/* The i-th; starts to fetch those that come soon. */
static inline const struct entry *
entry_at(const struct taking *t, size_t i)
{
	if (t->order == NULL)
		return &t->entry[i];
	if (i + 2 * AHEAD < t->n) {
		__builtin_prefetch(&t->entry[t->order[i + 2 * AHEAD]]);
		__builtin_prefetch(t->entry[t->order[i + AHEAD]].image);
	}
	return &t->entry[t->order[i]];
}

/* The group that begins with the i-th entry. Returns how many entries it has. */
static size_t
take_entries(const struct taking *t, size_t i)
{
	struct waiting *w = t->run->waiting;
	const struct entry *e = entry_at(t, i);
	size_t from = i, n = 0;
	uint32_t gid = e->gid;

	do {
		make_room(w, n, e->n);
		w->image[n++] = e->image;
		for (unsigned k = 1; k < e->n; k++)
			w->image[n++] = NULL;
	} while (++i < t->n && (e = entry_at(t, i))->gid == gid);
	w->image[n] = NULL;
	take(t, gid, n);
	return i - from;
}

/* Of the images of a group that are gathered: where the next one goes, or their end. */
struct gathered {
	uint32_t at, nrows;
};

enum { SMALL_IMAGES = 32 };	/* bytes an entry, for which copying costs less than looking around */

/* Sizes and where each group begins; the size of all, or 0: too large to be gathered. */
static size_t
measure_groups(const struct taking *t, struct gathered *g, uint32_t ngroups)
{
	size_t size = 0, least = SIZE_MAX;
	uint32_t at = 0, next;

	for (size_t i = 0; i < t->n; i++) {
		const struct entry *e = &t->entry[i];

		g[e->gid].at += e->size;
		g[e->gid].nrows += e->n;
		size += e->size;
		least = e->size < least ? e->size : least;
	}
	if (least == 0 || size > UINT32_MAX || size > t->n * SMALL_IMAGES)
		return 0;
	for (uint32_t k = 0; k < ngroups; k++, at = next) {
		next = at + g[k].at;
		g[k].at = at;
	}
	return size;
}

/* Their images, group after group. */
static char *
gather(const struct taking *t, struct gathered *g, size_t size)
{
	char *images = xcalloc(size, 1);

	for (size_t i = 0; i < t->n; i++) {
		const struct entry *e = &t->entry[i];

		if (i + 2 * AHEAD < t->n) {
			__builtin_prefetch(&g[e[2 * AHEAD].gid], 1);
			__builtin_prefetch(images + g[e[AHEAD].gid].at, 1);
		}
		copy_text(images + g[e->gid].at, e->image, e->size);
		g[e->gid].at += e->size;
	}
	return images;
}

/* The groups of rows with small images, which are copied first, so that they are together. */
static bool
take_gathered(const struct taking *t)
{
	struct waiting *w = t->run->waiting;
	uint32_t ngroups = intern_count(t->state->grouper->keys);
	struct gathered *g = xcalloc(ngroups, sizeof(*g));
	size_t size = measure_groups(t, g, ngroups), n;
	char *images = size > 0 ? gather(t, g, size) : NULL;

	for (uint32_t k = 0; images != NULL && k < ngroups; k++) {
		if ((n = g[k].nrows) == 0)
			continue;
		make_room(w, 0, n);
		memset(w->image, 0, (n + 1) * sizeof(*w->image));
		w->image[0] = images + (k > 0 ? g[k - 1].at : 0);
		take(t, k, n);
	}
	free(images);
	free(g);
	return size > 0;
}

void
wait_groups(struct run *r, struct state *s, size_t slots, void (*group)(void *arg, size_t n),
    void *arg)
{
	struct taking t = {r, s, group, arg, s->entry, s->nentries, NULL};

	waiting_of(r)->mask = slots - 1;
	if (!is_in_order(t.entry, t.n)) {
		if (take_gathered(&t))
			return;
		t.order = group_order(t.entry, t.n, intern_count(s->grouper->keys));
	}
	for (size_t i = 0; i < t.n;)
		i += take_entries(&t, i);
	free(t.order);
}
