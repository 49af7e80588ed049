#include "area/record.h"

#include <math.h>

#include "stat/binomial.h"
#include "stat/contingency.h"
#include "stat/distribution.h"

/* --detail prop: of proportions, at both levels; a row for each area of the input. */

static const struct rows_column prop_columns[] = {
	WHO_COLUMNS,
	COLUMN("count", DOUBLE, area.count, 0),
	COLUMN("population", DOUBLE, area.population, 0),
	COLUMN("percent", DOUBLE, is.rate.value, NO_RATE),
	COLUMN("lower95", DOUBLE, limits95.lo, NO_RATE),
	COLUMN("upper95", DOUBLE, limits95.hi, NO_RATE),
	COLUMN("lower998", DOUBLE, limits998.lo, NO_RATE),
	COLUMN("upper998", DOUBLE, limits998.hi, NO_RATE),
	COLUMN("rank", PLACE, is.rank.place, 0),
	COLUMN("n_ranked", SIZE, known, 0),
	COLUMN("rank_best_plausible", PLACE, is.rank.best, 0),
	COLUMN("rank_worst_plausible", PLACE, is.rank.worst, 0),
	COLUMN("quartile", PLACE, is.quartile, 0),
	COLUMN("region_percent", DOUBLE, region.rate, NO_RATE),
	COLUMN("region_difference", DOUBLE, region_difference, NO_RATE),
	COLUMN("region_class95", NAME, region95, NO_RATE),
	COLUMN("region_class998", NAME, region998, NO_RATE),
	COLUMN("england_percent", DOUBLE, england.rate, NO_RATE),
	COLUMN("england_difference", DOUBLE, england_difference, NO_RATE),
	COLUMN("england_class95", NAME, england95, NO_RATE),
	COLUMN("england_class998", NAME, england998, NO_RATE),
	COLUMN("all_percent", DOUBLE, sum.rate, NO_RATE | OF_THE_SUM),
	COLUMN("funnel_lower95", DOUBLE, funnel95.lo, NO_RATE),
	COLUMN("funnel_upper95", DOUBLE, funnel95.hi, NO_RATE),
	COLUMN("funnel_lower998", DOUBLE, funnel998.lo, NO_RATE),
	COLUMN("funnel_upper998", DOUBLE, funnel998.hi, NO_RATE),
	COLUMN("tail_low", DOUBLE, is.tails.low, NO_RATE | OF_THE_SUM),
	COLUMN("tail_high", DOUBLE, is.tails.high, NO_RATE | OF_THE_SUM),
	COLUMN("funnel_class", NAME, funnel_class, NO_RATE),
};

/* Wilson's, per `per`; NaN where they are not defined. */
static struct interval
wilson(const struct benchmark *b, const struct area *a, double conf)
{
	struct interval ci;

	if (proportion_wilson(a->count, a->population, normal_z(conf), &ci) != 0)
		return (struct interval){NAN, NAN};
	return (struct interval){ci.lo * b->per, ci.hi * b->per};
}

/* The area's rate less the other's, exactly. */
static double
difference(const struct benchmark *b, const struct area *a, const struct benchmark_whole *w)
{
	return isnan(w->rate) ? NAN : (double)(compare_excess(a->count, a->population, w->count,
	    w->population) * (long double)b->per / a->population);
}

/* The funnel and the classes at both levels. */
static void
add_funnel(struct record *row, const struct benchmark *b)
{
	row->funnel95 = benchmark_funnel(b, row->area.population, 0.95);
	row->funnel998 = benchmark_funnel(b, row->area.population, 0.998);
	row->funnel_class = funnel_name(funnel_tails_class(row->is.tails));
}

static void
put_prop(const struct table *t, const struct benchmark *b)
{
	for (size_t i = 0; i < b->group->n; i++) {
		struct record row = record_of(b, &b->group->area[i], &b->area[i]);

		if (row.area.line == 0)
			continue;
		row.region = b->region;
		if (b->region_is_sum)	/* only as published */
			row.region.rate = NAN;
		row.england = b->england;
		row.limits95 = wilson(b, &row.area, 0.95);
		row.limits998 = wilson(b, &row.area, 0.998);
		row.region_difference = difference(b, &row.area, &row.region);
		row.england_difference = difference(b, &row.area, &row.england);
		row.region95 = compare_name(compare_value(row.limits95, row.region.rate));
		row.region998 = compare_name(compare_value(row.limits998, row.region.rate));
		row.england95 = compare_name(compare_value(row.limits95, row.england.rate));
		row.england998 = compare_name(compare_value(row.limits998, row.england.rate));
		if (row.is.known)
			add_funnel(&row, b);
		record_put(t, &row, row.is.known ? 0 : NO_RATE);
	}
}

const struct table exact_prop = TABLE(prop_columns, "NA", put_prop);

/* --detail rest: of proportions, against the others together. */

/* Infinite ratios are written so. */
static void
put_odds(struct rows *o, const void *record, double v)
{
	const struct record *row = record;

	rows_double(o, row->is.known ? v : NAN, row->is.known && isinf(v) ? "Inf" : "NA");
}

static void
put_ratio(struct rows *o, const void *record)
{
	put_odds(o, record, ((const struct record *)record)->is.rest.value);
}

static void
put_upper(struct rows *o, const void *record)
{
	put_odds(o, record, ((const struct record *)record)->is.rest.ci.hi);
}

static void
put_sample(struct rows *o, const void *record)
{
	put_odds(o, record, ((const struct record *)record)->odds_sample);
}

static const struct rows_column rest_columns[] = {
	WHO_COLUMNS,
	COLUMN("rest_count", DOUBLE, with.count, NO_RATE),
	COLUMN("rest_population", DOUBLE, with.population, NO_RATE),
	COLUMN("rest_percent", DOUBLE, with.rate, NO_RATE),
	COLUMN("difference", DOUBLE, is.difference, NO_RATE),
	COLUMN("difference_lower%", DOUBLE, is.difference_ci.lo, NO_RATE),
	COLUMN("difference_upper%", DOUBLE, is.difference_ci.hi, NO_RATE),
	COLUMN_PUT("odds_ratio", put_ratio, NO_RATE),
	COLUMN("odds_lower%", DOUBLE, is.rest.ci.lo, NO_RATE),
	COLUMN_PUT("odds_upper%", put_upper, NO_RATE),
	COLUMN("p", DOUBLE, is.rest.p, NO_RATE),
	COLUMN("p_fisher_R", DOUBLE, p_fisher, NO_RATE),
	COLUMN_PUT("odds_ratio_sample", put_sample, NO_RATE),
	COLUMN("rest_class", NAME, rest_class, NO_RATE),
};

static void
put_rest(const struct table *t, const struct benchmark *b)
{
	for (size_t i = 0; i < b->group->n; i++) {
		struct record row = record_of(b, &b->group->area[i], &b->area[i]);
		double x = row.area.count, n = row.area.population;
		double y = b->sum.count - x, m = b->sum.population - n;

		if (row.area.line == 0 || (row.is.known && m <= 0))
			continue;
		if (row.is.known) {
			row.with = (struct benchmark_whole){.count = y, .population = m,
			    .rate = y * b->per / m};
			row.p_fisher = odds_p_fisher((int64_t)x, (int64_t)n, (int64_t)y,
			    (int64_t)m);
			row.odds_sample = x * (m - y) / ((n - x) * y);
			row.rest_class = compare_name(benchmark_rest_class(b, &row.is));
		}
		record_put(t, &row, row.is.known && !b->reveals ? 0 : NO_RATE);
	}
}

const struct table exact_rest = TABLE(rest_columns, "NA", put_rest);

/* --detail odadd: each area with a rate, on the scale of the spread between areas. */

#define ODADD_COLUMNS \
	COLUMN("y", DOUBLE, is.place.y, OF_THE_SUM), \
	COLUMN("s2", DOUBLE, is.place.s2, OF_THE_SUM), \
	COLUMN("z_od", DOUBLE, z, OF_THE_SUM), \
	COLUMN("od_lower95", DOUBLE, limits95.lo, OF_THE_SUM), \
	COLUMN("od_upper95", DOUBLE, limits95.hi, OF_THE_SUM), \
	COLUMN("od_lower998", DOUBLE, limits998.lo, OF_THE_SUM), \
	COLUMN("od_upper998", DOUBLE, limits998.hi, OF_THE_SUM), \
	COLUMN("od_class_ungated", NAME, ungated_class, 0), \
	COLUMN("exact_class", NAME, exact_class, 0), \
	COLUMN("od_class", NAME, od_class, 0)

static const struct rows_column odadd_columns[] = {
	WHO_COLUMNS,
	COLUMN("count", DOUBLE, area.count, 0),
	COLUMN("population", DOUBLE, area.population, 0),
	COLUMN("rate", DOUBLE, is.rate.value, 0),
	COLUMN("expected", DOUBLE, expected, OF_THE_SUM),
	COLUMN("tail_low", DOUBLE, is.tails.low, OF_THE_SUM),
	COLUMN("tail_high", DOUBLE, is.tails.high, OF_THE_SUM),
	ODADD_COLUMNS,
};

static const struct rows_column odadd_prop_columns[] = {
	WHO_COLUMNS,
	COLUMN("percent", DOUBLE, is.rate.value, 0),
	ODADD_COLUMNS,
};

static struct interval
scaled(struct interval ci, double scale)
{
	return (struct interval){ci.lo * scale, ci.hi * scale};
}

static void
put_odadd(const struct table *t, const struct benchmark *b)
{
	for (size_t i = 0; i < b->group->n && b->has_spread; i++) {
		struct record row = record_of(b, &b->group->area[i], &b->area[i]);
		struct spread_area a = row.is.place;
		enum funnel_class exact = funnel_tails_class(row.is.tails), beyond;

		if (!row.is.known)
			continue;
		beyond = spread_class(&b->spread, a);
		row.expected = (double)((long double)b->sum.count * row.area.population /
		    b->sum.population);
		row.z = a.y / sqrt(a.s2 + b->spread.tau2);
		row.limits95 = scaled(spread_limits(&b->spread, a, 0.95), b->per);
		row.limits998 = scaled(spread_limits(&b->spread, a, 0.998), b->per);
		row.ungated_class = funnel_name(beyond);
		row.exact_class = funnel_name(exact);
		row.od_class = funnel_name(funnel_milder(beyond, exact));
		record_put(t, &row, 0);
	}
}

const struct table exact_odadd[] = {
	TABLE(odadd_columns, "NA", put_odadd),
	TABLE(odadd_prop_columns, "NA", put_odadd),
};

/* --detail odsummary: a row for each group. */

#define ODSUMMARY_COLUMNS(all) \
	COLUMN("time_period", STRING, period, 0), \
	COLUMN("region_code", STRING, region_code, 0), \
	COLUMN("region_name", STRING, region_name, EACH_REGION), \
	COLUMN("scale", STRING, scale, 0), \
	COLUMN(all, DOUBLE, sum.rate, OF_THE_SUM), \
	COLUMN("chisq", DOUBLE, spread.chisq, 0), \
	COLUMN("df", DOUBLE, phi, 0), \
	COLUMN("n", SIZE, known, 0), \
	COLUMN("phi", DOUBLE, spread.phi, 0), \
	COLUMN("phi_winsorised", DOUBLE, spread.phi_winsorised, 0), \
	COLUMN("c_n", DOUBLE, spread.c, 0), \
	COLUMN("phi_corrected", DOUBLE, spread.phi_corrected, 0), \
	COLUMN("tau2", DOUBLE, spread.tau2, 0), \
	COLUMN("tau", DOUBLE, tau, 0)

static const struct rows_column odsummary_columns[] = {ODSUMMARY_COLUMNS("rate")};
static const struct rows_column odsummary_prop_columns[] = {ODSUMMARY_COLUMNS("all_percent")};

static void
put_odsummary(const struct table *t, const struct benchmark *b)
{
	struct record row = record_of(b, &(struct area){0}, &(struct benchmark_area){0});

	if (!b->has_spread)
		return;
	row.region_code = b->group->code;
	row.scale = b->proportion ? "arcsine" : "square root";
	row.spread = b->spread;
	row.phi = (double)b->known - 1;		/* degrees of freedom */
	row.tau = sqrt(b->spread.tau2);
	record_put(t, &row, 0);
}

const struct table exact_odsummary[] = {
	TABLE(odsummary_columns, "NA", put_odsummary),
	TABLE(odsummary_prop_columns, "NA", put_odsummary),
};
