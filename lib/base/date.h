#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <endian.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/* Days since 1970-01-01 in the proleptic Gregorian calendar; years 1 to 9999. */

enum date_format {
	DATE_NONE,		/* not a date */
	DATE_ISO,		/* 2014-06-30, also with T00:00:00 or 00:00:00 after it */
	DATE_DMY,		/* 30/06/2014, or with - or . between */
};

/* Reads a date that exists (no 31 June): its format, and *day; DATE_NONE leaves *day alone. */
enum date_format date_parse(struct slice s, int32_t *day);

/* Whether s is a date only if the month comes first: 03/31/2014, which date_parse() refuses. */
bool date_is_month_first(struct slice s, int32_t *day);

int32_t date_today(void);		/* by the calendar of the place where this runs */
int32_t date_day(int year, int month, int mday);
void date_civil(int32_t day, int *year, int *month, int *mday);
bool date_valid(int year, int month, int mday);
int date_weekday(int32_t day);		/* 1 Monday to 7 Sunday */

/* The same day n months later, or the last day of that month when it has no such day. */
int32_t date_add_months(int32_t day, int n);

#define DATE_SIZE 11
void date_format(char buf[DATE_SIZE], int32_t day);	/* 2014-06-30 */

/* The rest is date_read(), which is here because a file of records has millions of dates. */

/* By month, from 1: in a common year, with 0 for other numbers; before it, in a year from March. */
extern const uint8_t date_month_days[100];
extern const uint16_t date_days_before[13];

static inline bool
date_is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* date_day(), of years counted from March, so that the leap day is the last; from 400 earlier. */
static inline int32_t
date_count(int year, unsigned month, unsigned mday)
{
	unsigned y = (unsigned)(year + 400 - (month <= 2)), century = y / 100;

	return (int32_t)(1461 * y / 4 - century + century / 4 + date_days_before[month] + mday) -
	    1 - 719468 - 146097;
}

/*
 * Reads a date that is written as YYYY-MM-DD, in the ten bytes at p. Less that form, a digit is 0
 * to 9 and a dash 0, and adding `room` leaves each byte below 0x80. The products have each pair of
 * digits as a number.
 */
static inline bool
date_read(const char *p, int32_t *day)
{
	const uint64_t form = UINT64_C(0x30302d30302d3030), room = UINT64_C(0x76767f76767f7676);
	uint64_t v = le64toh(slice_load(p + 2, 8)) ^ form, c = le64toh(slice_load(p, 2)) ^ 0x3030;
	unsigned month, mday;
	int year;

	if ((((v + room) | v | (c + 0x7676) | c) & UINT64_C(0x8080808080808080)) != 0)
		return false;
	v *= 10 << 8 | 1;
	c *= 10 << 8 | 1;
	year = (int)(c >> 8 & 0xff) * 100 + (int)(v >> 8 & 0xff);
	month = v >> 32 & 0xff;
	mday = (unsigned)(v >> 56);
	if (year == 0 || (mday - 1 >= date_month_days[month] &&
	    !(month == 2 && mday == 29 && date_is_leap(year))))
		return false;
	*day = date_count(year, month, mday);
	return true;
}

#endif
