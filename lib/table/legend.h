#ifndef TABLE_LEGEND_H
#define TABLE_LEGEND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "table/layout.h"

/*
 * What the columns of a table for people hold, as its cells pass: whether they are columns of
 * figures, and which marks are to be explained below the table. Starts as {0}.
 */
struct legend {
	bool wanted;			/* the marks too */
	/* Private. */
	struct legend_column *column;
	size_t ncols, cap;
	struct mention *mention;	/* of marks, in the order of the cells */
	size_t nmentions, mention_cap;
	char flag[8];			/* letters of columns of flags, in this order */
	struct arena text;
};

void legend_heading(struct legend *g, struct slice s);		/* of one more column */
void legend_look(struct legend *g, size_t col, struct slice s);	/* at the next cell of the body */

/* Whether there is nothing but figures, marks and blanks so far, and not only blanks. */
bool legend_has_figures(const struct legend *g, size_t col);

/* Adds "c: confidential; x: not available" between `before` and `after`, if any. */
void legend_add(const struct legend *g, struct textbuf *to, enum layout_style style,
    const char *before, const char *after);

void legend_free(struct legend *g);

#endif
