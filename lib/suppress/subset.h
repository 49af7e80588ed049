#ifndef SUPPRESS_SUBSET_H
#define SUPPRESS_SUBSET_H

#include "suppress/grid.h"

/*
 * Which sets of labels make a total in all groups: found by adding labels as long as they leave
 * something in each group, from the greatest; and all but a few of them. Stops after so many steps.
 */
enum { SUBSET_STEPS = 400000, SUBSET_STEPS_EACH = 40000 };

struct subset_work {
	size_t steps;			/* that are left */
};

struct subset {
	const struct grid *g;
	uint32_t total;
	const uint32_t *cand;
	size_t n;
	size_t least;			/* labels in a set; 0: two */
	size_t most;			/* labels in a set; 0: as many as, by these bits, */
	double margin;			/* counts so great could make certain */
	bool direct;			/* not: all but a few */
	enum { SUBSET_ALL, SUBSET_EVEN, SUBSET_UNEVEN, SUBSET_N } half;	/* of the groups */
	/* True: it is one, and the search ends. `chosen`: how many decide which it is. */
	bool (*take)(void *arg, const uint32_t *part, size_t n, size_t chosen);
	void *arg;
	struct subset_work *work;
};

bool subset_find(const struct subset *s);

#endif
