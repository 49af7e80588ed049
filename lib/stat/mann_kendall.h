#ifndef STAT_MANN_KENDALL_H
#define STAT_MANN_KENDALL_H

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

#endif
