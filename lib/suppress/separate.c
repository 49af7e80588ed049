#include "suppress/separate.h"

#include <stdlib.h>
#include <string.h>

#include "suppress/search.h"

enum { WORK_WHOLE = 30000000 };

#define A_LITTLE 1e-4

void
separator_init(struct separator *s, struct greedy *g)
{
	size_t m = g->p->s->n_constraints;

	*s = (struct separator){.g = g};
	s->reach = reach_new(g->p, 0);
	s->hold = reach_new(g->p, A_LITTLE);
	s->up = xcalloc(m, sizeof(double));
	s->down = xcalloc(m, sizeof(double));
	s->mirror_up = xcalloc(m, sizeof(double));
	s->mirror_down = xcalloc(m, sizeof(double));
	s->x = xcalloc(g->p->s->n_cells, sizeof(*s->x));
	s->is_protected = xcalloc(g->p->n_targets, 1);
}

static void
forget(struct separator *s)
{
	while (s->n > 0)
		cut_free(&s->found[--s->n]);
}

void
separator_free(struct separator *s)
{
	forget(s);
	free(s->found);
	reach_free(s->reach);
	reach_free(s->hold);
	free(s->up);
	free(s->down);
	free(s->mirror_up);
	free(s->mirror_down);
	free(s->x);
	free(s->is_protected);
}

static bool
is_same(const struct cut *a, const struct cut *b)
{
	return a->n == b->n && memcmp(a->cell, b->cell, a->n * sizeof(*a->cell)) == 0 &&
	    memcmp(a->coefficient, b->coefficient, a->n * sizeof(*a->coefficient)) == 0;
}

static bool
keep(struct separator *s, const struct cut *c)
{
	for (size_t i = 0; i < s->n; i++)
		if (is_same(&s->found[i], c))
			return false;
	s->found = xgrow(s->found, &s->cap, s->n + 1, sizeof(*s->found));
	s->found[s->n++] = *c;
	return true;
}

/* The better of two cuts: violated more, then shorter. */
static void
choose_cut(struct cut *best, double *least, struct cut *c, const double *part)
{
	double sum = cut_sum(c, part);

	if (sum < *least - 1e-9 || (sum < *least + 1e-9 && c->n < best->n)) {
		cut_free(best);
		*best = *c;
		*least = sum;
	} else {
		cut_free(c);
	}
}

/*
 * Whether the target can be moved as far as it needs. Up and down add up only when cells are hidden
 * wholly: half a way up and half a way down, through the same half-hidden cells, are none.
 */
static bool
can_move(struct separator *s, const double *part, bool whole, const struct target *t)
{
	const struct cell *c = &s->g->p->s->cells[t->cell];
	double up, down, need = (double)t->need - 1e-6, base = (double)s->g->p->base[t->cell];

	reach_hide(s->reach, part, t->need);
	up = reach_most(s->reach, t->cell, 1, s->x, s->up);
	pool_add(s->g->pool, s->x);
	if (up > need || up < 0)
		return true;
	down = reach_most(s->reach, t->cell, -1, s->x, s->down);
	pool_add(s->g->pool, s->x);
	if (down < 0 || down > need || up + down < need)
		return down < 0 || down > need;
	return whole || (up > (double)c->high - base - 1e-6 && down > base - (double)c->low - 1e-6);
}

static void
mirror(const double *y, size_t n, double *turned)
{
	for (size_t i = 0; i < n; i++)
		turned[i] = -y[i];
}

/*
 * What holds one target. The multipliers of one direction, turned round, mostly do for the other.
 */
static void
separate_target(struct separator *s, const double *part, bool whole, const struct target *t)
{
	const struct problem *p = s->g->p;
	size_t m = p->s->n_constraints;
	struct cut best = {0}, c;
	double least = 1 - 1e-6;

	if (can_move(s, part, whole, t))
		return;
	reach_hide(s->hold, part, t->need);
	if (reach_most(s->hold, t->cell, 1, s->x, s->up) < 0)
		return;
	mirror(s->up, m, s->mirror_down);
	if (cut_make(p, t, s->up, s->mirror_down, &c))
		choose_cut(&best, &least, &c, part);
	if (best.n == 0 && reach_most(s->hold, t->cell, -1, s->x, s->down) >= 0) {
		mirror(s->down, m, s->mirror_up);
		if (cut_make(p, t, s->up, s->down, &c))
			choose_cut(&best, &least, &c, part);
		if (cut_make(p, t, s->mirror_up, s->down, &c))
			choose_cut(&best, &least, &c, part);
	}
	if (best.n > 0 && !keep(s, &best))
		cut_free(&best);
}

size_t
separator_find(struct separator *s, const double *part, size_t from, size_t max)
{
	const struct problem *p = s->g->p;
	bool whole = true;
	unsigned char *hidden = xmemdup(p->hidden, p->s->n_cells);

	forget(s);
	for (size_t k = 0; k < p->n_candidates; k++) {
		uint32_t i = p->candidate[k];

		whole = whole && (part[i] < 1e-6 || part[i] > 1 - 1e-6);
		hidden[i] = part[i] > 0.5;
	}
	if (whole)
		pool_protected(s->g->pool, hidden, s->is_protected);
	for (size_t k = 0; k < p->n_targets && s->n < max && !p->work->over; k++) {
		size_t t = (from + k) % p->n_targets;

		if (!whole || !s->is_protected[t])
			separate_target(s, part, whole, &p->target[t]);
	}
	free(hidden);
	return s->n;
}

/* The only term of an equation that is always hidden, if it is a target. */
static const struct term *
find_lone(const struct problem *p, const struct constraint *c, const uint32_t *target_of)
{
	const struct term *lone = NULL;

	if (c->low != c->high || c->owner != SYSTEM_NO_CELL)
		return NULL;
	for (size_t k = 0; k < c->n; k++) {
		if (!p->hidden[c->terms[k].cell] || c->terms[k].coefficient == 0)
			continue;
		if (lone != NULL || target_of[c->terms[k].cell] == 0)
			return NULL;
		lone = &c->terms[k];
	}
	return lone;
}

size_t
separator_lines(struct separator *s)
{
	const struct problem *p = s->g->p;
	uint32_t *target_of = xcalloc(p->s->n_cells, sizeof(*target_of));
	struct cut c;

	forget(s);
	memset(s->up, 0, p->s->n_constraints * sizeof(*s->up));
	memset(s->down, 0, p->s->n_constraints * sizeof(*s->down));
	for (size_t t = 0; t < p->n_targets; t++)
		target_of[p->target[t].cell] = (uint32_t)t + 1;
	for (size_t i = 0; i < p->s->n_constraints && !p->work->over; i++) {
		const struct constraint *row = &p->s->constraints[i];
		const struct term *lone = find_lone(p, row, target_of);

		if (lone == NULL)
			continue;
		s->up[i] = 1 / (double)lone->coefficient;
		s->down[i] = -s->up[i];
		if (cut_make(p, &p->target[target_of[lone->cell] - 1], s->up, s->down, &c) &&
		    !keep(s, &c))
			cut_free(&c);
		s->up[i] = s->down[i] = 0;
		work_spend(p->work, 2 * (p->s->n_cells + p->s->n_constraints));
	}
	free(target_of);
	return s->n;
}

/* Whether exact search shows that target t is not protected. *settled: whether it could tell. */
static bool
is_held(struct separator *s, const unsigned char *hidden, const struct target *t, bool *settled)
{
	const struct problem *p = s->g->p;
	struct pieces pieces;
	struct search search;
	uint64_t work = WORK_WHOLE;
	uint32_t at, j;
	int64_t low, high;
	bool held = true;

	pieces_build(&pieces, p->s, hidden);
	at = pieces.piece_of[t->cell];
	*settled = true;
	if (at != SYSTEM_NO_CELL) {
		search_init(&search, &pieces.piece[at], &work);
		j = pieces.unknown[t->cell];
		*settled = search_end(&search, j, 1, search.low[j], &low) &&
		    search_end(&search, j, -1, low + t->need, &high);
		held = *settled && high - low < t->need;
		work_spend(p->work, WORK_WHOLE - work);
		search_free(&search);
	}
	pieces_free(&pieces);
	return held;
}

/* Leaves cells out of the cut while the target stays held with all cells outside it hidden. */
static void
shorten(struct separator *s, struct cut *c, unsigned char *hidden, const struct target *t)
{
	bool settled;

	for (size_t length = c->n / 2; length > 0; length /= 2)
		for (size_t at = 0; at < c->n;) {
			size_t end = at + length < c->n ? at + length : c->n;

			for (size_t k = at; k < end; k++)
				hidden[c->cell[k]] = 1;
			if (is_held(s, hidden, t, &settled)) {
				memmove(c->cell + at, c->cell + end,
				    (c->n - end) * sizeof(*c->cell));
				c->n -= end - at;
				continue;
			}
			for (size_t k = at; k < end; k++)
				hidden[c->cell[k]] = 0;
			at = end;
		}
}

void
separator_whole(struct separator *s, const unsigned char *hidden, size_t t)
{
	const struct problem *p = s->g->p;
	struct cut c = {.cell = xcalloc(p->n_candidates, sizeof(*c.cell)),
	    .coefficient = xcalloc(p->n_candidates, sizeof(*c.coefficient))};
	unsigned char *room = xmemdup(hidden, p->s->n_cells);
	bool settled;

	forget(s);
	for (size_t k = 0; k < p->n_candidates; k++)
		if (!hidden[p->candidate[k]])
			c.cell[c.n++] = p->candidate[k];
	if (is_held(s, hidden, &p->target[t], &settled))
		shorten(s, &c, room, &p->target[t]);
	else
		s->unproved = true;
	for (size_t k = 0; k < c.n; k++)
		c.coefficient[k] = 1;
	keep(s, &c);
	free(room);
}
