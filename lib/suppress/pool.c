#include "suppress/pool.h"

#include <stdlib.h>
#include <string.h>

enum { POOL_MOST = 6000 };

struct witness {
	uint32_t *need;		/* the candidates that must be hidden */
	size_t n_need;
	int64_t *value;		/* of each target */
};

struct pool {
	const struct problem *p;
	struct witness *w;
	size_t n, cap;
	uint32_t *need;		/* room */
	int64_t *least, *most;	/* of each target; room */
};

struct pool *
pool_new(const struct problem *p)
{
	struct pool *w = xcalloc(1, sizeof(*w));

	w->p = p;
	w->need = xcalloc(p->n_candidates, sizeof(*w->need));
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
		free(w->w[i].value);
	}
	free(w->w);
	free(w->need);
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
		if ((c->low == SYSTEM_NO_LOW || sum >= c->low) && (c->high == SYSTEM_NO_HIGH || sum <= c->high))
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

bool
pool_add(struct pool *w, const int64_t *x)
{
	struct witness *new;
	size_t n;

	if (!needs(w, x, &n))
		return false;
	if (w->n == POOL_MOST)		/* the oldest but the first, the base */
		for (size_t i = 1; i < POOL_MOST / 2; i++) {
			free(w->w[i].need);
			free(w->w[i].value);
			w->w[i] = w->w[--w->n];
		}
	w->w = xgrow(w->w, &w->cap, w->n + 1, sizeof(*w->w));
	new = &w->w[w->n++];
	new->need = xmemdup(w->need, n * sizeof(*w->need));
	new->n_need = n;
	new->value = xcalloc(w->p->n_targets, sizeof(*new->value));
	for (size_t t = 0; t < w->p->n_targets; t++)
		new->value[t] = x[w->p->target[t].cell];
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

size_t
pool_protected(const struct pool *w, const unsigned char *hidden, unsigned char *is_protected)
{
	const struct problem *p = w->p;
	size_t open = 0;

	for (size_t t = 0; t < p->n_targets; t++)
		w->least[t] = w->most[t] = p->base[p->target[t].cell];
	for (size_t i = 0; i < w->n; i++) {
		const int64_t *v = w->w[i].value;

		if (!is_valid(&w->w[i], hidden))
			continue;
		for (size_t t = 0; t < p->n_targets; t++) {
			w->least[t] = v[t] < w->least[t] ? v[t] : w->least[t];
			w->most[t] = v[t] > w->most[t] ? v[t] : w->most[t];
		}
	}
	for (size_t t = 0; t < p->n_targets; t++) {
		is_protected[t] = w->most[t] - w->least[t] >= p->target[t].need;
		open += !is_protected[t];
	}
	return open;
}
