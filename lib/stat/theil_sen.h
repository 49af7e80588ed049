#ifndef STAT_THEIL_SEN_H
#define STAT_THEIL_SEN_H

#include <stddef.h>

#include "stat/mann_kendall.h"

/* All slopes are worked out, 64 MiB of them for so many points; for more there is no result. */
#define THEIL_SEN_MOST 4096

/*
 * The Theil-Sen line: the median of the N = n(n-1)/2 slopes between points. NaN where not defined.
 *
 * lower, upper		normal limits: the slopes of ranks round((N - C)/2) and round((N + C)/2) + 1, clipped to 1..N,
 *			C = z sd(S); halves go to the even rank, as in scipy and R's trend
 * exact_*		without ties and for n <= MANN_KENDALL_EXACT: the largest rank M with P(inversions <= M - 1) <=
 *			(1 - conf)/2, the Mth smallest and Mth largest slope, and their true coverage; rank 0: no such interval
 *			exists (n < 5 for 95%)
 * intercept_conover	median(y) - slope median(x)
 * intercept_residual	median of y - slope x
 * Source: P. K. Sen (1968), J. Am. Stat. Assoc. 63, 1379-1389. Independent points are assumed: not stocks.
 */
struct theil_sen {
	size_t n;
	double slope, lower, upper, rank_lower, rank_upper;
	double intercept_conover, intercept_residual;
	double exact_rank, exact_lower, exact_upper, exact_confidence;
};

/*
 * x	n finite values, strictly ascending
 * y	n finite values
 * mk	mann_kendall() of y
 * conf	coverage, 0 < conf < 1
 * All is NaN for n < 2 and n > THEIL_SEN_MOST.
 */
void theil_sen(const double *x, const double *y, size_t n, const struct mann_kendall *mk,
    double conf, struct theil_sen *ts);

#endif
