#include "area/benchdetail.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stat/funnel.h"
#include "stat/poisson.h"
#include "stat/rank.h"

static const char *const kinds[] = {"rates", "compare", "summary", "odlimits"};

static const char *const area_columns[] = {"time_period", "new_la_code", "la_name", NULL};
static const char *const rate_columns[] = {
	"rate", "lower95", "upper95", "lower998", "upper998", "method", "exact_lower95", "exact_upper95",
	"byar_lower95", "byar_upper95", NULL,
};
static const char *const rank_columns[] = {
	"rank", "n_ranked", "rank_best_plausible", "rank_worst_plausible", "quartile", "quintile", NULL,
};
static const char *const compare_columns[] = {
	"comparator", "cmp_count", "cmp_population", "cmp_rate", "expected", "difference", "ratio",
	"ratio_lower95", "ratio_upper95", "ci_class95", "ci_class998", "overlap_class95",
	"funnel_lower95", "funnel_upper95", "funnel_lower998", "funnel_upper998", "normal_lower95",
	"normal_upper95", "normal_lower998", "normal_upper998", "z", "p_two_sided", "funnel_class", NULL,
};
#define COMPARE_VALUES 22	/* behind comparator */
static const char *const summary_columns[] = {
	"time_period", "n", "sum_count", "sum_population", "rate", "median_rate", "min_rate",
	"max_rate", "sd_rate", "mad_rate", "iqr_rate", "chisq", "df", "p_chisq", "deviance",
	"phi_pearson", "z_q10", "z_q90", "phi_winsorised", "phi_winsorised_sqrt", "tau2_sqrt", NULL,
};
static const char *const od_columns[] = {
	"rate", "target", "phi_used", "od_lower95", "od_upper95", "od_lower998", "od_upper998",
	"od_class", NULL,
};

bool
benchdetail_parse(const char *s, enum benchdetail *kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(s, kinds[i]) == 0) {
			*kind = (enum benchdetail)i;
			return true;
		}
	return false;
}

static void
put(struct rows *o, double v)
{
	rows_double(o, v, "NA");
}

static void
put_interval(struct rows *o, struct interval ci, double scale)
{
	put(o, ci.lo * scale);
	put(o, ci.hi * scale);
}

static void
put_word(struct rows *o, const char *s)
{
	rows_str(o, s[0] == '\0' ? "NA" : s);
}

static void
put_names(struct rows *o, const char *const *name)
{
	for (; *name != NULL; name++)
		rows_str(o, *name);
}

static void
put_na(struct rows *o, size_t n)
{
	while (n-- > 0)
		rows_str(o, "NA");
}

void
benchdetail_rate_heading(struct rows *o)
{
	put_names(o, rate_columns);
}

void
benchdetail_heading(struct rows *o, enum benchdetail kind)
{
	switch (kind) {
	case BENCHDETAIL_RATES:
		put_names(o, area_columns);
		rows_str(o, "count");
		rows_str(o, "population");
		put_names(o, rate_columns);
		put_names(o, rank_columns);
		break;
	case BENCHDETAIL_COMPARE:
		put_names(o, area_columns);
		put_names(o, compare_columns);
		break;
	case BENCHDETAIL_SUMMARY:
		put_names(o, summary_columns);
		break;
	case BENCHDETAIL_ODLIMITS:
		put_names(o, area_columns);
		put_names(o, od_columns);
		break;
	}
	rows_end(o);
}

/* NaN where the count is beyond the method. */
static struct interval
limits_of(double count, enum rate_method method, double conf)
{
	struct rate r;

	if (rate_crude(count, 1, 1, method, conf, &r) != 0)
		return (struct interval){NAN, NAN};
	return r.ci;
}

void
benchdetail_rate(struct rows *o, double count, double population, double per)
{
	double scale = per / population;

	if (!(count >= 0 && count <= RATE_MOST && population > 0)) {
		put_na(o, sizeof(rate_columns) / sizeof(rate_columns[0]) - 1);
		return;
	}
	put(o, count * scale);
	put_interval(o, limits_of(count, RATE_AUTO, 0.95), scale);
	put_interval(o, limits_of(count, RATE_AUTO, 0.998), scale);
	rows_str(o, rate_method_name(count < POISSON_SWITCH ? RATE_EXACT : RATE_BYAR));
	put_interval(o, limits_of(count, RATE_EXACT, 0.95), scale);
	put_interval(o, limits_of(count, RATE_BYAR, 0.95), scale);
}

static void
put_area(struct rows *o, const struct area_group *g, const struct area *a)
{
	rows_str(o, g->label);
	rows_str(o, a->code);
	rows_str(o, a->name);
}

static void
rates_row(struct rows *o, const struct area_group *g, const struct benchmark *b, size_t i)
{
	const struct area *a = &g->area[i];
	const struct benchmark_area *r = &b->area[i];
	size_t group;

	put_area(o, g, a);
	put(o, a->count);
	put(o, a->population);
	benchdetail_rate(o, a->count, a->population, b->per);
	put(o, r->known ? r->rank.place : NAN);
	rows_count(o, b->known);
	put(o, r->known ? r->rank.best : NAN);
	put(o, r->known ? r->rank.worst : NAN);
	for (size_t q = 4; q <= 5; q++) {
		group = r->known ? rank_group(r->rank.place, b->known, q) : 0;
		put(o, group > 0 ? group : NAN);
	}
	rows_end(o);
}

/* Limits of a ratio and a p-value: exact against the rest, else with the comparator's rate as given. */
static void
put_test(const struct area *a, struct benchmark_whole w, bool rest, double expected,
    struct interval *ratio, double *p)
{
	struct ratio r;

	*ratio = (struct interval){NAN, NAN};
	*p = NAN;
	if (rest && compare_ratio(a->count, a->population, w.count, w.population, 0.95, &r) == 0) {
		*ratio = r.ci;
		*p = r.p;
	} else if (!rest) {
		*ratio = limits_of(a->count, RATE_AUTO, 0.95);
		ratio->lo /= expected;
		ratio->hi /= expected;
		*p = poisson_two_sided(a->count, expected);
	}
}

static void
put_funnels(struct rows *o, long double expected, double scale, struct interval *inner,
    struct interval *outer)
{
	struct interval normal[2] = {{NAN, NAN}, {NAN, NAN}};

	*inner = *outer = normal[0];
	funnel_exact((double)expected, 0.95, inner);
	funnel_exact((double)expected, 0.998, outer);
	funnel_normal(expected, 1, 0.95, &normal[0]);
	funnel_normal(expected, 1, 0.998, &normal[1]);
	put_interval(o, *inner, scale);
	put_interval(o, *outer, scale);
	put_interval(o, normal[0], scale);
	put_interval(o, normal[1], scale);
}

static void
compare_row(struct rows *o, const struct area_group *g, const struct benchmark *b, size_t i,
    const char *comparator, struct benchmark_whole w)
{
	const struct area *a = &g->area[i];
	double scale = b->per / a->population, theirs = w.count * b->per / w.population;
	long double expected = (long double)w.count * a->population / w.population;
	long double excess = compare_excess(a->count, a->population, w.count, w.population);
	double p;
	struct interval own = limits_of(a->count, RATE_AUTO, 0.95), ratio, inner, outer, other;

	put_area(o, g, a);
	rows_str(o, comparator);
	if (!b->area[i].known || isnan(theirs)) {
		put_na(o, COMPARE_VALUES);
		rows_end(o);
		return;
	}
	put(o, w.count);
	put(o, w.population);
	put(o, theirs);
	put(o, (double)expected);
	put(o, (double)(excess * scale));
	put(o, a->count * w.population / (w.count * a->population));
	put_test(a, w, strcmp(comparator, "rest") == 0, (double)expected, &ratio, &p);
	put_interval(o, ratio, 1);
	put_word(o, compare_name(compare_value(own, (double)expected)));
	put_word(o, compare_name(compare_value(limits_of(a->count, RATE_AUTO, 0.998),
	    (double)expected)));
	other = limits_of(w.count, RATE_AUTO, 0.95);
	other.lo *= a->population / w.population;
	other.hi *= a->population / w.population;
	put_word(o, compare_name(compare_intervals(own, other)));
	put_funnels(o, expected, scale, &inner, &outer);
	put(o, (double)(excess / sqrtl(expected)));
	put(o, p);
	put_word(o, funnel_name(funnel_classify(a->count, inner, outer)));
	rows_end(o);
}

static void
compare_rows(struct rows *o, const struct area_group *g, const struct benchmark *b)
{
	const struct benchmark_whole unknown = {NAN, NAN}, sum = {b->count, b->population};
	const struct benchmark_whole region = b->region_is_sum ? unknown : b->region;
	const struct {
		const char *name;
		struct benchmark_whole whole;
	} with[] = {
		{"region", region},
		{"england", b->england},
		{"la_sum", sum},
		{"rest", sum},
	};

	for (size_t k = 0; k < sizeof(with) / sizeof(with[0]); k++)
		for (size_t i = 0; i < g->n; i++) {
			struct benchmark_whole w = with[k].whole;

			if (g->area[i].line == 0)
				continue;
			if (strcmp(with[k].name, "rest") == 0) {
				w.count -= g->area[i].count;
				w.population -= g->area[i].population;
			}
			compare_row(o, g, b, i, with[k].name, w);
		}
}

/* Quartiles and spread of the n rates in r, which are put in order; work: room for n. */
static void
put_spread(struct rows *o, double *r, size_t n, double *work)
{
	double sd = n > 1 ? gsl_stats_sd(r, 1, n) : NAN;

	gsl_sort(r, 1, n);
	put(o, gsl_stats_median_from_sorted_data(r, 1, n));
	put(o, r[0]);
	put(o, r[n - 1]);
	put(o, sd);
	put(o, gsl_stats_mad0(r, 1, n, work));
	put(o, gsl_stats_quantile_from_sorted_data(r, 1, n, 0.75) -
	    gsl_stats_quantile_from_sorted_data(r, 1, n, 0.25));
}

static void
summary_row(struct rows *o, const struct area_group *g, const struct benchmark *b)
{
	double *r = xcalloc(2 * g->n + 1, sizeof *r);
	const struct dispersion *d = &b->dispersion;
	const double values[] = {d->chisq, d->df, d->p, d->deviance, d->phi_pearson, d->z_q10,
	    d->z_q90, (double)d->phi, d->phi_sqrt, d->tau2_sqrt};
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++)
		if (b->area[i].known)
			r[n++] = b->area[i].rate.value;
	rows_str(o, g->label);
	rows_count(o, n);
	put(o, b->count);
	put(o, b->population);
	put(o, b->count * b->per / b->population);
	if (n > 0)
		put_spread(o, r, n, r + g->n);
	else
		put_na(o, 6);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		put(o, b->dispersed ? values[i] : NAN);
	rows_end(o);
	free(r);
}

static void
od_row(struct rows *o, const struct area_group *g, const struct benchmark *b, size_t i)
{
	const struct area *a = &g->area[i];
	long double phi = b->dispersed ? fmaxl(1, b->dispersion.phi) : NAN;
	long double expected = (long double)b->count * a->population / b->population;
	double scale = b->per / a->population;
	struct interval inner = {NAN, NAN}, outer = {NAN, NAN};

	funnel_normal(expected, phi, 0.95, &inner);
	funnel_normal(expected, phi, 0.998, &outer);
	put_area(o, g, a);
	put(o, b->area[i].known ? b->area[i].rate.value : NAN);
	put(o, b->count * b->per / b->population);
	put(o, (double)phi);
	put_interval(o, inner, scale);
	put_interval(o, outer, scale);
	put_word(o, funnel_name(b->area[i].known ? funnel_classify(a->count, inner, outer) :
	    FUNNEL_NONE));
	rows_end(o);
}

void
benchdetail_group(struct rows *o, enum benchdetail kind, const struct area_group *g,
    const struct benchmark *b)
{
	if (kind == BENCHDETAIL_SUMMARY)
		summary_row(o, g, b);
	else if (kind == BENCHDETAIL_COMPARE)
		compare_rows(o, g, b);
	else
		for (size_t i = 0; i < g->n; i++) {
			if (g->area[i].line == 0)
				continue;	/* absent: no row of the input */
			if (kind == BENCHDETAIL_RATES)
				rates_row(o, g, b, i);
			else
				od_row(o, g, b, i);
		}
}
