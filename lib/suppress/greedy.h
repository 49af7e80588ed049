#ifndef SUPPRESS_GREEDY_H
#define SUPPRESS_GREEDY_H

#include "suppress/deviation.h"
#include "suppress/nearby.h"
#include "suppress/pool.h"

/*
 * A safe choice that need not be the best: for each target in turn the cheapest deviation, then
 * cells are shown again as long as all targets stay protected.
 */
struct greedy {
	const struct problem *p;
	struct pool *pool;
	struct deviation *route;		/* over all cells; made when it is needed */
	struct nearby *nearby;			/* of a large table */
	unsigned char *near;
	unsigned char *is_protected;	/* of each target; room */
	bool quick;			/* what takes a long proof is given up: one trial of many */
};

void greedy_init(struct greedy *g, const struct problem *p, struct pool *pool);
void greedy_free(struct greedy *g);

/*
 * Adds to `hidden` until it is proved safe. weight: the cost of hiding each cell. False: *culprit
 * (a target) could not be protected.
 */
bool greedy_hide(struct greedy *g, const double *weight, unsigned char *hidden, size_t *culprit);

/*
 * Shows again cells that need not be hidden: totals first, then the largest. only: a byte for each
 * cell, 0 where it is left alone; NULL: all may be shown.
 */
void greedy_clean(struct greedy *g, const unsigned char *only, unsigned char *hidden);

bool greedy_is_large(const struct greedy *g);

/*
 * Whether a choice is safe, proved by witnesses, which are added to the pool. *open: the first
 * target for which that was not shown.
 */
bool greedy_is_safe(struct greedy *g, const unsigned char *hidden, size_t *open);

#endif
