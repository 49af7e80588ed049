#ifndef TABLE_LEVEL_H
#define TABLE_LEVEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/slice.h"

/*
 * Confidence levels as people give them, in percent. "99.8" is 0.998, and its limits are in columns
 * whose names end in 998.
 */

/* At least 50, below 100, at most 6 decimals. False: not one. */
bool level_parse(struct slice s, double *conf);

/*
 * Several, between commas: "95,99.8". At most max of them into conf, none twice; how many in *n. -1: *e says
 * which is not one.
 */
int level_parse_list(struct slice list, double *conf, size_t max, size_t *n, struct errmsg *e);

/* "95" for 0.95, "998" for 0.998: what column names end in. Writes at most LEVEL_SUFFIX bytes. */
#define LEVEL_SUFFIX 24
void level_suffix(char buf[LEVEL_SUFFIX], double conf);

/* What rates are given for: "10000", "10,000", "1". Above 0. False: not one. */
bool level_parse_per(struct slice s, double *per);

#endif
