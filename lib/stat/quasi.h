#ifndef STAT_QUASI_H
#define STAT_QUASI_H

#include "stat/distribution.h"

/*
 * What over-dispersion does to the slope of a log-linear or logistic trend. Where the counts vary
 * more than by chance (phi > 1), the standard error is multiplied by sqrt(phi), and limits and p
 * are those of t with df degrees of freedom. Where they vary less, nothing is narrowed: the limits
 * and p are those of the normal distribution.
 * Source: P. McCullagh and J. A. Nelder (1989), Generalized Linear Models, 4.5 and 6.2.3; the bound
 * of 1 and the choice of distribution are this project's (nominal 5%: 2.9 to 5.7% simulated).
 */
struct quasi {
	double phi_used;	/* max(1, phi) */
	double se, t, p;
	double lower, upper;	/* of exp(slope) */
};

/* All is NaN where phi is (two points). */
struct quasi quasi_of(double slope, double se, double phi, double df, double conf,
    struct student_memo *m);

#endif
