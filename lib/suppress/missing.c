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

/* The first row that has a total's label in the dimension, or NULL. */
static const struct row *
labelled(const struct finder *f, size_t dim)
{
	for (size_t i = 0; i < f->first; i++)
		if (space_place(&f->st->space, dim, f->st->cell[i].row)->total)
			return f->st->cell[i].row;
	return NULL;
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

/* Adds the total of the row's kind in the dimension, at this place, unless it has a row. */
static void
add_row(struct finder *f, const struct row *like, size_t dim, const struct row *total)
{
	const size_t size = f->st->space.n * sizeof(uint32_t);
	uint32_t at[SPACE_MAX], *own, known = intern_count(f->places);
	struct table *t = &f->p->table;
	struct slice *cell;
	struct row r = f->st->space.dim[dim].kind == DIMENSION_GEOGRAPHY ? *total : *like;

	memcpy(at, like->at, size);
	at[dim] = total->at[dim];
	if (intern_id(f->places, key_of(f, at)) != known)
		return;
	own = arena_alloc(&f->st->mem, size);
	memcpy(own, at, size);
	cell = arena_alloc(&f->st->mem, t->ncols * sizeof(*cell));
	for (size_t c = 0; c < t->ncols; c++)
		cell[c] = slice_of("");
	r.known = false;
	r.low = r.count = 0;
	r.high = TABLE_NO_HIGH;
	r.cell = cell;
	r.at = own;
	t->row = xgrow(t->row, &f->cap, t->n + 1, sizeof(*t->row));
	t->row[t->n++] = r;
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

/* Of a label, such as Total: where others have it. */
static void
find_labelled(struct finder *f, size_t dim)
{
	const struct row *total = labelled(f, dim);
	bool *has;

	if (total == NULL || f->st->space.dim[dim].kind == DIMENSION_GEOGRAPHY)
		return;
	has = find_parts(f, dim);
	for (size_t i = 0; i < f->first; i++)
		if (!has[i] && may_have_total(f, dim, f->st->cell[i].row))
			add_row(f, f->st->cell[i].row, dim, total);
	free(has);
}

/* Of places that are totals elsewhere: a region, a year. */
static void
find_places(struct finder *f, size_t dim)
{
	const struct dimension *d = &f->st->space.dim[dim];
	bool *seen = xcalloc(intern_count(d->places), sizeof(*seen));

	for (size_t k = 0; k < f->st->npubs; k++) {
		const struct publication *p = &f->st->pub[k];

		for (size_t i = 0; i < p->sums.n; i++) {
			const struct row *total = &p->table.row[p->sums.item[i].total];

			if (p->sums.item[i].dim != dim || seen[total->at[dim]] ||
			    (d->kind != DIMENSION_GEOGRAPHY && d->place[total->at[dim]].total))
				continue;
			seen[total->at[dim]] = true;
			for (size_t c = 0; c < f->first; c++)
				add_row(f, f->st->cell[c].row, dim, total);
		}
	}
	free(seen);
}

/* The sums of all cells and of these rows, which have the numbers from `first`. */
static void
sum_all(const struct finder *f, struct sums *sums)
{
	const struct row **row = xcalloc(f->first + f->p->table.n, sizeof(*row));

	for (size_t i = 0; i < f->first; i++)
		row[i] = f->st->cell[i].row;
	for (size_t i = 0; i < f->p->table.n; i++)
		row[f->first + i] = &f->p->table.row[i];
	sums_find(sums, &f->st->space, row, f->first + f->p->table.n);
	free(row);
}

/* Drops those that nothing is a part of. */
static void
drop_empty(struct finder *f)
{
	struct table *t = &f->p->table;
	bool *has = xcalloc(f->first + t->n, sizeof(*has));
	struct sums sums;
	size_t n = 0;

	sum_all(f, &sums);
	for (size_t k = 0; k < sums.n; k++)
		has[sums.item[k].total] = true;
	for (size_t i = 0; i < t->n; i++)
		if (has[f->first + i])
			t->row[n++] = t->row[i];
	t->n = n;
	sums_free(&sums);
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
	struct sums sums;

	sum_all(f, &sums);
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
}

/* Whether there are figures that could be percentages. */
static bool
has_figures(const struct study *st)
{
	for (size_t k = 0; k < st->npubs; k++) {
		const struct table *t = &st->pub[k].table;

		for (size_t c = 0; c < t->ncols; c++) {
			const bool can = derived_can_be(t, &st->space, c);

			for (size_t i = 0; i < t->n && can; i++)
				if (table_is_number(t->row[i].cell[c]))
					return true;
		}
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
	for (size_t d = 0; d < st->space.n; d++) {
		find_labelled(&f, d);
		if (st->space.dim[d].kind == DIMENSION_GEOGRAPHY || st->space.dim[d].nested)
			find_places(&f, d);
	}
	intern_free(f.places);
	drop_empty(&f);
	if (f.p->table.n == 0)
		return;
	add_cells(&f);
	add_sums(&f);
}
