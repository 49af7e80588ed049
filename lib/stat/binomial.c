#include "stat/binomial.h"

#include <math.h>
#include <stdbool.h>

#include "stat/distribution.h"
#include "stat/poisson.h"

/* Newton's method needs about 5 steps; a step below CLOSE leaves an error of its square. */
#define MAX_STEPS 100
#define CLOSE 1e-11

static bool
is_in_domain(double x, double n, double p, double q)
{
	return x >= 0 && x <= n && n <= BINOMIAL_MAX && x == floor(x) && n == floor(n) &&
	    p >= 0 && q >= 0 && p <= 1 && q <= 1;
}

double
binomial_pmf(double x, double n, double p, double q)
{
	double log_ratio;

	if (!is_in_domain(x, n, p, q))
		return NAN;
	if (p == 0 || q == 0)
		return x == (p == 0 ? 0 : n);
	if (x == 0)
		return exp(n * (p < 0.5 ? log1p(-p) : log(q)));
	if (x == n)
		return exp(n * (q < 0.5 ? log1p(-q) : log(p)));
	log_ratio = poisson_stirling_error(n) - poisson_stirling_error(x) -
	    poisson_stirling_error(n - x) - poisson_deviance(x, n * p) -
	    poisson_deviance(n - x, n * q);
	return exp(log_ratio) * sqrt(n / (2 * M_PI * x * (n - x)));
}

/*
 * 1 + P(x-1)/P(x) + P(x-2)/P(x) + ..., until a term no longer counts: below the mean, after a few
 * standard deviations.
 */
static double
sum_below(double x, double n, double odds)
{
	double sum = 1, term = 1;

	for (; x > 0 && term > sum * 1e-18; x--) {
		term *= x / ((n - x + 1) * odds);
		sum += term;
	}
	return sum;
}

double
binomial_lower(double x, double n, double p, double q)
{
	if (!is_in_domain(x, n, p, q))
		return NAN;
	if (x == n || p == 0)
		return 1;
	if (q == 0)
		return 0;
	if (x > n * p)		/* the larger tail: 1 less the other */
		return 1 - binomial_pmf(x + 1, n, p, q) * sum_below(n - x - 1, n, q / p);
	return binomial_pmf(x, n, p, q) * sum_below(x, n, p / q);
}

double
binomial_upper(double x, double n, double p, double q)
{
	return binomial_lower(n - x, n, q, p);
}

double
binomial_quantile(double n, double p, double q, double tail)
{
	double reach = 10 * sqrt(n * p * q) + 20, lo, hi, middle;

	if (!is_in_domain(0, n, p, q) || !(tail > 1e-9 && tail < 1 - 1e-9))
		return NAN;
	lo = fmax(0, floor(n * p - reach));
	hi = fmin(n, ceil(n * p + reach));
	while (lo < hi) {
		middle = floor((lo + hi) / 2);
		if (binomial_lower(middle, n, p, q) >= tail)
			hi = middle;
		else
			lo = middle + 1;
	}
	return lo;
}

double
binomial_two_sided(double x, double n, double p, double q)
{
	double lower = binomial_lower(x, n, p, q), upper = binomial_upper(x, n, p, q);

	if (isnan(lower) || isnan(upper))	/* fmin() would ignore a NaN */
		return NAN;
	return fmin(1, 2 * fmin(lower, upper));
}

/* The odds at which P(X >= x) = tail; 0 < x <= n. */
static double
odds_of_upper_tail(double x, double n, double tail)
{
	/* Wilson's limit is a good start for all x and n. */
	double logit = log(x / (n - x + 1)) - 2 / sqrt(x), p, q, upper, step;

	for (int i = 0; i < MAX_STEPS; i++) {
		p = 1 / (1 + exp(-logit));
		q = 1 / (1 + exp(logit));
		upper = binomial_upper(x, n, p, q);
		step = log(tail / upper) * upper / (x * q * binomial_pmf(x, n, p, q));
		logit += step;
		if (fabs(step) < CLOSE)
			return exp(logit);
	}
	return NAN;
}

int
binomial_odds_limits(double x, double n, double conf, struct interval *odds)
{
	double tail = (1 - conf) / 2, lo, hi;

	if (!is_in_domain(x, n, 0.5, 0.5) || n < 1 || !(conf > 0 && conf < 1))
		return -1;
	lo = x == 0 ? 0 : odds_of_upper_tail(x, n, tail);
	hi = x == n ? INFINITY : 1 / odds_of_upper_tail(n - x, n, tail);
	if (isnan(lo) || isnan(hi))
		return -1;
	odds->lo = lo;
	odds->hi = hi;
	return 0;
}

int
proportion_wilson(double x, double n, double z, struct interval *ci)
{
	double root;

	if (isnan(z) || !(x >= 0 && x <= n && n > 0) || isinf(n))
		return -1;
	root = z * sqrt(z * z + 4 * x * ((n - x) / n));
	/* (2x + zz - root) / (2(n + zz)) multiplied out, so that a small x loses no digits */
	ci->lo = 2 * x * x / (n * (2 * x + z * z + root));
	ci->hi = x == n ? 1 : (2 * x + z * z + root) / (2 * (n + z * z));
	return 0;
}

/* x/n - y/m, without the rounding of either. */
static double
difference(double x, double n, double y, double m)
{
	return (double)((long double)x / n - (long double)y / m);
}

int
proportion_newcombe(double x, double n, double y, double m, double conf, struct interval *ci)
{
	double p = x / n, q = y / m, d = difference(x, n, y, m), z = normal_z(conf);
	struct interval of, other;

	if (proportion_wilson(x, n, z, &of) != 0 || proportion_wilson(y, m, z, &other) != 0)
		return -1;
	ci->lo = d - hypot(p - of.lo, other.hi - q);
	ci->hi = d + hypot(of.hi - p, q - other.lo);
	return 0;
}
