#ifndef TABLE_CELL_H
#define TABLE_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/num.h"
#include "base/slice.h"
#include "table/input.h"

/* What a cell of numbers may hold besides a mark or nothing at all. */
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

/*
 * A stock is counted at a moment, and is largely the same people as at the moment before; a flow is
 * counted over a period: events.
 */
enum kind { KIND_UNSAID, KIND_STOCK, KIND_FLOW };

const char *kind_name(enum kind kind);			/* "stock", "flow", "" */
bool kind_parse(struct slice s, enum kind *kind);	/* in any case, with blanks around it */

/*
 * Confidence levels as people give them, in per cent: at least 50, below 100, with at most 6
 * decimals. "99.8" is 0.998, and its limits are in columns whose names end in 998.
 */
#define LEVEL_WANTED "a level such as 95 or 99.8"
bool level_parse(struct slice s, double *conf);

/* At most max levels between commas, each once, into conf; their number into *n. -1: *e. */
int level_parse_list(struct slice list, double *conf, size_t max, size_t *n, struct errmsg *e);

/* "95" for 0.95, "998" for 0.998: the end of a column's name. */
#define LEVEL_SUFFIX 24
void level_suffix(char buf[LEVEL_SUFFIX], double conf);

#endif
