#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/function.h"
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

void
run_wait(struct state *s, const char *image, uint32_t gid)
{
	s->entry = xgrow(s->entry, &s->entry_cap, s->nentries + 1, sizeof(*s->entry));
	s->entry[s->nentries++] = (struct entry){image, gid};
}

size_t *
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

void
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
	}
	if (s->nunnumbered > 0)
		keybuf_reset(&s->texts);
	s->nunnumbered = 0;
}

/* Is the row of the group that is being looked up last, as it has the same texts? */
static bool
is_of_last(const struct state *s, const struct row *row)
{
	return s->nunnumbered > 0 && has_texts(by_texts(s, s->nunnumbered - 1).p, s->grouper->by,
	    row);
}

void
wait_row(struct run *r, struct state *s, struct row *row, const char *image)
{
	struct grouper *g = s->grouper;
	struct unnumbered *u;

	if (image == NULL)
		image = run_keep_row(r, row, s->kept);
	if (group_is_known(r, g, row)) {
		wait_number(r, s);	/* whose rows follow one another */
		run_wait(s, image, group_number(r, g, row));
		return;
	}
	if (is_of_last(s, row)) {
		run_wait(s, image, NO_GROUP);
		return;
	}
	if (s->nunnumbered == UNNUMBERED)
		wait_number(r, s);
	if (s->unnumbered == NULL)
		s->unnumbered = arena_alloc(&r->mem, UNNUMBERED * sizeof(*s->unnumbered));
	u = &s->unnumbered[s->nunnumbered++];
	*u = (struct unnumbered){group_key(r, g, row), s->nentries, s->texts.n};
	keybuf_append(&s->texts, g->typed ? row_texts(r, row, g->by) : keybuf_key(&r->key));
	intern_prefetch(g->keys, u->key);
	run_wait(s, image, NO_GROUP);
}

/* The shares of apportion() in the rows of a group. */
struct shares {
	struct value *all;		/* by share and row */
	size_t cap;
	struct value *mine;		/* of the present row */
};

/* The shares of the n rows of a group, to v. */
static void
find_shares(struct run *r, struct state *s, struct eval *ev, size_t share, const size_t *order,
    size_t n, struct value *v, struct arena *mem)
{
	const struct bound *u = s->rule;
	int compared = u->share[share]->compared;
	struct slice text;
	struct figure num;
	bool whole;

	for (size_t k = 0; k < u->nshares && compared < 0; k++)	/* in say: as in the check */
		compared = u->share[k]->compared;
	whole = compared >= 0;		/* no figure that it is compared with has decimals */
	for (size_t i = 0; i < n; i++) {
		packed_load(&r->held, s->entry[order[i]].image, s->kept);
		eval_value(ev, u->share[share]->a, &v[i]);
		num = v[i].num;
		v[i].num = (struct figure){0};
		if (v[i].known)
			figure_keep(&v[i].num, num, mem);
		text = compared >= 0 ? r->held.text[compared] : slice_of("");
		whole &= memchr(text.p, '.', text.n) == NULL;
	}
	function_share(u->share[share], whole, v, n, mem);
}

static void
finish_group_rows(struct run *r, struct state *s, struct eval *ev, const size_t *order, size_t n,
    struct shares *shares)
{
	const struct bound *u = s->rule;
	size_t k = u->nshares;
	struct arena mem = {0};		/* of their wide figures */

	shares->all = xgrow(shares->all, &shares->cap, n * k, sizeof(*shares->all));
	for (size_t j = 0; j < k; j++)
		find_shares(r, s, ev, j, order, n, shares->all + j * n, &mem);
	ev->share = shares->mine;
	if (s->rule->norders > 0)
		order_group(r, s, ev, order, n);
	for (size_t i = 0; i < n; i++) {
		packed_load(&r->held, s->entry[order[i]].image, s->kept);
		for (size_t j = 0; j < k; j++)
			shares->mine[j] = shares->all[j * n + i];
		if (s->rule->norders > 0)
			order_row(r, i);
		eval_begin(ev);
		run_conclude(r, s, ev, u->check, eval_cond(ev, u->check));
	}
	arena_free(&mem);
}

void
wait_finish(struct run *r, struct state *s, struct eval *ev)
{
	uint32_t ngroups = intern_count(s->grouper->keys);
	size_t *start, *order = group_order(s->entry, s->nentries, ngroups, &start);
	struct shares shares = {.mine = xcalloc(s->rule->nshares, sizeof(*shares.mine))};

	for (uint32_t gid = 0; gid < ngroups; gid++) {
		if (start[gid] == start[gid + 1])
			continue;
		r->gid = gid;
		ev->acc = state_accs(s, gid);
		group_load(&r->held, s->grouper, gid);
		group_prefetch(s, order, start[gid], start[gid + 1] - start[gid]);
		finish_group_rows(r, s, ev, order + start[gid], start[gid + 1] - start[gid],
		    &shares);
	}
	free(shares.all);
	free(shares.mine);
	free(order);
	free(start);
}
