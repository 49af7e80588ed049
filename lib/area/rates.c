#include "area/rates.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "area/bands.h"
#include "base/intern.h"
#include "base/memory.h"
#include "table/alike.h"
#include "table/cell.h"
#include "table/keycols.h"

/* What is added to one row. */
struct record {
	double count, expected;			/* of a standardised rate */
	double population;
	char mark[NUM_MARK_SIZE];		/* in place of the population */
	double value;
	struct interval limits[RATES_LEVELS];
	const char *method;
	struct rate_detail detail;
	struct direct_detail {		/* of a directly standardised rate; NaN: not defined */
		double total, rate, small;	/* 1: fewer than RATE_DIRECT_LEAST events */
		struct interval fay95, fay998, tiwari95, tiwari998, dobson;
	} direct;
};
#define RECORD struct record
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static void
put_population(struct rows *o, const void *record)
{
	const struct record *row = record;

	rows_double(o, row->population, row->mark);
}

static const struct rows_column count_column[] = {COLUMN("count", DOUBLE, count, 0)};
static const struct rows_column expected_column[] = {COLUMN("expected", DOUBLE, expected, 0)};
static const struct rows_column population_column[] = {
	COLUMN_PUT("population", put_population, 0),
};
static const struct rows_column detail_columns[] = {RATE_DETAIL_COLUMNS(detail)};
static const struct rows_column direct_columns[] = {
	COLUMN("total_count", DOUBLE, direct.total, 0),
	COLUMN("dsr", DOUBLE, direct.rate, 0),
	COLUMN("ff_lower95", DOUBLE, direct.fay95.lo, 0),
	COLUMN("ff_upper95", DOUBLE, direct.fay95.hi, 0),
	COLUMN("ff_lower998", DOUBLE, direct.fay998.lo, 0),
	COLUMN("ff_upper998", DOUBLE, direct.fay998.hi, 0),
	COLUMN("tiwari_upper95", DOUBLE, direct.tiwari95.hi, 0),
	COLUMN("tiwari_upper998", DOUBLE, direct.tiwari998.hi, 0),
	COLUMN("dobson_lower95", DOUBLE, direct.dobson.lo, 0),
	COLUMN("dobson_upper95", DOUBLE, direct.dobson.hi, 0),
	COLUMN("small_number_blank", DOUBLE, direct.small, 0),
};
static const struct rows_column rate_column[] = {COLUMN("rate", FIXED, value, 0)};
static const struct rows_column ratio_column[] = {COLUMN("ratio", FIXED, value, 0)};
static const struct rows_column limits_columns[] = {	/* of each level */
	COLUMN("lower%", FIXED, limits[0].lo, 0),
	COLUMN("upper%", FIXED, limits[0].hi, 0),
};
static const struct rows_column method_column[] = {COLUMN("method", NAME, method, 0)};

static int
find_roles(struct rates *r, unsigned need, unsigned want, struct errmsg *e)
{
	const struct slice *headings = r->in->heading;
	struct errmsg text;

	if (roles_find(&r->roles, headings, r->in->ncols, need | ROLES_BY_WORDS, want,
	    r->filter->chosen, &text) != 0)
		return errmsg_set(e, "%s:1: %s", input_file(r->in), text.text);
	roles_say(&r->roles, headings, r->filter->quiet, r->filter->verbose, r->say);
	/* Where two columns could be the area, neither is looked at. */
	if (roles_find(&r->names, headings, r->in->ncols, ROLES_BY_WORDS, ROLE_BIT(ROLE_AREA) |
	    ROLE_BIT(ROLE_AREA_CODE), r->filter->chosen, &text) != 0)
		r->names.col[ROLE_AREA] = r->names.col[ROLE_AREA_CODE] = -1;
	return 0;
}

static void
add_columns(struct rates *r, bool detail)
{
	struct columns *c = &r->columns;

	c->n = 0;
	if (r->standardise && detail) {
		columns_add(c, direct_columns, LENGTH(direct_columns), 0, 0);
		return;
	}
	if (r->standardise)
		columns_add(c, count_column, 1, 0, 0);
	if (r->ratio)
		columns_add(c, expected_column, 1, 0, 0);
	else if (r->standardise || r->join.table != NULL)
		columns_add(c, population_column, 1, 0, 0);
	if (detail) {
		columns_add(c, detail_columns, LENGTH(detail_columns), 0, 0);
		return;
	}
	columns_add(c, r->ratio ? ratio_column : rate_column, 1, 0, 0);
	for (size_t i = 0; i < r->nlevels; i++)
		columns_add(c, limits_columns, 2, r->conf[i], i * sizeof(struct interval));
	columns_add(c, method_column, 1, 0, 0);
}

static void
put_headings(const struct rates *r, struct rows *o)
{
	rows_headings(o, r->columns.column, r->columns.n);
	rows_end(o);
}

static bool
is_for_people(const struct rates *r)
{
	return r->filter->format != ROWS_CSV && r->filter->format != ROWS_JSONL && !r->detail;
}

/* rate: one for each level, or NULL for blanks. In text few events are marked u. */
static int
put(const struct rates *r, struct record *row, const struct rate *rate, struct rows *o)
{
	bool few = rate != NULL && row->count < RATES_RELIABLE && is_for_people(r);
	char method[24];

	row->value = rate != NULL ? rate[0].value : NAN;
	row->method = rate != NULL ? rate_method_name(rate[0].method) : NULL;
	if (few) {
		snprintf(method, sizeof(method), "%s u", row->method);
		row->method = method;
		rows_note(o, slice_of("u: from fewer than 20 events, not reliable"));
	}
	if (rate != NULL && is_for_people(r))
		rows_decimals(o, columns_decimals(&rate[0], r->ratio ? 2 : r->per >= 100 ? 1 : 4));
	for (size_t i = 0; i < r->nlevels; i++)
		row->limits[i] = rate != NULL ? rate[i].ci : (struct interval){NAN, NAN};
	rows_cells(o, r->columns.column, r->columns.n, row, 0, r->detail ? "NA" : "");
	return rows_end(o);
}

static void
bad_row(struct rates *r, const struct errmsg *e)
{
	r->say(e->text);
	r->bad++;
}

static int
want_row(struct rates *r, struct errmsg *e)
{
	if (roles_want_row(&r->names, r->in, false, e) != 0)
		return -1;
	areanames_row(&r->seen, r->in, &r->names);
	return 0;
}

/* A rate for each row */

/* The headings: the columns of the rate may not be there already. */
static int
begin_rows(struct rates *r, struct rows *o, struct errmsg *e)
{
	const struct slice *headings = r->in->heading;
	const int *col = r->roles.col;
	bool join = r->join.table != NULL;
	size_t n = r->in->ncols;
	struct errmsg why;

	if (find_roles(r, ROLE_BIT(ROLE_VALUE) | ROLE_BIT(join ? ROLE_PERIOD : ROLE_POPULATION),
	    join ? ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE) : 0, e) != 0)
		return -1;
	if (join && col[ROLE_AREA] < 0 && col[ROLE_AREA_CODE] < 0) {
		roles_no_area(headings, n, &why);
		return errmsg_set(e, "%s:1: %s", input_file(r->in), why.text);
	}
	add_columns(r, false);
	for (size_t i = 0; i < r->columns.n; i++)
		if (heading_find(headings, n, slice_of(r->columns.column[i].name)) < n)
			return errmsg_set(e, "%s:1: %s: the input already has a column of this "
			    "name; expected another heading", input_file(r->in),
			    r->columns.column[i].name);
	add_columns(r, r->detail);
	for (size_t i = 0; i < n; i++)
		rows_field(o, headings[i]);
	put_headings(r, o);
	return 0;
}

static int
look_up(struct rates *r, struct num *num, struct errmsg *e)
{
	struct period p;

	if (roles_period(&r->roles, r->in, r->filter->fyear, &p, e) != 0)
		return -1;
	population_join(&r->join, &r->roles, r->in, p, num);	/* may be missing */
	return 0;
}

static int
compute(struct rates *r, double count, double population, struct rate *rate, struct errmsg *e)
{
	for (size_t i = 0; i < r->nlevels; i++)
		if (rate_crude(count, population, r->per, r->method, &r->level[i], &rate[i]) != 0)
			return input_fault(r->in, (size_t)r->roles.col[ROLE_VALUE], e, "%s",
			    r->method == RATE_WILSON && count > population ?
			    "more than the population; expected a part of it for Wilson's limits" :
			    "too large for the methods; expected at most 1,000,000,000");
	return 0;
}

static int
add_rate(struct rates *r, struct rows *o)
{
	struct num count = {.kind = NUM_BLANK}, population = {.kind = NUM_BLANK};
	struct record row;
	struct rate rate[RATES_LEVELS];
	struct errmsg e;
	int status = want_row(r, &e);
	bool known;

	if (status == 0)
		status = cell_read(r->in, (size_t)r->roles.col[ROLE_VALUE], CELL_WEIGHTED_COUNT,
		    &count, &e);
	if (status == 0)
		status = r->join.table != NULL ? look_up(r, &population, &e) : cell_read(r->in,
		    (size_t)r->roles.col[ROLE_POPULATION], CELL_POPULATION, &population, &e);
	known = status == 0 && count.kind == NUM_VALUE && population.kind == NUM_VALUE;
	row.population = status == 0 ? cell_value(&population) : NAN;
	if (r->join.table != NULL)
		num_format_mark(row.mark, &population);
	row.count = cell_value(&count);
	if (known && count.value < (double)r->least)
		known = false;
	if (known && (status = compute(r, count.value, population.value, rate, &e)) != 0)
		known = false;
	if (r->detail)
		row.detail = rate_detail(known ? count.value : NAN, row.population, r->per,
		    &r->at);
	if (status != 0)
		bad_row(r, &e);
	for (size_t i = 0, n = r->in->ncols; i < n; i++)
		rows_field(o, input_field(r->in, i));
	return put(r, &row, known ? rate : NULL, o);
}

static int
write_rows(struct rates *r, struct rows *o, struct errmsg *e)
{
	int got;

	if (begin_rows(r, o, e) != 0)
		return -1;
	while ((got = input_next(r->in)) == 1)
		if (add_rate(r, o) != 0)
			return 0;	/* a write failed: rows_close() will say so */
	if (got == -1)
		return errmsg_set(e, "%s", r->in->error.text);
	population_join_notes(&r->join, r->say);
	return 0;
}

/* Standardised rates */

/* The figures of an age band: STANDARD is the standard population's weight or rate. */
enum { COUNT, POPULATION, STANDARD, NFIGURES };

struct group {
	double *figure[NFIGURES];	/* n of each */
	size_t n, cap[NFIGURES];
	const char *why_not;		/* why there can be no rate, or NULL */
};

struct standard {
	struct rates *rates;
	enum cell_kind kind[NFIGURES];
	size_t col[NFIGURES], band, *key, nkey;
	struct intern *keys;		/* to a number in group[] */
	struct intern *bands;		/* to a number in first[] */
	struct intern *seen;		/* (group, band) */
	struct group *group;
	double *first;			/* the weight or rate that a band had first */
	size_t cap, first_cap;
	struct errmsg unlike;		/* "" while each band has had only one */
	struct arena texts;
	struct keybuf buf;
	struct alike *alike;		/* texts of the keys, and of the bands */
};

/* The columns that identify a group. */
static int
find_keys(struct standard *s, struct errmsg *e)
{
	static const enum role roles[] = {
		ROLE_PERIOD, ROLE_TIME_IDENTIFIER, ROLE_GEOGRAPHIC_LEVEL, ROLE_AREA_CODE, ROLE_AREA,
		ROLE_INDICATOR, ROLE_CATEGORY,
	};
	struct input *in = s->rates->in;
	const int *col = s->rates->roles.col;
	struct keycols more;
	struct errmsg text;

	if (keycols_find(&more, s->rates->keys, in->heading, in->ncols, &s->rates->roles, &text) !=
	    0)
		return errmsg_set(e, "%s:1: %s", input_file(in), text.text);
	s->key = xcalloc(LENGTH(roles) + 1 + more.n, sizeof(*s->key));
	if (s->rates->roles.year >= 0)
		s->key[s->nkey++] = (size_t)s->rates->roles.year;
	for (size_t i = 0; i < LENGTH(roles); i++)
		if (col[roles[i]] >= 0)
			s->key[s->nkey++] = (size_t)col[roles[i]];
	for (size_t i = 0; i < more.n; i++) {
		size_t k = 0;

		while (k < s->nkey && s->key[k] != more.col[i])
			k++;
		s->key[k] = more.col[i];
		s->nkey += k == s->nkey;
	}
	keycols_free(&more);
	return 0;
}

static int
find_columns(struct standard *s, struct errmsg *e)
{
	struct rates *r = s->rates;
	enum role standard = r->ratio ? ROLE_STANDARD_RATE : ROLE_STANDARD_WEIGHT;
	const int *col = r->roles.col;

	if (find_roles(r, ROLE_BIT(ROLE_AGE_BAND) | ROLE_BIT(ROLE_VALUE) |
	    ROLE_BIT(ROLE_POPULATION) | ROLE_BIT(standard), ROLE_BIT(ROLE_AREA) |
	    ROLE_BIT(ROLE_AREA_CODE) | ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_INDICATOR) |
	    ROLE_BIT(ROLE_CATEGORY), e) != 0 || find_keys(s, e) != 0)
		return -1;
	s->band = (size_t)col[ROLE_AGE_BAND];
	s->col[COUNT] = (size_t)col[ROLE_VALUE];
	s->col[POPULATION] = (size_t)col[ROLE_POPULATION];
	s->col[STANDARD] = (size_t)col[standard];
	s->kind[COUNT] = CELL_WEIGHTED_COUNT;
	s->kind[POPULATION] = CELL_POPULATION;
	s->kind[STANDARD] = r->ratio ? CELL_STANDARD_RATE : CELL_WEIGHT;
	return 0;
}

static struct group *
group_of(struct standard *s)
{
	uint32_t before = intern_count(s->keys), id;
	const int *col = s->rates->roles.col;

	keybuf_reset(&s->buf);
	for (size_t i = 0; i < s->nkey; i++)
		keybuf_add(&s->buf, input_field(s->rates->in, s->key[i]));
	id = intern_id(s->keys, keybuf_key(&s->buf));
	if (id == before) {
		s->group = xgrow(s->group, &s->cap, id + 1, sizeof(*s->group));
		s->group[id] = (struct group){0};
		for (size_t i = 0; i < s->nkey; i++)
			((int)s->key[i] == col[ROLE_AREA] || (int)s->key[i] == col[ROLE_AREA_CODE] ?
			    alike_cell : alike_key)(s->alike, s->rates->in, s->key[i],
			    input_field(s->rates->in, s->key[i]));
	}
	return &s->group[id];
}

static int
check_new_band(struct standard *s, const struct group *g, struct slice band, struct errmsg *e)
{
	size_t index = (size_t)(g - s->group);
	uint32_t before = intern_count(s->seen);

	keybuf_reset(&s->buf);
	keybuf_add(&s->buf, (struct slice){(const char *)&index, sizeof(index)});
	keybuf_add(&s->buf, band);
	if (intern_id(s->seen, keybuf_key(&s->buf)) == before) {
		alike_cell(s->alike, s->rates->in, s->band, band);
		return 0;
	}
	return input_fault(s->rates->in, s->band, e, "'%.*s' appears twice; expected each age band "
	    "once: name the column that distinguishes the rows with -k", SLICE_ARG(band));
}

/* Rates by different standards cannot be compared. */
static void
note_unlike(struct standard *s, struct slice band, double standard)
{
	uint32_t before = intern_count(s->bands), id = intern_id(s->bands, band);

	if (id == before)
		s->first = xgrow(s->first, &s->first_cap, id + 1, sizeof(*s->first));
	if (id == before || isnan(s->first[id]))
		s->first[id] = standard;
	else if (!isnan(standard) && standard != s->first[id] && s->unlike.text[0] == '\0')
		input_fault(s->rates->in, s->col[STANDARD], &s->unlike, "the %s of '%.*s' differs "
		    "from the one further up; expected one standard for all rates",
		    cell_name(s->kind[STANDARD]), SLICE_ARG(band));
}

static void
add_figure(struct standard *s, struct group *g, int k, struct slice band, const struct num *num)
{
	struct slice printed = slice_trim(input_field(s->rates->in, s->col[k]));
	char text[200];

	g->figure[k] = xgrow(g->figure[k], &g->cap[k], g->n + 1, sizeof(double));
	g->figure[k][g->n] = cell_value(num);
	if (num->kind == NUM_VALUE || g->why_not != NULL)
		return;
	snprintf(text, sizeof(text), "the %s of %.*s is %s%.*s", cell_name(s->kind[k]),
	    SLICE_ARG(band), printed.n == 0 ? "blank" : "", SLICE_ARG(printed));
	g->why_not = arena_copy(&s->texts, slice_of(text)).p;
}

static int
add_band(struct standard *s, struct errmsg *e)
{
	struct slice band = slice_trim(input_field(s->rates->in, s->band));
	struct group *g = group_of(s);
	struct num num[NFIGURES];
	int status = want_row(s->rates, e);

	if (status == 0 && band.n == 0)
		status = input_fault(s->rates->in, s->band, e, "blank; expected an age band");
	for (int k = 0; k < NFIGURES && status == 0; k++)
		status = cell_read(s->rates->in, s->col[k], s->kind[k], &num[k], e);
	if (status == 0)
		status = check_new_band(s, g, band, e);
	if (status != 0) {
		if (g->why_not == NULL)
			g->why_not = "one of its rows cannot be used";
		return -1;
	}
	note_unlike(s, band, cell_value(&num[STANDARD]));
	for (int k = 0; k < NFIGURES; k++)
		add_figure(s, g, k, band, &num[k]);
	g->n++;
	return 0;
}

static struct record
totals(const struct group *g, double per)
{
	struct record t = {0};

	for (size_t i = 0; i < g->n; i++) {
		t.count += g->figure[COUNT][i];
		t.population += g->figure[POPULATION][i];
		t.expected += g->figure[POPULATION][i] * g->figure[STANDARD][i] / per;
	}
	return t;
}

/* Is one of the bands the sum of the others? With fewer than three that may be chance. */
static bool
has_sum(const struct group *g, const struct record *t)
{
	for (size_t i = 0; i < g->n && g->n >= 3; i++)
		if (2 * g->figure[COUNT][i] == t->count &&
		    2 * g->figure[POPULATION][i] == t->population)
			return true;
	return false;
}

/* Computes the rate at each level. NULL, or why there is none. */
static const char *
compute_standardised(struct standard *s, const struct group *g, const struct record *t,
    struct rate *rate)
{
	struct rates *r = s->rates;
	char text[100];

	if (g->why_not != NULL)
		return g->why_not;
	if (has_sum(g, t))
		return "one of its rows is the sum of the others; expected age bands only";
	if (g->n != intern_count(s->bands)) {
		snprintf(text, sizeof(text), "it has %zu of the %u age bands", g->n,
		    intern_count(s->bands));
		return arena_copy(&s->texts, slice_of(text)).p;
	}
	for (size_t i = 0; i < r->nlevels; i++) {
		int status = r->ratio ?
		    rate_indirect(t->count, t->expected, 1, r->method, &r->level[i], &rate[i]) :
		    rate_direct(g->figure[COUNT], g->figure[POPULATION], g->figure[STANDARD],
		    g->n, r->per, RATE_AUTO, r->conf[i], &rate[i]);

		if (status != 0 && t->count > RATE_MOST)
			return "too many events for the methods";
		if (status != 0 && r->ratio)
			return "no events are expected";
		if (status != 0)
			return "no weight above 0";
	}
	if (!r->ratio && t->count < RATE_DIRECT_LEAST)
		return "fewer than 10 events in all";
	return t->count < (double)r->least ? "fewer events than --min-count" : NULL;
}

static struct rate
direct(const struct standard *s, const struct group *g, enum rate_method method, double conf)
{
	struct rate r = {NAN, {NAN, NAN}, method};

	rate_direct(g->figure[COUNT], g->figure[POPULATION], g->figure[STANDARD], g->n,
	    s->rates->per, method, conf, &r);
	return r;
}

/* Also of few events, and where others have more bands: a note says so. */
static struct direct_detail
direct_detail(const struct standard *s, const struct group *g, const struct record *t)
{
	const struct interval none = {NAN, NAN};
	struct rate r = direct(s, g, RATE_FAY_FEUER, 0.95);

	if (isnan(r.value) || g->why_not != NULL || has_sum(g, t))
		return (struct direct_detail){NAN, NAN, NAN, none, none, none, none, none};
	return (struct direct_detail){
		.total = t->count,
		.rate = r.value,
		.small = t->count < RATE_DIRECT_LEAST,
		.fay95 = r.ci,
		.fay998 = direct(s, g, RATE_FAY_FEUER, 0.998).ci,
		.tiwari95 = direct(s, g, RATE_TIWARI, 0.95).ci,
		.tiwari998 = direct(s, g, RATE_TIWARI, 0.998).ci,
		.dobson = direct(s, g, RATE_DOBSON, 0.95).ci,
	};
}

static void
write_group(struct standard *s, uint32_t id, struct rows *o)
{
	struct slice rest = intern_key(s->keys, id), cell, name = {"", 0};
	const struct rates *r = s->rates;
	struct record row = totals(&s->group[id], r->per);
	struct rate rate[RATES_LEVELS];
	const char *why_not = compute_standardised(s, &s->group[id], &row, rate);
	struct errmsg text;

	if (r->detail)
		row.direct = direct_detail(s, &s->group[id], &row);
	while (keybuf_next(&rest, &cell)) {
		rows_field(o, cell);
		name = cell.n > 0 ? cell : name;
	}
	put(r, &row, why_not == NULL ? rate : NULL, o);
	if (why_not == NULL || r->filter->quiet)
		return;
	errmsg_set(&text, "note: %.*s%sno standardised %s%s: %s", SLICE_ARG(name),
	    name.n > 0 ? ": " : "", r->ratio ? "ratio" : "rate",
	    r->detail && !isnan(row.direct.rate) ? " without --detail" : "", why_not);
	r->say(text.text);
}

static int
write_standardised(struct rates *r, struct rows *o, struct errmsg *e)
{
	struct standard s = {.rates = r, .keys = intern_new(), .bands = intern_new(),
	    .seen = intern_new(), .alike = alike_new(r->filter->quiet ? NULL : r->say,
	    r->filter->verbose)};
	struct errmsg text;
	int got = find_columns(&s, e);

	while (got == 0 && (got = input_next(r->in)) == 1) {
		if (add_band(&s, &text) != 0)
			bad_row(r, &text);
		got = 0;
	}
	if (got == -1 && r->in->error.text[0] != '\0')
		errmsg_set(e, "%s", r->in->error.text);
	if (s.unlike.text[0] != '\0' && got == 0)
		r->say(s.unlike.text);
	if (got == 0) {
		for (size_t i = 0; i < s.nkey; i++)
			rows_field(o, r->in->heading[s.key[i]]);
		add_columns(r, r->detail);
		put_headings(r, o);
	}
	for (uint32_t i = 0; i < intern_count(s.keys); i++) {
		if (got == 0)
			write_group(&s, i, o);
		for (int k = 0; k < NFIGURES; k++)
			free(s.group[i].figure[k]);
	}
	if (got == 0 && !r->filter->quiet)
		bands_note(s.bands, r->say);
	free(s.group);
	alike_close(s.alike);
	intern_free(s.keys);
	intern_free(s.bands);
	intern_free(s.seen);
	keybuf_free(&s.buf);
	arena_free(&s.texts);
	free(s.first);
	free(s.key);
	return got;
}

int
rates_write(struct rates *r, struct input *in, struct rows *o, struct errmsg *e)
{
	int status;

	r->in = in;
	r->seen = (struct areanames){.say = r->filter->quiet ? NULL : r->say,
	    .all = r->filter->verbose,
	    .apart = r->standardise ? "each name is an area of its own" : NULL};
	for (size_t i = 0; i < r->nlevels; i++)
		r->level[i] = rate_level(r->conf[i]);
	if (r->detail)
		r->at = detail_levels();
	status = r->standardise ? write_standardised(r, o, e) : write_rows(r, o, e);
	for (size_t i = 0; i < r->nlevels; i++)
		rate_level_free(&r->level[i]);
	detail_levels_free(&r->at);
	areanames_close(&r->seen);
	return status;
}
