#ifndef SUPPRESS_RELATE_H
#define SUPPRESS_RELATE_H

#include "base/memory.h"
#include "suppress/grid.h"

/*
 * Sums by figures: labels that are the sum of others in every group in which their counts are
 * known, or in nearly all. One is taken for a relation if fewer than one such coincidence in 50
 * tables is to be expected, from how many sums were looked at and how great the counts are; fewer
 * than one in a few, where labels or their order speak for it.
 */
struct relations {
	struct grid_sum *item;
	size_t n, cap;
	struct arena mem;
};

void relate_find(struct relations *r, const struct grid *g, const struct space *s);

/* Keeps a copy of the sum. */
void relate_add(struct relations *r, const struct grid_sum *s);
void relate_free(struct relations *r);

/*
 * Whether what was counted is more than chance: choices, of how many sums (log2); margin: how many
 * bits more it takes; weak: as counts of one kind are near one another.
 */
bool relate_holds(const struct grid_tally *t, double choices, double margin, bool weak);

/* log2 of how many sets of k out of n there are. */
double relate_choices(size_t n, size_t k);

/* In bits: 1 in 50, and what is enough where labels or their order say the same. */
#define RELATE_MARGIN 5.65
#define RELATE_ORDER 4.3
#define RELATE_WHOLE 2.0
#define RELATE_WORDS 1.0

#endif
