#include "trend/verdict.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define EVEN_SAID 0.01	/* the reason says so */
#define EVEN_UNCLEAR 0.001	/* and without a trend, the verdict is unclear */
#define EVEN_STOCK 0.00001	/* and a trend of ranks alone is not believed */
#define NAMED 4			/* missing periods that are named */
#define SIGNALS_NAMED 12	/* runs of a special cause that are named, the latest */

const char *
verdict_name(enum verdict v)
{
	static const char *const names[] = {
		[VERDICT_TOO_FEW] = "too_few",
		[VERDICT_NO_SIGNAL] = "no_signal",
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

bool
verdict_next_run(const struct result *r, size_t i, struct verdict_run *run)
{
	const struct spc_point *point = r->t.chart->point;

	while (i < r->s.n && point[i].cause == SPC_COMMON)
		i++;
	if (i >= r->s.n)
		return false;
	*run = (struct verdict_run){point[i].cause, i, i};
	while (run->to + 1 < r->s.n && point[run->to + 1].cause == run->cause)
		run->to++;
	return true;
}

/* The latest runs, each by its first and last period. */
static void
list_signals(const struct result *r, bool plain, struct textbuf *b)
{
	enum spc_cause named = SPC_COMMON;
	struct verdict_run run = {.to = SIZE_MAX};
	char name[SPC_NAME];
	size_t runs = 0;

	while (verdict_next_run(r, run.to + 1, &run))
		runs++;
	if (runs > SIGNALS_NAMED)
		textbuf_addf(b, "%zu earlier; ", runs - SIGNALS_NAMED);
	run.to = SIZE_MAX;
	while (verdict_next_run(r, run.to + 1, &run)) {
		if (runs-- > SIGNALS_NAMED)
			continue;
		if (run.cause == named)
			textbuf_addf(b, ", ");
		else
			textbuf_addf(b, "%s%s: ", named != SPC_COMMON ? "; " : "",
			    plain ? spc_plain(run.cause) : spc_name(name, run.cause,
			    r->t.chart->stretch[run.from].rules));
		named = run.cause;
		add_label(b, &r->s, run.from);
		if (run.to > run.from) {
			textbuf_addf(b, " to ");
			add_label(b, &r->s, run.to);
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
	    r->t.chart->last.trial ? " by trial limits" : "");
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
		else if (!isnan(row->below))
			textbuf_addf(b, " (below %g)", row->below);
		else if (row->mark != MARK_NONE)
			textbuf_addf(b, " (%s)", num_mark_meaning((enum mark)row->mark));
		else if (!isnan(s->y[i]) || (s->populated && isnan(row->population)))
			textbuf_addf(b, s->measure == SERIES_PROPORTIONS ? " (no denominator)" :
			    " (no population)");
	}
	if (seen > NAMED)
		textbuf_addf(b, " and %zu more", seen - NAMED);
}

const char *
verdict_step(const struct series *s)
{
	return !s->paced ? "unit of x" : s->freq == PERIOD_DAY ? "day" : period_noun(s->freq);
}

static void
add_count(struct textbuf *b, size_t n, const char *unit)
{
	static const char *const numbers[] = {"no", "one", "two", "three", "four", "five", "six",
	    "seven", "eight", "nine", "ten", "eleven", "twelve"};

	if (n < sizeof(numbers) / sizeof(numbers[0]))
		textbuf_addf(b, "%s %s%s", numbers[n], unit, n == 1 ? "" : "s");
	else
		textbuf_addf(b, "%zu %ss", n, unit);
}

void
verdict_add_count(struct textbuf *b, size_t n, enum period_freq freq)
{
	add_count(b, n, period_noun(freq));
}

void
verdict_add_tested(struct textbuf *b, const struct result *r)
{
	add_count(b, r->t.n_tested, r->pooled > 0 ? "period" : period_noun(r->s.freq));
}

/* "rate ratio 1.013 a month (1.005 to 1.021)", or why there is none. */
static void
add_ratio(struct result *r)
{
	static const char *const why[] = {
		[TREND_FITTED] = "there is no scatter to judge it by",
		[TREND_FEW] = "two points are needed",
		[TREND_NEGATIVE] = "some values are negative",
		[TREND_NOT_WHOLE] = "the values are not whole counts",
		[TREND_ALL_ZERO] = "all counts are 0",
		[TREND_ONE_END] = "only one end is above 0",
		[TREND_PERCENT] = "percentages are not counts",
		[TREND_HIDDEN] = "some counts are hidden",
		[TREND_ROUNDED] = "the counts are rounded",
		[TREND_SEPARATE] = "all or none on either side of a period",
	};
	const struct quasi *q = &r->t.quasi;
	int digits = 4;

	if (!isfinite(q->lower) || !isfinite(q->upper)) {
		textbuf_addf(&r->reason, "no %s trend: %s",
		    r->s.measure == SERIES_PROPORTIONS ? "logistic" : "Poisson",
		    why[r->t.refusal]);
		return;
	}
	while (digits < 12 && q->upper - q->lower < 2 * pow(10, 1 - digits) * q->upper)
		digits++;	/* until the limits differ */
	textbuf_addf(&r->reason, "%s ratio %.*g a %s (%.*g to %.*g)",
	    r->s.measure == SERIES_PROPORTIONS ? "odds" : "rate", digits, r->t.ratio,
	    verdict_step(&r->s), digits, q->lower, digits, q->upper);
}

/* Whether events were there to be fitted at all: else ranks decide alone. */
static bool
has_events(const struct trend *t)
{
	return t->refusal != TREND_ROUNDED && t->refusal != TREND_HIDDEN;
}

static void
add_p(struct textbuf *b, double p)
{
	if (p < 0.001)
		textbuf_addf(b, " p < 0.001");
	else
		textbuf_addf(b, " p = %.3g", p);
}

/* How likely independent events have as little scatter: if not at all, it is a stock. */
static double
evenness(const struct trend *t)
{
	return t->phi > 0 && t->phi < 1 ? gsl_cdf_chisq_P(t->pearson, t->df) : 1;
}

/*
 * Counts that scatter less than chance gives have limits wider than they need: where these reach
 * over 1, and the ratio itself points as the ranks do, the exact test of ranks decides; unless the
 * scatter is so small that this must be a stock.
 */
static bool
is_too_wide(const struct result *r)
{
	return r->even && evenness(&r->t) > EVEN_STOCK && r->rated == 0 && r->ranked != 0 &&
	    (r->t.ratio > 1) == (r->ranked > 0);
}

static enum verdict
judge_flow(struct result *r)
{
	const struct trend *t = &r->t;
	const double p = r->seasonal ? t->season.p : t->mk_p;
	const double s = r->seasonal ? t->season.s : t->mk.s;
	struct textbuf *b = &r->reason;

	r->ranked = p > VERDICT_P || isnan(p) ? 0 : s > 0 ? 1 : -1;
	r->rated = has_events(t) ? (t->quasi.lower > 1) - (t->quasi.upper < 1) : r->ranked;
	if (is_too_wide(r))
		r->rated = r->ranked;
	if (t->values.min == t->values.max && t->n_below == 0) {
		textbuf_addf(b, "all values are equal");
		return VERDICT_NO_SIGNAL;
	}
	textbuf_addf(b, r->ranked == 0 && r->rated == 0 ? "no trend shown: " : "");
	if (isnan(p)) {
		textbuf_addf(b, "no Mann-Kendall p, as all values are tied");
	} else {
		textbuf_addf(b, r->seasonal ? "seasonal Mann-Kendall" : "Mann-Kendall");
		add_p(b, p);
	}
	textbuf_addf(b, r->ranked == r->rated ? "; " : ", but ");
	add_ratio(r);
	if (r->ranked != r->rated)
		return VERDICT_UNCLEAR;
	if (r->ranked != 0)
		return r->ranked > 0 ? VERDICT_RISING : VERDICT_FALLING;
	if (add_signals(r, "; but a "))
		return VERDICT_UNCLEAR;
	return r->even && evenness(t) < EVEN_UNCLEAR ? VERDICT_UNCLEAR : VERDICT_NO_SIGNAL;
}

static enum verdict
judge_stock(struct result *r)
{
	const struct chart *c = r->t.chart;
	struct textbuf *b = &r->reason;

	if (r->rolling || c->type == CHART_NONE) {
		textbuf_addf(b, r->rolling ? "sums that overlap have no chart" :
		    "a stock that is not a count has no limits; it is not tested for trend");
		return VERDICT_NOT_TESTED;
	}
	if (add_signals(r, "")) {
		textbuf_addf(b, "; a stock is not tested for trend");
		return VERDICT_UNCLEAR;
	}
	textbuf_addf(b, "no special cause%s; a stock is not tested for trend%s",
	    c->last.trial ? " within trial limits" : "",
	    c->last.rules.outside_only || c->type == CHART_STOCK ?
	    ", and a slow drift is not seen" : "");
	return VERDICT_NO_SIGNAL;
}

static enum verdict
too_few(struct result *r)
{
	const struct trend *t = &r->t;
	struct textbuf *b = &r->reason;

	if (r->s.n == 0 && r->pooled > 0) {
		textbuf_addf(b, "there are no ");
		verdict_add_count(b, r->pooled, r->s.freq);
		textbuf_addf(b, " to add up");
	}
	if (t->n_tested == 0)	/* list_missing() says it */
		return VERDICT_TOO_FEW;
	verdict_add_tested(b, r);
	textbuf_addf(b, t->n_tested == 1 ? " cannot show a change" :
	    " are too few to show a trend");
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
	textbuf_addf(&r->reason, "not said whether this is a stock or a flow");
	(void)add_signals(r, "; ");
	return VERDICT_NOT_TESTED;
}

enum chart_polarity
verdict_polarity(const struct result *r)
{
	switch (r->entry->polarity) {
	case POLARITY_NEUTRAL: break;
	case POLARITY_HIGHER: return CHART_HIGH;
	case POLARITY_LOWER: return CHART_LOW;
	}
	return CHART_NEITHER;
}

/* What the chart says of the last point. */
static void
look_at_last(struct result *r)
{
	const struct trend *t = &r->t;
	const struct chart *c = t->chart;

	r->centre = r->lower = r->upper = NAN;
	r->variation = r->assurance = "";
	if (t->n == 0 || c->stretch[t->last].group != c->last.group)
		return;
	r->centre = c->last.centre;
	r->lower = c->line[t->last].lower;
	r->upper = c->line[t->last].upper;
	r->variation = chart_variation(c, t->last, verdict_polarity(r));
	r->assurance = chart_assurance(c, t->last, verdict_polarity(r), r->target);
}

void
verdict_judge(struct result *r)
{
	const struct trend *t = &r->t;

	textbuf_reset(&r->reason);
	textbuf_reset(&r->signals);
	r->ranked = r->rated = 0;
	r->even = r->kind == KIND_FLOW && t->n >= VERDICT_LEAST && evenness(t) < EVEN_SAID;
	r->seasonal = r->kind == KIND_FLOW && t->seasonal && t->season.span >= SEASON_LEAST &&
	    !isnan(t->season.p);
	look_at_last(r);
	list_signals(r, false, &r->signals);
	r->verdict = t->n_tested < VERDICT_LEAST ? too_few(r) : judge_kind(r);
	if (r->even)
		textbuf_addf(&r->reason, "; less scatter than chance would give (phi %.2g), "
		    "a sign of a stock", t->phi);
	if (t->rounded > 0 && t->n_tested >= VERDICT_LEAST)
		textbuf_addf(&r->reason, "; counts rounded to %g", t->rounded);
	list_missing(r);
	if (isinf(t->values.max - t->values.min) || isinf(t->xmr.last.xmr.upper) ||
	    isinf(t->xmr.last.xmr.lower))
		textbuf_addf(&r->reason, "; some figures are too large to be written");
}
