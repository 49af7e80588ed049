#include "base/date.h"

#include <endian.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static int
month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month == 2)
		return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
	return days[month - 1];
}

static inline bool
is_valid(int year, int month, int mday)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && mday >= 1 &&
	    (mday <= 28 || mday <= month_days(year, month));
}

bool
date_valid(int year, int month, int mday)
{
	return is_valid(year, month, mday);
}

/* Years are counted from March, so that the leap day is the last; from 400 earlier, so above 0. */
static inline int32_t
day_of(int year, int month, int mday)
{
	static const uint16_t before[] = {0,	/* the month, counted from 1; then days before it */
	    306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275};
	unsigned y = (unsigned)(year + 400 - (month <= 2)), century = y / 100;

	return (int32_t)(365 * y + y / 4 - century + century / 4 + before[month]) + mday - 1 -
	    719468 - 146097;
}

int32_t
date_day(int year, int month, int mday)
{
	return day_of(year, month, mday);
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
 * The date whose year, month and day are at these places; false: there is none. Its eight digits
 * are looked at in one word, and then its four pairs of digits.
 */
static inline __attribute__((always_inline)) bool
read_date(const char *year_at, const char *month_at, const char *day_at, int32_t *day)
{
	const uint64_t high = UINT64_C(0xf0f0f0f0f0f0f0f0), zeros = UINT64_C(0x3030303030303030);
	uint64_t v = le64toh(slice_load(year_at, 4)) | le64toh(slice_load(month_at, 2)) << 32 |
	    le64toh(slice_load(day_at, 2)) << 48;
	int year, month, mday;

	if ((v & high) != zeros || ((v + UINT64_C(0x0606060606060606)) & high) != zeros)
		return false;
	v -= zeros;
	v = v * 10 + (v >> 8);
	year = (int)(v & 0xff) * 100 + (int)(v >> 16 & 0xff);
	month = (int)(v >> 32 & 0xff);
	mday = (int)(v >> 48 & 0xff);
	if (!is_valid(year, month, mday))
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
	bool iso;

	if (s.n != 10)
		s = slice_trim(s);
	if (s.n < 10 || (s.n > 10 && !midnight_tail((struct slice){s.p + 10, s.n - 10})))
		return DATE_NONE;
	iso = s.p[4] == '-' && s.p[7] == '-';
	if (!iso && (s.p[5] != s.p[2] || (s.p[2] != '/' && s.p[2] != '-' && s.p[2] != '.')))
		return DATE_NONE;
	if (!read_date(iso ? s.p : s.p + 6, iso ? s.p + 5 : s.p + 3, iso ? s.p + 8 : s.p, day))
		return DATE_NONE;
	return iso ? DATE_ISO : DATE_DMY;
}

enum date_format
date_parse(struct slice s, int32_t *day)
{
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return parse_other(s, day);
	return read_date(s.p, s.p + 5, s.p + 8, day) ? DATE_ISO : DATE_NONE;
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
