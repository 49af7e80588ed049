#include "suppress/pool.h"

#include <stdlib.h>
#include <string.h>

enum { POOL_MOST = 6000, POOL_TARGET = 8 };	/* witnesses: in all, or for each target */

/* A target that is moved away from the base. */
struct move {
	uint32_t target;
	int64_t value;
};

struct witness {
	uint32_t *need;		/* the candidates that must be hidden */
	struct move *move;
	struct deviant *deviant;	/* all cells that differ from the base */
	size_t n_need, n_moves, n_deviants;
};

struct pool {
	const struct problem *p;
	struct witness *w;
	size_t n, cap;
	uint32_t *need;		/* room */
	struct move *move;
	size_t most;		/* witnesses */
	/*
	 * Of the last question: the choice, the ends of each target, and how many witnesses they
	 * cover.
	 */
	unsigned char *hidden;
	int64_t *low, *high;
	size_t covered;
};

static void
witness_free(struct witness *w)
{
	free(w->need);
	free(w->move);
	free(w->deviant);
}

struct pool *
pool_new(const struct problem *p)
{
	struct pool *w = xcalloc(1, sizeof(*w));

	w->p = p;
	w->most = POOL_TARGET * p->n_targets > POOL_MOST ? POOL_TARGET * p->n_targets : POOL_MOST;
	w->need = xcalloc(p->n_candidates, sizeof(*w->need));
	w->move = xcalloc(p->n_targets, sizeof(*w->move));
	w->hidden = xcalloc(p->s->n_cells, 1);
	w->low = xcalloc(p->n_targets, sizeof(*w->low));
	w->high = xcalloc(p->n_targets, sizeof(*w->high));
	return w;
}

void
pool_free(struct pool *w)
{
	if (w == NULL)
		return;
	for (size_t i = 0; i < w->n; i++)
		witness_free(&w->w[i]);
	free(w->w);
	free(w->need);
	free(w->move);
	free(w->hidden);
	free(w->low);
	free(w->high);
	free(w);
}

/* Whether the values are possible, with which candidates hidden; need[] is ascending. */
static bool
needs(struct pool *w, const int64_t *x, size_t *n)
{
	const struct system *s = w->p->s;
	unsigned char *must = xcalloc(s->n_cells, 1);
	bool fits = true;

	for (size_t i = 0; i < s->n_cells; i++) {
		const struct cell *c = &s->cells[i];
		bool shown = x[i] >= c->shown_low && x[i] <= c->shown_high;

		must[i] = !w->p->hidden[i] && !shown;
		fits = fits && (c->class == CELL_FIXED ? shown : x[i] >= c->low && x[i] <= c->high);
	}
	for (size_t i = 0; i < s->n_constraints && fits; i++) {
		const struct constraint *c = &s->constraints[i];
		wide sum = 0;

		for (size_t k = 0; k < c->n; k++)
			sum += (wide)c->terms[k].coefficient * x[c->terms[k].cell];
		if ((c->low == SYSTEM_NO_LOW || sum >= c->low) &&
		    (c->high == SYSTEM_NO_HIGH || sum <= c->high))
			continue;
		if (c->owner == SYSTEM_NO_CELL || s->cells[c->owner].class == CELL_FIXED)
			fits = false;
		else if (!w->p->hidden[c->owner])
			must[c->owner] = 1;
	}
	*n = 0;
	for (uint32_t i = 0; i < s->n_cells && fits; i++)
		if (must[i])
			w->need[(*n)++] = i;
	free(must);
	return fits;
}

/* The older half makes room. */
static void
drop_half(struct pool *w)
{
	size_t half = w->n / 2;

	for (size_t i = 0; i < half; i++)
		witness_free(&w->w[i]);
	memmove(w->w, w->w + half, (w->n - half) * sizeof(*w->w));
	w->n -= half;
	w->covered = SIZE_MAX;
}

/* Whether a witness that the pool has says the same. */
static bool
is_old(const struct pool *w, size_t n_need, size_t n_moves)
{
	for (size_t i = 0; i < w->n; i++) {
		const struct witness *o = &w->w[i];

		if (o->n_need == n_need && o->n_moves == n_moves &&
		    memcmp(o->move, w->move, n_moves * sizeof(*w->move)) == 0 &&
		    memcmp(o->need, w->need, n_need * sizeof(*w->need)) == 0)
			return true;
	}
	return false;
}

/* The cells of a table that differ from the base. */
static struct deviant *
deviants(const struct problem *p, const int64_t *x, size_t *n)
{
	struct deviant *d;

	*n = 0;
	for (size_t i = 0; i < p->s->n_cells; i++)
		*n += x[i] != p->base[i];
	d = xcalloc(*n, sizeof(*d));
	*n = 0;
	for (uint32_t i = 0; i < p->s->n_cells; i++)
		if (x[i] != p->base[i])
			d[(*n)++] = (struct deviant){i, x[i]};
	return d;
}

bool
pool_add(struct pool *w, const int64_t *x)
{
	const struct problem *p = w->p;
	struct witness *new;
	size_t n, moves = 0;

	if (!needs(w, x, &n))
		return false;
	for (uint32_t t = 0; t < p->n_targets; t++)
		if (x[p->target[t].cell] != p->base[p->target[t].cell]) {
			memset(&w->move[moves], 0, sizeof(*w->move));
			w->move[moves].target = t;
			w->move[moves++].value = x[p->target[t].cell];
		}
	if (moves == 0 || is_old(w, n, moves))
		return true;
	if (w->n == w->most)
		drop_half(w);
	w->w = xgrow(w->w, &w->cap, w->n + 1, sizeof(*w->w));
	new = &w->w[w->n++];
	*new = (struct witness){.need = xmemdup(w->need, n * sizeof(*w->need)), .n_need = n,
	    .move = xmemdup(w->move, moves * sizeof(*w->move)), .n_moves = moves};
	new->deviant = deviants(p, x, &new->n_deviants);
	return true;
}

static bool
is_valid(const struct witness *w, const unsigned char *hidden)
{
	for (size_t k = 0; k < w->n_need; k++)
		if (!hidden[w->need[k]])
			return false;
	return true;
}

static void
begin(struct pool *w, const unsigned char *hidden)
{
	const struct problem *p = w->p;

	if (w->covered <= w->n && memcmp(w->hidden, hidden, p->s->n_cells) == 0)
		return;
	memcpy(w->hidden, hidden, p->s->n_cells);
	for (size_t t = 0; t < p->n_targets; t++)
		w->low[t] = w->high[t] = p->base[p->target[t].cell];
	w->covered = 0;
}

/* Takes the moves of a witness into the ends of the targets. True: one of them is further. */
static bool
widen(struct pool *w, const struct witness *one)
{
	bool wider = false;

	for (size_t k = 0; k < one->n_moves; k++) {
		uint32_t t = one->move[k].target;
		int64_t v = one->move[k].value;

		wider |= v < w->low[t] || v > w->high[t];
		w->low[t] = v < w->low[t] ? v : w->low[t];
		w->high[t] = v > w->high[t] ? v : w->high[t];
	}
	return wider;
}

size_t
pool_protected(struct pool *w, const unsigned char *hidden, unsigned char *is_protected)
{
	const struct problem *p = w->p;
	size_t open = 0;

	begin(w, hidden);
	work_spend(p->work, (w->n - w->covered) / 2 + p->n_targets);
	for (; w->covered < w->n; w->covered++)
		if (is_valid(&w->w[w->covered], hidden))
			widen(w, &w->w[w->covered]);
	for (size_t t = 0; t < p->n_targets; t++) {
		is_protected[t] = w->high[t] - w->low[t] >= p->target[t].need;
		open += !is_protected[t];
	}
	return open;
}

void
pool_prove(struct pool *w, const unsigned char *hidden, void (*take)(void *to,
    const struct deviant *d, size_t n), void *to)
{
	w->covered = SIZE_MAX;
	begin(w, hidden);
	for (size_t i = w->n; i-- > 0;)
		if (is_valid(&w->w[i], hidden) && widen(w, &w->w[i]))
			take(to, w->w[i].deviant, w->w[i].n_deviants);
	w->covered = w->n;
}

/* A value that a target can have: the witness that has it, and how many more cells it needs. */
struct end {
	int64_t value;
	const struct witness *of;	/* NULL: the base */
	size_t cost;
};

static size_t
find_ends(const struct pool *w, uint32_t target, const unsigned char *hidden, struct end *end)
{
	size_t n = 0;

	end[n++] = (struct end){.value = w->p->base[w->p->target[target].cell]};
	for (size_t i = 0; i < w->n; i++)
		for (size_t k = 0; k < w->w[i].n_moves; k++) {
			if (w->w[i].move[k].target != target)
				continue;
			end[n] = (struct end){w->w[i].move[k].value, &w->w[i], 0};
			for (size_t j = 0; j < w->w[i].n_need; j++)
				end[n].cost += !hidden[w->w[i].need[j]];
			n++;
		}
	return n;
}

static void
hide_needs(const struct witness *one, unsigned char *hidden)
{
	for (size_t j = 0; one != NULL && j < one->n_need; j++)
		hidden[one->need[j]] = 1;
}

void
pool_need(const struct pool *w, uint32_t target, unsigned char *hidden)
{
	struct end *end = xcalloc(w->n + 1, sizeof(*end)), *low = NULL, *high = NULL;
	size_t n = find_ends(w, target, hidden, end), least = SIZE_MAX;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			if (end[k].value - end[i].value < w->p->target[target].need ||
			    end[i].cost + end[k].cost >= least)
				continue;
			least = end[i].cost + end[k].cost;
			low = &end[i];
			high = &end[k];
		}
	if (low != NULL) {
		hide_needs(low->of, hidden);
		hide_needs(high->of, hidden);
	}
	free(end);
}
