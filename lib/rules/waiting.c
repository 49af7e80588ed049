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

struct entries
wait_take(struct state *s)
{
	struct entries e = s->wait;

	s->wait = (struct entries){0};
	s->image_end = NULL;
	return e;
}

void
entries_free(struct entries *e)
{
	free(e->v);
	free(e->jump);
}

static COLD void
jump(struct entries *e, const char *image)
{
	e->jump = xgrow(e->jump, &e->jump_cap, e->njumps + 1, sizeof(*e->jump));
	e->jump[e->njumps++] = (struct jump){e->n, image};
}

/* The row is of the same group as the one that waits last (not: another one), or another. */
static inline void
add_row(struct state *s, struct row *row, struct slice image, uint32_t gid, bool other)
{
	struct entries *e = &s->wait;
	struct entry *last = e->n > 0 ? &e->v[e->n - 1] : NULL;
	bool follows;

	if (image.n == 0)
		image = packed_row(&s->images, row, s->kept);
	follows = image.p == s->image_end;
	s->image_end = image.p + image.n;
	if (follows && !other && last->gid == gid && last->size + image.n < ENTRY_LARGE) {
		last->n++;
		last->size += (uint8_t)image.n;
		return;
	}
	if (!follows || last->size == ENTRY_LARGE)
		jump(e, image.p);
	e->v = xgrow(e->v, &e->cap, e->n + 1, sizeof(*e->v));
	e->v[e->n++] = (struct entry){gid, 1,
	    image.n < ENTRY_LARGE ? (uint8_t)image.n : ENTRY_LARGE};
}

void
wait_in_group(struct state *s, struct row *row, struct slice image, uint32_t gid)
{
	add_row(s, row, image, gid, false);
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
		end = i + 1 < s->nunnumbered ? s->unnumbered[i + 1].entry : s->wait.n;
		for (size_t k = s->unnumbered[i].entry; k < end; k++)
			s->wait.v[k].gid = gid;
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
	u->entry = s->wait.n;
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
	bool other = !is_of_last(r, s, row);	/* though neither may be numbered yet */

	if (other) {
		s->last_gid = other_group(r, s, row);
		if (s->last_gid == NO_GROUP)
			look_up(r, s, row);
	}
	add_row(s, row, image, s->last_gid, other);
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
};

/* Room for more images of the present group, after n. */
static inline void
make_room(struct waiting *w, size_t n, size_t more)
{
	w->image = xgrow(w->image, &w->image_cap, n + more + 1, sizeof(*w->image));
}

/* Adds rows to the n of the present group: images that follow each other. */
static inline size_t
add_images(struct waiting *w, size_t n, const char *image, size_t more)
{
	make_room(w, n, more);
	w->image[n++] = image;
	for (; more > 1; more--)
		w->image[n++] = NULL;
	return n;
}

/* A group of n rows, which have been added. */
static void
take(const struct taking *t, uint32_t gid, size_t n)
{
	struct run *r = t->run;
	struct waiting *w = r->waiting;

	r->gid = gid;
	w->image[n] = NULL;
	w->by_texts = intern_key(t->state->grouper->keys, gid).p;
	take_rows(r, n);
	t->group(t->arg, n);
}

static bool
is_in_order(const struct entries *e)
{
	for (size_t i = 1; i < e->n; i++)
		if (e->v[i].gid < e->v[i - 1].gid)
			return false;
	return true;
}

static void
take_in_order(const struct taking *t)
{
	const struct entries *e = &t->state->wait;
	struct walk walk = {.in = e};
	const struct entry *v;
	size_t n = 0;

	while (walk.at < e->n) {
		v = &e->v[walk.at];
		n = add_images(t->run->waiting, n, walk_next(&walk), v->n);
		if (walk.at == e->n || v[1].gid != v->gid) {
			take(t, v->gid, n);
			n = 0;
		}
	}
}

/*
 * Of a group in no order: the bytes of its images, or its entries; then where the next one goes in
 * a room for all groups, and its end.
 */
struct gathered {
	uint32_t at, nrows;
};

/* An entry among those of its group. */
struct placed {
	const char *image;
	uint8_t n;
} __attribute__((packed, aligned(2)));

enum {
	AHEAD = 24,		/* entries, for which memory is asked */
	SMALL_IMAGES = 32,	/* bytes an entry: copying costs less than looking for them */
};

static bool
has_small_images(const struct entries *e)
{
	size_t size = 0;

	for (size_t i = 0; i < e->n; i++) {
		size += e->v[i].size;
		if (e->v[i].size == ENTRY_LARGE)
			return false;
	}
	return size <= e->n * SMALL_IMAGES && size <= UINT32_MAX;
}

/* Room for all, and what is fetched ahead; g: where each group begins in it. */
static char *
measure_groups(const struct entries *e, bool copied, struct gathered *g, uint32_t ngroups)
{
	uint32_t at = 0, size;

	for (size_t i = 0; i < e->n; i++) {
		g[e->v[i].gid].at += copied ? e->v[i].size : 1;
		g[e->v[i].gid].nrows += e->v[i].n;
	}
	for (uint32_t k = 0; k < ngroups; k++) {
		size = g[k].at;
		g[k].at = at;
		at += size;
	}
	return xcalloc(copied ? at : (size_t)at + AHEAD, copied ? 1 : sizeof(struct placed));
}

/* Puts the images, or the entries, of each group there. */
static void
gather(const struct entries *e, bool copied, struct gathered *g, char *room)
{
	size_t unit = copied ? 1 : sizeof(struct placed);
	struct walk walk = {.in = e};

	while (walk.at < e->n) {
		const struct entry *v = &e->v[walk.at];
		const char *image = walk_next(&walk);
		char *to = room + g[v->gid].at * unit;

		if (walk.at + 2 * AHEAD < e->n) {
			__builtin_prefetch(&g[v[2 * AHEAD].gid], 1);
			__builtin_prefetch(room + g[v[AHEAD].gid].at * unit, 1);
		}
		if (copied)
			copy_text(to, image, v->size);
		else
			memcpy(to, &(struct placed){image, v->n}, sizeof(struct placed));
		g[v->gid].at += copied ? v->size : 1;
	}
}

/* The images of the entries of a group. */
static void
add_placed(struct waiting *w, const struct placed *p, const struct placed *end)
{
	for (size_t n = 0; p < end; p++) {
		__builtin_prefetch(p[AHEAD].image);
		n = add_images(w, n, p->image, p->n);
	}
}

/* Groups in no order: small images are copied first, so that those of a group are together. */
static void
take_gathered(const struct taking *t)
{
	const struct entries *e = &t->state->wait;
	bool copied = has_small_images(e);
	uint32_t ngroups = intern_count(t->state->grouper->keys);
	struct gathered *g = xcalloc(ngroups, sizeof(*g));
	char *room = measure_groups(e, copied, g, ngroups);
	const struct placed *placed = (const void *)room;
	uint32_t at = 0;

	gather(e, copied, g, room);
	for (uint32_t k = 0; k < ngroups; at = g[k++].at) {
		if (g[k].nrows == 0)
			continue;
		if (copied)
			add_images(t->run->waiting, 0, room + at, g[k].nrows);
		else
			add_placed(t->run->waiting, placed + at, placed + g[k].at);
		take(t, k, g[k].nrows);
	}
	free(room);
	free(g);
}

void
wait_groups(struct run *r, struct state *s, size_t slots, void (*group)(void *arg, size_t n),
    void *arg)
{
	struct taking t = {r, s, group, arg};

	waiting_of(r)->mask = slots - 1;
	if (is_in_order(&s->wait))
		take_in_order(&t);
	else
		take_gathered(&t);
}
