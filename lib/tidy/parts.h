#ifndef TIDY_PARTS_H
#define TIDY_PARTS_H

#include "tidy/tidy.h"

struct cell_figure;

/* What the files of this room share for reading a table; only for lib/tidy. */

/* tidy.c */

/* The next record's cells: 1, 0 at the end of the file, -1. */
int tidy_read_cells(struct tidy *t);

/* tidy_next() of the periods as they are in the file. */
int tidy_read(struct tidy *t, struct observation *o);

/* Reads ahead to the next record that is not blank, which tidy_read_cells() then gives again. */
int tidy_peek(struct tidy *t);

/* heading.c */

/* Reads to the heading of the file just opened, past the titles above it. 0 or -1. */
int heading_find_first(struct tidy *t);

/* Reads cells of the present record as one: 0; -1: *t->e; 1: the same, but it may be a title. */
int heading_try(struct tidy *t, const struct slice *cells, size_t n);

/* Takes the present record as a heading, with the next one if that is its second row. 0 or -1. */
int heading_take(struct tidy *t);

/* Fills *t->e with the place of the heading, of its column col, and the message. Returns -1. */
int heading_fault(struct tidy *t, size_t col, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* lines.c: lines that are not part of a table. */

/* Says that this text of that line is left out. */
void lines_say(const struct tidy *t, uint64_t line, struct slice text);

/* How many cells of the present record are not blank. */
size_t lines_filled(const struct tidy *t);

/* The cells that are not blank, with ", " between. */
void lines_join(const struct slice *cells, size_t n, struct textbuf *b);

/*
 * The present record, with `filled` cells that are not blank, as a line of text below or between
 * the rows: 1, and it is dealt with; 0: it is none; -1: it begins like a note but has figures.
 */
int lines_take_text(struct tidy *t, size_t filled);
void lines_drop_alone(struct tidy *t);		/* what lines_take_text() kept was a note */

/* Notes a row without figures, and says, at the end of a table, that the last rows were such. */
void lines_look_at_row(struct tidy *t);
void lines_say_bare(struct tidy *t);

/* below.c: rows that may be notes with a number. */

void below_begin_table(struct tidy *t);
void below_take_note(struct tidy *t);		/* the present record is surely a note */

/* The present record is read as a row. 0; -1: it has figures below a note. */
int below_look_at_row(struct tidy *t);

/* -1: the last rows may be notes. Otherwise reports rows that could be. */
int below_end_table(struct tidy *t);
void below_free(struct tidy *t);

/* Whether the record cannot be a row below the heading. */
bool lines_cannot_be_row(const struct tidy *t);

/* cells.c */

/*
 * The figure of column col, with that of the column of its percentage, into t->value,
 * t->percentage and t->flag, which it adds to.
 */
int cells_read(struct tidy *t, size_t col);

/* Where all figures of the series are percentages, its percentage, with the sign, is its value. */
int cells_settle(struct tidy *t, size_t col);

/* Whether the cell is a figure by the options that were given; with its parts, until the next. */
bool cells_parse(struct tidy *t, struct slice s, struct cell_figure *f);
bool cells_is_figure(struct tidy *t, struct slice s);

/* "Of which 102 (55%) were girls"; *what: the words after "were". False: not of that form. */
bool cells_parse_of_which(struct slice cell, struct cell_figure *f, struct slice *what);

/* Counts the flags of a figure that are not written, and says at the end how many there were. */
void cells_count_flags(struct tidy *t);
void cells_say_flags(struct tidy *t);

/* With --decimal-comma: a cell that is a figure with its point, in *b; another one as it is. */
struct slice cells_with_point(struct tidy *t, struct textbuf *b, struct slice cell);

/* share.c: percentages without a sign that may be proportions. */

bool share_says_percent(struct slice s);	/* it has the sign or the word */
void share_begin_table(struct tidy *t);
void share_free(struct tidy *t);
void share_begin_row(struct tidy *t);
bool share_is_named(const struct tidy *t, size_t col);	/* the value is called a percentage */

/* *plain is how the figure's percentage, or its value, is written, and is changed. 0 or -1. */
int share_take_percentage(struct tidy *t, size_t col, const struct cell_figure *f,
    struct textbuf *plain);
int share_take_value(struct tidy *t, size_t col, const struct cell_figure *f,
    struct textbuf *plain);

int share_end_table(struct tidy *t);		/* -1: all of a column may be proportions */
void share_say_unmoved(const struct tidy *t);	/* at the end: what --percent-as left alone */

/* when.c: the periods of figures. */

/* All that is the same for each of a period's figures. */
struct when {
	char text[PERIOD_SIZE];		/* canonical */
	bool later;			/* than --until */
};

/* Numbers the periods of a table whose rows have none of their own: t->span. */
void when_take_heading(struct tidy *t);

/* role_read_period() of one text; *why calls "YTD Jun-23" what it is. 0 or -1. */
int when_parse(struct slice s, int fyear, struct period *p, struct errmsg *why);

/* The period of a row that has one: *p and t->span. 0 or -1. */
int when_read(struct tidy *t, struct period *p);

/* The periods of a row whose year is in a column: t->row_period and t->span. 0 or -1. */
int when_take_row(struct tidy *t);

/* What is known of the period p of the present figure, and its number. */
const struct when *when_of(struct tidy *t, struct period p, uint32_t *number);

void when_free(struct tidy *t);

/* pass.c: the columns that pass through. */

/* Finds those of this table. The first table says which there must be. 0 or -1. */
int pass_map(struct tidy *t);

void pass_take_row(struct tidy *t);		/* this row's cells into t->pass and t->pass_fp */
void pass_say(struct tidy *t);		/* at the end of a table, what may be wrong with them */

/* sets.c: --set NAME=VALUE. VALUE is @name or @name:ERE, or a text. */

int sets_begin(struct tidy *t);			/* before the first file */
int sets_take_file(struct tidy *t);		/* the values for the file that was opened */

/* The column of observations of that name, in any case; empty: none. */
struct slice sets_column(const struct tidy *t, struct slice name);
bool sets_is_column(const struct tidy *t, struct slice name);

/* facts.c: titles that say of what sex or age all figures are, which are columns of the output. */

void facts_begin_file(struct tidy *t);

/* "gender","Female" or "date","2023": the number of its fact, or TIDY_NFACTS, then its period. */
struct pair {
	size_t fact;
	struct slice name, value;
	struct period period;
	uint64_t line;
};
bool facts_is_pair(const struct tidy *t);	/* the present record is such a title */
bool facts_read_pair(const struct tidy *t, struct arena *mem, struct pair *pair);	/* copied */
void facts_keep_pair(struct tidy *t, const struct pair *pair);

void facts_take_title(struct tidy *t, struct slice text, uint64_t line);
int facts_take_between(struct tidy *t);		/* a text below a table; -1: another sex or age */
bool facts_is_line(const struct tidy *t, uint64_t line);
int facts_take_heading(struct tidy *t);		/* the titles are those above this heading */
void facts_pass(struct tidy *t, size_t at);	/* the values into t->pass from there on */
void facts_free(struct tidy *t);

/* dated.c: the periods that titles name. */

void dated_begin_file(struct tidy *t);
void dated_take_title(struct tidy *t, struct slice text, uint64_t line);
bool dated_is_pair(const struct tidy *t, struct slice name, struct slice value,
    struct period *p);			/* "date","2023" */

/* -1: titles say another period than --set or -y. Says which period a title gave. */
int dated_take_heading(struct tidy *t);
void dated_begin_table(struct tidy *t);
int dated_check_row(struct tidy *t);	/* -1: a column of years says another than the figures' */
#define SEVERAL_DATES UINT64_MAX	/* as title_line */

/* sets.c: the period of a title, of the same length as that of the files before. 0 or -1. */
int sets_take_period(struct tidy *t, struct period p);

/* filename.c: the one period in the file's name, and how it is written there. */
int filename_period(const char *path, int fyear, struct period *p, struct errmsg *e);

/* -1: the name has another year than fyear, which p, a part of the name, is of (*e). */
int filename_check_year(const char *path, int fyear, struct period p, struct errmsg *e);

#endif
