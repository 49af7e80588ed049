#include "area/record.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stat/funnel.h"
#include "stat/poisson.h"

/* --detail rates: no row for an absent area, as in the other details. */

static const struct rows_column rates_columns[] = {
	WHO_COLUMNS,
	COLUMN("count", DOUBLE, area.count, 0),
	COLUMN("population", DOUBLE, area.population, 0),
	RATE_DETAIL_COLUMNS(rate),
	COLUMN("rank", PLACE, is.rank.place, 0),
	COLUMN("n_ranked", SIZE, known, 0),
	COLUMN("rank_best_plausible", PLACE, is.rank.best, 0),
	COLUMN("rank_worst_plausible", PLACE, is.rank.worst, 0),
	COLUMN("quartile", PLACE, is.quartile, 0),
	COLUMN("quintile", PLACE, is.quintile, 0),
};

static void
put_rates(const struct table *t, const struct benchmark *b)
{
	struct detail_levels at = detail_levels();

	for (size_t i = 0; i < b->group->n; i++) {
		struct record row = record_of(b, &b->group->area[i], &b->area[i]);

		row.rate = rate_detail(row.area.count, row.area.population, b->per, &at);
		if (row.area.line > 0)
			record_put(t, &row, 0);
	}
	detail_levels_free(&at);
}

const struct table detail_rates = TABLE(rates_columns, "NA", put_rates);

/* --detail compare */

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

static struct interval
scaled(struct interval ci, double scale)
{
	return (struct interval){ci.lo * scale, ci.hi * scale};
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
compare(struct record *row, const struct benchmark *b, bool rest)
{
	const struct area *a = &row->area;
	const struct benchmark_whole *w = &row->with;
	double scale = b->per / a->population;
	long double expected = (long double)w->count * a->population / w->population;
	long double excess = compare_excess(a->count, a->population, w->count, w->population);
	struct interval ci95 = count_limits(a->count, RATE_AUTO, 0.95, 1);
	struct interval ci998 = count_limits(a->count, RATE_AUTO, 0.998, 1);
	struct interval other = count_limits(w->count, RATE_AUTO, 0.95,
	    a->population / w->population);
	struct interval inner = {NAN, NAN}, outer = inner;

	row->expected = (double)expected;
	row->difference = (double)(excess * scale);
	row->ratio = a->count * w->population / (w->count * a->population);
	row->test = (struct ratio){NAN, {NAN, NAN}, NAN};
	if (rest) {
		compare_ratio(a->count, a->population, w->count, w->population, 0.95, &row->test);
	} else {
		row->test.ci = (struct interval){ci95.lo / row->expected, ci95.hi / row->expected};
		row->test.p = poisson_two_sided(a->count, row->expected);
	}
	row->class95 = compare_name(compare_value(ci95, row->expected));
	row->class998 = compare_name(compare_value(ci998, row->expected));
	row->overlap_class = compare_name(compare_intervals(ci95, other));
	poisson_exact(row->expected, 0.95, &inner);
	poisson_exact(row->expected, 0.998, &outer);
	row->funnel95 = scaled(inner, scale);
	row->funnel998 = scaled(outer, scale);
	row->funnel_class = funnel_name(funnel_classify(a->count, inner, outer));
	row->normal95 = scaled(normal_funnel(expected, 1, 0.95), scale);
	row->normal998 = scaled(normal_funnel(expected, 1, 0.998), scale);
	row->z = (double)(excess / sqrtl(expected));
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
		{"la_sum", b->sum, !b->reveals, false},
		{"rest", b->sum, !b->reveals, true},
	};

	for (size_t k = 0; k < LENGTH(with); k++)
		for (size_t i = 0; i < b->group->n; i++) {
			struct record row = record_of(b, &b->group->area[i], &b->area[i]);
			struct benchmark_whole *w = &row.with;

			row.comparator = with[k].name;
			*w = with[k].whole;
			if (with[k].rest) {
				w->count -= row.area.count;
				w->population -= row.area.population;
				w->rate = w->count * b->per / w->population;
			}
			if (row.is.known && with[k].defined && !isnan(w->rate)) {
				compare(&row, b, with[k].rest);
				record_put(t, &row, 0);
			} else if (row.area.line > 0) {
				record_put(t, &row, NO_RATE);
			}
		}
}

const struct table detail_compare = TABLE(compare_columns, "NA", put_compare);

/* --detail summary */

enum { NONE_KNOWN = 1, NOT_DISPERSED = 2 };

static const struct rows_column summary_columns[] = {
	PERIOD_COLUMNS,
	COLUMN("n", SIZE, known, 0),
	COLUMN("sum_count", DOUBLE, sum.count, OF_THE_SUM),
	COLUMN("sum_population", DOUBLE, sum.population, OF_THE_SUM),
	COLUMN("rate", DOUBLE, sum.rate, OF_THE_SUM),
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

static void
put_summary(const struct table *t, const struct benchmark *b)
{
	struct record row = record_of(b, &(struct area){0}, &(struct benchmark_area){0});
	double *r = xcalloc(2 * b->known + 1, sizeof(*r));
	size_t n = 0;

	row.phi = (double)b->dispersion.phi;
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
	record_put(t, &row, (n == 0 ? NONE_KNOWN : 0u) | (b->dispersed ? 0u : NOT_DISPERSED));
}

const struct table detail_summary = TABLE(summary_columns, "NA", put_summary);

/* --detail odlimits */

static const struct rows_column odlimits_columns[] = {
	WHO_COLUMNS,
	COLUMN("rate", DOUBLE, is.rate.value, NO_RATE),
	COLUMN("target", DOUBLE, sum.rate, OF_THE_SUM),
	COLUMN("phi_used", DOUBLE, phi, 0),
	COLUMN("od_lower95", DOUBLE, normal95.lo, OF_THE_SUM),
	COLUMN("od_upper95", DOUBLE, normal95.hi, OF_THE_SUM),
	COLUMN("od_lower998", DOUBLE, normal998.lo, OF_THE_SUM),
	COLUMN("od_upper998", DOUBLE, normal998.hi, OF_THE_SUM),
	COLUMN("od_class", NAME, od_class, 0),
};

static void
put_odlimits(const struct table *t, const struct benchmark *b)
{
	long double phi = b->dispersed ? fmaxl(1, b->dispersion.phi) : NAN, expected;

	for (size_t i = 0; i < b->group->n; i++) {
		const struct area *a = &b->group->area[i];
		struct record row = record_of(b, a, &b->area[i]);
		double scale = b->per / a->population;
		struct interval inner, outer;

		expected = (long double)b->sum.count * a->population / b->sum.population;
		inner = normal_funnel(expected, phi, 0.95);
		outer = normal_funnel(expected, phi, 0.998);
		row.phi = (double)phi;
		row.normal95 = scaled(inner, scale);
		row.normal998 = scaled(outer, scale);
		row.od_class = funnel_name(funnel_classify(a->count, inner, outer));
		if (a->line > 0)
			record_put(t, &row, row.is.known ? 0 : NO_RATE);
	}
}

const struct table detail_odlimits = TABLE(odlimits_columns, "NA", put_odlimits);
