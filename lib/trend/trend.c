#include "trend/trend.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/memory.h"

void
trend_free(struct trend *t)
{
	free(t->work);
	free(t->point);
	free(t->stretch);
}

bool
trend_is_usable(const struct series *s, size_t i)
{
	const struct series_row *r = &s->row[i];

	return !isnan(r->x) && !isnan(s->y[i]) && (!s->populated || r->population > 0);
}

static void
take_points(const struct series *s, struct trend *t)
{
	t->x = t->work;
	t->y = t->x + s->n;
	t->population = s->populated ? t->y + s->n : NULL;
	for (size_t i = 0; i < s->n; i++) {
		if (!trend_is_usable(s, i))
			continue;
		if (t->n == 0)
			t->first = i;
		t->before_last = t->last;
		t->last = i;
		t->x[t->n] = s->row[i].x;
		t->y[t->n] = s->y[i];
		if (s->populated)
			t->population[t->n] = s->row[i].population;
		t->n++;
	}
	t->n_missing = s->n - t->n;
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
		return r[i].ord - r[i - 1].ord == 1;
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

static void
compare_points(const struct series *s, struct trend *t)
{
	size_t n = t->n;

	t->first_value = t->y[0];
	t->last_value = t->y[n - 1];
	t->change = t->last_value - t->first_value;
	t->pct_change = percent(t->first_value, t->last_value);
	if (follows(s, t->last)) {
		t->previous = s->y[t->last - 1];
		t->last_vs_previous = t->last_value - t->previous;
		t->pct_vs_previous = percent(t->previous, t->last_value);
	}
	t->ago = year_before(s, t->last);
	if (t->ago < s->n) {
		t->year_ago = s->y[t->ago];
		t->year_on_year = t->last_value - t->year_ago;
	}
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

	(void)compare_ratio(t->last_value, last, s->y[at], other, TREND_CONF, &r);
	if (isinf(r.ci.hi))
		r.ci.hi = NAN;
	return r;
}

static void
test(struct trend *t, bool counts, bool brief)
{
	const struct theil_sen *sen = &t->sen;
	double step = INFINITY;
	bool exact;

	mann_kendall(t->y, t->n, &t->mk);
	theil_sen(t->x, t->y, t->n, &t->mk, TREND_CONF, &t->sen);
	t->mk_p = isnan(t->mk.p_exact) ? t->mk.p_normal : t->mk.p_exact;
	exact = sen->exact_rank >= 1;
	t->sen_lower = exact ? sen->exact_lower : sen->lower;
	t->sen_upper = exact ? sen->exact_upper : sen->upper;
	t->sen_confidence = exact ? sen->exact_confidence :
	    t->mk.var_s > 0 && !isnan(sen->slope) ? TREND_CONF : NAN;
	t->refusal = poisson_trend(t->x, t->y, t->population, counts ? t->n : 0, TREND_CONF,
	    brief, &t->memo, &t->poisson);
	if (!counts)
		t->refusal = POISSON_TREND_PERCENT;
	if (ols_fit(t->x, t->y, t->n, false, TREND_CONF, &t->memo, &t->ols) == 0) {
		for (size_t i = 1; i < t->n; i++)
			step = fmin(step, t->x[i] - t->x[i - 1]);
		t->next_x = t->x[t->n - 1] + step;
	}
	t->next = ols_predict(&t->ols, t->next_x);
}

static void
chart(const struct series *s, const struct trend_options *o, struct trend *t)
{
	struct trend_stretch stretch = {0};
	size_t placed = s->n, run, n;

	xmr(NULL, 0, o->screen, 0, &stretch.limits, NULL);	/* of no points: undefined */
	while (placed > 0 && isnan(s->row[placed - 1].x))
		placed--;
	for (size_t i = placed; i < s->n; i++) {
		t->point[i] = (struct xmr_point){.moving_range = NAN};
		t->stretch[i] = stretch;
	}
	for (size_t i = 0; i < placed; i += n) {
		stretch.group += s->row[i].rebase;
		for (n = 1; i + n < placed && !s->row[i + n].rebase; n++)
			;
		xmr(s->y + i, n, o->screen, o->fix_after, &stretch.limits, t->point + i);
		run = 0;
		for (size_t j = i; j < i + n; j++) {
			t->stretch[j] = stretch;
			run = isnan(s->y[j]) ? 0 : run + 1;
			t->unbroken = run > t->unbroken ? run : t->unbroken;
		}
	}
	t->limits = stretch.limits;
}

void
trend_of(const struct series *s, const struct trend_options *o, struct trend *t)
{
	const struct ratio none = {NAN, {NAN, NAN}, NAN};

	*t = (struct trend){.first_value = NAN, .last_value = NAN, .change = NAN,
	    .pct_change = NAN, .previous = NAN, .last_vs_previous = NAN, .pct_vs_previous = NAN,
	    .year_ago = NAN, .year_on_year = NAN, .next_x = NAN, .mean4_last = NAN,
	    .change4 = NAN, .vs_first = none, .vs_previous = none, .vs_year_ago = none,
	    .work = xrealloc(t->work, s->n, 3 * sizeof(*t->work)),
	    .point = xrealloc(t->point, s->n, sizeof(*t->point)),
	    .stretch = xrealloc(t->stretch, s->n, sizeof(*t->stretch)), .memo = t->memo};
	take_points(s, t);
	univariate(t->y, t->n, &t->values);
	if (o->tests)
		test(t, !s->percent, !o->exact);
	if (t->n > 0)
		compare_points(s, t);
	if (o->tests && o->exact && (t->refusal == POISSON_TREND_FITTED ||
	    t->refusal == POISSON_TREND_ONE_END)) {
		t->vs_first = ratio_to(s, t, t->first);
		t->vs_previous = ratio_to(s, t, t->before_last);
		t->vs_year_ago = t->ago < s->n ? ratio_to(s, t, t->ago) : none;
	}
	chart(s, o, t);
}
