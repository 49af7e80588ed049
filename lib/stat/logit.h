#ifndef STAT_LOGIT_H
#define STAT_LOGIT_H

#include <stddef.h>

#include "stat/quasi.h"

/*
 * A logistic trend of proportions: logit(p) = intercept + slope t, x of n binomial.
 *
 * slope, se, z, p	by maximum likelihood, se from the information at the fit
 * ratio		exp(slope): the factor of the odds per unit of t, with normal limits
 * deviance, pearson, df	of the fit, df = n - 2; NaN for two points
 * phi			pearson / df
 * null_deviance	of a constant proportion
 * quasi		stat/quasi.h
 *
 * By Newton's method in extended precision. All is NaN where the likelihood has no maximum: unless
 * some success lies before the last failure in t and some failure before the last success.
 * Source: P. McCullagh and J. A. Nelder (1989), Generalized Linear Models, ch. 4.
 */
struct logit_trend {
	size_t n;
	double slope, intercept, se, z, p;
	double ratio, lower, upper;
	double null_deviance, df, deviance, pearson, phi;
	struct quasi quasi;
};

/*
 * t	n finite values, ascending, not all equal
 * x, m	x events of m trials, 0 <= x <= m, m > 0
 * 0, or -1 where nothing was fitted.
 */
int logit_trend(const double *t, const double *x, const double *m, size_t n, double conf,
    struct student_memo *memo, struct logit_trend *l);

#endif
