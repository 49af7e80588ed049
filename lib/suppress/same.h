#ifndef SUPPRESS_SAME_H
#define SUPPRESS_SAME_H

#include "suppress/study.h"

/*
 * Counts that two indicators share: "Number of children subject to a plan" and the total of the
 * plans by category. Two indicators share their totals where these are equal wherever both are
 * known: at least in two places or, in one, a count above SAME_LEAST. Calls add() with rows.
 */
enum { SAME_LEAST = 20 };

void same_find(const struct space *s, const struct publication *p,
    void (*add)(void *arg, uint32_t a, uint32_t b), void *arg);

#endif
