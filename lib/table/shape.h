#ifndef TABLE_SHAPE_H
#define TABLE_SHAPE_H

#include <stdint.h>

#include "base/errmsg.h"
#include "table/record.h"

/* Whether a file is a table, and which of its records are not rows of the table. */

/* What a file that begins like this looks like. */
enum shape {
	SHAPE_TABLE,
	SHAPE_NONE,		/* a page, JSON, a table with another delimiter */
	SHAPE_SEP,		/* a table below a line such as sep=; */
};

/* why: unless it is SHAPE_TABLE, what was found and what is expected. */
enum shape shape_of(struct slice head, char delimiter, struct errmsg *why);

/* The delimiter that a text looks separated by, if not by the one that is used; or 0. */
char shape_delimiter(struct slice head, char used);

/* Are all cells numbers, and not years: is it a row of the table rather than its heading? */
bool shape_is_numbers(const struct record *rec);

/* Is some cell a number, and not a year? */
bool shape_has_figure(const struct record *rec);

/*
 * Is it the heading again: do half of the cells, and at least two, equal their own heading, or do
 * all cells equal some heading?
 */
bool shape_is_heading(const struct record *rec, const struct slice *heading, size_t ncols);

/*
 * Rows of text: one that has only its first cell, or has another width and reads as a note.
 *
 * NOTE_MARKED	a note anywhere, as it says, such as "Source: ..." or "* provisional"
 * NOTE_SENTENCE	a note, and what follows it, where no row of the table comes after
 * NOTE_NUMBERED	the same, but only below a blank row: "1. Neglect" may be a label
 * NOTE_PERHAPS	a note if one of these is above: an agency without data looks like this
 */
enum note { NOTE_NOT, NOTE_PERHAPS, NOTE_NUMBERED, NOTE_SENTENCE, NOTE_MARKED };

enum note shape_note(const struct record *rec, size_t ncols);

/* Quick, and false for nearly every row of a table. */
static inline bool
shape_may_be_note(const struct record *rec, size_t ncols)
{
	return rec->n != ncols || (rec->n > 1 && (rec->cell[1].n == 0 ||
	    rec->cell[1].p[0] == ' '));
}

/*
 * Rows of totals without a label: the cells in columns of text are blank, and at least half of
 * those that are not are sums: of the rows above, at least two, or of those since the last such
 * row. For the first rows only.
 * Whether they are totals is known at the end: not if other rows lack a label, too, or if what adds
 * up are running numbers (1, 2, 3 and so on).
 */
struct totals {
	struct total_column *col;
	size_t ncols;
	uint64_t rows, after;		/* that are not totals; of these after the last total */
};

enum { TOTALS_ROWS = 1000 };

void totals_begin(struct totals *t, size_t ncols);	/* zeroed at first, or used before */
bool totals_row(struct totals *t, const struct slice *cell);
bool totals_hold(const struct totals *t);
void totals_free(struct totals *t);

#endif
