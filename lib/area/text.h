#ifndef AREA_TEXT_H
#define AREA_TEXT_H

#include <stdio.h>

#include "area/benchmark.h"
#include "area/sentences.h"

/*
 * The ranking for people. For each group a table (a row for each authority, then the region,
 * England and the sum), a paragraph about one authority, and a sentence on its change since the
 * group before, where that is of the same region. Last, what the words mean. -1 and errno: no
 * memory.
 */
int text_print(const struct benchmarks *b, const struct sentences_options *opt, FILE *f);

#endif
