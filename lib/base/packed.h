#ifndef BASE_PACKED_H
#define BASE_PACKED_H

#include <string.h>

#include "base/slice.h"

/*
 * Cells one after the other in as little memory as possible: each after its length, which takes a
 * byte, or nine for a long cell. PACKED_OTHER in place of a length: something other than a text
 * follows, which the caller reads.
 */
enum { PACKED_LONG = 254, PACKED_OTHER };

static inline size_t
packed_size(size_t n)
{
	return n + (n < PACKED_LONG ? 1 : 1 + sizeof(n));
}

/* Returns the end of the cell, packed_size() further. */
static inline char *
packed_put(char *to, struct slice s)
{
	*to++ = (char)(s.n < PACKED_LONG ? s.n : PACKED_LONG);
	if (s.n >= PACKED_LONG)
		to = mempcpy(to, &s.n, sizeof(s.n));
	if (s.n <= SHORT_TEXT)
		copy_short(to, s.p, s.n);
	else
		memcpy(to, s.p, s.n);
	return to + s.n;
}

static inline void
packed_add(struct textbuf *t, struct slice s)
{
	textbuf_room(t, packed_size(s.n));
	t->n = (size_t)(packed_put(t->p + t->n, s) - t->p);
}

/* Takes the next cell. */
static inline struct slice
packed_next(const char **p)
{
	size_t n = (unsigned char)*(*p)++;

	if (n == PACKED_LONG) {
		memcpy(&n, *p, sizeof(n));
		*p += sizeof(n);
	}
	*p += n;
	return (struct slice){*p - n, n};
}

#endif
