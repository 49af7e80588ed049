#ifndef TIDY_FIGURE_H
#define TIDY_FIGURE_H

#include <stdbool.h>

#include "base/slice.h"
#include "base/textbuf.h"

/*
 * What a cell of a published table holds: a value, a percentage, or both, as the digits (or the mark)
 * printed, without blanks around them, commas between thousands and the percent sign. Starts as {0}; used
 * again from cell to cell.
 */
struct figure {
	struct textbuf value, percentage;	/* n is 0 where there is none */
};

/*
 * "130 (70%)", "1,234", "70%", a mark, "c (c)" or nothing. False: none of these, or a number with a nought
 * before other digits.
 */
bool figure_read(struct figure *f, struct slice cell);

/* "Of which 102 (55%) were early help agencies", with *what behind "were". False: it does not say that. */
bool figure_read_of_which(struct figure *f, struct slice cell, struct slice *what);

/* A cell of a column of percentages: "70", "70%", a mark; the value stays. False: none of these. */
bool figure_read_percentage(struct figure *f, struct slice cell);

void figure_free(struct figure *f);

#endif
