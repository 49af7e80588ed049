#include "area/standardise.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/memory.h"
#include "table/cell.h"
#include "table/keycols.h"

/* The figures of an age band: STANDARD is the standard population's weight or rate. */
enum { COUNT, POPULATION, STANDARD, NFIGURES };

struct group {
	double *figure[NFIGURES];	/* n of each */
	size_t n, cap[NFIGURES];
	const char *why_not;		/* why there can be no rate, or NULL */
};

struct standard {
	struct rates *rates;
	struct cell_rule rule[NFIGURES];
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
};

/* Columns before those of the rate. */
struct totals {
	double count, population, expected;
};
#define RECORD struct totals
static const struct rows_column direct_columns[] = {
	COLUMN("count", DOUBLE, count, 0),
	COLUMN("population", DOUBLE, population, 0),
};
static const struct rows_column indirect_columns[] = {
	COLUMN("count", DOUBLE, count, 0),
	COLUMN("expected", DOUBLE, expected, 0),
};

/* The columns that tell groups apart. */
static int
find_keys(struct standard *s, struct input *in, struct errmsg *e)
{
	static const enum role roles[] = {
		ROLE_PERIOD, ROLE_TIME_IDENTIFIER, ROLE_GEOGRAPHIC_LEVEL, ROLE_AREA_CODE, ROLE_AREA,
		ROLE_INDICATOR, ROLE_CATEGORY,
	};
	size_t nroles = sizeof(roles) / sizeof(roles[0]);
	const int *col = s->rates->roles.col;
	struct keycols more;
	struct errmsg text;

	if (keycols_find(&more, s->rates->keys, input_headings(in), input_ncols(in), &text) != 0)
		return errmsg_set(e, "%s:1: %s", input_file(in), text.text);
	s->key = xcalloc(nroles + more.n, sizeof(*s->key));
	for (size_t i = 0; i < nroles; i++)
		if (col[roles[i]] >= 0)
			s->key[s->nkey++] = (size_t)col[roles[i]];
	for (size_t i = 0; i < more.n; i++)
		s->key[s->nkey++] = more.col[i];
	keycols_free(&more);
	return 0;
}

static int
find_columns(struct standard *s, struct input *in, struct errmsg *e)
{
	struct rates *r = s->rates;
	enum role standard = r->ratio ? ROLE_STANDARD_RATE : ROLE_STANDARD_WEIGHT;
	const int *col = r->roles.col;

	if (rates_find_roles(r, in, ROLE_BIT(ROLE_AGE_BAND) | ROLE_BIT(ROLE_VALUE) |
	    ROLE_BIT(ROLE_POPULATION) | ROLE_BIT(standard), ROLE_BIT(ROLE_AREA) |
	    ROLE_BIT(ROLE_AREA_CODE) | ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_INDICATOR) |
	    ROLE_BIT(ROLE_CATEGORY), e) != 0 || find_keys(s, in, e) != 0)
		return -1;
	s->band = (size_t)col[ROLE_AGE_BAND];
	s->col[COUNT] = (size_t)col[ROLE_VALUE];
	s->col[POPULATION] = (size_t)col[ROLE_POPULATION];
	s->col[STANDARD] = (size_t)col[standard];
	s->rule[COUNT] = (struct cell_rule){"count", "a number of 0 or more, or a mark such as c",
	    .least = 0};
	s->rule[POPULATION] = (struct cell_rule){"population",
	    "a number of 1 or more, or a mark such as x", .least = 1};
	s->rule[STANDARD] = (struct cell_rule){r->ratio ? "standard rate" : "weight",
	    "a number of 0 or more, or a mark such as x", .least = 0};
	return 0;
}

static struct group *
group_of(struct standard *s, struct input *in)
{
	uint32_t before = intern_count(s->keys), id;

	keybuf_reset(&s->buf);
	for (size_t i = 0; i < s->nkey; i++)
		keybuf_add(&s->buf, input_field(in, s->key[i]));
	id = intern_id(s->keys, keybuf_key(&s->buf));
	if (id == before) {
		s->group = xgrow(s->group, &s->cap, id + 1, sizeof(*s->group));
		s->group[id] = (struct group){0};
	}
	return &s->group[id];
}

static int
check_new_band(struct standard *s, struct input *in, const struct group *g, struct slice band,
    struct errmsg *e)
{
	size_t index = (size_t)(g - s->group);
	uint32_t before = intern_count(s->seen);

	keybuf_reset(&s->buf);
	keybuf_add(&s->buf, (struct slice){(const char *)&index, sizeof(index)});
	keybuf_add(&s->buf, band);
	if (intern_id(s->seen, keybuf_key(&s->buf)) < before)
		return input_fault(in, s->band, e, "'%.*s' is there twice; expected each age band "
		    "once: name the column that tells the rows apart with -k", SLICE_ARG(band));
	return 0;
}

/* Rates by different standards cannot be compared. */
static void
note_unlike(struct standard *s, struct input *in, struct slice band, double standard)
{
	uint32_t before = intern_count(s->bands), id = intern_id(s->bands, band);

	if (id == before) {
		s->first = xgrow(s->first, &s->first_cap, id + 1, sizeof(*s->first));
		s->first[id] = standard;
	} else if (isnan(s->first[id])) {
		s->first[id] = standard;
	} else if (!isnan(standard) && standard != s->first[id] && s->unlike.text[0] == '\0') {
		input_fault(in, s->col[STANDARD], &s->unlike, "the %s of '%.*s' differs from the "
		    "one further up; rates by different standards cannot be compared",
		    s->rule[STANDARD].what, SLICE_ARG(band));
	}
}

static void
add_figure(struct standard *s, struct input *in, struct group *g, int k, struct slice band,
    const struct num *num)
{
	struct slice printed = slice_trim(input_field(in, s->col[k]));
	char text[200];

	g->figure[k] = xgrow(g->figure[k], &g->cap[k], g->n + 1, sizeof(double));
	g->figure[k][g->n] = cell_value(num);
	if (num->kind == NUM_VALUE || g->why_not != NULL)
		return;
	snprintf(text, sizeof(text), "the %s of %.*s is %s%.*s", s->rule[k].what, SLICE_ARG(band),
	    printed.n == 0 ? "blank" : "", SLICE_ARG(printed));
	g->why_not = arena_copy(&s->texts, slice_of(text)).p;
}

static int
add_row(struct standard *s, struct input *in, struct errmsg *e)
{
	struct slice band = slice_trim(input_field(in, s->band));
	struct group *g = group_of(s, in);
	struct num num[NFIGURES];
	int status = 0;

	for (int k = 0; k < NFIGURES && status == 0; k++)
		status = cell_read(in, s->col[k], &s->rule[k], &num[k], e);
	if (status == 0)
		status = check_new_band(s, in, g, band, e);
	if (status != 0) {
		if (g->why_not == NULL)
			g->why_not = "one of its rows cannot be used";
		return -1;
	}
	note_unlike(s, in, band, cell_value(&num[STANDARD]));
	for (int k = 0; k < NFIGURES; k++)
		add_figure(s, in, g, k, band, &num[k]);
	g->n++;
	return 0;
}

static struct totals
totals(const struct group *g, double per)
{
	struct totals t = {0};

	for (size_t i = 0; i < g->n; i++) {
		t.count += g->figure[COUNT][i];
		t.population += g->figure[POPULATION][i];
		t.expected += g->figure[POPULATION][i] * g->figure[STANDARD][i] / per;
	}
	return t;
}

/* Is one of the bands the sum of the others? With fewer than three that may be chance. */
static bool
has_sum(const struct group *g, const struct totals *t)
{
	for (size_t i = 0; i < g->n && g->n >= 3; i++)
		if (2 * g->figure[COUNT][i] == t->count &&
		    2 * g->figure[POPULATION][i] == t->population)
			return true;
	return false;
}

/* Works out the rate at each level. NULL, or why there is none. */
static const char *
work_out(struct standard *s, const struct group *g, const struct totals *t, struct rate *rate)
{
	const struct rates *r = s->rates;
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
		    rate_indirect(t->count, t->expected, 1, r->method, r->conf[i], &rate[i]) :
		    rate_direct(g->figure[COUNT], g->figure[POPULATION], g->figure[STANDARD],
		    g->n, r->per, r->conf[i], &rate[i]);

		if (status != 0 && t->count > RATE_MOST)
			return "more events than the methods take";
		if (status != 0 && r->ratio)
			return "no events are expected";
		if (status != 0)
			return t->count < RATE_DIRECT_LEAST ? "fewer than 10 events in all" :
			    "no weight above 0";
	}
	return NULL;
}

static void
write_group(struct standard *s, uint32_t id, const struct rows_column *columns, struct rows *o)
{
	struct slice rest = intern_key(s->keys, id), cell, name = {"", 0};
	const struct group *g = &s->group[id];
	struct totals t = totals(g, s->rates->per);
	struct rate rate[RATES_LEVELS];
	const char *why_not = work_out(s, g, &t, rate);
	struct errmsg text;

	while (keybuf_next(&rest, &cell)) {
		rows_field(o, cell);
		name = cell.n > 0 ? cell : name;
	}
	rows_cells(o, columns, 2, &t, 0, "");
	rates_put(s->rates, why_not == NULL ? rate : NULL, o);
	rows_end(o);
	if (why_not == NULL || s->rates->note == NULL)
		return;
	errmsg_set(&text, "note: %.*s%sno standardised %s: %s", SLICE_ARG(name),
	    name.n > 0 ? ": " : "", s->rates->ratio ? "ratio" : "rate", why_not);
	s->rates->note(text.text);
}

static void
write_groups(struct standard *s, struct input *in, struct rows *o)
{
	const struct rows_column *columns = s->rates->ratio ? indirect_columns : direct_columns;

	if (s->unlike.text[0] != '\0')
		s->rates->say(s->unlike.text);
	for (size_t i = 0; i < s->nkey; i++)
		rows_field(o, input_headings(in)[s->key[i]]);
	rows_headings(o, columns, 2);
	rates_add_columns(s->rates, o);
	rows_headings(o, s->rates->columns.column, s->rates->columns.n);
	rows_end(o);
	for (uint32_t i = 0; i < intern_count(s->keys); i++)
		write_group(s, i, columns, o);
}

int
standardise(struct rates *r, struct input *in, struct rows *o, struct errmsg *e)
{
	struct standard s = {.rates = r, .keys = intern_new(), .bands = intern_new(),
	    .seen = intern_new()};
	struct errmsg text;
	int got = find_columns(&s, in, e);

	while (got == 0 && (got = input_next(in)) == 1)
		if ((got = add_row(&s, in, &text)) != 0) {
			rates_bad_row(r, &text);
			got = 0;
		}
	if (got == 0)
		write_groups(&s, in, o);
	else if (input_error(in)[0] != '\0')
		errmsg_set(e, "%s", input_error(in));
	for (uint32_t i = 0; i < intern_count(s.keys); i++)
		for (int k = 0; k < NFIGURES; k++)
			free(s.group[i].figure[k]);
	free(s.group);
	intern_free(s.keys);
	intern_free(s.bands);
	intern_free(s.seen);
	keybuf_free(&s.buf);
	arena_free(&s.texts);
	free(s.first);
	free(s.key);
	return got;
}
