#ifndef STAT_APPORTION_H
#define STAT_APPORTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Largest remainder (Hamilton's method): shares out `units` (100 for whole percents, 1000 for one
 * decimal) in proportion to the counts: each gets the whole part of units * count / total, and what is
 * left goes one unit each to the largest fractions; ties to the first listed.
 *
 * count	n counts, each >= 0
 * share	n results, in units; they add up to `units` exactly, or are all 0 when the total is 0
 * either	NULL, or n flags: true where a tie at the cut lets the share be share[i] or the
 *		neighbouring value just as well (share[i] - 1 for a tied winner, share[i] + 1 for a tied loser)
 *
 * Exact integer arithmetic. Returns 0, or -1 when a count is negative, or the total or a product
 * with units does not fit in 63 bits.
 * Source: M. L. Balinski and H. P. Young (1982), Fair Representation.
 */
int apportion(const int64_t *count, size_t n, int64_t units, int64_t *share, bool *either);

#endif
