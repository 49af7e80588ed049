#ifndef TIDY_TIDY_H
#define TIDY_TIDY_H

#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/input.h"
#include "table/rows.h"
#include "tidy/tabhead.h"

/*
 * Published tables read as observations, one for each figure. tidy/tabhead.h says which shapes
 * there are and what a heading means. In all of them
 *   - "130 (70%)" is a value with its printed percentage, "70%" a percentage without a value; the
 *     digits stay as printed, without the commas between thousands and the percent sign;
 *   - a row without a label whose cells say "Of which N were X" is a series of its own, named by
 *     the label above it with ": of which X" added;
 *   - lines with text in the first cell alone are left out, each reported to left_out(): above the
 *     heading, after a blank row, or beginning with Source, Note, *, (1), [1] or a dagger;
 *   - quarters below years are one heading of two rows;
 *   - after a blank row another table may begin, with its own heading.
 * Each file has its own heading; the columns that pass through must be the same in all of them.
 * The same series and period twice, anywhere, is an error that names both places.
 */
struct tidy;

struct tidy_set {
	const char *name, *value;
};

struct tidy_options {
	struct input_options input;
	struct tabhead_options head;
	const struct tidy_set *set;	/* columns with one value for every row, */
	size_t nsets;			/* the first of those that pass through */
	void (*left_out)(void *arg, const char *message);	/* may be NULL */
	void (*headed)(void *arg, const char *message);	/* may be NULL: how each heading was read */
	void *arg;
};

struct observation {
	const struct slice *pass;		/* tidy_npass() cells that pass through */
	struct slice indicator, category;	/* empty where there is none */
	struct period period;
	struct slice value, percentage;
	uint64_t row;				/* its row's number, in all the files */
};

/* The columns in which observations are written, after those that pass through. */
enum { TIDY_NCOLUMNS = 5 };
extern const struct rows_column tidy_columns[TIDY_NCOLUMNS];

/*
 * Opens the n files (none: standard input) and reads the first heading. NULL: *e says why.
 * *opt and the paths must outlive it.
 */
struct tidy *tidy_open(char *const paths[], size_t n, const struct tidy_options *opt,
    struct errmsg *e);

/* The next observation: 1 and *o, valid until the next call; 0 at the end; -1: tidy_error(). */
int tidy_next(struct tidy *t, struct observation *o);
const char *tidy_error(const struct tidy *t);

const struct tabhead *tidy_head(const struct tidy *t);	/* of the present table */
size_t tidy_npass(const struct tidy *t);		/* the columns that pass through */
struct slice tidy_pass_name(const struct tidy *t, size_t i);

void tidy_close(struct tidy *t);	/* NULL is allowed */

/* What comes between the label above an "Of which" row and the words of that row. */
#define TIDY_OF_WHICH ": of which "

#endif
