#include "area/tables.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "area/columns.h"
#include "area/text.h"
#include "base/memory.h"
#include "stat/funnel.h"
#include "stat/poisson.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* States of a record in which some of its cells are missing; and columns only for each region. */
enum { NO_RATE = 1, NOT_RANKED = 2, EACH_REGION = 4 };

struct table {
	const struct rows_column *column;
	size_t n;
	const char *undefined;
	void (*put)(const struct table *t, const struct benchmark *b);	/* the rows of a group */
	struct rows *rows;
	bool totals;
};

static void
put_row(const struct table *t, const void *record, unsigned state)
{
	rows_cells(t->rows, t->column, t->n, record, state, t->undefined);
	rows_end(t->rows);
}

/* What most records begin with. */
struct who {
	const char *period, *region_code, *region_name, *code, *name;
};

static struct who
who(const struct area_group *g, const struct area *a)
{
	return (struct who){g->label, g->region_code, g->region_name, a->code, a->name};
}

#define WHO_COLUMNS \
	COLUMN("time_period", STRING, who.period, 0), \
	COLUMN("new_la_code", STRING, who.code, 0), \
	COLUMN("la_name", STRING, who.name, 0)

/* The ranking: areas by place, then those without a rate. */

struct ranking {
	struct who who;
	double count, population;
	struct benchmark_area area;	/* of a total only the rate */
	const char *method, *region_class, *england_class, *funnel_class, *od_class, *symbol;
	size_t known;
	double phi;
};
#define RECORD struct ranking

/* A '%' becomes the digits of the level. */
static const struct rows_column ranking_columns[] = {
	COLUMN("time_period", STRING, who.period, 0),
	COLUMN("region_code", STRING, who.region_code, EACH_REGION),
	COLUMN("region_name", STRING, who.region_name, EACH_REGION),
	COLUMN("new_la_code", STRING, who.code, 0),
	COLUMN("la_name", STRING, who.name, 0),
	COLUMN("count", DOUBLE, count, 0),
	COLUMN("population", DOUBLE, population, 0),
	COLUMN("rate", DOUBLE, area.rate.value, NO_RATE),
	COLUMN("lower%", DOUBLE, area.rate.ci.lo, NO_RATE),
	COLUMN("upper%", DOUBLE, area.rate.ci.hi, NO_RATE),
	COLUMN("method", NAME, method, 0),
	COLUMN("rank", PLACE, area.rank.place, 0),
	COLUMN("n_ranked", PLACE, known, 0),
	COLUMN("rank_best", PLACE, area.rank.best, 0),
	COLUMN("rank_worst", PLACE, area.rank.worst, 0),
	COLUMN("quartile", PLACE, area.quartile, 0),
	COLUMN("region_rate", DOUBLE, area.region.rate, NOT_RANKED),
	COLUMN("region_ratio", DOUBLE, area.region.ratio, NOT_RANKED),
	COLUMN("region_class", NAME, region_class, 0),
	COLUMN("rest_ratio", DOUBLE, area.rest.value, NOT_RANKED),
	COLUMN("rest_lower%", DOUBLE, area.rest.ci.lo, NOT_RANKED),
	COLUMN("rest_upper%", DOUBLE, area.rest.ci.hi, NOT_RANKED),
	COLUMN("rest_p", DOUBLE, area.rest.p, NOT_RANKED),
	COLUMN("england_rate", DOUBLE, area.england.rate, NOT_RANKED),
	COLUMN("england_ratio", DOUBLE, area.england.ratio, NOT_RANKED),
	COLUMN("england_class", NAME, england_class, 0),
	COLUMN("funnel_class", NAME, funnel_class, 0),
	COLUMN("od_class", NAME, od_class, 0),
	COLUMN("phi", DOUBLE, phi, NOT_RANKED),
	COLUMN("symbol", STRING, symbol, 0),
};
#undef RECORD

/* r: of a total only the rate; known: how many are ranked, 0 for a total. */
static void
put_ranking_row(const struct table *t, const struct benchmark *b, const struct area *a,
    const struct benchmark_area *r, size_t known)
{
	struct ranking row = {
		.who = who(b->group, a),
		.count = a->count,
		.population = a->population,
		.area = *r,
		.method = r->known ? rate_method_name(r->rate.method) : NULL,
		.known = known,
		.region_class = compare_name(r->region.class),
		.england_class = compare_name(r->england.class),
		.funnel_class = compare_name(r->funnel),
		.od_class = compare_name(r->od),
		.phi = b->dispersed && b->known > 1 ? (double)b->dispersion.phi : NAN,
		.symbol = a->mark,
	};

	put_row(t, &row, (r->known ? 0u : NO_RATE) | (r->known && known > 0 ? 0u : NOT_RANKED));
}

static void
put_total(const struct table *t, const struct benchmark *b, const struct area *a,
    const struct benchmark_whole *w)
{
	struct benchmark_area r = {.known = !isnan(w->crude.ci.hi), .rate = w->crude};

	if (a->code != NULL)	/* otherwise the input has no row for it */
		put_ranking_row(t, b, a, &r, 0);
}

static void
put_ranking(const struct table *t, const struct benchmark *b)
{
	const struct area_group *g = b->group;
	double count = b->known > 0 ? b->sum.count : NAN;
	double population = b->known > 0 ? b->sum.population : NAN;
	char name[100];

	for (size_t i = 0; i < g->n; i++)
		put_ranking_row(t, b, &g->area[b->order[i]], &b->area[b->order[i]], b->known);
	if (!t->totals)
		return;
	snprintf(name, sizeof(name), b->known < g->wanted ? "Sum of %zu of %zu authorities" :
	    "Sum of %zu authorities", b->known, g->wanted);
	put_total(t, b, &g->region, &b->region);
	put_total(t, b, &g->england, &b->england);
	put_total(t, b, &(struct area){.code = "", .name = name, .mark = "", .count = count,
	    .population = population}, &b->sum);
}

/* --detail rates */

struct rates_row {
	struct who who;
	double count, population;
	struct rate_detail rate;
	struct benchmark_area area;
	size_t known;
};
#define RECORD struct rates_row

static const struct rows_column rates_columns[] = {
	WHO_COLUMNS,
	COLUMN("count", DOUBLE, count, 0),
	COLUMN("population", DOUBLE, population, 0),
	RATE_DETAIL_COLUMNS(rate),
	COLUMN("rank", PLACE, area.rank.place, 0),
	COLUMN("n_ranked", SIZE, known, 0),
	COLUMN("rank_best_plausible", PLACE, area.rank.best, 0),
	COLUMN("rank_worst_plausible", PLACE, area.rank.worst, 0),
	COLUMN("quartile", PLACE, area.quartile, 0),
	COLUMN("quintile", PLACE, area.quintile, 0),
};
#undef RECORD

static void
put_rates(const struct table *t, const struct benchmark *b)
{
	for (size_t i = 0; i < b->group->n; i++) {
		const struct area *a = &b->group->area[i];

		if (a->line == 0)
			continue;	/* absent: no row of the input */
		put_row(t, &(struct rates_row){who(b->group, a), a->count, a->population,
		    rate_detail(a->count, a->population, b->per), b->area[i], b->known}, 0);
	}
}

/* --detail compare */

struct compare_row {
	struct who who;
	const char *comparator;
	struct benchmark_whole with;
	double expected, difference, ratio, z;
	struct ratio test;
	struct interval funnel95, funnel998, normal95, normal998;
	const char *class95, *class998, *overlap_class, *funnel_class;
};
#define RECORD struct compare_row

static const struct rows_column compare_columns[] = {
	WHO_COLUMNS,
	COLUMN("comparator", STRING, comparator, 0),
	COLUMN("cmp_count", DOUBLE, with.count, NO_RATE),
	COLUMN("cmp_population", DOUBLE, with.population, NO_RATE),
	COLUMN("cmp_rate", DOUBLE, with.rate, NO_RATE),
	COLUMN("expected", DOUBLE, expected, NO_RATE),
	COLUMN("difference", DOUBLE, difference, NO_RATE),
	COLUMN("ratio", DOUBLE, ratio, NO_RATE),
	COLUMN("ratio_lower95", DOUBLE, test.ci.lo, NO_RATE),
	COLUMN("ratio_upper95", DOUBLE, test.ci.hi, NO_RATE),
	COLUMN("ci_class95", NAME, class95, 0),
	COLUMN("ci_class998", NAME, class998, 0),
	COLUMN("overlap_class95", NAME, overlap_class, 0),
	COLUMN("funnel_lower95", DOUBLE, funnel95.lo, NO_RATE),
	COLUMN("funnel_upper95", DOUBLE, funnel95.hi, NO_RATE),
	COLUMN("funnel_lower998", DOUBLE, funnel998.lo, NO_RATE),
	COLUMN("funnel_upper998", DOUBLE, funnel998.hi, NO_RATE),
	COLUMN("normal_lower95", DOUBLE, normal95.lo, NO_RATE),
	COLUMN("normal_upper95", DOUBLE, normal95.hi, NO_RATE),
	COLUMN("normal_lower998", DOUBLE, normal998.lo, NO_RATE),
	COLUMN("normal_upper998", DOUBLE, normal998.hi, NO_RATE),
	COLUMN("z", DOUBLE, z, NO_RATE),
	COLUMN("p_two_sided", DOUBLE, test.p, NO_RATE),
	COLUMN("funnel_class", NAME, funnel_class, 0),
};
#undef RECORD

static struct interval
scaled(struct interval ci, double scale)
{
	return (struct interval){ci.lo * scale, ci.hi * scale};
}

static struct interval
exact_funnel(long double expected, double conf)
{
	struct interval limits = {NAN, NAN};

	poisson_exact((double)expected, conf, &limits);
	return limits;
}

static struct interval
normal_funnel(long double expected, long double phi, double conf)
{
	struct interval limits = {NAN, NAN};

	funnel_normal(expected, phi, conf, &limits);
	return limits;
}

/* A comparator other than the rest is taken as exact by the ratio's limits and p-value. */
static void
put_compare_row(const struct table *t, const struct benchmark *b, const struct area *a,
    const char *comparator, struct benchmark_whole w, bool rest)
{
	double scale = b->per / a->population;
	long double expected = (long double)w.count * a->population / w.population;
	long double excess = compare_excess(a->count, a->population, w.count, w.population);
	struct interval ci95 = count_limits(a->count, RATE_AUTO, 0.95, 1);
	struct interval ci998 = count_limits(a->count, RATE_AUTO, 0.998, 1);
	struct interval other = count_limits(w.count, RATE_AUTO, 0.95,
	    a->population / w.population);
	struct interval inner = exact_funnel(expected, 0.95), outer = exact_funnel(expected, 0.998);
	struct compare_row row = {
		.who = who(b->group, a),
		.comparator = comparator,
		.with = w,
		.expected = (double)expected,
		.difference = (double)(excess * scale),
		.ratio = a->count * w.population / (w.count * a->population),
		.test = {NAN, {NAN, NAN}, NAN},
		.class95 = compare_name(compare_value(ci95, (double)expected)),
		.class998 = compare_name(compare_value(ci998, (double)expected)),
		.overlap_class = compare_name(compare_intervals(ci95, other)),
		.funnel95 = scaled(inner, scale),
		.funnel998 = scaled(outer, scale),
		.normal95 = scaled(normal_funnel(expected, 1, 0.95), scale),
		.normal998 = scaled(normal_funnel(expected, 1, 0.998), scale),
		.z = (double)(excess / sqrtl(expected)),
		.funnel_class = funnel_name(funnel_classify(a->count, inner, outer)),
	};

	if (rest) {
		compare_ratio(a->count, a->population, w.count, w.population, 0.95, &row.test);
	} else {
		row.test.ci = (struct interval){ci95.lo / row.expected, ci95.hi / row.expected};
		row.test.p = poisson_two_sided(a->count, row.expected);
	}
	put_row(t, &row, 0);
}

static void
put_compare(const struct table *t, const struct benchmark *b)
{
	const struct {
		const char *name;
		struct benchmark_whole whole;
		bool defined, rest;	/* rest: without the area itself */
	} with[] = {
		{"region", b->region, !b->region_is_sum, false},
		{"england", b->england, true, false},
		{"la_sum", b->sum, true, false},
		{"rest", b->sum, true, true},
	};

	for (size_t k = 0; k < LENGTH(with); k++)
		for (size_t i = 0; i < b->group->n; i++) {
			const struct area *a = &b->group->area[i];
			struct benchmark_whole w = with[k].whole;

			if (with[k].rest) {
				w.count -= a->count;
				w.population -= a->population;
				w.rate = w.count * b->per / w.population;
			}
			if (b->area[i].known && with[k].defined && !isnan(w.rate))
				put_compare_row(t, b, a, with[k].name, w, with[k].rest);
			else if (a->line > 0)
				put_row(t, &(struct compare_row){.who = who(b->group, a),
				    .comparator = with[k].name}, NO_RATE);
		}
}

/* --detail summary */

struct summary_row {
	const char *period;
	size_t n;
	struct benchmark_whole sum;
	double median, min, max, sd, mad, iqr;
	struct dispersion dispersion;
	double phi;
};
#define RECORD struct summary_row
enum { NONE_KNOWN = 1, NOT_DISPERSED = 2 };

static const struct rows_column summary_columns[] = {
	COLUMN("time_period", STRING, period, 0),
	COLUMN("n", SIZE, n, 0),
	COLUMN("sum_count", DOUBLE, sum.count, 0),
	COLUMN("sum_population", DOUBLE, sum.population, 0),
	COLUMN("rate", DOUBLE, sum.rate, 0),
	COLUMN("median_rate", DOUBLE, median, NONE_KNOWN),
	COLUMN("min_rate", DOUBLE, min, NONE_KNOWN),
	COLUMN("max_rate", DOUBLE, max, NONE_KNOWN),
	COLUMN("sd_rate", DOUBLE, sd, NONE_KNOWN),
	COLUMN("mad_rate", DOUBLE, mad, NONE_KNOWN),
	COLUMN("iqr_rate", DOUBLE, iqr, NONE_KNOWN),
	COLUMN("chisq", DOUBLE, dispersion.chisq, NOT_DISPERSED),
	COLUMN("df", DOUBLE, dispersion.df, NOT_DISPERSED),
	COLUMN("p_chisq", DOUBLE, dispersion.p, NOT_DISPERSED),
	COLUMN("deviance", DOUBLE, dispersion.deviance, NOT_DISPERSED),
	COLUMN("phi_pearson", DOUBLE, dispersion.phi_pearson, NOT_DISPERSED),
	COLUMN("z_q10", DOUBLE, dispersion.z_q10, NOT_DISPERSED),
	COLUMN("z_q90", DOUBLE, dispersion.z_q90, NOT_DISPERSED),
	COLUMN("phi_winsorised", DOUBLE, phi, NOT_DISPERSED),
	COLUMN("phi_winsorised_sqrt", DOUBLE, dispersion.phi_sqrt, NOT_DISPERSED),
	COLUMN("tau2_sqrt", DOUBLE, dispersion.tau2_sqrt, NOT_DISPERSED),
};
#undef RECORD

static void
put_summary(const struct table *t, const struct benchmark *b)
{
	struct summary_row row = {.period = b->group->label, .n = b->known, .sum = b->sum,
	    .dispersion = b->dispersion, .phi = (double)b->dispersion.phi};
	double *r = xcalloc(2 * b->known + 1, sizeof(*r));
	size_t n = 0;

	for (size_t i = 0; i < b->group->n; i++)
		if (b->area[i].known)
			r[n++] = b->area[i].rate.value;
	if (n > 0) {
		row.sd = n > 1 ? gsl_stats_sd(r, 1, n) : NAN;
		gsl_sort(r, 1, n);
		row.median = gsl_stats_median_from_sorted_data(r, 1, n);
		row.min = r[0];
		row.max = r[n - 1];
		row.mad = gsl_stats_mad0(r, 1, n, r + n);
		row.iqr = gsl_stats_quantile_from_sorted_data(r, 1, n, 0.75) -
		    gsl_stats_quantile_from_sorted_data(r, 1, n, 0.25);
	}
	free(r);
	put_row(t, &row, (n == 0 ? NONE_KNOWN : 0u) | (b->dispersed ? 0u : NOT_DISPERSED));
}

/* --detail odlimits */

struct odlimits_row {
	struct who who;
	double rate, target, phi;
	struct interval limits95, limits998;
	const char *class;
};
#define RECORD struct odlimits_row

static const struct rows_column odlimits_columns[] = {
	WHO_COLUMNS,
	COLUMN("rate", DOUBLE, rate, NO_RATE),
	COLUMN("target", DOUBLE, target, 0),
	COLUMN("phi_used", DOUBLE, phi, 0),
	COLUMN("od_lower95", DOUBLE, limits95.lo, 0),
	COLUMN("od_upper95", DOUBLE, limits95.hi, 0),
	COLUMN("od_lower998", DOUBLE, limits998.lo, 0),
	COLUMN("od_upper998", DOUBLE, limits998.hi, 0),
	COLUMN("od_class", NAME, class, 0),
};
#undef RECORD

static void
put_odlimits(const struct table *t, const struct benchmark *b)
{
	long double phi = b->dispersed ? fmaxl(1, b->dispersion.phi) : NAN, expected;

	for (size_t i = 0; i < b->group->n; i++) {
		const struct area *a = &b->group->area[i];
		double scale = b->per / a->population;
		struct interval inner, outer;

		if (a->line == 0)
			continue;
		expected = (long double)b->sum.count * a->population / b->sum.population;
		inner = normal_funnel(expected, phi, 0.95);
		outer = normal_funnel(expected, phi, 0.998);
		put_row(t, &(struct odlimits_row){who(b->group, a), b->area[i].rate.value,
		    b->sum.rate, (double)phi, scaled(inner, scale), scaled(outer, scale),
		    funnel_name(funnel_classify(a->count, inner, outer))},
		    b->area[i].known ? 0 : NO_RATE);
	}
}

int
tables_write(const struct tables_options *o, const struct benchmarks *b, struct errmsg *e)
{
#define TABLE(columns, undefined, put) {columns, LENGTH(columns), undefined, put, NULL, o->totals}
	const struct table tables[] = {
		[TABLES_RANKING] = TABLE(ranking_columns, "", put_ranking),
		[TABLES_RATES] = TABLE(rates_columns, "NA", put_rates),
		[TABLES_COMPARE] = TABLE(compare_columns, "NA", put_compare),
		[TABLES_SUMMARY] = TABLE(summary_columns, "NA", put_summary),
		[TABLES_ODLIMITS] = TABLE(odlimits_columns, "NA", put_odlimits),
	};
	const struct areas_query *q = b->areas->q;
	struct table t = tables[o->kind];
	struct columns columns = {.n = 0};

	if (o->kind == TABLES_RANKING && q->filter->format == ROWS_TEXT) {
		text_print(b, o->label, stdout);
		return rows_close_stdio(e);
	}
	for (size_t i = 0; i < t.n; i++)
		if (q->choice == AREAS_EVERY_REGION || t.column[i].blank_if != EACH_REGION)
			columns_add(&columns, &t.column[i], 1, b->conf, 0);
	t.column = columns.column;
	t.n = columns.n;
	t.rows = rows_open(q->filter->format, q->filter->spreadsheet_safe, STDOUT_FILENO,
	    "<stdout>");
	rows_headings(t.rows, t.column, t.n);
	rows_end(t.rows);
	for (size_t i = 0; i < b->n; i++)
		t.put(&t, &b->group[i]);
	return rows_close_stdout(t.rows, e);
}
