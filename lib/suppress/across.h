#ifndef SUPPRESS_ACROSS_H
#define SUPPRESS_ACROSS_H

#include "suppress/study.h"

/*
 * All publications as one, with a row for each cell, and no sums yet. Free with across_free(),
 * which frees its sums too.
 */
void across_collect(const struct study *st, struct publication *all);
void across_free(struct publication *all);

/*
 * A total in one publication may have parts in others: Total over the second quarter and, published
 * before, the first. Takes sums out of the publications that only marks make add up, where totals
 * of the same label show that parts are missing, and other publications have these.
 */
void across_drop_partial(struct study *st);

#endif
