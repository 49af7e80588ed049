#ifndef TIDY_TIDY_H
#define TIDY_TIDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/intern.h"
#include "base/period.h"
#include "base/recent.h"
#include "base/slice.h"
#include "table/alike.h"
#include "table/cell.h"
#include "table/input.h"
#include "table/options.h"
#include "table/rows.h"
#include "tidy/doubt.h"
#include "tidy/seen.h"
#include "tidy/tabhead.h"

/*
 * Published tables read as observations, one for each figure. tidy/tabhead.h says which shapes
 * there are and what a heading means. In all of them
 *   - "130 (70%)" is a value with its printed percentage, "70%" a percentage without a value or,
 *     where its series has no counts, the value with its sign (table/cell.h); commas between
 *     thousands and the sign of a percentage are left out;
 *   - notes on periods and figures (base/note.h) and words of opt->marks, in place of which x is
 *     written, are the observation's flags;
 *   - names that differ in blanks alone are one series (table/alike.h);
 *   - a row without a label whose cells say "Of which N were X" is a series of its own, named by
 *     the label above it with ": of which X" added;
 *   - lines of text are left out, each reported to left_out(): above the heading, after a blank
 *     row, or beginning with Source, Note, *, (1), [1] or a dagger;
 *   - what titles say of sex, age and period: see tidy/facts.c and dated.c;
 *   - quarters below years are one heading of two rows;
 *   - after a blank row another table may begin, with its own heading.
 * Each file has its own heading; the columns that pass through must be the same in all of them.
 * The same series and period twice, anywhere, is an error that names both places.
 */
enum percent_as { PERCENT_AS_UNSAID, PERCENT_AS_PERCENT, PERCENT_AS_PROPORTION };

struct tidy_options {
	struct input_options input;
	struct tabhead_options head;
	struct option_list sets;	/* NAME=VALUE: columns with one value for every row, or
					   of its file; period=VALUE: every row's period */
	struct option_list fill_down;	/* columns whose blank cells repeat the cell above */
	struct option_list marks;	/* words that are marks, besides those of base/num.h */
	bool decimal_comma;		/* 1.234,5 is 1234.5 */
	bool decimal_point;		/* 1.234 is 1.234 where fields are separated by ';', too */
	enum period_as to;		/* longer periods, or PERIOD_AS_READ: see longer.h, */
	enum kind kind;			/* and whether the figures add up */
	enum percent_as percent_as;	/* what 0.829 is under a heading of percentages */
	const char *until;		/* leave out periods that end after this one; or NULL */
	void (*left_out)(const char *message);	/* may be NULL; the same for the flags left out */
	void (*headed)(const char *message);	/* may be NULL: how each heading was read */
	void (*alike)(const char *message);	/* may be NULL: texts that look alike but differ */
	bool all_alike;				/* every such message */
	bool wide;			/* the columns that pass through identify series, too */
};

/* The rows of the present table, as far as they may be notes: tidy/below.c. */
struct below {
	uint64_t note_line;		/* of the last line that is surely a note, or 0 */
	uint64_t rows, fewest;		/* rows, and the fewest figures that one of them has, */
	uint64_t sparse_line, fewest_last;	/* but for the last rows, if these have fewer */
	uint64_t ncoded, nuncoded, uncoded_line;	/* rows with a code and without */
	uint64_t nblock, block_line;	/* rows since a blank line, the first, */
	struct textbuf block;		/* and its cells */
	uint64_t doubt_line;		/* the first of the last rows that may be notes, or 0 */
	struct textbuf doubt;		/* its cells, or those of the first of the sparse rows */
	bool doubt_uncoded;
	bool like_note;			/* a row begins with the sign of a note, as was said */
};

/* A column that passes through. */
struct passed {
	uint64_t figures, others;	/* of this table, up to the first other cell */
	struct textbuf text;		/* the row's cell, where that is written otherwise */
	bool people;			/* a population */
};

/* Figures that may be proportions although they are called percentages: tidy/share.c. */
struct share {
	bool named;			/* values, whose name has the word or the sign */
	bool percent;			/* one is above 1 */
	struct textbuf place;		/* of the first between 0 and 1, */
	char figure[40];		/* and what it is */
};

/* A name that was looked at, as that of the next row often is the same. */
struct share_name {
	char text[32];			/* of n bytes; none that is longer is kept */
	unsigned char n;
	bool percent;			/* it has the word or the sign */
};

/* What a title says of all figures of a file, and whether a column of the output has it. */
struct fact {
	uint64_t line;			/* 0: this file has no such title */
	struct textbuf name, value;
	bool column;
	bool in_words;			/* rather than in two cells */
	uint64_t other_line;		/* of a title that says something else, or 0 */
	struct textbuf other;
};
enum { TIDY_NFACTS = 2 };		/* an age, a sex */

/* The periods of each kind that the titles of a file name: tidy/dated.c. */
enum dated_class { DATED_MID, DATED_YEAR, DATED_PART, DATED_MONTH, DATED_DAY };
enum { DATED_CLASSES = DATED_DAY + 1 };
struct dated {
	bool agrees;			/* one has days of that of --set or of -y */
	uint64_t line;			/* of one that has none, or 0: */
	bool before;			/* it ends earlier */
	char text[40];
};

struct tidy {
	struct tabhead head;		/* of the present table */
	size_t npass;			/* columns that pass through, first nsets of --set */
	size_t nsets;			/* and of titles */
	struct slice *pass_name;
	/* private */
	const struct tidy_options *opt;
	struct errmsg *e;
	struct input *in;
	uint64_t head_line, first_head_line;	/* of the present table, of the first */
	size_t repeated;		/* a column of the heading with the year before it, or 0 */
	struct intern *names;		/* of the columns that pass through */
	size_t *source;			/* by these names: this table's columns; NULL: none yet */
	struct slice *pass;		/* by these names: the row's cells */
	struct passed *passed;		/* by these names */
	struct fp pass_fp;		/* fingerprint of those */
	struct slice *cell;		/* of the row */
	size_t ncells, cell_cap;
	size_t next;			/* the column to read next */
	bool after_blank, in_row;
	bool waiting;			/* the next record was read already, with this result: */
	int peeked;
	struct tabhead_options head_options;
	struct period until;		/* by opt->until */
	struct period one_period;	/* of the file, by --set period or a title */
	enum period_freq set_freq;	/* of the first file's */
	struct day_end set_days, days;	/* of all files', and of the table's column of periods */
	int first_year, last_year;	/* of the column of periods so far, or 0 */
	bool set_period;		/* one_period is by --set, not by a title, */
	uint64_t title_line;		/* which is there */
	struct dated dated[DATED_CLASSES];
	struct fact fact[TIDY_NFACTS];
	int year;			/* of a column that says its row's year, or -1 */
	struct textbuf row_year;	/* where head.year has that of all periods: the last, */
	struct period *row_period;	/* and by columns the periods of its rows; NULL: none yet */
	uint32_t row_span;
	bool people;			/* a title says that the figures are populations */
	struct textbuf *set_text;	/* by --set: its value for this file */
	int *fill;			/* by --fill-down: its column in this table */
	struct textbuf *above;		/* the last cell there */
	bool number;			/* the figure read last is a number or blank */
	struct share_name share_name[2];	/* of the indicator and the category */
	struct share *share, row_share;	/* by the columns of figures or of their percentages */
	size_t share_cap;
	bool shares_known;		/* they are percentages */
	bool share_moved;		/* --percent-as proportion has changed a figure */
	struct share unmoved;		/* the first between 0 and 1 that it has not */
	enum { ROW_UNKNOWN, ROW_COUNTS, ROW_PERCENTAGES, ROW_BOTH } row_kind;
	struct intern *flags;		/* those not written, */
	uint64_t *flag_count, nflagged;	/* how often each, and on how many figures */
	size_t flag_cap;
	struct textbuf flag, comma[2];
	uint64_t nbare, bare_line;	/* the last rows without figures, where the first is, */
	struct textbuf bare;		/* and its text */
	struct below below;
	uint64_t nblank, blank_line;	/* rows of this table without an area, and the first */
	bool named;			/* a row of this table has an area */
	bool of_which;			/* the row is an "Of which" row */
	struct textbuf label;		/* of the last row that had one */
	struct textbuf said_label;	/* the heading last said to be that of the categories */
	struct textbuf what;		/* the series of an "Of which" row */
	struct slice value, percentage;	/* of the figure, in its cell or in plain[] */
	struct textbuf plain[2];
	struct textbuf alone;		/* text alone in its line, until the next line is read */
	uint64_t alone_line;		/* 0: none */
	struct longer *longer;
	struct seen *seen;		/* which figures there were, and where */
	uint32_t span, series;		/* of the row, or of its present figure */
	struct keybuf series_key;	/* of the last series: indicator, category, pass_fp */
	struct slice last_name[2];	/* the first two of these */
	struct fp last_pass_fp;
	size_t nth;			/* the figure's index in the span */
	size_t again;			/* of the first that was seen before; or SEEN_NONE */
	uint64_t first;			/* where that was */
	struct slice indicator, category;	/* of the series */
	struct when *when;		/* by the numbers of periods */
	size_t nwhen, when_cap;
	struct recent when_texts;	/* of a column of periods, */
	struct when_text *when_text;	/* and by their numbers what they are */
	size_t when_text_cap;
	struct alike *look;		/* texts that identify series */
	int area, area_code, level;	/* the columns of these, or -1 */
	struct keybuf key;
};

struct observation {
	const struct slice *pass;		/* npass cells that pass through */
	struct slice indicator, category;	/* empty where there is none */
	uint32_t series;			/* a number for all these together, */
	uint32_t when;				/* and one for the period: see tidy/seen.h */
	struct period period;
	struct slice period_text;		/* canonical */
	struct slice value, percentage;
	struct slice flag;			/* "p; note 1"; empty: none, or not asked for */
};

/* The columns in which observations are written, after those that pass through. */
enum { TIDY_NCOLUMNS = 5 };
extern const struct rows_column tidy_columns[TIDY_NCOLUMNS + 1];	/* the last is flag */

/*
 * Opens the n files (none: standard input) and reads the first heading. -1: *e says why. *opt and
 * the paths must outlive it; close it in either case.
 */
int tidy_open(struct tidy *t, char *const paths[], size_t n, const struct tidy_options *opt,
    struct errmsg *e);
void tidy_close(struct tidy *t);

/* The next observation: 1 and *o, valid until the next call; 0 at the end; -1: *e. */
int tidy_next(struct tidy *t, struct observation *o, struct errmsg *e);

/* What comes between the label above an "Of which" row and the words of that row. */
#define TIDY_OF_WHICH ": of which "

#endif
