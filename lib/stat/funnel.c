#include "stat/funnel.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "stat/compare.h"
#include "stat/distribution.h"
#include "stat/poisson.h"

int
funnel_normal(long double expected, long double phi, double conf, struct interval *limits)
{
	long double reach = normal_z_long(conf) * sqrtl(phi * expected);

	if (!(expected >= 0 && phi >= 1) || !isfinite(reach))
		return -1;
	limits->lo = (double)(expected - reach);
	limits->hi = (double)(expected + reach);
	return 0;
}

enum compare_class
funnel_side(double count, struct interval limits)
{
	return compare_intervals((struct interval){count, count}, limits);
}

enum funnel_class
funnel_classify(double count, struct interval inner, struct interval outer)
{
	enum compare_class in = funnel_side(count, inner), out = funnel_side(count, outer);

	if (in == COMPARE_NONE || out == COMPARE_NONE)
		return FUNNEL_NONE;
	if (out != COMPARE_SIMILAR)
		return out == COMPARE_LOWER ? FUNNEL_LOWER998 : FUNNEL_HIGHER998;
	if (in != COMPARE_SIMILAR)
		return in == COMPARE_LOWER ? FUNNEL_LOWER95 : FUNNEL_HIGHER95;
	return FUNNEL_SIMILAR;
}

const char *
funnel_name(enum funnel_class c)
{
	static const char *const names[] = {
		[FUNNEL_NONE] = "",
		[FUNNEL_LOWER998] = "lower99.8",
		[FUNNEL_LOWER95] = "lower95",
		[FUNNEL_SIMILAR] = "similar",
		[FUNNEL_HIGHER95] = "higher95",
		[FUNNEL_HIGHER998] = "higher99.8",
	};

	return names[c];
}

static int
ascending(const void *va, const void *vb)
{
	const long double *a = va, *b = vb;

	return (*a > *b) - (*a < *b);
}

/* The quantile k/10 of n ascending values, type 7. */
static long double
decile(const long double *z, size_t n, size_t k)
{
	size_t at = (n - 1) * k, i = at / 10;
	long double part = (long double)(at % 10) / 10;

	return part == 0 ? z[i] : z[i] + part * (z[i + 1] - z[i]);
}

/* Sorts the n values of z; the mean square once those beyond q10 and q90 are pulled back. */
static long double
winsorised_phi(long double *z, size_t n, double *q10, double *q90)
{
	long double lo, hi, sum = 0, pulled;

	qsort(z, n, sizeof(*z), ascending);
	lo = decile(z, n, 1);
	hi = decile(z, n, 9);
	for (size_t i = 0; i < n; i++) {
		pulled = fminl(fmaxl(z[i], lo), hi);
		sum += pulled * pulled;
	}
	*q10 = (double)lo;
	*q90 = (double)hi;
	return sum / n;
}

int
dispersion(const double *count, const double *population, size_t n, long double *work,
    struct dispersion *d)
{
	double events = 0, people = 0, weights = 0, squares = 0, q10, q90;
	long double *z = work, *zroot = work + n, chisq = 0, expected, excess;

	for (size_t i = 0; i < n; i++) {
		if (!(count[i] >= 0 && population[i] > 0))
			return -1;
		events += count[i];
		people += population[i];
	}
	if (!(events > 0) || isinf(events) || isinf(people))
		return -1;
	*d = (struct dispersion){.df = n - 1.0};
	for (size_t i = 0; i < n; i++) {
		expected = (long double)events * population[i] / people;
		excess = compare_excess(count[i], population[i], events, people);
		z[i] = excess / sqrtl(expected);
		zroot[i] = 2 * excess / (sqrtl(count[i]) + sqrtl(expected));
		chisq += z[i] * z[i];
		/* The excesses add up to 0, so they can be left out of each term. */
		d->deviance += 2 * poisson_deviance(count[i], (double)expected);
		weights += (double)(4 * expected);
		squares += (double)(16 * expected * expected);
	}
	d->chisq = (double)chisq;
	d->p = n < 2 ? NAN : gsl_cdf_chisq_Q(d->chisq, d->df);
	d->phi_pearson = n < 2 ? NAN : d->chisq / d->df;
	d->phi = winsorised_phi(z, n, &d->z_q10, &d->z_q90);
	d->phi_sqrt = (double)winsorised_phi(zroot, n, &q10, &q90);
	/* By the method of moments; an area's weight is 1/s^2 = 4E on this scale. */
	d->tau2_sqrt = n < 2 ? NAN :
	    fmax(0, (n * d->phi_sqrt - d->df) / (weights - squares / weights));
	return 0;
}
