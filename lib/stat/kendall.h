#ifndef STAT_KENDALL_H
#define STAT_KENDALL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Trend tests on ranks: Mann-Kendall's test, and the Theil-Sen line with limits from the same
 * distribution. Both assume independent observations: not stocks, not counts that overlap.
 * Undefined figures are NaN.
 */

/* Exact distributions up to this number of points; beyond, only normal approximations. */
#define KENDALL_EXACT 60
#define KENDALL_TERMS (KENDALL_EXACT * (KENDALL_EXACT - 1) / 2 + 1)

/*
 * The Mann-Kendall test of a series against no trend.
 *
 * s		pairs that rise less pairs that fall
 * var_s	(n(n-1)(2n+5) - sum over ties of t(t-1)(2t+5)) / 18
 * z, p_normal	(s -+ 1) / sqrt(var_s), two-sided
 * p_exact	P(|S| >= |s|) over all orders of the same values, ties included, for n <=
 *		KENDALL_EXACT; computed by additions only (Pascal's recurrence for Gaussian
 *		binomials), so no digits are lost
 * p_min	the smallest p_exact that such values can give: both strictly ordered series
 * tau_a, tau_b	s over all pairs; Kendall's tau-b, which allows for ties
 * Source: M. G. Kendall (1975), Rank Correlation Methods; G. E. Andrews (1976), The Theory of
 * Partitions, ch. 3.
 */
struct mann_kendall {
	size_t n;
	double s, var_s, z, p_normal, p_exact, p_min, tau_a, tau_b;
	bool tied;
};

/* y: n finite values in order of time. All is NaN for n < 2. */
void mann_kendall(const double *y, size_t n, struct mann_kendall *mk);

/* Counts the pairs i < j with y[j] < y[i] and sorts y. work: n values. */
double kendall_inversions(double *y, size_t n, double *work);

/*
 * How many orders of n <= KENDALL_EXACT values, which are in groups of equal ones, have i
 * inversions, for i from 0; dist: n(n-1)/2 + 1 values. Returns their number. Exact up to 2^53.
 */
size_t kendall_distribution(const size_t *group, size_t ngroups, double *dist);

/* All slopes are held, 64 MiB for this number of points; a longer series has no line. */
#define THEIL_SEN_MOST 4096

/*
 * The Theil-Sen line: the median of the N = n(n-1)/2 slopes between points.
 *
 * lower, upper		normal limits: the slopes of ranks round((N - C)/2) and
 *			round((N + C)/2) + 1, clipped to 1..N, C = z sd(S); halves are rounded to
 *			even, as in scipy and R's trend
 * exact_*		for n <= KENDALL_EXACT without ties: the largest rank M with
 *			P(inversions <= M - 1) <= (1 - conf)/2, the Mth smallest and Mth largest
 *			slope, and their true coverage; rank 0: there are none (n < 5 for 95%)
 * intercept_conover	median(y) - slope median(x)
 * intercept_residual	median of y - slope x
 * Source: P. K. Sen (1968), J. Am. Stat. Assoc. 63, 1379-1389.
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
