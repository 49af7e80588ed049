#include "rules/hold.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/function.h"

/* The columns marked for one rule. Room for all of them, taken once: rules may be as many as columns. */
struct holding {
	const struct bound *bound;
	bool *marked;		/* by column */
	int *col;		/* those marked */
	size_t n;
	bool dated;		/* a list that is valid by period is among what was walked */
	bool aggregates;	/* walk what stands in them too */
};

static void
mark(struct holding *h, int col)
{
	if (h->marked[col])
		return;
	h->marked[col] = true;
	h->col[h->n++] = col;
}

static void
mark_all(struct holding *h, const int *col, size_t n)
{
	for (size_t i = 0; i < n; i++)
		mark(h, col[i]);
}

static void
mark_tree(struct holding *h, struct node *n)
{
	for (; n != NULL; n = n->next) {
		if (n->op == N_AGG && !h->aggregates)
			continue;
		if (n->op == N_FUNC && n->function->reach == REACH_PREVIOUS && n->row)
			continue;	/* taken from the other row */
		if (n->op == N_NAME && n->ref == REF_COLUMN)
			mark(h, n->index);
		if (n->op == N_NAME && n->ref == REF_LET)
			mark_tree(h, h->bound->let[n->index]);
		h->dated |= n->op == N_LIST && n->list != NULL && n->list->dated;
		mark_tree(h, n->a);
		mark_tree(h, n->b);
		mark_tree(h, n->c);
	}
}

static int
by_column(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* What was marked, in order, with what its rounding depends on; h is empty again. */
static int *
take_marked(const struct program *p, struct holding *h, size_t *n)
{
	int *col;

	for (size_t i = 0; i < h->n; i++)
		for (size_t k = 0; k < p->col[h->col[i]].nrounded; k++)
			mark_tree(h, p->col[h->col[i]].rounded[k].where);
	qsort(h->col, h->n, sizeof(*h->col), by_column);
	col = xcalloc(h->n + 1, sizeof(*col));
	memcpy(col, h->col, h->n * sizeof(*col));
	for (size_t i = 0; i < h->n; i++)
		h->marked[h->col[i]] = false;
	*n = h->n;
	h->n = 0;
	h->dated = h->aggregates = false;
	return col;
}

/* What its own needs, and those of rules that need it, tell rows apart by. */
static void
mark_needs(struct holding *h, const struct program *p, const struct bound *u)
{
	for (size_t i = 0; i < u->nneeds; i++)
		mark_all(h, u->needs[i].col, u->needs[i].ncols);
	for (size_t r = 0; u->needed && r < p->nrules; r++)
		for (size_t i = 0; i < p->rule[r].nneeds; i++)
			if (&p->rule[p->rule[r].needs[i].rule] == u)
				mark_all(h, p->rule[r].needs[i].col, p->rule[r].needs[i].ncols);
}

static void
hold(struct program *p, struct bound *u, struct holding *h)
{
	const struct rule *rule = u->rule;

	h->bound = u;
	h->aggregates = u->where_previous;
	if (u->where_previous) {
		mark_tree(h, u->where);
		for (size_t i = 0; i < u->naggs; i++)
			mark_tree(h, u->agg[i]);
	}
	mark_tree(h, u->check);
	for (size_t i = 0; i < rule->nsay; i++)
		mark_tree(h, u->say[i]);
	if ((u->previous_row || h->dated) && p->period >= 0)
		mark(h, p->period);
	if (u->previous_row)
		mark_all(h, p->key, p->nkey);
	mark_all(h, u->arg, rule->args.n);
	mark_all(h, u->arg_to, rule->args_to.n);
	for (size_t i = 0; i < rule->naxes; i++)
		mark(h, u->axis[i].col);
	if (!u->group || u->where_previous) {
		mark_all(h, p->key, p->nkey);
		mark_all(h, u->by, rule->by.n);
		if (u->column >= 0)
			mark(h, u->column);
		mark_needs(h, p, u);
	}
	u->held = take_marked(p, h, &u->nheld);
}

static void
previous_visit(struct node *n, void *arg)
{
	if (n->op == N_FUNC && n->function->reach == REACH_PREVIOUS && n->row)
		mark_tree(arg, n->a);
}

static void
hold_previous(struct program *p, struct holding *h)
{
	for (size_t r = 0; r < p->nrules; r++) {
		struct bound *u = &p->rule[r];

		h->bound = u;
		node_walk(u->where, previous_visit, h);
		node_walk(u->check, previous_visit, h);
		for (size_t i = 0; i < u->rule->nlets; i++)
			node_walk(u->let[i], previous_visit, h);
		for (size_t i = 0; i < u->rule->nsay; i++)
			node_walk(u->say[i], previous_visit, h);
	}
	p->previous_held = take_marked(p, h, &p->nprevious_held);
}

void
program_hold(struct program *p)
{
	struct holding h = {.marked = xcalloc(p->ncols + 1, sizeof(*h.marked)),
	    .col = xcalloc(p->ncols + 1, sizeof(*h.col))};

	for (size_t r = 0; r < p->nrules; r++)
		hold(p, &p->rule[r], &h);
	hold_previous(p, &h);
	free(h.marked);
	free(h.col);
}
