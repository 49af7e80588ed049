#include "plans/mixread.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "plans/countrows.h"

#define NOWHERE SIZE_MAX	/* the place of a period that was not asked for */

struct mixread {
	const struct mixread_options *o;
	const struct mix_say *say;
	bool failed;
	struct countrows rows;
	size_t *cat;			/* the mix's category of each wording */
	size_t *place;			/* each period's place in order of time, or NOWHERE */
	struct mix *mix;
};

static void
fault(struct mixread *r, const struct errmsg *e)
{
	r->failed = true;
	r->say->say(r->say->ctx, MIX_FAULT, e->text);
}

static void
row_fault(struct mixread *r, const struct countrow *row, const char *what)
{
	struct errmsg e;

	errmsg_set(&e, "%s:%" PRIu64 ": %s", row->file, row->line, what);
	fault(r, &e);
}

/* Categories */

/* None of the wordings is a known category, or near one: the table is about something else. */
static bool
none_known(struct mixread *r)
{
	struct slice s;

	for (uint32_t w = 0; w < intern_count(r->rows.wordings); w++) {
		s = intern_key(r->rows.wordings, w);
		if (category_find(r->o->categories, s) != CATEGORY_UNKNOWN ||
		    category_nearest(r->o->categories, s) != NULL)
			return false;
	}
	return true;
}

static void
unknown_category(struct mixread *r, uint32_t wording)
{
	struct errmsg why;
	const struct countrow *row = r->rows.row;

	while (row->wording != wording)
		row++;
	category_unknown(r->o->categories, intern_key(r->rows.wordings, wording), &why);
	row_fault(r, row, why.text);
}

/* Gives each wording its category of the mix, numbered as the input has them; how many there are. */
static size_t
settle_categories(struct mixread *r)
{
	size_t known = category_count(r->o->categories), n = 0, i;
	uint32_t nwords = intern_count(r->rows.wordings);
	bool as_they_come = r->o->any_category && none_known(r);
	size_t *number = xcalloc(known + nwords, sizeof *number);

	r->cat = xcalloc(nwords, sizeof *r->cat);
	for (uint32_t w = 0; w < nwords; w++) {
		i = as_they_come ? known + w :
		    category_find(r->o->categories, intern_key(r->rows.wordings, w));
		if (i == CATEGORY_UNKNOWN) {
			unknown_category(r, w);
			continue;
		}
		if (number[i] == 0)
			number[i] = ++n;
		r->cat[w] = number[i] - 1;
	}
	free(number);
	return n;
}

/* The label of a category: its first wording in the input, or the list's. */
static char *
label_of(struct mixread *r, uint32_t wording)
{
	struct slice s = intern_key(r->rows.wordings, wording);
	size_t i = category_find(r->o->categories, s);

	if (i == CATEGORY_UNKNOWN || (r->o->keep_wording &&
	    !slice_caseeq(s, slice_of(category_code(r->o->categories, i)))))
		return slice_dup(s);
	return xstrdup(category_label(r->o->categories, i));
}

/* Periods */

static int
earlier(const void *a, const void *b)
{
	const struct mix_period *p = *(const struct mix_period *const *)a;
	const struct mix_period *q = *(const struct mix_period *const *)b;

	if (p->score != q->score)
		return p->score < q->score ? -1 : 1;
	return (p->period.ord > q->period.ord) - (p->period.ord < q->period.ord);
}

/* One frequency for all, as a series needs; -1: *e. Labels without a period have a t, and pass. */
static int
one_frequency(struct mixread *r, struct errmsg *e)
{
	enum period_freq freq = PERIOD_NONE;

	for (size_t i = 0; i < r->rows.nperiods; i++)
		if (r->rows.period[i].period.freq == PERIOD_MONTH)
			freq = PERIOD_MONTH;
	for (size_t i = 0; i < r->rows.nperiods; i++) {
		period_settle(&r->rows.period[i].period, freq);
		if (freq == PERIOD_NONE)
			freq = r->rows.period[i].period.freq;
		if (r->rows.period[i].period.freq != freq && r->rows.t < 0)
			return errmsg_set(e, "%s: '%s' is a %s, '%s' is not; expected periods of one kind",
			    input_file(r->rows.in), r->rows.period[0].label, period_freq_name(freq),
			    r->rows.period[i].label);
	}
	if (r->o->from.freq != PERIOD_NONE && freq != PERIOD_NONE && freq != r->o->from.freq)
		return errmsg_set(e, "%s: --quarters asks for a %s, '%s' is a %s", input_file(r->rows.in),
		    period_freq_name(r->o->from.freq), r->rows.period[0].label, period_freq_name(freq));
	return 0;
}

static bool
asked_for(const struct mixread *r, const struct period *p)
{
	return r->o->from.freq == PERIOD_NONE ||
	    (p->ord >= r->o->from.ord && p->ord <= r->o->to.ord);
}

/* Puts the periods that were asked for in order of time; how many there are. */
static size_t
settle_periods(struct mixread *r, struct mix_period **sorted)
{
	struct errmsg e;
	size_t n = 0;

	r->place = xcalloc(r->rows.nperiods, sizeof *r->place);
	if (one_frequency(r, &e) == -1)
		fault(r, &e);
	for (size_t i = 0; i < r->rows.nperiods; i++) {
		if (r->rows.t < 0)
			r->rows.period[i].score = r->rows.period[i].period.ord;
		r->place[i] = NOWHERE;
		if (asked_for(r, &r->rows.period[i].period))
			sorted[n++] = &r->rows.period[i];
	}
	if (n > 0)
		qsort(sorted, n, sizeof *sorted, earlier);
	for (size_t i = 0; i < n; i++)
		r->place[sorted[i] - r->rows.period] = i;
	return n;
}

/* Notes what was asked for, or lies between the first and the last period, and has no row. */
static void
note_gaps(struct mixread *r)
{
	const struct mix *m = r->mix;
	struct errmsg e;
	int32_t missing, wanted = r->o->to.ord - r->o->from.ord + 1;

	if (r->o->from.freq != PERIOD_NONE && (int32_t)m->nperiods < wanted) {
		errmsg_set(&e, "%s: rows for %zu of the %" PRId32 " quarters asked for",
		    input_file(r->rows.in), m->nperiods, wanted);
		r->say->say(r->say->ctx, MIX_NOTE, e.text);
		return;
	}
	for (size_t i = 1; i < m->nperiods; i++) {
		missing = m->period[i].period.ord - m->period[i - 1].period.ord - 1;
		if (missing > 0 && m->period[i].period.freq == m->period[i - 1].period.freq) {
			errmsg_set(&e, "%s: no rows for the %" PRId32 " %s%s between %s and %s",
			    input_file(r->rows.in), missing, period_freq_name(m->period[i].period.freq),
			    missing == 1 ? "" : "s", m->period[i - 1].label, m->period[i].label);
			r->say->say(r->say->ctx, MIX_NOTE, e.text);
		}
	}
}

/* The table */

static void
copy_groups(struct mixread *r)
{
	struct mix *m = r->mix;
	struct slice rest, cell;

	for (size_t i = 0; i < m->ncols; i++)
		m->col[i] = slice_dup(input_headings(r->rows.in)[r->rows.col[i]]);
	for (size_t g = 0; g < m->ngroups; g++) {
		rest = intern_key(r->rows.groups, (uint32_t)g);
		for (size_t i = 0; i < m->ncols && keybuf_next(&rest, &cell); i++)
			m->key[g * m->ncols + i] = slice_dup(cell);
		if (keybuf_next(&rest, &cell))
			m->indicator[g] = slice_dup(cell);
		if (strcmp(m->indicator[g], m->indicator[0]) != 0)
			m->by_indicator = true;
	}
}

/* "130 (70%)" twice for one cell: another column must tell the rows apart. */
static void
two_rows(struct mixread *r, const struct countrow *first, const struct countrow *row, const char *cat)
{
	const struct slice *h = input_headings(r->rows.in);
	char what[900];
	size_t at;

	at = (size_t)snprintf(what, sizeof what, "a second row for %s in %s, after line %" PRIu64
	    " of %s; a column that tells them apart can be named with -k", cat,
	    r->rows.period[row->period].label, first->line, first->file);
	for (size_t i = 0; i < input_ncols(r->rows.in) && at < sizeof what - 200; i++) {
		bool used = (int)i == r->rows.t;

		for (int k = 0; k < ROLE_N; k++)
			used = used || r->rows.roles.col[k] == (int)i;
		for (size_t k = 0; k < r->rows.ncols; k++)
			used = used || r->rows.col[k] == i;
		if (!used && h[i].n < 100)
			at += (size_t)snprintf(what + at, sizeof what - at, " '%.*s'",
			    SLICE_ARG(h[i]));
	}
	row_fault(r, row, what);
}

/* Moves the rows' cells to their places; of_cell and of_total remember which row each came from. */
static void
place_rows(struct mixread *r, size_t *of_cell, size_t *of_total)
{
	const struct mix *m = r->mix;
	struct mix_cell *to;
	size_t *seen, place;

	for (size_t i = 0; i < r->rows.n; i++) {
		struct countrow *row = &r->rows.row[i];
		bool total = row->wording == COUNTROW_TOTAL;

		if ((place = r->place[row->period]) == NOWHERE)
			continue;
		to = total ? mix_total(m, row->group, place) :
		    mix_cell(m, row->group, r->cat[row->wording], place);
		seen = total ? &of_total[to - m->total] : &of_cell[to - m->cell];
		if (to->state != MIX_ABSENT) {
			two_rows(r, &r->rows.row[*seen], row, total ? "Total" :
			    m->cat[r->cat[row->wording]]);
			continue;
		}
		*to = row->cell;
		row->cell.hidden = NULL;	/* the mix's now */
		*seen = i;
	}
}

/* A category that the group has, but not in this period, is 0. */
static void
fill_absent(struct mixread *r, size_t g, size_t p, bool confirmed)
{
	const struct mix *m = r->mix;
	struct errmsg e;
	struct mix_cell *cell;

	for (size_t c = 0; c < m->ncats; c++) {
		cell = mix_cell(m, g, c, p);
		if (cell->state != MIX_ABSENT || !mix_has_category(m, g, c))
			continue;
		*cell = (struct mix_cell){.state = MIX_COUNT};
		if (confirmed)
			continue;
		errmsg_set(&e, "%s: no row for %s in %s: taken as 0", input_file(r->rows.in), m->cat[c],
		    m->period[p].label);
		r->say->say(r->say->ctx, MIX_NOTE, e.text);
	}
}

/* Sums one group and period, and holds the sum against the total row where there is one. */
static void
check_total(struct mixread *r, size_t g, size_t p, const struct countrow *row)
{
	const struct mix *m = r->mix;
	struct mix_cell *total = mix_total(m, g, p);
	bool hidden = false;
	int64_t sum = 0;
	char what[200];

	for (size_t c = 0; c < m->ncats; c++) {
		hidden = hidden || mix_cell(m, g, c, p)->state == MIX_HIDDEN;
		if (__builtin_add_overflow(sum, mix_cell(m, g, c, p)->count, &sum)) {
			row_fault(r, row, "the counts add up to more than 63 bits hold");
			return;
		}
	}
	if (total->state == MIX_COUNT && (hidden ? sum > total->count : sum != total->count)) {
		snprintf(what, sizeof what, "the total for %.60s is %" PRId64 ", its categories add up "
		    "to %s%" PRId64, m->period[p].label, total->count,
		    hidden ? "at least " : "", sum);
		row_fault(r, row, what);
	} else if (total->state == MIX_ABSENT) {
		*total = hidden ? (struct mix_cell){.hidden = xstrdup(""), .state = MIX_HIDDEN} :
		    (struct mix_cell){.count = sum, .state = MIX_COUNT};
	}
	if (hidden) {
		struct errmsg e;

		errmsg_set(&e, "%s: a count for %s is hidden: no percentages, and no tests, for that period", row->file,
		    m->period[p].label);
		r->say->say(r->say->ctx, MIX_NOTE, e.text);
	}
}

/* The row that messages about a group and period point at: its total, or its first category. */
static const struct countrow *
row_of(const struct mixread *r, size_t g, size_t p, const size_t *of_cell, const size_t *of_total)
{
	const struct mix *m = r->mix;

	if (mix_total(m, g, p)->state != MIX_ABSENT)
		return &r->rows.row[of_total[mix_total(m, g, p) - m->total]];
	for (size_t c = 0; c < m->ncats; c++)
		if (mix_cell(m, g, c, p)->state != MIX_ABSENT)
			return &r->rows.row[of_cell[mix_cell(m, g, c, p) - m->cell]];
	return NULL;
}

static void
fill_table(struct mixread *r)
{
	const struct mix *m = r->mix;
	size_t *of_cell = xcalloc(m->ngroups * m->ncats * m->nperiods, sizeof *of_cell);
	size_t *of_total = xcalloc(m->ngroups * m->nperiods, sizeof *of_total);
	const struct countrow *row;
	bool placed;

	place_rows(r, of_cell, of_total);
	placed = !r->failed;
	for (size_t g = 0; g < m->ngroups && placed; g++)
		for (size_t p = 0; p < m->nperiods; p++)
			if ((row = row_of(r, g, p, of_cell, of_total)) != NULL) {
				fill_absent(r, g, p, mix_total(m, g, p)->state == MIX_COUNT);
				check_total(r, g, p, row);
			}
	free(of_cell);
	free(of_total);
}

static void
make_mix(struct mixread *r)
{
	struct mix_period **sorted = xcalloc(r->rows.nperiods, sizeof *sorted);
	size_t nperiods = settle_periods(r, sorted), ncats = settle_categories(r);
	struct mix *m;

	if (!r->failed) {
		m = r->mix = mix_new(r->rows.ncols, intern_count(r->rows.groups), ncats, nperiods);
		m->kind = r->o->kind;
		copy_groups(r);
		for (uint32_t w = intern_count(r->rows.wordings); w-- > 0;) {
			free(m->cat[r->cat[w]]);	/* the first wording is set last */
			m->cat[r->cat[w]] = label_of(r, w);
		}
		for (size_t p = 0; p < nperiods; p++) {
			m->period[p] = *sorted[p];
			if (r->rows.t < 0)
				m->period[p].score -= sorted[0]->score - 1;
			sorted[p]->label = xstrdup(sorted[p]->label);	/* ours, for messages */
			sorted[p]->t = NULL;
		}
		fill_table(r);
		note_gaps(r);
	}
	free(sorted);
}

struct mix *
mixread(struct input *in, const struct mixread_options *o, const struct mix_say *say)
{
	struct mixread r = {.o = o, .say = say};

	say->say(say->ctx, MIX_DETAIL, "counts, by category and period");
	r.failed = !countrows_read(&r.rows, in, o, say);
	if (!r.failed)
		make_mix(&r);
	if (r.failed) {
		mix_free(r.mix);
		r.mix = NULL;
	}
	free(r.cat);
	free(r.place);
	countrows_free(&r.rows);
	return r.mix;
}
