#ifndef SUPPRESS_SAME_H
#define SUPPRESS_SAME_H

#include "suppress/study.h"

/*
 * Counts that two indicators share: "Number of children subject to a plan" and the total of the
 * plans by category. Two indicators share their totals where these are equal wherever both are
 * known: at least in two places or, in one, a count above SAME_LEAST. Calls add() with rows.
 */
enum { SAME_LEAST = 20 };

/*
 * By indicator and dimension (SPACE_MAX each): the only place in which the indicator has rows, or
 * SAME_SEVERAL. dim: that of the indicators. The caller frees it.
 */
#define SAME_SEVERAL UINT32_MAX
uint32_t *same_only(const struct space *s, const struct publication *p, size_t dim);

/* A total, or the indicator's only figure (All plans), in every column of categories. */
bool same_is_whole(const struct space *s, size_t dim, const uint32_t *only, const struct row *r);

void same_find(const struct space *s, const struct publication *p,
    void (*add)(void *arg, uint32_t a, uint32_t b), void *arg);

#endif
