#include <stdlib.h>

#include "base/memory.h"
#include "rules/function.h"
#include "rules/state.h"

/* before() and after(): the rows of a group in the orders that a rule names. */

/* In place of the number of a place in an order. */
enum {
	PLACE_NONE = UINT32_MAX - 1,	/* from here on */
	PLACE_HUGE,			/* it has too many digits */
};

/* An order of the rows of the present group. */
struct order {
	uint32_t *place;		/* by row: in ranked */
	struct ranked *ranked;		/* between two that are none */
	size_t nplaces, cap;
};

struct ordering {
	const struct bound *rule;
	bool doubtful;			/* a row may be in the group or not */
	struct order *order;
	size_t norders, cap;
	struct eval ev[2];		/* of the neighbours looked at last: before, after */
	struct arena mem;		/* of the wide ranks of one order */
};

void
order_doubt(struct state *s, uint32_t gid)
{
	s->doubtful = xgrow(s->doubtful, &s->doubtful_cap, (size_t)gid + 1, sizeof(*s->doubtful));
	while (s->ndoubtful <= gid)
		s->doubtful[s->ndoubtful++] = false;
	s->doubtful[gid] = true;
}

void
order_free(struct run *r)
{
	struct ordering *o = r->ordering;

	if (o == NULL)
		return;
	for (size_t k = 0; k < o->norders; k++) {
		free(o->order[k].place);
		free(o->order[k].ranked);
	}
	free(o->order);
	arena_free(&o->mem);
	free(o);
}

static int
by_rank(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int cmp = rank_compare(x->rank, y->rank);

	return cmp != 0 ? cmp : (x->row > y->row) - (x->row < y->row);
}

enum { FEW = 16 };

void
order_sort(struct ranked *v, size_t n)
{
	struct ranked one;
	size_t to;

	if (n > FEW) {
		qsort(v, n, sizeof(*v), by_rank);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		one = v[i];
		for (to = i; to > 0 && rank_compare(v[to - 1].rank, one.rank) > 0; to--)
			v[to] = v[to - 1];
		v[to] = one;
	}
}

/* The row v[i] gets its place, after those before it. Is it in order? */
static inline bool
place_row(struct ranked *v, size_t i, uint32_t *place)
{
	int cmp = v[i - 1].kind == RANK_NONE ? -1 : rank_compare(v[i - 1].rank, v[i].rank);

	v[i].kind = RANK_SINGLE;
	if (cmp == 0)
		v[i].kind = v[i - 1].kind = RANK_TIED;
	place[v[i].row] = (uint32_t)i;
	return cmp <= 0;
}

/* Places the n rows that have a rank in their order; the others get their reason in place. */
static void
place_rows(struct run *r, struct eval *ev, const struct node *by, size_t n, struct order *o)
{
	struct arena *mem = &r->ordering->mem;
	struct ranked *v = o->ranked;
	const struct value *rank;
	struct value room;
	size_t end = 1;
	bool sorted = true;

	v[0].kind = RANK_NONE;
	for (size_t i = 0; i < n; i++) {
		ev->row = wait_at(r, i);
		eval_begin(ev);
		rank = value_of(ev, by, &room);
		if (ev->overflow || rank->kind == VALUE_HUGE) {
			o->place[i] = PLACE_HUGE;
		} else if (!value_rank(rank, mem, &v[end].rank)) {
			o->place[i] = PLACE_NONE;
		} else {
			v[end].row = (uint32_t)i;
			sorted &= place_row(v, end++, o->place);
		}
	}
	v[end].kind = RANK_NONE;
	if (sorted)
		return;
	order_sort(v + 1, end - 1);
	for (size_t i = 1; i < end; i++)
		place_row(v, i, o->place);
}

static struct ordering *
ordering_of(struct run *r, const struct bound *u)
{
	struct ordering *o = r->ordering;

	if (o == NULL)
		o = r->ordering = xcalloc(1, sizeof(*o));
	if (o->rule == u)
		return o;
	o->rule = u;
	for (size_t i = 0; i < LENGTH(o->ev); i++)
		o->ev[i] = (struct eval){.rule = u, .failed_only = -1};
	o->order = xgrow(o->order, &o->cap, u->norders, sizeof(*o->order));
	for (; o->norders < u->norders; o->norders++)
		o->order[o->norders] = (struct order){0};
	return o;
}

void
order_group(struct run *r, struct state *s, struct eval *ev, size_t n)
{
	const struct bound *u = s->rule;
	struct ordering *of = ordering_of(r, u);

	of->doubtful = r->gid < s->ndoubtful && s->doubtful[r->gid];
	if (of->doubtful)
		return;
	for (size_t k = 0; k < u->norders; k++) {
		struct order *o = &of->order[k];

		o->place = xgrow(o->place, &o->nplaces, n, sizeof(*o->place));
		o->ranked = xgrow(o->ranked, &o->cap, n + 2, sizeof(*o->ranked));
		place_rows(r, ev, u->order[k], n, o);
		arena_free(&of->mem);
	}
}

struct eval *
beside_find(struct eval *ev, const struct node *call, enum why_kind *why)
{
	struct run *r = ev->arg;
	struct ordering *of = r->ordering;
	int step = call->function->step;
	const struct ranked *at;
	const struct order *o;
	struct eval *there;
	uint32_t place;

	*why = WHY_WHERE;
	if (of == NULL || of->doubtful)
		return NULL;
	o = &of->order[call->index];
	place = o->place[r->waiting->at];
	if (place >= PLACE_NONE) {
		*why = WHY_OTHER;
		ev->overflow |= place == PLACE_HUGE;
		return NULL;
	}
	at = &o->ranked[place];
	if (at->kind != RANK_SINGLE || at[step].kind != RANK_SINGLE) {
		*why = at->kind == RANK_SINGLE && at[step].kind == RANK_NONE ? WHY_NOT_DUE :
		    WHY_TIE;
		return NULL;
	}
	there = &of->ev[step > 0];
	there->row = wait_beside(r, at[step].row);
	return there;
}
