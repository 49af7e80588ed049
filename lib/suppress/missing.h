#ifndef SUPPRESS_MISSING_H
#define SUPPRESS_MISSING_H

#include "suppress/study.h"

/*
 * Totals that have no row although others of their kind do. Each becomes a cell that is not
 * published, and the sum of its parts, so that percentages of it say of these what they say. They
 * are rows of a publication after the last, st->pub[st->npubs].
 */
void missing_find(struct study *st);

/*
 * Years, taken as sums in the dimension, of which totals without rows say whether that holds:
 * add() gets their places, whether it does, and whether two quarters are above 0 then.
 */
void missing_years(struct study *st, size_t dim,
    void (*add)(void *arg, const uint32_t *at, bool fits, bool telling), void *arg);

#endif
