#include "trend/columns.h"

#include <math.h>
#include <string.h>

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

/* A column by its heading, record and member, or by the function that puts its cell. */
#define NUMBER(name, record, member) {name, ROWS_DOUBLE, offsetof(struct record, member), NULL, 0}
#define NUMBER_UNLESS(name, record, member, blank_if) \
	{name, ROWS_DOUBLE, offsetof(struct record, member), NULL, blank_if}
#define SIZE(name, record, member) {name, ROWS_SIZE, offsetof(struct record, member), NULL, 0}
#define FLAG(name, record, member) {name, ROWS_FLAG, offsetof(struct record, member), NULL, 0}
#define STRING(name, record, member) {name, ROWS_STRING, offsetof(struct record, member), NULL, 0}
#define PUT(name, put) {name, ROWS_PUT, 0, put, 0}
#define PUT_UNLESS(name, put, blank_if) {name, ROWS_PUT, 0, put, blank_if}

/* Why a figure of a series is blank. */
enum {
	NO_POINT = 1,
	ONE_POINT = 2,		/* or none */
	FEW_POINTS = 4,		/* below VERDICT_LEAST */
	NO_FLOW = 8,		/* a stock, or not known */
	NO_FREEDOM = 16,	/* no line, or one without degrees of freedom */
	FIRST_NOT_POSITIVE = 32,
	PREVIOUS_NOT_POSITIVE = 64,
};

static unsigned
state_of(const struct result *r)
{
	const struct trend *t = &r->t;

	return (t->n == 0 ? NO_POINT : 0) | (t->n < 2 ? ONE_POINT : 0) |
	    (t->n < VERDICT_LEAST ? FEW_POINTS : 0) | (r->kind != KIND_FLOW ? NO_FLOW : 0) |
	    (t->ols.df > 0 ? 0 : NO_FREEDOM) | (t->first_value > 0 ? 0 : FIRST_NOT_POSITIVE) |
	    (t->previous > 0 ? 0 : PREVIOUS_NOT_POSITIVE);
}

static void
put_label(struct rows *out, const struct series *s, size_t i)
{
	char buf[PERIOD_SIZE];

	rows_text(out, series_label(s, i, buf));
}

static void
put_first_period(struct rows *out, const void *result)
{
	const struct result *r = result;

	put_label(out, &r->s, r->t.first);
}

static void
put_last_period(struct rows *out, const void *result)
{
	const struct result *r = result;

	put_label(out, &r->s, r->t.last);
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

static const struct rows_column series_columns[] = {
	STRING("series", result, s.name),
	PUT("kind", put_kind),
	SIZE("n", result, t.n),
	SIZE("n_missing", result, t.n_missing),
	PUT_UNLESS("first_period", put_first_period, NO_POINT),
	PUT_UNLESS("last_period", put_last_period, NO_POINT),
	NUMBER("first", result, t.first_value),
	NUMBER("last", result, t.last_value),
	NUMBER_UNLESS("change", result, t.change, ONE_POINT),
	NUMBER_UNLESS("pct_change", result, t.pct_change, ONE_POINT | FIRST_NOT_POSITIVE),
	NUMBER("last_vs_previous", result, t.last_vs_previous),
	NUMBER_UNLESS("pct_vs_previous", result, t.pct_vs_previous, PREVIOUS_NOT_POSITIVE),
	NUMBER("year_ago", result, t.year_ago),
	NUMBER("year_on_year", result, t.year_on_year),
	NUMBER("mean", result, t.values.mean),
	NUMBER("min", result, t.values.min),
	NUMBER("max", result, t.values.max),
	NUMBER("sen_slope", result, t.sen.slope),
	NUMBER_UNLESS("sen_lower", result, t.sen_lower, FEW_POINTS),
	NUMBER_UNLESS("sen_upper", result, t.sen_upper, FEW_POINTS),
	NUMBER_UNLESS("sen_confidence", result, t.sen_confidence, FEW_POINTS),
	NUMBER("mk_s", result, t.mk.s),
	NUMBER_UNLESS("mk_p", result, t.mk_p, FEW_POINTS | NO_FLOW),
	NUMBER_UNLESS("mk_p_min", result, t.mk.p_min, NO_FLOW),
	NUMBER("ols_slope", result, t.ols.b1),
	NUMBER("ols_lower95", result, t.ols.lower),
	NUMBER("ols_upper95", result, t.ols.upper),
	NUMBER_UNLESS("rate_ratio", result, t.poisson.rate_ratio, NO_FLOW),
	NUMBER_UNLESS("rr_lower95", result, t.poisson.quasi_lower, NO_FLOW),
	NUMBER_UNLESS("rr_upper95", result, t.poisson.quasi_upper, NO_FLOW),
	NUMBER("phi", result, t.poisson.phi),
	NUMBER("xmr_mean", result, t.limits.mean),
	NUMBER("xmr_lower", result, t.limits.lower),
	NUMBER("xmr_upper", result, t.limits.upper),
	STRING("signals", result, signals.p),
	PUT("verdict", put_verdict),
	STRING("reason", result, reason.p),
};

static const struct rows_column trend_columns[] = {
	SIZE("n_input", result, t.n_input),
	SIZE("n", result, t.n),
	NUMBER("first", result, t.first_value),
	NUMBER("last", result, t.last_value),
	NUMBER("change", result, t.change),
	NUMBER("pct_change", result, t.pct_change),
	NUMBER("min", result, t.values.min),
	NUMBER("max", result, t.values.max),
	NUMBER("mean", result, t.values.mean),
	NUMBER("median", result, t.values.median),
	NUMBER("sd", result, t.values.sd),
	NUMBER("ols_slope", result, t.ols.b1),
	NUMBER("ols_intercept", result, t.ols.b0),
	NUMBER("ols_slope_se", result, t.ols.b1_sd),
	NUMBER("ols_t", result, t.ols.t),
	NUMBER("ols_df", result, t.ols.df),
	NUMBER("ols_p", result, t.ols.p),
	NUMBER("ols_slope_lower95", result, t.ols.lower),
	NUMBER("ols_slope_upper95", result, t.ols.upper),
	NUMBER("ols_sigma", result, t.ols.sigma),
	NUMBER_UNLESS("ols_r2", result, t.ols.r2, NO_FREEDOM),
	NUMBER("ols_next_t", result, t.next_x),
	NUMBER("ols_next_fit", result, t.next.fit),
	NUMBER("ols_next_se_pred", result, t.next.se),
	NUMBER("ols_next_lower95", result, t.next.lower),
	NUMBER("ols_next_upper95", result, t.next.upper),
	NUMBER_UNLESS("lag1_autocorrelation_residual", result, t.ols.lag1, NO_FREEDOM),
	NUMBER_UNLESS("durbin_watson", result, t.ols.durbin_watson, NO_FREEDOM),
	NUMBER("mk_s", result, t.mk.s),
	NUMBER("mk_var_s", result, t.mk.var_s),
	NUMBER("mk_z", result, t.mk.z),
	NUMBER("mk_p_normal", result, t.mk.p_normal),
	NUMBER("mk_p_exact", result, t.mk.p_exact),
	NUMBER("mk_p_exact_min_possible", result, t.mk.p_min),
	NUMBER("mk_tau_a", result, t.mk.tau_a),
	NUMBER("mk_tau_b", result, t.mk.tau_b),
	NUMBER("sen_slope", result, t.sen.slope),
	NUMBER("sen_intercept_conover", result, t.sen.intercept_conover),
	NUMBER("sen_intercept_median_resid", result, t.sen.intercept_residual),
	NUMBER("sen_lower95", result, t.sen.lower),
	NUMBER("sen_upper95", result, t.sen.upper),
	NUMBER("sen_rank_lower", result, t.sen.rank_lower),
	NUMBER("sen_rank_upper", result, t.sen.rank_upper),
	NUMBER("sen_exact_rank", result, t.sen.exact_rank),
	NUMBER("sen_exact_lower", result, t.sen.exact_lower),
	NUMBER("sen_exact_upper", result, t.sen.exact_upper),
	NUMBER("sen_exact_confidence", result, t.sen.exact_confidence),
	NUMBER("pois_slope", result, t.poisson.slope),
	NUMBER("pois_intercept", result, t.poisson.intercept),
	NUMBER("pois_slope_se", result, t.poisson.se),
	NUMBER("pois_z", result, t.poisson.z),
	NUMBER("pois_p", result, t.poisson.p),
	NUMBER("pois_rr", result, t.poisson.rate_ratio),
	NUMBER("pois_rr_lower95", result, t.poisson.lower),
	NUMBER("pois_rr_upper95", result, t.poisson.upper),
	NUMBER("pois_deviance", result, t.poisson.deviance),
	NUMBER("pois_pearson", result, t.poisson.pearson),
	NUMBER("pois_df", result, t.poisson.df),
	NUMBER("pois_p_gof_pearson", result, t.poisson.p_fit),
	NUMBER("pois_null_deviance", result, t.poisson.null_deviance),
	NUMBER("pois_phi", result, t.poisson.phi),
	NUMBER("quasi_slope_se", result, t.poisson.quasi_se),
	NUMBER("quasi_t", result, t.poisson.quasi_t),
	NUMBER("quasi_p", result, t.poisson.quasi_p),
	NUMBER("quasi_rr_lower95", result, t.poisson.quasi_lower),
	NUMBER("quasi_rr_upper95", result, t.poisson.quasi_upper),
	NUMBER("dispersion_chisq", result, t.poisson.dispersion),
	NUMBER("dispersion_df", result, t.poisson.dispersion_df),
	NUMBER("dispersion_p", result, t.poisson.dispersion_p),
	NUMBER("last_vs_first_ratio", result, t.vs_first.value),
	NUMBER("last_vs_first_ratio_lower95", result, t.vs_first.ci.lo),
	NUMBER("last_vs_first_ratio_upper95", result, t.vs_first.ci.hi),
	NUMBER("last_vs_first_p", result, t.vs_first.p),
	NUMBER("last_vs_previous_ratio", result, t.vs_previous.value),
	NUMBER("last_vs_previous_p", result, t.vs_previous.p),
	NUMBER("ma4_last", result, t.mean4_last),
	NUMBER("yoy4_change", result, t.change4),
};

/* A row of POINTS, MOVING and COMPARE. */
struct point {
	const struct result *result;
	const char *name, *cause, *against;
	size_t at;
	double x, y, last;
	struct trend_stretch stretch;
	struct xmr_point xmr;
	struct moving moving;
	struct ratio ratio;
};

static void
put_period(struct rows *out, const void *point)
{
	const struct point *p = point;

	put_label(out, &p->result->s, p->at);
}

static void
put_last(struct rows *out, const void *point)
{
	put_last_period(out, ((const struct point *)point)->result);
}

static const struct rows_column points_columns[] = {
	STRING("series", point, name),
	NUMBER("t", point, x),
	PUT("period", put_period),
	FLAG("screen_outliers", point, stretch.limits.screen),
	SIZE("group", point, stretch.group),
	NUMBER("value", point, y),
	NUMBER("mean", point, stretch.limits.mean),
	NUMBER("moving_range", point, xmr.moving_range),
	NUMBER("mr_bar_unscreened", point, stretch.limits.mr_bar_unscreened),
	NUMBER("mr_bar", point, stretch.limits.mr_bar),
	SIZE("n_mr_screened", point, stretch.limits.screened),
	NUMBER("lower_limit", point, stretch.limits.lower),
	NUMBER("upper_limit", point, stretch.limits.upper),
	NUMBER("lower_2sigma", point, stretch.limits.near_lower),
	NUMBER("upper_2sigma", point, stretch.limits.near_upper),
	FLAG("rule_astronomical", point, xmr.outside),
	FLAG("rule_trend7", point, xmr.trend),
	FLAG("rule_2of3", point, xmr.two_of_three),
	FLAG("rule_shift7", point, xmr.shift),
	STRING("special_cause", point, cause),
	SIZE("baseline_points", point, stretch.limits.baseline),
	FLAG("trial_limits", point, stretch.limits.trial),
};

static const struct rows_column moving_columns[] = {
	STRING("series", point, name),
	NUMBER("t", point, x),
	NUMBER("value", point, y),
	NUMBER("sum4", point, moving.sum4),
	NUMBER("mean4_trailing", point, moving.mean4),
	NUMBER("mean_2x4_centred", point, moving.mean2x4),
};

static const struct rows_column compare_columns[] = {
	STRING("series", point, name),
	STRING("against", point, against),
	PUT("period", put_period),
	NUMBER("value", point, y),
	PUT("last_period", put_last),
	NUMBER("last", point, last),
	NUMBER("ratio", point, ratio.value),
	NUMBER("ratio_lower95", point, ratio.ci.lo),
	NUMBER("ratio_upper95", point, ratio.ci.hi),
	NUMBER("p", point, ratio.p),
};

static void
put_model(struct rows *out, const void *line)
{
	rows_str(out, ((const struct ols *)line)->origin ? "y=b1*x" : "y=b0+b1*x");
}

#define INTERCEPT 2	/* rows, which a line through the origin does not have */
static const struct rows_column linear_columns[] = {
	NUMBER("b0", ols, b0),
	NUMBER("b0_sd", ols, b0_sd),
	NUMBER("b1", ols, b1),
	NUMBER("b1_sd", ols, b1_sd),
	NUMBER("residual_sd", ols, sigma),
	NUMBER("r_squared", ols, r2),
	NUMBER("ss_regression", ols, ss_regression),
	NUMBER("f_statistic", ols, f),
	NUMBER("df_residual", ols, df),
	NUMBER("ss_residual", ols, ss_residual),
	NUMBER("ms_residual", ols, ms_residual),
	PUT("model", put_model),
};

static const struct rows_column univariate_columns[] = {
	SIZE("n", univariate, n),
	NUMBER("mean", univariate, mean),
	NUMBER("sd", univariate, sd),
	NUMBER("lag1_autocorrelation", univariate, lag1),
};

/* The columns of each form; with `statistic` they are rows of series,statistic,value. */
static const struct {
	const struct rows_column *column;
	size_t n;
	bool statistic;
} forms[] = {
	[COLUMNS_SERIES] = {series_columns, LENGTH(series_columns), false},
	[COLUMNS_POINTS] = {points_columns, LENGTH(points_columns), false},
	[COLUMNS_TREND] = {trend_columns, LENGTH(trend_columns), true},
	[COLUMNS_MOVING] = {moving_columns, LENGTH(moving_columns), false},
	[COLUMNS_COMPARE] = {compare_columns, LENGTH(compare_columns), false},
	[COLUMNS_LINEAR] = {linear_columns, LENGTH(linear_columns), true},
	[COLUMNS_ORIGIN] = {linear_columns + INTERCEPT, LENGTH(linear_columns) - INTERCEPT,
	    true},
	[COLUMNS_UNIVARIATE] = {univariate_columns, LENGTH(univariate_columns), true},
};

void
columns_heading(struct rows *out, const struct columns_options *o)
{
	if (!forms[o->form].statistic) {
		rows_headings(out, forms[o->form].column, forms[o->form].n);
	} else {
		if (o->named || o->form == COLUMNS_TREND)
			rows_str(out, "series");
		rows_str(out, "statistic");
		rows_str(out, "value");
	}
	rows_end(out);
}

static void
write_row(struct rows *out, enum columns_form form, const void *record, unsigned state)
{
	rows_cells(out, forms[form].column, forms[form].n, record, state,
	    form == COLUMNS_SERIES ? "" : "NA");
	rows_end(out);
}

static void
write_statistics(struct rows *out, const struct columns_options *o, const struct result *r,
    const void *record)
{
	const struct rows_column *column = forms[o->form].column;

	for (size_t i = 0; i < forms[o->form].n; i++) {
		if (o->named || o->form == COLUMNS_TREND)
			rows_str(out, r->s.name);
		rows_str(out, column[i].name);
		rows_cell(out, &column[i], record, state_of(r), "NA");
		rows_end(out);
	}
}

static void
write_points(struct rows *out, const struct result *r)
{
	const struct trend *t = &r->t;
	struct point p = {.result = r, .name = r->s.name};

	for (size_t i = 0; i < r->s.n; i++) {
		p.at = i;
		p.x = r->s.row[i].x;
		p.y = r->s.y[i];
		p.stretch = t->stretch[i];
		p.xmr = t->point[i];
		p.cause = xmr_cause[p.xmr.cause].name;
		write_row(out, COLUMNS_POINTS, &p, 0);
	}
}

static void
write_moving(struct rows *out, const struct result *r)
{
	const struct series *s = &r->s;

	for (size_t i = 0; i < s->n; i++) {
		struct point p = {.name = s->name, .x = s->row[i].x, .y = s->y[i],
		    .moving = trend_moving(s->y, s->n, i)};

		write_row(out, COLUMNS_MOVING, &p, 0);
	}
}

static void
write_comparisons(struct rows *out, const struct result *r)
{
	const struct trend *t = &r->t;
	const struct point against[] = {
		{.against = "first", .at = t->first, .ratio = t->vs_first},
		{.against = "previous", .at = t->before_last, .ratio = t->vs_previous},
		{.against = "year_ago", .at = t->ago, .ratio = t->vs_year_ago},
	};

	for (size_t i = 0; i < LENGTH(against) && t->n > 1; i++) {
		struct point p = against[i];

		if (p.at == r->s.n)	/* there is no such point */
			continue;
		p.result = r;
		p.name = r->s.name;
		p.y = r->s.y[p.at];
		p.last = t->last_value;
		write_row(out, COLUMNS_COMPARE, &p, 0);
	}
}

static int
write_line(struct rows *out, const struct columns_options *o, const struct result *r)
{
	const struct trend *t = &r->t;
	struct student_memo memo = {0};
	struct ols line;
	int ret = ols_fit(t->x, t->y, t->n, o->form == COLUMNS_ORIGIN, TREND_CONF, &memo, &line);

	write_statistics(out, o, r, &line);
	return ret;
}

int
columns_write(struct rows *out, const struct columns_options *o, const struct result *r)
{
	switch (o->form) {
	case COLUMNS_SERIES: write_row(out, o->form, r, state_of(r)); break;
	case COLUMNS_POINTS: write_points(out, r); break;
	case COLUMNS_TREND: write_statistics(out, o, r, r); break;
	case COLUMNS_MOVING: write_moving(out, r); break;
	case COLUMNS_COMPARE: write_comparisons(out, r); break;
	case COLUMNS_LINEAR:
	case COLUMNS_ORIGIN: return write_line(out, o, r);
	case COLUMNS_UNIVARIATE: write_statistics(out, o, r, &r->t.values); break;
	}
	return 0;
}
