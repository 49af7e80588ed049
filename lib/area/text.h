#ifndef AREA_TEXT_H
#define AREA_TEXT_H

#include <stdio.h>

#include "area/benchmark.h"

/*
 * The ranking for people. For each group a table (a row for each authority, then the region,
 * England and the sum), a paragraph that a board may quote about one authority (the query's
 * `about`, or else Redcar and Cleveland if it has a rate, or else the highest), each sentence with
 * the rule that makes it true, and a sentence on its change since the group before, where that is
 * of the same region. Last, what the words mean.
 *
 * label	what is counted, after "had 78.9 "; NULL: as the dictionary or the input calls it
 */
void text_print(const struct benchmarks *b, const char *label, FILE *f);

#endif
