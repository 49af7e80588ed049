#ifndef SUPPRESS_NEARBY_H
#define SUPPRESS_NEARBY_H

#include "suppress/problem.h"

/*
 * In a large table, the cells near a target by which it is likely to be protected: the cheapest few
 * in each of its constraints, and the cells that close the rectangles over them.
 */
struct nearby;

struct nearby *nearby_new(const struct problem *p);
void nearby_free(struct nearby *n);

enum { NEARBY_MOST = 32 };

/*
 * Sets the bytes of those cells in near to 1, of all others to 0. cost: of each cell; most: how
 * many are the few of a constraint.
 */
void nearby_find(struct nearby *n, uint32_t target, const double *cost, size_t most,
    unsigned char *near);

#endif
