#ifndef SUPPRESS_ACROSS_H
#define SUPPRESS_ACROSS_H

#include "suppress/study.h"

/*
 * A total in one publication may have parts in others: Total over the second quarter and, published
 * before, the first. Takes sums out of the publications that only marks make add up, where totals
 * of the same label show that parts are missing, and other publications have these.
 */
void across_drop_partial(struct study *st);

#endif
