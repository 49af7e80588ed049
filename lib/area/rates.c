#include "area/rates.h"

#include <math.h>

#include "table/cell.h"

/* What is added to one row. */
struct record {
	double population;
	char mark[NUM_MARK_SIZE];		/* in place of the population */
	double value;
	struct interval limits[RATES_LEVELS];
	const char *method;
	struct rate_detail detail;
};
#define RECORD struct record
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static void
put_population(struct rows *o, const void *record)
{
	const struct record *row = record;

	rows_double(o, row->population, row->mark);
}

static const struct rows_column population_column[] = {
	{.name = "population", .kind = ROWS_PUT, .put = put_population},
};
static const struct rows_column detail_columns[] = {
	RATE_DETAIL_COLUMNS(detail),
};
static const struct rows_column rate_column[] = {COLUMN("rate", FIXED, value, 0)};
static const struct rows_column ratio_column[] = {COLUMN("ratio", FIXED, value, 0)};
static const struct rows_column limits_columns[] = {	/* of each level */
	COLUMN("lower%", FIXED, limits[0].lo, 0),
	COLUMN("upper%", FIXED, limits[0].hi, 0),
};
static const struct rows_column method_column[] = {COLUMN("method", NAME, method, 0)};

int
rates_find_roles(struct rates *r, struct input *in, unsigned need, unsigned want,
    struct errmsg *e)
{
	const struct slice *headings = input_headings(in);
	struct errmsg text;

	if (roles_find(&r->roles, headings, input_ncols(in), need, want, r->choice, r->nchoices,
	    &text) != 0)
		return errmsg_set(e, "%s:1: %s", input_file(in), text.text);
	if (r->describe != NULL) {
		roles_describe(&r->roles, headings, &text);
		r->describe(text.text);
	}
	return 0;
}

void
rates_add_columns(struct rates *r, struct rows *o)
{
	struct columns *c = &r->columns;

	columns_add(c, r->ratio ? ratio_column : rate_column, 1, 0, 0);
	for (size_t i = 0; i < r->nlevels; i++)
		columns_add(c, limits_columns, 2, r->conf[i], i * sizeof(struct interval));
	columns_add(c, method_column, 1, 0, 0);
	rows_decimals(o, r->ratio ? 2 : r->per >= 100 ? 1 : 4);
}

/* The headings: the columns of the rate may not be there already. */
static int
put_heading(struct rates *r, struct input *in, struct rows *o, struct errmsg *e)
{
	const struct slice *headings = input_headings(in);
	size_t n = input_ncols(in), before;

	if (r->join.table != NULL)
		columns_add(&r->columns, population_column, 1, 0, 0);
	before = r->columns.n;
	rates_add_columns(r, o);
	for (size_t i = 0; i < r->columns.n; i++)
		if (heading_find(headings, n, slice_of(r->columns.column[i].name)) < n)
			return errmsg_set(e, "%s:1: %s: the input already has a column of this "
			    "name; rename it first", input_file(in), r->columns.column[i].name);
	if (r->detail) {
		r->columns.n = before;
		columns_add(&r->columns, detail_columns, LENGTH(detail_columns), 0, 0);
	}
	for (size_t i = 0; i < n; i++)
		rows_field(o, headings[i]);
	rows_headings(o, r->columns.column, r->columns.n);
	rows_end(o);
	return 0;
}

static void
put(const struct rates *r, struct record *row, const struct rate *rate, struct rows *o)
{
	row->value = rate != NULL ? rate[0].value : NAN;
	row->method = rate != NULL ? rate_method_name(rate[0].method) : NULL;
	for (size_t i = 0; i < r->nlevels; i++)
		row->limits[i] = rate != NULL ? rate[i].ci : (struct interval){NAN, NAN};
	rows_cells(o, r->columns.column, r->columns.n, row, 0, r->detail ? "NA" : "");
}

void
rates_put(const struct rates *r, const struct rate *rate, struct rows *o)
{
	put(r, &(struct record){.mark = ""}, rate, o);
}

static int
read_figures(struct rates *r, struct input *in, struct num *count, struct num *population,
    struct errmsg *e)
{
	static const struct cell_rule rule = {"count",
	    "a number of 0 or more, or a mark such as c", .least = 0};

	struct period p;

	if (cell_read(in, (size_t)r->roles.col[ROLE_VALUE], &rule, count, e) != 0)
		return -1;
	if (r->join.table == NULL)
		return cell_read(in, (size_t)r->roles.col[ROLE_POPULATION], &population_rule,
		    population, e);
	if (roles_period(&r->roles, in, r->fyear, &p, e) != 0)
		return -1;
	(void)population_join(&r->join, &r->roles, in, p, population);
	return 0;
}

static int
work_out(const struct rates *r, struct input *in, double count, double population,
    struct rate *rate, struct errmsg *e)
{
	size_t col = (size_t)r->roles.col[ROLE_VALUE];

	for (size_t i = 0; i < r->nlevels; i++)
		if (rate_crude(count, population, r->per, r->method, r->conf[i], &rate[i]) != 0)
			return input_fault(in, col, e, "%s",
			    r->method == RATE_WILSON && count > population ?
			    "more than the population; expected a part of it for Wilson's limits" :
			    "beyond what the methods take; expected at most 1,000,000,000");
	return 0;
}

static int
add_row(struct rates *r, struct input *in, struct rows *o)
{
	struct num count = {.kind = NUM_BLANK}, population = {.kind = NUM_BLANK};
	struct record row;
	struct rate rate[RATES_LEVELS];
	struct errmsg e;
	int status = read_figures(r, in, &count, &population, &e);
	bool known = status == 0 && count.kind == NUM_VALUE && population.kind == NUM_VALUE;

	row.population = status == 0 ? cell_value(&population) : NAN;
	if (r->join.table != NULL)
		num_format_mark(row.mark, &population);
	if (known && (status = work_out(r, in, count.value, population.value, rate, &e)) != 0)
		known = false;
	if (r->detail)
		row.detail = rate_detail(known ? count.value : NAN, row.population, r->per);
	for (size_t i = 0, n = input_ncols(in); i < n; i++)
		rows_field(o, input_field(in, i));
	put(r, &row, known ? rate : NULL, o);
	if (status != 0)
		rates_bad_row(r, &e);
	return rows_end(o);
}

void
rates_bad_row(struct rates *r, const struct errmsg *e)
{
	r->say(e->text);
	r->bad++;
}

int
rates_add(struct rates *r, struct input *in, struct rows *o, struct errmsg *e)
{
	bool join = r->join.table != NULL;
	int got;

	if (rates_find_roles(r, in, ROLE_BIT(ROLE_VALUE) | ROLE_BIT(join ? ROLE_PERIOD :
	    ROLE_POPULATION), join ? ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE) : 0, e) != 0 ||
	    put_heading(r, in, o, e) != 0)
		return -1;
	while ((got = input_next(in)) == 1)
		if (add_row(r, in, o) != 0)
			return 0;	/* a write failed: rows_close() will say so */
	if (got == -1)
		return errmsg_set(e, "%s", input_error(in));
	population_join_notes(&r->join, r->say);
	return 0;
}
