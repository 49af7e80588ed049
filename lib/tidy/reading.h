#ifndef TIDY_READING_H
#define TIDY_READING_H

#include "base/intern.h"
#include "tidy/tabhead.h"

/* What tabhead_read() is made of; only for its files: tabhead.c, across.c, tabjoin.c. */

/* A heading while it is read. */
struct reading {
	struct tabhead *h;
	const struct tabhead_options *opt;
	struct intern *names;
	int *first;		/* by the number of a name, the first column called so */
	struct roles roles;
	int fyear;		/* of bare quarters: that of the options or, of a column, any */
	struct errmsg *e;
};

/* tabhead.c */

void heading_use(struct tabhead *h, int col);		/* the column is used; -1: none */

/* Joins each column of figures with that of its percentages, which then holds none of its own. */
void heading_pair_percentages(const struct reading *r);

/* "Plans %": whether it is of percentages, and of which heading. */
bool heading_percentage(struct slice name, struct slice *of);

int heading_find_roles(struct reading *r, unsigned need, unsigned want);

/* across.c */

/*
 * The column of the years of two or more bare quarters or months, where no heading has its year: by
 * its name or -c period=NAME; -1: none. Of two: -2, and *e.
 */
int across_find_years(struct reading *r);

/* How many headings are periods, or -1; *bare: "quarters" or "months" without a year, or NULL. */
int across_mark(struct reading *r, const char **bare);

/* A heading that has some: 0 or -1. */
int across_read(struct reading *r);

/* Without a period or a value column: 0 once read, -1, 1 if no heading ends in a period. */
int across_read_stems(struct reading *r);

/* Whether a heading has a period and words that make it a span of time: -1, *e; or 0. */
int across_check_span(struct slice name, struct errmsg *e);

#endif
