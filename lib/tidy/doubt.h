#ifndef TIDY_DOUBT_H
#define TIDY_DOUBT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/period.h"
#include "base/slice.h"

/* Whether a heading that is not a period could be a damaged one, whose figures would be lost. */
enum doubt {
	DOUBT_NONE,
	DOUBT_REFUSED,		/* nearly a period, or made only of parts of one */
	DOUBT_NAMED,		/* names a period among other words: "Target 2015" */
};

/* Of a heading that note_parse_period() does not read. DOUBT_REFUSED: *e says why. */
enum doubt doubt_heading(struct slice name, struct errmsg *e);

/* Whether it is a date with the month before the day, 03/31/2014: *e says how to write it. */
bool doubt_month_first(struct slice name, struct errmsg *e);

/* Whether one letter more, less or other, or two letters that change places, make it a period. */
bool doubt_is_near(struct slice name);

/* Which days of periods a table has: the first of these, and whether it is its period's last. */
struct day_end {
	bool any, last;
	int32_t day;
};

/*
 * period_turn_day(), where all days are the first or all are the last of their periods: 0; -1: this
 * one is at the other end; 1: it is at neither. *e, unless 0, is what follows the date.
 */
int doubt_turn_day(struct period *p, enum period_as as, struct day_end *end, struct errmsg *e);

/*
 * A period out of place: not from 1801 to 2100, or more than 50 years from the others, of which
 * *first and *last are the first and the last years (0: none yet), which it is added to. 0; -1: *e.
 */
int doubt_year(struct slice text, struct period p, int *first, int *last, struct errmsg *e);

#endif
