#ifndef STAT_APPORTION_H
#define STAT_APPORTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Largest remainder (Hamilton's method): shares out `units` (100 for whole percentages, 1000 for
 * one decimal) in proportion to the counts. Each gets the whole part of units * count / total;
 * the units left over go one each to the largest fractions, ties to the first listed.
 *
 * count	n counts, each >= 0
 * share	n results, in units; they add up to `units`, or are all 0 when the total is 0
 * either	NULL, or n flags: true where a tie for the last unit makes the neighbouring value as
 *		good (share[i] - 1 for a winner of the tie, share[i] + 1 for a loser)
 *
 * Exact integer arithmetic. Returns 0, or -1 when a count is negative or the total or a product
 * with units does not fit in 63 bits.
 * Source: M. L. Balinski and H. P. Young (1982), Fair Representation.
 */
int apportion(const int64_t *count, size_t n, int64_t units, int64_t *share, bool *either);

#endif
