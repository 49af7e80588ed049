#ifndef TIDY_LONGER_H
#define TIDY_LONGER_H

#include "tidy/tidy.h"

/*
 * Months as quarters, months or quarters as years (--to): a figure for each series and longer
 * period. Of a flow it is the sum of its parts, of a stock the figure of the last one. It is blank,
 * which is reported, where a part that it needs is missing, blank or, in a sum, hidden.
 *
 * A sum of percentages, or of numbers that are not exact, is refused. So are periods of two
 * lengths, or that are not shorter. All observations are read before the first is given.
 */
struct longer;

/* The next observation of the longer periods: 1, 0 or -1, as tidy_next(). */
int longer_next(struct tidy *t, struct observation *o);
void longer_free(struct longer *l);		/* NULL is allowed */

#endif
