#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { BLOCK_MIN = 1024, BLOCK_MAX = 64 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) char mem[];
};

/* n bytes that follow each other. */
static char *
take(struct arena *r, size_t n, bool aligned)
{
	struct arena_block *b = r->head;
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
		*b = (struct arena_block){.next = r->head, .size = size};
		r->head = b;
		at = 0;
	}
	b->used = at + n;
	r->bytes += n;
	return b->mem + at;
}

void *
arena_alloc(struct arena *r, size_t n)
{
	return memset(take(r, n, true), 0, n);
}

char *
arena_bytes(struct arena *r, size_t n)
{
	return take(r, n, false);
}

struct slice
arena_copy(struct arena *r, struct slice s)
{
	char *p = take(r, s.n + 1, false);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return (struct slice){p, s.n};
}

void
arena_free(struct arena *r)
{
	struct arena_block *b;

	while ((b = r->head) != NULL) {
		r->head = b->next;
		free(b);
	}
	*r = (struct arena){0};
}
