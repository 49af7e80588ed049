#ifndef STAT_UNIVARIATE_H
#define STAT_UNIVARIATE_H

#include <stddef.h>

/*
 * One column of numbers. Sums are kept in extended precision and scaled, so that values near 1e300 do no harm.
 * NaN where not defined: everything for n = 0, sd for n = 1, lag1 where nothing varies.
 * Source: NIST StRD, univariate summary statistics (tests/univariate.c has Lottery and NumAcc).
 */
struct univariate {
	size_t n;
	double mean, min, max, median;
	double sd;			/* with n - 1 */
	double lag1;			/* autocorrelation at lag 1: sum (y_i - m)(y_{i-1} - m) / sum (y_i - m)^2 */
};

void univariate(const double *y, size_t n, struct univariate *u);

/* The median of v, which is put in another order. NaN for n = 0. */
double median_of(double *v, size_t n);

/*
 * Moving averages of a quarterly series. NaN where a window is not whole: at the ends, or where it meets a NaN in y.
 *
 * sum4		the point and the three before it
 * mean4	sum4 / 4
 * mean2x4	centred: half of the outer two of five points and the whole of the inner three, over 4; the seasons
 *		count alike
 * Each points to n results.
 */
void moving(const double *y, size_t n, double *sum4, double *mean4, double *mean2x4);

#endif
