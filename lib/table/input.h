#ifndef TABLE_INPUT_H
#define TABLE_INPUT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/slice.h"
#include "csv/reader.h"

/*
 * One or several CSV files read as one data set: every row as wide as its heading, and every file
 * with the same headings, in any order (the columns of further files take the order of the first).
 * A malformed record ends the reading. Every filter but csv-check reads with it.
 *
 * What spreadsheets leave around a table is ignored: rows of several cells that are all blank,
 * and last columns without a heading, as long as all their cells are blank too.
 */
struct input_options {
	struct reader_options csv;
	bool strict;		/* refuse pages, other delimiters, a file given twice */
	bool progress;		/* bytes, rows, rate and time left on standard error */
	bool no_heading_checks;	/* allow blank and repeated headings (board-table) */
	bool blank_rows;	/* hand over rows of blank cells (board-table) */
	bool blank_lines;	/* ignore blank lines between rows (side files) */
	bool secret;		/* no message quotes a cell (csv-suppress) */
	bool any_delimiter;	/* take the one that the file looks separated by */
	bool points_known;	/* 1.204 and 1,204 are what they seem between semicolons, too */
};

/* Figures such as 1.204 in the present file: see table/points.h. */
struct points {
	bool watched, settled;
	uint64_t n;
	struct errmsg place;	/* of the first, */
	char figure[12];	/* and it */
};

struct input {
	/* For its callers to read. */
	struct slice *heading;		/* of the first file, copied */
	size_t ncols;
	uint64_t rows;			/* so far, headings not counted */
	struct reader *csv;
	struct errmsg error;		/* after -1 */
	struct points points;
	char delimiter;			/* with any_delimiter: the one that was taken, or 0 */
	/* Private. */
	size_t *map;			/* where this file has the columns; NULL: in their places */
	struct input_options opt;
	char *const *paths;
	size_t npaths, nopened;
	struct file_id *id;		/* by path, of those opened */
	size_t nspare;			/* this file's last columns without a heading */
	bool broken;			/* the file last opened cannot be read on */
	const struct slice *name;	/* for input_fault(): see input_name_columns() */
	size_t nnames;
	struct intern *names;
	uint32_t *first;		/* by name: its first column */
	uint32_t *next;			/* by column: the next of the same name */
	struct progress *progress;
};

/*
 * Opens the n files of paths (none: standard input; "-" is standard input) and reads the first
 * heading. NULL: *e says why (no data, a blank or repeated heading, ...). The paths must
 * outlive the input.
 */
struct input *input_open(char *const paths[], size_t n, const struct input_options *opt,
    struct errmsg *e);

/* The next row: 1, 0 at the end of the last file, -1: in->error is the located message. */
int input_next(struct input *in);

/*
 * Whether the row is one of the table: a note ("Source: ..." and blanks), or the heading again, is
 * not, and -1 with the located message in *e. For filters that have no other use for such rows.
 */
int input_want_row(struct input *in, struct errmsg *e);

/* A field of this row, until the next. */
static inline struct slice
input_field(struct input *in, size_t col)
{
	return reader_field(in->csv, in->map != NULL ? in->map[col] : col);
}

const char *input_path(const char *path);	/* the path, or <stdin> for "-" */
const char *input_file(const struct input *in);	/* the same of this file; valid as long */
uint64_t input_line(struct input *in);		/* where this row begins */

/*
 * Fills *e with "file:line: HEADING: " ("column N: " where the heading is blank) and the message.
 * Returns -1. col is a column, or INPUT_WHOLE_ROW for none.
 */
#define INPUT_WHOLE_ROW SIZE_MAX
int input_fault(struct input *in, size_t col, struct errmsg *e, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
int input_vfault(struct input *in, size_t col, struct errmsg *e, const char *fmt, va_list ap);

/*
 * Files whose tables have their own headings (tidy/tidy.h) are read record by record instead:
 * input_open_files(), which cannot fail and opens no file yet; input_next_file(); until its end,
 * input_next_record(). The latter two return 1, 0 when there is no more, or -1 as input_next(). The
 * record's fields are those of in->csv.
 */
struct input *input_open_files(char *const paths[], size_t n, const struct input_options *opt);
int input_next_file(struct input *in);
int input_next_record(struct input *in);
size_t input_file_number(const struct input *in);	/* of the present file, from 0 */
const char *input_file_name(const struct input *in, size_t i);
int input_no_heading(struct input *in);			/* reports that the file is empty; -1 */

/* What input_fault() calls the columns; the headings stay the caller's. */
void input_name_columns(struct input *in, const struct slice *headings, size_t n);

void input_close(struct input *in);

#endif
