#ifndef STAT_COCHRAN_ARMITAGE_H
#define STAT_COCHRAN_ARMITAGE_H

#include <stddef.h>
#include <stdint.h>

#include "stat/contingency.h"

/* The Cochran-Armitage test for a linear trend of a proportion over ordered groups. */

struct cochran_armitage {
	double z;		/* all NaN when undefined: no events or nothing else, or one score */
	double chisq;		/* z squared, 1 degree of freedom */
	double p;		/* two-sided, normal */
	double slope;		/* change of the proportion for a unit of score (weighted least squares) */
};

/*
 * events, trials	k groups, 0 <= events <= trials, trials adding up to at most CONTINGENCY_MAX
 * score		each group's place on the scale of the trend, finite
 *
 * Returns 0, or -1 when an argument is out of range. Without continuity correction; the variance has N,
 * not N - 1: what R's prop.trend.test gives (statsmodels' z is larger by sqrt(N/(N-1))).
 * Source: P. Armitage (1955), Biometrics 11, 375-386. Reference values: tests/contingency.c.
 */
int cochran_armitage(const int64_t *events, const int64_t *trials, const double *score, size_t k,
    struct cochran_armitage *t);

#endif
