#include "base/date.h"

#include <string.h>
#include <time.h>

const uint8_t date_month_days[100] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
const uint16_t date_days_before[13] = {0, 306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275};

static int
month_days(int year, int month)
{
	return date_month_days[month] + (month == 2 && date_is_leap(year));
}

bool
date_valid(int year, int month, int mday)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && mday >= 1 &&
	    mday <= month_days(year, month);
}

int32_t
date_day(int year, int month, int mday)
{
	return date_count(year, (unsigned)month, (unsigned)mday);
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

static char *
put_two(char *to, unsigned v)
{
	*to++ = (char)('0' + v / 10 % 10);
	*to++ = (char)('0' + v % 10);
	return to;
}

void
date_format(char buf[DATE_SIZE], int32_t day)
{
	int year, month, mday;
	char *p = buf;

	date_civil(day, &year, &month, &mday);
	p = put_two(p, (unsigned)year / 100);
	p = put_two(p, (unsigned)year % 100);
	*p++ = '-';
	p = put_two(p, (unsigned)month);
	*p++ = '-';
	*put_two(p, (unsigned)mday) = '\0';
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
		return date_read(s.p, day) ? DATE_ISO : DATE_NONE;
	if (s.p[5] != s.p[2] || (s.p[2] != '/' && s.p[2] != '-' && s.p[2] != '.'))
		return DATE_NONE;
	memcpy(turned, s.p + 6, 4);
	turned[4] = turned[7] = '-';
	memcpy(turned + 5, s.p + 3, 2);
	memcpy(turned + 8, s.p, 2);
	return date_read(turned, day) ? DATE_DMY : DATE_NONE;
}

enum date_format
date_parse(struct slice s, int32_t *day)
{
	return s.n == 10 && date_read(s.p, day) ? DATE_ISO : parse_other(s, day);
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
