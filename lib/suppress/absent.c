#include "suppress/absent.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "suppress/breakdown.h"
#include "suppress/derived.h"
#include "suppress/labels.h"
#include "suppress/nested.h"

/* What is a total somewhere in a dimension, and so may lack a row elsewhere. */
struct whole {
	size_t dim;
	struct row like;		/* the first row of it */
	bool first;			/* a region, or the first label that adds up */
};

struct finder {
	struct study *st;
	struct absent *to;
	size_t first;			/* the number of the study's cells */
	size_t cap, keep_cap;
	struct intern *places;		/* of all cells, by `at` */
	struct whole *whole;
	size_t nwholes, whole_cap;
};

static struct slice
key_of(const struct finder *f, const uint32_t *at)
{
	return (struct slice){(const char *)at, f->st->space.n * sizeof(*at)};
}

static const struct row *
row_of(const struct finder *f, size_t cell)
{
	return cell < f->first ? f->st->cell[cell].row : &f->to->table.row[cell - f->first];
}

/* Labels of totals that are in no sum, because all of them lack rows */

static bool
may_be_label(const struct dimension *d, uint32_t place)
{
	const struct place *p = &d->place[place];

	if (p->total || d->kind == DIMENSION_GEOGRAPHY)
		return false;
	return p->apart || (p->words.n > 0 ? labels_is_like_total(p->words) :
	    d->kind != DIMENSION_PERIOD && d->role != ROLE_INDICATOR);
}

/* Takes back those that are in a sum: it was seen there that they are none. */
static void
drop_summed(const struct finder *f, size_t dim)
{
	const struct row **row = xcalloc(f->first, sizeof(*row));
	struct dimension *d = &f->st->space.dim[dim];
	struct sums sums = {0};

	for (size_t i = 0; i < f->first; i++)
		row[i] = f->st->cell[i].row;
	sums_find_in(&sums, &f->st->space, row, f->first, dim);
	for (size_t k = 0; k < sums.n; k++) {
		const uint32_t at = row[sums.item[k].total]->at[dim];

		if (f->to->presumed[dim][at])
			f->to->presumed[dim][at] = d->place[at].total = false;
	}
	sums_free(&sums);
	free(row);
}

/* Whether there are two indicators, which may have the same total. */
static bool
has_indicators(const struct study *st)
{
	for (size_t d = 0; d < st->space.n; d++)
		if (st->space.dim[d].role == ROLE_INDICATOR)
			return intern_count(st->space.dim[d].places) > 1;
	return false;
}

/* The label of a column of categories that has none, for totals of indicators. */
static void
add_label(const struct finder *f, struct dimension *d)
{
	const uint32_t n = intern_count(d->places);
	uint32_t id;

	if (d->kind != DIMENSION_COLUMN || d->role == ROLE_INDICATOR || n < 2 ||
	    !has_indicators(f->st))
		return;
	for (uint32_t i = 0; i < n; i++)
		if (d->place[i].total)
			return;
	id = intern_id(d->places, slice_of("\n"));
	d->place = xgrow(d->place, &d->cap, id + 1, sizeof(*d->place));
	d->place[id] = (struct place){.words = slice_of("Total"), .same = id, .total = true,
	    .parent = PLACE_NONE};
	f->to->presumed[d - f->st->space.dim][id] = true;
}

static void
presume_labels(struct finder *f)
{
	for (size_t dim = 0; dim < f->st->space.n; dim++) {
		struct dimension *d = &f->st->space.dim[dim];
		const uint32_t n = intern_count(d->places);
		bool any = false;

		f->to->presumed[dim] = xcalloc((size_t)n + 1, sizeof(bool));
		for (uint32_t i = 0; i < n; i++)
			if (may_be_label(d, i))
				any = f->to->presumed[dim][i] = d->place[i].total = true;
		if (any)
			drop_summed(f, dim);
		add_label(f, d);
	}
}

/* Rows */

static void
add_whole(struct finder *f, size_t dim, const struct row *like, bool first)
{
	f->whole = xgrow(f->whole, &f->whole_cap, f->nwholes + 1, sizeof(*f->whole));
	f->whole[f->nwholes++] = (struct whole){dim, *like, first};
}

/* Places that are totals elsewhere: a region, a year. */
static void
find_places(struct finder *f, size_t dim, bool *seen)
{
	const struct dimension *d = &f->st->space.dim[dim];

	for (size_t k = 0; k < f->st->npubs; k++) {
		const struct publication *p = &f->st->pub[k];

		for (size_t i = 0; i < p->sums.n; i++) {
			const struct row *total = &p->table.row[p->sums.item[i].total];

			if (p->sums.item[i].dim != dim || seen[total->at[dim]] ||
			    (d->kind != DIMENSION_GEOGRAPHY && d->place[total->at[dim]].total))
				continue;
			seen[total->at[dim]] = true;
			add_whole(f, dim, total, true);
		}
	}
}

/* Whether other periods are within this one, of which it may be the sum. */
static bool
has_within(const struct dimension *d, uint32_t at)
{
	const struct place *p = &d->place[at];

	for (uint32_t i = 0; i < intern_count(d->places) && d->nested && p->dated; i++)
		if (i != at && d->place[i].dated && d->place[i].first >= p->first &&
		    d->place[i].last <= p->last)
			return true;
	return false;
}

/* A label that no row has. */
static void
add_unused(struct finder *f, size_t dim, const bool *seen)
{
	const struct dimension *d = &f->st->space.dim[dim];
	const uint32_t last = intern_count(d->places) - 1;
	struct row like;
	uint32_t *at;

	if (f->first == 0 || seen[last] || !d->place[last].total || !f->to->presumed[dim][last])
		return;
	at = arena_alloc(&f->st->mem, f->st->space.n * sizeof(*at));
	at[dim] = last;
	like = *f->st->cell[0].row;
	like.at = at;
	add_whole(f, dim, &like, false);
}

/* Of a label, such as Total: where others have it. */
static void
find_labelled(struct finder *f, size_t dim, bool *seen)
{
	const struct dimension *d = &f->st->space.dim[dim];
	bool first = d->kind != DIMENSION_GEOGRAPHY;

	for (size_t i = 0; i < f->first; i++) {
		const struct row *r = f->st->cell[i].row;
		const uint32_t at = r->at[dim];

		if (seen[at])
			continue;
		seen[at] = true;
		if (!(d->place[at].total || d->place[at].parts || has_within(d, at) ||
		    (d->kind == DIMENSION_GEOGRAPHY &&
		    (r->level == LEVEL_REGIONAL || r->level == LEVEL_NATIONAL))))
			continue;
		add_whole(f, dim, r, first && d->place[at].total && !f->to->presumed[dim][at]);
		first &= f->to->presumed[dim][at] || !d->place[at].total;
	}
	add_unused(f, dim, seen);
}

static void
find_wholes(struct finder *f)
{
	for (size_t d = 0; d < f->st->space.n; d++) {
		const struct dimension *dim = &f->st->space.dim[d];
		bool *seen;

		if (dim->typed != SIZE_MAX)
			continue;
		seen = xcalloc(intern_count(dim->places), sizeof(*seen));
		if (dim->kind == DIMENSION_GEOGRAPHY || dim->nested)
			find_places(f, d, seen);
		find_labelled(f, d, seen);
		free(seen);
	}
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

/* Whether the row can be a part of what is called so, in its place. */
static bool
may_be_part(const struct finder *f, const struct row *r, const struct whole *w)
{
	const struct dimension *d = &f->st->space.dim[w->dim];
	const struct place *part = space_place(&f->st->space, w->dim, r);
	const struct place *whole = space_place(&f->st->space, w->dim, &w->like);

	if (d->kind == DIMENSION_GEOGRAPHY)
		return r->level != LEVEL_NATIONAL && !part->total &&
		    (whole->total || w->like.level == LEVEL_NATIONAL ||
		    (r->level != LEVEL_REGIONAL && (r->region.n == 0 ||
		    slice_caseeq(r->region, w->like.region))));
	if (whole->total)
		return may_have_total(f, w->dim, r);
	if (whole->parts)
		return part->parent == w->like.at[w->dim];
	return part->dated && part->first >= whole->first && part->last <= whole->last &&
	    nested_holds(&f->st->space, w->dim, r);
}

/* Of a breakdown that shares its total with others, that. */
static void
share_total(const struct finder *f, const struct row *like, const struct whole *w, uint32_t *at)
{
	const struct dimension *d = &f->st->space.dim[w->dim];

	if (d->place[at[w->dim]].total && breakdown_shares(&f->st->space, w->dim, like) &&
	    space_place(&f->st->space, d->types, &w->like)->total)
		at[d->types] = w->like.at[d->types];
}

/* Adds the total of the row's kind in the dimension, at this place, unless it has a row. */
static void
add_row(struct finder *f, const struct row *like, const struct whole *w, bool keep)
{
	const size_t size = f->st->space.n * sizeof(uint32_t);
	uint32_t at[SPACE_MAX], *own, known = intern_count(f->places);
	struct table *t = &f->to->table;
	struct slice *cell;
	struct row r = f->st->space.dim[w->dim].kind == DIMENSION_GEOGRAPHY ? w->like : *like;

	memcpy(at, like->at, size);
	at[w->dim] = w->like.at[w->dim];
	share_total(f, like, w, at);
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
	f->to->keep = xgrow(f->to->keep, &f->keep_cap, t->n + 1, sizeof(*f->to->keep));
	f->to->keep[t->n] = keep;
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

/* Those that percentages may be of. */
static void
add_shared(struct finder *f)
{
	for (size_t k = 0; k < f->nwholes; k++) {
		const struct whole *w = &f->whole[k];
		const bool label = f->st->space.dim[w->dim].kind != DIMENSION_GEOGRAPHY &&
		    space_place(&f->st->space, w->dim, &w->like)->total;
		bool *has = label ? find_parts(f, w->dim) : NULL;

		for (size_t i = 0; i < f->first && w->first; i++)
			if (!label || (!has[i] && may_have_total(f, w->dim, row_of(f, i))))
				add_row(f, row_of(f, i), w, true);
		free(has);
	}
}

/* Totals of these, too, in further dimensions. */
static void
add_all(struct finder *f)
{
	for (size_t i = 0; i < f->first + f->to->table.n; i++)
		for (size_t k = 0; k < f->nwholes; k++) {
			const struct row like = *row_of(f, i);

			if (may_be_part(f, &like, &f->whole[k]))
				add_row(f, &like, &f->whole[k], false);
		}
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
absent_find(struct absent *a, struct study *st)
{
	const struct table *t = &st->pub[0].table;
	struct finder f = {.st = st, .to = a, .first = st->ncells};

	*a = (struct absent){.table = {.heading = t->heading, .ncols = t->ncols,
	    .count = t->count, .roles = t->roles, .file = t->file}};
	f.places = intern_new();
	for (size_t i = 0; i < f.first; i++)
		intern_id(f.places, key_of(&f, st->cell[i].row->at));
	presume_labels(&f);
	find_wholes(&f);
	if (has_figures(st))
		add_shared(&f);
	add_all(&f);
	intern_free(f.places);
	free(f.whole);
}

void
absent_close(struct absent *a, struct space *s)
{
	for (size_t dim = 0; dim < s->n; dim++) {
		struct dimension *d = &s->dim[dim];

		for (uint32_t i = 0; i < intern_count(d->places); i++)
			if (a->presumed[dim][i])
				d->place[i].total = false;
		free(a->presumed[dim]);
	}
	free(a->keep);
}
