#ifndef SUPPRESS_FLOWS_H
#define SUPPRESS_FLOWS_H

#include "suppress/relate.h"

/*
 * Sums over several periods, or with two terms on each side: plans at the end are those at the
 * start (which are those at the end of the period before) and those started, less those ended; the
 * year to date; rolling totals; the change since the last period.
 */
struct flows {
	const struct grid *base;
	const struct space *space;
	/* Its labels, and the same in the period before, in the one before that, and so on. */
	struct grid grid;
	uint32_t lags;		/* 1: there are no periods */
	uint32_t *before;	/* by group: that of the period before, or as many as there are */
	uint32_t *period;	/* by group */
};

/* False: there are too many labels. */
bool flows_open(struct flows *f, const struct grid *base, const struct grid_source *from);
void flows_find(struct relations *r, struct flows *f);
void flows_close(struct flows *f);

#endif
