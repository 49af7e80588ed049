#ifndef RULES_ACCEPTED_H
#define RULES_ACCEPTED_H

#include "rules/run.h"

/*
 * The rows of the last accepted submission, found by their key and period: for accepted() in the
 * rules, and for csv-check to compare with. All are added before the first run_row(). Kept of each
 * are its cells with a byte for each, 16 bytes, 8 more in the last period, and its slot of 24 in
 * the table of keys; and such a slot for each row of the input in a later period.
 */

/* Does the program have all columns of the key and the period? Else no row can be found. */
bool accepted_can(const struct program *p);

void accepted_begin(struct run *r);	/* there is such a submission */
void accepted_lacks(struct run *r, size_t col);	/* without this column: its values are unknown */

enum accepted_kind {
	ACCEPTED_UNPLACED,		/* its period cannot be read */
	ACCEPTED_PERIOD,		/* of a period that the submission does not have */
	ACCEPTED_NEW,			/* of one it has, but with a key that it lacks there */
	ACCEPTED_FOUND,
};

struct accepted_place {
	enum accepted_kind kind;
	size_t at;			/* FOUND: the row's number, from 0 */
	int32_t ord;			/* of its period */
};

/* Adds a row, its cells in the program's order. FOUND: there is one with that key and period. */
struct accepted_place accepted_add(struct run *r, const struct slice *cells, uint64_t line);

/* Whether a cell of the row last added fits the declaration of its column. */
enum run_fit accepted_fit(struct run *r, size_t col);

/* The place of the row last given to run_row() in the submission; it then counts as met. */
struct accepted_place accepted_meet(struct run *r);

size_t accepted_rows(const struct run *r);
uint64_t accepted_line(const struct run *r, size_t at);
bool accepted_is_met(const struct run *r, size_t at);
int32_t accepted_last_period(const struct run *r);	/* if there are rows */

/*
 * Do most rows of the last period have their key in the period before as well, if there is one? Not
 * those of single events or children.
 */
bool accepted_recurs(struct run *r);

/*
 * The next row of the last period whose key the input lacks in a later period, ord, unless the year
 * before shows that it has none then. *i is 0 at first. SIZE_MAX: there are no more.
 */
size_t accepted_missing(struct run *r, int32_t ord, size_t *i);

/* The cells of a row, until the next call or accepted(). */
const struct slice *accepted_cells(struct run *r, size_t at);

/* Does the row last given to run_row() have the very same cells? */
bool accepted_is_same(const struct run *r, size_t at);

/*
 * Does a cell of that row differ in value: as numbers, dates or periods where it is declared so,
 * else as text? difference: of numbers, found minus accepted, in buf (FIGURE_TEXT bytes); or empty.
 */
bool accepted_differs(struct run *r, size_t at, size_t col, char *buf, struct slice *difference);

/*
 * Does the row last given to run_row() have all the numbers of the row with its key in the last
 * period? Adds how many of them are not 0.
 */
bool accepted_repeats(struct run *r, uint64_t *figures);

#endif
