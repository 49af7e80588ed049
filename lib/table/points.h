#ifndef TABLE_POINTS_H
#define TABLE_POINTS_H

#include "table/input.h"

/*
 * Figures between semicolons. Where commas do not separate fields they may be decimal points, as
 * they are in much of Europe, and points may separate thousands: 1.204 and 1,204 are then 1204 or
 * 1.204. One figure that can be read in one way only (12.5, 0.204, 1,204.5) says what those in its
 * file are; without any the file is refused at its end.
 */

enum points_sign { POINTS_NONE, POINTS_DOUBT, POINTS_SETTLE };
enum points_sign points_sign(struct slice s);	/* of a number; of anything else POINTS_NONE */

/* "'1.204' may be 1204 or 1.204, as fields are separated by ';'", and so may n others. */
void points_say(struct errmsg *e, struct slice s, uint64_t n);

/* Of the file just opened; input_next_file() calls it. */
void points_begin_file(struct input *in);

void points_note(struct input *in, size_t col, struct slice figure);

/* Looks at a cell that is read as a figure ("1.204", "130 (70.5%)"); any other one is ignored. */
static inline void
points_look_at(struct input *in, size_t col, struct slice figure)
{
	if (in->points.watched && !in->points.settled)
		points_note(in, col, figure);
}

/* What other filters than csv-tidy expect. */
#define POINTS_TIDY_FIRST "csv-tidy first, with "

/*
 * At the file's end; input_next() calls it. before: POINTS_TIDY_FIRST or "". 0;
 * -1: there is a doubt, and *e says where.
 */
int points_end_file(struct input *in, const char *before, struct errmsg *e);

/*
 * A population such as 20.312 is refused at once, whatever the other figures are, as thousandths
 * of people are not counted. 0, or -1 with a located message.
 */
int points_refuse_population(struct input *in, size_t col, struct slice s, struct errmsg *e);

/* Adds to *e, which refuses s, what it is with a decimal comma, if it is a number then. -1. */
int points_add_hint(struct input *in, struct slice s, struct errmsg *e);

#endif
