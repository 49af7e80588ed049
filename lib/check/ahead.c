#include "check/ahead.h"

#include "table/role.h"
#include "table/shape.h"

static bool
has_declared_column(const struct names *columns, const struct record *rec)
{
	for (size_t i = 0; i < columns->n; i++)
		if (heading_find(rec->cell, rec->n, columns->name[i]) < rec->n)
			return true;
	return false;
}

/*
 * Of a record with two cells: where it is a row with figures, below a record that has one cell and
 * is rather a heading with blanks than a title. Returns that of the heading, or a->n.
 */
static size_t
find_above(const struct ahead *a, const struct record *rec)
{
	const struct record *row = rec;
	size_t at = a->n;

	for (size_t i = a->n; i-- > 0 && shape_has_figure(row);) {
		if (record_filled(&a->rec[i]) == 0)
			continue;
		if (a->rec[i].n != rec->n)
			break;
		row = &a->rec[at = i];
	}
	return at;
}

void
ahead_begin(struct ahead *a, const struct rules *rules, struct arena *mem)
{
	a->n = a->at = 0;
	a->found = a->declared = false;
	a->rules = rules;
	a->mem = mem;
}

bool
ahead_wants_more(const struct ahead *a)
{
	return !a->found && a->n < AHEAD_MOST;
}

void
ahead_add(struct ahead *a, const struct record *rec)
{
	const struct names *columns = &a->rules->columns;

	a->declared = has_declared_column(columns, rec);
	a->found = columns->n > 0 ? a->declared : record_filled(rec) > 1;
	if (a->found && columns->n == 0)
		a->at = find_above(a, rec);
	else if (a->found || (a->n > 0 && record_filled(&a->rec[a->at]) == 0))
		a->at = a->n;
	a->rec[a->n] = *rec;
	record_keep(&a->rec[a->n++], a->mem);
}
