#ifndef SUPPRESS_GUESS_H
#define SUPPRESS_GUESS_H

#include "suppress/study.h"

/*
 * Finds the totals that have no label but add up wherever they occur: rows whose cell in a
 * dimension is blank, and regions and the nation among areas, where no column says their level.
 */
void guess_totals(struct space *s, const struct publication *p);

/*
 * Takes sums out of p->sums whose rows are only some of the parts: England with one region, a
 * region with a few of its authorities. note() gets which, unless it is NULL.
 */
void guess_partial(const struct space *s, struct publication *p, void (*note)(const char *message));

#endif
