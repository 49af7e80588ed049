#ifndef TABLE_LAYOUT_H
#define TABLE_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/slice.h"
#include "csv/writer.h"

/*
 * A table for people: cells are collected, then printed. The first row is the heading; all rows
 * have as many cells. A column of figures, marks and blanks is aligned right. What is collected
 * takes a byte or two more for a cell than its text.
 *
 * LAYOUT_TEXT		aligned by the width of characters on a terminal (utf8proc), not bytes; a
 *			newline or tab in a cell becomes a blank
 * LAYOUT_MARKDOWN	a GitHub table, aligned in the source too; a newline becomes <br>
 * LAYOUT_HTML		a table element only, with the classes of table/style.h, and text-align
 *			for where that is not used; words in the first column are row headings
 * LAYOUT_LATEX		a tabular, which needs no package
 *
 * A cell is printed literally: nothing in it acts as markup, and what could command a terminal or
 * turn the text round is written as in base/visible.h.
 *
 * Filters write tables through struct rows (table/rows.h); this is for text around them.
 */
enum layout_style { LAYOUT_TEXT, LAYOUT_MARKDOWN, LAYOUT_HTML, LAYOUT_LATEX };

struct layout;

struct layout *layout_new(enum layout_style style);
void layout_caption(struct layout *l, struct slice s);	/* copied; "" or none: no caption */
void layout_note(struct layout *l, struct slice s);	/* one more below the table; copied */
void layout_legend(struct layout *l);	/* print below the table what its marks mean */
void layout_highlight(struct layout *l);	/* the row that begins: bold; in text, after > */
void layout_cell(struct layout *l, struct slice s);	/* copied */
/* A cell of ours: LAYOUT_HTML has the markup html, which holds nothing of the data, for s. */
void layout_markup(struct layout *l, struct slice s, const char *html);
void layout_str(struct layout *l, const char *s);
void layout_end(struct layout *l);			/* ends the row */

/* Prints the table, or what has not been printed yet: once. */
void layout_print(struct layout *l, FILE *f);
void layout_write(struct layout *l, struct writer *to);

/*
 * Columns that are given rather than measured; c is copied. A text that is wider is printed all
 * the same, and moves the rest of its row.
 */
struct layout_column {
	size_t width;
	bool right;
};
void layout_columns(struct layout *l, const struct layout_column *c, size_t n);

/* Each row is written when it ends, and not kept: with given columns, before the first row. */
void layout_stream(struct layout *l, struct writer *to);

/* In columns of a screen: of LAYOUT_TEXT, and of the widest text so far; 0: the style has none. */
size_t layout_text_width(const struct layout *l);
size_t layout_column_width(const struct layout *l, size_t col);

void layout_free(struct layout *l);

size_t layout_width(struct slice s);			/* columns on a terminal */

/* s as the style needs it, to be put into running text of that style; a string the caller frees. */
char *layout_escape(struct slice s, enum layout_style style);

#endif
