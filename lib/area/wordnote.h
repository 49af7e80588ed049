#ifndef AREA_WORDNOTE_H
#define AREA_WORDNOTE_H

#include "area/benchmark.h"
#include "base/slice.h"

/*
 * Adds the note under the tables and sentences of benchmark-ne: the methods, what the columns of
 * the table mean, and how far they can be trusted.
 */
void wordnote_add(const struct benchmarks *all, struct textbuf *t);

#endif
