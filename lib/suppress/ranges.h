#ifndef SUPPRESS_RANGES_H
#define SUPPRESS_RANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "suppress/table.h"

static inline int64_t
ranges_larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static inline int64_t
ranges_smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Whether a total can be the sum of parts that lie in ranges of their own; all by number. */
static inline bool
ranges_add_up(const int64_t *low, const int64_t *high, uint32_t total, const uint32_t *part,
    size_t n)
{
	int64_t least = 0, most = 0;

	for (size_t i = 0; i < n; i++) {
		least += low[part[i]];
		most = most == TABLE_NO_HIGH || high[part[i]] == TABLE_NO_HIGH ? TABLE_NO_HIGH :
		    most + high[part[i]];
	}
	return least <= high[total] && most >= low[total];
}

#endif
