#ifndef STAT_CCHART_H
#define STAT_CCHART_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/spc.h"

/*
 * A c chart with exact Poisson limits, for counts whose mean is below CCHART_BELOW, where the
 * limits of other charts call chance a signal.
 *
 * centre	c, the mean
 * lower, upper	the smallest r with P(X <= r) >= Phi(-3), Phi(3), X Poisson with mean c; near lines
 *		with Phi(-2), Phi(2): whole numbers. A signal is a count strictly beyond.
 * run_below	points of a shift below the centre: max(7, ceil(ln(1/128) / ln P(X < c))), as rare
 *		as 7 on one side of a median; run_above the same with P(X > c)
 *
 * Rules: stat/spc.h, with these lines and runs.
 * Source: F. Garwood (1936), Biometrika 28, for exact limits; the runs are this project's.
 */
#define CCHART_BELOW 5

struct cchart_limits {
	double centre, lower, upper, near_lower, near_upper;	/* NaN without a value */
	struct spc_rules rules;
	size_t baseline;	/* values that made the limits */
	bool trial;		/* fewer points than SPC_TRIAL */
};

/* One stretch: y[0..n), whole counts of 0 or more, NaN where missing. fix_after as for xmr(). */
void cchart(const double *y, size_t n, size_t fix_after, bool outside_only,
    struct cchart_limits *l, struct spc_point *p);

#endif
