#ifndef TABLE_KEYCOLS_H
#define TABLE_KEYCOLS_H

#include <stddef.h>

#include "base/errmsg.h"
#include "base/slice.h"

/* The columns of --keys NAME,...: each NAME is exactly a heading. */
struct keycols {
	size_t n;
	size_t *col;
};

/* names may be NULL: no columns. -1: *e says which name is no heading, blank or repeated. */
int keycols_find(struct keycols *k, const char *names, const struct slice *headings, size_t n,
    struct errmsg *e);
void keycols_free(struct keycols *k);

#endif
