#ifndef SUPPRESS_CUT_H
#define SUPPRESS_CUT_H

#include "suppress/problem.h"

/*
 * What every safe choice must satisfy: the sum of coefficient * (1 where the cell is hidden) is at
 * least 1; the coefficients are above 0 and at most 1, so one hidden cell of the cut is needed at
 * the least.
 */
struct cut {
	uint32_t *cell;		/* candidates, ascending */
	double *coefficient;
	size_t n;
};

/*
 * The cut that follows from two combinations of constraints (a multiplier each), which bound how
 * far a target can be moved up and down. Exact arithmetic decides whether there is one. False:
 * these multipliers do not hold the target. Free with cut_free().
 */
bool cut_make(const struct problem *p, const struct target *t, const double *up,
    const double *down, struct cut *c);
void cut_free(struct cut *c);

/* The sum for cells hidden in part. */
double cut_sum(const struct cut *c, const double *part);

#endif
