#ifndef STAT_FUNNEL_H
#define STAT_FUNNEL_H

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

#endif
