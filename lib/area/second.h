#ifndef AREA_SECOND_H
#define AREA_SECOND_H

#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/intern.h"
#include "base/slice.h"
#include "table/input.h"
#include "table/role.h"

/*
 * What tells two rows of one area and period apart: their words, and the numbers of columns that
 * are named like a key. The words of all the rows are kept, each combination once. Starts as zeros.
 */
struct seconds {
	struct intern *words;
	struct keybuf key;
};

/* Of this row, for seconds_explain(). */
uint32_t seconds_words(struct seconds *s, struct input *in, const struct roles *r);

/*
 * -1, and that this row is a second one for the area: after that line, whose seconds_words() are
 * `first`, in which column they differ, and a command that keeps the rows of one.
 */
int seconds_explain(struct seconds *s, struct input *in, const struct roles *r, struct slice area,
    uint64_t line, uint32_t first, struct errmsg *e);

void seconds_free(struct seconds *s);

#endif
