#include "stat/xmr.h"

#include <math.h>

#define WIDTH 2.66L
#define SCREEN 3.267L
#define ROUNDING 1e-12

const struct xmr_cause_words xmr_cause[] = {
	[XMR_COMMON] = {"Common Cause", "none"},
	[XMR_ABOVE] = {"Above UCL", "above the upper limit"},
	[XMR_BELOW] = {"Below LCL", "below the lower limit"},
	[XMR_RISING] = {"7 Point Trend (Increasing)", "a run of rises"},
	[XMR_FALLING] = {"7 Point Trend (Decreasing)", "a run of falls"},
	[XMR_TWO_ABOVE] = {"2 in 3 Above CL", "2 of 3 points near the upper limit"},
	[XMR_TWO_BELOW] = {"2 in 3 Below CL", "2 of 3 points near the lower limit"},
	[XMR_SHIFT_ABOVE] = {"7 Points Above CL", "a run above the mean"},
	[XMR_SHIFT_BELOW] = {"7 Points Below CL", "a run below the mean"},
};

/* The mean of the moving ranges below a bound, and their number. */
static long double
mean_range(const struct xmr_point *p, size_t n, long double bound, size_t *kept)
{
	long double sum = 0;

	*kept = 0;
	for (size_t i = 0; i < n; i++)
		if (!isnan(p[i].moving_range) && p[i].moving_range < bound) {
			sum += p[i].moving_range;
			++*kept;
		}
	return *kept > 0 ? sum / *kept : NAN;
}

static void
limits(const double *y, size_t n, bool screen, size_t fixed, struct xmr_limits *l,
    struct xmr_point *p)
{
	long double sum = 0, mean, range, screened;
	size_t all, kept;

	*l = (struct xmr_limits){.screen = screen, .trial = n < XMR_TRIAL};
	for (size_t i = 0; i < n; i++) {
		p[i] = (struct xmr_point){.moving_range = NAN};
		if (i < fixed && !isnan(y[i])) {
			sum += y[i];
			l->baseline++;
		}
		if (i > 0 && i < fixed)
			p[i].moving_range = fabs(y[i] - y[i - 1]);
	}
	mean = l->baseline > 0 ? sum / l->baseline : NAN;
	range = mean_range(p, n, HUGE_VALL, &all);
	l->mr_bar_unscreened = (double)range;
	if (screen && range > 0) {
		screened = mean_range(p, n, SCREEN * range * (1 - 1e-13L), &kept);
		if (screened > 0) {
			range = screened;
			l->screened = all - kept;
		}
	}
	l->mean = (double)mean;
	l->mr_bar = (double)range;
	l->lower = (double)(mean - WIDTH * range);
	l->upper = (double)(mean + WIDTH * range);
	l->near_lower = (double)(mean - 2 * WIDTH / 3 * range);
	l->near_upper = (double)(mean + 2 * WIDTH / 3 * range);
}

/* Above by more than rounding. False for NaN. */
static bool
is_above(double a, double b)
{
	return a - b > ROUNDING * fmax(fabs(a), fabs(b));
}

/* 1 above the mean, -1 below, 0 on it or missing. */
static int
side(double y, double mean)
{
	return is_above(y, mean) - is_above(mean, y);
}

static bool
is_near(const struct xmr_limits *l, double y, const struct xmr_point *p)
{
	return !p->outside && (is_above(y, l->near_upper) || is_above(l->near_lower, y));
}

static void
outside(const double *y, size_t n, const struct xmr_limits *l, struct xmr_point *p)
{
	for (size_t i = 0; i < n; i++) {
		p[i].outside = is_above(y[i], l->upper) || is_above(l->lower, y[i]);
		if (p[i].outside)
			p[i].cause = side(y[i], l->mean) > 0 ? XMR_ABOVE : XMR_BELOW;
	}
}

/* A point that belongs to a rise and a fall (their peak) is named for the later. */
static void
trends(const double *y, size_t n, struct xmr_point *p)
{
	size_t steps = 0;
	int step, before = 0;

	for (size_t i = 1; i < n; i++) {
		step = (y[i] > y[i - 1]) - (y[i] < y[i - 1]);
		steps = step != 0 && step == before ? steps + 1 : step != 0;
		before = step;
		if (steps < XMR_RUN - 1)
			continue;
		for (size_t j = i - (XMR_RUN - 1); j <= i; j++) {
			p[j].trend = true;
			if (!p[j].outside)
				p[j].cause = step > 0 ? XMR_RISING : XMR_FALLING;
		}
	}
}

static void
twos(const double *y, size_t n, const struct xmr_limits *l, struct xmr_point *p)
{
	for (size_t i = 0; i + 2 < n; i++) {
		int s = side(y[i], l->mean), near = 0;

		if (s == 0 || side(y[i + 1], l->mean) != s || side(y[i + 2], l->mean) != s)
			continue;
		for (size_t j = i; j < i + 3; j++)
			near += is_near(l, y[j], &p[j]);
		for (size_t j = i; near >= 2 && j < i + 3; j++)
			if (is_near(l, y[j], &p[j])) {
				p[j].two_of_three = true;
				if (p[j].cause == XMR_COMMON)
					p[j].cause = s > 0 ? XMR_TWO_ABOVE : XMR_TWO_BELOW;
			}
	}
}

static void
shifts(const double *y, size_t n, const struct xmr_limits *l, struct xmr_point *p)
{
	size_t run = 0;
	int s, before = 0;

	for (size_t i = 0; i < n; i++) {
		s = side(y[i], l->mean);
		run = s != 0 && s == before ? run + 1 : s != 0;
		before = s;
		for (size_t j = i + 1 - XMR_RUN; run >= XMR_RUN && j <= i; j++) {
			p[j].shift = true;
			if (p[j].cause == XMR_COMMON)
				p[j].cause = s > 0 ? XMR_SHIFT_ABOVE : XMR_SHIFT_BELOW;
		}
	}
}

void
xmr(const double *y, size_t n, bool screen, size_t fix_after, struct xmr_limits *l,
    struct xmr_point *p)
{
	limits(y, n, screen, fix_after > 0 && fix_after < n ? fix_after : n, l, p);
	outside(y, n, l, p);
	trends(y, n, p);
	twos(y, n, l, p);
	shifts(y, n, l, p);
}
