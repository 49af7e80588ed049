#ifndef TABLE_KEYCOLS_H
#define TABLE_KEYCOLS_H

#include <stddef.h>

#include "base/errmsg.h"
#include "base/slice.h"
#include "table/role.h"

/* The columns of --keys NAME,...: each NAME is exactly a heading. */
struct keycols {
	size_t n;
	size_t *col;
};

/*
 * names may be NULL: no columns. -1: *e says which name is not a heading, blank or repeated, or
 * that its column is a figure or a date by its role: these do not identify anything.
 */
int keycols_find(struct keycols *k, const char *names, const struct slice *headings, size_t n,
    const struct roles *roles, struct errmsg *e);
void keycols_free(struct keycols *k);

#endif
