#include "tidy/widen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/num.h"
#include "base/period.h"
#include "tidy/tabhead.h"

struct figure {
	uint32_t series, period, value, percentage;
};

enum form { FORM_NO_LABEL, FORM_INDICATORS, FORM_CATEGORIES, FORM_BOTH };

struct widen {
	struct intern *texts;		/* every string: names, values, cells */
	struct intern *series;		/* keys of texts: indicator, category, what passes through */
	struct intern *period_ids;
	struct period *period;		/* in order of appearance */
	size_t period_cap;
	uint32_t *rank;			/* a period's column among the periods */
	struct figure *figure;
	size_t nfigures, figure_cap;
	bool *filled;			/* a series: has a figure that is not blank */
	size_t filled_cap;
	uint64_t row;			/* tidy's, of the observation before, and its series */
	uint32_t last;
	uint32_t *pass;			/* texts of the headings that pass through */
	size_t npass;
	uint32_t label;			/* text of the first heading's label, where its cells are categories */
	enum form form;
	uint32_t *cell;			/* texts, row after row */
	size_t nrows, ncols;
	struct keybuf key;
};

static uint32_t
text(struct widen *w, struct slice s)
{
	return intern_id(w->texts, s);
}

static struct slice
text_of(const struct widen *w, uint32_t id)
{
	return intern_key(w->texts, id);
}

void
widen_free(struct widen *w)
{
	if (w == NULL)
		return;
	intern_free(w->texts);
	intern_free(w->series);
	intern_free(w->period_ids);
	free(w->period);
	free(w->rank);
	free(w->figure);
	free(w->filled);
	free(w->pass);
	free(w->cell);
	keybuf_free(&w->key);
	free(w);
}

static uint32_t
period_id(struct widen *w, struct period p)
{
	int32_t key[2] = {(int32_t)p.freq, p.ord};
	uint32_t n = intern_count(w->period_ids);
	uint32_t id = intern_id(w->period_ids, (struct slice){(const char *)key, sizeof key});

	if (id == n) {
		w->period = xgrow(w->period, &w->period_cap, (size_t)n + 1, sizeof *w->period);
		w->period[n] = p;
	}
	return id;
}

struct widen *
widen_new(const struct tidy *from)
{
	const struct tabhead *h = tidy_head(from);
	struct widen *w = xcalloc(1, sizeof *w);

	w->texts = intern_new();
	w->series = intern_new();
	w->period_ids = intern_new();
	text(w, (struct slice){"", 0});		/* text 0 is blank */
	w->npass = tidy_npass(from);
	w->pass = xcalloc(w->npass, sizeof *w->pass);
	for (size_t i = 0; i < w->npass; i++)
		w->pass[i] = text(w, tidy_pass_name(from, i));
	if (h->shape != TABHEAD_ACROSS)
		return w;
	/* What a table without rows is laid out from. */
	for (size_t i = 0; i < h->n; i++)
		if (h->column[i].kind == COLUMN_FIGURE)
			period_id(w, h->column[i].period);
	if (h->fixed != NULL && h->category >= 0)
		w->label = text(w, slice_of(h->fixed));
	return w;
}

/* Cell i of series s: 0 the indicator, 1 the category, then what passes through. */
static struct slice
series_cell(const struct widen *w, uint32_t s, size_t i)
{
	struct slice rest = intern_key(w->series, s), cell = {"", 0};

	for (size_t k = 0; k <= i; k++)
		keybuf_next(&rest, &cell);
	return cell;
}

/* The series of the cell; a row's cells mostly have the same. */
static uint32_t
series_of(struct widen *w, const struct tidy *from, const struct tidy_cell *cell)
{
	uint32_t n = intern_count(w->series);

	if (w->row == tidy_row(from) && slice_eq(cell->indicator, series_cell(w, w->last, 0)) &&
	    slice_eq(cell->category, series_cell(w, w->last, 1)))
		return w->last;
	keybuf_reset(&w->key);
	keybuf_add(&w->key, cell->indicator);
	keybuf_add(&w->key, cell->category);
	for (size_t i = 0; i < w->npass; i++)
		keybuf_add(&w->key, tidy_pass(from, i));
	w->row = tidy_row(from);
	w->last = intern_id(w->series, keybuf_key(&w->key));
	if (w->last == n) {
		w->filled = xgrow(w->filled, &w->filled_cap, (size_t)n + 1, sizeof *w->filled);
		w->filled[n] = false;
	}
	return w->last;
}

void
widen_add(struct widen *w, const struct tidy *from, const struct tidy_cell *cell)
{
	struct figure f = {.series = series_of(w, from, cell)};

	f.period = period_id(w, cell->period);
	f.value = text(w, cell->value);
	f.percentage = text(w, cell->percentage);
	w->figure = xgrow(w->figure, &w->figure_cap, w->nfigures + 1, sizeof *w->figure);
	w->figure[w->nfigures++] = f;
	w->filled[f.series] |= (f.value | f.percentage) != 0;
}

/* Periods */

/* 2011-12 among months is a month. */
static void
settle_periods(struct widen *w, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (w->period[i].freq == PERIOD_MONTH) {
			for (uint32_t k = 0; k < n; k++)
				period_settle(&w->period[k], PERIOD_MONTH);
			return;
		}
}

static int
earlier(const void *a, const void *b, void *periods)
{
	const struct period *p = periods, *x = &p[*(const uint32_t *)a], *y = &p[*(const uint32_t *)b];

	return (x->ord > y->ord) - (x->ord < y->ord);
}

static int
rank_periods(struct widen *w, struct errmsg *e)
{
	uint32_t n = intern_count(w->period_ids), *order = xcalloc(n, sizeof *order);

	w->rank = xcalloc(n, sizeof *w->rank);
	settle_periods(w, n);
	for (uint32_t i = 0; i < n; i++)
		order[i] = i;
	qsort_r(order, n, sizeof *order, earlier, w->period);
	for (uint32_t i = 0; i < n; i++)
		w->rank[order[i]] = i;
	free(order);
	for (uint32_t i = 1; i < n; i++)
		if (w->period[i].freq != w->period[0].freq)
			return errmsg_set(e, "a %s and a %s cannot stand across one table; expected periods "
			    "of one length", period_freq_name(w->period[i].freq),
			    period_freq_name(w->period[0].freq));
	return 0;
}

static uint32_t
period_heading(struct widen *w, uint32_t i, bool bare)
{
	char buf[PERIOD_SIZE];

	if (bare)
		snprintf(buf, sizeof buf, "Q%d", (int)(w->period[i].ord % 4 + 1));
	else
		period_format(buf, w->period[i]);
	return text(w, slice_of(buf));
}

static bool
all_in_year(const struct widen *w, int fyear)
{
	for (uint32_t i = 0; i < intern_count(w->period_ids); i++)
		if (w->period[i].freq != PERIOD_FQUARTER || w->period[i].ord / 4 != fyear)
			return false;
	return fyear != PERIOD_NO_YEAR;
}

/* The form */

static size_t
label_columns(enum form form)
{
	return form == FORM_NO_LABEL ? 0 : form == FORM_BOTH ? 2 : 1;
}

/* Whether a table headed so would be read with that heading as its indicator. */
static bool
reads_back(const struct widen *w, struct slice indicator)
{
	struct slice *heading = xcalloc(w->npass + 2, sizeof *heading);
	struct tabhead_options opt = {.fyear = PERIOD_NO_YEAR};
	struct tabhead h;
	bool same;

	heading[0] = indicator;
	for (size_t i = 0; i < w->npass; i++)
		heading[i + 1] = text_of(w, w->pass[i]);
	heading[w->npass + 1] = slice_of("2014-15");
	same = tabhead_read(&h, heading, w->npass + 2, &opt, NULL) == 0 && h.category == 0 &&
	    h.fixed != NULL && slice_is(indicator, h.fixed);
	tabhead_free(&h);
	free(heading);
	return same;
}

static int
choose_form(struct widen *w, struct errmsg *e)
{
	uint32_t n = intern_count(w->series), indicators = 0, categories = 0;
	struct slice first = n > 0 ? series_cell(w, 0, 0) : (struct slice){"", 0};
	bool one = true;

	for (uint32_t i = 0; i < n; i++) {
		indicators += series_cell(w, i, 0).n > 0;
		categories += series_cell(w, i, 1).n > 0;
		one &= slice_eq(series_cell(w, i, 0), first);
	}
	if (indicators > 0 && indicators < n)
		return errmsg_set(e, "a series without an indicator among others that have one would look "
		    "like a row that lacks its label; expected an indicator for all or none");
	if (categories > 0)
		w->form = one && categories == n && reads_back(w, first) ? FORM_CATEGORIES : FORM_BOTH;
	else
		w->form = indicators > 0 || n == 0 ? FORM_INDICATORS : FORM_NO_LABEL;
	return 0;
}

/* Cells */

static void
set_cell(struct widen *w, size_t row, size_t col, uint32_t t)
{
	w->cell[row * w->ncols + col] = t;
}

/*
 * "130 (70%)", "130", "70%" or "c (c)", or, where part is not empty, "Of which 130 (70%) were PART".
 * -1: there is no way to write it that reads back.
 */
static int
lay_figure(struct widen *w, const struct figure *f, struct slice part, struct errmsg *e)
{
	struct slice value = text_of(w, f->value), percentage = text_of(w, f->percentage);
	struct num num;
	bool number = num_parse(percentage, 0, &num) == NUM_VALUE, both = value.n > 0 && percentage.n > 0;
	size_t size = value.n + percentage.n + part.n + sizeof "Of which  (%) were ";
	char *buf;
	int n;

	if (value.n == 0 && percentage.n > 0 && !number)
		return errmsg_set(e, "'%.*s' is a percentage without a value; only a number can stand "
		    "alone in a cell", SLICE_ARG(percentage));
	if (value.n == 0 && percentage.n == 0)
		return 0;
	buf = xmalloc(size);
	n = snprintf(buf, size, "%s%.*s%s%.*s%s%s%s%.*s", part.n > 0 ? "Of which " : "", SLICE_ARG(value),
	    both ? " (" : "", SLICE_ARG(percentage), number ? "%" : "", both ? ")" : "",
	    part.n > 0 ? " were " : "", SLICE_ARG(part));
	w->cell[(f->series + 1) * w->ncols + w->ncols - intern_count(w->period_ids) + w->rank[f->period]] =
	    text(w, (struct slice){buf, (size_t)n});
	free(buf);
	return 0;
}

static bool
begins(struct slice s, struct slice with)
{
	return s.n >= with.n && memcmp(s.p, with.p, with.n) == 0;
}

/* Whether two series differ in nothing but cell `which`. */
static bool
same_but(const struct widen *w, uint32_t a, uint32_t b, size_t which)
{
	struct slice x = intern_key(w->series, a), y = intern_key(w->series, b), p, q;

	for (size_t i = 0; keybuf_next(&x, &p) && keybuf_next(&y, &q); i++)
		if (i != which && !slice_eq(p, q))
			return false;
	return true;
}

/*
 * X of a series "LABEL: of which X" that stands behind that of LABEL, or behind another "of which" of it,
 * differs in nothing else and has a figure to say it with; otherwise empty. *parent is that of the
 * series before, and becomes that of s: the series that its label would be part of.
 */
static struct slice
of_which(const struct widen *w, uint32_t s, uint32_t *parent)
{
	const struct slice none = {"", 0}, part = slice_of(TIDY_OF_WHICH);
	const size_t which = w->form == FORM_CATEGORIES ? 1 : 0;
	struct slice name = series_cell(w, s, which), label, up_to_part;
	const char *at = memmem(name.p, name.n, part.p, part.n);

	if (at == NULL || s == 0 || w->form == FORM_BOTH || w->form == FORM_NO_LABEL)
		return none;
	label = (struct slice){name.p, (size_t)(at - name.p)};
	up_to_part = (struct slice){name.p, label.n + part.n};
	if (!begins(series_cell(w, s - 1, which), up_to_part))
		*parent = s - 1;
	if (!w->filled[s] || !slice_eq(series_cell(w, *parent, which), label) ||
	    !same_but(w, s, *parent, which))
		return none;
	return (struct slice){name.p + up_to_part.n, name.n - up_to_part.n};
}

static void
lay_heading(struct widen *w, int fyear)
{
	static const char *const both[] = {"indicator", "category"};
	size_t labels = label_columns(w->form);
	bool bare = all_in_year(w, fyear);

	if (w->form == FORM_INDICATORS)
		set_cell(w, 0, 0, w->nrows == 1 && w->label != 0 ? w->label : text(w, slice_of("Indicator")));
	else if (w->form == FORM_CATEGORIES)
		set_cell(w, 0, 0, text(w, series_cell(w, 0, 0)));
	else
		for (size_t i = 0; i < labels; i++)
			set_cell(w, 0, i, text(w, slice_of(both[i])));
	for (size_t i = 0; i < w->npass; i++)
		set_cell(w, 0, labels + i, w->pass[i]);
	for (uint32_t i = 0; i < intern_count(w->period_ids); i++)
		set_cell(w, 0, labels + w->npass + w->rank[i], period_heading(w, i, bare));
}

/* The label, unless `part` of the cells says it, and what passes through. */
static void
lay_label(struct widen *w, uint32_t s, struct slice part)
{
	size_t labels = label_columns(w->form), row = (size_t)s + 1;
	struct slice rest = intern_key(w->series, s), cell;

	for (size_t i = 0; keybuf_next(&rest, &cell); i++)
		if (i >= 2)
			set_cell(w, row, labels + i - 2, text(w, cell));
	for (size_t i = 0; i < labels && part.n == 0; i++)
		set_cell(w, row, i, text(w, series_cell(w, s, w->form == FORM_CATEGORIES ? 1 : i)));
}

/* Whether the heading, read again, says what it should: a column called 2014 that passes through would be a period. */
static int
check_heading(const struct widen *w, int fyear, struct errmsg *e)
{
	const size_t labels = label_columns(w->form), periods = w->ncols - intern_count(w->period_ids);
	struct tabhead_options opt = {.fyear = fyear, .indicator = w->form == FORM_NO_LABEL ? "" : NULL};
	struct slice *heading = xcalloc(w->ncols, sizeof *heading);
	struct tabhead h;
	struct errmsg why = {"a column is taken for another"};
	bool same;

	for (size_t c = 0; c < w->ncols; c++)
		heading[c] = widen_cell(w, 0, c);
	same = tabhead_read(&h, heading, w->ncols, &opt, &why) == 0;
	for (size_t c = labels; same && c < w->ncols; c++)
		same = h.column[c].kind == (c < periods ? COLUMN_PASS : COLUMN_FIGURE) &&
		    h.column[c].percentage == -1;
	same = same && (labels == 0) == (h.indicator == -1 && h.category == -1);
	tabhead_free(&h);
	free(heading);
	return same ? 0 : errmsg_set(e, "the table with the periods across could not be read again: %s",
	    why.text);
}

int
widen_finish(struct widen *w, int fyear, struct errmsg *e)
{
	uint32_t nseries = intern_count(w->series), parent = 0;
	struct slice *part;
	int r = 0;

	if (rank_periods(w, e) == -1 || choose_form(w, e) == -1)
		return -1;
	w->ncols = label_columns(w->form) + w->npass + intern_count(w->period_ids);
	w->nrows = (size_t)nseries + 1;
	w->cell = xcalloc(w->nrows * w->ncols, sizeof *w->cell);
	part = xcalloc(nseries, sizeof *part);
	lay_heading(w, fyear);
	if (nseries > 0)
		r = check_heading(w, fyear, e);
	for (uint32_t s = 0; s < nseries; s++)
		lay_label(w, s, part[s] = of_which(w, s, &parent));
	for (size_t i = 0; i < w->nfigures && r == 0; i++)
		r = lay_figure(w, &w->figure[i], part[w->figure[i].series], e);
	free(part);
	return r;
}

size_t
widen_nrows(const struct widen *w)
{
	return w->nrows;
}

size_t
widen_ncols(const struct widen *w)
{
	return w->ncols;
}

struct slice
widen_cell(const struct widen *w, size_t row, size_t col)
{
	return text_of(w, w->cell[row * w->ncols + col]);
}
