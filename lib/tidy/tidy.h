#ifndef TIDY_TIDY_H
#define TIDY_TIDY_H

#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/input.h"
#include "tidy/tabhead.h"

/*
 * Tables as published, read as observations: one for each figure. tidy/tabhead.h says which shapes there
 * are and what a heading means. Beside these:
 *   - "130 (70%)" is a value with its printed percentage, "70%" alone a percentage without a value;
 *     the digits stay as printed, less the commas between thousands and the percent sign;
 *   - a row without a label whose cells say "Of which N were X" is a series of its own, with
 *     ": of which X" behind the label above it;
 *   - lines with text in the first cell alone are left out, each said by left_out(): above the
 *     heading, behind a blank row, or beginning with Source, Note, *, (1), [1] or a dagger;
 *   - quarters below years are one heading of two rows;
 *   - behind a blank row another table may begin, with a heading of its own.
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
	const struct tidy_set *set;	/* columns with one value for every row; they come first among those */
	size_t nsets;			/* that pass through */
	void (*left_out)(void *arg, const char *message);	/* may be NULL */
	void (*headed)(void *arg, const char *message);		/* may be NULL: what each heading was read as */
	void *arg;
};

struct tidy_cell {
	struct slice indicator, category;	/* empty where there is none */
	struct period period;
	struct slice value, percentage;
};

/*
 * Opens the n files (none: standard input) and reads the first heading. NULL: *e says why.
 * *opt and the paths must outlive it.
 */
struct tidy *tidy_open(char *const paths[], size_t n, const struct tidy_options *opt,
    struct errmsg *e);

/* The next observation: 1 and *cell, valid until the next call; 0 at the end; -1: tidy_error(). */
int tidy_next(struct tidy *t, struct tidy_cell *cell);
const char *tidy_error(const struct tidy *t);

const struct tabhead *tidy_head(const struct tidy *t);	/* of the present table */
size_t tidy_npass(const struct tidy *t);		/* the columns that pass through */
struct slice tidy_pass_name(const struct tidy *t, size_t i);
struct slice tidy_pass(const struct tidy *t, size_t i);	/* of the last observation's row */

uint64_t tidy_row(const struct tidy *t);		/* the number of that row, in all the files */

void tidy_close(struct tidy *t);	/* NULL is allowed */

/* What parts a series named after an "Of which" row from the label above it. */
#define TIDY_OF_WHICH ": of which "

#endif
