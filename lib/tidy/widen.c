#include "tidy/widen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/slice.h"
#include "table/cell.h"

struct entry {
	uint32_t series, period;
	const char *text;		/* the value and, after its NUL, the percentage */
};

/* Numbers from 0, in order of appearance, for those that --until may leave gaps in. */
struct numbers {
	uint32_t *number, n;		/* plus 1, 0: none; n: how many there are */
	size_t known, cap;
};

/* Which figures a series has: percentages alone, both in a cell, any that is not blank. */
enum { HAS_COUNT = 1, HAS_PERCENTAGE = 2, HAS_BOTH = 4, HAS_TEXT = 8 };

enum form { FORM_NO_LABEL, FORM_INDICATORS, FORM_CATEGORIES, FORM_BOTH };

struct widen {
	struct tidy *from;
	struct arena texts;		/* of headings, series and cells */
	struct numbers series_ids, period_ids;	/* of the observations' own numbers */
	struct slice *series;		/* keys: indicator, category, the cells that pass through */
	unsigned char *kinds;		/* by series: of its figures */
	size_t series_cap, kinds_cap;
	struct period *period;
	size_t period_cap;
	uint32_t *rank;			/* a period's column among the periods */
	struct entry *entry;
	size_t nentries, entry_cap;
	struct slice label;		/* of the first heading, if its cells are categories */
	enum form form;
	struct slice *heading;
	size_t ncols;
	struct slice *part;		/* by series: X of "LABEL: of which X", else empty */
	const char **cell;		/* by series and rank of the period; NULL: blank */
	struct keybuf key;
};

/* A copy that lives as long as w. */
static struct slice
keep(struct widen *w, struct slice s)
{
	return arena_copy(&w->texts, s);
}

/* The number of i, which is m->n before the call if i is new. */
static uint32_t
number_of(struct numbers *m, uint32_t i)
{
	if (i >= m->known) {
		m->number = xgrow(m->number, &m->cap, (size_t)i + 1, sizeof(*m->number));
		while (m->known <= i)
			m->number[m->known++] = 0;
	}
	if (m->number[i] == 0)
		m->number[i] = ++m->n;
	return m->number[i] - 1;
}

static uint32_t
period_id(struct widen *w, uint32_t when, struct period p)
{
	const uint32_t known = w->period_ids.n, id = number_of(&w->period_ids, when);

	if (id == known) {
		w->period = xgrow(w->period, &w->period_cap, (size_t)known + 1, sizeof(*w->period));
		w->period[id] = p;
	}
	return id;
}

/* What the heading of the first table says: one without rows is laid out from it. */
static void
begin(struct widen *w)
{
	const struct tabhead *h = &w->from->head;

	if (h->shape != TABHEAD_ACROSS)
		return;
	for (size_t i = 0, nth = 0; i < h->n; i++)
		if (h->column[i].kind == COLUMN_FIGURE && w->from->opt->to == PERIOD_AS_READ &&
		    h->year < 0)
			period_id(w, seen_period(w->from->seen, w->from->span, nth++),
			    h->column[i].period);
	if (h->fixed != NULL && h->category >= 0)
		w->label = keep(w, slice_of(h->fixed));
}

/* Cell i of series s: 0 the indicator, 1 the category, then what passes through. */
static struct slice
series_cell(const struct widen *w, uint32_t s, size_t i)
{
	struct slice rest = w->series[s], cell = {"", 0};

	for (size_t k = 0; k <= i; k++)
		keybuf_next(&rest, &cell);
	return cell;
}

static uint32_t
series_id(struct widen *w, const struct observation *o)
{
	const uint32_t known = w->series_ids.n, id = number_of(&w->series_ids, o->series);

	if (id < known)
		return id;
	keybuf_reset(&w->key);
	keybuf_add(&w->key, o->indicator);
	keybuf_add(&w->key, o->category);
	for (size_t i = 0; i < w->from->npass; i++)
		keybuf_add(&w->key, o->pass[i]);
	w->series = xgrow(w->series, &w->series_cap, (size_t)known + 1, sizeof(*w->series));
	w->series[id] = keep(w, keybuf_key(&w->key));
	w->kinds = xgrow(w->kinds, &w->kinds_cap, (size_t)known + 1, sizeof(*w->kinds));
	w->kinds[id] = 0;
	return id;
}

static bool
is_number(struct slice s)
{
	struct num num;

	return cell_is_digits(s) || cell_parse(s, CELL_FIGURE, &num) == NUM_VALUE;
}

static unsigned char
kind_of(const struct observation *o)
{
	const bool value = is_number(o->value), percentage = o->percentage.n > 0;

	return (o->value.n > 0 || percentage ? HAS_TEXT : 0) | (value && percentage ? HAS_BOTH :
	    value ? HAS_COUNT : percentage && o->value.n == 0 ? HAS_PERCENTAGE : 0);
}

static void
add_entry(struct widen *w, const struct observation *o)
{
	const uint32_t series = series_id(w, o);
	char *text = arena_bytes(&w->texts, o->value.n + o->percentage.n + 2), *end;

	end = mempcpy(text, o->value.p, o->value.n);
	*end++ = '\0';
	end = mempcpy(end, o->percentage.p, o->percentage.n);
	*end = '\0';
	w->entry = xgrow(w->entry, &w->entry_cap, w->nentries + 1, sizeof(*w->entry));
	w->entry[w->nentries++] = (struct entry){series, period_id(w, o->when, o->period), text};
	w->kinds[series] |= kind_of(o);
}

static struct slice
value_of(const struct entry *f)
{
	return slice_of(f->text);
}

static struct slice
percentage_of(const struct entry *f)
{
	return slice_of(f->text + value_of(f).n + 1);
}

/* 2011-12 among months is a month. */
static void
settle_periods(struct widen *w, uint32_t n)
{
	bool months = false;

	for (uint32_t i = 0; i < n; i++)
		months |= w->period[i].freq == PERIOD_MONTH;
	for (uint32_t i = 0; i < n && months; i++)
		period_settle(&w->period[i], PERIOD_MONTH);
}

static int
compare_periods(const void *a, const void *b, void *periods)
{
	const struct period *p = periods;
	int32_t x = p[*(const uint32_t *)a].ord, y = p[*(const uint32_t *)b].ord;

	return (x > y) - (x < y);
}

static int
rank_periods(struct widen *w, struct errmsg *e)
{
	uint32_t n = w->period_ids.n, *order = xcalloc(n, sizeof(*order));

	w->rank = xcalloc(n, sizeof(*w->rank));
	settle_periods(w, n);
	for (uint32_t i = 0; i < n; i++)
		order[i] = i;
	qsort_r(order, n, sizeof(*order), compare_periods, w->period);
	for (uint32_t i = 0; i < n; i++)
		w->rank[order[i]] = i;
	free(order);
	for (uint32_t i = 1; i < n; i++)
		if (w->period[i].freq != w->period[0].freq)
			return errmsg_set(e, "a %s among %ss cannot be across one table; expected "
			    "periods of one length", period_freq_name(w->period[i].freq),
			    period_freq_name(w->period[0].freq));
	return 0;
}

static size_t
label_columns(enum form form)
{
	return form == FORM_NO_LABEL ? 0 : form == FORM_BOTH ? 2 : 1;
}

/* Whether a table headed by the indicator would be read as one of its categories. */
static bool
reads_back(const struct widen *w, struct slice indicator)
{
	struct slice *heading = xcalloc(w->from->npass + 2, sizeof(*heading));
	struct tabhead_options opt = {.fyear = PERIOD_NO_YEAR};
	struct tabhead h;
	bool same;

	heading[0] = indicator;
	for (size_t i = 0; i < w->from->npass; i++)
		heading[i + 1] = w->from->pass_name[i];
	heading[w->from->npass + 1] = slice_of("2014-15");
	same = tabhead_read(&h, heading, w->from->npass + 2, &opt, NULL) == 0 && h.category == 0 &&
	    h.fixed != NULL && slice_is(indicator, h.fixed);
	tabhead_free(&h);
	free(heading);
	return same;
}

static int
choose_form(struct widen *w, struct errmsg *e)
{
	uint32_t n = w->series_ids.n, indicators = 0, categories = 0;
	struct slice first = n > 0 ? series_cell(w, 0, 0) : (struct slice){"", 0};
	bool one = true;

	for (uint32_t i = 0; i < n; i++) {
		indicators += series_cell(w, i, 0).n > 0;
		categories += series_cell(w, i, 1).n > 0;
		one &= slice_eq(series_cell(w, i, 0), first);
	}
	if (indicators > 0 && indicators < n)
		return errmsg_set(e, "a series without an indicator, among others that have one, "
		    "would be read as a row without a label; expected one for all or none");
	if (categories > 0 && (!one || categories < n || !reads_back(w, first)))
		w->form = FORM_BOTH;
	else if (categories > 0)
		w->form = FORM_CATEGORIES;
	else
		w->form = indicators > 0 || n == 0 ? FORM_INDICATORS : FORM_NO_LABEL;
	return 0;
}

static void
lay_heading(struct widen *w, int fyear)
{
	const uint32_t n = w->period_ids.n;
	struct slice *heading = w->heading;
	bool bare = fyear != PERIOD_NO_YEAR;	/* quarters without their year */
	char buf[PERIOD_SIZE];

	w->ncols = label_columns(w->form) + w->from->npass + n;
	for (uint32_t i = 0; i < n; i++)
		bare &= w->period[i].freq == PERIOD_FQUARTER && w->period[i].ord / 4 == fyear;
	switch (w->form) {
	case FORM_NO_LABEL:
		break;
	case FORM_INDICATORS:
		*heading++ = w->series_ids.n == 0 && w->label.n > 0 ? w->label :
		    slice_of("Indicator");
		break;
	case FORM_CATEGORIES:
		*heading++ = series_cell(w, 0, 0);
		break;
	case FORM_BOTH:
		*heading++ = slice_of("indicator");
		*heading++ = slice_of("category");
		break;
	}
	for (size_t i = 0; i < w->from->npass; i++)
		*heading++ = w->from->pass_name[i];
	for (uint32_t i = 0; i < n; i++) {
		if (bare)
			snprintf(buf, sizeof(buf), "Q%d", (int)(w->period[i].ord % 4 + 1));
		else
			period_format(buf, w->period[i]);
		heading[w->rank[i]] = keep(w, slice_of(buf));
	}
}

/* Whether a table without a column for the labels would be read as if it had one. */
static bool
lacks_label(const struct widen *w, int fyear)
{
	struct tabhead_options opt = {.fyear = fyear, .indicator = ""};
	struct tabhead h;
	bool lacks;

	if (w->form != FORM_NO_LABEL)
		return false;
	lacks = tabhead_read(&h, w->heading, w->ncols, &opt, NULL) == 0 &&
	    (h.indicator >= 0 || h.category >= 0);
	tabhead_free(&h);
	return lacks;
}

/* A column called 2014 that passes through would be read as a period. */
static int
check_heading(const struct widen *w, int fyear, struct errmsg *e)
{
	const size_t labels = label_columns(w->form);
	const size_t periods = labels + w->from->npass;
	struct tabhead_options opt = {.fyear = fyear};
	struct errmsg why = {"a column is taken for another"};
	struct tabhead h;
	bool same;

	if (w->form == FORM_NO_LABEL)
		opt.indicator = "";
	same = tabhead_read(&h, w->heading, w->ncols, &opt, &why) == 0;
	for (size_t c = labels; same && c < w->ncols; c++) {
		same = h.column[c].kind == (c < periods ? COLUMN_PASS : COLUMN_FIGURE) &&
		    h.column[c].percentage == -1;
		if (!same)
			errmsg_set(&why, "'%s' would be read as %s; expected another heading for "
			    "it", h.name[c].p, h.column[c].kind == COLUMN_FIGURE ? "a period" :
			    "a label or percentages");
	}
	same = same && (labels == 0) == (h.indicator == -1 && h.category == -1);
	tabhead_free(&h);
	return same ? 0 : errmsg_set(e, "the table with the periods across could not be read "
	    "again: %s", why.text);
}

/*
 * "130 (70%)", "130", "70%" or "c (c)", or, if part is not empty, "Of which 130 (70%) were PART".
 * -1: no cell reads back as these.
 */
static int
lay_figure(struct widen *w, const struct entry *f, struct textbuf *b, struct errmsg *e)
{
	struct slice value = value_of(f), percentage = percentage_of(f), part = w->part[f->series];
	const bool both = value.n > 0 && percentage.n > 0;
	struct num num;
	const char **cell = &w->cell[f->series * (size_t)w->period_ids.n + w->rank[f->period]];
	bool number;

	if (percentage.n == 0 && (value.n == 0 || part.n == 0)) {
		*cell = value.p;
		return 0;
	}
	number = cell_parse(percentage, CELL_PERCENTAGE_ALONE, &num) == NUM_VALUE;
	if (value.n == 0 && !number)
		return errmsg_set(e, "'%.*s' is a percentage without a value; expected a number",
		    SLICE_ARG(percentage));
	textbuf_reset(b);
	if (part.n > 0)
		textbuf_add(b, slice_of("Of which "));
	textbuf_add(b, value);
	if (percentage.n > 0) {
		textbuf_add(b, slice_of(both ? " (" : ""));
		textbuf_add(b, percentage);
		textbuf_add(b, slice_of(number ? both ? "%)" : "%" : both ? ")" : ""));
	}
	if (part.n > 0)
		textbuf_addf(b, " were %.*s", SLICE_ARG(part));
	*cell = keep(w, textbuf_slice(b)).p;
	return 0;
}

static bool
begins(struct slice s, struct slice with)
{
	return s.n >= with.n && memcmp(s.p, with.p, with.n) == 0;
}

/* Whether two series differ in nothing but cell `which`. */
static bool
are_same_but(const struct widen *w, uint32_t a, uint32_t b, size_t which)
{
	struct slice x = w->series[a], y = w->series[b], p, q;

	for (size_t i = 0; keybuf_next(&x, &p) && keybuf_next(&y, &q); i++)
		if (i != which && !slice_eq(p, q))
			return false;
	return true;
}

/*
 * X of a series "LABEL: of which X" that comes after that of LABEL, or after another "of which" of
 * it, and differs in nothing else; otherwise empty. *parent: the series that s may be part of.
 */
static struct slice
part_of(const struct widen *w, uint32_t s, uint32_t *parent)
{
	const struct slice none = {"", 0}, words = slice_of(TIDY_OF_WHICH);
	const size_t which = w->form == FORM_CATEGORIES ? 1 : 0;
	struct slice name = series_cell(w, s, which), label, stem;
	const char *at = memmem(name.p, name.n, words.p, words.n);

	if (at == NULL || s == 0 || label_columns(w->form) != 1)
		return none;
	label = (struct slice){name.p, (size_t)(at - name.p)};
	stem = (struct slice){name.p, label.n + words.n};
	if (!begins(series_cell(w, s - 1, which), stem))
		*parent = s - 1;
	if (!slice_eq(series_cell(w, *parent, which), label) || !are_same_but(w, s, *parent, which))
		return none;
	return (struct slice){name.p + stem.n, name.n - stem.n};
}

/* Finds the series that are part of the one before them, and have a figure to say it with. */
static void
find_parts(struct widen *w)
{
	uint32_t n = w->series_ids.n, parent = 0;

	w->part = xcalloc(n, sizeof(*w->part));
	for (uint32_t s = 0; s < n; s++) {
		struct slice part = part_of(w, s, &parent);

		if ((w->kinds[s] & HAS_TEXT) != 0)
			w->part[s] = part;
	}
}

/* No row has counts and, where there is no count, percentages, unless some are together. */
static int
check_kinds(const struct widen *w, struct errmsg *e)
{
	for (uint32_t s = 0; s < w->series_ids.n; s++)
		if ((w->kinds[s] & ~HAS_TEXT) == (HAS_COUNT | HAS_PERCENTAGE) &&
		    w->part[s].n == 0)
			return errmsg_set(e, "the table with the periods across could not be read "
			    "again: the series '%.*s' has counts, and percentages without a count; "
			    "expected one or the other", SLICE_ARG(series_cell(w, s,
			    series_cell(w, s, 1).n > 0 ? 1 : 0)));
	return 0;
}

static int
lay_out(struct widen *w, int fyear, struct errmsg *e)
{
	const size_t nseries = w->series_ids.n, nperiods = w->period_ids.n;
	struct textbuf b = {0};
	int r = 0;

	if (rank_periods(w, e) != 0 || choose_form(w, e) != 0)
		return -1;
	w->heading = xcalloc(label_columns(FORM_BOTH) + w->from->npass + nperiods,
	    sizeof(*w->heading));
	lay_heading(w, fyear);
	if (nseries > 0 && lacks_label(w, fyear)) {
		w->form = FORM_BOTH;
		lay_heading(w, fyear);
	}
	if (nseries > 0 && check_heading(w, fyear, e) != 0)
		return -1;
	find_parts(w);
	if (check_kinds(w, e) != 0)
		return -1;
	w->cell = xcalloc(nseries * nperiods, sizeof(*w->cell));
	for (size_t i = 0; i < w->nentries && r == 0; i++)
		r = lay_figure(w, &w->entry[i], &b, e);
	textbuf_free(&b);
	return r;
}

/* The label, unless the cells say what the row is part of; what passes through; the figures. */
static void
write_series(const struct widen *w, struct rows *o)
{
	const size_t nperiods = w->period_ids.n, labels = label_columns(w->form);
	const char *const *text = w->cell;

	for (uint32_t s = 0; s < w->series_ids.n; s++) {
		struct slice rest = w->series[s], cell[2];

		for (size_t i = 0; i < 2; i++)
			keybuf_next(&rest, &cell[i]);
		for (size_t i = 0; i < labels; i++)
			if (w->part[s].n > 0)
				rows_str(o, NULL);
			else
				rows_text(o, cell[w->form == FORM_CATEGORIES ? 1 : i]);
		while (keybuf_next(&rest, cell))
			rows_field(o, *cell);
		for (size_t i = 0; i < nperiods; i++)
			rows_field(o, slice_of(text[i] != NULL ? text[i] : ""));
		text += nperiods;
		if (rows_end(o) != 0)
			return;
	}
}

int
widen(struct tidy *from, int fyear, struct rows *o, struct errmsg *e)
{
	struct widen w = {.from = from};
	struct observation obs;
	int r;

	begin(&w);
	while ((r = tidy_next(from, &obs, e)) == 1)
		add_entry(&w, &obs);
	if (r == 0 && (r = lay_out(&w, fyear, e)) == 0) {
		for (size_t i = 0; i < w.ncols; i++)
			rows_text(o, w.heading[i]);
		if (rows_end(o) == 0)
			write_series(&w, o);
	}
	arena_free(&w.texts);
	free(w.series_ids.number);
	free(w.period_ids.number);
	free(w.series);
	free(w.kinds);
	free(w.period);
	free(w.rank);
	free(w.entry);
	free(w.heading);
	free(w.part);
	free(w.cell);
	keybuf_free(&w.key);
	return r;
}
