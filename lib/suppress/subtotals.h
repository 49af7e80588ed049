#ifndef SUPPRESS_SUBTOTALS_H
#define SUPPRESS_SUBTOTALS_H

#include "suppress/study.h"

/*
 * Places that are sums of others, next to a total that adds up only without them: 0-9, Tees Valley,
 * Total known. They are neither totals nor parts from now on (apart); that they are sums is found
 * with others by discover.h. note() gets their names, unless it is NULL.
 */
enum { SUBTOTALS_SETS = 3 };	/* of others that may make it: more are too many to say which */

void subtotals_find(struct space *s, const struct publication *p,
    void (*note)(const char *message));

#endif
