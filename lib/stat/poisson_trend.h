#ifndef STAT_POISSON_TREND_H
#define STAT_POISSON_TREND_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/distribution.h"

/*
 * A log-linear trend of counts or rates: log E(y) = intercept + slope x + log(population), y
 * Poisson; and the test of a constant rate. What is not defined is NaN.
 *
 * slope, se, z, p	by maximum likelihood; rate_ratio = exp(slope), per unit of x, with normal
 *			limits
 * deviance, pearson, df	of the fit, df = n - 2; p_fit is the chi-square tail of pearson. NaN
 *			for n = 2
 * phi			pearson / df: above 1 more variation than by chance, far below 1 less (the
 *			sign of a stock)
 * quasi_*		with the standard error times sqrt(phi) and t with df degrees of freedom;
 *			NaN where phi is 0
 * null_deviance	of a constant rate
 * dispersion_*		sum (y - E)^2 / E against a constant rate, n - 1 degrees of freedom
 *
 * By iteratively reweighted least squares with the intercept profiled out: the mean of x weighted
 * by the fitted counts must equal that weighted by the observed counts. It rises with the slope, so
 * Newton's steps within a bracket find it. In extended precision throughout. Assumes independent
 * counts: not stocks.
 * Source: P. McCullagh and J. A. Nelder (1989), Generalized Linear Models, ch. 6.
 */
#define POISSON_TREND_MAX 9007199254740992.0	/* 2^53: above, doubles skip whole numbers */

struct poisson_trend {
	size_t n;
	double slope, intercept, se, z, p;
	double rate_ratio, lower, upper;
	double deviance, pearson, df, p_fit, null_deviance, phi;
	double quasi_se, quasi_t, quasi_p, quasi_lower, quasi_upper;
	double dispersion, dispersion_df, dispersion_p;
};

enum poisson_trend_refusal {
	POISSON_TREND_FITTED,
	POISSON_TREND_FEW,		/* fewer than 2 points */
	POISSON_TREND_NEGATIVE,
	POISSON_TREND_NOT_WHOLE,
	POISSON_TREND_ALL_ZERO,
	POISSON_TREND_PERCENT,		/* never returned: for callers that have percentages */
	POISSON_TREND_ONE_END,		/* only the first or the last is above 0: infinite slope */
};

/*
 * x		n finite values, not all equal, ascending
 * y		n counts
 * population	n values above 0, or NULL for counts
 * conf		coverage of the limits, 0 < conf < 1
 * brief	leaves the deviances, p_fit and dispersion_p NaN
 * Returns why nothing was fitted; the dispersion is given for ONE_END too.
 */
enum poisson_trend_refusal poisson_trend(const double *x, const double *y,
    const double *population, size_t n, double conf, bool brief,
    struct student_memo *m, struct poisson_trend *t);

#endif
