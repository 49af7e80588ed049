#ifndef TABLE_ESCAPE_H
#define TABLE_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"
#include "table/layout.h"

/* Texts of the data as the styles of table/layout.h need them. */

/* Sets b to s with nothing in it that acts as markup or commands a terminal. */
void escape_text(struct textbuf *b, struct slice s, enum layout_style style);

/* Which bytes stay as they are wherever they occur, and take a column of a terminal each. */
void escape_plain(bool plain[256], enum layout_style style);

size_t escape_width(struct slice s);	/* columns on a terminal */

#endif
