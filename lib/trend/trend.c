#include "trend/trend.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/num.h"
#include "stat/binomial.h"

#define ROUNDED_LEAST 5		/* counts above 0 from which their last digits are not chance */

#define ROUNDED_MOST 1000000
#define PER_MOST 1000000000

#define AT(member) OPTION_AT(struct trend_options, member)

const struct option_row trend_rows[] = {
	{0, "chart", "TYPE", "auto, xmr, p, u, c, stock or none (default: auto)",
	    OPTION_WORD, AT(chart.type), OPTION_WORDS({"auto", CHART_AUTO},
	    {"xmr", CHART_XMR}, {"p", CHART_P}, {"u", CHART_U}, {"c", CHART_C},
	    {"stock", CHART_STOCK}, {"none", CHART_NONE})},
	{0, "per", "N", "rates per N people (default: 10000)",
	    OPTION_ABOVE_0, AT(per), .accept = NUM_EXPONENT, .high = PER_MOST,
	    .excludes = "chart=p"},
	{0, "rounded-to", "N", "the counts were rounded to multiples of N",
	    OPTION_WHOLE, AT(rounded), .low = 2, .high = ROUNDED_MOST},
	{0, "screen", "yes|no", "leave outlying moving ranges out of the limits",
	    OPTION_WORD, AT(chart.screen), OPTION_WORDS({"yes", true}, {"no", false})},
	{0, "fix-after", "N", "control limits from the first N points (at least 12)",
	    OPTION_WHOLE, AT(chart.fix_after), .low = SPC_FIX_LEAST},
	{0},
};

void
trend_free(struct trend *t)
{
	free(t->work);
	chart_free(&t->xmr);
	chart_free(&t->other);
}

bool
trend_is_usable(const struct series *s, size_t i)
{
	const struct series_row *r = &s->row[i];

	return !isnan(r->x) && !isnan(s->y[i]) && (!s->populated || r->population > 0);
}

bool
trend_is_small_base(const struct series *s, const struct trend *t, size_t i)
{
	return (t->counts || s->measure != SERIES_FIGURES) && s->y[i] < TREND_BASE;
}

static void
take_points(const struct series *s, struct trend *t)
{
	t->value = t->work;
	t->x = t->value + s->n;
	t->y = t->x + s->n;
	t->count = t->y + s->n;
	t->population = s->populated ? t->count + s->n : NULL;
	for (size_t i = 0; i < s->n; i++) {
		const struct series_row *row = &s->row[i];

		t->value[i] = NAN;
		t->n_below += !isnan(row->below) && !isnan(row->x);
		if (!trend_is_usable(s, i))
			continue;
		if (t->n == 0)
			t->first = i;
		t->before_last = t->last;
		t->last = i;
		t->value[i] = s->measure == SERIES_FIGURES ? s->y[i] :
		    (double)((long double)t->scale * s->y[i] / row->population);
		t->x[t->n] = row->x;
		t->y[t->n] = t->value[i];
		t->count[t->n] = s->y[i];
		if (s->populated)
			t->population[t->n] = row->population;
		t->n++;
	}
	t->n_missing = s->n - t->n;
	t->n_tested = t->n + (s->measure == SERIES_FIGURES ? t->n_below : 0);
}

/* 10 or 5, where all counts are multiples of it and enough are above 0; else 0. */
static double
seen_rounding(const struct trend *t)
{
	size_t above = 0, fives = 0, tens = 0, equal = 0;

	for (size_t i = 0; i < t->n; i++) {
		above += t->count[i] > 0;
		fives += fmod(t->count[i], 5) == 0;
		tens += fmod(t->count[i], 10) == 0;
		equal += t->count[i] == t->count[0];
	}
	if (above < ROUNDED_LEAST || fives < t->n || equal == t->n)
		return 0;
	return tens == t->n ? 10 : 5;
}

/* What the figures are. */
static void
look_at_points(const struct series *s, const struct trend_options *o, struct trend *t)
{
	bool whole = t->n > 0;

	for (size_t i = 0; i < t->n; i++)
		whole = whole && t->count[i] >= 0 && t->count[i] == floor(t->count[i]);
	t->percent = s->measure == SERIES_PROPORTIONS ||
	    (s->measure == SERIES_FIGURES && s->percent);
	t->counts = whole && s->measure == SERIES_FIGURES && !s->percent && !o->measure;
	if (whole && !s->percent && !o->measure)
		t->rounded = o->rounded > 0 ? o->rounded : seen_rounding(t);
}

/* The place of the usable point with this ordinal, before `last`; or s->n. */
static size_t
place_of(const struct series *s, size_t last, int32_t want)
{
	for (size_t i = last; i-- > 0 && s->row[i].ord >= want;)
		if (s->row[i].ord == want && trend_is_usable(s, i))
			return i;
	return s->n;
}

/* The place of the point one year before point `last`, or s->n. */
static size_t
year_before(const struct series *s, size_t last)
{
	const int32_t now = s->row[last].ord;
	size_t at;

	if (s->freq == PERIOD_NONE)
		return s->n;
	if (s->freq != PERIOD_DAY)
		return place_of(s, last, now - period_per_year(s->freq));
	at = place_of(s, last, date_add_months(now, -12));
	if (at == s->n)		/* from the end of a February to that of a leap year */
		at = place_of(s, last, date_add_months(now + 1, -12) - 1);
	return at;
}

static double
percent(double from, double to)
{
	double times = 100 * (to - from);

	if (from == 0)
		return NAN;
	return isfinite(times) ? times / from : 100 * ((to - from) / from);
}

/*
 * Whether the row before row i is the period before it. For x from a column, that is what the
 * periods say, or, without any, that no two points are nearer to each other. Dates may have gaps.
 */
static bool
follows(const struct series *s, size_t i)
{
	const struct series_row *r = s->row;
	double least = INFINITY;

	if (i == 0 || !trend_is_usable(s, i - 1))
		return false;
	if (s->freq == PERIOD_DAY)
		return true;
	if (s->freq != PERIOD_NONE)
		return r[i].ord - r[i - 1].ord == s->pace;
	for (size_t k = 1; k < s->n && !isnan(r[k].x); k++)
		least = fmin(least, r[k].x - r[k - 1].x);
	return r[i].x - r[i - 1].x <= least * (1 + 1e-9);
}

struct moving
trend_moving(const double *y, size_t n, size_t i)
{
	struct moving m = {NAN, NAN, NAN};

	if (i >= 3) {
		m.sum4 = y[i - 3] + y[i - 2] + y[i - 1] + y[i];
		m.mean4 = y[i - 3] / 4 + y[i - 2] / 4 + y[i - 1] / 4 + y[i] / 4;
	}
	if (i >= 2 && n - i > 2)
		m.mean2x4 = y[i - 2] / 8 + y[i - 1] / 4 + y[i] / 4 + y[i + 1] / 4 + y[i + 2] / 8;
	return m;
}

/* The last figure less that of row i, without the rounding of either. */
static double
since(const struct series *s, const struct trend *t, size_t i)
{
	const double n = s->row[t->last].population;

	if (s->measure == SERIES_FIGURES)
		return t->last_value - t->value[i];
	return (double)(t->scale * compare_excess(s->y[t->last], n, s->y[i],
	    s->row[i].population) / n);
}

static void
compare_points(const struct series *s, struct trend *t)
{
	size_t n = t->n;

	t->first_value = t->y[0];
	t->last_value = t->y[n - 1];
	t->change = since(s, t, t->first);
	t->pct_change = percent(t->first_value, t->last_value);
	if (follows(s, t->last)) {
		t->previous = t->value[t->last - 1];
		t->last_vs_previous = since(s, t, t->last - 1);
		t->pct_vs_previous = percent(t->previous, t->last_value);
	}
	t->ago = year_before(s, t->last);
	if (t->ago < s->n) {
		t->year_ago = t->value[t->ago];
		t->year_on_year = since(s, t, t->ago);
	}
	if (n >= 2)
		t->step = since(s, t, t->before_last);
	if (n >= 4)
		t->mean4_last = trend_moving(t->y, n, n - 1).mean4;
	if (n >= 5)
		t->change4 = t->y[n - 1] - t->y[n - 5];
}

/* The last count against that at another place, exactly. */
static struct ratio
ratio_to(const struct series *s, const struct trend *t, size_t at)
{
	struct ratio r = {NAN, {NAN, NAN}, NAN};
	double last = s->populated ? s->row[t->last].population : 1;
	double other = s->populated ? s->row[at].population : 1;

	if (compare_ratio(s->y[t->last], last, s->y[at], other, TREND_CONF, &r) != 0 &&
	    s->y[at] > 0)	/* beyond the exact test's range */
		r.value = s->y[t->last] / s->y[at] * (other / last);
	if (isinf(r.value))
		r.value = NAN;
	if (isinf(r.ci.hi))
		r.ci.hi = NAN;
	return r;
}

/* The limits of the last proportion less that at another place, in percentage points. */
static struct interval
points_from(const struct series *s, const struct trend *t, size_t at)
{
	struct interval ci;

	if (proportion_newcombe(s->y[t->last], s->row[t->last].population, s->y[at],
	    s->row[at].population, TREND_CONF, &ci) != 0)
		return (struct interval){NAN, NAN};
	return (struct interval){t->scale * ci.lo, t->scale * ci.hi};
}

/* The odds of the last proportion over those of another place, exactly. */
static struct odds
odds_from(const struct series *s, const struct trend *t, size_t at)
{
	const double x = s->y[t->last], n = s->row[t->last].population;
	const double y = s->y[at], m = s->row[at].population;
	struct odds odds = {NAN, {NAN, NAN}, NAN};

	if (n <= ODDS_MOST && m <= ODDS_MOST && x == floor(x) && y == floor(y))
		(void)odds_ratio((int64_t)x, (int64_t)n, (int64_t)y, (int64_t)m, TREND_CONF,
		    &odds);
	return odds;
}

struct rated {
	double count, population;
	size_t at;
};

static int
by_rate(const void *a, const void *b)
{
	const struct rated *x = a, *y = b;

	return compare_rates(x->count, x->population, y->count, y->population);
}

/* The order of the points, by their exact fractions, as numbers with the same order and ties. */
static void
rank_points(const struct trend *t, double *rank)
{
	struct rated *f = xcalloc(t->n, sizeof(*f));

	for (size_t i = 0; i < t->n; i++)
		f[i] = (struct rated){t->count[i], t->population[i], i};
	if (t->n > 0)
		qsort(f, t->n, sizeof(*f), by_rate);
	for (size_t i = 0; i < t->n; i++)
		rank[f[i].at] = i > 0 && by_rate(&f[i - 1], &f[i]) == 0 ? rank[f[i - 1].at] :
		    (double)i;
	free(f);
}

/* The figures with those that are only known to be below a number, and all below it, as ties. */
static size_t
rank_censored(const struct series *s, const struct trend *t, double *rank)
{
	double least = 0;
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		least = fmax(least, isnan(s->row[i].below) ? 0 : s->row[i].below);
	for (size_t i = 0; i < s->n; i++)
		if (!isnan(t->value[i]))
			rank[n++] = t->value[i] < least ? least - 0.5 : t->value[i];
		else if (!isnan(s->row[i].below) && !isnan(s->row[i].x))
			rank[n++] = least - 0.5;
	return n;
}

static void
test_ranks(const struct series *s, struct trend *t)
{
	const struct theil_sen *sen = &t->sen;
	double *rank = xcalloc(s->n + 1, sizeof(*rank));
	size_t n = t->n;
	bool exact;

	if (t->n_tested > t->n)
		n = rank_censored(s, t, rank);
	else if (s->measure != SERIES_FIGURES)
		rank_points(t, rank);
	mann_kendall(n > t->n || s->measure != SERIES_FIGURES ? rank : t->y, n, &t->mk);
	theil_sen(t->x, t->y, n > t->n ? 0 : n, &t->mk, TREND_CONF, &t->sen);
	t->mk_p = isnan(t->mk.p_exact) ? t->mk.p_normal : t->mk.p_exact;
	exact = sen->exact_rank >= 1;
	t->sen_lower = exact ? sen->exact_lower : sen->lower;
	t->sen_upper = exact ? sen->exact_upper : sen->upper;
	t->sen_confidence = exact ? sen->exact_confidence :
	    t->mk.var_s > 0 && !isnan(sen->slope) ? TREND_CONF : NAN;
	free(rank);
}

static enum trend_refusal
refusal_of(enum poisson_trend_refusal why)
{
	static const enum trend_refusal of[] = {
		[POISSON_TREND_FITTED] = TREND_FITTED,
		[POISSON_TREND_FEW] = TREND_FEW,
		[POISSON_TREND_NEGATIVE] = TREND_NEGATIVE,
		[POISSON_TREND_NOT_WHOLE] = TREND_NOT_WHOLE,
		[POISSON_TREND_ALL_ZERO] = TREND_ALL_ZERO,
		[POISSON_TREND_ONE_END] = TREND_ONE_END,
	};

	return of[why];
}

/* Why no trend of events is looked for, whatever the figures. */
static enum trend_refusal
barred(const struct series *s, const struct trend_options *o, const struct trend *t)
{
	if (s->measure == SERIES_FIGURES && s->percent)
		return TREND_PERCENT;
	if (s->measure == SERIES_FIGURES && o->measure)
		return TREND_NOT_WHOLE;
	if (o->exact)
		return TREND_FITTED;
	return t->n_below > 0 ? TREND_HIDDEN : t->rounded > 0 ? TREND_ROUNDED : TREND_FITTED;
}

static void
test_events(const struct series *s, const struct trend_options *o, struct trend *t)
{
	const bool shares = s->measure == SERIES_PROPORTIONS;
	const enum trend_refusal bar = barred(s, o, t);
	const size_t n = bar == TREND_FITTED ? t->n : 0;
	const struct poisson_trend *p = &t->poisson;

	t->refusal = refusal_of(poisson_trend(t->x, t->count, t->population, shares ? 0 : n,
	    TREND_CONF, !o->exact, &t->memo, &t->poisson));
	if (logit_trend(t->x, t->count, t->population, shares ? n : 0, TREND_CONF, &t->memo,
	    &t->logit) != 0 && shares)
		t->refusal = n < 2 ? TREND_FEW : TREND_SEPARATE;
	else if (shares)
		t->refusal = TREND_FITTED;
	if (bar != TREND_FITTED)
		t->refusal = bar;
	t->quasi = shares ? t->logit.quasi :
	    quasi_of(p->slope, p->se, p->phi, p->df, TREND_CONF, &t->memo);
	t->ratio = shares ? t->logit.ratio : p->rate_ratio;
	t->phi = shares ? t->logit.phi : p->phi;
	t->pearson = shares ? t->logit.pearson : p->pearson;
	t->df = shares ? t->logit.df : p->df;
}

static void
test_line(struct trend *t)
{
	double step = INFINITY;

	if (ols_fit(t->x, t->y, t->n, false, TREND_CONF, &t->memo, &t->ols) == 0) {
		for (size_t i = 1; i < t->n; i++)
			step = fmin(step, t->x[i] - t->x[i - 1]);
		t->next_x = t->x[t->n - 1] + step;
	}
	t->next = ols_predict(&t->ols, t->next_x);
}

/* Of quarters and months, by the rows that there are. */
static void
test_seasons(const struct series *s, struct trend *t)
{
	const int per = s->freq == PERIOD_NONE || s->freq == PERIOD_DAY || s->pace > 1 ? 1 :
	    period_per_year(s->freq);
	double *y;
	long *at;
	size_t n = 0;

	if (per == 1)
		return;
	y = xcalloc(s->n, sizeof(*y));
	at = xcalloc(s->n, sizeof(*at));
	for (size_t i = 0; i < s->n; i++)
		if (s->row[i].label != SERIES_GAP) {
			at[n] = s->row[i].ord;
			y[n++] = t->value[i];
		}
	season(y, at, n, per, TREND_CONF, &t->season);
	t->seasonal = true;
	free(y);
	free(at);
}

static int
chart_points(const struct series *s, const struct trend_options *o, struct trend *t,
    struct errmsg *e)
{
	const bool bounded = t->counts || s->measure != SERIES_FIGURES ||
	    (t->percent && t->values.min >= 0 && t->values.max <= 100);
	const struct chart_figures f = {.value = t->value, .scale = t->scale,
	    .low = bounded ? 0 : -INFINITY, .high = bounded && t->percent ? 100 : INFINITY,
	    .mean = t->values.mean, .counts = t->counts, .exact = t->rounded == 0};
	enum chart_type type;

	if (chart_choose(s, &f, &o->chart, &type, e) != 0)
		return -1;
	chart_draw(s, &f, CHART_XMR, &o->chart, &t->xmr);
	t->chart = &t->xmr;
	if (type != CHART_XMR) {
		chart_draw(s, &f, type, &o->chart, &t->other);
		t->chart = &t->other;
	}
	return 0;
}

/* The slow comparisons, for details. */
static void
compare_exactly(const struct series *s, struct trend *t)
{
	if (s->measure == SERIES_PROPORTIONS) {
		if (t->n > 1) {
			t->points_previous = points_from(s, t, t->before_last);
			t->odds_first = odds_from(s, t, t->first);
			t->odds_previous = odds_from(s, t, t->before_last);
		}
		return;
	}
	if (t->refusal != TREND_FITTED && t->refusal != TREND_ONE_END)
		return;
	t->vs_first = ratio_to(s, t, t->first);
	t->vs_previous = ratio_to(s, t, t->before_last);
	if (t->ago < s->n)
		t->vs_year_ago = ratio_to(s, t, t->ago);
}

int
trend_of(const struct series *s, const struct trend_options *o, struct trend *t, struct errmsg *e)
{
	const struct ratio none = {NAN, {NAN, NAN}, NAN};
	const struct interval unknown = {NAN, NAN};
	const struct odds even = {NAN, {NAN, NAN}, NAN};

	*t = (struct trend){.first_value = NAN, .last_value = NAN, .change = NAN,
	    .pct_change = NAN, .previous = NAN, .last_vs_previous = NAN, .pct_vs_previous = NAN,
	    .year_ago = NAN, .year_on_year = NAN, .next_x = NAN, .mean4_last = NAN,
	    .change4 = NAN, .vs_first = none, .vs_previous = none, .vs_year_ago = none,
	    .points_first = unknown, .points_previous = unknown, .odds_first = even,
	    .odds_previous = even, .step = NAN,
	    .scale = s->measure == SERIES_PROPORTIONS ? 100 :
	    s->measure == SERIES_RATES ? o->per : 1,
	    .work = xrealloc(t->work, s->n, 5 * sizeof(*t->work)),
	    .xmr = t->xmr, .other = t->other, .memo = t->memo};
	take_points(s, t);
	univariate(t->y, t->n, &t->values);
	look_at_points(s, o, t);
	if (t->n > 0)
		compare_points(s, t);
	if (o->tests) {
		test_ranks(s, t);
		test_events(s, o, t);
		test_line(t);
	}
	if (o->tests && s->measure == SERIES_PROPORTIONS && t->n > 1)
		t->points_first = points_from(s, t, t->first);
	if (o->tests && o->exact && t->n > 0)
		compare_exactly(s, t);
	if (o->seasons)
		test_seasons(s, t);
	return chart_points(s, o, t, e);
}
