#ifndef CHECK_EXPLAIN_H
#define CHECK_EXPLAIN_H

#include <stdio.h>

#include "csv/reader.h"
#include "rules/bind.h"

/*
 * Writes each rule in words, bound to the heading of path or (NULL) to the columns that the rules
 * declare. 0, or -1: *e.
 */
int explain_rules(struct rules *rules, const struct reader_options *csv, struct remarks *m,
    const char *path, FILE *out, struct errmsg *e);

#endif
