#include "stat/univariate.h"

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

int
univariate_scale(double *to, const double *v, size_t n)
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

long double
univariate_mean(const double *v, size_t n)
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
	e = univariate_scale(copy, y, n);
	mean = univariate_mean(copy, n);
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

struct moving
moving_at(const double *y, size_t n, size_t i)
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
