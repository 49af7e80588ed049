#include "suppress/prove.h"

#include <stdlib.h>

#include "suppress/attack.h"

#define ALL_RANGES 300u		/* hidden cells, up to which the ends of each are sought */

void
prove_init(struct prove *v, const struct system *s)
{
	*v = (struct prove){.s = s, .base = xcalloc(s->n_cells, sizeof(*v->base))};
	for (size_t i = 0; i < s->n_cells; i++)
		v->base[i] = s->cells[i].value == SYSTEM_NOT_KNOWN ? s->cells[i].low :
		    s->cells[i].value;
}

void
prove_free(struct prove *v)
{
	free(v->base);
	free(v->deviant);
	free(v->end);
}

struct taker {
	struct prove *v;
	const struct part *part;
};

static void
take_table(void *to, const struct deviant *d, size_t n)
{
	const struct taker *t = to;
	struct prove *v = t->v;

	v->deviant = xgrow(v->deviant, &v->cap, v->n + n, sizeof(*v->deviant));
	for (size_t i = 0; i < n; i++)
		v->deviant[v->n++] = (struct deviant){t->part->cell[d[i].cell], d[i].value};
	v->end = xgrow(v->end, &v->end_cap, v->n_tables + 1, sizeof(*v->end));
	v->end[v->n_tables++] = v->n;
}

void
prove_add(struct prove *v, const struct part *part, const struct problem *p, struct pool *pool,
    const unsigned char *hidden)
{
	struct taker to = {v, part};

	for (size_t i = 0; i < p->s->n_cells; i++)
		v->base[part->cell[i]] = p->base[i];
	pool_prove(pool, hidden, take_table, &to);
}

static void
offer_tables(const struct prove *v, struct attack *a)
{
	int64_t *x = xmemdup(v->base, v->s->n_cells * sizeof(*x));
	size_t i = 0;

	attack_offer(a, x);
	for (size_t k = 0; k < v->n_tables; k++) {
		size_t from = i;

		for (; i < v->end[k]; i++)
			x[v->deviant[i].cell] = v->deviant[i].value;
		attack_offer(a, x);
		for (i = from; i < v->end[k]; i++)
			x[v->deviant[i].cell] = v->base[v->deviant[i].cell];
	}
	free(x);
}

/* A primary cell, attacked: is it protected in the end? */
static bool
note_primary(struct choice *c, uint32_t cell, int64_t protect)
{
	int64_t width = c->high[cell] - c->low[cell] + 1;

	if (c->primary == 0 || width < c->narrowest)
		c->narrowest = width;
	c->primary++;
	return width > protect;
}

/*
 * In a large table only the primary cells are attacked, and only until they are protected.
 */
bool
prove_choice(const struct prove *v, const struct choose_options *o, struct choice *c)
{
	const struct system *s = v->s;
	struct attack *a = attack_new(s, c->hidden);
	size_t n = 0;
	bool safe = true;

	offer_tables(v, a);
	for (size_t i = 0; i < s->n_cells; i++)
		n += c->hidden[i] != 0;
	for (uint32_t i = 0; i < s->n_cells; i++) {
		if (s->cells[i].class != CELL_PRIMARY)
			continue;
		if (n <= ALL_RANGES)
			attack_range(a, i, &c->low[i], &c->high[i]);
		else
			attack_protects(a, i, o->protect, &c->low[i], &c->high[i]);
		safe &= note_primary(c, i, o->protect);
	}
	for (uint32_t i = 0; i < s->n_cells; i++) {
		if (!c->hidden[i] || s->cells[i].class == CELL_PRIMARY)
			continue;
		if (n <= ALL_RANGES)
			attack_range(a, i, &c->low[i], &c->high[i]);
		else
			attack_protects(a, i, 0, &c->low[i], &c->high[i]);
	}
	attack_free(a);
	return safe;
}
