#ifndef AREA_BENCHDETAIL_H
#define AREA_BENCHDETAIL_H

#include <stdbool.h>

#include "area/areagroup.h"
#include "area/benchmark.h"
#include "table/rows.h"

/*
 * A benchmark in full, one table a kind: what benchmark-ne --detail writes, in the order of the input, NA
 * where a value is not defined. The columns are described in benchmark-ne(1).
 */
enum benchdetail { BENCHDETAIL_RATES, BENCHDETAIL_COMPARE, BENCHDETAIL_SUMMARY, BENCHDETAIL_ODLIMITS };

/* "rates", "compare", "summary", "odlimits". False: none of them. */
bool benchdetail_parse(const char *s, enum benchdetail *kind);

void benchdetail_heading(struct rows *o, enum benchdetail kind);
void benchdetail_group(struct rows *o, enum benchdetail kind, const struct area_group *g,
    const struct benchmark *b);

/* The ten columns rate to byar_upper95, for csv-rate too: names, and values for one count. NaN: NA. */
void benchdetail_rate_heading(struct rows *o);
void benchdetail_rate(struct rows *o, double count, double population, double per);

#endif
