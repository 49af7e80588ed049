#include "tidy/widen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/slice.h"
#include "table/cell.h"

struct entry {
	uint32_t series, period, value, percentage;
};

enum form { FORM_NO_LABEL, FORM_INDICATORS, FORM_CATEGORIES, FORM_BOTH };

struct widen {
	struct tidy *from;
	struct intern *texts;		/* of headings and cells; 0 is blank */
	struct intern *series;		/* keys: indicator, category, the cells that pass through */
	struct intern *period_ids;
	struct period *period;		/* in order of appearance */
	size_t period_cap;
	uint32_t *rank;			/* a period's column among the periods */
	struct entry *entry;
	size_t nentries, entry_cap;
	struct slice label;		/* of the first heading, if its cells are categories */
	enum form form;
	struct slice *heading;
	size_t ncols;
	struct slice *part;		/* by series: X of "LABEL: of which X", else empty */
	uint32_t *cell;			/* texts, by series and rank of the period */
	struct keybuf key;
};

static uint32_t
text_id(struct widen *w, struct slice s)
{
	return intern_id(w->texts, s);
}

/* A copy that lives as long as w. */
static struct slice
keep(struct widen *w, struct slice s)
{
	return intern_key(w->texts, text_id(w, s));
}

static uint32_t
period_id(struct widen *w, struct period p)
{
	int32_t key[2] = {(int32_t)p.freq, p.ord};
	uint32_t n = intern_count(w->period_ids);
	uint32_t id = intern_id(w->period_ids, (struct slice){(const char *)key, sizeof(key)});

	if (id == n) {
		w->period = xgrow(w->period, &w->period_cap, (size_t)n + 1, sizeof(*w->period));
		w->period[n] = p;
	}
	return id;
}

/* What the heading of the first table says: one without rows is laid out from it. */
static void
begin(struct widen *w)
{
	const struct tabhead *h = &w->from->head;

	w->texts = intern_new();
	w->series = intern_new();
	w->period_ids = intern_new();
	text_id(w, slice_of(""));
	if (h->shape != TABHEAD_ACROSS)
		return;
	for (size_t i = 0; i < h->n; i++)
		if (h->column[i].kind == COLUMN_FIGURE)
			period_id(w, h->column[i].period);
	if (h->fixed != NULL && h->category >= 0)
		w->label = keep(w, slice_of(h->fixed));
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

static uint32_t
series_of(struct widen *w, const struct observation *o)
{
	keybuf_reset(&w->key);
	keybuf_add(&w->key, o->indicator);
	keybuf_add(&w->key, o->category);
	for (size_t i = 0; i < w->from->npass; i++)
		keybuf_add(&w->key, o->pass[i]);
	return intern_id(w->series, keybuf_key(&w->key));
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
	uint32_t n = intern_count(w->period_ids), *order = xcalloc(n, sizeof(*order));

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
	uint32_t n = intern_count(w->series), indicators = 0, categories = 0;
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
	const uint32_t n = intern_count(w->period_ids);
	struct slice *heading = w->heading;
	bool bare = fyear != PERIOD_NO_YEAR;	/* quarters without their year */
	char buf[PERIOD_SIZE];

	for (uint32_t i = 0; i < n; i++)
		bare &= w->period[i].freq == PERIOD_FQUARTER && w->period[i].ord / 4 == fyear;
	switch (w->form) {
	case FORM_NO_LABEL:
		break;
	case FORM_INDICATORS:
		*heading++ = intern_count(w->series) == 0 && w->label.n > 0 ? w->label :
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
	for (size_t c = labels; same && c < w->ncols; c++)
		same = h.column[c].kind == (c < periods ? COLUMN_PASS : COLUMN_FIGURE) &&
		    h.column[c].percentage == -1;
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
	struct slice value = intern_key(w->texts, f->value), part = w->part[f->series];
	struct slice percentage = intern_key(w->texts, f->percentage);
	const bool both = value.n > 0 && percentage.n > 0;
	struct num num;
	bool number = cell_parse(percentage, CELL_PERCENTAGE_ALONE, &num) == NUM_VALUE;

	if (value.n == 0 && percentage.n == 0)
		return 0;
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
	w->cell[f->series * (size_t)intern_count(w->period_ids) + w->rank[f->period]] =
	    text_id(w, (struct slice){b->p, b->n});
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
	struct slice x = intern_key(w->series, a), y = intern_key(w->series, b), p, q;

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
	uint32_t n = intern_count(w->series), parent = 0;
	bool *filled = xcalloc(n, sizeof(*filled));

	w->part = xcalloc(n, sizeof(*w->part));
	for (size_t i = 0; i < w->nentries; i++)
		filled[w->entry[i].series] |= (w->entry[i].value | w->entry[i].percentage) != 0;
	for (uint32_t s = 0; s < n; s++) {
		struct slice part = part_of(w, s, &parent);

		if (filled[s])
			w->part[s] = part;
	}
	free(filled);
}

/* No row has counts and, where there is no count, percentages, unless some are together. */
static int
check_kinds(const struct widen *w, struct errmsg *e)
{
	enum { COUNT = 1, PERCENTAGE = 2, BOTH = 4 };
	const uint32_t n = intern_count(w->series);
	unsigned char *kinds = xcalloc(n, sizeof(*kinds));
	int r = 0;

	for (size_t i = 0; i < w->nentries; i++) {
		const struct entry *f = &w->entry[i];
		struct num num;
		bool value = cell_parse(intern_key(w->texts, f->value), CELL_FIGURE, &num) ==
		    NUM_VALUE;
		bool percentage = f->percentage != 0;

		kinds[f->series] |= value && percentage ? BOTH : value ? COUNT :
		    percentage && f->value == 0 ? PERCENTAGE : 0;
	}
	for (uint32_t s = 0; s < n && r == 0; s++)
		if (kinds[s] == (COUNT | PERCENTAGE) && w->part[s].n == 0)
			r = errmsg_set(e, "the table with the periods across could not be read "
			    "again: the series '%.*s' has counts, and percentages without a count; "
			    "expected one or the other", SLICE_ARG(series_cell(w, s,
			    series_cell(w, s, 1).n > 0 ? 1 : 0)));
	free(kinds);
	return r;
}

static int
lay_out(struct widen *w, int fyear, struct errmsg *e)
{
	size_t nseries = intern_count(w->series), nperiods = intern_count(w->period_ids);
	struct textbuf b = {0};
	int r = 0;

	if (rank_periods(w, e) != 0 || choose_form(w, e) != 0)
		return -1;
	w->ncols = label_columns(w->form) + w->from->npass + nperiods;
	w->heading = xcalloc(w->ncols, sizeof(*w->heading));
	lay_heading(w, fyear);
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
	const size_t nperiods = intern_count(w->period_ids), labels = label_columns(w->form);
	const uint32_t *text = w->cell;

	for (uint32_t s = 0; s < intern_count(w->series); s++) {
		struct slice rest = intern_key(w->series, s), cell[2];

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
			rows_field(o, intern_key(w->texts, *text++));
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
	while ((r = tidy_next(from, &obs, e)) == 1) {
		w.entry = xgrow(w.entry, &w.entry_cap, w.nentries + 1, sizeof(*w.entry));
		w.entry[w.nentries++] = (struct entry){series_of(&w, &obs),
		    period_id(&w, obs.period), text_id(&w, obs.value), text_id(&w, obs.percentage)};
	}
	if (r == 0 && (r = lay_out(&w, fyear, e)) == 0) {
		for (size_t i = 0; i < w.ncols; i++)
			rows_text(o, w.heading[i]);
		if (rows_end(o) == 0)
			write_series(&w, o);
	}
	intern_free(w.texts);
	intern_free(w.series);
	intern_free(w.period_ids);
	free(w.period);
	free(w.rank);
	free(w.entry);
	free(w.heading);
	free(w.part);
	free(w.cell);
	keybuf_free(&w.key);
	return r;
}
