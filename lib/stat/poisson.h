#ifndef STAT_POISSON_H
#define STAT_POISSON_H

#include "base/interval.h"

/*
 * Limits and tails for a Poisson count. Everything here is in counts: multiply by per / population
 * for a rate. No allocation, no state.
 *
 * count	events counted, 0 <= count <= POISSON_MAX; fractions are allowed except where "whole" is
 *		said (funnel limits are taken at an expected count, which is one)
 * conf		two-sided coverage, 0 < conf < 1, for example 0.95
 *
 * Time grows with sqrt(count): some 250,000 steps at POISSON_MAX.
 *
 * Functions that fill an interval return 0, or -1 for arguments out of range, leaving it alone.
 */
#define POISSON_MAX 1e9

/*
 * Exact limits: lo is the mean at which `count` or more has probability (1 - conf) / 2, hi the mean at
 * which `count` or fewer has; that is chi-square(a/2; 2 count)/2 and chi-square(1 - a/2; 2 count + 2)/2.
 * lo = 0 for a count of 0.
 * Solved by Newton's method on the logarithm of the tail, because GSL 2.7.1's inverse chi-square is
 * wrong, without saying so, for many counts above 1,000 (and its gamma tail for some above 10 million).
 * Source: F. Garwood (1936), Biometrika 28, 437-442.
 */
int poisson_exact(double count, double conf, struct interval *ci);

/*
 * Byar's approximation: count (1 - 1/(9 count) - z/(3 sqrt(count)))^3 and the same with count + 1 and
 * + z. Close to exact from a count of 10. lo is NaN where the formula has none (count 0, or negative).
 * Source: N. E. Breslow and N. E. Day (1987), Statistical Methods in Cancer Research II, IARC, 69.
 */
int poisson_byar(double count, double conf, struct interval *ci);

/* What OHID's PHEindicatormethods do: exact below POISSON_SWITCH, Byar's from there on. */
#define POISSON_SWITCH 10
int poisson_auto(double count, double conf, struct interval *ci);

/*
 * Tails of a Poisson count with the given mean >= 0; count whole. NaN out of range.
 * two_sided: twice the smaller tail, each with `count` in it, at most 1.
 */
double poisson_lower(double count, double mean);	/* P(X <= count) */
double poisson_upper(double count, double mean);	/* P(X >= count) */
double poisson_two_sided(double count, double mean);

/*
 * count ln(count/mean) - (count - mean), half a count's share of the deviance; count >= 0, mean > 0.
 * Keeps its digits where count is close to mean and the two parts would cancel.
 */
double poisson_deviance(double count, double mean);

/* ln(n!) less Stirling's formula: what is left of ln(n!) - ((n + 1/2) ln n - n + ln(2 pi)/2); n >= 1, whole. */
double poisson_stirling_error(double n);

#endif
