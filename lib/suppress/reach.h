#ifndef SUPPRESS_REACH_H
#define SUPPRESS_REACH_H

#include "suppress/problem.h"

/*
 * A linear programme over how far a table may deviate from the base when cells are hidden in part:
 * how far can a cell be moved, and what holds it? In floating point: what is found is a suggestion.
 */
struct reach;

/* little: what a published cell may move all the same, so that few cells hold another; or 0. */
struct reach *reach_new(const struct problem *p, double little);
void reach_free(struct reach *r);

/* part: how far each cell is hidden, 0 to 1; most: what a cell that is hidden in part can move. */
void reach_hide(struct reach *r, const double *part, int64_t most);

/*
 * How far a cell that is always hidden can be moved in the direction `sign`, at most; x is that
 * table, rounded; y: a multiplier for each constraint. Below 0: not found.
 */
double reach_most(struct reach *r, uint32_t cell, int sign, int64_t *x, double *y);

#endif
