#ifndef CHECK_TAIL_H
#define CHECK_TAIL_H

#include "table/shape.h"

enum { TAIL_MOST = 200 };	/* rows at the end that may be notes */

/*
 * Rows that are notes if no row of the table follows, and blank rows below them: held until that is
 * known. Zeroed at first.
 */
struct tail {
	struct record held[TAIL_MOST];
	size_t n;
	struct arena mem;
	bool after_blank;		/* the row before was blank, */
	bool waiting;			/* or some are held */
};

/* Is the row one to hold? Asked of every row for which shape_may_be_note(), in order. */
bool tail_wants(struct tail *t, const struct record *rec, size_t ncols);

/* Keeps a copy of the row: there are fewer than TAIL_MOST. */
void tail_hold(struct tail *t, const struct record *rec);

/* end: no row of the table follows. Else only a row that says so is a note. */
bool tail_is_note(const struct record *rec, size_t ncols, bool end);

void tail_clear(struct tail *t);

#endif
