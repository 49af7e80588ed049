#include "stat/poisson.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>

/* Newton's method needs about 5 steps; a step below CLOSE leaves an error of its square. */
#define MAX_STEPS 100
#define CLOSE 1e-11

/*
 * Tails of counts from here on are summed (some 8 sqrt(count) terms): the terms below a smaller
 * fractional count would not end before 0.
 */
#define LARGE 1000

static bool
is_in_range(double count)
{
	return count >= 0 && count <= POISSON_MAX;
}

double
poisson_deviance(double count, double mean)
{
	double v, power, sum, term;

	if (count == 0)
		return mean;
	if (fabs(count - mean) > 0.1 * (count + mean))
		return count * log(count / mean) - (count - mean);
	/* ln(count/mean) = 2 (v + v^3/3 + v^5/5 + ...); its first term is joined with the rest */
	v = (count - mean) / (count + mean);
	sum = (count - mean) * v;
	power = 2 * count * v;
	for (int k = 3; k < 1000; k += 2) {
		power *= v * v;
		term = power / k;
		if (sum + term == sum)
			break;
		sum += term;
	}
	return sum;
}

double
poisson_stirling_error(double n)
{
	double nn = n * n;

	if (n < 16)
		return lgamma(n + 1) - ((n + 0.5) * log(n) - n + 0.5 * log(2 * M_PI));
	/* the series of Bernoulli numbers; the first term left out is below 1e-17 at 16 */
	return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - (1.0 / 1188 -
	    691.0 / 360360 / nn) / nn) / nn) / nn) / nn) / n;
}

/* ln P(X = count) in Loader's saddle-point form, which subtracts no large logarithms. */
static double
log_pmf(double count, double mean)
{
	if (count == 0)
		return -mean;
	return -poisson_stirling_error(count) - poisson_deviance(count, mean) -
	    0.5 * log(2 * M_PI * count);
}

static double
pmf(double count, double mean)
{
	return exp(log_pmf(count, mean));
}

/* P(X <= count) / P(X = count): terms downwards, until one no longer counts. */
static double
sum_below(double count, double mean)
{
	double sum = 1, term = 1;

	for (; count > 0 && term > sum * 1e-18; count--) {
		term *= count / mean;
		sum += term;
	}
	return sum;
}

/* P(X >= count) / P(X = count) */
static double
sum_above(double count, double mean)
{
	double sum = 1, term = 1;

	while (term > sum * 1e-18) {
		term *= mean / ++count;
		sum += term;
	}
	return sum;
}

/* Wilson and Hilferty's approximation to a quantile of the gamma distribution. */
static double
wilson_hilferty(double shape, double z)
{
	double root = 1 - 1 / (9 * shape) + z / (3 * sqrt(shape));

	return shape * root * root * root;
}

/* The logarithm of a tail probability, and its slope over the logarithm of the mean. */
struct tail {
	double log, slope;
};

/*
 * P(X >= count), for any count > 0 the gamma distribution's tail below `mean`. GSL's is right for
 * small shapes but wrong for some above 10 million, hence the sum.
 */
static struct tail
at_least(double count, double mean)
{
	double p, sum;

	if (count >= LARGE) {
		sum = sum_above(count, mean);
		return (struct tail){log_pmf(count, mean) + log(sum), count / sum};
	}
	p = gsl_cdf_gamma_P(mean, count, 1);
	return (struct tail){log(p), mean * gsl_ran_gamma_pdf(mean, count, 1) / p};
}

/* P(X <= count), the gamma distribution's tail above `mean`. */
static struct tail
at_most(double count, double mean)
{
	double q, sum;

	if (count >= LARGE) {
		sum = sum_below(count, mean);
		return (struct tail){log_pmf(count, mean) + log(sum), -mean / sum};
	}
	q = gsl_cdf_gamma_Q(mean, count + 1, 1);
	return (struct tail){log(q), -mean * gsl_ran_gamma_pdf(mean, count + 1, 1) / q};
}

/*
 * The mean at which the tail is `p`. The logarithm of either tail is concave over that of the mean,
 * so Newton's method converges.
 */
static double
solve(struct tail (*tail)(double, double), double count, double p, double start)
{
	double mean = start, step;
	struct tail t;

	for (int i = 0; i < MAX_STEPS; i++) {
		t = tail(count, mean);
		step = (log(p) - t.log) / t.slope;
		if (fabs(step) < CLOSE)
			return mean * (1 + step);
		mean *= exp(step);
	}
	return NAN;
}

/* Where P(X >= count) is p. */
static double
lower_limit(double count, double p)
{
	double start = wilson_hilferty(count, -gsl_cdf_ugaussian_Qinv(p));

	if (count < 1 || start <= 0)	/* the first term of the series: mean^count / count! */
		start = exp((log(p) + lgamma(count + 1)) / count);
	return start == 0 ? 0 : solve(at_least, count, p, start);	/* 0: below any double */
}

double
gamma_lower_quantile(double shape, double tail)
{
	if (!(shape > 0 && shape <= POISSON_MAX + 1 && tail > 0 && tail < 1))
		return NAN;
	return lower_limit(shape, tail);
}

double
gamma_upper_quantile(double shape, double tail)
{
	if (!(shape > 0 && shape <= POISSON_MAX + 1 && tail > 0 && tail < 1))
		return NAN;
	return solve(at_most, shape - 1, tail,
	    wilson_hilferty(shape, gsl_cdf_ugaussian_Qinv(tail)));
}

int
poisson_exact(double count, double conf, struct interval *ci)
{
	double tail = (1 - conf) / 2, lo, hi;

	if (!is_in_range(count) || !(conf > 0 && conf < 1))
		return -1;
	lo = count == 0 ? 0 : gamma_lower_quantile(count, tail);
	hi = gamma_upper_quantile(count + 1, tail);
	if (isnan(lo) || isnan(hi))
		return -1;
	ci->lo = lo;
	ci->hi = hi;
	return 0;
}

int
poisson_byar(double count, double z, struct interval *ci)
{
	if (!is_in_range(count) || isnan(z))
		return -1;
	ci->lo = count == 0 ? NAN : wilson_hilferty(count, -z);
	if (ci->lo < 0)
		ci->lo = NAN;
	ci->hi = wilson_hilferty(count + 1, z);
	return 0;
}

double
poisson_lower(double count, double mean)
{
	if (!is_in_range(count) || count != floor(count) || !is_in_range(mean))
		return NAN;
	if (mean == 0)
		return 1;
	if (count > mean)		/* the larger tail: 1 less the other */
		return 1 - pmf(count + 1, mean) * sum_above(count + 1, mean);
	return pmf(count, mean) * sum_below(count, mean);
}

double
poisson_upper(double count, double mean)
{
	if (!is_in_range(count) || count != floor(count) || !is_in_range(mean))
		return NAN;
	if (count == 0)
		return 1;
	if (mean == 0)
		return 0;
	if (count < mean)
		return 1 - pmf(count - 1, mean) * sum_below(count - 1, mean);
	return pmf(count, mean) * sum_above(count, mean);
}

double
poisson_quantile(double mean, double p)
{
	double reach = 10 * sqrt(mean) + 20, lo, hi, middle;

	if (!is_in_range(mean) || !(p > 1e-9 && p < 1 - 1e-9))
		return NAN;
	lo = fmax(0, floor(mean - reach));
	hi = fmin(POISSON_MAX, ceil(mean + reach));
	while (lo < hi) {
		middle = floor((lo + hi) / 2);
		if (poisson_lower(middle, mean) >= p)
			hi = middle;
		else
			lo = middle + 1;
	}
	return lo;
}

double
poisson_two_sided(double count, double mean)
{
	double lower = poisson_lower(count, mean), upper = poisson_upper(count, mean);

	if (isnan(lower) || isnan(upper))	/* fmin() would ignore a NaN */
		return NAN;
	return fmin(1, 2 * fmin(lower, upper));
}
