#ifndef STAT_RANK_H
#define STAT_RANK_H

#include <stddef.h>

#include "base/interval.h"

/* Places among n areas: 1 is the highest rate. */
struct rank {
	size_t place;		/* ties share the best place */
	size_t best, worst;	/* plausible places, given the areas' intervals */
};

/*
 * Ranks n rates count/population (counts >= 0, populations > 0), compared exactly, with the areas'
 * intervals ci on any common scale. The best plausible place is 1 + the number of areas whose lower
 * limit is above this one's upper; the worst is n - the number whose upper limit is below this
 * one's lower.
 */
void rank_rates(const double *count, const double *population, const struct interval *ci, size_t n,
    struct rank *rank);

/*
 * The quantile group (4: quartiles, 5: quintiles) of a place among n: 1 holds the highest rates.
 * floor((groups + 1) - ceil((n + 1 - place) / (n / groups))), at least 1, as OHID's phe_quantile. 0
 * when n < groups.
 */
size_t rank_group(size_t place, size_t n, size_t groups);

#endif
