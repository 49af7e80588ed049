#ifndef STAT_FUNNEL_H
#define STAT_FUNNEL_H

#include <stddef.h>

#include "base/interval.h"
#include "stat/compare.h"

/*
 * Funnel limits: how far an area of a given size strays from the target by chance alone. Everything
 * is in counts at the area's expected count (target rate * population); multiply by per / population
 * for a rate. conf is a two-sided coverage, 0 < conf < 1; customary are 0.95 and 0.998.
 */

/*
 * Exact Poisson limits, chi-square(a/2; 2E)/2 and chi-square(1 - a/2; 2E + 2)/2 at expected count
 * E >= 0: what FunnelPlotR draws. Returns 0, or -1 when an argument is out of range (stat/poisson.h).
 */
int funnel_exact(double expected, double conf, struct interval *limits);

/*
 * Normal limits E +- z sqrt(phi E), with phi >= 1 for multiplicative over-dispersion (stat/dispersion.h; 1:
 * none). The lower one may fall below 0; near 0 the two parts cancel, hence the long doubles. Returns 0, or
 * -1 when an argument is out of range.
 * Source: D. J. Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202.
 */
int funnel_normal(long double expected, long double phi, double conf, struct interval *limits);

/* Where a count (or a rate, with limits on its scale) lies: strictly beyond, or COMPARE_SIMILAR. */
enum compare_class funnel_side(double count, struct interval limits);

/* The same against a pair of limits, the inner 95% and the outer 99.8%. NONE when a number is NaN. */
enum funnel_class {
	FUNNEL_NONE,
	FUNNEL_LOWER998,
	FUNNEL_LOWER95,
	FUNNEL_SIMILAR,
	FUNNEL_HIGHER95,
	FUNNEL_HIGHER998,
};

enum funnel_class funnel_classify(double count, struct interval inner, struct interval outer);
const char *funnel_name(enum funnel_class c);	/* "lower99.8", "lower95", "similar", ..., "" for none */

/*
 * How much more n areas differ from their common rate than chance alone would make them: homogeneity
 * against the rate of all together, and Spiegelhalter's over-dispersion factor phi.
 *
 * With O the count, N the population, E = N sum(O)/sum(N) and z = (O - E)/sqrt(E):
 * winsorising pulls values of z beyond their 10th and 90th percentile (type 7) back to them, so that
 * a few areas that do stand out do not hide behind the factor they cause.
 * Source: D. J. Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202.
 */
struct dispersion {
	double chisq;		/* Pearson: sum of z^2 */
	double df;		/* n - 1 */
	double p;		/* of chisq, upper tail */
	double deviance;	/* 2 sum of O ln(O/E) */
	double phi_pearson;	/* chisq / df */
	double z_q10, z_q90;	/* the percentiles of z */
	long double phi;	/* mean of the winsorised z^2: the factor to use, when above 1 */
	double phi_sqrt;	/* the same for z = 2 (sqrt(O) - sqrt(E)) */
	double tau2_sqrt;	/* additive variance between areas by moments, square-root scale, >= 0 */
};

/*
 * count	n counts >= 0, not all 0
 * population	n populations > 0
 * work		room for 2n long doubles
 *
 * What n = 1 leaves undefined is NaN. Returns 0, or -1 for n = 0, no events at all, or a value out of range.
 */
int dispersion(const double *count, const double *population, size_t n, long double *work,
    struct dispersion *d);

#endif
