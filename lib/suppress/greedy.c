#include "suppress/greedy.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "suppress/around.h"
#include "suppress/search.h"

enum { LARGE = 1500 };		/* cells, from which on routes are sought near by first */
enum { FEW = 8 };		/* cells of a constraint that are near by */
enum { AROUND = 100 };		/* unknowns, among which a proof is sought first */
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

bool
greedy_is_large(const struct greedy *g)
{
	return g->nearby != NULL;
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

/* The same among the unknowns around the target, while the others stay as in the base. */
static bool
attack_around(struct greedy *g, const struct target *t, const struct piece *p, size_t unknown)
{
	struct arena mem = {0};
	struct piece part;
	struct search search;
	uint64_t most = WORK_TARGET, work = most;
	int64_t *x = xcalloc(p->n, sizeof(*x));
	bool found;

	for (size_t j = 0; j < p->n; j++)
		x[j] = g->p->base[p->cell[j]];
	around_build(&part, p, unknown, AROUND, x, &mem);
	search_init(&search, &part, &work);
	found = attack_target(g, t, &search, 0);
	work_spend(g->p->work, most - work + 4 * part.n);
	search_free(&search);
	arena_free(&mem);
	free(x);
	return found;
}

/* A choice under proof: its pieces, and a search for each of those that need one. */
struct trial {
	struct pieces pieces;
	struct search *search;
	uint64_t work;
};

static bool
is_shown_protected(struct greedy *g, struct trial *trial, const struct target *t, bool quick)
{
	const uint32_t i = trial->pieces.piece_of[t->cell];
	const uint64_t most = WORK_TARGET + 4000 * g->p->s->n_cells;
	bool safe;

	if (i == SYSTEM_NO_CELL)
		return false;
	if (trial->pieces.piece[i].n > AROUND) {
		safe = attack_around(g, t, &trial->pieces.piece[i], trial->pieces.unknown[t->cell]);
		if (safe || quick)
			return safe;
	}
	if (trial->search[i].p == NULL)
		search_init(&trial->search[i], &trial->pieces.piece[i], &trial->work);
	trial->work = most;
	safe = attack_target(g, t, &trial->search[i], trial->pieces.unknown[t->cell]);
	work_spend(g->p->work, most - trial->work);
	return safe;
}

/*
 * Of the targets from..end - 1. quick: not with all of a large piece, so that some safe choices are
 * taken as unsafe.
 */
static bool
are_safe(struct greedy *g, const unsigned char *hidden, bool quick, size_t from, size_t end,
    size_t *open)
{
	const struct problem *p = g->p;
	struct trial trial;
	bool safe = true;

	if (pool_protected(g->pool, hidden, g->is_protected) == 0)
		return true;
	pieces_build(&trial.pieces, p->s, hidden);
	trial.search = xcalloc(trial.pieces.n, sizeof(*trial.search));
	for (size_t t = from; t < end && safe; t++) {
		if (g->is_protected[t])
			continue;
		safe = is_shown_protected(g, &trial, &p->target[t], quick);
		if (!safe)
			*open = t;
		else
			pool_protected(g->pool, hidden, g->is_protected);
	}
	work_spend(p->work, p->s->n_cells + 4 * p->s->n_constraints);
	for (size_t i = 0; i < trial.pieces.n; i++)
		if (trial.search[i].p != NULL)
			search_free(&trial.search[i]);
	free(trial.search);
	pieces_free(&trial.pieces);
	return safe;
}

bool
greedy_is_safe(struct greedy *g, const unsigned char *hidden, size_t *open)
{
	return are_safe(g, hidden, false, 0, g->p->n_targets, open);
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

/* Further ways, as routes in halves or thirds become whole when all is moved further. */
static size_t
further(const struct problem *p, const struct target *t, int64_t up[4], int64_t down[4])
{
	const struct cell *c = &p->s->cells[t->cell];
	int64_t above = c->high == SYSTEM_NO_HIGH ? INT64_MAX : c->high - p->base[t->cell];
	int64_t below = p->base[t->cell] - c->low;
	size_t n = 0;

	for (int64_t times = 2; times <= 3; times++) {
		if (above / times >= t->need)
			up[n] = times * t->need, down[n++] = 0;
		if (below / times >= t->need)
			up[n] = 0, down[n++] = times * t->need;
	}
	return n;
}

struct attempt {
	int64_t *x[2];
	unsigned char *must;
	double cost;
	bool found;
	bool whole;		/* by two witnesses */
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
	a->whole = a->found;
	for (int i = 0; i < 2 && a->found; i++)
		a->whole &= pool_add(g->pool, a->x[i]);
	a->cost = 0;
	for (size_t k = 0; k < p->n_candidates; k++)
		if (a->must[p->candidate[k]])
			a->cost += cost[p->candidate[k]];
}

/* The cheapest way, in best[]; *whole: it is known to be enough. False: there is none. */
static bool
attempt_all(struct greedy *g, struct deviation *route, const double *cost, const struct target *t,
    unsigned char *best, bool *whole)
{
	size_t n = g->p->s->n_cells, count;
	struct attempt a = {.must = xcalloc(n, 1)};
	double least = INFINITY;
	int64_t up[4], down[4];

	*whole = false;
	a.x[0] = xcalloc(n, sizeof(*a.x[0]));
	a.x[1] = xcalloc(n, sizeof(*a.x[1]));
	count = ways(g->p, t, up, down);
	for (int round = 0; round < 2 && !*whole; round++) {
		for (size_t i = 0; i < count; i++) {
			attempt(g, route, cost, t->cell, up[i], down[i], &a);
			if (!a.found || a.whole < *whole ||
			    (a.whole == *whole && a.cost >= least))
				continue;
			least = a.cost;
			*whole = a.whole;
			memcpy(best, a.must, n);
		}
		count = further(g->p, t, up, down);
	}
	free(a.must);
	free(a.x[0]);
	free(a.x[1]);
	return least < INFINITY;
}

static bool
attempt_nearby(struct greedy *g, const double *cost, const struct target *t, size_t few,
    unsigned char *best, bool *whole)
{
	struct deviation *route;
	bool found;

	nearby_find(g->nearby, t->cell, cost, few, g->near);
	route = deviation_new(g->p, g->near);
	found = attempt_all(g, route, cost, t, best, whole);
	deviation_free(route);
	return found;
}

static double *
costs(const struct problem *p, const double *weight, const unsigned char *hidden)
{
	double *cost = xcalloc(p->s->n_cells, sizeof(*cost));

	for (size_t k = 0; k < p->n_candidates; k++)
		cost[p->candidate[k]] = hidden[p->candidate[k]] ? 0 : weight[p->candidate[k]];
	return cost;
}

/* again: what was hidden for it before was not enough. */
static void
protect(struct greedy *g, const double *weight, unsigned char *hidden, const struct target *t,
    bool again)
{
	const struct problem *p = g->p;
	size_t n = p->s->n_cells;
	double *cost = costs(p, weight, hidden);
	unsigned char *best = xcalloc(n, 1);
	bool found = false, whole = false;

	if (g->nearby != NULL)
		found = attempt_nearby(g, cost, t, again ? NEARBY_MOST : FEW, best, &whole);
	if (!found && g->route == NULL)
		g->route = deviation_new(p, NULL);
	found = found || attempt_all(g, g->route, cost, t, best, &whole);
	for (size_t i = 0; i < n && found; i++)
		hidden[i] |= best[i];
	free(cost);
	free(best);
}

/* Hides what a search needs that may hide all candidates, or those marked in `near`. */
static bool
search_within(struct greedy *g, const unsigned char *near, unsigned char *hidden, size_t t)
{
	const struct problem *p = g->p;
	unsigned char *all = xmemdup(hidden, p->s->n_cells);
	size_t open;
	bool found;

	for (size_t k = 0; k < p->n_candidates; k++)
		all[p->candidate[k]] |= near == NULL || near[p->candidate[k]];
	found = are_safe(g, all, near != NULL, t, t + 1, &open);
	if (found)
		pool_need(g->pool, (uint32_t)t, hidden);
	else if (near == NULL)
		memcpy(hidden, all, p->s->n_cells);
	free(all);
	return found;
}

/*
 * When the linear programme is not enough for whole numbers. False, with all hidden: nothing was
 * found.
 */
static bool
protect_by_search(struct greedy *g, const double *weight, unsigned char *hidden, size_t t)
{
	double *cost = costs(g->p, weight, hidden);
	bool found = false;

	for (size_t few = 2; few <= FEW && g->nearby != NULL && !found; few *= 2) {
		nearby_find(g->nearby, g->p->target[t].cell, cost, few, g->near);
		found = search_within(g, g->near, hidden, t);
	}
	free(cost);
	return found || search_within(g, NULL, hidden, t);
}

bool
greedy_hide(struct greedy *g, const double *weight, unsigned char *hidden, size_t *culprit)
{
	const struct problem *p = g->p;
	size_t last = SIZE_MAX, t;

	pool_protected(g->pool, hidden, g->is_protected);
	for (t = 0; t < p->n_targets; t++) {
		if (g->is_protected[t])
			continue;
		protect(g, weight, hidden, &p->target[t], false);
		pool_protected(g->pool, hidden, g->is_protected);
	}
	while (!are_safe(g, hidden, g->quick, 0, p->n_targets, &t)) {
		if (t != last)
			protect(g, weight, hidden, &p->target[t], true);
		else if (g->quick || !protect_by_search(g, weight, hidden, t)) {
			*culprit = t;
			return false;
		}
		last = t;
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
greedy_clean(struct greedy *g, const unsigned char *only, unsigned char *hidden)
{
	const bool quick = greedy_is_large(g);
	const struct problem *p = g->p;
	uint32_t *order = xmemdup(p->candidate, p->n_candidates * sizeof(*order));
	size_t t;

	qsort_r(order, p->n_candidates, sizeof(*order), by_size, (void *)p->s->cells);
	for (size_t k = 0; k < p->n_candidates && !p->work->over; k++) {
		if (!hidden[order[k]] || (only != NULL && !only[order[k]]))
			continue;
		hidden[order[k]] = 0;
		if (!are_safe(g, hidden, quick, 0, p->n_targets, &t))
			hidden[order[k]] = 1;
	}
	free(order);
}
