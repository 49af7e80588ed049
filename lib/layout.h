#ifndef LAYOUT_H
#define LAYOUT_H

#include <stddef.h>
#include <stdio.h>

#include "slice.h"

/*
 * A table for people: cells are collected, then printed aligned. The first row is the heading. A
 * column in which every cell of the body is a number, a mark or blank is set to the right.
 * Widths are those of the terminal's characters (utf8proc), not bytes.
 */
enum layout_style { LAYOUT_TEXT, LAYOUT_MARKDOWN, LAYOUT_HTML, LAYOUT_LATEX };

struct layout;

struct layout *layout_new(void);
void layout_cell(struct layout *l, struct slice s);	/* copied */
void layout_str(struct layout *l, const char *s);
void layout_end(struct layout *l);			/* ends the row */
void layout_print(const struct layout *l, enum layout_style style, FILE *f);
void layout_free(struct layout *l);

size_t layout_width(struct slice s);			/* columns on a terminal */

#endif
