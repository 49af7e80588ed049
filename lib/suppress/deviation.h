#ifndef SUPPRESS_DEVIATION_H
#define SUPPRESS_DEVIATION_H

#include "suppress/problem.h"

/*
 * A linear programme over how far a table may deviate from the base, each candidate cell at a cost:
 * which cells to hide so that a target can be moved? In floating point: what is found is a
 * suggestion.
 */
struct deviation;

/* near: a byte for each cell, 0 where it must stay as it is; NULL: all may deviate. */
struct deviation *deviation_new(const struct problem *p, const unsigned char *near);
void deviation_free(struct deviation *d);

/*
 * The cheapest table in which the target is moved by at least `by` (below 0: down): x, rounded, a
 * value for each cell; must[] (a byte a cell) is set to 1 for candidates that it wants hidden.
 * cost: one for each cell, of candidates alone. False: there is none, or it was not found.
 */
bool deviation_route(struct deviation *d, const double *cost, uint32_t target, int64_t by,
    int64_t *x, unsigned char *must);

#endif
