#ifndef LEVEL_H
#define LEVEL_H

#include <stdbool.h>

#include "slice.h"

/*
 * Confidence levels as people give them, in percent. "99.8" is 0.998, and its limits are in columns
 * whose names end in 998.
 */

/* At least 50, below 100, at most 6 decimals. False: not one. */
bool level_parse(struct slice s, double *conf);

/* "95" for 0.95, "998" for 0.998: what column names end in. Writes at most LEVEL_SUFFIX bytes. */
#define LEVEL_SUFFIX 24
void level_suffix(char buf[LEVEL_SUFFIX], double conf);

/* What rates are given for: "10000", "10,000", "1". Above 0. False: not one. */
bool level_parse_per(struct slice s, double *per);

#endif
