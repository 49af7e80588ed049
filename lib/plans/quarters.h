#ifndef PLANS_QUARTERS_H
#define PLANS_QUARTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/period.h"

/*
 * Counts plans by quarter in one pass, in any order. Days are those of base/date.h, from
 * PLAN_FIRST_DAY to PLAN_LAST_DAY. One rule decides: a plan is open on day D when start <= D and
 * (it has no end or end > D). So at each quarter's end, open = open before + started - ended; a
 * plan that starts and ends on one day is open on no day, but counts as started and as ended.
 */
#define PLAN_FIRST_DAY (-25567)		/* 1900-01-01 */
#define PLAN_LAST_DAY 39811		/* 2078-12-31 */
#define PLAN_OPEN INT32_MAX		/* the end of a plan that has none */

enum plan_measure {
	PLAN_AT_END,		/* open on the quarter's last day, by category */
	PLAN_STARTED,		/* start in the quarter, by category */
	PLAN_ENDED,		/* end in the quarter, by category */
	PLAN_DURING,		/* open on some day of the quarter, by category */
	PLAN_DURATION,		/* open on the quarter's last day, by time since the start */
	PLAN_ENDED_DURATION,	/* ended after two years or more [0], all ended [1] */
	PLAN_SUBSEQUENT,	/* started as a second or later plan [0], within two years of the
				   last [1], all started [2] */
};

/*
 * The Department for Education's bands: 3 months or less; over 3 to 6 months; over 6 months to
 * under 1 year; 1 year to under 2; 2 years or more. "3 months after" is the same day of the third
 * month after, or the last day of that month when it has no such day.
 */
#define PLAN_BANDS 5
#define PLAN_LONG_MONTHS 24	/* "two years", for plans that ended and for second plans */

struct quarters;

/*
 * freq		PERIOD_FQUARTER or PERIOD_QUARTER
 * rows		counts for each group: categories, or those of the measure
 * from, to	the quarters wanted; freq PERIOD_NONE: all that the plans' dates cover
 * Memory: 6 KB for each group and row, and 130 KB; for PLAN_DURATION 0.5 MB more.
 */
struct quarters *quarters_new(enum plan_measure measure, enum period_freq freq, size_t rows,
    struct period from, struct period to);
void quarters_free(struct quarters *q);

/*
 * Counts one plan. group: 0, 1, ... (memory grows to the largest); row: its category, or one of
 * PLAN_SUBSEQUENT's; PLAN_DURATION and PLAN_ENDED_DURATION find their rows themselves.
 */
void quarters_add(struct quarters *q, size_t group, size_t row, int32_t start, int32_t end);

/* Ends the counting. How many quarters there are; quarters_period(q, 0) is the first. */
size_t quarters_finish(struct quarters *q);
struct period quarters_period(const struct quarters *q, size_t quarter);
int64_t quarters_get(const struct quarters *q, size_t group, size_t row, size_t quarter);
int32_t quarters_last_day(const struct quarters *q);	/* the last start or end of any plan */

/*
 * Reads "2014-15 Q1..2015-16 Q4", "2014-Q2..2014-Q4", one quarter alone, or financial years for
 * their four quarters ("2014-15", "2014-15..2016-17"; calendar years "2014" when calendar);
 * "Q1..Q4" of the financial year fyear, unless that is PERIOD_NO_YEAR. Then from <= to, and both
 * have the same frequency, which the notation of the quarters gives; calendar only says which
 * years are meant. -1: *e says what is wrong.
 */
int quarters_parse(const char *arg, int fyear, bool calendar, struct period *from,
    struct period *to, struct errmsg *e);

#endif
