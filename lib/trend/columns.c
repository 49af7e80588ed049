#include "trend/columns.h"

#include <math.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Why a figure of a series or a point is blank. */
enum {
	ONE_POINT = 1,		/* or none */
	FEW_POINTS = 2,		/* below VERDICT_LEAST */
	NO_FLOW = 4,		/* a stock, or not known */
	NO_FREEDOM = 8,		/* no line, or one without degrees of freedom */
	FIRST_NO_BASE = 16,	/* for a percentage: a percentage, or not above 0 */
	PREVIOUS_NO_BASE = 32,
	STOCK = 64,
	FEW_EVENTS = 128,	/* two points or fewer: no scatter */
	ALL_TIED = 256,
	NO_LIMITS = COLUMNS_NO_LIMITS,
};

unsigned
columns_state(const struct result *r)
{
	const struct trend *t = &r->t;

	return (t->n < 2 ? ONE_POINT : 0) | (t->n < VERDICT_LEAST ? FEW_POINTS : 0) |
	    (r->kind != KIND_FLOW ? NO_FLOW : 0) | (t->ols.df > 0 ? 0 : NO_FREEDOM) |
	    (t->first_value > 0 && !t->percent ? 0 : FIRST_NO_BASE) |
	    (t->previous > 0 && !t->percent ? 0 : PREVIOUS_NO_BASE) |
	    (r->kind == KIND_STOCK ? STOCK : 0) | (t->n < 3 ? FEW_EVENTS : 0) |
	    (t->mk.var_s > 0 ? 0 : ALL_TIED);
}

static void
put_kind(struct rows *out, const void *result)
{
	rows_str(out, kind_name(((const struct result *)result)->kind));
}

static void
put_verdict(struct rows *out, const void *result)
{
	rows_str(out, verdict_name(((const struct result *)result)->verdict));
}

/* Of the test that decides; blank where it is mk_p. */
static void
put_seasonal_p(struct rows *out, const void *result)
{
	const struct result *r = result;

	rows_double(out, r->seasonal && r->t.n_tested >= VERDICT_LEAST ? r->t.season.p : NAN, "");
}

static void
put_chart(struct rows *out, const void *result)
{
	rows_str(out, chart_name(((const struct result *)result)->t.chart->type));
}

/* Of all against less than all, it is infinite. */
static void
put_odds(struct rows *out, double odds)
{
	if (isinf(odds))
		rows_str(out, "Inf");
	else
		rows_double(out, odds, "NA");
}

static void
put_odds_first(struct rows *out, const void *result)
{
	put_odds(out, ((const struct result *)result)->t.odds_first.value);
}

static void
put_odds_previous(struct rows *out, const void *result)
{
	put_odds(out, ((const struct result *)result)->t.odds_previous.value);
}

#define RECORD struct result
static const struct rows_column series_columns[] = {
	COLUMN("series", STRING, s.name, 0),
	COLUMN_PUT("kind", put_kind, 0),
	COLUMN("n", SIZE, t.n, 0),
	COLUMN("n_missing", SIZE, t.n_missing, 0),
	COLUMN("first_period", WORDS, first_period, 0),
	COLUMN("last_period", WORDS, last_period, 0),
	COLUMN("first", DOUBLE, t.first_value, 0),
	COLUMN("last", DOUBLE, t.last_value, 0),
	COLUMN("change", DOUBLE, t.change, ONE_POINT),
	COLUMN("pct_change", DOUBLE, t.pct_change, ONE_POINT | FIRST_NO_BASE),
	COLUMN("last_vs_previous", DOUBLE, t.last_vs_previous, 0),
	COLUMN("pct_vs_previous", DOUBLE, t.pct_vs_previous, PREVIOUS_NO_BASE),
	COLUMN("year_ago", DOUBLE, t.year_ago, 0),
	COLUMN("year_on_year", DOUBLE, t.year_on_year, 0),
	COLUMN("mean", DOUBLE, t.values.mean, 0),
	COLUMN("min", DOUBLE, t.values.min, 0),
	COLUMN("max", DOUBLE, t.values.max, 0),
	COLUMN("sen_slope", DOUBLE, t.sen.slope, 0),
	COLUMN("sen_lower", DOUBLE, t.sen_lower, FEW_POINTS | STOCK),
	COLUMN("sen_upper", DOUBLE, t.sen_upper, FEW_POINTS | STOCK),
	COLUMN("sen_confidence", DOUBLE, t.sen_confidence, FEW_POINTS | STOCK),
	COLUMN("mk_s", DOUBLE, t.mk.s, 0),
	COLUMN("mk_p", DOUBLE, t.mk_p, FEW_POINTS | NO_FLOW),
	COLUMN("mk_p_min", DOUBLE, t.mk.p_min, NO_FLOW),
	COLUMN("ols_slope", DOUBLE, t.ols.b1, 0),
	COLUMN("ols_lower95", DOUBLE, t.ols.lower, STOCK),
	COLUMN("ols_upper95", DOUBLE, t.ols.upper, STOCK),
	COLUMN("rate_ratio", DOUBLE, t.ratio, NO_FLOW),
	COLUMN("rr_lower95", DOUBLE, t.quasi.lower, NO_FLOW),
	COLUMN("rr_upper95", DOUBLE, t.quasi.upper, NO_FLOW),
	COLUMN("phi", DOUBLE, t.phi, 0),
	COLUMN("xmr_mean", DOUBLE, t.xmr.last.xmr.mean, 0),
	COLUMN("xmr_lower", DOUBLE, t.xmr.last.xmr_lower, STOCK),
	COLUMN("xmr_upper", DOUBLE, t.xmr.last.xmr_upper, STOCK),
	COLUMN("signals", STRING, signals.p, 0),
	COLUMN_PUT("verdict", put_verdict, 0),
	COLUMN("reason", STRING, reason.p, 0),
	COLUMN_PUT("chart", put_chart, 0),
	COLUMN("centre", DOUBLE, centre, 0),
	COLUMN("lower", DOUBLE, lower, 0),
	COLUMN("upper", DOUBLE, upper, 0),
	COLUMN("variation", STRING, variation, 0),
	COLUMN("assurance", STRING, assurance, 0),
	COLUMN("sentence", STRING, sentence.p, 0),
	COLUMN_PUT("seasonal_p", put_seasonal_p, 0),
};

static const struct rows_column trend_columns[] = {
	COLUMN("n_input", SIZE, s.nrows, 0),
	COLUMN("n", SIZE, t.n, 0),
	COLUMN("first", DOUBLE, t.first_value, 0),
	COLUMN("last", DOUBLE, t.last_value, 0),
	COLUMN("change", DOUBLE, t.change, ONE_POINT),
	COLUMN("pct_change", DOUBLE, t.pct_change, ONE_POINT),
	COLUMN("min", DOUBLE, t.values.min, 0),
	COLUMN("max", DOUBLE, t.values.max, 0),
	COLUMN("mean", DOUBLE, t.values.mean, 0),
	COLUMN("median", DOUBLE, t.values.median, 0),
	COLUMN("sd", DOUBLE, t.values.sd, 0),
	COLUMN("ols_slope", DOUBLE, t.ols.b1, 0),
	COLUMN("ols_intercept", DOUBLE, t.ols.b0, 0),
	COLUMN("ols_slope_se", DOUBLE, t.ols.b1_sd, 0),
	COLUMN("ols_t", DOUBLE, t.ols.t, 0),
	COLUMN("ols_df", DOUBLE, t.ols.df, 0),
	COLUMN("ols_p", DOUBLE, t.ols.p, 0),
	COLUMN("ols_slope_lower95", DOUBLE, t.ols.lower, 0),
	COLUMN("ols_slope_upper95", DOUBLE, t.ols.upper, 0),
	COLUMN("ols_sigma", DOUBLE, t.ols.sigma, 0),
	COLUMN("ols_r2", DOUBLE, t.ols.r2, NO_FREEDOM),
	COLUMN("ols_next_t", DOUBLE, t.next_x, 0),
	COLUMN("ols_next_fit", DOUBLE, t.next.fit, 0),
	COLUMN("ols_next_se_pred", DOUBLE, t.next.se, 0),
	COLUMN("ols_next_lower95", DOUBLE, t.next.lower, 0),
	COLUMN("ols_next_upper95", DOUBLE, t.next.upper, 0),
	COLUMN("lag1_autocorrelation_residual", DOUBLE, t.ols.lag1, NO_FREEDOM),
	COLUMN("durbin_watson", DOUBLE, t.ols.durbin_watson, NO_FREEDOM),
	COLUMN("mk_s", DOUBLE, t.mk.s, 0),
	COLUMN("mk_var_s", DOUBLE, t.mk.var_s, 0),
	COLUMN("mk_z", DOUBLE, t.mk.z, 0),
	COLUMN("mk_p_normal", DOUBLE, t.mk.p_normal, 0),
	COLUMN("mk_p_exact", DOUBLE, t.mk.p_exact, 0),
	COLUMN("mk_p_exact_min_possible", DOUBLE, t.mk.p_min, 0),
	COLUMN("mk_tau_a", DOUBLE, t.mk.tau_a, 0),
	COLUMN("mk_tau_b", DOUBLE, t.mk.tau_b, 0),
	COLUMN("sen_slope", DOUBLE, t.sen.slope, 0),
	COLUMN("sen_intercept_conover", DOUBLE, t.sen.intercept_conover, 0),
	COLUMN("sen_intercept_median_resid", DOUBLE, t.sen.intercept_residual, 0),
	COLUMN("sen_lower95", DOUBLE, t.sen.lower, 0),
	COLUMN("sen_upper95", DOUBLE, t.sen.upper, 0),
	COLUMN("sen_rank_lower", DOUBLE, t.sen.rank_lower, 0),
	COLUMN("sen_rank_upper", DOUBLE, t.sen.rank_upper, 0),
	COLUMN("sen_exact_rank", DOUBLE, t.sen.exact_rank, 0),
	COLUMN("sen_exact_lower", DOUBLE, t.sen.exact_lower, 0),
	COLUMN("sen_exact_upper", DOUBLE, t.sen.exact_upper, 0),
	COLUMN("sen_exact_confidence", DOUBLE, t.sen.exact_confidence, 0),
	COLUMN("pois_slope", DOUBLE, t.poisson.slope, 0),
	COLUMN("pois_intercept", DOUBLE, t.poisson.intercept, 0),
	COLUMN("pois_slope_se", DOUBLE, t.poisson.se, 0),
	COLUMN("pois_z", DOUBLE, t.poisson.z, 0),
	COLUMN("pois_p", DOUBLE, t.poisson.p, 0),
	COLUMN("pois_rr", DOUBLE, t.poisson.rate_ratio, 0),
	COLUMN("pois_rr_lower95", DOUBLE, t.poisson.lower, 0),
	COLUMN("pois_rr_upper95", DOUBLE, t.poisson.upper, 0),
	COLUMN("pois_deviance", DOUBLE, t.poisson.deviance, 0),
	COLUMN("pois_pearson", DOUBLE, t.poisson.pearson, 0),
	COLUMN("pois_df", DOUBLE, t.poisson.df, 0),
	COLUMN("pois_p_gof_pearson", DOUBLE, t.poisson.p_fit, 0),
	COLUMN("pois_null_deviance", DOUBLE, t.poisson.null_deviance, 0),
	COLUMN("pois_phi", DOUBLE, t.poisson.phi, 0),
	COLUMN("quasi_slope_se", DOUBLE, t.poisson.quasi_se, 0),
	COLUMN("quasi_t", DOUBLE, t.poisson.quasi_t, 0),
	COLUMN("quasi_p", DOUBLE, t.poisson.quasi_p, 0),
	COLUMN("quasi_rr_lower95", DOUBLE, t.poisson.quasi_lower, 0),
	COLUMN("quasi_rr_upper95", DOUBLE, t.poisson.quasi_upper, 0),
	COLUMN("dispersion_chisq", DOUBLE, t.poisson.dispersion, 0),
	COLUMN("dispersion_df", DOUBLE, t.poisson.dispersion_df, 0),
	COLUMN("dispersion_p", DOUBLE, t.poisson.dispersion_p, 0),
	COLUMN("last_vs_first_ratio", DOUBLE, t.vs_first.value, 0),
	COLUMN("last_vs_first_ratio_lower95", DOUBLE, t.vs_first.ci.lo, 0),
	COLUMN("last_vs_first_ratio_upper95", DOUBLE, t.vs_first.ci.hi, 0),
	COLUMN("last_vs_first_p", DOUBLE, t.vs_first.p, 0),
	COLUMN("last_vs_previous_ratio", DOUBLE, t.vs_previous.value, 0),
	COLUMN("last_vs_previous_p", DOUBLE, t.vs_previous.p, 0),
	COLUMN("ma4_last", DOUBLE, t.mean4_last, 0),
	COLUMN("yoy4_change", DOUBLE, t.change4, 0),
};

/* Trends of rates and of proportions: tests of ranks, and a fit with its quasi-likelihood. */
#define RANK_COLUMNS \
	COLUMN("mk_s", DOUBLE, t.mk.s, 0), \
	COLUMN("mk_var_s", DOUBLE, t.mk.var_s, 0), \
	COLUMN("mk_z", DOUBLE, t.mk.z, 0), \
	COLUMN("mk_p_normal", DOUBLE, t.mk.p_normal, 0), \
	COLUMN("mk_p_exact", DOUBLE, t.mk.p_exact, 0), \
	COLUMN("sen_slope", DOUBLE, t.sen.slope, 0), \
	COLUMN("sen_lower95", DOUBLE, t.sen.lower, ALL_TIED), \
	COLUMN("sen_upper95", DOUBLE, t.sen.upper, ALL_TIED)

#define FIT_COLUMNS(name, fit, ratio) \
	COLUMN(name "_slope", DOUBLE, t.fit.slope, 0), \
	COLUMN(name "_intercept", DOUBLE, t.fit.intercept, 0), \
	COLUMN(name "_se", DOUBLE, t.fit.se, 0), \
	COLUMN(name "_z", DOUBLE, t.fit.z, 0), \
	COLUMN(name "_p", DOUBLE, t.fit.p, 0), \
	COLUMN(name "_ratio", DOUBLE, t.fit.ratio, 0), \
	COLUMN(name "_ratio_lower95", DOUBLE, t.fit.lower, 0), \
	COLUMN(name "_ratio_upper95", DOUBLE, t.fit.upper, 0), \
	COLUMN(name "_null_deviance", DOUBLE, t.fit.null_deviance, 0), \
	COLUMN(name "_df", DOUBLE, t.fit.df, FEW_EVENTS), \
	COLUMN(name "_deviance", DOUBLE, t.fit.deviance, 0), \
	COLUMN(name "_pearson", DOUBLE, t.fit.pearson, 0), \
	COLUMN(name "_phi", DOUBLE, t.fit.phi, 0), \
	COLUMN(name "_phi_used", DOUBLE, t.quasi.phi_used, 0), \
	COLUMN(name "_quasi_se", DOUBLE, t.quasi.se, 0), \
	COLUMN(name "_quasi_t", DOUBLE, t.quasi.t, 0), \
	COLUMN(name "_quasi_p", DOUBLE, t.quasi.p, 0), \
	COLUMN(name "_quasi_ratio_lower95", DOUBLE, t.quasi.lower, 0), \
	COLUMN(name "_quasi_ratio_upper95", DOUBLE, t.quasi.upper, 0)

static const struct rows_column rate_columns[] = {
	COLUMN("n", SIZE, t.n, 0),
	COLUMN("first", DOUBLE, t.first_value, 0),
	COLUMN("last", DOUBLE, t.last_value, 0),
	COLUMN("change", DOUBLE, t.change, ONE_POINT),
	COLUMN("pct_change", DOUBLE, t.pct_change, ONE_POINT),
	RANK_COLUMNS,
	FIT_COLUMNS("pois", poisson, rate_ratio),
};

static const struct rows_column share_columns[] = {
	COLUMN("n", SIZE, t.n, 0),
	COLUMN("first", DOUBLE, t.first_value, 0),
	COLUMN("last", DOUBLE, t.last_value, 0),
	COLUMN("last_vs_first_points", DOUBLE, t.change, ONE_POINT),
	COLUMN("last_vs_first_points_lower95", DOUBLE, t.points_first.lo, 0),
	COLUMN("last_vs_first_points_upper95", DOUBLE, t.points_first.hi, 0),
	COLUMN_PUT("last_vs_first_odds_ratio", put_odds_first, 0),
	COLUMN("last_vs_first_p", DOUBLE, t.odds_first.p, 0),
	COLUMN("last_vs_previous_points", DOUBLE, t.step, ONE_POINT),
	COLUMN("last_vs_previous_points_lower95", DOUBLE, t.points_previous.lo, 0),
	COLUMN("last_vs_previous_points_upper95", DOUBLE, t.points_previous.hi, 0),
	COLUMN_PUT("last_vs_previous_odds_ratio", put_odds_previous, 0),
	COLUMN("last_vs_previous_p", DOUBLE, t.odds_previous.p, 0),
	RANK_COLUMNS,
	FIT_COLUMNS("binom", logit, ratio),
};

/* The seasons' own S come after the third. */
static const struct rows_column season_columns[] = {
	COLUMN("n", SIZE, t.season.n, 0),
	COLUMN("n_seasons", SIZE, t.season.nseasons, 0),
	COLUMN("n_years", SIZE, t.season.nyears, 0),
	COLUMN("smk_s", DOUBLE, t.season.s, 0),
	COLUMN("smk_var_s", DOUBLE, t.season.var_s, 0),
	COLUMN("smk_z", DOUBLE, t.season.z, 0),
	COLUMN("smk_p_normal", DOUBLE, t.season.p_normal, 0),
	COLUMN("smk_p_exact", DOUBLE, t.season.p_exact, 0),
	COLUMN("hs_var_s", DOUBLE, t.season.hs_var_s, 0),
	COLUMN("hs_z", DOUBLE, t.season.hs_z, 0),
	COLUMN("hs_p", DOUBLE, t.season.hs_p, 0),
	COLUMN("n_slopes", SIZE, t.season.nslopes, 0),
	COLUMN("seasonal_sen_slope", DOUBLE, t.season.slope, 0),
	COLUMN("seasonal_sen_lower95", DOUBLE, t.season.lower, 0),
	COLUMN("seasonal_sen_upper95", DOUBLE, t.season.upper, 0),
};

#undef RECORD
#define RECORD struct columns_point
static const struct rows_column points_columns[] = {
	COLUMN("series", STRING, name, 0),
	COLUMN("t", DOUBLE, x, 0),
	COLUMN("period", WORDS, period, 0),
	COLUMN("screen_outliers", FLAG, stretch.screen, 0),
	COLUMN("group", SIZE, stretch.group, 0),
	COLUMN("value", DOUBLE, y, 0),
	COLUMN("mean", DOUBLE, stretch.xmr.mean, 0),
	COLUMN("moving_range", DOUBLE, mark.moving_range, 0),
	COLUMN("mr_bar_unscreened", DOUBLE, stretch.xmr.mr_bar_unscreened, 0),
	COLUMN("mr_bar", DOUBLE, stretch.xmr.mr_bar, 0),
	COLUMN("n_mr_screened", SIZE, stretch.xmr.screened, 0),
	COLUMN("lower_limit", DOUBLE, stretch.xmr.lower, 0),
	COLUMN("upper_limit", DOUBLE, stretch.xmr.upper, 0),
	COLUMN("lower_2sigma", DOUBLE, stretch.xmr.near_lower, 0),
	COLUMN("upper_2sigma", DOUBLE, stretch.xmr.near_upper, 0),
	COLUMN("rule_astronomical", FLAG, mark.outside, 0),
	COLUMN("rule_trend7", FLAG, mark.trend, 0),
	COLUMN("rule_2of3", FLAG, mark.two_of_three, 0),
	COLUMN("rule_shift7", FLAG, mark.shift, 0),
	COLUMN("special_cause", STRING, cause, 0),
	COLUMN("baseline_points", SIZE, stretch.xmr.baseline, 0),
	COLUMN("trial_limits", FLAG, stretch.xmr.trial, 0),
};

static const struct rows_column laney_columns[] = {
	COLUMN("series", STRING, name, 0),
	COLUMN("t", DOUBLE, x, 0),
	COLUMN("screen_outliers", FLAG, stretch.screen, 0),
	COLUMN("value", DOUBLE, line.value, 0),
	COLUMN("centre", DOUBLE, stretch.centre, 0),
	COLUMN("sigma_i", DOUBLE, line.sigma, 0),
	COLUMN("z", DOUBLE, line.z, 0),
	COLUMN("sigma_z", DOUBLE, stretch.sigma_z, 0),
	COLUMN("sigma_z_used", DOUBLE, stretch.sigma_used, 0),
	COLUMN("lower", DOUBLE, line.lower, 0),
	COLUMN("upper", DOUBLE, line.upper, 0),
	COLUMN("lower_2sigma", DOUBLE, line.near_lower, 0),
	COLUMN("upper_2sigma", DOUBLE, line.near_upper, 0),
	COLUMN("lower_cut", FLAG, line.lower_cut, NO_LIMITS),
	COLUMN("upper_cut", FLAG, line.upper_cut, NO_LIMITS),
	COLUMN("rule_astronomical", FLAG, mark.outside, 0),
	COLUMN("rule_trend7", FLAG, mark.trend, 0),
	COLUMN("rule_2of3", FLAG, mark.two_of_three, 0),
	COLUMN("rule_shift7", FLAG, mark.shift, 0),
	COLUMN("special_cause", STRING, cause, 0),
	COLUMN("plain_laney_lower", DOUBLE, line.plain_lower, 0),
	COLUMN("plain_laney_upper", DOUBLE, line.plain_upper, 0),
};

static const struct rows_column c_columns[] = {
	COLUMN("series", STRING, name, 0),
	COLUMN("t", DOUBLE, x, 0),
	COLUMN("value", DOUBLE, line.value, 0),
	COLUMN("centre", DOUBLE, stretch.centre, 0),
	COLUMN("lower", DOUBLE, line.lower, 0),
	COLUMN("upper", DOUBLE, line.upper, 0),
	COLUMN("lower_2sigma", DOUBLE, line.near_lower, 0),
	COLUMN("upper_2sigma", DOUBLE, line.near_upper, 0),
	COLUMN("run_below", SIZE, stretch.rules.run_below, 0),
	COLUMN("run_above", SIZE, stretch.rules.run_above, 0),
	COLUMN("rule_astronomical", FLAG, mark.outside, 0),
	COLUMN("rule_trend7", FLAG, mark.trend, 0),
	COLUMN("rule_2of3", FLAG, mark.two_of_three, 0),
	COLUMN("rule_shift", FLAG, mark.shift, 0),
	COLUMN("special_cause", STRING, cause, 0),
};

const struct rows_column columns_labels[COLUMNS_LABELS] = {
	COLUMN("period", WORDS, period, 0),
	COLUMN("group", SIZE, stretch.group, 0),
	COLUMN("mark", STRING, missing, 0),
};

/* A row of ICONS. */
#undef RECORD
#define RECORD struct columns_icon
static const struct rows_column icon_columns[] = {
	COLUMN("series", STRING, name, 0),
	COLUMN("last_period", WORDS, period, 0),
	COLUMN("last", DOUBLE, last, 0),
	COLUMN("n_limits", SIZE, n, 0),
	COLUMN("centre", DOUBLE, centre, 0),
	COLUMN("lower", DOUBLE, lower, 0),
	COLUMN("upper", DOUBLE, upper, 0),
	COLUMN("special_cause", STRING, cause, 0),
	COLUMN("variation", STRING, variation, 0),
	COLUMN("assurance", STRING, assurance, 0),
	COLUMN("meets_target", STRING, meets, 0),
};

#undef RECORD
#define RECORD struct columns_point
static const struct rows_column moving_columns[] = {
	COLUMN("series", STRING, name, 0),
	COLUMN("t", DOUBLE, x, 0),
	COLUMN("value", DOUBLE, y, 0),
	COLUMN("sum4", DOUBLE, moving.sum4, 0),
	COLUMN("mean4_trailing", DOUBLE, moving.mean4, 0),
	COLUMN("mean_2x4_centred", DOUBLE, moving.mean2x4, 0),
};

static const struct rows_column compare_columns[] = {
	COLUMN("series", STRING, name, 0),
	COLUMN("against", STRING, against, 0),
	COLUMN("period", WORDS, period, 0),
	COLUMN("value", DOUBLE, y, 0),
	COLUMN("last_period", WORDS, last_period, 0),
	COLUMN("last", DOUBLE, last, 0),
	COLUMN("ratio", DOUBLE, ratio.value, 0),
	COLUMN("ratio_lower95", DOUBLE, ratio.ci.lo, 0),
	COLUMN("ratio_upper95", DOUBLE, ratio.ci.hi, 0),
	COLUMN("p", DOUBLE, ratio.p, 0),
};

#undef RECORD
#define RECORD struct columns_line
#define INTERCEPT 2	/* rows, which a line through the origin does not have */
static const struct rows_column linear_columns[] = {
	COLUMN("b0", DOUBLE, ols.b0, 0),
	COLUMN("b0_sd", DOUBLE, ols.b0_sd, 0),
	COLUMN("b1", DOUBLE, ols.b1, 0),
	COLUMN("b1_sd", DOUBLE, ols.b1_sd, 0),
	COLUMN("residual_sd", DOUBLE, ols.sigma, 0),
	COLUMN("r_squared", DOUBLE, ols.r2, 0),
	COLUMN("ss_regression", DOUBLE, ols.ss_regression, 0),
	COLUMN("f_statistic", DOUBLE, ols.f, 0),
	COLUMN("df_residual", DOUBLE, ols.df, 0),
	COLUMN("ss_residual", DOUBLE, ols.ss_residual, 0),
	COLUMN("ms_residual", DOUBLE, ols.ms_residual, 0),
	COLUMN("model", STRING, model, 0),
};

#undef RECORD
#define RECORD struct univariate
static const struct rows_column univariate_columns[] = {
	COLUMN("n", SIZE, n, 0),
	COLUMN("mean", DOUBLE, mean, 0),
	COLUMN("sd", DOUBLE, sd, 0),
	COLUMN("lag1_autocorrelation", DOUBLE, lag1, 0),
};

const struct columns columns_of[] = {
	[COLUMNS_SERIES] = {series_columns, COUNT(series_columns), false},
	[COLUMNS_XMR] = {points_columns, COUNT(points_columns), false},
	[COLUMNS_LANEY] = {laney_columns, COUNT(laney_columns), false},
	[COLUMNS_C] = {c_columns, COUNT(c_columns), false},
	[COLUMNS_ICONS] = {icon_columns, COUNT(icon_columns), false},
	[COLUMNS_TREND] = {trend_columns, COUNT(trend_columns), true},
	[COLUMNS_RATES] = {rate_columns, COUNT(rate_columns), true},
	[COLUMNS_SHARES] = {share_columns, COUNT(share_columns), true},
	[COLUMNS_SEASON] = {season_columns, COUNT(season_columns), true},
	[COLUMNS_MOVING] = {moving_columns, COUNT(moving_columns), false},
	[COLUMNS_COMPARE] = {compare_columns, COUNT(compare_columns), false},
	[COLUMNS_LINEAR] = {linear_columns, COUNT(linear_columns), true},
	[COLUMNS_ORIGIN] = {linear_columns + INTERCEPT, COUNT(linear_columns) - INTERCEPT, true},
	[COLUMNS_UNIVARIATE] = {univariate_columns, COUNT(univariate_columns), true},
};
