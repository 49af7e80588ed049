#ifndef STAT_RATE_H
#define STAT_RATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/interval.h"
#include "stat/poisson.h"

/*
 * Rates with limits. Counts are events >= 0, populations > 0; a rate is given for `per` people
 * (10,000 children); conf is a two-sided coverage, 0 < conf < 1. Rates may exceed `per` (repeat
 * events), except with Wilson's limits, which are for proportions.
 *
 * The functions return 0, or -1 for arguments out of range or not finite, leaving the result alone.
 */
enum rate_method {
	RATE_AUTO,	/* exact below POISSON_SWITCH, Byar's from there on: OHID's phe_rate */
	RATE_EXACT,
	RATE_BYAR,
	RATE_WILSON,	/* count <= population */
	RATE_DOBSON,	/* of a directly standardised rate */
};

#define RATE_MOST POISSON_MAX	/* the largest count with limits, Wilson's aside */

struct rate {
	double value;
	struct interval ci;	/* lo is NaN where Byar's formula has none */
	enum rate_method method;	/* the one used: never RATE_AUTO */
};

/* The crude rate count * per / population. Limits as in stat/poisson.h and stat/binomial.h. */
int rate_crude(double count, double population, double per, enum rate_method method, double conf,
    struct rate *rate);

/*
 * The directly standardised rate over n strata (age bands): sum(w O/n) / sum(w), limits by Dobson:
 * rate + sqrt(V/O) (Byar's limit of O - O), O the total count and V = sum(w^2 O/n^2) / sum(w)^2.
 *
 * weight	of each stratum in the standard population, >= 0, not all 0
 *
 * -1 as well when the total count is below RATE_DIRECT_LEAST: such limits are unreliable.
 * Source: A. J. Dobson et al. (1991), Statistics in Medicine 10, 457-462; OHID's phe_dsr.
 */
#define RATE_DIRECT_LEAST 10
int rate_direct(const double *count, const double *population, const double *weight, size_t n,
    double per, double conf, struct rate *rate);

/*
 * The indirectly standardised ratio count / expected times `per` (1 for a ratio, 100 for a
 * percentage, the standard's crude rate for a rate). expected > 0 is the sum of population times
 * the standard's rate over the strata, taken as known. Limits of the count as in rate_crude.
 * Source: Breslow and Day (1987), 64-69; OHID's calculate_ISRatio.
 */
int rate_indirect(double count, double expected, double per, enum rate_method method, double conf,
    struct rate *rate);

const char *rate_method_name(enum rate_method method);	/* "Exact", "Byars", "Wilson", "Dobson" */

#endif
