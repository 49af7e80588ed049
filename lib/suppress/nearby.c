#include "suppress/nearby.h"

#include <stdlib.h>
#include <string.h>

struct nearby {
	const struct problem *p;
	/* the constraints of cell i: in[first[i]] to in[first[i + 1] - 1] */
	size_t *first;
	uint32_t *in;
	unsigned char *touched;	/* of each constraint */
};

static bool
is_row(const struct problem *p, const struct constraint *c)
{
	return !problem_is_off(p, c) && !problem_is_optional(p, c);
}

struct nearby *
nearby_new(const struct problem *p)
{
	struct nearby *n = xcalloc(1, sizeof(*n));
	const struct system *s = p->s;
	size_t terms = 0;

	n->p = p;
	for (size_t i = 0; i < s->n_constraints; i++)
		terms += s->constraints[i].n;
	n->first = xcalloc(s->n_cells + 2, sizeof(*n->first));
	n->in = xcalloc(terms, sizeof(*n->in));
	n->touched = xcalloc(s->n_constraints, 1);
	for (size_t i = 0; i < s->n_constraints; i++)
		for (size_t k = 0; k < s->constraints[i].n && is_row(p, &s->constraints[i]); k++)
			n->first[s->constraints[i].terms[k].cell + 2]++;
	for (size_t i = 2; i < s->n_cells + 2; i++)
		n->first[i] += n->first[i - 1];
	for (size_t i = 0; i < s->n_constraints; i++)
		for (size_t k = 0; k < s->constraints[i].n && is_row(p, &s->constraints[i]); k++)
			n->in[n->first[s->constraints[i].terms[k].cell + 1]++] = (uint32_t)i;
	return n;
}

void
nearby_free(struct nearby *n)
{
	if (n == NULL)
		return;
	free(n->first);
	free(n->in);
	free(n->touched);
	free(n);
}

/* Whether a cell can deviate at all. */
static bool
can_move(const struct cell *c)
{
	return c->class != CELL_FIXED || c->shown_low < c->shown_high;
}

/* The cheapest few of a constraint's cells, the first of equals. */
static void
take_few(const struct nearby *n, const struct constraint *c, const double *cost, size_t most,
    unsigned char *near)
{
	uint32_t few[NEARBY_MOST];
	size_t count = 0, at;

	for (size_t k = 0; k < c->n; k++) {
		uint32_t i = c->terms[k].cell;

		if (!can_move(&n->p->s->cells[i]))
			continue;
		for (at = count; at > 0 && cost[few[at - 1]] > cost[i]; at--)
			if (at < most)
				few[at] = few[at - 1];
		if (at < most)
			few[at] = i;
		count += count < most;
	}
	for (at = 0; at < count; at++)
		near[few[at]] = 1;
}

static void
touch(struct nearby *n, const unsigned char *near)
{
	for (size_t i = 0; i < n->p->s->n_cells; i++)
		for (size_t k = n->first[i]; k < n->first[i + 1] && near[i]; k++)
			n->touched[n->in[k]] = 1;
}

/* Adds the cells with as many touched constraints as they have, or two. */
static void
close_up(const struct nearby *n, bool all, unsigned char *near)
{
	for (size_t i = 0; i < n->p->s->n_cells; i++) {
		size_t count = 0, have = n->first[i + 1] - n->first[i];

		for (size_t k = n->first[i]; k < n->first[i + 1]; k++)
			count += n->touched[n->in[k]];
		if (can_move(&n->p->s->cells[i]) && count > 0 &&
		    (count == have || (!all && count >= 2)))
			near[i] = 1;
	}
}

void
nearby_find(struct nearby *n, uint32_t target, const double *cost, size_t most, unsigned char *near)
{
	memset(near, 0, n->p->s->n_cells);
	memset(n->touched, 0, n->p->s->n_constraints);
	near[target] = 1;
	for (size_t k = n->first[target]; k < n->first[target + 1]; k++)
		take_few(n, &n->p->s->constraints[n->in[k]], cost, most, near);
	touch(n, near);
	close_up(n, false, near);
	touch(n, near);
	close_up(n, true, near);
}
