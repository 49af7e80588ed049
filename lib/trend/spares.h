#ifndef TREND_SPARES_H
#define TREND_SPARES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "table/input.h"

/*
 * The columns that are used for nothing. Where two rows are for one series and period, those whose
 * cells differ may be missing from the key.
 */
struct spare {
	size_t col;
	char *first;			/* the first row's cell */
	bool differs, text;		/* text: some cell is not a number */
};

struct spares {
	struct spare *spare;
	size_t n;
};

void spares_add(struct spares *s, struct input *in, size_t col);	/* before the first row */
void spares_look(struct spares *s, struct input *in);	/* at each row */

/* Adds the names of those that differ to the message: those of words if there are any. */
void spares_suggest(const struct spares *s, const struct input *in, struct errmsg *e);
void spares_free(struct spares *s);

#endif
