#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static int
month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

bool
date_valid(int year, int month, int mday)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && mday >= 1 &&
	    mday <= month_days(year, month);
}

/* Years are counted from March, so that the leap day is the last; from 400 earlier, so above 0. */
int32_t
date_day(int year, int month, int mday)
{
	unsigned y = (unsigned)(year + 400 - (month <= 2));
	int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;

	return (int32_t)(365 * y + y / 4 - y / 100 + y / 400) + doy - 719468 - 146097;
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

/* n digits at p; -1 when they are not there. */
static inline int
digits(const char *p, int n)
{
	int v = 0;

#pragma GCC unroll 4
	for (int i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return -1;
		v = v * 10 + (p[i] - '0');
	}
	return v;
}

/* The date whose year, month and day are at these places; false: there is none. */
static inline bool
read_date(const char *year_at, const char *month_at, const char *day_at, int32_t *day)
{
	int year = digits(year_at, 4), month = digits(month_at, 2), mday = digits(day_at, 2);

	if (!date_valid(year, month, mday))
		return false;
	*day = date_day(year, month, mday);
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

enum date_format
date_parse(struct slice s, int32_t *day)
{
	if (s.n != 10)
		s = slice_trim(s);
	if (s.n < 10 || (s.n > 10 && !midnight_tail((struct slice){s.p + 10, s.n - 10})))
		return DATE_NONE;
	if (s.p[4] == '-' && s.p[7] == '-' && read_date(s.p, s.p + 5, s.p + 8, day))
		return DATE_ISO;
	if ((s.p[2] == '/' || s.p[2] == '-' || s.p[2] == '.') && s.p[5] == s.p[2] &&
	    read_date(s.p + 6, s.p + 3, s.p, day))
		return DATE_DMY;
	return DATE_NONE;
}
