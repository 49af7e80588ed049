#include "suppress/across.h"

#include <stdlib.h>

#include "base/intern.h"
#include "suppress/breakdown.h"
#include "suppress/complete.h"
#include "suppress/ranges.h"

void
across_collect(const struct study *st, struct publication *all)
{
	*all = (struct publication){.table = {.n = st->ncells, .file = st->pub[0].table.file}};
	all->cell = xcalloc(st->ncells, sizeof(*all->cell));
	all->table.row = xcalloc(st->ncells, sizeof(*all->table.row));
	all->low = xcalloc(st->ncells, sizeof(*all->low));
	all->high = xcalloc(st->ncells, sizeof(*all->high));
	for (size_t i = 0; i < st->ncells; i++) {
		const struct study_cell *c = &st->cell[i];
		const struct publication *p = &st->pub[c->pub];

		all->cell[i] = (uint32_t)i;
		all->table.row[i] = *c->row;
		all->low[i] = p->low[c->in] > c->low ? p->low[c->in] : c->low;
		all->high[i] = p->high[c->in] < c->high ? p->high[c->in] : c->high;
	}
}

void
across_free(struct publication *all)
{
	sums_free(&all->sums);
	free(all->cell);
	free(all->table.row);
	free(all->low);
	free(all->high);
}

struct across {
	struct study *st;
	struct intern *totals;		/* (dimension, total, type) of sums that add up */
	size_t *n, cap;			/* how many parts they have */
	struct intern *broken;		/* (dimension, place) of totals, one of which lacks parts */
};

static struct slice
key_of(uint32_t key[3], size_t dim, uint32_t number, uint32_t type)
{
	key[0] = (uint32_t)dim;
	key[1] = number;
	key[2] = type;
	return (struct slice){(const char *)key, 3 * sizeof(*key)};
}

/* The sums over the cells of all publications, completed where parts are missing. */
static void
find_all(struct across *a)
{
	struct study *st = a->st;
	struct publication all;
	const struct row **row = xcalloc(st->ncells, sizeof(*row));
	uint32_t *part = xcalloc(st->ncells, sizeof(*part));
	struct complete c = {.s = &st->space, .p = &all};

	across_collect(st, &all);
	for (size_t i = 0; i < st->ncells; i++)
		row[i] = &all.table.row[i];
	sums_find(&all.sums, &st->space, row, st->ncells);
	for (size_t k = 0; k < all.sums.n; k++) {
		const struct sum *s = &all.sums.item[k];
		const bool fits = ranges_add_up(all.low, all.high, s->total, s->part, s->n);
		const size_t n = complete_parts(&c, s, fits, part);
		uint32_t key[3], id;

		if (n == 0)
			continue;
		id = intern_id(a->totals, key_of(key, s->dim, s->total,
		    breakdown_type(&st->space, s->dim, row[s->part[0]])));
		a->n = xgrow(a->n, &a->cap, id + 1, sizeof(*a->n));
		a->n[id] = n;
	}
	across_free(&all);
	free(row);
	free(part);
}

/* Whether other publications have further parts, with which it adds up. */
static bool
has_more(const struct across *a, const struct publication *p, const struct sum *s)
{
	uint32_t key[3], id = intern_find(a->totals, key_of(key, s->dim, p->cell[s->total],
	    breakdown_type(&a->st->space, s->dim, &p->table.row[s->part[0]])));

	return id != INTERN_NONE && a->n[id] > s->n;
}

static bool
is_exact(const struct publication *p, const struct sum *s)
{
	bool known = p->table.row[s->total].known;

	for (size_t i = 0; i < s->n && known; i++)
		known = p->table.row[s->part[i]].known;
	return known;
}

static void
drop(struct across *a, struct publication *p)
{
	size_t kept = 0;
	uint32_t key[3];

	a->broken = intern_new();
	for (size_t k = 0; k < p->sums.n; k++) {
		const struct sum *s = &p->sums.item[k];

		if (!ranges_add_up(p->low, p->high, s->total, s->part, s->n) && has_more(a, p, s))
			intern_id(a->broken, key_of(key, s->dim,
			    p->table.row[s->total].at[s->dim], 0));
	}
	for (size_t k = 0; k < p->sums.n; k++) {
		const struct sum *s = &p->sums.item[k];

		if (is_exact(p, s) || !has_more(a, p, s) ||
		    (!space_place(&a->st->space, s->dim, &p->table.row[s->total])->parts &&
		    intern_find(a->broken, key_of(key, s->dim,
		    p->table.row[s->total].at[s->dim], 0)) == INTERN_NONE))
			p->sums.item[kept++] = *s;
	}
	p->sums.n = kept;
	intern_free(a->broken);
}

void
across_drop_partial(struct study *st)
{
	struct across a = {.st = st};

	if (st->npubs < 2)
		return;
	a.totals = intern_new();
	find_all(&a);
	for (size_t k = 0; k < st->npubs; k++)
		drop(&a, &st->pub[k]);
	intern_free(a.totals);
	free(a.n);
}
