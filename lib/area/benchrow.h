#ifndef AREA_BENCHROW_H
#define AREA_BENCHROW_H

#include <stdbool.h>
#include <stddef.h>

#include "area/areagroup.h"
#include "area/benchmark.h"
#include "table/rows.h"

/* A benchmark as CSV rows: what benchmark-ne writes. The columns are described in benchmark-ne(1). */

/*
 * conf gives the names of the limits: lower95, or lower998 for 0.998. each_region: the columns region_code
 * and region_name before the area's.
 */
void benchrow_heading(struct rows *o, double conf, bool each_region);

/*
 * The group's areas, highest rate first, then those without one; with totals, rows for the region and
 * England as published and for all areas together.
 */
void benchrow_group(struct rows *o, const struct area_group *g, const struct benchmark *b,
    bool each_region, bool totals);

/* The indices of the group's g->n areas in the order they are shown in. */
void benchrow_order(const struct area_group *g, const struct benchmark *b, size_t *order);

#endif
