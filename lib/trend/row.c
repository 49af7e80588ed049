#include "trend/row.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stat/univariate.h"

static void
headings(struct rows *out, const char *const *name, size_t n)
{
	for (size_t i = 0; i < n; i++)
		rows_str(out, name[i]);
	rows_end(out);
}

#define HEADINGS(out, names) headings(out, names, sizeof names / sizeof names[0])

/* A number, or NA. */
static void
number(struct rows *out, double v)
{
	rows_double(out, v, "NA");
}

/* A number, or an empty cell. */
static void
cell(struct rows *out, double v)
{
	rows_double(out, v, "");
}

static void
label(struct rows *out, const struct series_set *set, const struct series *s, size_t i)
{
	char buf[PERIOD_SIZE];

	rows_field(out, series_label(set, s, i, buf));
}

/* Limits of the median slope: exact ones where they exist, else normal ones; none below VERDICT_LEAST points. */
static void
sen_cells(struct rows *out, const struct trend *t)
{
	const struct theil_sen *s = &t->sen;
	bool exact = s->exact_rank >= 1;
	bool normal = !exact && t->n >= VERDICT_LEAST && !isnan(s->slope);

	cell(out, s->slope);
	cell(out, exact ? s->exact_lower : normal ? s->lower : NAN);
	cell(out, exact ? s->exact_upper : normal ? s->upper : NAN);
	cell(out, exact ? s->exact_confidence : normal && t->mk.var_s > 0 ? TREND_CONF : NAN);
}

/* No p-value for a stock, for what may be one, or from fewer than VERDICT_LEAST points. */
static void
test_cells(struct rows *out, const struct trend *t, bool flow)
{
	double p = isnan(t->mk.p_exact) ? t->mk.p_normal : t->mk.p_exact;

	cell(out, t->mk.s);
	cell(out, flow && t->n >= VERDICT_LEAST ? p : NAN);
	cell(out, flow ? t->mk.p_min : NAN);
	cell(out, t->lined ? t->ols.b1 : NAN);
	cell(out, t->lined ? t->ols.lower : NAN);
	cell(out, t->lined ? t->ols.upper : NAN);
	cell(out, flow ? t->poisson.rate_ratio : NAN);
	cell(out, flow ? t->poisson.quasi_lower : NAN);
	cell(out, flow ? t->poisson.quasi_upper : NAN);
	cell(out, t->poisson.phi);
}

static void
write_series(struct rows *out, const struct trendrow *r)
{
	const struct series_set *set = r->set;
	const struct series *s = r->s;
	const struct trend *t = r->t;
	bool any = t->n > 0;

	rows_str(out, r->name);
	rows_str(out, kind_name(r->kind));
	rows_count(out, t->n);
	rows_count(out, t->n_missing);
	if (any) {
		label(out, set, s, t->first);
		label(out, set, s, t->last);
	} else {
		rows_str(out, "");
		rows_str(out, "");
	}
	cell(out, any ? t->y[0] : NAN);
	cell(out, any ? t->y[t->n - 1] : NAN);
	cell(out, t->n > 1 ? t->change : NAN);
	cell(out, t->n > 1 && t->y[0] > 0 ? t->pct_change : NAN);
	cell(out, t->last_vs_previous);
	cell(out, t->previous > 0 ? t->pct_vs_previous : NAN);
	cell(out, t->year_ago);
	cell(out, t->year_on_year);
	cell(out, t->values.mean);
	cell(out, t->values.min);
	cell(out, t->values.max);
	sen_cells(out, t);
	test_cells(out, t, r->kind == KIND_FLOW);
	cell(out, t->limits.mean);
	cell(out, t->limits.lower);
	cell(out, t->limits.upper);
	rows_str(out, r->j->signals.p);
	rows_str(out, verdict_name(r->j->verdict));
	rows_str(out, r->j->reason.p);
	rows_end(out);
}

static void
write_points(struct rows *out, const struct trendrow *r, bool screen)
{
	const struct series *s = r->s;
	const struct trend *t = r->t;

	for (size_t i = 0; i < s->n; i++) {
		const struct xmr_limits *l = &t->limits_of[i];
		const struct xmr_point *p = &t->point[i];

		rows_str(out, r->name);
		number(out, s->x[i]);
		label(out, r->set, s, i);
		rows_count(out, screen);
		rows_count(out, t->group[i]);
		number(out, s->y[i]);
		number(out, l->mean);
		number(out, p->moving_range);
		number(out, l->mr_bar_unscreened);
		number(out, l->mr_bar);
		rows_count(out, l->screened);
		number(out, l->lower);
		number(out, l->upper);
		number(out, l->near_lower);
		number(out, l->near_upper);
		rows_count(out, p->outside);
		rows_count(out, p->trend);
		rows_count(out, p->two_of_three);
		rows_count(out, p->shift);
		rows_str(out, xmr_cause_name(p->cause));
		rows_count(out, l->baseline);
		rows_count(out, l->points < XMR_TRIAL);
		rows_end(out);
	}
}

static void
statistic_name(struct rows *out, const char *series, const char *name)
{
	if (series != NULL)
		rows_str(out, series);
	rows_str(out, name);
}

static void
statistic(struct rows *out, const char *series, const char *name, double v)
{
	statistic_name(out, series, name);
	number(out, v);
	rows_end(out);
}

static void
level_statistics(struct rows *out, const char *name, const struct trend *t)
{
	bool any = t->n > 0;

	statistic(out, name, "n_input", (double)t->n_input);
	statistic(out, name, "n", (double)t->n);
	statistic(out, name, "first", any ? t->y[0] : NAN);
	statistic(out, name, "last", any ? t->y[t->n - 1] : NAN);
	statistic(out, name, "change", t->change);
	statistic(out, name, "pct_change", t->pct_change);
	statistic(out, name, "min", t->values.min);
	statistic(out, name, "max", t->values.max);
	statistic(out, name, "mean", t->values.mean);
	statistic(out, name, "median", t->values.median);
	statistic(out, name, "sd", t->values.sd);
}

/* No line: nothing is defined. */
static const struct ols no_line = {.df = NAN, .b0 = NAN, .b1 = NAN, .b0_sd = NAN, .b1_sd = NAN,
    .t = NAN, .p = NAN, .lower = NAN, .upper = NAN, .sigma = NAN, .ss_residual = NAN,
    .ss_regression = NAN, .f = NAN, .r2 = NAN, .durbin_watson = NAN, .lag1 = NAN};

static void
line_statistics(struct rows *out, const char *name, const struct trend *t)
{
	const struct ols *o = t->lined ? &t->ols : &no_line;
	bool limited = t->lined && t->ols.df > 0;

	statistic(out, name, "ols_slope", o->b1);
	statistic(out, name, "ols_intercept", o->b0);
	statistic(out, name, "ols_slope_se", o->b1_sd);
	statistic(out, name, "ols_t", o->t);
	statistic(out, name, "ols_df", o->df);
	statistic(out, name, "ols_p", o->p);
	statistic(out, name, "ols_slope_lower95", o->lower);
	statistic(out, name, "ols_slope_upper95", o->upper);
	statistic(out, name, "ols_sigma", o->sigma);
	statistic(out, name, "ols_r2", limited ? o->r2 : NAN);
	statistic(out, name, "ols_next_t", t->lined ? t->next_x : NAN);
	statistic(out, name, "ols_next_fit", t->lined ? t->next.fit : NAN);
	statistic(out, name, "ols_next_se_pred", limited ? t->next.se : NAN);
	statistic(out, name, "ols_next_lower95", limited ? t->next.lower : NAN);
	statistic(out, name, "ols_next_upper95", limited ? t->next.upper : NAN);
	statistic(out, name, "lag1_autocorrelation_residual", limited ? o->lag1 : NAN);
	statistic(out, name, "durbin_watson", limited ? o->durbin_watson : NAN);
}

static void
rank_statistics(struct rows *out, const char *name, const struct trend *t)
{
	const struct mann_kendall *m = &t->mk;
	const struct theil_sen *s = &t->sen;

	statistic(out, name, "mk_s", m->s);
	statistic(out, name, "mk_var_s", m->var_s);
	statistic(out, name, "mk_z", m->z);
	statistic(out, name, "mk_p_normal", m->p_normal);
	statistic(out, name, "mk_p_exact", m->p_exact);
	statistic(out, name, "mk_p_exact_min_possible", m->p_min);
	statistic(out, name, "mk_tau_a", m->tau_a);
	statistic(out, name, "mk_tau_b", m->tau_b);
	statistic(out, name, "sen_slope", s->slope);
	statistic(out, name, "sen_intercept_conover", s->intercept_conover);
	statistic(out, name, "sen_intercept_median_resid", s->intercept_residual);
	statistic(out, name, "sen_lower95", s->lower);
	statistic(out, name, "sen_upper95", s->upper);
	statistic(out, name, "sen_rank_lower", s->rank_lower);
	statistic(out, name, "sen_rank_upper", s->rank_upper);
	statistic(out, name, "sen_exact_rank", s->exact_rank);
	statistic(out, name, "sen_exact_lower", s->exact_lower);
	statistic(out, name, "sen_exact_upper", s->exact_upper);
	statistic(out, name, "sen_exact_confidence", s->exact_confidence);
}

static void
poisson_statistics(struct rows *out, const char *name, const struct poisson_trend *p)
{
	statistic(out, name, "pois_slope", p->slope);
	statistic(out, name, "pois_intercept", p->intercept);
	statistic(out, name, "pois_slope_se", p->se);
	statistic(out, name, "pois_z", p->z);
	statistic(out, name, "pois_p", p->p);
	statistic(out, name, "pois_rr", p->rate_ratio);
	statistic(out, name, "pois_rr_lower95", p->lower);
	statistic(out, name, "pois_rr_upper95", p->upper);
	statistic(out, name, "pois_deviance", p->deviance);
	statistic(out, name, "pois_pearson", p->pearson);
	statistic(out, name, "pois_df", p->df);
	statistic(out, name, "pois_p_gof_pearson", p->p_fit);
	statistic(out, name, "pois_null_deviance", p->null_deviance);
	statistic(out, name, "pois_phi", p->phi);
	statistic(out, name, "quasi_slope_se", p->quasi_se);
	statistic(out, name, "quasi_t", p->quasi_t);
	statistic(out, name, "quasi_p", p->quasi_p);
	statistic(out, name, "quasi_rr_lower95", p->quasi_lower);
	statistic(out, name, "quasi_rr_upper95", p->quasi_upper);
	statistic(out, name, "dispersion_chisq", p->dispersion);
	statistic(out, name, "dispersion_df", p->dispersion_df);
	statistic(out, name, "dispersion_p", p->dispersion_p);
}

static void
write_trend(struct rows *out, const char *name, const struct trend *t)
{
	level_statistics(out, name, t);
	line_statistics(out, name, t);
	rank_statistics(out, name, t);
	poisson_statistics(out, name, &t->poisson);
	statistic(out, name, "last_vs_first_ratio", t->vs_first.value);
	statistic(out, name, "last_vs_first_ratio_lower95", t->vs_first.ci.lo);
	statistic(out, name, "last_vs_first_ratio_upper95", t->vs_first.ci.hi);
	statistic(out, name, "last_vs_first_p", t->vs_first.p);
	statistic(out, name, "last_vs_previous_ratio", t->vs_previous.value);
	statistic(out, name, "last_vs_previous_p", t->vs_previous.p);
	statistic(out, name, "ma4_last", t->mean4_last);
	statistic(out, name, "yoy4_change", t->change4);
}

static void
write_moving(struct rows *out, const char *name, const struct series *s)
{
	double *sum4 = xmalloc((s->n > 0 ? s->n : 1) * 3 * sizeof *sum4);
	double *mean4 = sum4 + s->n, *mean2x4 = mean4 + s->n;

	moving(s->y, s->n, sum4, mean4, mean2x4);
	for (size_t i = 0; i < s->n; i++) {
		rows_str(out, name);
		number(out, s->x[i]);
		number(out, s->y[i]);
		number(out, sum4[i]);
		number(out, mean4[i]);
		number(out, mean2x4[i]);
		rows_end(out);
	}
	free(sum4);
}

static void
compare_row(struct rows *out, const struct trendrow *r, const char *against, size_t other,
    const struct ratio *ratio)
{
	rows_str(out, r->name);
	rows_str(out, against);
	label(out, r->set, r->s, other);
	number(out, r->s->y[other]);
	label(out, r->set, r->s, r->t->last);
	number(out, r->s->y[r->t->last]);
	number(out, ratio->value);
	number(out, ratio->ci.lo);
	number(out, ratio->ci.hi);
	number(out, ratio->p);
	rows_end(out);
}

static void
write_compare(struct rows *out, const struct trendrow *r)
{
	const struct trend *t = r->t;

	if (t->n < 2)
		return;
	compare_row(out, r, "first", t->first, &t->vs_first);
	compare_row(out, r, "previous", t->before_last, &t->vs_previous);
	if (t->ago < r->s->n)
		compare_row(out, r, "year_ago", t->ago, &t->vs_year_ago);
}

static void
write_linear(struct rows *out, const char *name, const struct ols *o)
{
	if (!o->origin) {
		statistic(out, name, "b0", o->b0);
		statistic(out, name, "b0_sd", o->b0_sd);
	}
	statistic(out, name, "b1", o->b1);
	statistic(out, name, "b1_sd", o->b1_sd);
	statistic(out, name, "residual_sd", o->sigma);
	statistic(out, name, "r_squared", o->r2);
	statistic(out, name, "ss_regression", o->ss_regression);
	statistic(out, name, "f_statistic", o->f);
	statistic(out, name, "df_residual", o->df);
	statistic(out, name, "ss_residual", o->ss_residual);
	statistic(out, name, "ms_residual", o->sigma * o->sigma);
	statistic_name(out, name, "model");
	rows_str(out, o->origin ? "y=b1*x" : "y=b0+b1*x");
	rows_end(out);
}

static void
write_univariate(struct rows *out, const char *name, const struct univariate *u)
{
	statistic(out, name, "n", (double)u->n);
	statistic(out, name, "mean", u->mean);
	statistic(out, name, "sd", u->sd);
	statistic(out, name, "lag1_autocorrelation", u->lag1);
}

bool
trendrow_detail_parse(const char *s, enum trendrow_form *form)
{
	static const char *const names[] = {
		[TRENDROW_TREND] = "trend",
		[TRENDROW_MOVING] = "moving",
		[TRENDROW_COMPARE] = "compare",
		[TRENDROW_LINEAR] = "linear",
		[TRENDROW_ORIGIN] = "",
		[TRENDROW_UNIVARIATE] = "univariate",
	};

	for (int f = TRENDROW_TREND; f <= TRENDROW_UNIVARIATE; f++)
		if (strcmp(s, names[f]) == 0 && s[0] != '\0') {
			*form = (enum trendrow_form)f;
			return true;
		}
	return false;
}

void
trendrow_heading(struct rows *out, const struct trendrow_options *o)
{
	static const char *const series[] = {"series", "kind", "n", "n_missing", "first_period",
	    "last_period", "first", "last", "change", "pct_change", "last_vs_previous",
	    "pct_vs_previous", "year_ago", "year_on_year", "mean", "min", "max", "sen_slope",
	    "sen_lower", "sen_upper", "sen_confidence", "mk_s", "mk_p", "mk_p_min", "ols_slope",
	    "ols_lower95", "ols_upper95", "rate_ratio", "rr_lower95", "rr_upper95", "phi",
	    "xmr_mean", "xmr_lower", "xmr_upper", "signals", "verdict", "reason"};
	static const char *const points[] = {"series", "t", "period", "screen_outliers", "group",
	    "value", "mean", "moving_range", "mr_bar_unscreened", "mr_bar", "n_mr_screened",
	    "lower_limit", "upper_limit", "lower_2sigma", "upper_2sigma", "rule_astronomical",
	    "rule_trend7", "rule_2of3", "rule_shift7", "special_cause", "baseline_points",
	    "trial_limits"};
	static const char *const moving_names[] = {"series", "t", "value", "sum4",
	    "mean4_trailing", "mean_2x4_centred"};
	static const char *const compare[] = {"series", "against", "period", "value",
	    "last_period", "last", "ratio", "ratio_lower95", "ratio_upper95", "p"};
	static const char *const statistics[] = {"series", "statistic", "value"};

	switch (o->form) {
	case TRENDROW_SERIES: HEADINGS(out, series); break;
	case TRENDROW_POINTS: HEADINGS(out, points); break;
	case TRENDROW_MOVING: HEADINGS(out, moving_names); break;
	case TRENDROW_COMPARE: HEADINGS(out, compare); break;
	case TRENDROW_TREND: HEADINGS(out, statistics); break;
	default: headings(out, statistics + !o->named, o->named ? 3 : 2); break;
	}
}

int
trendrow_write(struct rows *out, const struct trendrow_options *o, const struct trendrow *row)
{
	const struct trend *t = row->t;
	struct student_memo memo = {0};
	struct ols line;
	int r = 0;

	switch (o->form) {
	case TRENDROW_SERIES: write_series(out, row); break;
	case TRENDROW_POINTS: write_points(out, row, o->screen); break;
	case TRENDROW_TREND: write_trend(out, row->name, t); break;
	case TRENDROW_MOVING: write_moving(out, row->name, row->s); break;
	case TRENDROW_COMPARE: write_compare(out, row); break;
	case TRENDROW_UNIVARIATE:
		write_univariate(out, o->named ? row->name : NULL, &t->values);
		break;
	default:
		line = no_line;
		line.origin = o->form == TRENDROW_ORIGIN;
		r = ols_fit(t->x, t->y, t->n, line.origin, TREND_CONF, &memo, &line);
		write_linear(out, o->named ? row->name : NULL, &line);
		break;
	}
	return r;
}
