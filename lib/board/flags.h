#ifndef BOARD_FLAGS_H
#define BOARD_FLAGS_H

#include <stddef.h>

#include "base/memory.h"
#include "base/period.h"
#include "table/input.h"

/* The column flag of csv-tidy --flags: what was printed next to a figure, such as p or r. */
struct flags {
	struct flag *flag;
	size_t n, cap;
	int col;		/* -1: no such column */
	struct arena texts;
};

void flags_open(struct flags *f, const struct input *in);
void flags_take(void *flags, struct input *in, size_t series, struct period p);	/* a row's */

/* In words, joined by commas, of that period of a series; "" where there is none. */
struct slice flags_of(const struct flags *f, size_t series, struct period p);
void flags_free(struct flags *f);

#endif
