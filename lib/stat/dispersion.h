#ifndef STAT_DISPERSION_H
#define STAT_DISPERSION_H

#include <stddef.h>

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
