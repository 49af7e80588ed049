#include "tidy/tabhead.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/errmsg.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/note.h"
#include "table/rolefault.h"
#include "tidy/doubt.h"
#include "tidy/pairs.h"
#include "tidy/reading.h"
#include "tidy/several.h"

static int
column_named(const struct reading *r, struct slice name)
{
	uint32_t id = intern_find(r->names, name);

	return id == INTERN_NONE ? -1 : r->first[id];
}

bool
heading_is_of_notes(struct slice name)
{
	static const char names[][10] = {"note", "notes", "comment", "comments", "remarks", "flag"};

	return SLICE_IS_AMONG(name, names);
}

bool
heading_fills(struct slice name, unsigned roles)
{
	const char *const none[ROLE_N] = {NULL};
	struct roles found;

	if (roles_find(&found, &name, 1, 0, roles, none, NULL) != 0)
		return false;
	for (enum role role = 0; role < ROLE_N; role++)
		if ((roles & ROLE_BIT(role)) != 0 && found.col[role] == 0)
			return true;
	return false;
}

bool
heading_is_of_area(struct slice name)
{
	static const char *const names[] = {"region", "country"};
	static const char *const ends[] = {"code", "id", "number"};
	struct slice s = name, end;

	if (heading_fills(name, ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE)))
		return true;
	for (size_t i = 0; i < 2; i++)
		if (slice_caseeq(name, slice_of(names[i])) || slice_is(name, i == 0 ?
		    "region_name" : "country_name"))
			return true;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		end = slice_of(ends[i]);
		s = (struct slice){name.p + name.n - end.n, end.n};
		if (name.n >= end.n && (name.n == end.n || !is_letter(s.p[-1])) &&
		    slice_caseeq(s, end))
			return true;
	}
	return false;
}

bool
heading_may_be_area(struct slice name)
{
	const unsigned area = ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE);
	const char *const none[ROLE_N] = {NULL};
	struct roles found;

	return roles_find(&found, &name, 1, ROLES_BY_WORDS, area, none, NULL) == 0 &&
	    (found.col[ROLE_AREA] == 0 || found.col[ROLE_AREA_CODE] == 0);
}

void
heading_use(struct tabhead *h, int col)
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

	if (!note_parse_period(name, r->fyear, &p, NULL, NULL) ||
	    !period_turn_day(&p, r->opt->date_as))
		return -1;
	for (size_t i = 0; i < r->h->n; i++)
		if (c[i].kind == COLUMN_FIGURE && c[i].period.freq == p.freq &&
		    c[i].period.ord == p.ord)
			return (int)i;
	return -1;
}

bool
heading_percentage(struct slice name, struct slice *of)
{
	static const char *const suffixes[] = {
		"_percent", "_percentage", "_pct", " percent", " percentage", " (%)", " %",
	};

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		struct slice suffix = slice_of(suffixes[i]);

		*of = (struct slice){name.p, name.n - suffix.n};
		if (name.n > suffix.n &&
		    slice_caseeq((struct slice){name.p + of->n, suffix.n}, suffix))
			return true;
	}
	return false;
}

/* The column of figures that a column called `name` has the percentages of, or -1. */
static int
percentage_of(const struct reading *r, struct slice name)
{
	struct slice stem;
	int col;

	if (!heading_percentage(name, &stem))
		return -1;
	col = column_named(r, stem);
	if (col < 0)
		col = column_of_period(r, stem);
	return col >= 0 && r->h->column[col].kind == COLUMN_FIGURE ? col : -1;
}

void
heading_pair_percentages(const struct reading *r)
{
	for (size_t i = 0; i < r->h->n; i++) {
		int col = percentage_of(r, r->h->name[i]);

		if (col >= 0 && r->h->column[col].percentage == -1) {
			r->h->column[col].percentage = (int)i;
			heading_use(r->h, (int)i);
		}
	}
}

int
heading_find_roles(struct reading *r, unsigned need, unsigned want)
{
	if (roles_find(&r->roles, r->h->name, r->h->n, need, want, r->opt->chosen, r->e) != 0)
		return -1;
	if (r->opt->no_category)
		r->roles.col[ROLE_CATEGORY] = -1;
	return 0;
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

/* The column of percentages: by its role, or the only one headed "%". */
static int
percentage_column(const struct reading *r)
{
	int col = r->roles.col[ROLE_PERCENTAGE];

	for (size_t i = 0; i < r->h->n && r->roles.col[ROLE_PERCENTAGE] < 0; i++)
		if (r->h->column[i].kind == COLUMN_PASS && pair_is_share(r->h->name[i])) {
			if (col >= 0)
				return -1;
			col = (int)i;
		}
	return col;
}

static int
mark_figures(struct reading *r)
{
	struct tabhead *h = r->h;
	int value = r->roles.col[ROLE_VALUE], percentage;

	for (size_t i = 0; i < r->opt->measures.n; i++)
		if (mark_measures(r, r->opt->measures.item[i]) != 0)
			return -1;
	if (h->shape == TABHEAD_LONG) {
		h->column[value].kind = COLUMN_FIGURE;
		if (h->fixed == NULL && h->indicator < 0 && is_chosen(r, ROLE_VALUE))
			h->fixed = h->name[value].p;
	}
	heading_pair_percentages(r);
	if (h->shape == TABHEAD_LONG && (percentage = percentage_column(r)) >= 0) {
		h->column[value].percentage = percentage;
		heading_use(h, percentage);
	}
	return 0;
}

/* The columns that may be of measures, with commas between; "NAME,..." if these are many. */
static void
add_measures(const struct reading *r, struct textbuf *b)
{
	enum { MOST = 6 };
	const struct tabhead *h = r->h;
	struct slice of;
	size_t n = 0;

	for (size_t c = 0; c < h->n; c++)
		if (h->column[c].kind == COLUMN_PASS && !heading_is_of_area(h->name[c]) &&
		    !heading_percentage(h->name[c], &of) && !pair_is_share(h->name[c]) &&
		    !heading_is_of_notes(h->name[c]) && !heading_fills(h->name[c], ~0U) &&
		    memchr(h->name[c].p, ',', h->name[c].n) == NULL)
			textbuf_addf(b, "%s%s", n++ > 0 ? "," : "'", h->name[c].p);
	if (n < 2 || n > MOST)
		textbuf_reset(b);
	textbuf_addf(b, "%s", n < 2 || n > MOST ? "NAME,..." : "'");
}

static int
no_value(struct reading *r)
{
	struct textbuf b = {0};
	struct errmsg why;

	roles_find(&r->roles, r->h->name, r->h->n, ROLE_BIT(ROLE_VALUE), 0, r->opt->chosen, &why);
	add_measures(r, &b);
	errmsg_set(r->e, "%s (or --measures %s where each measure has a column)", why.text, b.p);
	textbuf_free(&b);
	return -1;
}

/* The roles of a table with a row for each area and period. */
static int
find_row_roles(struct reading *r, bool measures)
{
	struct errmsg why;

	if (heading_find_roles(r, (r->opt->one_period ? 0 : ROLE_BIT(ROLE_PERIOD)) |
	    (measures ? 0 : ROLE_BIT(ROLE_VALUE)), ROLE_BIT(ROLE_PERIOD) |
	    ROLE_BIT(ROLE_INDICATOR) | ROLE_BIT(ROLE_CATEGORY) | ROLE_BIT(ROLE_PERCENTAGE)) == 0)
		return 0;
	why = *r->e;
	return strncmp(why.text, TABHEAD_NO_ROLE, strlen(TABHEAD_NO_ROLE)) != 0 ? -1 :
	    errmsg_set(r->e, "%s (or %s--set period=@name where the file's name has it)",
	    why.text, strstr(why.text, ROLEFAULT_ONE_PERIOD) != NULL ? "" :
	    "--set period=PERIOD, or ");
}

static int
read_rows(struct reading *r)
{
	const bool measures = r->opt->measures.n > 0;
	struct tabhead *h = r->h;

	h->shape = measures ? TABHEAD_MEASURES : TABHEAD_LONG;
	if (!measures && heading_find_roles(r, 0, ROLE_BIT(ROLE_VALUE)) == 0 &&
	    r->roles.col[ROLE_VALUE] < 0)
		return no_value(r);
	if (find_row_roles(r, measures) != 0)
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
	/* As where the periods are across, the heading of the categories is what they are of. */
	if (!measures && h->fixed == NULL && h->indicator < 0 && h->category >= 0 &&
	    !slice_caseeq(h->name[h->category], slice_of("category")))
		h->fixed = h->name[h->category].p;
	heading_use(h, h->period);
	heading_use(h, h->identifier);
	heading_use(h, h->indicator);
	heading_use(h, h->category);
	if (measures && (h->fixed != NULL || h->indicator >= 0) && h->category >= 0)
		return errmsg_set(r->e, "%s: the table has an indicator and a category, and no "
		    "column is left for the measures' names; expected -c indicator=NAME or "
		    "-c category=NAME", h->name[h->category].p);
	return 0;
}

/* Whether the headings are two periods or more, and a percentage after each of them. */
static bool
has_percent_after_each(const struct slice *cells, size_t n, const struct tabhead_options *opt)
{
	struct slice period;
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		bool after = i > 0 && (pair_is_period(cells[i - 1], opt->fyear) ||
		    pair_of(cells[i - 1], opt->fyear, &period) == PAIR_NUMBER);

		if (pair_is_percent(cells[i]) != after)
			return false;
		found += after;
	}
	return found > 1;
}

/* Two columns have the name: how they can have two, if each is after one of a period. */
static int
fault_twice(const struct reading *r, struct slice name, int first, size_t second)
{
	const struct slice before = first > 0 ? r->h->name[first - 1] : (struct slice){"", 0};
	struct errmsg such = {""};

	if (!pair_is_period(name, r->opt->fyear) && pair_is_period(before, r->opt->fyear) &&
	    pair_is_period(r->h->name[second - 1], r->opt->fyear))
		errmsg_set(&such, ", such as '%s %s' in column %d", before.p,
		    pair_is_percent(name) ? "%" : name.p, first + 1);
	return errmsg_set(r->e, "%s: columns %d and %zu both have this heading; expected each "
	    "heading once%s", name.p, first + 1, second + 1, such.text);
}

static int
take_name(struct reading *r, size_t i, struct slice name)
{
	uint32_t known = intern_count(r->names), id = intern_id(r->names, name);
	struct tabhead *h = r->h;

	h->name[i] = name;
	h->column[i] = (struct tabcolumn){
		.kind = name.n == 0 ? COLUMN_EMPTY : COLUMN_PASS, .percentage = -1,
	};
	if (h->flag < 0 && slice_caseeq(name, slice_of("flag"))) {
		h->flag = (int)i;
		heading_use(h, h->flag);
	}
	if (id == known)
		r->first[id] = (int)i;
	else if (name.n > 0)
		return fault_twice(r, name, r->first[id], i);
	return 0;
}

/* Which headings of pairs there are. */
struct pairs {
	bool percent;			/* "%" after each period */
	bool words;			/* a period with a word, such as "Q1 Number" */
};

/* Adds the heading as it is read: "%" after a period and "% Q1" as "Q1 %", "Q1 Number" as "Q1". */
static void
add_name(const struct reading *r, const struct pairs *pairs, struct slice cell, size_t i,
    struct textbuf *b)
{
	struct slice period;
	enum pair_kind kind;

	if (pairs->percent && pair_is_percent(cell))
		textbuf_addf(b, "%s %%", r->h->name[i - 1].p);
	else if (pairs->words && (kind = pair_of(cell, r->opt->fyear, &period)) != PAIR_NONE)
		textbuf_addf(b, "%.*s%s", SLICE_ARG(period), kind == PAIR_PERCENT ? " %" : "");
	else
		textbuf_add(b, slice_trim(cell));
}

/* Copies the names and refuses one that occurs twice. */
static int
take_names(struct reading *r, const struct slice *cells, size_t n)
{
	const struct pairs pairs = {has_percent_after_each(cells, n, r->opt),
	    pairs_are_there(cells, n, r->opt->fyear)};
	struct textbuf b = {0};
	struct tabhead *h = r->h;
	int status = 0;

	*h = (struct tabhead){
		.n = n, .indicator = -1, .category = -1, .period = -1, .identifier = -1,
		.flag = -1, .year = -1,
		.name = xcalloc(n, sizeof(*h->name)), .column = xcalloc(n, sizeof(*h->column)),
	};
	r->names = intern_new();
	r->first = xcalloc(n, sizeof(*r->first));
	for (size_t i = 0; i < n && status == 0; i++) {
		textbuf_reset(&b);
		add_name(r, &pairs, cells[i], i, &b);
		status = take_name(r, i, arena_copy(&h->text, textbuf_slice(&b)));
	}
	textbuf_free(&b);
	return status;
}

static int
no_period(struct reading *r)
{
	const struct slice *name = r->h->name;
	const char *near = NULL;
	struct slice period;
	struct several two;
	struct errmsg why;

	for (size_t i = 0; i < r->h->n && near == NULL; i++)
		if (doubt_month_first(name[i], &why)) {
			return errmsg_set(r->e, TABHEAD_NO_PERIOD ": %s", why.text);
		} else if (pair_of(name[i], r->opt->fyear, &period) == PAIR_PERCENT) {
			return errmsg_set(r->e, TABHEAD_NO_PERIOD ": %s: percentages, and no "
			    "column has their counts; expected one, or '%.*s' where each cell has "
			    "its %% sign", name[i].p, SLICE_ARG(period));
		} else if (several_find(name[i], &two)) {
			several_describe(name[i], &two, &why);
			return errmsg_set(r->e, TABHEAD_NO_PERIOD ": %s", why.text);
		} else if (across_check_span(name[i], r->e) != 0) {
			return -1;
		} else if (doubt_heading(name[i], &why) == DOUBT_NAMED)
			near = name[i].p;
	return errmsg_set(r->e, TABHEAD_NO_PERIOD "%s%s%s; expected some such as 2014-15 Q1, "
	    "2014-15, 2014 or Jun 2014, or columns period and value, or --measures, or "
	    "--set period=PERIOD with a column value", near != NULL ? " ('" : "", near != NULL ?
	    near : "", near != NULL ? "' has other words, too)" : "");
}

static int
read_shape(struct reading *r)
{
	const char *bare;
	int periods, stems;

	if (r->opt->measures.n > 0 || is_chosen(r, ROLE_VALUE))
		return read_rows(r);
	if (!r->opt->one_period && !r->opt->no_years && (r->h->year = across_find_years(r)) < -1)
		return -1;
	if (r->h->year >= 0)
		r->fyear = TABHEAD_ANY_YEAR;
	else if (is_chosen(r, ROLE_PERIOD))
		return read_rows(r);
	heading_use(r->h, r->h->year);
	if ((periods = across_mark(r, &bare)) < 0)
		return -1;
	if (bare != NULL)
		return errmsg_set(r->e, "%s %s have no year; give it with -y, as in -y 2014-15, or "
		    "with -c period=NAME where a column has it", periods > 0 ? "some" : "the",
		    bare);
	if (periods > 0 && !r->opt->one_period)
		return across_read(r);
	if (periods > 0)
		return errmsg_set(r->e, "--set period: the headings have periods; expected a table "
		    "without");
	if (heading_find_roles(r, 0, ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_VALUE)) != 0)
		return -1;
	if (r->roles.col[ROLE_PERIOD] >= 0 || r->roles.col[ROLE_VALUE] >= 0 || r->opt->one_period)
		return read_rows(r);
	if ((stems = across_read_stems(r)) <= 0)
		return stems;
	return no_period(r);
}

int
tabhead_read(struct tabhead *h, const struct slice *cells, size_t n,
    const struct tabhead_options *opt, struct errmsg *e)
{
	struct reading r = {.h = h, .opt = opt, .fyear = opt->fyear, .e = e};
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
	if (h->year >= 0)
		textbuf_addf(b, "; years: column '%s'", h->name[h->year].p);
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
