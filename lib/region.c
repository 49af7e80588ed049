#include "region.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

enum { BLOCK_MIN = 1024, BLOCK_MAX = 64 * 1024 };

struct region_block {
	struct region_block *next;
	size_t used, size;
	alignas(max_align_t) char mem[];
};

/* A run of n bytes; the start is aligned when asked. */
static char *
take(struct region *r, size_t n, bool aligned)
{
	struct region_block *b = r->head;
	size_t at, size;

	at = b == NULL ? 0 : b->used;
	if (aligned)
		at = (at + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (b == NULL || at > b->size || b->size - at < n) {
		size = b == NULL ? BLOCK_MIN : 2 * b->size;
		if (size > BLOCK_MAX)
			size = BLOCK_MAX;
		if (size < n)
			size = n;
		b = xmalloc(sizeof(*b) + size);
		*b = (struct region_block){.next = r->head, .size = size};
		r->head = b;
		at = 0;
	}
	b->used = at + n;
	r->bytes += n;
	return b->mem + at;
}

void *
region_alloc(struct region *r, size_t n)
{
	return memset(take(r, n, true), 0, n);
}

char *
region_bytes(struct region *r, size_t n)
{
	return take(r, n, false);
}

struct slice
region_copy(struct region *r, struct slice s)
{
	char *p = take(r, s.n + 1, false);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return (struct slice){p, s.n};
}

void
region_free(struct region *r)
{
	struct region_block *b;

	while ((b = r->head) != NULL) {
		r->head = b->next;
		free(b);
	}
	*r = (struct region){0};
}
