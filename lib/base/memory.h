#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

#include "base/slice.h"

#define COLD __attribute__((noinline))		/* keeps cold paths out of line */

/*
 * Allocation that never returns NULL: if memory runs out, it says so on standard error and exits 2
 * (the one place in lib/ that exits). Everything is freed with free().
 */
void *xmalloc(size_t size);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t n, size_t size);		/* n * size is checked for overflow */
void *xmemdup(const void *p, size_t n);			/* a NUL is added after the n bytes */
char *xstrdup(const char *s);

void *xgrow_now(void *p, size_t *cap, size_t need, size_t size);	/* called by xgrow() */

/*
 * Makes room for at least `need` items of `size` bytes in the array p of *cap items: returns p,
 * perhaps moved, and sets *cap. Grows by half again, so that n appends cost O(n).
 */
static inline void *
xgrow(void *p, size_t *cap, size_t need, size_t size)
{
	return need <= *cap ? p : xgrow_now(p, cap, need, size);
}

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

/* Room for up to n bytes, and then takes those of it before end. */
char *arena_room(struct arena *r, size_t n);
void arena_use(struct arena *r, const char *end);

struct slice arena_copy(struct arena *r, struct slice s);	/* a NUL is added after the bytes */
void arena_free(struct arena *r);				/* all of it; ready for use again */

#endif
