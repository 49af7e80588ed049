#ifndef TREND_POOL_H
#define TREND_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "trend/series.h"

/*
 * Sums over several periods of a series, and a percentage from its two counts. Each makes a series
 * of its own, whose arrays are freed with made_free().
 *
 * POOL_BLOCKS	the sums of n periods each, of which none is in two; the last block ends at the last
 *		period, and periods left over at the start are not used
 * POOL_ROLLING	the sum of each period and the n - 1 before it; these overlap, so nothing may be
 *		tested on them
 * A sum is known where all its periods are; it has the period, the place and the name of its last.
 * Populations are summed too (person-years), as are denominators.
 */
enum pool_form { POOL_NONE, POOL_BLOCKS, POOL_ROLLING };

struct made {
	struct series s;
	double *y;
	struct series_row *row;
	size_t n;
};

/* *m starts as {0}; its memory is used again. -1: the series has only percentages, *e. */
int pool_series(const struct series *s, enum pool_form form, size_t n, struct made *m,
    struct errmsg *e);

/*
 * A series of the periods of s, whose values are those of the numerator and whose populations those
 * of the denominator, both series of the same set. -1: a numerator above its denominator, *e.
 */
int pool_share(const struct series *s, size_t numerator, size_t denominator, struct made *m,
    struct errmsg *e);

void made_free(struct made *m);

#endif
