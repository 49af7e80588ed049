#ifndef STAT_POISSON_H
#define STAT_POISSON_H

#include "base/interval.h"

/*
 * Limits and tails for a Poisson count, all in counts: multiply by per / population for a rate.
 *
 * count	events, 0 <= count <= POISSON_MAX; for limits a fraction is allowed (a funnel's are
 *		taken at an expected count)
 * conf		two-sided coverage, 0 < conf < 1, for example 0.95
 *
 * Time grows with sqrt(count): some 250,000 steps at POISSON_MAX. Functions that fill an interval
 * return 0, or -1 for arguments out of range and leave it alone.
 */
#define POISSON_MAX 1e9

/*
 * Exact limits: lo is the mean at which `count` or more has probability (1 - conf) / 2, hi the mean
 * at which `count` or fewer has it: chi-square(a/2; 2 count)/2 and
 * chi-square(1 - a/2; 2 count + 2)/2. lo = 0 for a count of 0.
 * By Newton's method on the logarithm of the tail, because GSL 2.7.1's inverse chi-square is
 * silently wrong for many counts above 1,000 (and its gamma tail for some above 10 million).
 * Source: F. Garwood (1936), Biometrika 28, 437-442.
 */
int poisson_exact(double count, double conf, struct interval *ci);

/*
 * Where P(G <= q) and P(G >= q) are `tail`, 0 < tail < 1, for the gamma distribution with scale 1
 * and a shape above 0, at most POISSON_MAX + 1, which need not be whole; by the same method. NaN
 * for arguments out of range. (Half a chi-square's of 2 shape degrees of freedom.)
 */
double gamma_lower_quantile(double shape, double tail);
double gamma_upper_quantile(double shape, double tail);

/*
 * Byar's approximation: count (1 - 1/(9 count) - z/(3 sqrt(count)))^3 and the same with count + 1
 * and + z, z being normal_z(conf). Close to exact from a count of 10. lo is NaN where the formula
 * has none (a count of 0, or a negative cube).
 * Source: N. E. Breslow and N. E. Day (1987), Statistical Methods in Cancer Research II, IARC, 69.
 */
int poisson_byar(double count, double z, struct interval *ci);

#define POISSON_SWITCH 10	/* OHID's phe_rate: exact below this count, Byar's from it on */

/*
 * Tails of a Poisson count, whole, with the given mean >= 0. NaN for arguments out of range.
 * two_sided: twice the smaller tail, each including `count`, at most 1.
 */
double poisson_lower(double count, double mean);	/* P(X <= count) */
double poisson_upper(double count, double mean);	/* P(X >= count) */
double poisson_two_sided(double count, double mean);

/* The least whole number r with P(X <= r) >= p, 1e-9 < p < 1 - 1e-9: R's qpois. */
double poisson_quantile(double mean, double p);

/*
 * count ln(count/mean) - (count - mean), half a count's part of the deviance; count >= 0, mean > 0.
 * Keeps its digits where count is close to mean and the two terms would cancel.
 */
double poisson_deviance(double count, double mean);

/* The error of Stirling's formula: ln(n!) - ((n + 1/2) ln n - n + ln(2 pi)/2); n >= 1, whole. */
double poisson_stirling_error(double n);

#endif
