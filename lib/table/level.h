#ifndef TABLE_LEVEL_H
#define TABLE_LEVEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/slice.h"

/*
 * Confidence levels as people give them, in per cent. "99.8" is 0.998, and its limits are in
 * columns whose names end in 998.
 */
#define LEVEL_WANTED "a level such as 95 or 99.8"

/* At least 50, below 100, with at most 6 decimals. False: not a level. */
bool level_parse(struct slice s, double *conf);

/* At most max levels between commas, each once, into conf; their number into *n. -1: *e. */
int level_parse_list(struct slice list, double *conf, size_t max, size_t *n, struct errmsg *e);

/* "95" for 0.95, "998" for 0.998: the end of a column's name. */
#define LEVEL_SUFFIX 24
void level_suffix(char buf[LEVEL_SUFFIX], double conf);

#endif
