#ifndef STAT_COMPARE_H
#define STAT_COMPARE_H

#include "base/interval.h"

/*
 * One area against another, or against a value. Rates are count / population; counts >= 0,
 * populations > 0; conf is a two-sided coverage, 0 < conf < 1.
 */
enum compare_class { COMPARE_NONE, COMPARE_LOWER, COMPARE_SIMILAR, COMPARE_HIGHER };

/*
 * The public-health rule (OHID Fingertips): is the area's interval wholly above or below the
 * comparator's value? Ignores the comparator's own sampling error, and that it may contain the
 * area. COMPARE_NONE when a number is missing (NaN).
 */
enum compare_class compare_value(struct interval area, double value);

/* Whether two intervals do not meet: stricter than a test of the difference, so conservative. */
enum compare_class compare_intervals(struct interval area, struct interval other);

const char *compare_name(enum compare_class c);	/* "lower", "similar", "higher", "" for none */

/*
 * count - other_count * population / other_population: the excess over what the other's rate would
 * give. The products are subtracted without rounding, so a small difference keeps its digits.
 */
long double compare_excess(double count, double population, double other_count,
    double other_population);

/* Below, at or above the other's rate, exactly: -1, 0, 1. */
int compare_rates(double count, double population, double other_count, double other_population);

/*
 * The ratio of two rates from independent Poisson counts, exactly: given their total, the first
 * count is binomial with probability population / (population + other_population).
 *
 * value	NaN when the other count is 0
 * ci		Clopper-Pearson limits of the odds, times other_population / population; hi is
 *		infinite when the other count is 0
 * p		twice the smaller binomial tail, each including `count`, at most 1
 *
 * Whole counts, at most BINOMIAL_MAX together. Returns 0, or -1 for arguments out of range or when
 * both counts are 0.
 * Source: J. Przyborowski and H. Wilenski (1940), Biometrika 31, 313-323.
 */
struct ratio {
	double value;
	struct interval ci;
	double p;
};

int compare_ratio(double count, double population, double other_count, double other_population,
    double conf, struct ratio *r);

#endif
