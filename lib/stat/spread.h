#ifndef STAT_SPREAD_H
#define STAT_SPREAD_H

#include <stddef.h>

#include "base/interval.h"
#include "stat/funnel.h"

/*
 * Additive over-dispersion: areas differ beyond chance. Their true rates vary about that of all
 * together, with a variance tau^2 on a scale where the variance of chance depends only on size.
 *
 * SPREAD_SQUARE_ROOT	counts with populations: y = sqrt(O/E) - 1, s2 = 1/(4E)
 * SPREAD_ARCSINE	proportions: y = asin sqrt(x/n) - asin sqrt(theta), s2 = 1/(4n)
 *
 * with theta the rate of all together, E = theta n. tau^2 is Paule and Mandel's root: the mean
 * square of y / sqrt(s2 + tau2), with values beyond the 10th and 90th percentile (type 7) pulled
 * back to these, is c (n-1)/n, where c = kappa + 0.46/n is what it would be of n standard normals:
 * kappa = 0.8 - 2 q phi(q) + 0.2 q^2, q the normal's 90th percentile. (The usual factor phi, also
 * winsorised, lacks this correction: with 12 areas it is 0.63 of the truth.)
 * Sources: D. J. Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202; R. C. Paule and
 * J. Mandel (1982), J. Res. Nat. Bur. Stand. 87, 377-385; R. DerSimonian and R. Kacker (2007),
 * Contemporary Clinical Trials 28, 105-114. Simulated: of 10 to 150 areas with nothing unusual 3.4
 * to 5.1% are outside 95%, and 0.2 to 0.6% outside 99.8%.
 */
enum spread_scale { SPREAD_SQUARE_ROOT, SPREAD_ARCSINE };

#define SPREAD_LEAST 10		/* areas needed for tau2 */

struct spread {
	enum spread_scale scale;
	size_t n;
	double count, population;	/* of all together */
	double chisq;			/* Pearson's, n - 1 degrees of freedom */
	double phi;			/* mean of z^2, z = y / sqrt(s2) */
	double phi_winsorised, c, phi_corrected;	/* the same pulled back; that over c */
	double tau2;			/* NaN for fewer than SPREAD_LEAST areas */
};

/* An area's place on the scale. */
struct spread_area {
	double y, s2;
};

/*
 * Of n areas with counts >= 0 and populations > 0 (for proportions counts at most these). -1 where
 * nothing or everything is an event: there is no scale. work: room for 3n long doubles.
 */
int spread(const double *count, const double *population, size_t n, enum spread_scale scale,
    long double *work, struct spread *s);
struct spread_area spread_place(const struct spread *s, double count, double population);

/* At the level conf, NaN without tau2: the limits' distance from 0 on the scale; as rates for 1. */
double spread_reach(const struct spread *s, struct spread_area a, double conf);
struct interval spread_limits(const struct spread *s, struct spread_area a, double conf);

/* Strictly beyond the limits, before the exact funnel has its say; NONE without tau2. */
enum compare_class spread_side(const struct spread *s, struct spread_area a, double conf);
enum funnel_class spread_class(const struct spread *s, struct spread_area a);

#endif
