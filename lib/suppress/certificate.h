#ifndef SUPPRESS_CERTIFICATE_H
#define SUPPRESS_CERTIFICATE_H

#include "suppress/piece.h"

/*
 * Bounds that follow from a combination of rows, in exact arithmetic. Any multipliers give a true
 * bound; those of a linear programme's solution give the best. They arrive in floating point and
 * become fractions with one denominator.
 */
struct multipliers {
	int64_t *y;		/* one a row, of denominator */
	int64_t denominator;
};

/* Room for n multipliers in y->y is the caller's. */
void certificate_fractions(const double *real, size_t n, struct multipliers *y);

/*
 * The least that the objective (terms over the unknowns) can be within low..high, rounded up to a
 * whole number. A multiplier that needs an end that its row lacks counts as 0.
 */
wide certificate_least(const struct piece *p, const int64_t *low, const int64_t *high,
    const struct term *objective, size_t n, const struct multipliers *y);

#endif
