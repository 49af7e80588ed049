#ifndef TABLE_EXCERPT_H
#define TABLE_EXCERPT_H

#include "base/errmsg.h"
#include "table/input.h"
#include "table/options.h"
#include "table/rows.h"

/* Some columns of a table, with other headings and rounded numbers: what board-table prints. */
struct excerpt;

/*
 * Reads in to its end. columns: "NAME" or "NAME=HEADING", in the order wanted; none: all. decimals:
 * "2" for every column, "NAME=2" for one; a later one takes precedence. NULL: *e.
 */
struct excerpt *excerpt_read(struct input *in, const struct option_list *columns,
    const struct option_list *decimals, struct errmsg *e);

/* Writes the heading and the rows. -1 once a write has failed. */
int excerpt_write(const struct excerpt *x, struct rows *o);

void excerpt_free(struct excerpt *x);

#endif
