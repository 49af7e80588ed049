#ifndef BASE_PERIOD_H
#define BASE_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/slice.h"

/*
 * A period is a frequency and an ordinal: the next one is ord + 1, a distance is a difference, a
 * gap is a difference above 1. Periods of different frequencies do not compare.
 */
enum period_freq {
	PERIOD_NONE,
	PERIOD_YEAR,		/* 2014: calendar or reporting year */
	PERIOD_FYEAR,		/* 2014-15, 201415: financial year, from 1 April */
	PERIOD_AYEAR,		/* the same of an academic year, from 1 September */
	PERIOD_TERM,		/* 2014-15 Autumn term: of an academic year; the first of three */
	PERIOD_QUARTER,		/* 2014-Q2: calendar quarter */
	PERIOD_FQUARTER,	/* 2014-15 Q1, Q1 2014-15: financial quarter, April to June is Q1 */
	PERIOD_MONTH,		/* 2014-06, Jun 2014 */
	PERIOD_DAY,		/* 2014-06-30, 30/06/2014, 30 June 2014 */
};

struct period {
	enum period_freq freq;
	int32_t ord;		/* years: the (first) year; quarters: 4 * year + quarter - 1;
				   terms: 3 * year + term - 1;
				   months: 12 * year + month - 1; days: as base/date.h */
	/* See period_settle(): a financial year, or a month; a financial or a calendar quarter. */
	bool or_month, or_calendar;
};

#define PERIOD_NO_YEAR (-1)

/*
 * Reads s (blanks around it ignored). fyear: the financial year that a bare "Q1" belongs to, by its
 * first calendar year, or PERIOD_NO_YEAR. False: not a period.
 *
 * Besides the forms above these, in any case, with a comma or underscore for a blank and any dash:
 *   Mid-2015, Year 2015, Calendar year 2015		years
 *   Financial year 2014-15, FY 14/15, 2014 to 2015, Academic year 2014/15
 *   Quarter 4, Qtr 4 2014-15, Q1 23/24, 2014 Quarter 2	quarters as with Q4
 *   Apr-23, Apr '23, Apr 2023, Sept 2023		months
 *   01-Apr-2023, 1st April 2023, As at 1 April 2023, 2023/04/01	days
 *   Apr-Jun 2023, April to June 2023			quarters by their months
 *   Q1 (Apr-Jun 2023), Q2 (Apr-Jun 2023)		financial and calendar ones by both
 *   April 2022 to March 2023, Year ending (31) March 2023	the year of twelve months that ends
 *							so: financial, calendar or academic
 *   Quarter ending June 2023, Autumn term 2023/24, Autumn term 2023
 * A year of two digits is as Excel reads it: 00 to 29 are 2000 to 2029, 30 to 99 are 1930 to 1999.
 */
bool period_parse(struct slice s, int fyear, struct period *p);

/*
 * Months that only a heading or column of periods may have, as they could be anything else:
 * "202304" and, in the financial year fyear, "April". period_parse() is to be tried before this, as
 * "201112" is a financial year. False: it is neither.
 */
bool period_parse_month(struct slice s, int fyear, struct period *p);

/*
 * "2000-01" to "2011-12" can be financial years or months. They are read as years, with or_month
 * set; in a series of months, this turns p into the month. A quarter by its months is read as a
 * financial one, with or_calendar set; in a series of calendar quarters, this makes it one.
 */
void period_settle(struct period *p, enum period_freq series);

/*
 * A day as the month, financial quarter or year (financial, calendar or academic) of which it is
 * the first or the last. False: it is neither. Other periods stay as they are.
 */
enum period_as { PERIOD_AS_READ, PERIOD_AS_MONTH, PERIOD_AS_QUARTER, PERIOD_AS_YEAR };
bool period_turn_day(struct period *p, enum period_as as);

/*
 * Whether s is a period of several years, at most 11, such as "2019 - 21", "2019/20 - 21/22" or
 * "2019 to 2021", which period_parse() does not read; *first and *last: of these years.
 */
bool period_is_years(struct slice s, struct period *first, struct period *last);

/* period_parse() of time_period and time_identifier ("201415", "Financial year Q1"). */
bool period_parse_pair(struct slice time_period, struct slice time_identifier, int fyear,
    struct period *p);

/* "2014-15", "2014/15", "201415" or "2014" (taken as 2014-15), for -y: the first calendar year. */
bool period_parse_fyear(struct slice s, int *fyear);

#define PERIOD_SIZE 24
void period_format(char buf[PERIOD_SIZE], struct period p);	/* canonical: "2014-15 Q1" */

void period_format_words(char buf[PERIOD_SIZE], struct period p);	/* "31 March 2014" */

int32_t period_first_day(struct period p);	/* as base/date.h */
int32_t period_last_day(struct period p);

bool period_same(struct period a, struct period b);

/* Does p end later than until? '2011-12' as until is a month where p is one. */
bool period_ends_after(struct period p, struct period until);
struct period period_of_day(enum period_freq freq, int32_t day);

/*
 * The same period under another frequency, where there is one: a quarter of the financial year is
 * one of the calendar year. False: there is none.
 */
bool period_convert(enum period_freq freq, struct period *p);

int period_per_year(enum period_freq freq);		/* 1, 4, 12 or 365 */
const char *period_freq_name(enum period_freq freq);	/* "financial quarter" */
const char *period_noun(enum period_freq freq);		/* "quarter", "date", "point" */

/*
 * The one form in which a file writes its periods or dates, such as "YYYY-YY Qn": YYYY, YY (the
 * year after; without YYYY, the year itself, as period_parse() reads it), Qn, MM, Mon, Month, DD,
 * D, and any other characters literally. Unlike period_parse() it accepts nothing else as a period.
 */
struct periodform {
	struct slice text;		/* the caller's; must outlive this */
	enum period_freq freq;
	bool short_year;		/* YY is the year */
};

const struct periodform *periodform_of(enum period_freq freq);	/* its usual form */

/* 0, or -1 if the text is not a form of a period; with a freq where only its letters are wrong. */
int periodform_set(struct periodform *f, struct slice text, struct errmsg *e);

bool periodform_read(const struct periodform *f, struct slice s, struct period *p);

/* Whether s is of the form, but of a day that its month does not have: 31 June. */
bool periodform_is_no_day(const struct periodform *f, struct slice s);

#define PERIODFORM_TEXT 128
void periodform_write(const struct periodform *f, struct period p, char buf[PERIODFORM_TEXT]);

#endif
