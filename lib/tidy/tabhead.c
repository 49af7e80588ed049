#include "tidy/tabhead.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/errmsg.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/note.h"
#include "table/cell.h"
#include "tidy/doubt.h"

/* For telling whether a cell would be a period if the year were known. */
enum { ANY_YEAR = 2000 };

/* A heading while it is read. */
struct reading {
	struct tabhead *h;
	const struct tabhead_options *opt;
	struct intern *names;
	int *first;		/* by the number of a name, the first column called so */
	struct roles roles;
	struct errmsg *e;
};

static int
column_named(const struct reading *r, struct slice name)
{
	uint32_t id = intern_find(r->names, name);

	return id == INTERN_NONE ? -1 : r->first[id];
}

static void
use(struct tabhead *h, int col)
{
	if (col >= 0)
		h->column[col].kind = COLUMN_USED;
}

/* The column headed with the period, written otherwise: "Q4 (p)" for "Q4"; or -1. */
static int
column_of_period(const struct reading *r, struct slice name)
{
	const struct tabcolumn *c = r->h->column;
	struct period p;

	if (!note_parse_period(name, r->opt->fyear, &p, NULL, NULL) ||
	    !period_turn_day(&p, r->opt->date_as))
		return -1;
	for (size_t i = 0; i < r->h->n; i++)
		if (c[i].kind == COLUMN_FIGURE && c[i].period.freq == p.freq &&
		    c[i].period.ord == p.ord)
			return (int)i;
	return -1;
}

/* The column of figures that a column called `name` has the percentages of, or -1. */
static int
percentage_of(const struct reading *r, struct slice name)
{
	static const char *const suffixes[] = {
		"_percent", "_percentage", "_pct", " percent", " percentage", " (%)", " %",
	};

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		struct slice suffix = slice_of(suffixes[i]), stem = {name.p, name.n - suffix.n};
		int col;

		if (name.n <= suffix.n ||
		    !slice_caseeq((struct slice){name.p + stem.n, suffix.n}, suffix))
			continue;
		col = column_named(r, stem);
		if (col < 0)
			col = column_of_period(r, stem);
		if (col >= 0 && r->h->column[col].kind == COLUMN_FIGURE)
			return col;
	}
	return -1;
}

/* Joins each column of figures with that of its percentages, which then holds none of its own. */
static void
pair_percentages(const struct reading *r)
{
	for (size_t i = 0; i < r->h->n; i++) {
		int col = percentage_of(r, r->h->name[i]);

		if (col >= 0 && r->h->column[col].percentage == -1) {
			r->h->column[col].percentage = (int)i;
			use(r->h, (int)i);
		}
	}
}

static int
find_roles(struct reading *r, unsigned need, unsigned want)
{
	return roles_find(&r->roles, r->h->name, r->h->n, need, want, r->opt->chosen, r->e);
}

static enum period_freq
settle_periods(struct tabhead *h)
{
	enum period_freq freq = PERIOD_NONE;
	bool sure = false;

	for (size_t i = 0; i < h->n && !sure; i++)
		if (h->column[i].kind == COLUMN_FIGURE) {
			freq = h->column[i].period.freq;
			sure = !h->column[i].period.or_month && !h->column[i].period.or_calendar;
		}
	for (size_t i = 0; i < h->n; i++)
		period_settle(&h->column[i].period, freq);
	return freq;
}

static int
check_periods(const struct tabhead *h, enum period_freq freq, struct errmsg *e)
{
	struct intern *seen = intern_new();
	uint32_t n = 0;
	int r = 0;

	for (size_t i = 0; i < h->n && r == 0; i++) {
		const struct period *p = &h->column[i].period;
		const struct slice key = {(const char *)&p->ord, sizeof(p->ord)};

		if (h->column[i].kind != COLUMN_FIGURE)
			continue;
		if (p->freq != freq)
			r = errmsg_set(e, "%s: a %s among the %ss; expected periods of one length",
			    h->name[i].p, period_freq_name(p->freq), period_freq_name(freq));
		else if (intern_id(seen, key) != n++)
			r = errmsg_set(e, "%s: the same period as an earlier column; expected each "
			    "period once", h->name[i].p);
	}
	intern_free(seen);
	return r;
}

/* The name with every digit as 0: what the headings of one table's periods have in common. */
static struct slice
masked(struct textbuf *b, struct slice name)
{
	textbuf_reset(b);
	textbuf_add(b, name);
	for (size_t i = 0; i < b->n; i++)
		b->p[i] = b->p[i] >= '0' && b->p[i] <= '9' ? '0' : b->p[i];
	return (struct slice){b->p, b->n};
}

/* A heading that is a number, or one letter away from those of the periods, is a damaged one. */
static int
check_other(const struct tabhead *h, size_t col, const struct intern *masks, struct slice mask,
    struct errmsg *e)
{
	struct cell_figure f;

	if (cell_parse_figure(h->name[col], &f) && f.value.kind == NUM_VALUE)
		return errmsg_set(e, "column %zu: the heading '%s' is a number; expected a name or "
		    "a period", col + 1, h->name[col].p);
	for (uint32_t i = 0; i < intern_count(masks); i++)
		if (suggest_distance(mask, intern_key(masks, i), 1) <= 1)
			return errmsg_set(e, "%s: one letter away from the periods next to it; "
			    "expected a period, or another name", h->name[col].p);
	switch (doubt_heading(h->name[col], e)) {
	case DOUBT_REFUSED: return -1;
	case DOUBT_NAMED: h->column[col].names_period = true; break;
	case DOUBT_NONE: break;
	}
	return 0;
}

static int
check_others(const struct tabhead *h, struct errmsg *e)
{
	struct intern *masks = intern_new();
	struct textbuf b = {0};
	int r = 0;

	for (size_t i = 0; i < h->n; i++)
		if (h->column[i].kind == COLUMN_FIGURE)
			intern_id(masks, masked(&b, h->name[i]));
	for (size_t i = 0; i < h->n && r == 0; i++)
		if (h->column[i].kind == COLUMN_PASS)
			r = check_other(h, i, masks, masked(&b, h->name[i]), e);
	/* The label, unless its column was found by its name. */
	if (r == 0 && h->category >= 0 && h->fixed != NULL &&
	    doubt_heading(h->name[h->category], e) == DOUBT_REFUSED)
		r = -1;
	textbuf_free(&b);
	intern_free(masks);
	return r;
}

/* The first column that names neither an area nor a period, or -1. */
static int
label_column(const struct tabhead *h, const int *role, bool no_label)
{
	for (int i = 0; i < (int)h->n; i++) {
		enum column_kind kind = h->column[i].kind;

		if (kind == COLUMN_FIGURE || kind == COLUMN_USED ||
		    (kind == COLUMN_EMPTY && (i > 0 || no_label)))
			continue;
		if (i != role[ROLE_AREA] && i != role[ROLE_AREA_CODE] &&
		    i != role[ROLE_GEOGRAPHIC_LEVEL])
			return i;
	}
	return -1;
}

static int
use_label(struct reading *r)
{
	struct tabhead *h = r->h;
	int label = label_column(h, r->roles.col, r->opt->no_label);
	struct slice name;

	if (label < 0)
		return r->opt->indicator != NULL ? 0 : errmsg_set(r->e,
		    "no column says what the rows are; expected one, or --indicator NAME");
	name = h->name[label];
	if (r->opt->indicator != NULL) {
		h->category = label;
	} else if (name.n == 0 || slice_caseeq(name, slice_of("indicators"))) {
		h->indicator = label;
	} else if (suggest_distance(name, slice_of("indicator"), 2) <= 2) {
		return errmsg_set(r->e, "%s: not a heading of indicators; expected Indicator, "
		    "-c indicator='%s' or --indicator NAME; did you mean 'Indicator'?", name.p,
		    name.p);
	} else {
		h->category = label;
		h->fixed = name.p;
	}
	return 0;
}

static int
read_across(struct reading *r)
{
	struct tabhead *h = r->h;
	enum period_freq freq = settle_periods(h);

	h->shape = TABHEAD_ACROSS;
	h->fixed = r->opt->indicator;
	pair_percentages(r);
	if (check_periods(h, freq, r->e) != 0 || find_roles(r, 0, ROLE_BIT(ROLE_INDICATOR) |
	    ROLE_BIT(ROLE_CATEGORY) | ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE)) != 0)
		return -1;
	h->indicator = r->roles.col[ROLE_INDICATOR];
	if (h->indicator < 0) {
		if (use_label(r) != 0)
			return -1;
	} else if (r->opt->indicator == NULL) {
		h->category = r->roles.col[ROLE_CATEGORY];
	} else if (r->roles.col[ROLE_CATEGORY] < 0) {
		h->category = h->indicator;
		h->indicator = -1;
	} else {
		return errmsg_set(r->e, "%s: --indicator cannot be combined with columns of "
		    "indicators and categories", h->name[h->indicator].p);
	}
	use(h, h->indicator);
	use(h, h->category);
	return check_others(h, r->e);
}

/* Marks the columns that a --measures pattern names: the one headed exactly so, if there is one. */
static int
mark_measures(struct reading *r, const char *pattern)
{
	int exact = column_named(r, slice_of(pattern));
	bool any = false;

	for (int i = 0; i < (int)r->h->n; i++)
		if (exact >= 0 ? i == exact : fnmatch(pattern, r->h->name[i].p, 0) == 0) {
			r->h->column[i].kind = COLUMN_FIGURE;
			any = true;
		}
	return any ? 0 : heading_missing(r->h->name, r->h->n, slice_of(pattern), r->e);
}

static bool
is_chosen(const struct reading *r, enum role role)
{
	return r->opt->chosen[role] != NULL;
}

static int
mark_figures(struct reading *r)
{
	struct tabhead *h = r->h;
	int value = r->roles.col[ROLE_VALUE];

	for (size_t i = 0; i < r->opt->measures.n; i++)
		if (mark_measures(r, r->opt->measures.item[i]) != 0)
			return -1;
	if (h->shape == TABHEAD_LONG) {
		h->column[value].kind = COLUMN_FIGURE;
		if (h->fixed == NULL && h->indicator < 0 && is_chosen(r, ROLE_VALUE))
			h->fixed = h->name[value].p;
	}
	pair_percentages(r);
	if (h->shape == TABHEAD_LONG && r->roles.col[ROLE_PERCENTAGE] >= 0) {
		h->column[value].percentage = r->roles.col[ROLE_PERCENTAGE];
		use(h, r->roles.col[ROLE_PERCENTAGE]);
	}
	return 0;
}

static int
read_rows(struct reading *r)
{
	const bool measures = r->opt->measures.n > 0;
	struct tabhead *h = r->h;

	h->shape = measures ? TABHEAD_MEASURES : TABHEAD_LONG;
	if (find_roles(r, (r->opt->one_period ? 0 : ROLE_BIT(ROLE_PERIOD)) |
	    (measures ? 0 : ROLE_BIT(ROLE_VALUE)), ROLE_BIT(ROLE_PERIOD) |
	    ROLE_BIT(ROLE_INDICATOR) | ROLE_BIT(ROLE_CATEGORY) | ROLE_BIT(ROLE_PERCENTAGE)) != 0)
		return -1;
	if (r->opt->one_period && r->roles.col[ROLE_PERIOD] >= 0)
		return errmsg_set(r->e, "--set period: the table has a column of periods, '%s'; "
		    "expected a table without", h->name[r->roles.col[ROLE_PERIOD]].p);
	h->period = r->roles.col[ROLE_PERIOD];
	h->identifier = r->roles.col[ROLE_TIME_IDENTIFIER];
	h->indicator = r->roles.col[ROLE_INDICATOR];
	h->category = r->roles.col[ROLE_CATEGORY];
	h->fixed = r->opt->indicator;
	if (h->fixed != NULL && h->indicator >= 0)
		return errmsg_set(r->e, "%s: --indicator cannot be combined with a column of "
		    "indicators", h->name[h->indicator].p);
	if (mark_figures(r) != 0)
		return -1;
	use(h, h->period);
	use(h, h->identifier);
	use(h, h->indicator);
	use(h, h->category);
	if (measures && (h->fixed != NULL || h->indicator >= 0) && h->category >= 0)
		return errmsg_set(r->e, "%s: the table has an indicator and a category, and no "
		    "column is left for the measures' names; expected -c indicator=NAME or "
		    "-c category=NAME", h->name[h->category].p);
	return 0;
}

/* Copies the names and refuses one that occurs twice. */
static int
take_names(struct reading *r, const struct slice *cells, size_t n)
{
	struct tabhead *h = r->h;

	*h = (struct tabhead){
		.n = n, .indicator = -1, .category = -1, .period = -1, .identifier = -1,
		.flag = -1,
		.name = xcalloc(n, sizeof(*h->name)), .column = xcalloc(n, sizeof(*h->column)),
	};
	r->names = intern_new();
	r->first = xcalloc(n, sizeof(*r->first));
	for (size_t i = 0; i < n; i++) {
		struct slice name = arena_copy(&h->text, slice_trim(cells[i]));
		uint32_t known = intern_count(r->names), id = intern_id(r->names, name);

		h->name[i] = name;
		h->column[i] = (struct tabcolumn){
			.kind = name.n == 0 ? COLUMN_EMPTY : COLUMN_PASS, .percentage = -1,
		};
		if (r->opt->flags && slice_is(name, "flag")) {
			h->flag = (int)i;
			use(h, h->flag);
		}
		if (id == known)
			r->first[id] = (int)i;
		else if (name.n > 0)
			return errmsg_set(r->e, "%s: columns %d and %zu both have this heading; "
			    "expected each heading once", name.p, r->first[id] + 1, i + 1);
	}
	return 0;
}

static void
mark_period(struct tabhead *h, size_t i, struct period p, const struct textbuf *notes)
{
	h->column[i].kind = COLUMN_FIGURE;
	h->column[i].period = p;
	if (notes->n > 0)
		h->column[i].note = arena_copy(&h->text, textbuf_slice(notes));
}

/* How many headings are periods, or -1; *bare: whether one is a quarter without its year. */
static int
mark_periods(struct reading *r, bool *bare)
{
	struct textbuf notes = {0};
	struct tabhead *h = r->h;
	struct period p;
	int found = 0;

	*bare = false;
	for (size_t i = 0; i < h->n && found >= 0; i++) {
		notes.n = 0;
		if (!note_parse_period(h->name[i], r->opt->fyear, &p, &notes, NULL)) {
			*bare |= note_parse_period(h->name[i], ANY_YEAR, &p, NULL, NULL);
			continue;
		}
		if (!period_turn_day(&p, r->opt->date_as)) {
			errmsg_set(r->e, "%s: neither the first nor the last day of a --date-as "
			    "period; expected one of these", h->name[i].p);
			found = -1;
			break;
		}
		mark_period(h, i, p, &notes);
		found++;
	}
	textbuf_free(&notes);
	return found;
}

/* "population_2023": the period at the end, and *stem, the words before it. */
static bool
parse_stem(struct slice name, struct period *p, struct textbuf *notes, struct slice *stem)
{
	for (size_t i = 1; i < name.n; i++) {
		struct slice rest = {name.p + i, name.n - i};

		if (strchr("_ -", name.p[i - 1]) == NULL ||
		    !note_parse_period(rest, PERIOD_NO_YEAR, p, notes, NULL))
			continue;
		for (stem->p = name.p, stem->n = i; stem->n > 0 &&
		    strchr("_ -,:", stem->p[stem->n - 1]) != NULL;)
			stem->n--;
		return stem->n > 0;
	}
	return false;
}

/* Headings of a name and a period, where none is a period alone: how many, or -1. */
static int
mark_stems(struct reading *r, struct slice *stem)
{
	struct textbuf notes = {0};
	struct tabhead *h = r->h;
	struct period p;
	struct slice s;
	int found = 0;

	for (size_t i = 0; i < h->n && found >= 0; i++) {
		notes.n = 0;
		if (!parse_stem(h->name[i], &p, &notes, &s) ||
		    !period_turn_day(&p, r->opt->date_as))
			continue;
		mark_period(h, i, p, &notes);
		if (found++ == 0)
			*stem = s;
		if (slice_caseeq(s, *stem))
			continue;
		errmsg_set(r->e, "%s: periods of '%.*s', and before of '%.*s'; expected one "
		    "measure in a table", h->name[i].p, SLICE_ARG(s), SLICE_ARG(*stem));
		found = -1;
	}
	textbuf_free(&notes);
	return found;
}

/* Without a period or a value column: 0 once read, -1, 1 if no heading ends in a period. */
static int
read_stems(struct reading *r)
{
	struct tabhead *h = r->h;
	struct slice stem = {"", 0};
	int found = mark_stems(r, &stem);

	if (found <= 0)
		return found == 0 ? 1 : -1;
	h->shape = TABHEAD_ACROSS;
	h->fixed = r->opt->indicator != NULL ? r->opt->indicator : arena_copy(&h->text, stem).p;
	pair_percentages(r);
	if (check_periods(h, settle_periods(h), r->e) != 0 || find_roles(r, 0,
	    ROLE_BIT(ROLE_INDICATOR) | ROLE_BIT(ROLE_CATEGORY)) != 0)
		return -1;
	h->category = r->roles.col[ROLE_CATEGORY];
	if (r->roles.col[ROLE_INDICATOR] >= 0)
		return errmsg_set(r->e, "%s: a column of indicators, and '%s' in the headings "
		    "names one; expected -c category=NAME, or headings that are periods",
		    h->name[r->roles.col[ROLE_INDICATOR]].p, h->fixed);
	use(h, h->category);
	return 0;
}

static int
read_shape(struct reading *r)
{
	int periods, stems;
	bool bare;

	if (r->opt->measures.n > 0 || is_chosen(r, ROLE_PERIOD) || is_chosen(r, ROLE_VALUE))
		return read_rows(r);
	if ((periods = mark_periods(r, &bare)) < 0)
		return -1;
	if (bare)
		return errmsg_set(r->e, "%s quarters have no year; give it with -y, as in "
		    "-y 2014-15", periods > 0 ? "some" : "the");
	if (periods > 0 && !r->opt->one_period)
		return read_across(r);
	if (periods > 0)
		return errmsg_set(r->e, "--set period: the headings have periods; expected a table "
		    "without");
	if (find_roles(r, 0, ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_VALUE)) != 0)
		return -1;
	if (r->roles.col[ROLE_PERIOD] >= 0 || r->roles.col[ROLE_VALUE] >= 0 || r->opt->one_period)
		return read_rows(r);
	if ((stems = read_stems(r)) <= 0)
		return stems;
	return errmsg_set(r->e, TABHEAD_NO_PERIOD "; expected some such as 2014-15 Q1, "
	    "2014-15, 2014 or Jun 2014, or columns period and value, or --measures, or "
	    "--set period=PERIOD with a column value");
}

int
tabhead_read(struct tabhead *h, const struct slice *cells, size_t n,
    const struct tabhead_options *opt, struct errmsg *e)
{
	struct reading r = {.h = h, .opt = opt, .e = e};
	int result = take_names(&r, cells, n) != 0 ? -1 : read_shape(&r);

	intern_free(r.names);
	free(r.first);
	return result;
}

/* Where the indicators or categories come from: one text, the measures' names or a column. */
static void
add_source(struct textbuf *b, const struct tabhead *h, int col, const char *fixed, bool measures)
{
	if (fixed != NULL)
		textbuf_addf(b, "'%s'", fixed);
	else if (measures)
		textbuf_addf(b, "the measures' names");
	else if (col >= 0)
		textbuf_addf(b, "column '%s'", h->name[col].p);
	else
		textbuf_addf(b, "none");
}

void
tabhead_describe(const struct tabhead *h, struct textbuf *b)
{
	static const char *const shapes[] = {
		[TABHEAD_ACROSS] = "periods across",
		[TABHEAD_MEASURES] = "measures across",
		[TABHEAD_LONG] = "a column of values",
	};
	const bool named = h->fixed != NULL || h->indicator >= 0;
	const bool measures = h->shape == TABHEAD_MEASURES;

	textbuf_addf(b, "%s; indicator: ", shapes[h->shape]);
	add_source(b, h, h->indicator, h->fixed, measures && !named);
	textbuf_addf(b, "; category: ");
	add_source(b, h, h->category, NULL, measures && named);
	textbuf_addf(b, "; figures:");
	for (size_t c = 0; c < h->n; c++)
		if (h->column[c].kind == COLUMN_FIGURE)
			textbuf_addf(b, " '%s'", h->name[c].p);
}

void
tabhead_free(struct tabhead *h)
{
	free(h->name);
	free(h->column);
	arena_free(&h->text);
	*h = (struct tabhead){0};
}
