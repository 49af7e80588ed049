#ifndef AREA_LEAGUE_H
#define AREA_LEAGUE_H

#include <stdio.h>

#include "area/areas.h"
#include "area/benchmark.h"
#include "area/leaguesay.h"

/*
 * A benchmark for people. Prints all groups: for each a table, a row for each authority, then the region, England
 * and the sum; and a paragraph about one authority. A sentence on its change since the group before, where that is
 * the same region's. Last, what the words mean. b has the benchmark of each group. -1 and errno: no memory.
 */
int league_print(const struct areas *a, const struct benchmark *b,
    const struct league_options *opt, FILE *f);

#endif
