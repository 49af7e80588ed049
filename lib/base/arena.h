#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/slice.h"

/*
 * Memory that is freed all at once: trees, texts that live as long as their owner. What it has
 * handed out never moves. Starts as {0}.
 */
struct arena {
	struct arena_block *head;
	size_t bytes;		/* asked for so far */
};

void *arena_alloc(struct arena *r, size_t n);			/* zeroed, aligned for anything */
char *arena_bytes(struct arena *r, size_t n);			/* neither zeroed nor aligned */
struct slice arena_copy(struct arena *r, struct slice s);	/* a NUL is added after the bytes */
void arena_free(struct arena *r);				/* all of it; ready for use again */

#endif
