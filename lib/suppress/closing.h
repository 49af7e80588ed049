#ifndef SUPPRESS_CLOSING_H
#define SUPPRESS_CLOSING_H

#include "suppress/study.h"

/*
 * Counts at the end of a period, by indicator: that of a year is that of its last quarter, and the
 * opening count of a quarter is the closing count of the one before, if that is another indicator.
 * Each holds where it does wherever both are known: in two places at least with counts above 0, or
 * in one above SAME_LEAST. Where it does in most places, counts are one only if they are equal.
 * Calls add() with rows of t.
 */
void closing_find(const struct space *s, const struct table *t,
    void (*add)(void *arg, uint32_t a, uint32_t b), void *arg);

#endif
