#ifndef TIDY_ABOVE_H
#define TIDY_ABOVE_H

#include "base/memory.h"
#include "tidy/tidy.h"

/* The lines above a heading, and what may be one. Only for tidy/heading.c. */

enum { MOST_TITLES = 50 };

/* Lines above a heading, until that is found. */
struct titles {
	struct slice text[MOST_TITLES];
	uint64_t line[MOST_TITLES];
	size_t n, widest;		/* cells */
	struct errmsg why;		/* why the first of several cells is not a heading, or "" */
	struct slice *first;		/* the cells of that one, */
	size_t nfirst, filled;		/* and how many of them are not blank */
	uint64_t first_line;
	uint64_t heading_line;		/* of what may be the heading instead of that, or 0 */
	bool lacks_role;		/* it has no column for the values, or the periods */
	struct arena mem;
};

/* Whether the present record has a number. */
bool above_has_number(const struct tidy *t);

/* Keeps the record as a title. False: there are too many for titles. */
bool above_add(struct tidy *t, struct titles *s, size_t filled);

/* Keeps why the present row is not a heading, which a row below it may prove it to be. */
void above_keep_first(struct tidy *t, struct titles *s, size_t filled);

/* By *t->e, whether the first row of several cells may be a heading that the next row explains. */
bool above_lacks_role(const struct tidy *t, const struct titles *s);

/*
 * The present record has two cells, and heading_try() returned r for it. 1: it is the heading; 0:
 * it is a title, perhaps such as "gender","Female", or may be a heading; -1: *t->e.
 */
int above_judge_pair(struct tidy *t, struct titles *s, int r);

/*
 * The present record is not a heading but a row with a period and a number below the first row of
 * several cells: that is the heading, and -c says which column is what. 0; -1: that, and *t->e.
 */
int above_fault(struct tidy *t, const struct titles *s, size_t filled);

/* The same where the period of that row has no year: that is said first. */
int above_fault_year(struct tidy *t, const struct titles *s, size_t filled);

/*
 * The same where the other cells are texts, so that the columns are certain, and the heading is
 * right above: reads it as with -c, and says so. 1; 0: it is not so; -1: *t->e.
 */
int above_take(struct tidy *t, struct titles *s, size_t filled);

/* No row has several cells: the delimiter may be another one. Returns -1 with *t->e. */
int above_fault_one_cell(struct tidy *t, const struct titles *s);

#endif
