#include "suppress/improve.h"

#include <stdlib.h>
#include <string.h>

/* Shows the candidates of a constraint, and makes them dearer. Returns how many were hidden. */
static size_t
show(const struct problem *p, const struct constraint *c, unsigned char *trial, double *dearer)
{
	size_t n = 0;

	for (size_t k = 0; k < c->n; k++) {
		uint32_t i = c->terms[k].cell;

		if (p->s->cells[i].class != CELL_COUNT || !trial[i])
			continue;
		trial[i] = 0;
		dearer[i] *= 1.5;
		n++;
	}
	return n;
}

/* The cells that share a constraint with one whose byte changed. */
static void
find_changed(const struct system *s, const unsigned char *before, const unsigned char *after,
    unsigned char *near)
{
	memset(near, 0, s->n_cells);
	for (size_t i = 0; i < s->n_constraints; i++) {
		const struct constraint *c = &s->constraints[i];
		bool changed = false;

		for (size_t k = 0; k < c->n && !changed; k++)
			changed = before[c->terms[k].cell] != after[c->terms[k].cell];
		for (size_t k = 0; k < c->n && changed; k++)
			near[c->terms[k].cell] = 1;
	}
}

static bool
try_without(struct greedy *g, const struct constraint *c, const double *weight,
    unsigned char *hidden)
{
	size_t n = g->p->s->n_cells, culprit;
	unsigned char *trial = xmemdup(hidden, n);
	double *dearer = xmemdup(weight, n * sizeof(*dearer));
	unsigned char *near = greedy_is_large(g) ? xcalloc(n, 1) : NULL;
	bool better = false;

	if (show(g->p, c, trial, dearer) > 0 && greedy_hide(g, dearer, trial, &culprit)) {
		if (near != NULL)
			find_changed(g->p->s, hidden, trial, near);
		greedy_clean(g, near, trial);
		better = problem_prefers(g->p, trial, hidden);
	}
	if (better)
		memcpy(hidden, trial, n);
	free(near);
	free(trial);
	free(dearer);
	return better;
}

void
improve(struct greedy *g, const double *weight, unsigned char *hidden)
{
	const struct system *s = g->p->s;
	size_t since = 0;

	g->quick = greedy_is_large(g);
	for (size_t i = 0; since < s->n_constraints && !g->p->work->over;
	    i = (i + 1) % s->n_constraints)
		since = try_without(g, &s->constraints[i], weight, hidden) ? 0 : since + 1;
	g->quick = false;
}
