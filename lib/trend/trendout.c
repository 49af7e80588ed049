#include "trend/trendout.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "trend/sentence.h"

/* Figures of up to 15 digits are compared as written: 0.3 to 0.33 is 10%, not a little more. */
#define ROUNDING 1e-12

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* A column by its heading, record and member, or by the function that puts its cell. */
#define NUMBER(name, record, member) {name, ROWS_DOUBLE, offsetof(struct record, member), NULL, 0}
#define NUMBER_UNLESS(name, record, member, blank_if) \
	{name, ROWS_DOUBLE, offsetof(struct record, member), NULL, blank_if}
#define SIZE(name, record, member) {name, ROWS_SIZE, offsetof(struct record, member), NULL, 0}
#define FLAG(name, record, member) {name, ROWS_FLAG, offsetof(struct record, member), NULL, 0}
#define STRING(name, record, member) {name, ROWS_STRING, offsetof(struct record, member), NULL, 0}
#define WORDS(name, record, member) {name, ROWS_WORDS, offsetof(struct record, member), NULL, 0}
#define PUT(name, put) {name, ROWS_PUT, 0, put, 0}

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

static const struct rows_column series_columns[] = {
	STRING("series", result, s.name),
	PUT("kind", put_kind),
	SIZE("n", result, t.n),
	SIZE("n_missing", result, t.n_missing),
	WORDS("first_period", result, first_period),
	WORDS("last_period", result, last_period),
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
	SIZE("n_input", result, s.nrows),
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
	const char *name, *cause, *against;
	struct slice period, last_period;
	double x, y, last;
	struct trend_stretch stretch;
	struct xmr_point xmr;
	struct moving moving;
	struct ratio ratio;
};

static const struct rows_column points_columns[] = {
	STRING("series", point, name),
	NUMBER("t", point, x),
	WORDS("period", point, period),
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
	WORDS("period", point, period),
	NUMBER("value", point, y),
	WORDS("last_period", point, last_period),
	NUMBER("last", point, last),
	NUMBER("ratio", point, ratio.value),
	NUMBER("ratio_lower95", point, ratio.ci.lo),
	NUMBER("ratio_upper95", point, ratio.ci.hi),
	NUMBER("p", point, ratio.p),
};

struct line {
	struct ols ols;
	const char *model;
};

#define INTERCEPT 2	/* rows, which a line through the origin does not have */
static const struct rows_column linear_columns[] = {
	NUMBER("b0", line, ols.b0),
	NUMBER("b0_sd", line, ols.b0_sd),
	NUMBER("b1", line, ols.b1),
	NUMBER("b1_sd", line, ols.b1_sd),
	NUMBER("residual_sd", line, ols.sigma),
	NUMBER("r_squared", line, ols.r2),
	NUMBER("ss_regression", line, ols.ss_regression),
	NUMBER("f_statistic", line, ols.f),
	NUMBER("df_residual", line, ols.df),
	NUMBER("ss_residual", line, ols.ss_residual),
	NUMBER("ms_residual", line, ols.ms_residual),
	STRING("model", line, model),
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
		return errmsg_set(e, "<stdout>: %s", strerror(errno));
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
	r->rows = rows_open(f->format, f->spreadsheet_safe, STDOUT_FILENO, "<stdout>");
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
