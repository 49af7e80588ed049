#include "base/memory.h"

#include <err.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *
xmalloc(size_t size)
{
	return xrealloc(NULL, size, 1);
}

void *
xcalloc(size_t n, size_t size)
{
	void *p = calloc(n > 0 ? n : 1, size > 0 ? size : 1);

	if (p == NULL)
		errx(2, "out of memory (%zu times %zu bytes wanted)", n, size);
	return p;
}

void *
xrealloc(void *p, size_t n, size_t size)
{
	void *q;

	if (size > 0 && n > SIZE_MAX / size)
		errx(2, "out of memory (%zu times %zu bytes wanted)", n, size);
	q = realloc(p, n * size > 0 ? n * size : 1);
	if (q == NULL)
		errx(2, "out of memory (%zu bytes wanted)", n * size);
	return q;
}

void *
xmemdup(const void *p, size_t n)
{
	char *q = xmalloc(n + 1);

	if (n > 0)
		memcpy(q, p, n);
	q[n] = '\0';
	return q;
}

char *
xstrdup(const char *s)
{
	return xmemdup(s, strlen(s));
}

static COLD void *
grow(void *p, size_t *cap, size_t need, size_t size)
{
	size_t want = *cap > 0 ? *cap + *cap / 2 : size < 8 ? 64 / size : 8;

	if (want < need)
		want = need;
	p = xrealloc(p, want, size);
	*cap = want;
	return p;
}

void *
xgrow(void *p, size_t *cap, size_t need, size_t size)
{
	return need <= *cap ? p : grow(p, cap, need, size);
}

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
