#include "area/rateadd.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "area/benchdetail.h"
#include "base/num.h"

/* Enough for rate, two limits a level, method, population. */
#define MAX_NAMES (2 * RATEADD_LEVELS + 3)

struct names {
	char name[MAX_NAMES][LEVEL_SUFFIX + 8];
	size_t n;
};

static void
list_names(const struct rateadd *r, struct names *l)
{
	char suffix[LEVEL_SUFFIX];

	l->n = 0;
	snprintf(l->name[l->n++], sizeof l->name[0], r->ratio ? "ratio" : "rate");
	for (size_t i = 0; i < r->nlevels; i++) {
		level_suffix(suffix, r->conf[i]);
		snprintf(l->name[l->n++], sizeof l->name[0], "lower%s", suffix);
		snprintf(l->name[l->n++], sizeof l->name[0], "upper%s", suffix);
	}
	snprintf(l->name[l->n++], sizeof l->name[0], "method");
}

static int
check_free(struct input *in, const char *name, struct errmsg *e)
{
	size_t n = input_ncols(in), col = heading_find(input_headings(in), n, slice_of(name));

	if (col < n)
		return errmsg_set(e, "%s:1: %s: the input has a column of this name already, and it "
		    "would be added; rename it first", input_file(in), name);
	return 0;
}

void
rateadd_names(const struct rateadd *r, struct rows *o)
{
	struct names l;

	list_names(r, &l);
	for (size_t i = 0; i < l.n; i++)
		rows_str(o, l.name[i]);
}

int
rateadd_heading(struct rateadd *r, struct input *in, struct rows *o, struct errmsg *e)
{
	struct names l;

	list_names(r, &l);
	if (r->population != NULL && check_free(in, "population", e) != 0)
		return -1;
	for (size_t i = 0; i < l.n; i++)
		if (check_free(in, l.name[i], e) != 0)
			return -1;
	if (r->population != NULL)
		rows_str(o, "population");
	if (r->detail)
		benchdetail_rate_heading(o);
	else
		rateadd_names(r, o);
	return 0;
}

void
rateadd_values(const struct rateadd *r, const struct rate *rate, struct rows *o)
{
	int decimals = r->ratio ? 2 : r->per >= 100 ? 1 : 4;

	rows_fixed(o, rate != NULL ? rate[0].value : NAN, decimals, "");
	for (size_t i = 0; i < r->nlevels; i++) {
		rows_fixed(o, rate != NULL ? rate[i].ci.lo : NAN, decimals, "");
		rows_fixed(o, rate != NULL ? rate[i].ci.hi : NAN, decimals, "");
	}
	rows_str(o, rate != NULL ? rate_method_name(rate[0].method) : "");
}

/* A cell: its number, or NaN for a mark or a blank. -1: neither, or below `least`. */
static int
figure(struct input *in, int col, const char *what, bool above_zero, double *v, struct errmsg *e)
{
	struct slice cell = input_field(in, (size_t)col);
	struct num num;

	num_parse(cell, NUM_COMMAS | NUM_MARKS | NUM_EXPONENT, &num);
	if (num.kind == NUM_BAD ||
	    (num.kind == NUM_VALUE && (num.value < 0 || (above_zero && num.value == 0))))
		return input_fault(in, (size_t)col, e, "'%.*s' is not a %s; expected a number %s, "
		    "or a mark such as c", SLICE_ARG(cell), what,
		    above_zero ? "above 0" : "of 0 or more");
	*v = num.kind == NUM_VALUE ? num.value : NAN;
	return 0;
}

static int
look_up(struct rateadd *r, struct input *in, struct num *num, struct errmsg *e)
{
	struct period p;

	if (roles_period(&r->roles, in, r->fyear, &p, e) != 0)
		return -1;
	if (!population_find(r->population, roles_area_code(&r->roles, in),
	    roles_area(&r->roles, in), population_period(r->population, p, r->lag), num)) {
		if (r->unmatched++ == 0)
			input_fault(in, input_ncols(in), &r->first_unmatched, "no population for "
			    "'%.*s' in that period", SLICE_ARG(roles_area(&r->roles, in)));
		return 0;
	}
	if (r->joined == 0 || p.ord < r->first.ord)
		r->first = p;
	if (r->joined == 0 || p.ord > r->last.ord)
		r->last = p;
	r->joined++;
	return 0;
}

/* The row's rate at each level. 1: worked out, 0: no figures to do it with, -1: *e. */
static int
work_out(struct rateadd *r, struct input *in, double count, double population, struct rate *rate,
    struct errmsg *e)
{
	if (isnan(count) || isnan(population))
		return 0;
	for (size_t i = 0; i < r->nlevels; i++)
		if (rate_crude(count, population, r->per, r->method, r->conf[i], &rate[i]) != 0)
			return input_fault(in, (size_t)r->roles.col[ROLE_VALUE], e, "%s",
			    r->method == RATE_WILSON && count > population ?
			    "more than the population; expected a part of it for Wilson's limits" :
			    "beyond what the methods take; expected at most 1,000,000,000");
	return 1;
}

int
rateadd_row(struct rateadd *r, struct input *in, struct rows *o, struct errmsg *e)
{
	struct num found = {.kind = NUM_BLANK};		/* in the table of populations */
	double count = NAN, population = NAN;
	struct rate rate[RATEADD_LEVELS];
	char mark[NUM_MARK_SIZE];
	int got;

	got = figure(in, r->roles.col[ROLE_VALUE], "count", false, &count, e);
	if (got == 0)
		got = r->population != NULL ? look_up(r, in, &found, e) :
		    figure(in, r->roles.col[ROLE_POPULATION], "population", true, &population, e);
	if (found.kind == NUM_VALUE)
		population = found.value;
	num_format_mark(mark, &found);
	if (got == 0)
		got = work_out(r, in, count, population, rate, e);
	if (r->population != NULL)
		rows_double(o, population, mark);
	if (r->detail)
		benchdetail_rate(o, got == 1 ? count : NAN, population, r->per);
	else
		rateadd_values(r, got == 1 ? rate : NULL, o);
	return got == -1 ? -1 : 0;
}
