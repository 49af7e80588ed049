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

/* Of a primary cell that is protected, by how much if its ends are to be found. */
static bool
attack_primary(struct choice *c, struct attack *a, uint32_t cell, int64_t protect, bool ends)
{
	int64_t low, high;
	bool done = ends && attack_range(a, cell, &low, &high) == ATTACK_DONE;

	if (!done && !attack_protects(a, cell, protect, &low, &high))
		return false;
	c->at_least |= !done;
	if (done && (c->primary == 0 || high - low + 1 < c->narrowest))
		c->narrowest = high - low + 1;
	c->primary++;
	return !done || high - low >= protect;
}

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
	for (uint32_t i = 0; i < s->n_cells && safe; i++)
		if (s->cells[i].class == CELL_PRIMARY)
			safe = attack_primary(c, a, i, o->protect, n <= ALL_RANGES);
	if (c->at_least)
		c->narrowest = o->protect + 1;
	attack_free(a);
	return safe;
}
