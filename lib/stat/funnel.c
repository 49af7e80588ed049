#include "stat/funnel.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "stat/binomial.h"
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

enum funnel_class
funnel_milder(enum funnel_class a, enum funnel_class b)
{
	if (a == FUNNEL_NONE || b == FUNNEL_NONE)
		return FUNNEL_NONE;
	if (a < FUNNEL_SIMILAR && b < FUNNEL_SIMILAR)
		return a > b ? a : b;
	if (a > FUNNEL_SIMILAR && b > FUNNEL_SIMILAR)
		return a < b ? a : b;
	return FUNNEL_SIMILAR;
}

struct funnel_tails
funnel_poisson(double count, double expected)
{
	return (struct funnel_tails){poisson_lower(count, expected),
	    poisson_upper(count, expected)};
}

struct funnel_tails
funnel_binomial(double count, double trials, double all, double all_trials)
{
	double p = all / all_trials, q = (all_trials - all) / all_trials;

	return (struct funnel_tails){binomial_lower(count, trials, p, q),
	    binomial_upper(count, trials, p, q)};
}

struct interval
funnel_poisson_limits(double expected, double conf)
{
	double tail = (1 - conf) / 2;

	return (struct interval){poisson_quantile(expected, tail),
	    poisson_quantile(expected, 1 - tail)};
}

struct interval
funnel_binomial_limits(double trials, double all, double all_trials, double conf)
{
	double p = all / all_trials, q = (all_trials - all) / all_trials, tail = (1 - conf) / 2;

	return (struct interval){binomial_quantile(trials, p, q, tail),
	    binomial_quantile(trials, p, q, 1 - tail)};
}

enum compare_class
funnel_tails_side(struct funnel_tails t, double conf)
{
	double tail = (1 - conf) / 2;

	if (isnan(t.low) || isnan(t.high))
		return COMPARE_NONE;
	return t.low < tail ? COMPARE_LOWER : t.high <= tail ? COMPARE_HIGHER : COMPARE_SIMILAR;
}

enum funnel_class
funnel_tails_class(struct funnel_tails t)
{
	enum compare_class in = funnel_tails_side(t, 0.95), out = funnel_tails_side(t, 0.998);

	if (in == COMPARE_NONE)
		return FUNNEL_NONE;
	if (in == COMPARE_SIMILAR)
		return FUNNEL_SIMILAR;
	if (in == COMPARE_LOWER)
		return out == COMPARE_LOWER ? FUNNEL_LOWER998 : FUNNEL_LOWER95;
	return out == COMPARE_HIGHER ? FUNNEL_HIGHER998 : FUNNEL_HIGHER95;
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

long double
funnel_winsorised(long double *z, size_t n, double *q10, double *q90)
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
	d->phi = funnel_winsorised(z, n, &d->z_q10, &d->z_q90);
	d->phi_sqrt = (double)funnel_winsorised(zroot, n, &q10, &q90);
	/* By the method of moments; an area's weight is 1/s^2 = 4E on this scale. */
	d->tau2_sqrt = n < 2 ? NAN :
	    fmax(0, (n * d->phi_sqrt - d->df) / (weights - squares / weights));
	return 0;
}
