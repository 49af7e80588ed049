#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/state.h"

/* Rows that wait for the end of the input, in their groups. */

enum { UNNUMBERED = 32 };

/* A group that is being looked up: of the row that waits as that entry, and of those after it. */
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

/* The rows that wait in order of their groups: those of group g from (*start)[g] on. */
static size_t *
group_order(const struct entry *entry, size_t n, uint32_t ngroups, size_t **start)
{
	size_t *order = xcalloc(n + 1, sizeof(*order));
	size_t *at = xcalloc((size_t)ngroups + 2, sizeof(*at));

	for (size_t i = 0; i < n; i++)
		at[entry[i].gid + 2]++;
	for (uint32_t g = 2; g < ngroups + 2; g++)
		at[g] += at[g - 1];
	for (size_t i = 0; i < n; i++)
		order[at[entry[i].gid + 1]++] = i;
	*start = at;
	return order;
}

enum { AHEAD = 24 };		/* rows; their entries twice as far */

/* Starts to fetch rows that come soon after the n from order[from] on, of all that wait. */
static void
group_prefetch(const struct state *s, const size_t *order, size_t from, size_t n)
{
	for (size_t i = from; i < from + n && i + 2 * AHEAD < s->nentries; i++) {
		__builtin_prefetch(&s->entry[order[i + 2 * AHEAD]]);
		__builtin_prefetch(s->entry[order[i + AHEAD]].image);
		__builtin_prefetch(s->entry[order[i + AHEAD]].image + 63);
	}
}

static struct slice
by_texts(const struct state *s, size_t i)
{
	size_t from = s->unnumbered[i].by_texts;
	size_t to = i + 1 < s->nunnumbered ? s->unnumbered[i + 1].by_texts : s->texts.n;

	return (struct slice){s->texts.p + from, to - from};
}

/* The groups of the last rows, whose places in memory have been asked for. */
void
wait_number(struct run *r, struct state *s)
{
	struct grouper *g = s->grouper;
	size_t end;
	uint32_t gid;
	bool found;

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
is_of_last(const struct state *s, const struct row *row)
{
	const char *texts;

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
	struct slice texts;
	struct unnumbered *u;

	if (s->unnumbered == NULL)
		s->unnumbered = arena_alloc(&r->mem, UNNUMBERED * sizeof(*s->unnumbered));
	u = &s->unnumbered[s->nunnumbered++];
	u->entry = s->nentries;
	u->by_texts = s->texts.n;
	row_add_texts(&s->texts, row, g->by);
	texts = by_texts(s, s->nunnumbered - 1);
	u->key = g->typed ? row_fingerprint(r, row, g->by) : fp_of(texts.p, texts.n);
	intern_prefetch(g->keys, u->key);
}

/*
 * The number of another group than the last, or NO_GROUP: it is to be looked up. While groups come
 * in the order that they had before, none has to be.
 */
static COLD uint32_t
other_group(struct run *r, struct state *s, struct row *row)
{
	struct grouper *g = s->grouper;
	bool known = group_is_known(r, g, row);

	if (known || s->nunnumbered == UNNUMBERED)
		wait_number(r, s);
	if (known)
		return g->gid;
	return s->nunnumbered == 0 ? group_guess(g, row) : NO_GROUP;
}

void
wait_row(struct run *r, struct state *s, struct row *row, const char *image)
{
	if (image == NULL)
		image = run_keep_row(r, row, s->kept);
	if (!is_of_last(s, row)) {
		s->last_gid = other_group(r, s, row);
		if (s->last_gid == NO_GROUP)
			look_up(r, s, row);
	}
	run_wait(s, image, s->last_gid);
}

void
waiting_load(struct run *r, size_t i, size_t slot)
{
	struct waiting *w = r->waiting;
	const struct state *s = r->at;
	struct row *row = &w->row[slot];

	if (w->loaded[slot] == 0)
		row_load_texts(row, w->by_texts, s->grouper->by);
	w->loaded[slot] = i + 1;
	packed_load(row, s->entry[w->entry[i]].image, s->kept);
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
	free(w);
}

static struct waiting *
waiting_of(struct run *r)
{
	struct waiting *w = r->waiting;

	if (w != NULL)
		return w;
	w = r->waiting = xmalloc(sizeof(*w));
	w->nrows = 0;
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

void
wait_groups(struct run *r, struct state *s, size_t slots, void (*group)(void *arg, size_t n),
    void *arg)
{
	uint32_t ngroups = intern_count(s->grouper->keys);
	size_t *start, *order = group_order(s->entry, s->nentries, ngroups, &start), n;
	struct waiting *w = waiting_of(r);

	w->mask = slots - 1;
	for (uint32_t gid = 0; gid < ngroups; gid++) {
		if ((n = start[gid + 1] - start[gid]) == 0)
			continue;
		r->gid = gid;
		w->entry = order + start[gid];
		w->by_texts = intern_key(s->grouper->keys, gid).p;
		take_rows(r, n);
		group_prefetch(s, order, start[gid], n);
		group(arg, n);
	}
	free(order);
	free(start);
}
