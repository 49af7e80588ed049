#ifndef BASE_DATE_H
#define BASE_DATE_H

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

#endif
