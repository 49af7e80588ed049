#include "trend/saying.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stat/step.h"
#include "trend/episode.h"
#include "trend/wording.h"

#define HARDLY 0.5	/* percent, of a rate: it is given with three digits */

/* Which clauses say what a series shows. */

/* Of a stock, the first and the last are largely the same cases. */
static bool
has_points_limits(const struct result *r)
{
	return !isnan(r->t.points_first.lo) && r->kind == KIND_FLOW && !r->rolling;
}

/* Is the trend in spite of first and last, which chance alone could explain? */
static bool
is_in_spite(const struct result *r)
{
	return has_points_limits(r) && r->t.points_first.lo < 0 && r->t.points_first.hi > 0;
}

static void
say_points(const struct saying *y)
{
	const struct result *r = y->r;
	const struct interval *ci = &r->t.points_first;

	say(y, wording_is_hardly(r) ? SAY_HARDLY : r->t.change > 0 ? SAY_POINTS_RISE :
	    SAY_POINTS_FALL);
	if (!has_points_limits(r))
		return;
	say(y, ci->lo < 0 && ci->hi > 0 ? SAY_POINTS_SPAN : SAY_POINTS_LIMITS);
	y->said->said[NOTE_INTERVAL] = true;
}

static void
say_change(const struct saying *y)
{
	const struct result *r = y->r;
	const struct trend *t = &r->t;
	const double ratio = t->first_value > 0 ? t->last_value / t->first_value : 0;
	const double times = isfinite(ratio) ? ratio : 0;

	if (r->s.n == 0 && r->pooled > 0)
		say(y, SAY_NO_SUM);
	if (t->n == 0)
		return;
	if (t->n == 1)
		say(y, SAY_ONE);
	else if (t->values.min == t->values.max)
		say(y, t->n == 2 ? SAY_SAME : SAY_ALL_SAME);
	else
		say(y, t->change == 0 ? SAY_BACK : SAY_FROM_TO);
	if (t->n == 1 || t->change == 0 || !isfinite(t->change))
		return;
	if (t->percent) {
		say_points(y);
	} else if (trend_is_small_base(&r->s, t, t->first)) {
		y->said->said[NOTE_SMALL] = true;
	} else if (r->s.measure == SERIES_RATES && fabs(t->pct_change) < HARDLY) {
		say(y, SAY_HARDLY);
	} else if (wording_times(times) >= 3) {
		say(y, SAY_TIMES);
	} else if (times >= 2) {
		say(y, times == 2 ? SAY_DOUBLE : SAY_MORE_THAN_DOUBLE);
	} else {
		say(y, t->change > 0 ? SAY_RISE : SAY_FALL);
	}
}

/*
 * The step that a trend is instead: the run on one side of the centre that lasts to the end, if two
 * levels fit the figures better than a line. False: there is none.
 */
static bool
find_step(const struct saying *y, struct verdict_run *step)
{
	const struct result *r = y->r;
	const struct trend *t = &r->t;
	struct verdict_run *run = xcalloc(EPISODE_MOST(r->s.n), sizeof(*run));
	const size_t n = episode_find(r, run);
	size_t at = 0;

	if (n > 0)
		*step = run[n - 1];
	free(run);
	if (n == 0 || (step->cause != SPC_SHIFT_ABOVE && step->cause != SPC_SHIFT_BELOW) ||
	    step->to < t->last || t->chart->stretch[t->first].group !=
	    t->chart->stretch[t->last].group)
		return false;
	for (size_t i = 0; i < step->from; i++)
		at += !isnan(t->value[i]);
	return at > 0 && step_fits(t->y, t->n, at, t->ols.ss_residual);
}

/* "rising by about 1.3% a month", and whether that is better or worse where polarity says. */
static void
say_direction(struct saying *y)
{
	const struct result *r = y->r;
	const bool up = r->verdict == VERDICT_RISING;
	const enum chart_polarity good = verdict_polarity(r);
	const bool steep = isfinite(r->t.sen.slope) && r->t.sen.slope != 0;
	struct verdict_run step;

	y->run = &step;
	if (find_step(y, &step))
		say(y, up ? SAY_STEPPED_UP : SAY_STEPPED_DOWN);
	else if (r->t.percent && steep && is_in_spite(r))
		say(y, up ? SAY_RISING_TOGETHER : SAY_FALLING_TOGETHER);
	else if (r->t.percent && steep)
		say(y, up ? SAY_RISING_POINTS : SAY_FALLING_POINTS);
	else if (!r->t.percent && isfinite(r->t.ratio) && r->t.ratio != 1)
		say(y, up ? SAY_RISING : SAY_FALLING);
	else if (!r->t.percent && steep)
		say(y, up ? SAY_RISING_SLOPE : SAY_FALLING_SLOPE);
	else
		say(y, up ? SAY_RISING_TREND : SAY_FALLING_TREND);
	if (good != CHART_NEITHER)
		say(y, (good == CHART_HIGH) == up ? SAY_BETTER : SAY_WORSE);
}

static bool
has_signals(const struct result *r)
{
	return r->signals.n > 0;
}

static void
say_unclear(const struct saying *y)
{
	const struct result *r = y->r;
	const int sign = r->ranked + r->rated;

	if (r->kind != KIND_FLOW)
		return;		/* its signals follow */
	if (r->ranked != r->rated && sign != 0)
		say(y, sign > 0 ? SAY_SIGNS_RISE : SAY_SIGNS_FALL);
	else
		say(y, SAY_NO_TREND);
	if (r->even)
		say(y, SAY_EVEN);
}

static void
say_verdict(struct saying *y)
{
	const struct result *r = y->r;
	const bool charted = r->t.chart->type != CHART_NONE && !has_signals(r) && r->t.n > 1;

	switch (r->verdict) {
	case VERDICT_TOO_FEW:
		if (r->rolling && r->t.n > 1)
			say(y, SAY_FEW_SUMS);
		else if (r->t.n_tested > 0)
			say(y, r->t.n_tested == 1 ? SAY_FEW_ONE : SAY_FEW);
		break;
	case VERDICT_NOT_TESTED:
		if (charted && r->t.values.min < r->t.values.max)
			say(y, SAY_USUAL);
		else if (r->t.chart->type == CHART_NONE)
			say(y, SAY_NO_LIMITS);
		break;
	case VERDICT_NO_SIGNAL:
		if (r->t.values.min < r->t.values.max)
			say(y, r->kind == KIND_STOCK ? SAY_USUAL : charted ? SAY_NO_TREND_USUAL :
			    SAY_NO_TREND);
		break;
	case VERDICT_RISING:
	case VERDICT_FALLING: say_direction(y); break;
	case VERDICT_UNCLEAR: say_unclear(y); break;
	}
}

#define EPISODES_SAID 3

/* The clause of y->run[0..nruns), which have one cause. */
static enum sentence_clause
clause_of(const struct saying *y)
{
	const struct verdict_run *run = y->run;
	const bool many = y->nruns > 1 || run->to > run->from;
	const bool on = run->to >= y->r->t.last && run->from > 0;

	switch (run->cause) {
	case SPC_COMMON:
	case SPC_ABOVE: break;
	case SPC_BELOW: return many ? SAY_LOW_MANY : SAY_LOW;
	case SPC_RISING: return SAY_ROSE;
	case SPC_FALLING: return SAY_FELL;
	case SPC_TWO_ABOVE: return SAY_NEAR_HIGH;
	case SPC_TWO_BELOW: return SAY_NEAR_LOW;
	case SPC_SHIFT_ABOVE: return on ? SAY_STEP_UP : SAY_ABOVE;
	case SPC_SHIFT_BELOW: return on ? SAY_STEP_DOWN : SAY_BELOW;
	}
	return many ? SAY_HIGH_MANY : SAY_HIGH;
}

/* The latest signals; not of a trend, which makes signals by itself. */
static void
say_signals(struct saying *y)
{
	const struct result *r = y->r;
	struct verdict_run *run;
	size_t n, said;

	if (!has_signals(r) || r->verdict == VERDICT_RISING || r->verdict == VERDICT_FALLING)
		return;
	run = xcalloc(EPISODE_MOST(r->s.n), sizeof(*run));
	n = episode_find(r, run);
	said = n > EPISODES_SAID ? n - EPISODES_SAID : 0;
	y->earlier = said;
	if (said > 0)
		say(y, SAY_EARLIER);
	for (; said < n; said += y->nruns) {
		const enum spc_cause cause = run[said].cause;

		y->run = &run[said];
		y->nruns = 1;
		while (said + y->nruns < n && (cause == SPC_ABOVE || cause == SPC_BELOW) &&
		    run[said + y->nruns].cause == cause)
			y->nruns++;
		say(y, clause_of(y));
	}
	free(run);
}

/* The averages of the last two stretches of the chart, where limits started afresh. */
static void
say_level(struct saying *y)
{
	const struct chart *c = y->r->t.chart;

	for (size_t i = y->r->s.n; i-- > 1;) {
		if (c->stretch[i - 1].group == c->stretch[i].group)
			continue;
		y->rebased = i;
		if (!isnan(c->stretch[i - 1].centre) && !isnan(c->stretch[i].centre))
			say(y, SAY_LEVEL);
		return;
	}
}

static void
say_year(const struct saying *y)
{
	const struct result *r = y->r;
	const struct trend *t = &r->t;

	if (!r->seasonal || isnan(t->year_on_year) || r->rolling)
		return;
	if (t->year_on_year == 0)
		say(y, SAY_YEAR_SAME);
	else if (t->percent)
		say(y, t->year_on_year > 0 ? SAY_YEAR_POINTS_MORE : SAY_YEAR_POINTS_LESS);
	else if (trend_is_small_base(&r->s, t, t->ago) || t->year_ago <= 0 ||
	    t->last_value < 0 || isinf(t->last_value / t->year_ago))
		say(y, SAY_YEAR_FROM);
	else if (wording_times(t->last_value / t->year_ago) >= 3)
		say(y, SAY_YEAR_TIMES);
	else
		say(y, t->year_on_year > 0 ? SAY_YEAR_MORE : SAY_YEAR_LESS);
}

static void
say_hidden(const struct saying *y)
{
	size_t below = 0, missing = 0;

	for (size_t i = 0; i < y->r->s.n; i++) {
		below += saying_is_hidden(y->r, i, true);
		missing += saying_is_hidden(y->r, i, false);
	}
	if (below > 0)
		say(y, SAY_HIDDEN_BELOW);
	if (missing > 0)
		say(y, SAY_MISSING);
	if (below > 0 && y->r->kind == KIND_FLOW)
		y->said->said[NOTE_HIDDEN] = true;
}

static void
say_target(const struct saying *y)
{
	const struct result *r = y->r;
	const double last = r->t.last_value, target = r->target;

	if (r->t.n == 0 || isnan(target))
		return;
	switch (verdict_polarity(r)) {
	case CHART_NEITHER:
		say(y, last > target ? SAY_TARGET_ABOVE : last < target ? SAY_TARGET_BELOW :
		    SAY_TARGET_ON);
		break;
	case CHART_HIGH: say(y, last >= target ? SAY_MEETS : SAY_MISSES); break;
	case CHART_LOW: say(y, last <= target ? SAY_MEETS : SAY_MISSES); break;
	}
	if (r->assurance[0] != '\0')
		say(y, r->assurance[0] == 'p' ? SAY_PASS : r->assurance[0] == 'f' ? SAY_FAIL :
		    SAY_HIT_AND_MISS);
}

/* What chance makes of a steady series: percent with a signal, for 8, 12 and 24 points. */
static double
chance_of(const struct result *r)
{
	static const double rates[][3] = {
		[CHART_AUTO] = {0, 0, 0},
		[CHART_XMR] = {3.9, 8.0, 23},
		[CHART_P] = {0.3, 2.0, 12},
		[CHART_U] = {0.3, 2.0, 12},
		[CHART_C] = {0.2, 0.8, 5},
		[CHART_STOCK] = {0.1, 0.3, 1.6},
		[CHART_NONE] = {0, 0, 0},
	};
	static const double tested = 3.5, at[3] = {8, 12, 24};
	const double *rate = rates[r->t.chart->type], n = (double)r->t.n;
	const int k = n > at[1];
	double part = (n - at[k]) / (at[k + 1] - at[k]);
	double signal = fmax(0, rate[k] + part * (rate[k + 1] - rate[k]));

	return (fmin(signal, 50) + (r->kind == KIND_FLOW ? tested : 0)) / 100;
}

/* Whether something was said of the usual variation. */
static bool
is_charted(const struct sentence_said *said)
{
	bool charted = said->said[SAY_NO_TREND_USUAL] || said->said[SAY_USUAL];

	for (enum sentence_clause c = SAY_LEVEL; c <= SAY_STEP_DOWN; c++)
		charted = charted || said->said[c];
	for (enum sentence_clause c = SAY_PASS; c <= SAY_HIT_AND_MISS; c++)
		charted = charted || said->said[c];
	return charted;
}

/* The notes that the chart and the tests of a series call for. */
static void
note_methods(const struct result *r, struct sentence_said *said)
{
	static const enum sentence_clause note[] = {
		[CHART_AUTO] = NOTE_XMR,
		[CHART_XMR] = NOTE_XMR,
		[CHART_P] = NOTE_P,
		[CHART_U] = NOTE_U,
		[CHART_C] = NOTE_C,
		[CHART_STOCK] = NOTE_STOCK,
	};
	const enum chart_type type = r->t.chart->type;

	said->said[NOTE_ROLLING] |= r->rolling;
	said->said[NOTE_ROUNDED] |= r->t.rounded > 0;
	if (type != CHART_NONE && is_charted(said)) {
		said->said[note[type]] = true;
		said->said[NOTE_TRIAL] |= r->t.chart->last.trial;
		said->said[NOTE_STOCK_SHARES] |= r->kind == KIND_STOCK &&
		    (type == CHART_P || type == CHART_U);
	}
	if (r->t.n_tested < VERDICT_LEAST && !has_signals(r))
		return;
	if (r->kind == KIND_FLOW)
		said->said[r->seasonal ? NOTE_SEASON : NOTE_TREND] = true;
	said->said[NOTE_STEP] |= said->said[SAY_STEPPED_UP] || said->said[SAY_STEPPED_DOWN];
	said->said[NOTE_UNSAID] |= r->kind == KIND_UNSAID;
	said->nseries = 1;
	said->chance = chance_of(r);
}

void
sentence_make(struct result *r, struct sentence_said *said)
{
	struct sentence_said own = {.nseries = 0};
	struct saying y = {.r = r, .b = &r->sentence, .said = &own};

	textbuf_reset(&r->sentence);
	say_change(&y);
	say_verdict(&y);
	say_level(&y);
	say_signals(&y);
	say_year(&y);
	say_hidden(&y);
	say_target(&y);
	textbuf_addf(&r->sentence, ".");
	if (r->sentence.p[0] >= 'a' && r->sentence.p[0] <= 'z')
		r->sentence.p[0] -= 'a' - 'A';
	note_methods(r, &own);
	for (enum sentence_clause c = 0; c < SENTENCE_N; c++)
		said->said[c] = said->said[c] || own.said[c];
	said->nseries += own.nseries;
	said->chance += own.chance;
}

