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
	RATE_FAY_FEUER,	/* these three of a directly standardised rate */
	RATE_TIWARI,
	RATE_DOBSON,
};

#define RATE_MOST POISSON_MAX	/* the largest count with limits, Wilson's aside */

struct rate {
	double value;
	struct interval ci;	/* lo is NaN where Byar's formula has none */
	enum rate_method method;	/* the one used: never RATE_AUTO */
};

/* A level of limits, and what is worked out for it only once, however many rates there are. */
struct rate_level {
	double conf, z;			/* normal_z(conf) */
	struct interval *exact;		/* of whole counts below RATE_KEPT, once there are any */
};
#define RATE_KEPT 1000
struct rate_level rate_level(double conf);
void rate_level_free(struct rate_level *level);

/* The crude rate count * per / population. Limits as in stat/poisson.h and stat/binomial.h. */
int rate_crude(double count, double population, double per, enum rate_method method,
    struct rate_level *level, struct rate *rate);

/*
 * The directly standardised rate y = sum(a x) over n strata (age bands), of each a = (w / sum w) /
 * population and x the count. With v = sum(a^2 x), limits by
 *
 * RATE_FAY_FEUER	(and RATE_AUTO) the gamma distribution: v/(2y) chi-square(a/2; 2y^2/v), and
 *			the same of y + aM and v + aM^2 with 1 - a/2, aM the largest a; never
 *			below 0, and for one stratum the exact Poisson limits
 * RATE_TIWARI		the same with the mean a and the mean a^2 for aM and aM^2: narrower
 * RATE_DOBSON		y + sqrt(v / total) (Byar's limit of the total - total): may be below 0
 *
 * weight	of each stratum in the standard population, >= 0, not all 0
 *
 * Below a total count of RATE_DIRECT_LEAST the rate itself is unreliable; with Dobson's limits 0 is
 * out of range. Sources: M. P. Fay and E. J. Feuer (1997), Statistics in Medicine 16, 791-801;
 * R. C. Tiwari, L. X. Clegg and Z. Zou (2006), Statistical Methods in Medical Research 15, 547-569;
 * A. J. Dobson et al. (1991), Statistics in Medicine 10, 457-462, and OHID's phe_dsr.
 */
#define RATE_DIRECT_LEAST 10
int rate_direct(const double *count, const double *population, const double *weight, size_t n,
    double per, enum rate_method method, double conf, struct rate *rate);

/*
 * The indirectly standardised ratio count / expected times `per` (1 for a ratio, 100 for a
 * percentage, the standard's crude rate for a rate). expected > 0 is the sum of population times
 * the standard's rate over the strata, taken as known. Limits of the count as in rate_crude.
 * Source: Breslow and Day (1987), 64-69; OHID's calculate_ISRatio.
 */
int rate_indirect(double count, double expected, double per, enum rate_method method,
    struct rate_level *level, struct rate *rate);

const char *rate_method_name(enum rate_method method);	/* "Exact", "Fay-Feuer", ... */

#endif
