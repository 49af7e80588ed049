#include "base/memory.h"

#include <err.h>
#include <malloc.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { HUGE_PAGE = 2 * 1024 * 1024, LARGE = 2 * HUGE_PAGE, MAPPED = 128 * 1024 };

/* Large arrays are mapped: they grow without being copied, and are zero from the start. */
static void __attribute__((constructor))
map_large(void)
{
	mallopt(M_MMAP_THRESHOLD, MAPPED);
	mallopt(M_TRIM_THRESHOLD, LARGE);
}

/*
 * Large memory in pages of 2 MiB, where the system has them: its first use is then a fault for 512
 * pages, and look-ups all over it miss the TLB less often.
 */
static void *
in_huge_pages(void *p, size_t size)
{
	size_t skip = -(uintptr_t)p & (HUGE_PAGE - 1);

	if (size >= LARGE)
		madvise((char *)p + skip, (size - skip) & ~(size_t)(HUGE_PAGE - 1), MADV_HUGEPAGE);
	return p;
}

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
	return in_huge_pages(p, n * size);
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

COLD void *
xgrow_now(void *p, size_t *cap, size_t need, size_t size)
{
	size_t want = *cap > 0 ? *cap + *cap / 2 : size < 8 ? 64 / size : 8;

	if (want < need)
		want = need;
	p = xrealloc(p, want, size);
	*cap = want;
	return p;
}

enum { BLOCK_MIN = 224, BLOCK_MAX = 64 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) char mem[];
};

/* Of an arena that has become large: one of its own pages of 2 MiB. */
static struct arena_block *
large_block(void)
{
	struct arena_block *b = aligned_alloc(HUGE_PAGE, HUGE_PAGE);

	if (b == NULL)
		errx(2, "out of memory (%d bytes wanted)", (int)HUGE_PAGE);
	madvise(b, HUGE_PAGE, MADV_HUGEPAGE);
	return b;
}

static COLD struct arena_block *
add_block(struct arena *r, size_t n)
{
	size_t size = r->head == NULL ? BLOCK_MIN : 2 * r->head->size;
	struct arena_block *b;
	bool large = r->bytes >= HUGE_PAGE / 2 && n <= HUGE_PAGE - sizeof(*b);

	if (size > BLOCK_MAX)
		size = BLOCK_MAX;
	if (size < n)
		size = n;
	if (large)
		size = HUGE_PAGE - sizeof(*b);
	b = large ? large_block() : xmalloc(sizeof(*b) + size);
	*b = (struct arena_block){.next = r->head, .size = size};
	return r->head = b;
}

/* n bytes that follow each other, in the first block. */
static inline char *
find_room(struct arena *r, size_t n, bool aligned)
{
	struct arena_block *b = r->head;
	size_t at = b == NULL ? 0 : b->used;

	if (aligned)
		at = (at + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (b != NULL && at <= b->size && b->size - at >= n)
		return b->mem + at;
	return add_block(r, n)->mem;
}

static char *
take(struct arena *r, size_t n, bool aligned)
{
	char *p = find_room(r, n, aligned);

	r->head->used = (size_t)(p - r->head->mem) + n;
	r->bytes += n;
	return p;
}

char *
arena_room(struct arena *r, size_t n)
{
	return find_room(r, n, false);
}

void
arena_use(struct arena *r, const char *end)
{
	size_t used = (size_t)(end - r->head->mem);

	r->bytes += used - r->head->used;
	r->head->used = used;
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
