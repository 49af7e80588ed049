#include "trend/trendout.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "trend/sentence.h"

/* Figures of up to 15 digits are compared as written: 0.3 to 0.33 is 10%, not a little more. */
#define ROUNDING 1e-12

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Why a figure of a series is blank. */
enum {
	ONE_POINT = 1,		/* or none */
	FEW_POINTS = 2,		/* below VERDICT_LEAST */
	NO_FLOW = 4,		/* a stock, or not known */
	NO_FREEDOM = 8,		/* no line, or one without degrees of freedom */
	FIRST_NOT_POSITIVE = 16,
	PREVIOUS_NOT_POSITIVE = 32,
};

static unsigned
state_of(const struct result *r)
{
	const struct trend *t = &r->t;

	return (t->n < 2 ? ONE_POINT : 0) | (t->n < VERDICT_LEAST ? FEW_POINTS : 0) |
	    (r->kind != KIND_FLOW ? NO_FLOW : 0) | (t->ols.df > 0 ? 0 : NO_FREEDOM) |
	    (t->first_value > 0 ? 0 : FIRST_NOT_POSITIVE) |
	    (t->previous > 0 ? 0 : PREVIOUS_NOT_POSITIVE);
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
	COLUMN("pct_change", DOUBLE, t.pct_change, ONE_POINT | FIRST_NOT_POSITIVE),
	COLUMN("last_vs_previous", DOUBLE, t.last_vs_previous, 0),
	COLUMN("pct_vs_previous", DOUBLE, t.pct_vs_previous, PREVIOUS_NOT_POSITIVE),
	COLUMN("year_ago", DOUBLE, t.year_ago, 0),
	COLUMN("year_on_year", DOUBLE, t.year_on_year, 0),
	COLUMN("mean", DOUBLE, t.values.mean, 0),
	COLUMN("min", DOUBLE, t.values.min, 0),
	COLUMN("max", DOUBLE, t.values.max, 0),
	COLUMN("sen_slope", DOUBLE, t.sen.slope, 0),
	COLUMN("sen_lower", DOUBLE, t.sen_lower, FEW_POINTS),
	COLUMN("sen_upper", DOUBLE, t.sen_upper, FEW_POINTS),
	COLUMN("sen_confidence", DOUBLE, t.sen_confidence, FEW_POINTS),
	COLUMN("mk_s", DOUBLE, t.mk.s, 0),
	COLUMN("mk_p", DOUBLE, t.mk_p, FEW_POINTS | NO_FLOW),
	COLUMN("mk_p_min", DOUBLE, t.mk.p_min, NO_FLOW),
	COLUMN("ols_slope", DOUBLE, t.ols.b1, 0),
	COLUMN("ols_lower95", DOUBLE, t.ols.lower, 0),
	COLUMN("ols_upper95", DOUBLE, t.ols.upper, 0),
	COLUMN("rate_ratio", DOUBLE, t.poisson.rate_ratio, NO_FLOW),
	COLUMN("rr_lower95", DOUBLE, t.poisson.quasi_lower, NO_FLOW),
	COLUMN("rr_upper95", DOUBLE, t.poisson.quasi_upper, NO_FLOW),
	COLUMN("phi", DOUBLE, t.poisson.phi, 0),
	COLUMN("xmr_mean", DOUBLE, t.limits.mean, 0),
	COLUMN("xmr_lower", DOUBLE, t.limits.lower, 0),
	COLUMN("xmr_upper", DOUBLE, t.limits.upper, 0),
	COLUMN("signals", STRING, signals.p, 0),
	COLUMN_PUT("verdict", put_verdict, 0),
	COLUMN("reason", STRING, reason.p, 0),
};

static const struct rows_column trend_columns[] = {
	COLUMN("n_input", SIZE, s.nrows, 0),
	COLUMN("n", SIZE, t.n, 0),
	COLUMN("first", DOUBLE, t.first_value, 0),
	COLUMN("last", DOUBLE, t.last_value, 0),
	COLUMN("change", DOUBLE, t.change, 0),
	COLUMN("pct_change", DOUBLE, t.pct_change, 0),
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

/* A row of POINTS, MOVING and COMPARE. */
struct point {
	const char *name, *cause, *against;
	struct slice period, last_period;
	double x, y, last;
	struct trend_stretch stretch;
	struct xmr_point xmr;
	struct moving moving;
	struct ratio ratio;
};

#undef RECORD
#define RECORD struct point
static const struct rows_column points_columns[] = {
	COLUMN("series", STRING, name, 0),
	COLUMN("t", DOUBLE, x, 0),
	COLUMN("period", WORDS, period, 0),
	COLUMN("screen_outliers", FLAG, stretch.limits.screen, 0),
	COLUMN("group", SIZE, stretch.group, 0),
	COLUMN("value", DOUBLE, y, 0),
	COLUMN("mean", DOUBLE, stretch.limits.mean, 0),
	COLUMN("moving_range", DOUBLE, xmr.moving_range, 0),
	COLUMN("mr_bar_unscreened", DOUBLE, stretch.limits.mr_bar_unscreened, 0),
	COLUMN("mr_bar", DOUBLE, stretch.limits.mr_bar, 0),
	COLUMN("n_mr_screened", SIZE, stretch.limits.screened, 0),
	COLUMN("lower_limit", DOUBLE, stretch.limits.lower, 0),
	COLUMN("upper_limit", DOUBLE, stretch.limits.upper, 0),
	COLUMN("lower_2sigma", DOUBLE, stretch.limits.near_lower, 0),
	COLUMN("upper_2sigma", DOUBLE, stretch.limits.near_upper, 0),
	COLUMN("rule_astronomical", FLAG, xmr.outside, 0),
	COLUMN("rule_trend7", FLAG, xmr.trend, 0),
	COLUMN("rule_2of3", FLAG, xmr.two_of_three, 0),
	COLUMN("rule_shift7", FLAG, xmr.shift, 0),
	COLUMN("special_cause", STRING, cause, 0),
	COLUMN("baseline_points", SIZE, stretch.limits.baseline, 0),
	COLUMN("trial_limits", FLAG, stretch.limits.trial, 0),
};

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

struct line {
	struct ols ols;
	const char *model;
};

#undef RECORD
#define RECORD struct line
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

/* The columns of each form; with `statistic` they are rows of series,statistic,value. */
static const struct {
	const struct rows_column *column;
	size_t n;
	bool statistic;
} forms[] = {
	[TRENDOUT_SERIES] = {series_columns, COUNT(series_columns), false},
	[TRENDOUT_POINTS] = {points_columns, COUNT(points_columns), false},
	[TRENDOUT_TREND] = {trend_columns, COUNT(trend_columns), true},
	[TRENDOUT_MOVING] = {moving_columns, COUNT(moving_columns), false},
	[TRENDOUT_COMPARE] = {compare_columns, COUNT(compare_columns), false},
	[TRENDOUT_LINEAR] = {linear_columns, COUNT(linear_columns), true},
	[TRENDOUT_ORIGIN] = {linear_columns + INTERCEPT, COUNT(linear_columns) - INTERCEPT,
	    true},
	[TRENDOUT_UNIVARIATE] = {univariate_columns, COUNT(univariate_columns), true},
};

static void
write_row(struct trendout *r, const void *record, unsigned state)
{
	rows_cells(r->rows, forms[r->form].column, forms[r->form].n, record, state,
	    r->form == TRENDOUT_SERIES ? "" : "NA");
	rows_end(r->rows);
}

static void
write_statistics(struct trendout *r, const void *record)
{
	const struct rows_column *column = forms[r->form].column;

	for (size_t i = 0; i < forms[r->form].n; i++) {
		if (r->named)
			rows_str(r->rows, r->result.s.name);
		rows_str(r->rows, column[i].name);
		rows_cell(r->rows, &column[i], record, state_of(&r->result), "NA");
		rows_end(r->rows);
	}
}

static void
write_points(struct trendout *r)
{
	const struct series *s = &r->result.s;
	const struct trend *t = &r->result.t;
	char buf[PERIOD_SIZE];

	for (size_t i = 0; i < s->n; i++) {
		struct point p = {.name = s->name, .x = s->row[i].x, .y = s->y[i],
		    .period = series_label(s, i, buf), .stretch = t->stretch[i],
		    .xmr = t->point[i], .cause = xmr_cause[t->point[i].cause].name,
		    .moving = trend_moving(s->y, s->n, i)};

		write_row(r, &p, 0);
	}
}

static void
write_comparison(struct trendout *r, const char *against, size_t at, struct ratio ratio)
{
	const struct series *s = &r->result.s;
	struct point p = {.name = s->name, .against = against, .last = r->result.t.last_value,
	    .last_period = r->result.last_period, .ratio = ratio};

	if (r->result.t.n < 2 || at == s->n)	/* there is no such point */
		return;
	p.y = s->y[at];
	p.period = series_label(s, at, NULL);
	write_row(r, &p, 0);
}

/* Passes r->text on and clears it. */
static void
say(struct trendout *r)
{
	sentence_escape(&r->text);
	if (r->say != NULL)
		r->say(r->text.p);
	textbuf_reset(&r->text);
}

static void
write_line(struct trendout *r)
{
	const struct trend *t = &r->result.t;
	const bool origin = r->form == TRENDOUT_ORIGIN;
	struct line line = {.model = origin ? "y=b1*x" : "y=b0+b1*x"};

	if (ols_fit(t->x, t->y, t->n, origin, TREND_CONF, &r->result.t.memo, &line.ols) != 0) {
		textbuf_addf(&r->text, "%s: no line: too few points, or x does not vary",
		    r->result.s.name);
		say(r);
	}
	write_statistics(r, &line);
}

static void
write_rows(struct trendout *r)
{
	const struct trend *t = &r->result.t;

	switch (r->form) {
	case TRENDOUT_SERIES: write_row(r, &r->result, state_of(&r->result)); break;
	case TRENDOUT_POINTS:
	case TRENDOUT_MOVING: write_points(r); break;
	case TRENDOUT_TREND: write_statistics(r, &r->result); break;
	case TRENDOUT_COMPARE:
		write_comparison(r, "first", t->first, t->vs_first);
		write_comparison(r, "previous", t->before_last, t->vs_previous);
		write_comparison(r, "year_ago", t->ago, t->vs_year_ago);
		break;
	case TRENDOUT_LINEAR:
	case TRENDOUT_ORIGIN: write_line(r); break;
	case TRENDOUT_UNIVARIATE: write_statistics(r, &t->values); break;
	}
}

static bool
is_beyond(const struct trend *t, double max_change)
{
	double slack = ROUNDING * fmax(fabs(t->last_value), fabs(t->previous));

	if (isnan(max_change) || isnan(t->last_vs_previous) || t->last_vs_previous == 0)
		return false;
	return t->previous == 0 ||
	    fabs(t->last_vs_previous) - slack > max_change / 100 * fabs(t->previous);
}

static void
look_for_signal(struct trendout *r)
{
	const struct trend *t = &r->result.t;
	struct textbuf *b = &r->text;
	bool beyond = is_beyond(t, r->max_change);
	enum xmr_cause cause;

	if (t->n == 0 || !series_in_last_period(&r->result.s, t->last))
		return;
	r->looked_at++;
	cause = t->point[t->last].cause;
	if (cause == XMR_COMMON && !beyond)
		return;
	r->nsignals++;
	textbuf_addf(b, "%s: %.*s", r->result.s.name, SLICE_ARG(r->result.last_period));
	if (cause != XMR_COMMON)
		textbuf_addf(b, ": special cause, %s", xmr_cause[cause].plain);
	if (beyond) {
		char from[WRITER_DOUBLE], to[WRITER_DOUBLE], most[WRITER_DOUBLE];

		textbuf_addf(b, "%s a change from %s to %s, beyond %s%%",
		    cause != XMR_COMMON ? ";" : ":", sentence_number(from, t->previous),
		    sentence_number(to, t->last_value), sentence_number(most, r->max_change));
	}
	say(r);
}

static int
write_sentence(struct trendout *r, struct errmsg *e)
{
	if (r->nseries == 1 && !r->sorted)
		r->width = sentence_width(r->result.s.set, r->dictionary);
	sentence_line(&r->text, &r->result, r->dictionary, r->target, r->width);
	if (puts(r->text.p) == EOF)
		return errmsg_set(e, "<stdout>: cannot write: %s", strerror(errno));
	textbuf_reset(&r->text);
	return 0;
}

void
trendout_open(struct trendout *r)
{
	const struct filter *f = r->filter;

	textbuf_reset(&r->text);
	r->named = r->named || r->form == TRENDOUT_TREND;
	r->trend.exact = r->form == TRENDOUT_TREND || r->form == TRENDOUT_COMPARE;
	r->trend.tests = r->trend.exact || r->form == TRENDOUT_SERIES;
	if (f->format == ROWS_TEXT && r->form == TRENDOUT_SERIES)
		return;
	r->rows = filter_open_rows(f);
	if (!forms[r->form].statistic) {
		rows_headings(r->rows, forms[r->form].column, forms[r->form].n);
	} else {
		if (r->named)
			rows_str(r->rows, "series");
		rows_str(r->rows, "statistic");
		rows_str(r->rows, "value");
	}
	rows_end(r->rows);
}

int
trendout_series(struct trendout *r, const struct series *s, struct errmsg *e)
{
	static const struct dictionary_entry blank = {.target = NAN};
	const struct dictionary_entry *entry = dictionary_of_series(r->dictionary, s->name, s->key,
	    NULL);
	struct result *result = &r->result;

	result->entry = entry != NULL ? entry : &blank;
	result->kind = result->entry->kind != KIND_UNSAID ? result->entry->kind : r->kind;
	result->s = *s;
	result->s.percent |= result->entry->percent;
	trend_of(&result->s, &r->trend, &result->t);
	result->first_period = result->last_period = (struct slice){"", 0};
	if (result->t.n > 0) {
		result->first_period = series_label(s, result->t.first, NULL);
		result->last_period = series_label(s, result->t.last, NULL);
	}
	r->nseries++;
	r->disordered += s->disordered;
	r->slopeless += r->rows != NULL && r->trend.tests && result->t.n > THEIL_SEN_MOST;
	if (r->form == TRENDOUT_SERIES)
		verdict_judge(result);
	if (r->fail_on_signal)
		look_for_signal(r);
	if (r->rows == NULL)
		return write_sentence(r, e);
	write_rows(r);
	return 0;
}

static void
say_notes(struct trendout *r)
{
	if (r->fail_on_signal && r->looked_at < r->nseries) {
		textbuf_addf(&r->text, "note: no value in the last period, so ignored: %zu of %zu "
		    "series", r->nseries - r->looked_at, r->nseries);
		say(r);
	}
	if (r->slopeless > 0) {
		textbuf_addf(&r->text, "note: %zu series of more than %d points: no median slope",
		    r->slopeless, THEIL_SEN_MOST);
		say(r);
	}
	if (r->disordered > 0) {
		textbuf_addf(&r->text, "%zu series had rows out of order; put in order",
		    r->disordered);
		say(r);
	}
}

int
trendout_close(struct trendout *r, struct errmsg *e)
{
	say_notes(r);
	trend_free(&r->result.t);
	textbuf_free(&r->result.reason);
	textbuf_free(&r->result.signals);
	textbuf_free(&r->text);
	return r->rows != NULL ? rows_close_stdout(r->rows, e) : rows_close_stdio(e);
}
