#ifndef STAT_THEIL_SEN_H
#define STAT_THEIL_SEN_H

#include <stddef.h>

#include "stat/mann_kendall.h"

/* Up to this many points every slope is worked out; beyond, slopes are selected by counting. */
#define THEIL_SEN_ALL 512

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
 *
 * Beyond THEIL_SEN_ALL points a slope of given rank is found in O(n log n) time and O(n) memory, without chance: slopes
 * below a value are the pairs out of order by y - value x, so a bracket around the rank is narrowed by counting
 * inversions at slopes taken at even steps from the bracket's own, until what is left is listed. The rank is exact;
 * where millions of slopes lie within one unit of the last place, so may be the result.
 * Source: P. K. Sen (1968), J. Am. Stat. Assoc. 63, 1379-1389; for the selection J. Matousek (1991), Inf. Process. Lett. 39,
 * 183-187.
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
 * All is NaN for n < 2.
 */
void theil_sen(const double *x, const double *y, size_t n, const struct mann_kendall *mk,
    double conf, struct theil_sen *ts);

/* The slope of rank k (from 1) of the N, by counting; n >= 2. Used beyond THEIL_SEN_ALL. */
double theil_sen_select(const double *x, const double *y, size_t n, double k);

#endif
