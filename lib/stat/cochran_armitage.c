#include "stat/cochran_armitage.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static int
add_up(const int64_t *events, const int64_t *trials, const double *score, size_t k, int64_t *x,
    int64_t *n)
{
	*x = *n = 0;
	for (size_t i = 0; i < k; i++) {
		if (events[i] < 0 || events[i] > trials[i] || trials[i] > CONTINGENCY_MAX - *n ||
		    !isfinite(score[i]))
			return -1;
		*x += events[i];
		*n += trials[i];
	}
	return 0;
}

int
cochran_armitage(const int64_t *events, const int64_t *trials, const double *score, size_t k,
    struct cochran_armitage *t)
{
	long double mean = 0, above = 0, spread = 0, away, denominator;
	int64_t x, n;

	if (add_up(events, trials, score, k, &x, &n) == -1)
		return -1;
	*t = (struct cochran_armitage){NAN, NAN, NAN, NAN};
	if (x == 0 || x == n)
		return 0;
	/*
	 * Scores are taken from the first, as years or days would cancel; what is events - trials x / n has a
	 * numerator that is exact in 128 bits, and sums to exactly 0 where there is no trend.
	 */
	for (size_t i = 0; i < k; i++) {
		away = (long double)score[i] - score[0];
		above += away * (long double)((__int128)events[i] * n - (__int128)trials[i] * x);
		mean += away * trials[i] / n;
	}
	above /= n;
	for (size_t i = 0; i < k; i++) {
		away = (long double)score[i] - score[0] - mean;
		spread += away * away * trials[i];
	}
	if (spread <= 0)
		return 0;
	denominator = (long double)x / n * ((long double)(n - x) / n) * spread;
	t->z = (double)(above / sqrtl(denominator));
	t->chisq = t->z * t->z;
	t->p = 2 * gsl_cdf_ugaussian_Q(fabs(t->z));
	t->slope = (double)(above / spread);
	return 0;
}
