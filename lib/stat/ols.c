#include "stat/ols.h"

#include <float.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

double
univariate_median(double *v, size_t n)
{
	double low, high;

	if (n == 0)
		return NAN;
	high = gsl_stats_select(v, 1, n, n / 2);
	if (n % 2 == 1)
		return high;
	low = gsl_stats_select(v, 1, n, n / 2 - 1);
	return isfinite(low + high) ? (low + high) / 2 : low / 2 + high / 2;
}

/* Scales v by the power of two that brings all magnitudes below 1, into to; its exponent. */
static int
scale(double *to, const double *v, size_t n)
{
	double top = 0;
	int e;

	for (size_t i = 0; i < n; i++)
		top = fmax(top, fabs(v[i]));
	(void)frexp(top, &e);
	for (size_t i = 0; i < n; i++)
		to[i] = ldexp(v[i], -e);
	return e;
}

/* In two passes. */
static long double
mean_of(const double *v, size_t n)
{
	long double sum = 0, rest = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	sum /= n;
	for (size_t i = 0; i < n; i++)
		rest += v[i] - sum;
	return sum + rest / n;
}

void
univariate(const double *y, size_t n, struct univariate *u)
{
	long double mean, ss = 0, lag = 0, d, before = 0;
	double *copy;
	int e;

	*u = (struct univariate){.n = n, .mean = NAN, .min = NAN, .max = NAN, .median = NAN,
	    .sd = NAN, .lag1 = NAN};
	if (n == 0)
		return;
	copy = xmalloc(n * sizeof(*copy));
	e = scale(copy, y, n);
	mean = mean_of(copy, n);
	u->min = u->max = y[0];
	for (size_t i = 0; i < n; i++) {
		u->min = fmin(u->min, y[i]);
		u->max = fmax(u->max, y[i]);
		d = copy[i] - mean;
		ss += d * d;
		if (i > 0)
			lag += d * before;
		before = d;
	}
	u->mean = ldexp((double)mean, e);
	if (u->min == u->max) {		/* without rounding errors */
		u->mean = u->min;
		ss = 0;
	}
	if (n > 1)
		u->sd = ldexp((double)sqrtl(ss / (n - 1)), e);
	if (ss > 0)
		u->lag1 = (double)(lag / ss);
	memcpy(copy, y, n * sizeof(*copy));
	u->median = univariate_median(copy, n);
	free(copy);
}

/* The points scaled to below 1, their residuals, and sums over them. */
struct work {
	double *x, *y;
	size_t n;
	bool origin;
	long double b0, b1;		/* of the scaled line */
	double pivot;
	long double xbar, ybar, sxx, sxy, syy, moved;
	long double rss, dw, lag;
};

static void
sums(struct work *w)
{
	long double my = w->origin ? 0 : mean_of(w->y, w->n), dx, dy, mean = 0, rest = 0;

	/* About the first x, so that dates as numbers lose no digits. */
	w->pivot = w->origin ? 0 : w->x[0];
	for (size_t i = 0; i < w->n && !w->origin; i++)
		mean += (long double)w->x[i] - w->pivot;
	mean /= w->n;
	for (size_t i = 0; i < w->n && !w->origin; i++)
		rest += w->x[i] - (long double)w->pivot - mean;
	w->xbar = mean + rest / w->n;
	w->ybar = my;
	w->sxx = w->sxy = w->syy = w->moved = 0;
	for (size_t i = 0; i < w->n; i++) {
		dx = w->x[i] - (long double)w->pivot - w->xbar;
		dy = w->y[i] - my;
		w->sxx += dx * dx;
		w->sxy += dx * dy;
		w->syy += dy * dy;
		w->moved += fabsl(dx * dy);
	}
}

static long double
residual(const struct work *w, size_t i)
{
	return w->y[i] - w->ybar -
	    w->b1 * (w->x[i] - (long double)w->pivot - w->xbar);
}

static void
fit(struct work *w)
{
	long double e, before = 0, tiny = 0;

	if (fabsl(w->sxy) <= 1e-17L * w->moved)	/* 0, apart from rounding */
		w->sxy = 0;
	w->b1 = w->sxy / w->sxx;
	w->b0 = w->ybar - w->b1 * (w->pivot + w->xbar);
	w->rss = w->dw = w->lag = 0;
	for (size_t i = 0; i < w->n; i++) {
		e = residual(w, i);
		w->rss += e * e;
		if (i > 0) {
			w->dw += (e - before) * (e - before);
			w->lag += e * before;
		}
		before = e;
		tiny += (long double)w->y[i] * w->y[i];
	}
	tiny = fmaxl(tiny * (DBL_EPSILON * DBL_EPSILON / 4), 1e-28L * w->syy);
	if (w->rss <= tiny)
		w->rss = 0;
}

static void
fill(struct ols *o, const struct work *w, int ex, int ey, double conf, struct student_memo *m)
{
	double slope = (double)w->b1, s2, sd;
	long double mean = w->pivot + w->xbar;
	long double explained = w->sxy * w->sxy / w->sxx;	/* not syy - rss, which cancels */

	o->df = (double)w->n - (w->origin ? 1 : 2);
	o->b0 = ldexp((double)w->b0, ey);
	o->b1 = ldexp(slope, ey - ex);
	o->pivot = ldexp(w->pivot, ex);
	o->xbar = ldexp((double)w->xbar, ex);
	o->ss_residual = ldexp((double)w->rss, 2 * ey);
	o->ybar = ldexp((double)w->ybar, ey);
	o->ss_regression = ldexp((double)explained, 2 * ey);
	o->r2 = w->syy > 0 ? w->rss == 0 ? 1 : (double)(explained / w->syy) : NAN;
	if (w->rss > 0) {
		o->durbin_watson = (double)(w->dw / w->rss);
		o->lag1 = (double)(w->lag / w->rss);
	}
	if (o->df <= 0)
		return;
	s2 = (double)(w->rss / o->df);
	sd = (double)sqrtl(w->rss / o->df / w->sxx);
	o->quantile = student_recall(m, conf, o->df);
	o->sigma = ldexp(sqrt(s2), ey);
	o->ms_residual = o->sigma * o->sigma;
	o->b1_sd = ldexp(sd, ey - ex);
	if (!w->origin)
		o->b0_sd = ldexp((double)sqrtl(w->rss / o->df *
		    (1.0L / w->n + mean * mean / w->sxx)), ey);
	o->lower = ldexp(slope - o->quantile * sd, ey - ex);
	o->upper = ldexp(slope + o->quantile * sd, ey - ex);
	if (w->rss > 0) {
		o->t = slope / sd;
		o->p = student_p(o->t, o->df);
		o->f = (double)(explained / (w->rss / o->df));
	}
}

int
ols_fit(const double *x, const double *y, size_t n, bool origin, double conf,
    struct student_memo *m, struct ols *o)
{
	struct work w = {.n = n, .origin = origin};
	int ex, ey;

	*o = (struct ols){n, origin, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN,
	    NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
	if (n < (origin ? 1 : 2) || !(conf > 0 && conf < 1))
		return -1;
	w.x = xmalloc(2 * n * sizeof(*w.x));
	w.y = w.x + n;
	ex = scale(w.x, x, n);
	ey = scale(w.y, y, n);
	sums(&w);
	if (w.sxx > 0) {
		fit(&w);
		fill(o, &w, ex, ey, conf, m);
	}
	free(w.x);
	return w.sxx > 0 ? 0 : -1;
}

struct ols_prediction
ols_predict(const struct ols *o, double x)
{
	double dx = x - o->pivot - o->xbar;
	struct ols_prediction p = {.fit = o->ybar + o->b1 * dx};
	double own = o->sigma * sqrt(o->origin ? 1 : 1 + 1.0 / (double)o->n);

	p.se = hypot(own, o->b1_sd * dx);
	p.lower = p.fit - o->quantile * p.se;
	p.upper = p.fit + o->quantile * p.se;
	return p;
}
