#ifndef STAT_KENDALL_H
#define STAT_KENDALL_H

#include <stdbool.h>
#include <stddef.h>

/* Beyond this many points only the normal approximation is given. */
#define MANN_KENDALL_EXACT 60

/*
 * The Mann-Kendall test of a series against no trend. NaN where not defined.
 *
 * s		pairs that rise less pairs that fall; O(n log n)
 * var_s	(n(n-1)(2n+5) - sum over ties of t(t-1)(2t+5)) / 18
 * z, p_normal	(s -+ 1) / sqrt(var_s), two-sided
 * p_exact	P(|S| >= |s|) over all orders of the same values, ties and all, for n <= MANN_KENDALL_EXACT; built by
 *		adding only (Pascal's recurrence for Gaussian binomials), so that no digits are lost
 * p_min	the smallest p_exact that such values can give: both strictly ordered series
 * tau_a, tau_b	s over all pairs; Kendall's tau-b, which allows for ties
 * Independent observations are assumed: not stocks, not counts that overlap.
 * Source: M. G. Kendall (1975), Rank Correlation Methods; G. E. Andrews (1976), The Theory of Partitions, ch. 3.
 */
struct mann_kendall {
	size_t n;
	double s, var_s, z, p_normal, p_exact, p_min, tau_a, tau_b;
	bool tied;
};

/* y: n finite values in order of time. All is NaN (s and var_s too) for n < 2. */
void mann_kendall(const double *y, size_t n, struct mann_kendall *mk);

/* Pairs i < j with y[j] < y[i], counted by merging; y is put in ascending order. work: n values. */
double inversions(double *y, size_t n, double *work);

/*
 * How many orders of n different values, 2 <= n <= MANN_KENDALL_EXACT, have i inversions, for i from 0 to
 * n(n-1)/2. dist has room for n(n-1)/2 + 1 values; their sum, n!, is returned. Exact up to 2^53, then to
 * within rounding.
 */
double inversion_distribution(size_t n, double *dist);

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
