#ifndef BASE_SETS_H
#define BASE_SETS_H

#include <stdint.h>

/*
 * Disjoint sets of numbers: parent[i] is another of the set of i, or i itself. The number that
 * stands for the set of i; the way to it gets shorter. (Path halving: Tarjan and van Leeuwen,
 * Journal of the ACM 31, 1984.)
 */
static inline uint32_t
sets_find(uint32_t *parent, uint32_t i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

#endif
