#ifndef TABLE_SIDEFILE_H
#define TABLE_SIDEFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/slice.h"
#include "table/input.h"

/*
 * A small table that goes with the data: waivers, a dictionary, a list of codes. Its columns are
 * known by name, in any order; case, blanks around a name and hidden characters do not matter, and
 * two columns of one name are refused.
 */
struct sidefile {
	struct input *in;	/* for columns found otherwise */
	const char *const *name;	/* those asked for, */
	size_t *col;		/* their columns, or SIDEFILE_NONE */
	size_t n;
	char *path[1];
};

#define SIDEFILE_NONE INPUT_WHOLE_ROW

/*
 * Opens the file and finds the columns name[0] to name[n - 1], of which the first `need` must be
 * there. The names must outlive it. opt (or NULL) is how the file is read. NULL: *e.
 */
struct sidefile *sidefile_open(const char *path, const struct input_options *opt,
    const char *const *name, size_t n, size_t need, struct errmsg *e);

int sidefile_next(struct sidefile *f, struct errmsg *e);	/* a row: 1; 0 at the end; -1: *e */

/* The cell of name[k], without blanks around it; "" where there is no such column. */
struct slice sidefile_cell(struct sidefile *f, size_t k);

/* Fills *e with "file:line: HEADING: " and the message. Returns -1. */
int sidefile_fault(struct sidefile *f, size_t k, struct errmsg *e, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* Whether the column has one of the names asked for. */
bool sidefile_is_named(const struct sidefile *f, size_t col);

void sidefile_close(struct sidefile *f);

#endif
