#ifndef AREA_STANDARDOUT_H
#define AREA_STANDARDOUT_H

#include <stdbool.h>

#include "area/rateadd.h"
#include "area/standard.h"
#include "base/errmsg.h"
#include "table/input.h"
#include "table/rows.h"

/*
 * The table of standardised rates, a row for each group: its key columns, then count, population and the
 * directly standardised rate with limits; or, where r->ratio is set, count, the expected count (sum of population
 * times standard rate / r->per) and their ratio with limits.
 */
void standardout_heading(const struct rateadd *r, struct input *in, const size_t *key, size_t nkey,
    struct rows *o);

/* False: there is no rate, and *why says whose and why ("North: the count of 5-9 is c"). */
bool standardout_group(const struct rateadd *r, const struct standard_group *g, struct rows *o,
    struct errmsg *why);

#endif
