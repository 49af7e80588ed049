#ifndef SUPPRESS_DEVIATION_H
#define SUPPRESS_DEVIATION_H

#include "suppress/problem.h"

/*
 * Linear programmes over how far a table may deviate from the base. Each candidate cell may deviate
 * either at a cost (which cells to hide so that a target can be moved?) or within a capacity (how far
 * can a target be moved when cells are hidden in part, and what holds it?). In floating point: what
 * is found is a suggestion.
 */
struct deviation;

struct deviation *deviation_new(const struct problem *p);
void deviation_free(struct deviation *d);

/*
 * The cheapest table in which the target is moved by at least `by` (below 0: down): x, rounded, a value
 * for each cell; must[] (a byte a cell) is set to 1 for candidates that it wants hidden. cost: one
 * for each cell, of candidates alone. False: there is none, or it was not found.
 */
bool deviation_route(struct deviation *d, const double *cost, uint32_t target, int64_t by, int64_t *x, unsigned char *must);

/*
 * How far a cell can be moved in the direction `sign`, at most; x is that table, rounded. part: how
 * far each cell is hidden, 0 to 1; most: what a cell that is hidden in part can move. y: a multiplier for
 * each constraint. Below 0: not found.
 */
double deviation_reach(struct deviation *d, const double *part, int64_t most, uint32_t cell, int sign, int64_t *x,
    double *y);

#endif
