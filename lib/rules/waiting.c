#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/state.h"

/* Rows that wait for the end of the input, in their groups. */

enum { UNNUMBERED = 64 };

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

static inline void
add_row(struct state *s, struct row *row, struct slice image, uint32_t gid)
{
	bool follows;

	if (image.n == 0)
		image = packed_row(&s->images, row, s->kept);
	follows = image.p == s->image_end && s->entry[s->nentries - 1].gid == gid &&
	    s->entry[s->nentries - 1].n < UINT16_MAX;
	if (follows) {
		s->entry[s->nentries - 1].n++;
	} else {
		s->entry = xgrow(s->entry, &s->entry_cap, s->nentries + 1, sizeof(*s->entry));
		s->entry[s->nentries++] = (struct entry){image.p, gid, 1};
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

/* Texts are hashed when they are in memory for long: the processor would wait for them before. */
static void
fetch_groups(struct state *s)
{
	const struct grouper *g = s->grouper;

	for (size_t i = 0; i < s->nunnumbered; i++) {
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

/* Entries in order of their groups: as they are, or in that order. */
struct in_groups {
	const struct entry *entry;
	size_t n;
	uint32_t *order;
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

enum { AHEAD = 24 };		/* entries; they themselves twice as far as their rows */

/* The i-th; starts to fetch those that come soon. */
static inline const struct entry *
entry_at(const struct in_groups *g, size_t i)
{
	if (g->order == NULL)
		return &g->entry[i];
	if (i + 2 * AHEAD < g->n) {
		__builtin_prefetch(&g->entry[g->order[i + 2 * AHEAD]]);
		__builtin_prefetch(g->entry[g->order[i + AHEAD]].image);
	}
	return &g->entry[g->order[i]];
}

/* The rows of the group that begins with the i-th entry. Returns how many entries it has. */
static size_t
take_group(struct run *r, const struct in_groups *g, size_t i, size_t *nrows)
{
	struct waiting *w = r->waiting;
	const struct entry *e = entry_at(g, i);
	size_t from = i, n = 0;

	r->gid = e->gid;
	do {
		w->image = xgrow(w->image, &w->image_cap, n + e->n + 1, sizeof(*w->image));
		w->image[n++] = e->image;
		for (unsigned k = 1; k < e->n; k++)
			w->image[n++] = NULL;
	} while (++i < g->n && (e = entry_at(g, i))->gid == r->gid);
	w->image[n] = NULL;
	*nrows = n;
	return i - from;
}

void
wait_groups(struct run *r, struct state *s, size_t slots, void (*group)(void *arg, size_t n),
    void *arg)
{
	struct in_groups g = {.entry = s->entry, .n = s->nentries};
	struct waiting *w = waiting_of(r);
	size_t n;

	w->mask = slots - 1;
	if (!is_in_order(g.entry, g.n))
		g.order = group_order(g.entry, g.n, intern_count(s->grouper->keys));
	for (size_t i = 0; i < g.n;) {
		i += take_group(r, &g, i, &n);
		w->by_texts = intern_key(s->grouper->keys, r->gid).p;
		take_rows(r, n);
		group(arg, n);
	}
	free(g.order);
}
