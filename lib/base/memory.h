#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/*
 * Allocation that never returns NULL: if memory runs out, it says so on standard error and exits 2
 * (the one place in lib/ that exits). Everything is freed with free().
 */
void *xmalloc(size_t size);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t n, size_t size);		/* n * size is checked for overflow */
void *xmemdup(const void *p, size_t n);			/* a NUL is added after the n bytes */
char *xstrdup(const char *s);

/*
 * Makes room for at least `need` items of `size` bytes in the array p of *cap items: returns p,
 * perhaps moved, and sets *cap. Grows by half again, so that n appends cost O(n).
 */
void *xgrow(void *p, size_t *cap, size_t need, size_t size);

#endif
