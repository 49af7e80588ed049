#include "stat/ols.h"

#include <float.h>
#include <gsl/gsl_fit.h>
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
	double *x, *y, *e;
	size_t n;
	bool origin;
	long double b0, b1;		/* of the scaled line */
	long double xbar, sxx, sxy, syy, moved;
	long double rss, dw, lag;
};

static void
sums(struct work *w)
{
	long double mx = w->origin ? 0 : mean_of(w->x, w->n);
	long double my = w->origin ? 0 : mean_of(w->y, w->n), dx, dy;

	w->xbar = mx;
	w->sxx = w->sxy = w->syy = w->moved = 0;
	for (size_t i = 0; i < w->n; i++) {
		dx = w->x[i] - mx;
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
	return w->y[i] - w->b0 - w->b1 * w->x[i];
}

/* Adds a fit of v on x to the line. */
static void
fit_once(struct work *w, const double *v)
{
	double c0 = 0, c1, cov[3], ss;

	if (w->origin)
		gsl_fit_mul(w->x, 1, v, 1, w->n, &c1, &cov[0], &ss);
	else
		gsl_fit_linear(w->x, 1, v, 1, w->n, &c0, &c1, &cov[0], &cov[1], &cov[2], &ss);
	w->b0 += c0;
	w->b1 += c1;
}

static void
fit(struct work *w)
{
	long double e, before = 0, tiny = 0;

	w->b0 = w->b1 = 0;
	fit_once(w, w->y);
	for (size_t i = 0; i < w->n; i++)
		w->e[i] = (double)residual(w, i);
	fit_once(w, w->e);
	if (fabsl(w->sxy) <= 1e-17L * w->moved) {	/* 0, apart from rounding */
		w->b1 = 0;
		w->b0 = w->origin ? 0 : mean_of(w->y, w->n);
	}
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

	o->df = (double)w->n - (w->origin ? 1 : 2);
	o->b0 = ldexp((double)w->b0, ey);
	o->b1 = ldexp(slope, ey - ex);
	o->xbar = ldexp((double)w->xbar, ex);
	o->ss_residual = ldexp((double)w->rss, 2 * ey);
	o->ss_regression = ldexp((double)(w->syy - w->rss), 2 * ey);
	o->r2 = w->syy > 0 ? (double)(1 - w->rss / w->syy) : NAN;
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
		    (1.0L / w->n + w->xbar * w->xbar / w->sxx)), ey);
	o->lower = ldexp(slope - o->quantile * sd, ey - ex);
	o->upper = ldexp(slope + o->quantile * sd, ey - ex);
	if (w->rss > 0) {
		o->t = slope / sd;
		o->p = student_p(o->t, o->df);
		o->f = (double)((w->syy - w->rss) / (w->rss / o->df));
	}
}

int
ols_fit(const double *x, const double *y, size_t n, bool origin, double conf,
    struct student_memo *m, struct ols *o)
{
	struct work w = {.n = n, .origin = origin};
	int ex, ey;

	*o = (struct ols){n, origin, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN,
	    NAN, NAN, NAN, NAN, NAN, NAN, NAN};
	if (n < (origin ? 1 : 2) || !(conf > 0 && conf < 1))
		return -1;
	w.x = xmalloc(3 * n * sizeof(*w.x));
	w.y = w.x + n;
	w.e = w.y + n;
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
	struct ols_prediction p = {.fit = o->b0 + o->b1 * x};
	double own = o->sigma * sqrt(o->origin ? 1 : 1 + 1.0 / (double)o->n);

	p.se = hypot(own, o->b1_sd * (x - o->xbar));
	p.lower = p.fit - o->quantile * p.se;
	p.upper = p.fit + o->quantile * p.se;
	return p;
}
