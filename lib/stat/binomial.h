#ifndef STAT_BINOMIAL_H
#define STAT_BINOMIAL_H

#include "base/interval.h"

/*
 * The binomial distribution with tails right to about 1e-12 (relative) for any n up to BINOMIAL_MAX,
 * also far out: each is the probability of one outcome (Loader's saddle-point form, no large
 * logarithms subtracted) times a sum of positive ratios, O(sqrt(n)) of them. GSL's go through
 * a continued fraction that is cut off after 512 steps, too few for millions of trials.
 *
 * x	events, a whole number, 0 <= x <= n
 * n	trials, a whole number, 0 <= n <= BINOMIAL_MAX
 * p, q	the probability of an event and of none; p + q = 1, both given so that neither loses digits
 *
 * NaN for arguments outside that. No allocation, no state.
 * Source: C. Loader (2000), Fast and Accurate Computation of Binomial Probabilities.
 */
#define BINOMIAL_MAX 1e9

double binomial_pmf(double x, double n, double p, double q);	/* P(X = x) */
double binomial_lower(double x, double n, double p, double q);	/* P(X <= x) */
double binomial_upper(double x, double n, double p, double q);	/* P(X >= x) */

/* The exact two-sided p-value: twice the smaller tail, each tail with x in it, at most 1. */
double binomial_two_sided(double x, double n, double p, double q);

/*
 * Clopper-Pearson limits of the odds p / (1 - p) given x of n: exact binomial tails of (1 - conf) / 2
 * each. lo is 0 for x = 0, hi is infinite for x = n. Odds, because they keep their digits where p is
 * near 1 and because a ratio of two Poisson rates is an odds. Returns 0, or -1 for arguments out of
 * range (n >= 1, 0 < conf < 1) and leaves *odds alone.
 * Source: C. J. Clopper and E. S. Pearson (1934), Biometrika 26, 404-413; Newton's method on the
 * logarithm of the tail over the logit of p, where it is concave.
 */
int binomial_odds_limits(double x, double n, double conf, struct interval *odds);

/*
 * Limits for the proportion x/n. Proportions, 0 <= lo <= hi <= 1, not percentages.
 *
 * x	 events, 0 <= x <= n
 * n	 trials, n > 0
 * conf	 two-sided coverage, 0 < conf < 1, for example 0.95
 *
 * Both return 0 and fill *ci, or -1 and leave *ci alone when an argument is out of range or not
 * finite. Nothing is allocated, nothing kept.
 */

/*
 * Wilson's score interval without continuity correction: what OHID's phe_proportion gives. x and n may
 * be fractions (weighted counts).
 * Source: E. B. Wilson (1927), J. Am. Stat. Assoc. 22, 209-212.
 */
int proportion_wilson(double x, double n, double conf, struct interval *ci);

/*
 * Clopper and Pearson's exact interval, from binomial tails; x and n whole, n <= BINOMIAL_MAX. Never
 * covers less than conf, mostly more.
 * Source: C. J. Clopper and E. S. Pearson (1934), Biometrika 26, 404-413.
 */
int proportion_clopper_pearson(double x, double n, double conf, struct interval *ci);

#endif
