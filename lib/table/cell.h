#ifndef TABLE_CELL_H
#define TABLE_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/num.h"
#include "table/input.h"

/* What a cell may hold besides a mark or nothing at all. */
struct cell_rule {
	const char *what;	/* "count" */
	const char *expected;	/* "a number of 0 or more, or a mark such as c" */
	double least;
	bool above;		/* more than `least` */
	bool whole;
};

/* Reads a cell of the present row. 0, or -1 with a located message: it breaks the rule. */
int cell_read(struct input *in, size_t col, const struct cell_rule *rule, struct num *num,
    struct errmsg *e);

double cell_value(const struct num *num);	/* NaN for a mark or a blank */

#endif
