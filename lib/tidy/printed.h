#ifndef TIDY_PRINTED_H
#define TIDY_PRINTED_H

#include <stdbool.h>

#include "base/slice.h"
#include "base/textbuf.h"

/*
 * What a cell of a published table prints: a value, a percentage or both, as digits or a mark,
 * without the blanks around them, the commas between thousands and the percent sign. Starts as {0};
 * reused for each cell.
 */
struct printed_cell {
	struct textbuf value, percentage;	/* n is 0 where there is none */
};

/*
 * "130 (70%)", "1,234", "70%", a mark, "c (c)" or nothing. False: none of these, or a number with a
 * zero before other digits.
 */
bool printed_read(struct printed_cell *p, struct slice cell);

/* "Of which 102 (55%) were girls"; *what: the words after "were". False: not of that form. */
bool printed_read_of_which(struct printed_cell *p, struct slice cell, struct slice *what);

/* A cell of a column of percentages: "70", "70%", a mark. Keeps the value. False: none of these. */
bool printed_read_percentage(struct printed_cell *p, struct slice cell);

void printed_free(struct printed_cell *p);

#endif
