#include "suppress/discover.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "suppress/flows.h"
#include "suppress/ranges.h"
#include "suppress/relate.h"

enum { MOST_NAMED = 3, MOST_TERMS = 3 };

struct finder {
	struct study *st;
	struct grid_source from;	/* all cells */
	const struct row **row;
	int64_t *low, *high, *value;
	uint32_t *summed;
	size_t indicators;		/* their dimension, or as many as there are */
	struct intern *known;		/* sums, by their terms */
	void (*note)(const char *message);
	size_t named;
};

/* What is known */

static void
collect(struct finder *f)
{
	const struct study *st = f->st;

	f->row = xcalloc(st->ncells, sizeof(*f->row));
	f->low = xcalloc(st->ncells, sizeof(*f->low));
	f->high = xcalloc(st->ncells, sizeof(*f->high));
	f->value = xcalloc(st->ncells, sizeof(*f->value));
	f->summed = xcalloc(st->ncells, sizeof(*f->summed));
	for (size_t i = 0; i < st->ncells; i++) {
		const struct study_cell *c = &st->cell[i];
		const struct publication *p = &st->pub[c->pub];

		f->row[i] = c->row;
		f->low[i] = ranges_larger(p->low[c->in], c->low);
		f->high[i] = ranges_smaller(p->high[c->in], c->high);
		f->value[i] = f->low[i] == f->high[i] ? f->low[i] : GRID_NOT_KNOWN;
	}
	f->from = (struct grid_source){&st->space, f->row, f->value, f->summed, st->ncells};
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Whether the sum is new: cells of one side, and then of the other. */
static bool
is_new(struct finder *f, uint32_t total, const uint32_t *part, size_t n, size_t left)
{
	uint32_t *key = xcalloc(n + 2, sizeof(*key));
	const uint32_t known = intern_count(f->known);
	bool new;

	memcpy(key, part + n - left, left * sizeof(*key));
	key[left] = total;
	qsort(key, left + 1, sizeof(*key), by_number);
	key[left + 1] = UINT32_MAX;
	memcpy(key + left + 2, part, (n - left) * sizeof(*key));
	qsort(key + left + 2, n - left, sizeof(*key), by_number);
	new = intern_id(f->known, (struct slice){(const char *)key, (n + 2) * sizeof(*key)}) ==
	    known;
	free(key);
	return new;
}

static void
learn_facts(struct finder *f)
{
	for (size_t k = 0; k < f->st->nfacts; k++) {
		const struct fact *fact = &f->st->fact[k];

		if (fact->kind != FACT_SUM && fact->kind != FACT_FIGURES)
			continue;
		is_new(f, fact->total, fact->part, fact->n, 0);
		f->summed[fact->total] |= (uint32_t)1 << fact->dim;
	}
}

/* Facts */

/* Whether counts that are known in part can make the sum. */
static bool
may_add_up(const struct finder *f, uint32_t total, const uint32_t *part, size_t n, size_t left)
{
	__int128 least = f->low[total], most = f->high[total];

	for (size_t i = 0; i < n; i++) {
		const bool is_left = i >= n - left;

		least += is_left ? f->low[part[i]] : -(__int128)f->high[part[i]];
		most += is_left ? f->high[part[i]] : -(__int128)f->low[part[i]];
	}
	return least <= 0 && most >= 0;
}

/* The cells of the sum in one group; false: some have no row. */
static bool
list_parts(const struct grid *g, const struct grid_sum *s, uint32_t group, uint32_t *part)
{
	bool all = grid_row(g, s->total, group) != GRID_NO_ROW;

	for (size_t i = 0; i < s->n && all; i++) {
		part[i] = grid_row(g, s->part[i], group);
		all = part[i] != GRID_NO_ROW;
	}
	return all;
}

/* In one group; false: it does not hold there. */
static bool
add_fact(struct finder *f, const struct grid *g, const struct grid_sum *s, uint32_t group,
    bool *added)
{
	const uint32_t total = grid_row(g, s->total, group);
	uint32_t *part = xcalloc(s->n, sizeof(*part));
	const bool all = list_parts(g, s, group, part);
	bool holds = true;

	if (all)
		holds = may_add_up(f, total, part, s->n, s->left);
	if (all && holds && is_new(f, total, part, s->n, s->left)) {
		uint32_t *own = arena_alloc(&f->st->mem, s->n * sizeof(*own));

		memcpy(own, part, s->n * sizeof(*own));
		study_add(f->st, (struct fact){.kind = FACT_FIGURES, .pub = 0, .dim = g->dim,
		    .total = total, .part = own, .n = s->n, .left = s->left,
		    .called = s->called});
		*added = true;
		if (s->left == 0)
			f->summed[total] |= (uint32_t)1 << g->dim;
	}
	free(part);
	return holds;
}

static void
name(struct finder *f, const struct fact *fact, uint32_t misfit)
{
	const struct study *st = f->st;
	struct textbuf b = {0}, where = {0};
	struct errmsg e;

	if (f->named++ >= MOST_NAMED || f->note == NULL)
		return;
	discover_words(st, fact, false, &b);
	if (misfit != GRID_NO_ROW) {
		space_words(&st->space, f->row[misfit], &where);
		textbuf_addf(&b, ", but not in the row of %s", where.p);
	}
	errmsg_set(&e, "%s: %.*s: %s", st->pub[0].table.file,
	    SLICE_ARG(st->space.dim[fact->dim].heading), b.p);
	f->note(e.text);
	textbuf_free(&b);
	textbuf_free(&where);
}

/* What labels alone say is not so where figures, rounded ones too, contradict it anywhere. */
static bool
is_contradicted(const struct finder *f, const struct grid *g, const struct grid_sum *s)
{
	uint32_t *part = xcalloc(s->n, sizeof(*part));
	bool fits = true;

	for (uint32_t i = 0; i < g->ngroups && fits; i++)
		fits = !list_parts(g, s, i, part) ||
		    may_add_up(f, grid_row(g, s->total, i), part, s->n, s->left);
	free(part);
	return !fits;
}

static void
add_relation(struct finder *f, const struct grid *g, const struct grid_sum *s)
{
	const size_t first = f->st->nfacts;
	uint32_t misfit = GRID_NO_ROW;
	bool added = false;

	if (s->called && is_contradicted(f, g, s))
		return;
	for (uint32_t i = 0; i < g->ngroups; i++)
		if (!add_fact(f, g, s, i, &added) && misfit == GRID_NO_ROW)
			misfit = grid_row(g, s->total, i);
	if (added)
		name(f, &f->st->fact[first], misfit);
}

/* A total's other parts */

/* Whether the place is neither a total nor a part of one, nor the sum of others by its figures. */
static bool
is_other(const struct finder *f, const struct grid *g, uint32_t label)
{
	bool other = f->st->space.dim[g->dim].place[g->place[label]].apart;

	for (uint32_t i = 0; i < g->ngroups && other; i++)
		other = grid_row(g, label, i) == GRID_NO_ROW ||
		    (f->summed[grid_row(g, label, i)] >> g->dim & 1) == 0;
	return other;
}

/* Fills the line with the totals that have a sum in the dimension, and the fact of each. */
static uint32_t
add_totals(struct finder *f, struct grid *g)
{
	const uint32_t line = grid_add_line(g);
	uint32_t *group = xcalloc(f->from.n, sizeof(*group));

	for (uint32_t l = 0; l < line; l++)
		for (uint32_t i = 0; i < g->ngroups; i++)
			if (grid_row(g, l, i) != GRID_NO_ROW)
				group[grid_row(g, l, i)] = i;
	for (size_t k = 0; k < f->st->nfacts; k++) {
		const struct fact *fact = &f->st->fact[k];
		size_t at;

		if (fact->kind != FACT_SUM || fact->dim != g->dim ||
		    !space_place(&f->st->space, g->dim, f->row[fact->total])->total)
			continue;
		at = (size_t)line * g->ngroups + group[fact->part[0]];
		g->row[at] = fact->total;
		g->value[at] = f->value[fact->total];
	}
	free(group);
	return line;
}

static bool
makes_total(const struct grid *g, const struct grid_sum *s)
{
	const struct grid_tally t = grid_count(g, s);

	return s->n > 1 && t.misses == 0 && t.fits > 0;
}

/* Girls and Boys, White and Other, where the total is that of the ages. */
static void
find_other(struct finder *f, struct grid *g)
{
	uint32_t *part = xcalloc(g->nlabels, sizeof(*part));
	struct grid_sum s = {.part = part};

	for (uint32_t l = 0; l < g->nlabels; l++)
		if (is_other(f, g, l))
			part[s.n++] = l;
	if (s.n > 1) {
		struct grid_sum run = {.part = part};

		s.total = run.total = add_totals(f, g);
		if (makes_total(g, &s)) {
			add_relation(f, g, &s);
			run.n = s.n;
		}
		for (size_t end = run.n; end < s.n; end++) {
			run.n++;
			if (!makes_total(g, &run))
				continue;
			add_relation(f, g, &run);
			run = (struct grid_sum){.part = part + end + 1, .total = run.total};
		}
	}
	free(part);
}

/* Search */

static void
find_in(struct finder *f, size_t dim, size_t slice, uint32_t place)
{
	struct relations r = {0};
	struct grid g;

	if (grid_open(&g, &f->from, dim, slice, place))
		relate_find(&r, &g, &f->st->space);
	for (size_t i = 0; i < r.n; i++)
		add_relation(f, &g, &r.item[i]);
	if (g.row != NULL && slice == GRID_ALL)
		find_other(f, &g);
	relate_free(&r);
	grid_close(&g);
}

/* A year may be the sum of its terms in one indicator and not in another. */
static void
find_by_indicator(struct finder *f, size_t dim)
{
	const struct space *s = &f->st->space;

	if (f->indicators == s->n || s->dim[dim].kind != DIMENSION_PERIOD)
		return;
	for (uint32_t i = 0; i < intern_count(s->dim[f->indicators].places); i++)
		find_in(f, dim, f->indicators, i);
}

static void
find_flows(struct finder *f, size_t dim)
{
	struct relations r = {0};
	struct grid g;

	if (grid_open(&g, &f->from, dim, GRID_ALL, 0)) {
		struct flows flows;

		if (flows_open(&flows, &g, &f->from)) {
			flows_find(&r, &flows);
			for (size_t i = 0; i < r.n; i++)
				add_relation(f, &flows.grid, &r.item[i]);
		}
		flows_close(&flows);
	}
	relate_free(&r);
	grid_close(&g);
}

void
discover_find(struct study *st, void (*note)(const char *message))
{
	struct finder f = {.st = st, .note = note, .known = intern_new()};
	const struct space *s = &st->space;
	struct errmsg e;

	collect(&f);
	learn_facts(&f);
	while (f.indicators < s->n && s->dim[f.indicators].role != ROLE_INDICATOR)
		f.indicators++;
	for (size_t d = 0; d < s->n; d++) {
		find_in(&f, d, GRID_ALL, 0);
		find_by_indicator(&f, d);
	}
	for (size_t d = 0; d < s->n; d++)
		if (s->dim[d].kind == DIMENSION_COLUMN)
			find_flows(&f, d);
	if (f.named > MOST_NAMED && note != NULL) {
		errmsg_set(&e, "%s: and %s more by their figures", st->pub[0].table.file,
		    plural(f.named - MOST_NAMED, "sum").text);
		note(e.text);
	}
	intern_free(f.known);
	free(f.row);
	free(f.low);
	free(f.high);
	free(f.value);
	free(f.summed);
}

/* Words */

/* In which dimensions the terms differ, as bits. */
static uint32_t
find_differing(const struct study *st, const struct fact *f)
{
	const uint32_t *at = st->cell[f->total].row->at;
	uint32_t differing = (uint32_t)1 << f->dim;

	for (size_t i = 0; i < f->n; i++)
		for (size_t d = 0; d < st->space.n; d++)
			if (st->cell[f->part[i]].row->at[d] != at[d])
				differing |= (uint32_t)1 << d;
	return differing;
}

/* Where the cell is in these dimensions. */
static void
add_place(const struct study *st, uint32_t cell, uint32_t dims, struct textbuf *b)
{
	const struct space *s = &st->space;
	size_t n = 0;

	for (size_t d = 0; d < s->n; d++) {
		const struct slice words = space_place(s, d, st->cell[cell].row)->words;

		if ((dims >> d & 1) != 0 && words.n > 0)
			textbuf_addf(b, "%s%.*s", n++ > 0 ? ", " : "", SLICE_ARG(words));
	}
	if (n == 0)
		textbuf_addf(b, "(blank)");
}

void
discover_words(const struct study *st, const struct fact *f, bool where, struct textbuf *b)
{
	const uint32_t dims = find_differing(st, f);
	const size_t right = f->n - f->left;
	uint32_t rest = 0;

	textbuf_reset(b);
	add_place(st, f->total, dims, b);
	for (size_t i = right; i < f->n; i++) {
		textbuf_addf(b, " + ");
		add_place(st, f->part[i], dims, b);
	}
	for (size_t i = 0; i < right && (i < MOST_TERMS || right <= MOST_TERMS + 2); i++) {
		textbuf_addf(b, i == 0 ? " = " : " + ");
		add_place(st, f->part[i], dims, b);
	}
	if (right > MOST_TERMS + 2)
		textbuf_addf(b, " + %zu others", right - MOST_TERMS);
	textbuf_addf(b, " (by their %s)", f->called ? "labels" : "figures");
	for (size_t d = 0; d < st->space.n && where; d++)
		if ((dims >> d & 1) == 0 && intern_count(st->space.dim[d].places) > 1 &&
		    space_place(&st->space, d, st->cell[f->total].row)->words.n > 0)
			rest |= (uint32_t)1 << d;
	if (rest != 0) {
		textbuf_addf(b, " of ");
		add_place(st, f->total, rest, b);
	}
}
