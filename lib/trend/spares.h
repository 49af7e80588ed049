#ifndef TREND_SPARES_H
#define TREND_SPARES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/memory.h"
#include "table/input.h"

/*
 * The columns that are used for nothing. Where two rows are for one series and period, those whose
 * cells differ may be missing from the key. So may that of an area's code, where the key has its
 * name and one name has two codes.
 */
struct spare {
	size_t col;
	char *first;			/* the first row's cell */
	bool differs, text;		/* text: some cell is not a number */
};

struct spares {
	struct spare *spare;
	size_t n;
	int code;			/* that column, or -1 */
	bool two_codes;
	struct slice *first;		/* by series: its first code */
	size_t nfirst, first_cap;
	struct arena texts;
};

void spares_add(struct spares *s, struct input *in, size_t col);	/* before the first row */
void spares_look(struct spares *s, struct input *in, size_t series);	/* at each row */

/* Adds the names of those that differ to the message: those of words if there are any. */
void spares_suggest(const struct spares *s, const struct input *in, struct errmsg *e);
void spares_free(struct spares *s);

#endif
