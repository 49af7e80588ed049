#ifndef RULES_PACKED_H
#define RULES_PACKED_H

#include <string.h>

#include "base/memory.h"
#include "rules/program.h"

/* Cells of a row in one piece of memory: each after its length, a byte or (long ones) five. */

enum { PACKED_LONG = 255 };

/* After a head of nhead bytes, which may be none. */
const char *packed_keep(struct arena *mem, const void *head, size_t nhead,
    const struct slice *cells, struct columns c);

/* Takes the next cell. */
static inline struct slice
packed_next(const char **p)
{
	uint32_t n = (unsigned char)*(*p)++;

	if (n == PACKED_LONG) {
		memcpy(&n, *p, sizeof(n));
		*p += sizeof(n);
	}
	*p += n;
	return (struct slice){*p - n, n};
}

#endif
