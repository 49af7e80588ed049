#ifndef TABLE_COLPICK_H
#define TABLE_COLPICK_H

#include <stddef.h>

#include "base/errmsg.h"
#include "base/slice.h"

/* Columns for a page: which, in which order, under which heading and with how many decimals. */
enum { COLPICK_AS_IT_IS = -1, COLPICK_MOST_DECIMALS = 15 };

struct colpick {
	size_t source;		/* the input's column */
	struct slice heading;	/* the caller's argument's, or the input's */
	int decimals;		/* or COLPICK_AS_IT_IS */
};

/*
 * The columns that args ask for, each "NAME" or "NAME=HEADING" (an exact heading may hold "=" itself); all
 * of them where nargs is 0. Returns how many, in *out, which the caller frees; 0: no such column, *e says which.
 */
size_t colpick_columns(struct colpick **out, char *const *args, size_t nargs,
    const struct slice *headings, size_t n, struct errmsg *e);

/*
 * Sets decimals: "2" for every column, "NAME=2" for those of that name, later ones over earlier ones. -1: *e.
 */
int colpick_decimals(struct colpick *cols, size_t ncols, char *const *args, size_t nargs,
    const struct slice *headings, size_t n, struct errmsg *e);

#endif
