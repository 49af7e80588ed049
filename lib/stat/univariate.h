#ifndef STAT_UNIVARIATE_H
#define STAT_UNIVARIATE_H

#include <stddef.h>

/*
 * One column of numbers. Sums are in extended precision and scaled, so values near 1e300 do not
 * overflow. NaN where not defined: everything for n = 0, sd for n = 1, lag1 where nothing varies.
 * Source: NIST StRD, univariate summary statistics (Lottery in tests/cmd/qtrend.sh, NumAcc in
 * tests/stat/univariate.c).
 */
struct univariate {
	size_t n;
	double mean, min, max, median;
	double sd;	/* with n - 1 */
	double lag1;	/* autocorrelation: sum (y_i - m)(y_{i-1} - m) / sum (y_i - m)^2 */
};

void univariate(const double *y, size_t n, struct univariate *u);

double univariate_median(double *v, size_t n);	/* reorders v; NaN for n = 0 */

/* Scales v by the power of two that brings all magnitudes below 1, into to; its exponent. */
int univariate_scale(double *to, const double *v, size_t n);
long double univariate_mean(const double *v, size_t n);		/* in two passes */

/*
 * Moving averages of a quarterly series at point i < n. NaN where a window is not whole: at the
 * ends, or where it contains a NaN of y.
 */
struct moving {
	double sum4;	/* the point and the three before it */
	double mean4;	/* sum4 / 4 */
	double mean2x4;	/* centred: three points and half of the two around them, over 4 */
};
struct moving moving_at(const double *y, size_t n, size_t i);

#endif
