#ifndef STAT_PROPORTION_H
#define STAT_PROPORTION_H

#include "base/interval.h"

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
