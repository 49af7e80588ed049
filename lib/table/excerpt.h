#ifndef TABLE_EXCERPT_H
#define TABLE_EXCERPT_H

#include "base/errmsg.h"
#include "table/input.h"
#include "table/options.h"
#include "table/rows.h"

/*
 * Some columns of a table, with other headings, sorted, and with figures set for the page: what
 * board-table prints. A column that is named must be there once.
 */
struct excerpt_options {
	struct option_list columns;	/* "NAME", "NAME=HEADING", in the order wanted; or all */
	struct option_list decimals;	/* "2" for every column, "NAME=2"; the last counts */
	struct option_list sort;	/* "NAME" or "-NAME", the first one first: table/order.h */
	struct option_list thousands;	/* of these columns; see every_thousands */
	bool every_thousands;		/* of every column of figures that can have them */
	struct option_list highlight;	/* "NAME=VALUE": rows with that cell */
	struct option_list widths;	/* "12", "8r": of the columns; r: to the right */
	void (*say)(const char *message);	/* gets a note; or NULL */
};

/*
 * Reads in to its end and writes the heading and the rows. A row is written as soon as it is read,
 * unless sort, decimals, thousands or highlight need the rows after it. -1: *e. Once a write has
 * failed it stops and returns 0; rows_close() says why.
 */
int excerpt_copy(struct input *in, const struct excerpt_options *o, struct rows *out,
    struct errmsg *e);

#endif
