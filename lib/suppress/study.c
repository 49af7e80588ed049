#include "suppress/study.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "suppress/across.h"
#include "suppress/breakdown.h"
#include "suppress/complete.h"
#include "suppress/facts.h"
#include "suppress/guess.h"
#include "suppress/labels.h"
#include "suppress/nested.h"
#include "suppress/own.h"
#include "suppress/ranges.h"
#include "suppress/rounding.h"
#include "suppress/subtotals.h"
#include "suppress/tree.h"
#include "suppress/unnamed.h"
#include "suppress/wholes.h"
#include "table/cell.h"

void
study_add(struct study *st, struct fact f)
{
	st->fact = xgrow(st->fact, &st->fact_cap, st->nfacts + 1, sizeof(*st->fact));
	st->fact[st->nfacts++] = f;
}

/* Publications */

#define OWN UINT32_MAX	/* for now: a row that gets a cell of its own */

static const struct row **
rows_of(const struct publication *p)
{
	const struct row **row = xcalloc(p->table.n, sizeof(*row));

	for (size_t i = 0; i < p->table.n; i++)
		row[i] = &p->table.row[i];
	return row;
}

static void
find_sums(const struct study *st, struct publication *p, void (*note)(const char *message))
{
	const struct row **row = rows_of(p);

	sums_find(&p->sums, &st->space, row, p->table.n);
	guess_partial(&st->space, p, note);
	free(row);
}

/*
 * That figures arrived rounded may be seen only from a year and its quarters, which are not taken
 * for a sum yet.
 */
static void
find_rounding(struct study *st, struct publication *p, const struct policy *policy, bool published,
    bool upwards)
{
	size_t d = 0;

	rounding_find(p, policy, published, upwards);
	while (d < st->space.n && st->space.dim[d].kind != DIMENSION_PERIOD)
		d++;
	if (p->rounded || d == st->space.n)
		return;
	sums_free(&p->sums);
	st->space.dim[d].nested = true;
	find_sums(st, p, NULL);
	rounding_find(p, policy, published, upwards);
	st->space.dim[d].nested = false;
	sums_free(&p->sums);
	find_sums(st, p, NULL);
}

static void
look_at(struct study *st, struct publication *p, const struct study_options *o, bool published)
{
	size_t n = p->table.n;

	p->cell = xcalloc(n, sizeof(*p->cell));
	p->low = xcalloc(n, sizeof(*p->low));
	p->high = xcalloc(n, sizeof(*p->high));
	p->base = xcalloc(n, sizeof(*p->base));
	rounding_none(p);
	if (p == st->pub)
		guess_totals(&st->space, p);
	subtotals_find(&st->space, p, o->filter->quiet ? NULL : o->say);
	if (p == st->pub)
		breakdown_settle(st, o->policy, o->filter->quiet ? NULL : o->say);
	labels_find(st, (size_t)(p - st->pub), o->filter->quiet ? NULL : o->say);
	find_sums(st, p, o->filter->quiet ? NULL : o->say);
	find_rounding(st, p, o->policy, published, published && !o->audit);
}

/* Anew, as a year is the sum of its quarters. */
static void
find_sums_again(struct study *st)
{
	for (size_t k = 0; k < st->npubs; k++) {
		sums_free(&st->pub[k].sums);
		find_sums(st, &st->pub[k], NULL);
	}
}

static uint32_t
new_cell(struct study *st, size_t pub, size_t in)
{
	st->cell = xgrow(st->cell, &st->cap, st->ncells + 1, sizeof(*st->cell));
	st->cell[st->ncells] = (struct study_cell){.row = &st->pub[pub].table.row[in], .pub = pub,
	    .in = in, .high = TABLE_NO_HIGH};
	return (uint32_t)st->ncells++;
}

/* What a further publication says of a cell. */
static void
note_row(struct study *st, const struct publication *p, size_t in, uint32_t cell)
{
	struct study_cell *c = &st->cell[cell];

	p->cell[in] = cell;
	if (!p->table.row[in].known) {
		c->hidden = true;
		c->marked |= study_is_hidden(p->table.row[in].cell[p->table.count]);
		return;
	}
	c->shown = true;
	if (p->low[in] > c->low)
		c->low = p->low[in];
	if (p->high[in] < c->high)
		c->high = p->high[in];
}

/* Whether the row shows a figure that cannot be the cell's, so that one of them was revised. */
static bool
is_revised(const struct study *st, const struct publication *p, size_t in, uint32_t cell)
{
	const struct study_cell *c = &st->cell[cell];
	const struct publication *of = &st->pub[c->pub];
	if (!p->table.row[in].known)
		return false;
	if (c->row->known && (p->low[in] > of->high[c->in] || p->high[in] < of->low[c->in]))
		return true;
	return c->shown && (p->low[in] > c->high || p->high[in] < c->low);
}

/* The cells by their places: numbers of `places` to numbers of cells. */
struct index {
	struct intern *places;
	uint32_t *cell;
	size_t cap;
};

/* Whether a count of the table is known that halves rounded upwards would not give. */
static void
check_upwards(const struct study *st, const struct index *by, struct publication *p)
{
	const size_t size = st->space.n * sizeof(uint32_t);

	for (size_t i = 0; i < p->table.n && p->rounded && p->upwards; i++) {
		const struct row *r = &p->table.row[i];
		uint32_t id = intern_find(by->places, (struct slice){(const char *)r->at, size});

		if (r->known && p->base[i] > 0 && id != INTERN_NONE && by->cell[id] != OWN &&
		    st->cell[by->cell[id]].row->known && p->high[i] < r->count + p->base[i] / 2 &&
		    st->cell[by->cell[id]].row->count == r->count + p->base[i] / 2)
			rounding_widen(p);
	}
}

static void
link_rows(struct study *st, struct index *by, size_t pub)
{
	const size_t size = st->space.n * sizeof(uint32_t);
	struct publication *p = &st->pub[pub];

	check_upwards(st, by, p);
	for (size_t i = 0; i < p->table.n; i++) {
		struct slice key = {(const char *)p->table.row[i].at, size};
		uint32_t known = intern_count(by->places), id = intern_id(by->places, key);

		if (id == known) {
			by->cell = xgrow(by->cell, &by->cap, id + 1, sizeof(*by->cell));
			by->cell[id] = new_cell(st, pub, i);
		}
		p->cell[i] = by->cell[id];
		if (!is_revised(st, p, i, p->cell[i]))
			continue;
		st->revised++;
		st->revised_of = pub;
		p->cell[i] = OWN;
	}
}

/*
 * A further publication whose hidden counts cannot be those of the table in one of its own sums
 * hides earlier ones: they are cells of their own.
 */
static void
part_revised(struct study *st, struct publication *p)
{
	int64_t *low = xmemdup(p->low, p->table.n * sizeof(*low));
	int64_t *high = xmemdup(p->high, p->table.n * sizeof(*high));
	struct publication with = *p;
	const struct complete c = {.s = &st->space, .p = &with};

	with.low = low;
	with.high = high;
	for (size_t i = 0; i < p->table.n; i++) {
		uint32_t cell = p->cell[i];

		if (cell == OWN || p->table.row[i].known || !st->cell[cell].row->known)
			continue;
		low[i] = st->pub[st->cell[cell].pub].low[st->cell[cell].in];
		high[i] = st->pub[st->cell[cell].pub].high[st->cell[cell].in];
	}
	for (size_t k = 0; k < p->sums.n; k++) {
		const struct sum *s = &p->sums.item[k];

		if (complete_can_be(&c, s))
			continue;
		if (!p->table.row[s->total].known)
			p->cell[s->total] = OWN;
		for (size_t i = 0; i < s->n; i++)
			if (!p->table.row[s->part[i]].known)
				p->cell[s->part[i]] = OWN;
	}
	free(low);
	free(high);
}

static void
link_publications(struct study *st)
{
	struct index by = {.places = intern_new()};

	for (size_t k = 0; k < st->npubs; k++) {
		struct publication *p = &st->pub[k];

		link_rows(st, &by, k);
		if (k == 0)
			continue;
		part_revised(st, p);
		for (size_t i = 0; i < p->table.n; i++)
			note_row(st, p, i, p->cell[i] != OWN ? p->cell[i] : new_cell(st, k, i));
	}
	intern_free(by.places);
	free(by.cell);
}

bool
study_is_hidden(struct slice cell)
{
	struct num num;

	return cell_parse(cell, CELL_COUNT, &num) == NUM_MARK && (num.mark == MARK_C ||
	    num.mark == MARK_STAR || num.mark == MARK_TILDE || num.mark == MARK_BELOW);
}

static bool
has_all(const bool *is, const struct fact *f)
{
	bool all = true;

	for (size_t i = 0; i < f->n && all; i++)
		all = is[f->part[i]];
	return all;
}

bool *
study_earlier(const struct study *st)
{
	bool *is = xcalloc(st->ncells, sizeof(*is)), more = true;

	for (size_t i = 0; i < st->ncells; i++)
		is[i] = st->cell[i].hidden || st->cell[i].shown;
	while (more) {
		more = false;
		for (size_t k = 0; k < st->nfacts; k++) {
			const struct fact *f = &st->fact[k];

			if (f->kind != FACT_SUM || is[f->total] || !has_all(is, f))
				continue;
			is[f->total] = more = true;
		}
	}
	return is;
}

/* Sums over several dimensions, and those that totals without rows relate. */
static void
note_facts(const struct study *st, bool *summed)
{
	bool *earlier = study_earlier(st);

	for (size_t k = 0; k < st->nfacts; k++) {
		const struct fact *f = &st->fact[k];

		if (f->kind == FACT_PRINTED || !earlier[f->total] || !has_all(earlier, f))
			continue;
		summed[f->total] = true;
		for (size_t i = 0; i < f->n; i++)
			summed[f->part[i]] = true;
	}
	free(earlier);
}

/* Which cells are in a sum of what was published earlier, taken together. */
static bool *
find_summed(const struct study *st)
{
	const struct row **row = xcalloc(st->ncells, sizeof(*row));
	uint32_t *cell = xcalloc(st->ncells, sizeof(*cell));
	bool *summed = xcalloc(st->ncells, sizeof(*summed));
	struct sums sums;
	size_t n = 0;

	for (uint32_t i = 0; i < st->ncells; i++)
		if (st->cell[i].hidden || st->cell[i].shown) {
			cell[n] = i;
			row[n++] = st->cell[i].row;
		}
	sums_find(&sums, &st->space, row, n);
	for (size_t k = 0; k < sums.n; k++) {
		summed[cell[sums.item[k].total]] = true;
		for (size_t i = 0; i < sums.item[k].n; i++)
			summed[cell[sums.item[k].part[i]]] = true;
	}
	note_facts(st, summed);
	sums_free(&sums);
	free(row);
	free(cell);
	return summed;
}

/*
 * A count that earlier publications hide, in none of their sums, was hidden for itself: it is a
 * small one.
 */
static void
note_alone(struct study *st, const struct policy *policy)
{
	bool *summed = find_summed(st);

	for (size_t i = 0; i < st->ncells; i++) {
		struct study_cell *c = &st->cell[i];

		if (c->pub == 0 || study_is_missing(st, i) || summed[i] || c->row->known ||
		    c->shown || !study_is_hidden(c->row->cell[st->pub[c->pub].table.count]))
			continue;
		c->low = c->low > policy->min ? c->low : policy->min;
		c->high = c->high < policy->max ? c->high : policy->max;
	}
	free(summed);
}

static int
read_further(struct study *st, const struct study_options *o, struct errmsg *e)
{
	for (size_t k = 0; k < o->nfurther; k++) {
		struct table *t = &st->pub[st->npubs].table;

		st->npubs++;
		if (table_read_file(t, o->further[k], o->filter, e) != 0)
			return -1;
	}
	return 0;
}

static void
find_trees(struct study *st, const struct study_options *o, struct table *const *t)
{
	bool *rounded = xcalloc(st->npubs, sizeof(*rounded));

	for (size_t k = 0; k < st->npubs; k++)
		rounded[k] = (k > 0 || o->audit) && rounding_arrived(t[k], o->policy);
	tree_find(&st->space, t, st->npubs, rounded);
	free(rounded);
}

/* What identifies a count, in the table and then in the others. */
static int
place_all(struct study *st, const struct study_options *o, struct errmsg *e)
{
	const struct table **further = xcalloc(st->npubs, sizeof(*further));
	struct table **t = xcalloc(st->npubs, sizeof(*t));
	struct space_options so = o->space;
	int status;

	for (size_t k = 1; k < st->npubs; k++)
		further[k - 1] = &st->pub[k].table;
	so.further = further;
	so.nfurther = st->npubs - 1;
	status = space_open(&st->space, &st->pub[0].table, &so, e);
	for (size_t k = 1; k < st->npubs && status == 0; k++)
		status = space_add(&st->space, &st->pub[k].table, e);
	for (size_t k = 0; k < st->npubs; k++)
		t[k] = &st->pub[k].table;
	if (status == 0 && t[0]->parent >= 0)
		find_trees(st, o, t);
	free(t);
	free(further);
	return status;
}

/* Places all rows anew as long as there are totals that no name gives away. */
static int
place_unnamed(struct study *st, const struct study_options *o, struct table *const *t,
    struct errmsg *e)
{
	int status = 0;

	for (size_t i = 0; i < SPACE_MAX && status == 0 && unnamed_find(&st->space, t, st->npubs,
	    o->policy, o->filter->quiet ? NULL : o->say); i++) {
		space_close(&st->space);
		status = place_all(st, o, e);
	}
	return status;
}

static void
forget_names(struct table *const *t, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		own_forget(t[k]);
		unnamed_forget(t[k]);
	}
}

/* Where a column names the parents of another's places, it identifies no count. */
static int
place_parents(struct study *st, const struct study_options *o, struct table *const *t, bool *found,
    struct errmsg *e)
{
	int status = 0;

	*found = tree_columns(t, st->npubs);
	if (!*found)
		return 0;
	own_find(t, st->npubs);
	status = place_all(st, o, e);
	if (status == 0 && tree_has_parents(&st->space) &&
	    place_unnamed(st, o, t, e) == 0)
		return 0;
	space_close(&st->space);
	forget_names(t, st->npubs);
	for (size_t k = 0; k < st->npubs; k++)
		t[k]->parent = -1;
	*found = false;
	return 0;
}

/* Names of authorities for their own rows are blanks, unless two rows were one then. */
static int
place_owned(struct study *st, const struct study_options *o, struct table *const *t,
    struct errmsg *e)
{
	bool any = false;
	int status;

	own_find(t, st->npubs);
	status = place_all(st, o, e);
	if (status == 0 && (status = place_unnamed(st, o, t, e)) != 0) {
		space_close(&st->space);
		forget_names(t, st->npubs);
		own_find(t, st->npubs);
		status = place_all(st, o, e);
	}
	for (size_t k = 0; k < st->npubs && status != 0; k++) {
		any |= t[k]->owned != NULL;
		own_forget(t[k]);
	}
	if (any) {
		space_close(&st->space);
		status = place_all(st, o, e);
	}
	return status;
}

static int
open_space(struct study *st, const struct study_options *o, struct errmsg *e)
{
	struct table **t = xcalloc(st->npubs, sizeof(*t));
	bool found;
	int status;

	for (size_t k = 0; k < st->npubs; k++)
		t[k] = &st->pub[k].table;
	status = place_parents(st, o, t, &found, e);
	if (status == 0 && !found)
		status = place_owned(st, o, t, e);
	if (status == 0) {
		breakdown_find(st, t, o->policy);
		status = breakdown_check(&st->space, e);
	}
	if (status == 0) {
		find_trees(st, o, t);
	}
	free(t);
	return status;
}

void
study_describe(const struct study *st, void (*say)(const char *message))
{
	const struct table *t = &st->pub[0].table;
	struct textbuf b = {0};
	struct errmsg e;

	roles_describe(&t->roles, t->heading, &e);
	say(e.text);
	for (size_t c = 0; c < t->ncols; c++)
		if (space_has_column(&st->space, t, c))
			textbuf_addf(&b, "%s%.*s", b.n > 0 ? ", " : "a count is identified by ",
			    SLICE_ARG(t->heading[c]));
	if (b.n > 0)
		say(b.p);
	textbuf_free(&b);
}

/* What further publications say of the cells, as their figures are read now. */
static void
note_again(struct study *st)
{
	for (size_t i = 0; i < st->ncells; i++) {
		st->cell[i].low = 0;
		st->cell[i].high = TABLE_NO_HIGH;
	}
	for (size_t k = 1; k < st->npubs; k++)
		for (size_t i = 0; i < st->pub[k].table.n; i++)
			note_row(st, &st->pub[k], i, st->pub[k].cell[i]);
}

/* Rounded figures that the sums of all publications together contradict, halves being upwards. */
static void
check_sums(struct study *st)
{
	bool any = false, fits = true;
	struct publication all;
	const struct row **row;
	int64_t *wide;

	for (size_t k = 0; k < st->npubs; k++)
		any |= st->pub[k].rounded && st->pub[k].upwards;
	if (!any)
		return;
	across_collect(st, &all);
	row = rows_of(&all);
	sums_find(&all.sums, &st->space, row, st->ncells);
	wide = xmemdup(all.high, st->ncells * sizeof(*wide));
	for (size_t i = 0; i < st->ncells; i++)
		wide[i] += all.high[i] > all.low[i] && all.high[i] != TABLE_NO_HIGH;
	for (size_t k = 0; k < all.sums.n && fits; k++) {
		const struct sum *s = &all.sums.item[k];

		fits = ranges_add_up(all.low, all.high, s->total, s->part, s->n) ||
		    !ranges_add_up(all.low, wide, s->total, s->part, s->n);
	}
	free(wide);
	across_free(&all);
	free(row);
	for (size_t k = 0; k < st->npubs && !fits; k++)
		if (st->pub[k].rounded && st->pub[k].upwards)
			rounding_widen(&st->pub[k]);
	if (!fits)
		note_again(st);
}

bool
study_read_upwards(struct study *st, bool upwards)
{
	bool fits = false;

	for (size_t k = 0; k < st->npubs; k++)
		fits |= rounding_read(&st->pub[k], upwards);
	if (fits)
		note_again(st);
	for (size_t i = 0; i < st->ncells && fits; i++) {
		const struct study_cell *c = &st->cell[i];
		const struct publication *p = &st->pub[c->pub];

		fits = c->low <= c->high && c->low <= p->high[c->in] && p->low[c->in] <= c->high;
	}
	return fits;
}

static void
say_widened(const struct study *st, void (*say)(const char *message))
{
	struct errmsg e;

	for (size_t k = 0; k < st->npubs; k++) {
		if (!st->pub[k].widened)
			continue;
		errmsg_set(&e, "%s: its figures were not all rounded with halves upwards: each is "
		    "read as up to 5 more", st->pub[k].table.file);
		say(e.text);
	}
}

int
study_open(struct study *st, struct input *in, const struct study_options *o, struct errmsg *e)
{
	bool nested;
	const struct facts_say say = {o->say, o->filter->quiet ? NULL : o->say, o->audit,
	    o->policy};

	*st = (struct study){.npubs = 1};
	st->pub = xcalloc(o->nfurther + 2, sizeof(*st->pub));
	if (table_read(&st->pub[0].table, in, o->filter, e) != 0 ||
	    read_further(st, o, e) != 0 || open_space(st, o, e) != 0 ||
	    (o->check != NULL && o->check(st, o->arg, e) != 0))
		return -1;
	for (size_t k = 0; k < st->npubs; k++)
		look_at(st, &st->pub[k], o, k > 0 || o->audit);
	link_publications(st);
	check_sums(st);
	if (!o->filter->quiet)
		say_widened(st, o->say);
	if (st->npubs > 1 && labels_find_across(st))
		find_sums_again(st);
	if (nested_find(st, &nested, o->say, o->filter->quiet ? NULL : o->say, e) != 0)
		return -1;
	if (nested)
		find_sums_again(st);
	for (size_t k = 0; k < st->npubs; k++)
		wholes_find(&st->space, &st->pub[k], o->filter->quiet ? NULL : o->say);
	across_drop_partial(st);
	if (facts_find(st, &say, e) != 0)
		return -1;
	if (!o->filter->quiet)
		tree_report(&st->space, &st->pub[0].table, facts_has_sum, st, o->say);
	if (!o->audit)
		note_alone(st, o->policy);
	return 0;
}

void
study_close(struct study *st)
{
	for (size_t k = 0; k < st->npubs; k++) {
		struct publication *p = &st->pub[k];

		table_free(&p->table);
		free(p->cell);
		free(p->low);
		free(p->high);
		free(p->base);
		sums_free(&p->sums);
		printed_free(&p->printed);
	}
	free(st->pub[st->npubs].table.row);
	free(st->pub[st->npubs].cell);
	free(st->pub[st->npubs].low);
	free(st->pub[st->npubs].high);
	free(st->pub);
	free(st->cell);
	free(st->fact);
	space_close(&st->space);
	arena_free(&st->mem);
}
