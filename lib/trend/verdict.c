#include "trend/verdict.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stat/xmr.h"

#define NAMED 4		/* so many missing periods are named */
#define SIGNALS_NAMED 12	/* and so many runs of a special cause, the latest */

static const char *const verdict_names[] = {
	[VERDICT_TOO_FEW] = "too_few",
	[VERDICT_STEADY] = "steady",
	[VERDICT_RISING] = "rising",
	[VERDICT_FALLING] = "falling",
	[VERDICT_UNCLEAR] = "unclear",
	[VERDICT_NOT_TESTED] = "not_tested",
};

const char *
verdict_name(enum verdict v)
{
	return verdict_names[v];
}

static void
add_label(struct textbuf *b, const struct series_set *set, const struct series *s, size_t i)
{
	char buf[PERIOD_SIZE];

	textbuf_add(b, series_label(set, s, i, buf));
}

/* How many points from i on have the cause of point i. */
static size_t
run_of(const struct series *s, const struct trend *t, size_t i)
{
	size_t n = 1;

	while (i + n < s->n && t->point[i + n].cause == t->point[i].cause)
		n++;
	return n;
}

/* The latest runs of points with one special cause, each by its first and last period. */
static void
list_signals(const struct series_set *set, const struct series *s, const struct trend *t,
    const char *(*name)(enum xmr_cause), struct textbuf *b)
{
	enum xmr_cause named = XMR_COMMON;
	size_t n, runs = 0;

	for (size_t i = 0; i < s->n; i += run_of(s, t, i))
		runs += t->point[i].cause != XMR_COMMON;
	if (runs > SIGNALS_NAMED)
		textbuf_addf(b, "%zu earlier; ", runs - SIGNALS_NAMED);
	for (size_t i = 0; i < s->n; i += n) {
		enum xmr_cause cause = t->point[i].cause;

		n = run_of(s, t, i);
		if (cause == XMR_COMMON || runs-- > SIGNALS_NAMED)
			continue;
		if (cause == named)
			textbuf_addf(b, ", ");
		else
			textbuf_addf(b, "%s%s: ", named != XMR_COMMON ? "; " : "", name(cause));
		named = cause;
		add_label(b, set, s, i);
		if (n > 1) {
			textbuf_addf(b, " to ");
			add_label(b, set, s, i + n - 1);
		}
	}
}

static void
add_signals(const struct series_set *set, const struct series *s, const struct trend *t,
    struct textbuf *b)
{
	textbuf_addf(b, "special cause%s, ", t->limits.points < XMR_TRIAL ? " by trial limits" : "");
	list_signals(set, s, t, xmr_cause_in_words, b);
}

static void
list_missing(const struct series_set *set, const struct series *s, const struct trend *t,
    struct textbuf *b)
{
	size_t seen = 0;

	if (t->n_missing == 0)
		return;
	textbuf_addf(b, "%sno value for ", b->n > 0 ? "; " : "");
	for (size_t i = 0; i < s->n; i++) {
		if (trend_usable(s, i) || seen++ >= NAMED)
			continue;
		if (seen > 1)
			textbuf_addf(b, ", ");
		add_label(b, set, s, i);
		if (s->label[i] == SERIES_GAP)
			textbuf_addf(b, " (no row)");
		else if (isnan(s->x[i]))
			textbuf_addf(b, " (no place)");
		else if (s->mark[i] != MARK_NONE)
			textbuf_addf(b, " (%s)", num_mark_meaning((enum mark)s->mark[i]));
		else if (!isnan(s->y[i]))
			textbuf_addf(b, " (no population)");
	}
	if (seen > NAMED)
		textbuf_addf(b, " and %zu more", seen - NAMED);
}

static void
add_p(struct textbuf *b, const struct series *s, double p)
{
	textbuf_addf(b, "Mann-Kendall%s p ", s->populated ? " of the counts" : "");
	if (p < 0.001)
		textbuf_addf(b, "< 0.001");
	else
		textbuf_addf(b, "= %.3g", p);
}

/* A test of each kind: does it speak, and which way. */
struct tests {
	double p;			/* Mann-Kendall */
	int ranked;			/* -1, 0, 1: the direction at VERDICT_P */
	bool limited;			/* there are limits of the rate ratio */
	double lower, upper;
	int rated;			/* -1, 0, 1: which side of 1 they lie */
};

static struct tests
run_tests(const struct trend *t)
{
	const struct poisson_trend *m = &t->poisson;
	struct tests r = {.p = isnan(t->mk.p_exact) ? t->mk.p_normal : t->mk.p_exact};

	if (r.p <= VERDICT_P)
		r.ranked = t->mk.s > 0 ? 1 : -1;
	/* A trend that fits exactly has no quasi-Poisson limits; Poisson's are wider. */
	r.lower = m->phi == 0 ? m->lower : m->quasi_lower;
	r.upper = m->phi == 0 ? m->upper : m->quasi_upper;
	r.limited = !isnan(r.lower) && !isnan(r.upper);
	if (r.limited)
		r.rated = r.lower > 1 ? 1 : r.upper < 1 ? -1 : 0;
	return r;
}

static const char *
period_name(enum period_freq freq)
{
	switch (freq) {
	case PERIOD_YEAR:
	case PERIOD_FYEAR:
	case PERIOD_AYEAR: return "year";
	case PERIOD_QUARTER:
	case PERIOD_FQUARTER: return "quarter";
	case PERIOD_MONTH: return "month";
	case PERIOD_DAY: return "date";
	default: return "point";
	}
}

const char *
step_name(const struct series *s)
{
	return !s->paced ? "unit of x" : s->freq == PERIOD_DAY ? "day" : period_name(s->freq);
}

void
count_in_words(struct textbuf *b, size_t n, enum period_freq freq)
{
	static const char *const numbers[] = {"no", "one", "two", "three", "four", "five", "six",
	    "seven", "eight", "nine", "ten", "eleven", "twelve"};
	const char *unit = period_name(freq);

	if (n < sizeof numbers / sizeof numbers[0])
		textbuf_addf(b, "%s %s%s", numbers[n], unit, n == 1 ? "" : "s");
	else
		textbuf_addf(b, "%zu %ss", n, unit);
}

/* "rate ratio 1.013 a month (1.005 to 1.021)", or why there is none. */
static void
add_rate(struct textbuf *b, const struct series *s, const struct trend *t, const struct tests *r)
{
	static const char *const why[] = {
		[POISSON_TREND_FITTED] = "there is no scatter to go by",
		[POISSON_TREND_FEW] = "two points are needed",
		[POISSON_TREND_NEGATIVE] = "some values are negative",
		[POISSON_TREND_NOT_WHOLE] = "the values are not whole counts",
		[POISSON_TREND_PERCENT] = "percentages are no counts",
		[POISSON_TREND_ALL_ZERO] = "all counts are 0",
		[POISSON_TREND_ONE_END] = "only one end is above 0",
	};

	int digits = 4;

	while (digits < 12 && r->upper - r->lower < 2 * pow(10, 1 - digits) * r->upper)
		digits++;	/* so that the limits look apart */
	if (r->limited)
		textbuf_addf(b, "rate ratio %.*g a %s (%.*g to %.*g)", digits,
		    t->poisson.rate_ratio, step_name(s), digits, r->lower, digits, r->upper);
	else
		textbuf_addf(b, "no Poisson trend: %s", why[t->refusal]);
}

static enum verdict
judge_flow(const struct series_set *set, const struct series *s, const struct trend *t,
    struct judgement *j)
{
	struct tests r = run_tests(t);
	struct textbuf *b = &j->reason;
	bool agreed = r.ranked == r.rated;

	if (t->values.min == t->values.max) {
		textbuf_addf(b, "all values are equal");
		return VERDICT_STEADY;
	}
	if (agreed && r.ranked == 0)
		textbuf_addf(b, "no trend shown: ");
	add_p(b, s, r.p);
	textbuf_addf(b, agreed ? "; " : ", but ");
	add_rate(b, s, t, &r);
	if (!agreed)
		return VERDICT_UNCLEAR;
	if (r.ranked != 0)
		return r.ranked > 0 ? VERDICT_RISING : VERDICT_FALLING;
	if (j->signals.n > 0) {
		textbuf_addf(b, "; but a ");
		add_signals(set, s, t, b);
		return VERDICT_UNCLEAR;
	}
	return VERDICT_STEADY;
}

/* So little scatter has a chance of 1 in 100 in independent counts. */
static void
add_doubt(struct textbuf *b, const struct trend *t)
{
	if (t->poisson.phi > 0 && t->poisson.phi < 1 &&
	    gsl_cdf_chisq_P(t->poisson.pearson, t->poisson.df) < 0.01)
		textbuf_addf(b, "; less scatter than chance would give (phi %.2g), the sign of a stock",
		    t->poisson.phi);
}

static enum verdict
judge_stock(const struct series_set *set, const struct series *s, const struct trend *t,
    struct judgement *j)
{
	if (j->signals.n > 0) {
		add_signals(set, s, t, &j->reason);
		textbuf_addf(&j->reason, "; a stock is not tested for trend");
		return VERDICT_UNCLEAR;
	}
	if (t->unbroken < XMR_RUN) {
		textbuf_addf(&j->reason, "a stock is not tested for trend, and ");
		count_in_words(&j->reason, t->unbroken, s->freq);
		textbuf_addf(&j->reason, " %sare too few for a run of 7",
		    t->unbroken < t->n ? "on end " : "");
		return VERDICT_NOT_TESTED;
	}
	textbuf_addf(&j->reason, "no special cause%s; a stock is not tested for trend",
	    t->limits.points < XMR_TRIAL ? " within trial limits" : "");
	return VERDICT_STEADY;
}

static enum verdict
too_few(const struct series *s, const struct trend *t, enum kind kind, struct textbuf *b)
{
	if (t->n == 0)		/* the list of what is missing says it */
		return VERDICT_TOO_FEW;
	count_in_words(b, t->n, s->freq);
	textbuf_addf(b, t->n == 1 ? " shows no change" : " cannot show whether this is a trend");
	if (kind == KIND_FLOW && t->mk.p_min > VERDICT_P && t->mk.p_min < 1)
		textbuf_addf(b, ": no order of them has a p-value below %.3g", t->mk.p_min);
	return VERDICT_TOO_FEW;
}

void
judge(const struct series_set *set, const struct series *s, const struct trend *t,
    enum kind kind, struct judgement *j)
{
	textbuf_reset(&j->reason);
	textbuf_reset(&j->signals);
	list_signals(set, s, t, xmr_cause_name, &j->signals);
	if (t->n < VERDICT_LEAST) {
		j->verdict = too_few(s, t, kind, &j->reason);
	} else if (kind == KIND_FLOW) {
		j->verdict = judge_flow(set, s, t, j);
		add_doubt(&j->reason, t);
	} else if (kind == KIND_STOCK) {
		j->verdict = judge_stock(set, s, t, j);
	} else {
		textbuf_addf(&j->reason, "not said whether this is a stock or a flow (--kind)");
		if (j->signals.n > 0) {
			textbuf_addf(&j->reason, "; ");
			add_signals(set, s, t, &j->reason);
		}
		j->verdict = VERDICT_NOT_TESTED;
	}
	list_missing(set, s, t, &j->reason);
	if (isinf(t->values.max - t->values.min) || isinf(t->limits.upper) || isinf(t->limits.lower))
		textbuf_addf(&j->reason, "; some figures are too large to be written");
}

void
judgement_free(struct judgement *j)
{
	textbuf_free(&j->reason);
	textbuf_free(&j->signals);
}
