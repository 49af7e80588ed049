#ifndef STAT_FUNNEL_H
#define STAT_FUNNEL_H

#include <stddef.h>

#include "base/interval.h"
#include "stat/compare.h"

/*
 * Funnel limits: how far an area of a given size may be from the target by chance alone. Everything
 * is in counts at the area's expected count E (target rate * population); multiply by per /
 * population for a rate. conf is a two-sided coverage, 0 < conf < 1; 0.95 and 0.998 are customary.
 * Functions return 0, or -1 when an argument is out of range.
 * Source: D. J. Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202.
 *
 * Smooth lines, as FunnelPlotR draws them, are those of poisson_exact() at E. Normal limits are
 * E +- z sqrt(phi E), with phi >= 1 for multiplicative over-dispersion (1: none). The lower one may
 * be below 0; near 0 the two terms cancel, hence the long doubles.
 */
int funnel_normal(long double expected, long double phi, double conf, struct interval *limits);

/* COMPARE_SIMILAR unless strictly beyond the limits; also for a rate with limits on its scale. */
enum compare_class funnel_side(double count, struct interval limits);

/* The same against two pairs of limits, 95% and 99.8%. NONE when a number is NaN. */
enum funnel_class {
	FUNNEL_NONE,
	FUNNEL_LOWER998,
	FUNNEL_LOWER95,
	FUNNEL_SIMILAR,
	FUNNEL_HIGHER95,
	FUNNEL_HIGHER998,
};

enum funnel_class funnel_classify(double count, struct interval inner, struct interval outer);
const char *funnel_name(enum funnel_class c);	/* "lower99.8", ..., "similar", ..., "" for none */

/* The same side, less far: of two classes on one side the nearer to similar, otherwise similar. */
enum funnel_class funnel_milder(enum funnel_class a, enum funnel_class b);

/*
 * The exact funnel, which decides what is unusual: by the tails of the count's own distribution,
 * Poisson about the expected count or binomial about the rate of all together. A count is lower
 * when P(X <= count) < (1 - conf) / 2 and higher when P(X >= count) is at most that, which is so
 * just where it lies strictly beyond the distribution's quantiles. (The line of poisson_exact(),
 * which FunnelPlotR draws, calls 0 of an expected 1 low, though chance alone gives 0 in 37%.)
 *
 * low, high	P(X <= count) and P(X >= count); NaN: not defined
 * *_limits	the quantiles, whole numbers, for conf 0.95 and the like
 */
struct funnel_tails {
	double low, high;
};

struct funnel_tails funnel_poisson(double count, double expected);
struct funnel_tails funnel_binomial(double count, double trials, double all, double all_trials);
struct interval funnel_poisson_limits(double expected, double conf);
struct interval funnel_binomial_limits(double trials, double all, double all_trials, double conf);
enum compare_class funnel_tails_side(struct funnel_tails t, double conf);
enum funnel_class funnel_tails_class(struct funnel_tails t);	/* 95% and 99.8% */

/*
 * How much more n areas differ from their common rate than by chance: homogeneity against the rate
 * of all together, and Spiegelhalter's over-dispersion factor phi.
 *
 * With O the count, N the population, E = N sum(O)/sum(N) and z = (O - E)/sqrt(E): values of z
 * beyond their 10th and 90th percentile (type 7) are pulled back to these (winsorised), so that a
 * few outlying areas do not raise the limits they are judged by.
 */
struct dispersion {
	double chisq;		/* Pearson's: sum of z^2 */
	double df;		/* n - 1 */
	double p;		/* of chisq, upper tail */
	double deviance;	/* 2 sum of O ln(O/E) */
	double phi_pearson;	/* chisq / df */
	double z_q10, z_q90;	/* the percentiles of z */
	long double phi;	/* mean of the winsorised z^2: the factor to use, when above 1 */
	double phi_sqrt;	/* the same for z = 2 (sqrt(O) - sqrt(E)) */
	double tau2_sqrt;	/* additive variance between areas, square-root scale, >= 0 */
};

/*
 * Of n > 0 counts >= 0, not all 0, and populations > 0. work: room for 2n long doubles. For n = 1
 * the undefined members are NaN.
 */
int dispersion(const double *count, const double *population, size_t n, long double *work,
    struct dispersion *d);

/* Sorts the n values of z; their mean square once those beyond q10 and q90 are pulled back. */
long double funnel_winsorised(long double *z, size_t n, double *q10, double *q90);

#endif
