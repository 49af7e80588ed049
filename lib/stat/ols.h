#ifndef STAT_OLS_H
#define STAT_OLS_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/distribution.h"

/*
 * One column of numbers, and a straight line through two. Sums are in extended precision and of
 * values scaled by powers of two, so nothing overflows near 1e300. What is not defined is NaN.
 */

/*
 * NaN: everything for n = 0, sd for n = 1, lag1 where nothing varies.
 * Source: NIST StRD, univariate summary statistics (Lottery in tests/cmd/qtrend.sh, NumAcc in
 * tests/stat/ols.c).
 */
struct univariate {
	size_t n;
	double mean, min, max, median;
	double sd;	/* with n - 1 */
	double lag1;	/* autocorrelation: sum (y_i - m)(y_{i-1} - m) / sum (y_i - m)^2 */
};

void univariate(const double *y, size_t n, struct univariate *u);

double univariate_median(double *v, size_t n);	/* reorders v; NaN for n = 0 */

/*
 * A straight line by least squares, with or without an intercept, from sums about the means in
 * extended precision: the coefficients, r2 = sxy^2/(sxx syy) and F are right to the last digits
 * that the input supports, also where the slope is nearly 0 or x is far from 0.
 * Limits: coefficient -+ t quantile x standard error, with n - 2 (n - 1) degrees of freedom.
 * Source: any textbook; reference values: NIST StRD (tests/stat/ols.c, tests/cmd/qtrend.sh).
 *
 * NaN: standard errors, limits, sigma and t without degrees of freedom (n = 2, or 1 through the
 * origin); t, p and F where every point lies on the line; r2 where y does not vary.
 */
struct ols {
	size_t n;
	bool origin;			/* y = b1 x: b0 is 0, b0_sd NaN */
	double df;
	double b0, b1, b0_sd, b1_sd;
	double t, p;			/* of b1, two-sided */
	double lower, upper;		/* of b1 */
	double sigma;			/* residual standard deviation */
	double ss_residual, ms_residual, ss_regression, f, r2;
	double durbin_watson;		/* of the residuals as given; NaN for a perfect line */
	double lag1;			/* their autocorrelation at lag 1 */
	double pivot, xbar;		/* for ols_predict(): xbar is the mean of x - pivot */
	double ybar, quantile;
};

/*
 * x, y	n finite values each
 * conf	coverage of the limits, 0 < conf < 1
 * Returns 0, or -1 when the line is not defined (all is NaN): fewer than 2 points (1 through the
 * origin), or x does not vary (is all 0). Residuals as small as the rounding of the input are 0.
 */
int ols_fit(const double *x, const double *y, size_t n, bool origin, double conf,
    struct student_memo *m, struct ols *o);

/* For one new observation at x (not for the mean): the fit, its standard error and limits. */
struct ols_prediction {
	double fit, se, lower, upper;
};
struct ols_prediction ols_predict(const struct ols *o, double x);

#endif
