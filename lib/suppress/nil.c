#include "suppress/nil.h"

/* Whether the cell is of the table, and not known nor hidden as a count is. */
static bool
may_be_nil(const struct study *st, uint32_t cell)
{
	const struct study_cell *c = &st->cell[cell];
	const struct publication *p = &st->pub[0];

	return c->pub == 0 && !c->row->known && c->row->low == 0 &&
	    c->row->high == TABLE_NO_HIGH && !study_is_hidden(c->row->cell[p->table.count]);
}

/* The count of a cell that is known exactly. */
static bool
is_known(const struct study *st, uint32_t cell, int64_t *count)
{
	const struct study_cell *c = &st->cell[cell];
	const struct publication *p = &st->pub[c->pub];

	*count = p->low[c->in];
	return c->row->known && p->low[c->in] == p->high[c->in];
}

/* Whether the parts that are known make up the total. */
static bool
is_complete_without(const struct study *st, const struct fact *f)
{
	int64_t total, part, sum = 0;

	if (f->kind != FACT_SUM || !is_known(st, f->total, &total))
		return false;
	for (size_t i = 0; i < f->n; i++) {
		if (is_known(st, f->part[i], &part))
			sum += part;
		else if (!may_be_nil(st, f->part[i]))
			return false;
	}
	return sum == total;
}

void
nil_find(struct study *st)
{
	struct publication *p = &st->pub[0];
	bool more = true;

	while (more) {
		more = false;
		for (size_t k = 0; k < st->nfacts; k++) {
			const struct fact *f = &st->fact[k];

			if (!is_complete_without(st, f))
				continue;
			for (size_t i = 0; i < f->n; i++) {
				const uint32_t in = (uint32_t)st->cell[f->part[i]].in;

				if (!may_be_nil(st, f->part[i]))
					continue;
				p->table.row[in].known = p->table.row[in].nil = more = true;
				p->table.row[in].count = p->table.row[in].high = 0;
				p->low[in] = p->high[in] = 0;
			}
		}
	}
}
