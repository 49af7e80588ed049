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
struct excerpt;

struct excerpt_options {
	struct option_list columns;	/* "NAME", "NAME=HEADING", in the order wanted; or all */
	struct option_list decimals;	/* "2" for every column, "NAME=2"; the last counts */
	struct option_list sort;	/* "NAME" or "-NAME", the first one first: table/order.h */
	struct option_list thousands;	/* of these columns; see every_thousands */
	bool every_thousands;		/* of every column of figures that can have them */
	struct option_list highlight;	/* "NAME=VALUE": rows with that cell */
	void (*say)(const char *message);	/* gets a note; or NULL */
};

/* Reads in to its end. NULL: *e. */
struct excerpt *excerpt_read(struct input *in, const struct excerpt_options *o, struct errmsg *e);

/* Writes the heading and the rows. -1 once a write has failed. */
int excerpt_write(const struct excerpt *x, struct rows *o);

void excerpt_free(struct excerpt *x);

#endif
