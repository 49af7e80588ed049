#ifndef REGION_H
#define REGION_H

#include <stddef.h>

#include "slice.h"

/*
 * Memory that is given back all at once: trees, texts that live as long as their owner. Never
 * moves what it handed out. Zero-initialise to start.
 */
struct region {
	struct region_block *head;
	size_t bytes;		/* asked for so far */
};

void *region_alloc(struct region *r, size_t n);			/* zeroed, aligned for anything */
char *region_bytes(struct region *r, size_t n);			/* as they come, anywhere */
struct slice region_copy(struct region *r, struct slice s);	/* a NUL is added behind the bytes */
void region_free(struct region *r);				/* all of it; ready for use again */

#endif
