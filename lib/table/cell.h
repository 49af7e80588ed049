#ifndef TABLE_CELL_H
#define TABLE_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/num.h"
#include "base/slice.h"
#include "table/input.h"

/*
 * The one reader of the cells of data that hold numbers, for every filter but csv-check, whose
 * rules declare. quarterly(7), "Numbers and marks", has the table of forms. Any of these may
 * instead be blank, which is missing, or a mark.
 */
enum cell_kind {
	CELL_COUNT,		/* whole, 0 or more: exact, so within 18 digits */
	CELL_WEIGHTED_COUNT,	/* 0 or more */
	CELL_FIGURE,		/* any number, also with its percentage: "130 (70%)", "70%" */
	CELL_POPULATION,	/* 1 or more */
	CELL_PERCENTAGE,	/* of a value: 0 or more, with or without % */
	CELL_PERCENTAGE_ALONE,	/* perhaps a change: any number, with or without % */
	CELL_WEIGHT,		/* of a standard population: 0 or more */
	CELL_STANDARD_RATE,	/* 0 or more */
	CELL_PLACE,		/* in an order: any number, with or without % */
};

const char *cell_name(enum cell_kind kind);	/* "count", for messages */

/*
 * Returns num->kind; NUM_BAD: the cell is none of its kind. The number of a figure is its value or,
 * where there is none, its percentage.
 */
enum num_kind cell_parse(struct slice s, enum cell_kind kind, struct num *num);

/* The same of a cell of the present row: 0, or -1 with a located message. */
int cell_read(struct input *in, size_t col, enum cell_kind kind, struct num *num,
    struct errmsg *e);

/* Says that s, in that column, is not of the kind. Returns -1. */
int cell_fault(struct input *in, size_t col, struct slice s, enum cell_kind kind,
    struct errmsg *e);

double cell_value(const struct num *num);	/* NaN for a mark or a blank */

/* A CELL_FIGURE in its parts: a missing part, or ">99%", is NUM_BLANK. Texts are as printed. */
struct cell_figure {
	struct num value, percentage;
	struct slice value_text, percentage_text;	/* in the cell, without blanks round */
};
bool cell_parse_figure(struct slice s, struct cell_figure *f);	/* false: not a figure */

/* A figure that is only digits, perhaps with a point among them, as most are; quickly known. */
static inline bool
cell_is_digits(struct slice s)
{
	bool point = false;

	if (s.n == 0 || s.n > 18 || !is_digit(s.p[0]) || !is_digit(s.p[s.n - 1]))
		return false;
	for (size_t i = 1; i + 1 < s.n; i++) {
		if (s.p[i] == '.' ? point : !is_digit(s.p[i]))
			return false;
		point = point || s.p[i] == '.';
	}
	return true;
}

/*
 * Sets *t to a number or mark, read from s, as csv-tidy writes it: a mark as printed; a number with
 * its digits as printed, without commas, %, a plus sign or needless zeros in front. An exponent
 * is written out where the number is exact.
 */
void cell_plain(struct textbuf *t, struct slice s, const struct num *num);

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
