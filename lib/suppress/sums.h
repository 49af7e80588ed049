#ifndef SUPPRESS_SUMS_H
#define SUPPRESS_SUMS_H

#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"
#include "suppress/space.h"

/*
 * Which counts are the sum of which others. A row with a total's label in a dimension is the sum of
 * the rows that differ from it only there; a region is the sum of its authorities, the nation of
 * its regions (of authorities, where there are no rows of regions), and London, where its halves
 * have rows of their own, the sum of these. In a dimension with a tree a row is the sum of those
 * nearest below it, and the total that of all that are below no other.
 */
struct sum {
	size_t dim;
	uint32_t total;
	const uint32_t *part;
	size_t n;
};

struct sums {
	struct sum *item;
	size_t n, cap;
	struct arena mem;
};

/* Of n rows; the numbers in the sums are those of row[]. In the order of dimensions and rows. */
void sums_find(struct sums *sums, const struct space *s, const struct row *const *row, size_t n);

/* Adds those of one dimension alone. *sums starts as {0}. */
void sums_find_in(struct sums *sums, const struct space *s, const struct row *const *row, size_t n,
    size_t dim);
void sums_free(struct sums *sums);

#endif
