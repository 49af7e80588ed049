#ifndef TIDY_DOUBT_H
#define TIDY_DOUBT_H

#include <stdbool.h>

#include "base/errmsg.h"
#include "base/slice.h"

/* Whether a heading that is not a period could be a damaged one, whose figures would be lost. */
enum doubt {
	DOUBT_NONE,
	DOUBT_REFUSED,		/* nearly a period, or made only of parts of one */
	DOUBT_NAMED,		/* names a period among other words: "Target 2015" */
};

/* Of a heading that note_parse_period() does not read. DOUBT_REFUSED: *e says why. */
enum doubt doubt_heading(struct slice name, struct errmsg *e);

/* Whether one letter more, less or other, or two letters that change places, make it a period. */
bool doubt_is_near(struct slice name);

#endif
