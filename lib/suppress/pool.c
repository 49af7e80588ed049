#include "suppress/pool.h"

#include <stdlib.h>
#include <string.h>

enum { POOL_MOST = 6000 };

/* A target that is moved away from the base. */
struct move {
	uint32_t target;
	int64_t value;
};

struct witness {
	uint32_t *need;		/* the candidates that must be hidden */
	struct move *move;
	size_t n_need, n_moves;
};

struct pool {
	const struct problem *p;
	struct witness *w;
	size_t n, cap;
	uint32_t *need;		/* room */
	struct move *move;
	/*
	 * Of the last question: the choice, the ends of each target, and how many witnesses they
	 * cover.
	 */
	unsigned char *hidden;
	int64_t *least, *most;
	size_t covered;
};

struct pool *
pool_new(const struct problem *p)
{
	struct pool *w = xcalloc(1, sizeof(*w));

	w->p = p;
	w->need = xcalloc(p->n_candidates, sizeof(*w->need));
	w->move = xcalloc(p->n_targets, sizeof(*w->move));
	w->hidden = xcalloc(p->s->n_cells, 1);
	w->least = xcalloc(p->n_targets, sizeof(*w->least));
	w->most = xcalloc(p->n_targets, sizeof(*w->most));
	return w;
}

void
pool_free(struct pool *w)
{
	if (w == NULL)
		return;
	for (size_t i = 0; i < w->n; i++) {
		free(w->w[i].need);
		free(w->w[i].move);
	}
	free(w->w);
	free(w->need);
	free(w->move);
	free(w->hidden);
	free(w->least);
	free(w->most);
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

	for (size_t i = 0; i < half; i++) {
		free(w->w[i].need);
		free(w->w[i].move);
	}
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

bool
pool_add(struct pool *w, const int64_t *x)
{
	const struct problem *p = w->p;
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
	if (w->n == POOL_MOST)
		drop_half(w);
	w->w = xgrow(w->w, &w->cap, w->n + 1, sizeof(*w->w));
	w->w[w->n++] = (struct witness){.need = xmemdup(w->need, n * sizeof(*w->need)), .n_need = n,
	    .move = xmemdup(w->move, moves * sizeof(*w->move)), .n_moves = moves};
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
		w->least[t] = w->most[t] = p->base[p->target[t].cell];
	w->covered = 0;
}

size_t
pool_protected(struct pool *w, const unsigned char *hidden, unsigned char *is_protected)
{
	const struct problem *p = w->p;
	size_t open = 0;

	begin(w, hidden);
	work_spend(p->work, (w->n - w->covered) / 2 + p->n_targets);
	for (; w->covered < w->n; w->covered++) {
		const struct witness *one = &w->w[w->covered];

		if (!is_valid(one, hidden))
			continue;
		for (size_t k = 0; k < one->n_moves; k++) {
			uint32_t t = one->move[k].target;
			int64_t v = one->move[k].value;

			w->least[t] = v < w->least[t] ? v : w->least[t];
			w->most[t] = v > w->most[t] ? v : w->most[t];
		}
	}
	for (size_t t = 0; t < p->n_targets; t++) {
		is_protected[t] = w->most[t] - w->least[t] >= p->target[t].need;
		open += !is_protected[t];
	}
	return open;
}
