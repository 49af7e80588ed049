#include "suppress/nested.h"

#include <stdlib.h>

#include "suppress/ranges.h"

struct nested {
	struct study *st;
	const struct row **row;		/* by cell */
	int64_t *low, *high;
	size_t dim;
};

static void
collect(struct nested *n)
{
	const struct study *st = n->st;

	n->row = xcalloc(st->ncells, sizeof(*n->row));
	n->low = xcalloc(st->ncells, sizeof(*n->low));
	n->high = xcalloc(st->ncells, sizeof(*n->high));
	for (size_t i = 0; i < st->ncells; i++) {
		const struct study_cell *c = &st->cell[i];
		const struct publication *p = &st->pub[c->pub];

		n->row[i] = c->row;
		n->low[i] = p->low[c->in] > c->low ? p->low[c->in] : c->low;
		n->high[i] = p->high[c->in] < c->high ? p->high[c->in] : c->high;
		/* A hidden count is no 0, here: else plans at the end of a year might do. */
		if (!c->row->known && n->low[i] == 0)
			n->low[i] = n->high[i] > 0;
	}
}

static bool
hold(const struct nested *n)
{
	struct sums sums = {0};
	size_t found = 0, broken = 0;

	sums_find_in(&sums, &n->st->space, n->row, n->st->ncells, n->dim);
	for (size_t k = 0; k < sums.n; k++) {
		const struct sum *s = &sums.item[k];

		if (space_place(&n->st->space, n->dim, n->row[s->total])->total)
			continue;
		found++;
		broken += !ranges_add_up(n->low, n->high, s->total, s->part, s->n);
	}
	sums_free(&sums);
	return found > 0 && broken == 0;
}

bool
nested_find(struct study *st)
{
	struct nested n = {.st = st};
	bool *nested;

	while (n.dim < st->space.n && st->space.dim[n.dim].kind != DIMENSION_PERIOD)
		n.dim++;
	if (n.dim == st->space.n)
		return false;
	nested = &st->space.dim[n.dim].nested;
	*nested = true;
	collect(&n);
	*nested = hold(&n);
	free(n.row);
	free(n.low);
	free(n.high);
	return *nested;
}
