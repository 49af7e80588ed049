#ifndef TABLE_EXCERPT_H
#define TABLE_EXCERPT_H

#include <stddef.h>

#include "base/errmsg.h"
#include "table/input.h"
#include "table/rows.h"

/* Some columns of a table, with other headings and rounded numbers: what board-table prints. */
struct excerpt;

struct excerpt_options {
	char *const *columns;	/* "NAME" or "NAME=HEADING", in the order wanted; none: all */
	size_t ncolumns;
	/* "2" for every column, "NAME=2" for one; a later one takes precedence */
	char *const *decimals;
	size_t ndecimals;
};

/* Reads in to its end; *opt must outlive the excerpt. NULL: *e says why. */
struct excerpt *excerpt_read(struct input *in, const struct excerpt_options *opt, struct errmsg *e);

/* Writes the heading and the rows. -1 once a write has failed. */
int excerpt_write(const struct excerpt *x, struct rows *o);

void excerpt_free(struct excerpt *x);

#endif
