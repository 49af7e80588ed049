#ifndef PLANS_MIXTABLE_H
#define PLANS_MIXTABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plans/mix.h"
#include "stat/cochran_armitage.h"
#include "stat/contingency.h"

/* The counts of one group of a mix, [period][category], of the periods in which none is hidden: to be tested. */
struct mixtable {
	const struct mix *m;
	size_t group, nperiods;
	size_t *period;		/* which of the mix's */
	int64_t *count;
};

struct mixtable mixtable_of(const struct mix *m, size_t group);
void mixtable_free(struct mixtable *t);
const char *mixtable_label(const struct mixtable *t, size_t p);

/* The pairs that are compared: neighbours, then the first and the last; none of fewer than two periods. */
size_t mixtable_pairs(const struct mixtable *t);
void mixtable_pair(const struct mixtable *t, size_t i, size_t *a, size_t *b);
char *mixtable_pair_name(const struct mixtable *t, size_t a, size_t b);	/* "Q1 v Q2"; to be freed */

/* The chi-square test of periods a and b, or of all when a == b. False: the counts are too large. */
bool mixtable_test(const struct mixtable *t, size_t a, size_t b, struct contingency *c);

/* The trend of category k, and the 2 x periods table beneath it. False: the counts are too large. */
bool mixtable_trend(const struct mixtable *t, size_t k, struct cochran_armitage *ca,
    struct contingency *c);

#endif
