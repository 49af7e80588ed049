#ifndef STAT_POISSON_TREND_H
#define STAT_POISSON_TREND_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/distribution.h"

/*
 * A log-linear trend of counts or rates: log E(y) = intercept + slope x + log(population), y Poisson; and the test
 * that the rate is constant. NaN where not defined.
 *
 * slope, se, z, p		by maximum likelihood; rate_ratio = exp(slope), per step of 1 in x, with normal limits
 * deviance, pearson, df	of the fit, df = n - 2; p_fit the chi-square tail of pearson. NaN for n = 2
 * phi			pearson / df: above 1 more variation than chance, far below 1 less (the sign of a stock)
 * quasi_*		the standard error times sqrt(phi), t with df degrees of freedom; NaN where phi is 0
 * null_deviance	of a constant rate
 * dispersion_*		sum (y - E)^2 / E against a constant rate, n - 1 degrees of freedom
 *
 * Solved by iteratively reweighted least squares with the intercept profiled out: the weighted mean of x under the fitted
 * counts must be that under the counts observed, which rises with the slope, so Newton's steps inside a bracket find
 * it. In extended precision throughout. Independent counts are assumed: not stocks.
 * Source: P. McCullagh and J. A. Nelder (1989), Generalized Linear Models, ch. 6; statistics.md of the project.
 */
#define POISSON_TREND_MAX 9007199254740992.0	/* 2^53: beyond, a double does not hold every whole number */

struct poisson_trend {
	size_t n;
	bool fitted;		/* slope and all that hangs on it */
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
	POISSON_TREND_PERCENT,		/* never returned: for callers who know that these are no counts */
	POISSON_TREND_ONE_END,		/* only the first or only the last is above 0: the slope is infinite */
};

/*
 * x		n finite values, not all equal, ascending
 * y		n counts
 * population	n values above 0, or NULL for counts
 * conf		coverage of the limits, 0 < conf < 1
 * brief		the deviances, p_fit and dispersion_p are not wanted: they stay NaN
 * m		as in stat/student.h
 * Says why nothing was fitted; the dispersion is given for ONE_END too.
 */
enum poisson_trend_refusal poisson_trend(const double *x, const double *y,
    const double *population, size_t n, double conf, bool brief,
    struct student_memo *m, struct poisson_trend *t);

#endif
