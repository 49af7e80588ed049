#include "base/date.h"

#include <endian.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* By month, from 1; February in a common year. What is no month has none. */
static const uint8_t most_days[100] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
month_days(int year, int month)
{
	return most_days[month] + (month == 2 && is_leap(year));
}

bool
date_valid(int year, int month, int mday)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && mday >= 1 &&
	    mday <= month_days(year, month);
}

/* Years are counted from March, so that the leap day is the last; from 400 earlier, so above 0. */
static inline int32_t
day_of(int year, unsigned month, unsigned mday)
{
	static const uint16_t before[] = {0,	/* the month, counted from 1; then days before it */
	    306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275};
	unsigned y = (unsigned)(year + 400 - (month <= 2)), century = y / 100;

	return (int32_t)(1461 * y / 4 - century + century / 4 + before[month] + mday) - 1 -
	    719468 - 146097;
}

int32_t
date_day(int year, int month, int mday)
{
	return day_of(year, (unsigned)month, (unsigned)mday);
}

int32_t
date_today(void)
{
	time_t now = time(NULL);
	struct tm tm;

	localtime_r(&now, &tm);
	return date_day(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

/* In eras of 400 years (146,097 days). */
void
date_civil(int32_t day, int *year, int *month, int *mday)
{
	int z = day + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	*mday = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + era * 400 + (*month <= 2);
}

int
date_weekday(int32_t day)
{
	/* 1970-01-01 was a Thursday. */
	return (int)(((day + 3) % 7 + 7) % 7) + 1;
}

int32_t
date_add_months(int32_t day, int n)
{
	int year, month, mday, months;

	date_civil(day, &year, &month, &mday);
	months = year * 12 + month - 1 + n;
	year = months / 12;
	month = months % 12 + 1;
	if (mday > month_days(year, month))
		mday = month_days(year, month);
	return date_day(year, month, mday);
}

void
date_format(char buf[DATE_SIZE], int32_t day)
{
	int year, month, mday;

	date_civil(day, &year, &month, &mday);
	snprintf(buf, DATE_SIZE, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100,
	    (unsigned)mday % 100);
}

/*
 * The date YYYY-MM-DD at p; false: there is none. Less its form, a digit is 0 to 9 and a dash 0:
 * adding `room` leaves each byte below 0x80. The products have the pairs of digits as numbers.
 */
static inline __attribute__((always_inline)) bool
read_date(const char *p, int32_t *day)
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
	if (year == 0 || (mday - 1 >= most_days[month] &&
	    !(month == 2 && mday == 29 && is_leap(year))))
		return false;
	*day = day_of(year, month, mday);
	return true;
}

/* Nothing, or a midnight: registers print dates as 2014-06-30T00:00:00. */
static bool
midnight_tail(struct slice s)
{
	static const char *const tails[] = {
		"", "T00:00:00", " 00:00:00", "T00:00:00Z", " 00:00", "T00:00",
	};

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
		if (slice_is(s, tails[i]))
			return true;
	return false;
}

/* In another form than nearly always. */
static __attribute__((noinline)) enum date_format
parse_other(struct slice s, int32_t *day)
{
	char turned[10];

	if (s.n != 10)
		s = slice_trim(s);
	if (s.n < 10 || (s.n > 10 && !midnight_tail((struct slice){s.p + 10, s.n - 10})))
		return DATE_NONE;
	if (s.p[4] == '-' && s.p[7] == '-')
		return read_date(s.p, day) ? DATE_ISO : DATE_NONE;
	if (s.p[5] != s.p[2] || (s.p[2] != '/' && s.p[2] != '-' && s.p[2] != '.'))
		return DATE_NONE;
	memcpy(turned, s.p + 6, 4);
	turned[4] = turned[7] = '-';
	memcpy(turned + 5, s.p + 3, 2);
	memcpy(turned + 8, s.p, 2);
	return read_date(turned, day) ? DATE_DMY : DATE_NONE;
}

enum date_format
date_parse(struct slice s, int32_t *day)
{
	return s.n == 10 && read_date(s.p, day) ? DATE_ISO : parse_other(s, day);
}

bool
date_is_month_first(struct slice s, int32_t *day)
{
	char swapped[10];

	s = slice_trim(s);
	if (s.n != sizeof(swapped) || date_parse(s, day) != DATE_NONE)
		return false;
	memcpy(swapped, s.p, s.n);
	memcpy(swapped, s.p + 3, 2);
	memcpy(swapped + 3, s.p, 2);
	return date_parse((struct slice){swapped, s.n}, day) == DATE_DMY;
}
