#include <stdlib.h>

#include "base/memory.h"
#include "rules/function.h"
#include "rules/state.h"

/* before() and after(): the rows of a group in the orders that a rule names. */

/* In place of a neighbour's number. */
enum {
	NEIGHBOUR_FIRST = UINT32_MAX - 3,	/* from here on */
	NEIGHBOUR_NONE = NEIGHBOUR_FIRST,	/* past the first or the last row */
	NEIGHBOUR_TIED,
	NEIGHBOUR_UNORDERED,			/* the row has no place in the order */
	NEIGHBOUR_HUGE,				/* its place has too many digits */
};

struct neighbours {
	uint32_t at[2];		/* before, after: a row's number in the group */
};

/* A row and its place in an order. */
struct ranked {
	struct figure rank;
	size_t row;
};

struct ordering {
	const size_t *entry;		/* the rows of the group, in those that wait */
	size_t n, at;			/* and the present one */
	bool doubtful;			/* a row may be in the group or not */
	struct neighbours *beside;	/* by order and row */
	size_t nbeside;
	struct ranked *ranked;
	size_t nranked;
	struct row row[2];		/* the neighbours looked at last */
	const char *image[2];
	struct eval ev[2];
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

static struct ordering *
ordering_of(struct run *r)
{
	if (r->ordering != NULL)
		return r->ordering;
	r->ordering = xcalloc(1, sizeof(*r->ordering));
	for (size_t i = 0; i < LENGTH(r->ordering->row); i++)
		row_init(&r->ordering->row[i], r->program);
	return r->ordering;
}

void
order_free(struct run *r)
{
	struct ordering *o = r->ordering;

	if (o == NULL)
		return;
	for (size_t i = 0; i < LENGTH(o->row); i++)
		row_free(&o->row[i]);
	free(o->beside);
	free(o->ranked);
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

/* Ranks those that have a place in the order; the others get their reason in b. */
static size_t
rank_rows(struct run *r, struct state *s, struct eval *ev, const struct node *by,
    struct neighbours *b)
{
	struct ordering *o = r->ordering;
	const struct value *v;
	struct value room;
	size_t n = 0;

	for (size_t i = 0; i < o->n; i++) {
		packed_load(&r->held, s->entry[o->entry[i]].image, s->kept);
		eval_begin(ev);
		v = value_of(ev, by, &room);
		b[i].at[0] = b[i].at[1] = ev->overflow || v->kind == VALUE_HUGE ? NEIGHBOUR_HUGE :
		    NEIGHBOUR_UNORDERED;
		if (b[i].at[0] != NEIGHBOUR_HUGE && value_rank(v, &o->mem, &o->ranked[n].rank))
			o->ranked[n++].row = i;
	}
	return n;
}

static bool
is_sorted(const struct ranked *v, size_t n)
{
	size_t i = 1;

	while (i < n && rank_compare(v[i - 1].rank, v[i].rank) <= 0)
		i++;
	return i >= n;
}

/* Each of the n sorted rows gets its neighbours; one that has the rank of another gets none. */
static void
link_rows(const struct ranked *v, size_t n, struct neighbours *b)
{
	uint32_t before = NEIGHBOUR_NONE, after;
	size_t end;

	for (size_t i = 0; i < n; i = end) {
		for (end = i + 1; end < n && rank_compare(v[i].rank, v[end].rank) == 0; end++)
			;
		after = end - i > 1 ? NEIGHBOUR_TIED : (uint32_t)v[i].row;
		if (i > 0)
			b[v[i - 1].row].at[1] = b[v[i - 1].row].at[1] == NEIGHBOUR_TIED ?
			    NEIGHBOUR_TIED : after;
		for (size_t k = i; k < end; k++)
			b[v[k].row] = end - i > 1 ?
			    (struct neighbours){{NEIGHBOUR_TIED, NEIGHBOUR_TIED}} :
			    (struct neighbours){{before, NEIGHBOUR_NONE}};
		before = after;
	}
}

void
order_group(struct run *r, struct state *s, struct eval *ev, const size_t *entry, size_t n)
{
	struct ordering *o = ordering_of(r);
	const struct bound *u = s->rule;
	size_t nranked;

	o->entry = entry;
	o->n = n;
	o->doubtful = r->gid < s->ndoubtful && s->doubtful[r->gid];
	o->image[0] = o->image[1] = NULL;
	if (o->doubtful)
		return;
	for (size_t i = 0; i < LENGTH(o->row); i++) {
		group_load(&o->row[i], s->grouper, r->gid);
		o->ev[i] = (struct eval){.row = &o->row[i], .rule = u, .failed_only = -1};
	}
	o->beside = xgrow(o->beside, &o->nbeside, n * u->norders, sizeof(*o->beside));
	o->ranked = xgrow(o->ranked, &o->nranked, n, sizeof(*o->ranked));
	for (size_t k = 0; k < u->norders; k++) {
		nranked = rank_rows(r, s, ev, u->order[k], o->beside + k * n);
		if (!is_sorted(o->ranked, nranked))
			qsort(o->ranked, nranked, sizeof(*o->ranked), by_rank);
		link_rows(o->ranked, nranked, o->beside + k * n);
		arena_free(&o->mem);
	}
}

void
order_row(struct run *r, size_t i)
{
	r->ordering->at = i;
}

struct eval *
beside_find(struct eval *ev, const struct node *call, enum why_kind *why)
{
	struct run *r = ev->arg;
	struct ordering *o = r->ordering;
	bool after = call->function->step > 0;
	const struct state *s = r->at;
	const char *image;
	uint32_t at;

	*why = WHY_WHERE;
	if (o == NULL || o->doubtful)
		return NULL;
	at = o->beside[(size_t)call->index * o->n + o->at].at[after];
	*why = at == NEIGHBOUR_NONE ? WHY_NOT_DUE : at == NEIGHBOUR_TIED ? WHY_TIE : WHY_OTHER;
	ev->overflow |= at == NEIGHBOUR_HUGE;
	if (at >= NEIGHBOUR_FIRST)
		return NULL;
	image = s->entry[o->entry[at]].image;
	if (image != o->image[after])
		packed_load(&o->row[after], image, s->kept);
	o->image[after] = image;
	return &o->ev[after];
}
