#ifndef SUPPRESS_REASONS_H
#define SUPPRESS_REASONS_H

#include "suppress/search.h"

/*
 * Which rows of a piece a claim rests on: rows are left out as long as the claim still holds. Fill
 * up to max numbers of constraints, ascending; return how many there are. work: steps left for all.
 */
size_t reasons_of_range(struct search *s, size_t unknown, uint64_t *work, uint32_t *constraint,
    size_t max);
size_t reasons_of_clash(struct search *s, uint64_t *work, uint32_t *constraint, size_t max);

#endif
