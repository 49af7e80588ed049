#ifndef PLANS_PLANCOUNT_H
#define PLANS_PLANCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/period.h"

/*
 * Counts plans per quarter in one pass, in any order. Days are those of base/date.h, from PLAN_FIRST_DAY to
 * PLAN_LAST_DAY. The one rule: a plan is open on day D when start <= D and (it has no end or
 * end > D). So at each quarter's end, open = open before + started - ended; a plan that
 * starts and ends on one day is open on no day, and is counted as started and as ended.
 */
#define PLAN_FIRST_DAY (-25567)		/* 1900-01-01 */
#define PLAN_LAST_DAY 39811		/* 2078-12-31 */
#define PLAN_OPEN INT32_MAX		/* the end of a plan that has none */

enum plan_measure {
	PLAN_AT_END,		/* open on the quarter's last day, by category */
	PLAN_STARTED,		/* start in the quarter, by category */
	PLAN_ENDED,		/* end in the quarter, by category */
	PLAN_DURING,		/* open on some day of the quarter, by category */
	PLAN_DURATION,		/* open on the quarter's last day, by PLAN_BANDS of time since the start */
	PLAN_ENDED_DURATION,	/* ended after two years or more [0], all ended [1] */
	PLAN_SUBSEQUENT,	/* started as a second or later plan [0], that within two years of the
				   last [1], all started [2] */
};

/*
 * The Department for Education's bands: 3 months or less; over 3 to 6 months; over 6 months to under 1
 * year; 1 year to under 2; 2 years or more. A month later is the same day of the next
 * month, or its last day where it has no such day.
 */
#define PLAN_BANDS 5
#define PLAN_LONG_MONTHS 24		/* "two years", for endings and second plans */

struct plancount;

/*
 * freq	 PERIOD_FQUARTER or PERIOD_QUARTER
 * rows	 counts kept for each group: categories, or what the measure needs
 * from, to	the quarters wanted; freq PERIOD_NONE: all that the plans' dates cover
 * Memory: 8 bytes for each group, row and quarter (and a table of 130 KB, for PLAN_DURATION
 * 1 MB more).
 */
struct plancount *plancount_new(enum plan_measure measure, enum period_freq freq, size_t rows,
    struct period from, struct period to);
void plancount_free(struct plancount *pc);

/*
 * Counts one plan, or with sign -1 takes it out again. group: 0, 1, ... (memory grows to the largest);
 * row: its category, ignored by the measures that have rows of their own. Not for PLAN_SUBSEQUENT.
 */
void plancount_add(struct plancount *pc, size_t group, size_t row, int32_t start, int32_t end,
    int sign);

/* Counts one event in the quarter of day. */
void plancount_event(struct plancount *pc, size_t group, size_t row, int32_t day);

/*
 * Without from and to the quarters are those that the dates of the plans added cover, of one taken out again
 * too: plancount_uncover() forgets them, for plancount_cover() to name the plans that remain.
 */
void plancount_uncover(struct plancount *pc);
void plancount_cover(struct plancount *pc, int32_t start, int32_t end);
int32_t plancount_last_day(const struct plancount *pc);	/* of any start or end covered */

/* Ends the counting. How many quarters there are; plancount_period(pc, 0) is the first. */
size_t plancount_finish(struct plancount *pc);
struct period plancount_period(const struct plancount *pc, size_t quarter);
int64_t plancount_get(const struct plancount *pc, size_t group, size_t row, size_t quarter);

#endif
