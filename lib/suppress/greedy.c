#include "suppress/greedy.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "suppress/search.h"

enum { LARGE = 1500 };		/* cells, from which on routes are sought near by first */
enum { WORK_TARGET = 3000000 };	/* for the proof of one, and more in large tables */

void
greedy_init(struct greedy *g, const struct problem *p, struct pool *pool)
{
	*g = (struct greedy){.p = p, .pool = pool};
	if (p->s->n_cells > LARGE)
		g->nearby = nearby_new(p);
	g->near = xcalloc(p->s->n_cells, 1);
	g->is_protected = xcalloc(p->n_targets, 1);
}

void
greedy_free(struct greedy *g)
{
	deviation_free(g->route);
	nearby_free(g->nearby);
	free(g->near);
	free(g->is_protected);
}

/* A witness of a piece: the rest of the table is the base. */
static void
keep_witness(struct greedy *g, const struct search *s, const int64_t *of_piece)
{
	int64_t *x = xmemdup(g->p->base, g->p->s->n_cells * sizeof(*x));

	for (size_t j = 0; j < s->p->n; j++)
		x[s->p->cell[j]] = of_piece[j];
	pool_add(g->pool, x);
	free(x);
}

/* Looks for two whole-number tables that protect target t, in its piece. */
static bool
attack_target(struct greedy *g, const struct target *t, struct search *s, size_t unknown)
{
	int64_t end, enough, *x = xcalloc(s->p->n, sizeof(*x));

	for (size_t j = 0; j < s->p->n; j++)
		x[j] = g->p->base[s->p->cell[j]];
	search_offer(s, x);
	free(x);
	for (int sign = 1; sign >= -1 && s->seen && s->most[unknown] - s->least[unknown] < t->need;
	    sign -= 2) {
		enough = sign > 0 ? s->most[unknown] - t->need : s->least[unknown] + t->need;
		if (sign > 0 ? enough < s->low[unknown] : enough > s->high[unknown])
			enough = sign > 0 ? s->low[unknown] : s->high[unknown];
		search_end(s, unknown, sign, enough, &end);
		keep_witness(g, s, s->latest);
	}
	return s->seen && s->most[unknown] - s->least[unknown] >= t->need;
}

bool
greedy_is_safe(struct greedy *g, const unsigned char *hidden, size_t *open)
{
	const struct problem *p = g->p;
	struct pieces pieces;
	struct search *search;
	uint64_t most = WORK_TARGET + 4000 * p->s->n_cells, work;
	bool safe = true;

	if (pool_protected(g->pool, hidden, g->is_protected) == 0)
		return true;
	pieces_build(&pieces, p->s, hidden);
	search = xcalloc(pieces.n, sizeof(*search));
	for (size_t t = 0; t < p->n_targets && safe; t++) {
		uint32_t cell = p->target[t].cell, i = pieces.piece_of[cell];

		if (g->is_protected[t])
			continue;
		if (i != SYSTEM_NO_CELL && search[i].p == NULL)
			search_init(&search[i], &pieces.piece[i], &work);
		work = most;
		safe = i != SYSTEM_NO_CELL && attack_target(g, &p->target[t], &search[i],
		    pieces.unknown[cell]);
		work_spend(p->work, most - work);
		if (!safe)
			*open = t;
		else
			pool_protected(g->pool, hidden, g->is_protected);
	}
	work_spend(p->work, p->s->n_cells + 4 * p->s->n_constraints);
	for (size_t i = 0; i < pieces.n; i++)
		if (search[i].p != NULL)
			search_free(&search[i]);
	free(search);
	pieces_free(&pieces);
	return safe;
}

/* How the need of a target is divided between up and down, in up to four ways. */
static size_t
ways(const struct problem *p, const struct target *t, int64_t up[4], int64_t down[4])
{
	const struct cell *c = &p->s->cells[t->cell];
	int64_t above = c->high == SYSTEM_NO_HIGH ? t->need : c->high - p->base[t->cell];
	int64_t below = p->base[t->cell] - c->low;
	size_t n = 0;

	if (above >= t->need)
		up[n] = t->need, down[n++] = 0;
	if (below >= t->need)
		up[n] = 0, down[n++] = t->need;
	if (n < 2 && above > 0 && above < t->need && above + below >= t->need)
		up[n] = above, down[n++] = t->need - above;
	if (n < 2 && below > 0 && below < t->need && above + below >= t->need)
		up[n] = t->need - below, down[n++] = below;
	if (n < 2 && t->need > 2 && above >= t->need / 2 && below >= t->need - t->need / 2)
		up[n] = t->need / 2, down[n++] = t->need - t->need / 2;
	return n;
}

struct attempt {
	int64_t *x[2];
	unsigned char *must;
	double cost;
	bool found;
};

/* One way of protecting a target: what has to be hidden in addition to what is. */
static void
attempt(struct greedy *g, struct deviation *route, const double *cost, uint32_t cell, int64_t up,
    int64_t down, struct attempt *a)
{
	const struct problem *p = g->p;

	memset(a->must, 0, p->s->n_cells);
	a->found = true;
	for (int i = 0; i < 2 && a->found; i++) {
		int64_t by = i == 0 ? up : -down;

		memcpy(a->x[i], p->base, p->s->n_cells * sizeof(*p->base));
		if (by != 0)
			a->found = deviation_route(route, cost, cell, by, a->x[i], a->must);
	}
	a->cost = 0;
	for (size_t k = 0; k < p->n_candidates; k++)
		if (a->must[p->candidate[k]])
			a->cost += cost[p->candidate[k]];
}

/* The cheapest way, in best[]. False: there is none by this route. */
static bool
attempt_all(struct greedy *g, struct deviation *route, const double *cost, const struct target *t,
    unsigned char *best)
{
	size_t n = g->p->s->n_cells, count;
	struct attempt a = {.must = xcalloc(n, 1)};
	double least = INFINITY;
	int64_t up[4], down[4];

	a.x[0] = xcalloc(n, sizeof(*a.x[0]));
	a.x[1] = xcalloc(n, sizeof(*a.x[1]));
	count = ways(g->p, t, up, down);
	for (size_t i = 0; i < count; i++) {
		attempt(g, route, cost, t->cell, up[i], down[i], &a);
		if (!a.found)
			continue;
		pool_add(g->pool, a.x[0]);
		pool_add(g->pool, a.x[1]);
		if (a.cost < least) {
			least = a.cost;
			memcpy(best, a.must, n);
		}
	}
	free(a.must);
	free(a.x[0]);
	free(a.x[1]);
	return least < INFINITY;
}

static bool
attempt_nearby(struct greedy *g, const double *cost, const struct target *t, unsigned char *best)
{
	struct deviation *route;
	bool found;

	nearby_find(g->nearby, t->cell, cost, g->near);
	route = deviation_new(g->p, g->near);
	found = attempt_all(g, route, cost, t, best);
	deviation_free(route);
	return found;
}

static void
protect(struct greedy *g, const double *weight, unsigned char *hidden, const struct target *t)
{
	const struct problem *p = g->p;
	size_t n = p->s->n_cells;
	double *cost = xcalloc(n, sizeof(*cost));
	unsigned char *best = xcalloc(n, 1);
	bool found;

	for (size_t k = 0; k < p->n_candidates; k++)
		cost[p->candidate[k]] = hidden[p->candidate[k]] ? 0 : weight[p->candidate[k]];
	found = g->nearby != NULL && attempt_nearby(g, cost, t, best);
	if (!found && g->route == NULL)
		g->route = deviation_new(p, NULL);
	found = found || attempt_all(g, g->route, cost, t, best);
	for (size_t i = 0; i < n && found; i++)
		hidden[i] |= best[i];
	free(cost);
	free(best);
}

/* Hides whatever may be hidden, when the linear programme is not enough for whole numbers. */
static void
hide_all(const struct problem *p, unsigned char *hidden)
{
	for (size_t k = 0; k < p->n_candidates; k++)
		hidden[p->candidate[k]] = 1;
}

bool
greedy_hide(struct greedy *g, const double *weight, unsigned char *hidden, size_t *culprit)
{
	const struct problem *p = g->p;
	size_t last = SIZE_MAX, t;
	bool all = false;

	for (t = 0; t < p->n_targets; t++) {
		pool_protected(g->pool, hidden, g->is_protected);
		if (!g->is_protected[t])
			protect(g, weight, hidden, &p->target[t]);
	}
	while (!greedy_is_safe(g, hidden, &t)) {
		if (t != last && !all) {
			last = t;
			protect(g, weight, hidden, &p->target[t]);
			continue;
		}
		if (all) {
			*culprit = t;
			return false;
		}
		all = true;
		hide_all(p, hidden);
	}
	return true;
}

/* Totals first, then the largest, then the last. */
static int
by_size(const void *a, const void *b, void *cells)
{
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	const struct cell *c = (const struct cell *)cells + i, *d = (const struct cell *)cells + j;

	if (c->total != d->total)
		return c->total ? -1 : 1;
	if (c->value != d->value)
		return c->value > d->value ? -1 : 1;
	return i > j ? -1 : i < j;
}

void
greedy_clean(struct greedy *g, unsigned char *hidden)
{
	const struct problem *p = g->p;
	uint32_t *order = xmemdup(p->candidate, p->n_candidates * sizeof(*order));
	size_t t;

	qsort_r(order, p->n_candidates, sizeof(*order), by_size, (void *)p->s->cells);
	for (size_t k = 0; k < p->n_candidates && !p->work->over; k++) {
		if (!hidden[order[k]])
			continue;
		hidden[order[k]] = 0;
		if (!greedy_is_safe(g, hidden, &t))
			hidden[order[k]] = 1;
	}
	free(order);
}
