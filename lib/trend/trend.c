#include "trend/trend.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/memory.h"

static void
make_room(struct trend_work *w, size_t n)
{
	if (n <= w->cap && w->value != NULL)
		return;
	w->cap = n + n / 2 + 16;
	w->value = xrealloc(w->value, w->cap, 3 * sizeof *w->value);
	w->limits = xrealloc(w->limits, w->cap, sizeof *w->limits);
	w->point = xrealloc(w->point, w->cap, sizeof *w->point);
	w->group = xrealloc(w->group, w->cap, sizeof *w->group);
}

void
trend_work_free(struct trend_work *w)
{
	free(w->value);
	free(w->limits);
	free(w->point);
	free(w->group);
}

bool
trend_usable(const struct series *s, size_t i)
{
	return !isnan(s->x[i]) && !isnan(s->y[i]) && (!s->populated || s->population[i] > 0);
}

static void
take_points(const struct series *s, struct trend_work *w, struct trend *t)
{
	t->x = w->value;
	t->y = t->x + w->cap;
	t->population = s->populated ? t->y + w->cap : NULL;
	for (size_t i = 0; i < s->n; i++) {
		if (!trend_usable(s, i))
			continue;
		if (t->n == 0)
			t->first = i;
		t->before_last = t->last;
		t->last = i;
		t->x[t->n] = s->x[i];
		t->y[t->n] = s->y[i];
		if (s->populated)
			t->population[t->n] = s->population[i];
		t->n++;
	}
	t->n_input = s->rows;
	t->n_missing = s->n - t->n;
}

/* The place of the usable point with this ordinal, before `last`; or s->n. */
static size_t
place_of(const struct series *s, size_t last, int32_t want)
{
	for (size_t i = last; i-- > 0 && s->ord[i] >= want;)
		if (s->ord[i] == want && trend_usable(s, i))
			return i;
	return s->n;
}

/* The place of the point one year before point `last`, or s->n. */
static size_t
year_before(const struct series *s, size_t last)
{
	const int32_t now = s->ord[last];
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
 * Is the row before the last the period before it? Where x comes from a column, a period between them is missing when
 * the periods say so, or, without any, when other points are nearer to each other. Dates need not follow each other.
 */
static bool
follows(const struct series *s, size_t i)
{
	double least = INFINITY;

	if (i == 0 || !trend_usable(s, i - 1))
		return false;
	if (s->freq == PERIOD_DAY)
		return true;
	if (s->freq != PERIOD_NONE)
		return s->ord[i] - s->ord[i - 1] == 1;
	for (size_t k = 1; k < s->n && !isnan(s->x[k]); k++)
		least = fmin(least, s->x[k] - s->x[k - 1]);
	return s->x[i] - s->x[i - 1] <= least * (1 + 1e-9);
}

static void
compare_points(const struct series *s, struct trend *t)
{
	size_t n = t->n;

	t->change = t->y[n - 1] - t->y[0];
	t->pct_change = percent(t->y[0], t->y[n - 1]);
	if (follows(s, t->last)) {
		t->previous = s->y[t->last - 1];
		t->last_vs_previous = t->y[n - 1] - t->previous;
		t->pct_vs_previous = percent(t->previous, t->y[n - 1]);
	}
	t->ago = year_before(s, t->last);
	if (t->ago < s->n) {
		t->year_ago = s->y[t->ago];
		t->year_on_year = t->y[n - 1] - t->year_ago;
	}
	if (n >= 4)
		t->mean4_last = t->y[n - 4] / 4 + t->y[n - 3] / 4 + t->y[n - 2] / 4 + t->y[n - 1] / 4;
	if (n >= 5)
		t->change4 = t->y[n - 1] - t->y[n - 5];
}

/* The last count against another, exactly. */
static struct ratio
ratio_to(const struct trend *t, double y, double population)
{
	struct ratio r = {NAN, {NAN, NAN}, NAN};

	(void)compare_ratio(t->y[t->n - 1], t->population != NULL ? t->population[t->n - 1] : 1, y,
	    t->population != NULL ? population : 1, TREND_CONF, &r);
	if (isinf(r.ci.hi))
		r.ci.hi = NAN;
	return r;
}

static void
compare_counts(const struct series *s, struct trend *t)
{
	if (t->refusal != POISSON_TREND_FITTED && t->refusal != POISSON_TREND_ONE_END)
		return;
	t->vs_first = ratio_to(t, t->y[0], s->population[t->first]);
	t->vs_previous = ratio_to(t, t->y[t->n - 2], s->population[t->before_last]);
	if (t->ago < s->n)
		t->vs_year_ago = ratio_to(t, s->y[t->ago], s->population[t->ago]);
}

static void
line(struct trend *t, struct student_memo *m)
{
	double step = INFINITY;

	t->lined = ols_fit(t->x, t->y, t->n, false, TREND_CONF, m, &t->ols) == 0;
	if (!t->lined)
		return;
	for (size_t i = 1; i < t->n; i++)
		step = fmin(step, t->x[i] - t->x[i - 1]);
	t->next_x = t->x[t->n - 1] + step;
	t->next = ols_predict(&t->ols, t->next_x);
}

static void
test(struct trend *t, bool counts, bool brief, struct student_memo *m)
{
	mann_kendall(t->y, t->n, &t->mk);
	theil_sen(t->x, t->y, t->n, &t->mk, TREND_CONF, &t->sen);
	t->refusal = poisson_trend(t->x, t->y, t->population, counts ? t->n : 0, TREND_CONF,
	    brief, m, &t->poisson);
	if (!counts)
		t->refusal = POISSON_TREND_PERCENT;
	line(t, m);
}

static void
chart(const struct series *s, const struct trend_options *o, struct trend_work *w,
    struct trend *t)
{
	size_t group = 0, placed = s->n, run, n;

	t->limits_of = w->limits;
	t->point = w->point;
	t->group = w->group;
	while (placed > 0 && isnan(s->x[placed - 1]))
		placed--;
	for (size_t i = placed; i < s->n; i++) {
		w->limits[i] = t->limits;
		w->point[i] = (struct xmr_point){.moving_range = NAN};
		w->group[i] = 0;
	}
	for (size_t i = 0; i < placed; i += n) {
		struct xmr_limits l;

		if (s->rebase[i])
			group++;
		for (n = 1; i + n < placed && !s->rebase[i + n]; n++)
			;
		xmr(s->y + i, n, o->screen, o->fix_after, &l, w->point + i);
		run = 0;
		for (size_t j = i; j < i + n; j++) {
			w->limits[j] = l;
			w->group[j] = group;
			run = isnan(s->y[j]) ? 0 : run + 1;
			t->unbroken = run > t->unbroken ? run : t->unbroken;
		}
		t->limits = l;
	}
}

void
trend_of(const struct series *s, const struct trend_options *o, struct trend_work *w,
    struct trend *t)
{
	const struct ratio none = {NAN, {NAN, NAN}, NAN};

	*t = (struct trend){.change = NAN, .pct_change = NAN, .previous = NAN,
	    .last_vs_previous = NAN, .pct_vs_previous = NAN, .year_ago = NAN,
	    .year_on_year = NAN, .mean4_last = NAN, .change4 = NAN, .vs_first = none,
	    .vs_previous = none, .vs_year_ago = none,
	    .limits = {.mean = NAN, .mr_bar = NAN, .mr_bar_unscreened = NAN, .lower = NAN,
	    .upper = NAN, .near_lower = NAN, .near_upper = NAN}};
	make_room(w, s->n);
	take_points(s, w, t);
	univariate(t->y, t->n, &t->values);
	if (o->tests)
		test(t, !o->percent && !s->percent, !o->exact, &w->memo);
	if (t->n > 0)
		compare_points(s, t);
	if (o->tests && o->exact)
		compare_counts(s, t);
	chart(s, o, w, t);
}
