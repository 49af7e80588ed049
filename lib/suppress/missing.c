#include "suppress/missing.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "suppress/derived.h"

struct finder {
	struct study *st;
	struct publication *p;		/* theirs */
	size_t cap, first;		/* of the rows; the first cell */
	struct intern *places;		/* of all cells, by `at` */
};

static struct slice
key_of(const struct finder *f, const uint32_t *at)
{
	return (struct slice){(const char *)at, f->st->space.n * sizeof(*at)};
}

/* The place of the dimension that is its total, by the first row that has one; or UINT32_MAX. */
static uint32_t
total_place(const struct finder *f, size_t dim)
{
	for (size_t i = 0; i < f->first; i++) {
		const struct row *r = f->st->cell[i].row;

		if (space_place(&f->st->space, dim, r)->total)
			return r->at[dim];
	}
	return UINT32_MAX;
}

/* One ward has no total over authorities. */
static bool
may_have_total(const struct finder *f, size_t dim, const struct row *r)
{
	const struct dimension *d = &f->st->space.dim[dim];
	const struct place *p = space_place(&f->st->space, dim, r);

	return p->words.n > 0 && !p->total && !p->apart && (d->inner == SIZE_MAX ||
	    space_place(&f->st->space, d->inner, r)->total);
}

static void
add_row(struct finder *f, const struct row *like, uint32_t *at)
{
	struct table *t = &f->p->table;
	struct slice *cell = arena_alloc(&f->st->mem, t->ncols * sizeof(*cell));

	for (size_t c = 0; c < t->ncols; c++)
		cell[c] = slice_of("");
	t->row = xgrow(t->row, &f->cap, t->n + 1, sizeof(*t->row));
	t->row[t->n] = *like;
	t->row[t->n].known = false;
	t->row[t->n].low = t->row[t->n].count = 0;
	t->row[t->n].high = TABLE_NO_HIGH;
	t->row[t->n].cell = cell;
	t->row[t->n++].at = at;
}

/* Cells that are parts of a sum in the dimension already: its total may be another indicator's. */
static bool *
find_parts(const struct finder *f, size_t dim)
{
	bool *is = xcalloc(f->first, sizeof(*is));

	for (size_t k = 0; k < f->st->npubs; k++) {
		const struct publication *p = &f->st->pub[k];

		for (size_t i = 0; i < p->sums.n; i++)
			for (size_t j = 0; p->sums.item[i].dim == dim && j < p->sums.item[i].n; j++)
				is[p->cell[p->sums.item[i].part[j]]] = true;
	}
	return is;
}

static void
find_in(struct finder *f, size_t dim)
{
	const uint32_t total = total_place(f, dim);
	const size_t size = f->st->space.n * sizeof(uint32_t);
	bool *has;

	if (total == UINT32_MAX || f->st->space.dim[dim].kind == DIMENSION_GEOGRAPHY)
		return;
	has = find_parts(f, dim);
	for (size_t i = 0; i < f->first; i++) {
		const struct row *r = f->st->cell[i].row;
		uint32_t *at, known = intern_count(f->places);

		if (has[i] || !may_have_total(f, dim, r))
			continue;
		at = arena_alloc(&f->st->mem, size);
		memcpy(at, r->at, size);
		at[dim] = total;
		if (intern_id(f->places, key_of(f, at)) == known)
			add_row(f, r, at);
	}
	free(has);
}

static void
add_cells(struct finder *f)
{
	struct study *st = f->st;

	f->p->cell = xcalloc(f->p->table.n, sizeof(*f->p->cell));
	f->p->low = xcalloc(f->p->table.n, sizeof(*f->p->low));
	f->p->high = xcalloc(f->p->table.n, sizeof(*f->p->high));
	for (size_t i = 0; i < f->p->table.n; i++) {
		f->p->high[i] = TABLE_NO_HIGH;
		f->p->cell[i] = (uint32_t)st->ncells;
		st->cell = xgrow(st->cell, &st->cap, st->ncells + 1, sizeof(*st->cell));
		st->cell[st->ncells++] = (struct study_cell){.row = &f->p->table.row[i],
		    .pub = st->npubs, .in = i, .high = TABLE_NO_HIGH};
	}
}

/* What the parts make; false: not what is known of the total. */
static bool
narrow(const struct study *st, const struct sum *s)
{
	const struct study_cell *total = &st->cell[s->total];
	int64_t least = 0, most = 0;
	int64_t *low = &st->pub[total->pub].low[total->in];
	int64_t *high = &st->pub[total->pub].high[total->in];

	for (size_t i = 0; i < s->n; i++) {
		const struct study_cell *c = &st->cell[s->part[i]];
		const struct publication *p = &st->pub[c->pub];

		least += p->low[c->in] > c->low ? p->low[c->in] : c->low;
		most = most == TABLE_NO_HIGH || p->high[c->in] == TABLE_NO_HIGH ? TABLE_NO_HIGH :
		    most + (p->high[c->in] < c->high ? p->high[c->in] : c->high);
	}
	if (least > *high || most < *low)
		return false;
	*low = least > *low ? least : *low;
	*high = most < *high ? most : *high;
	return true;
}

static void
add_sums(struct finder *f)
{
	struct study *st = f->st;
	const struct row **row = xcalloc(st->ncells, sizeof(*row));
	struct sums sums;

	for (size_t i = 0; i < st->ncells; i++)
		row[i] = st->cell[i].row;
	sums_find(&sums, &st->space, row, st->ncells);
	/* Parts may be missing totals themselves. */
	for (size_t d = 0; d < st->space.n; d++)
		for (size_t k = 0; k < sums.n; k++)
			if (sums.item[k].total >= f->first)
				narrow(st, &sums.item[k]);
	for (size_t k = 0; k < sums.n; k++) {
		const struct sum *s = &sums.item[k];
		uint32_t *part;

		if (s->total < f->first || !narrow(st, s))
			continue;
		part = arena_alloc(&st->mem, s->n * sizeof(*part));
		memcpy(part, s->part, s->n * sizeof(*part));
		study_add(st, (struct fact){.kind = FACT_SUM, .pub = st->npubs, .dim = s->dim,
		    .total = s->total, .part = part, .n = s->n});
	}
	sums_free(&sums);
	free(row);
}

/* Whether there are figures that could be percentages. */
static bool
has_figures(const struct study *st)
{
	for (size_t k = 0; k < st->npubs; k++) {
		const struct table *t = &st->pub[k].table;

		for (size_t c = 0; c < t->ncols; c++)
			for (size_t i = 0; i < t->n && derived_can_be(t, &st->space, c); i++)
				if (table_is_number(t->row[i].cell[c]))
					return true;
	}
	return false;
}

void
missing_find(struct study *st)
{
	const struct table *t = &st->pub[0].table;
	struct finder f = {.st = st, .p = &st->pub[st->npubs], .first = st->ncells};

	if (!has_figures(st))
		return;
	f.places = intern_new();
	*f.p = (struct publication){.table = {.heading = t->heading, .ncols = t->ncols,
	    .count = t->count, .roles = t->roles, .file = t->file}};
	for (size_t i = 0; i < f.first; i++)
		intern_id(f.places, key_of(&f, st->cell[i].row->at));
	for (size_t d = 0; d < st->space.n; d++)
		find_in(&f, d);
	intern_free(f.places);
	if (f.p->table.n == 0)
		return;
	add_cells(&f);
	add_sums(&f);
}
