#ifndef STAT_BINOMIAL_H
#define STAT_BINOMIAL_H

#include "base/interval.h"

/*
 * The binomial distribution and limits for a proportion.
 *
 * x	events, 0 <= x <= n
 * n	trials, at most BINOMIAL_MAX; whole, as x, except for Wilson's limits
 * p, q	the probability of an event and of none; p + q = 1, both given so that neither loses digits
 * conf	two-sided coverage, 0 < conf < 1, for example 0.95
 */
#define BINOMIAL_MAX 1e9

/*
 * Probabilities with a relative error of about 1e-12, also far out in the tails: one outcome's in
 * Loader's saddle-point form, which subtracts no large logarithms, times a sum of some sqrt(n)
 * positive ratios. (GSL cuts a continued fraction off after 512 steps, too few for millions of
 * trials.) two_sided: twice the smaller tail, each including x, at most 1. NaN for arguments out of
 * range.
 * Source: C. Loader (2000), Fast and Accurate Computation of Binomial Probabilities.
 */
double binomial_pmf(double x, double n, double p, double q);	/* P(X = x) */
double binomial_lower(double x, double n, double p, double q);	/* P(X <= x) */
double binomial_upper(double x, double n, double p, double q);	/* P(X >= x) */
double binomial_two_sided(double x, double n, double p, double q);

/* The least whole number r with P(X <= r) >= tail, 1e-9 < tail < 1 - 1e-9: R's qbinom. */
double binomial_quantile(double n, double p, double q, double tail);

/*
 * Clopper-Pearson limits of the odds p / (1 - p) given x of n: exact binomial tails of
 * (1 - conf) / 2 each. lo is 0 for x = 0, hi is infinite for x = n. Odds keep their digits where p
 * is near 1, and a ratio of two Poisson rates is one. Returns 0, or -1 for arguments out of range
 * (n < 1 too) and leaves *odds alone.
 * Source: C. J. Clopper and E. S. Pearson (1934), Biometrika 26, 404-413; Newton's method on the
 * logarithm of the tail over the logit of p, where it is concave.
 */
int binomial_odds_limits(double x, double n, double conf, struct interval *odds);

/*
 * Wilson's score limits for the proportion x/n, without continuity correction: OHID's
 * phe_proportion. 0 <= lo <= hi <= 1; not percentages. x and n > 0 may be fractions (weighted
 * counts); z is normal_z() of their coverage. Returns 0, or -1 for arguments out of range or not
 * finite and leaves *ci alone.
 * Source: E. B. Wilson (1927), J. Am. Stat. Assoc. 22, 209-212.
 */
int proportion_wilson(double x, double n, double z, struct interval *ci);

/*
 * Newcombe's limits for the difference x/n - y/m of two independent proportions, not in percentage
 * points, from Wilson's limits of each. Arguments and result as for proportion_wilson().
 * Source: R. G. Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
 */
int proportion_newcombe(double x, double n, double y, double m, double conf, struct interval *ci);

#endif
