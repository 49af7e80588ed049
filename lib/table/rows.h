#ifndef TABLE_ROWS_H
#define TABLE_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/slice.h"
#include "table/layout.h"

/*
 * The one way in which rows leave a filter:
 *
 * ROWS_CSV	every digit
 * ROWS_JSONL	one object per line: numbers as numbers, marks and words as strings, missing as null
 * ROWS_TEXT and the rest	a table for people (table/layout.h), numbers rounded to ROWS_DIGITS
 *		significant digits; kept until it is closed, for its widths, unless given
 *
 * The first row is the heading. A row of another width is a mistake in the program and stops it.
 */
enum rows_format { ROWS_CSV, ROWS_TEXT, ROWS_JSONL, ROWS_MARKDOWN, ROWS_HTML, ROWS_LATEX };

#define ROWS_DIGITS 6

struct rows;

/* Writes to fd, which stays the caller's; name, for messages, is not copied. */
struct rows *rows_open(enum rows_format format, bool spreadsheet_safe, int fd, const char *name);

/*
 * Of CSV or JSON, for cells with which many rows begin: those of the row so far are taken, valid
 * until more are written; and the first n cells of a row of the same format are such ones.
 */
struct rows *rows_open_memory(enum rows_format format, bool spreadsheet_safe);
struct slice rows_take(struct rows *o);
void rows_again(struct rows *o, struct slice cells, size_t n);

/* Above and below a table for people; CSV and JSON have neither. */
void rows_caption(struct rows *o, struct slice s);
void rows_note(struct rows *o, struct slice s);		/* one more, once */
void rows_legend(struct rows *o);	/* what the marks among its figures mean */

void rows_highlight(struct rows *o);	/* the row that begins, in a table for people */

/*
 * The columns of a table for people, given before its heading. streams: each row is written when it
 * ends, and rows_highlight() is not used. Then, the width of the widest text so far; 0 in formats
 * without widths.
 */
void rows_columns(struct rows *o, const struct layout_column *c, size_t n, bool streams);
size_t rows_column_width(const struct rows *o, size_t col);

/* One cell each. A double that is not finite is written as `undefined`: "", "NA" or a mark. */
void rows_text(struct rows *o, struct slice s);		/* words, codes, periods; "" is missing */
void rows_str(struct rows *o, const char *s);		/* the same; NULL is missing too */
void rows_markup(struct rows *o, const char *s, const char *html);	/* layout_markup() */
void rows_field(struct rows *o, struct slice s);	/* a cell of the input, perhaps a number */
void rows_int(struct rows *o, int64_t n);
void rows_double(struct rows *o, double v, const char *undefined);

/* name=value; name=value, in ROWS_JSONL an object of strings. */
void rows_pairs(struct rows *o, const struct slice *name, const struct slice *value, size_t n);

/* Ends the row; -1 once a write has failed, or where ROWS_JSONL has two columns of one name. */
int rows_end(struct rows *o);

/* Flushes. 0, or -1 and *e when any row failed. Frees in any case. */
int rows_close(struct rows *o, struct errmsg *e);

/*
 * The same, and closes standard output, for a sink that was opened on it. -1 also where a message
 * on standard error was lost.
 */
int rows_close_stdout(struct rows *o, struct errmsg *e);

/* Flushes and closes standard output after printf() and the like. -1: the same, *e. */
int rows_close_stdio(struct errmsg *e);

/*
 * A column of an output: its heading, and where its cell comes from: a member of the record, or
 * `put`, which writes exactly one cell. Missing where blank_if has a bit of the record's state.
 */
enum rows_kind {
	ROWS_PUT,
	ROWS_DOUBLE,		/* double */
	ROWS_FIXED,		/* double, with the decimals of rows_decimals() in ROWS_TEXT */
	ROWS_INT,		/* int64_t */
	ROWS_SIZE,		/* size_t */
	ROWS_PLACE,		/* size_t; 0 is missing */
	ROWS_FLAG,		/* bool, as 0 or 1 */
	ROWS_STRING,		/* char *, for rows_str() */
	ROWS_NAME,		/* the same, but NULL and "" are missing as numbers are */
	/* From here on struct slice, one text in CSV: */
	ROWS_FIELD,		/* for rows_field() */
	ROWS_WORDS,		/* for rows_text() */
};

struct rows_column {
	char name[32];
	enum rows_kind kind;
	size_t at;		/* offsetof() the member */
	void (*put)(struct rows *o, const void *record);
	unsigned blank_if;
};

/* A row of a table of columns: a member of RECORD, a macro for its struct; or what put() writes. */
#define COLUMN(heading, type, member, blank) \
	{.name = heading, .kind = ROWS_##type, .at = offsetof(RECORD, member), .blank_if = blank}
#define COLUMN_PUT(heading, function, blank) \
	{.name = heading, .kind = ROWS_PUT, .put = function, .blank_if = blank}

void rows_decimals(struct rows *o, int decimals);	/* of ROWS_FIXED; 0 at first */

void rows_headings(struct rows *o, const struct rows_column *column, size_t n);

/* One cell, and all n of them; undefined: what is written for missing and undefined numbers. */
void rows_cell(struct rows *o, const struct rows_column *column, const void *record, unsigned state,
    const char *undefined);
void rows_cells(struct rows *o, const struct rows_column *column, size_t n, const void *record,
    unsigned state, const char *undefined);

#endif
