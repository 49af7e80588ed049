#ifndef STAT_COMPARE_H
#define STAT_COMPARE_H

#include <stddef.h>

#include "base/interval.h"

/*
 * One area against another, a value or all areas. Rates are count / population; counts >= 0,
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

/* Places among n areas: 1 is the highest rate. */
struct rank {
	size_t place;		/* ties share the best place */
	size_t best, worst;	/* plausible places, given the areas' intervals */
};

/*
 * Ranks n rates, compared exactly, with the areas' intervals ci on any common scale. The best
 * plausible place is 1 + the number of areas whose lower limit is above this one's upper; the worst
 * is n - the number whose upper limit is below this one's lower.
 */
void rank_rates(const double *count, const double *population, const struct interval *ci, size_t n,
    struct rank *rank);

/*
 * The quantile group (4: quartiles, 5: quintiles) of a place among n: 1 holds the highest rates.
 * floor((groups + 1) - ceil((n + 1 - place) / (n / groups))), at least 1, as OHID's phe_quantile. 0
 * when n < groups.
 */
size_t rank_group(size_t place, size_t n, size_t groups);

#endif
