#ifndef SUPPRESS_SHARES_H
#define SUPPRESS_SHARES_H

#include "suppress/facts.h"

/*
 * Adds what a publication prints of its counts as facts: percentages of its own totals and of those
 * that only another publication has, and rates.
 */
void shares_find(struct study *st, size_t pub, const struct facts_say *say);

#endif
