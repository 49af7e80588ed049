#include "trend/verdict.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define NAMED 4			/* missing periods that are named */
#define SIGNALS_NAMED 12	/* runs of a special cause that are named, the latest */

const char *
verdict_name(enum verdict v)
{
	static const char *const names[] = {
		[VERDICT_TOO_FEW] = "too_few",
		[VERDICT_STEADY] = "steady",
		[VERDICT_RISING] = "rising",
		[VERDICT_FALLING] = "falling",
		[VERDICT_UNCLEAR] = "unclear",
		[VERDICT_NOT_TESTED] = "not_tested",
	};

	return names[v];
}

static void
add_label(struct textbuf *b, const struct series *s, size_t i)
{
	char buf[PERIOD_SIZE];

	textbuf_add(b, series_label(s, i, buf));
}

/* The latest runs of points with one special cause, each by its first and last period. */
static void
list_signals(const struct result *r, bool plain, struct textbuf *b)
{
	const struct xmr_point *point = r->t.point;
	enum xmr_cause named = XMR_COMMON;
	size_t runs = 0, end;

	for (size_t i = 0; i < r->s.n; i++)
		runs += point[i].cause != XMR_COMMON &&
		    (i == 0 || point[i].cause != point[i - 1].cause);
	if (runs > SIGNALS_NAMED)
		textbuf_addf(b, "%zu earlier; ", runs - SIGNALS_NAMED);
	for (size_t i = 0; i < r->s.n; i = end) {
		enum xmr_cause cause = point[i].cause;

		for (end = i + 1; end < r->s.n && point[end].cause == cause; end++)
			;
		if (cause == XMR_COMMON || runs-- > SIGNALS_NAMED)
			continue;
		if (cause == named)
			textbuf_addf(b, ", ");
		else
			textbuf_addf(b, "%s%s: ", named != XMR_COMMON ? "; " : "",
			    plain ? xmr_cause[cause].plain : xmr_cause[cause].name);
		named = cause;
		add_label(b, &r->s, i);
		if (end - i > 1) {
			textbuf_addf(b, " to ");
			add_label(b, &r->s, end - 1);
		}
	}
}

/* Whether there are any signals to add. */
static bool
add_signals(struct result *r, const char *before)
{
	if (r->signals.n == 0)
		return false;
	textbuf_addf(&r->reason, "%sspecial cause%s, ", before,
	    r->t.limits.trial ? " by trial limits" : "");
	list_signals(r, true, &r->reason);
	return true;
}

static void
list_missing(struct result *r)
{
	const struct series *s = &r->s;
	struct textbuf *b = &r->reason;
	size_t seen = 0;

	if (r->t.n_missing == 0)
		return;
	textbuf_addf(b, "%sno value for ", b->n > 0 ? "; " : "");
	for (size_t i = 0; i < s->n; i++) {
		const struct series_row *row = &s->row[i];

		if (trend_is_usable(s, i) || seen++ >= NAMED)
			continue;
		if (seen > 1)
			textbuf_addf(b, ", ");
		add_label(b, s, i);
		if (row->label == SERIES_GAP)
			textbuf_addf(b, " (no row)");
		else if (isnan(row->x))
			textbuf_addf(b, " (no place)");
		else if (row->mark != MARK_NONE)
			textbuf_addf(b, " (%s)", num_mark_meaning((enum mark)row->mark));
		else if (!isnan(s->y[i]))
			textbuf_addf(b, " (no population)");
	}
	if (seen > NAMED)
		textbuf_addf(b, " and %zu more", seen - NAMED);
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
	case PERIOD_NONE: break;
	}
	return "point";
}

const char *
verdict_step(const struct series *s)
{
	return !s->paced ? "unit of x" : s->freq == PERIOD_DAY ? "day" : period_name(s->freq);
}

void
verdict_add_count(struct textbuf *b, size_t n, enum period_freq freq)
{
	static const char *const numbers[] = {"no", "one", "two", "three", "four", "five", "six",
	    "seven", "eight", "nine", "ten", "eleven", "twelve"};
	const char *unit = period_name(freq);

	if (n < sizeof(numbers) / sizeof(numbers[0]))
		textbuf_addf(b, "%s %s%s", numbers[n], unit, n == 1 ? "" : "s");
	else
		textbuf_addf(b, "%zu %ss", n, unit);
}

/* "rate ratio 1.013 a month (1.005 to 1.021)", or why there is none. */
static void
add_rate(struct result *r, double lower, double upper)
{
	static const char *const why[] = {
		[POISSON_TREND_FITTED] = "there is no scatter to judge it by",
		[POISSON_TREND_FEW] = "two points are needed",
		[POISSON_TREND_NEGATIVE] = "some values are negative",
		[POISSON_TREND_NOT_WHOLE] = "the values are not whole counts",
		[POISSON_TREND_PERCENT] = "percentages are not counts",
		[POISSON_TREND_ALL_ZERO] = "all counts are 0",
		[POISSON_TREND_ONE_END] = "only one end is above 0",
	};
	int digits = 4;

	if (isnan(lower) || isnan(upper)) {
		textbuf_addf(&r->reason, "no Poisson trend: %s", why[r->t.refusal]);
		return;
	}
	while (digits < 12 && upper - lower < 2 * pow(10, 1 - digits) * upper)
		digits++;	/* until the limits differ */
	textbuf_addf(&r->reason, "rate ratio %.*g a %s (%.*g to %.*g)", digits,
	    r->t.poisson.rate_ratio, verdict_step(&r->s), digits, lower, digits, upper);
}

static enum verdict
judge_flow(struct result *r)
{
	const struct poisson_trend *m = &r->t.poisson;
	const double p = r->t.mk_p;
	/* A trend that fits exactly has no quasi-Poisson limits; Poisson's are wider. */
	const double lower = m->phi == 0 ? m->lower : m->quasi_lower;
	const double upper = m->phi == 0 ? m->upper : m->quasi_upper;
	/* The direction that each of the two tests shows: -1, 0 or 1. */
	const int ranked = p > VERDICT_P || isnan(p) ? 0 : r->t.mk.s > 0 ? 1 : -1;
	const int rated = (lower > 1) - (upper < 1);
	struct textbuf *b = &r->reason;

	if (r->t.values.min == r->t.values.max) {
		textbuf_addf(b, "all values are equal");
		return VERDICT_STEADY;
	}
	textbuf_addf(b, "%sMann-Kendall%s p ", ranked == 0 && rated == 0 ? "no trend shown: " : "",
	    r->s.populated ? " of the counts" : "");
	if (p < 0.001)
		textbuf_addf(b, "< 0.001");
	else
		textbuf_addf(b, "= %.3g", p);
	textbuf_addf(b, ranked == rated ? "; " : ", but ");
	add_rate(r, lower, upper);
	if (ranked != rated)
		return VERDICT_UNCLEAR;
	if (ranked != 0)
		return ranked > 0 ? VERDICT_RISING : VERDICT_FALLING;
	return add_signals(r, "; but a ") ? VERDICT_UNCLEAR : VERDICT_STEADY;
}

/* Doubts a flow with so little scatter as 1 in 100 independent series has. */
static void
add_doubt(struct result *r)
{
	const struct poisson_trend *p = &r->t.poisson;

	if (p->phi > 0 && p->phi < 1 && gsl_cdf_chisq_P(p->pearson, p->df) < 0.01)
		textbuf_addf(&r->reason, "; less scatter than chance would give (phi %.2g), "
		    "the sign of a stock", p->phi);
}

static enum verdict
judge_stock(struct result *r)
{
	const struct trend *t = &r->t;
	struct textbuf *b = &r->reason;

	if (add_signals(r, "")) {
		textbuf_addf(b, "; a stock is not tested for trend");
		return VERDICT_UNCLEAR;
	}
	if (t->unbroken < XMR_RUN) {
		textbuf_addf(b, "a stock is not tested for trend, and ");
		verdict_add_count(b, t->unbroken, r->s.freq);
		textbuf_addf(b, " %sare too few for a run of 7",
		    t->unbroken < t->n ? "on end " : "");
		return VERDICT_NOT_TESTED;
	}
	textbuf_addf(b, "no special cause%s; a stock is not tested for trend",
	    t->limits.trial ? " within trial limits" : "");
	return VERDICT_STEADY;
}

static enum verdict
too_few(struct result *r)
{
	const struct trend *t = &r->t;
	struct textbuf *b = &r->reason;

	if (t->n == 0)		/* list_missing() says it */
		return VERDICT_TOO_FEW;
	verdict_add_count(b, t->n, r->s.freq);
	textbuf_addf(b, t->n == 1 ? " shows no change" :
	    " cannot show whether this is a trend");
	if (r->kind == KIND_FLOW && t->mk.p_min > VERDICT_P && t->mk.p_min < 1)
		textbuf_addf(b, ": no order of them has a p-value below %.3g", t->mk.p_min);
	return VERDICT_TOO_FEW;
}

static enum verdict
judge_kind(struct result *r)
{
	switch (r->kind) {
	case KIND_FLOW: return judge_flow(r);
	case KIND_STOCK: return judge_stock(r);
	case KIND_UNSAID: break;
	}
	textbuf_addf(&r->reason, "not said whether this is a stock or a flow (--kind)");
	(void)add_signals(r, "; ");
	return VERDICT_NOT_TESTED;
}

void
verdict_judge(struct result *r)
{
	const struct trend *t = &r->t;

	textbuf_reset(&r->reason);
	textbuf_reset(&r->signals);
	list_signals(r, false, &r->signals);
	r->verdict = t->n < VERDICT_LEAST ? too_few(r) : judge_kind(r);
	if (t->n >= VERDICT_LEAST && r->kind == KIND_FLOW)
		add_doubt(r);
	list_missing(r);
	if (isinf(t->values.max - t->values.min) || isinf(t->limits.upper) ||
	    isinf(t->limits.lower))
		textbuf_addf(&r->reason, "; some figures are too large to be written");
}
