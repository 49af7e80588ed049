#ifndef TABLE_LAYOUT_H
#define TABLE_LAYOUT_H

#include <stddef.h>
#include <stdio.h>

#include "base/slice.h"

/*
 * A table for people: cells are collected, then printed. The first row is the heading. A column in
 * which every cell of the body is a figure, a mark or blank is set to the right. A row may be
 * shorter than the others.
 *
 * LAYOUT_TEXT		aligned by the width of characters on a terminal (utf8proc), not bytes; a newline
 *			or tab in a cell becomes a blank
 * LAYOUT_MARKDOWN	a GitHub table, aligned in the source too; a newline becomes <br>
 * LAYOUT_HTML		a table element alone, without styles but text-align; words in the first column
 *			are row headings
 * LAYOUT_LATEX		a tabular, that needs no package
 *
 * Whatever is in a cell shows as it is: nothing in it is taken as markup. Control characters, which
 * could command a terminal, become U+FFFD.
 */
enum layout_style { LAYOUT_TEXT, LAYOUT_MARKDOWN, LAYOUT_HTML, LAYOUT_LATEX };

struct layout;

struct layout *layout_new(void);
void layout_caption(struct layout *l, struct slice s);	/* copied; "" or none: no caption */
void layout_legend(struct layout *l);	/* below the table, what the marks in its figures mean */
void layout_cell(struct layout *l, struct slice s);	/* copied */
void layout_str(struct layout *l, const char *s);
void layout_end(struct layout *l);			/* ends the row */
void layout_print(const struct layout *l, enum layout_style style, FILE *f);
size_t layout_text_width(const struct layout *l);	/* of the table as LAYOUT_TEXT: columns on a terminal */
void layout_free(struct layout *l);

size_t layout_width(struct slice s);			/* columns on a terminal */

/* s as the style needs it, to be put into running text of that style; a string the caller frees. */
char *layout_escape(struct slice s, enum layout_style style);

#endif
