#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static bool
leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && leap(year));
}

bool
date_valid(int year, int month, int mday)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && mday >= 1 &&
	    mday <= month_days(year, month);
}

/*
 * Days from the civil date and back: years are counted from March, so that the leap day is the last, in eras
 * of 400 years (146,097 days).
 */
int32_t
date_day(int year, int month, int mday)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int yoe = y - era * 400;
	int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

int32_t
date_today(void)
{
	time_t now = time(NULL);
	struct tm tm;

	localtime_r(&now, &tm);
	return date_day(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

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

/* n digits at p; -1 when one is not. */
static int
digits(const char *p, size_t n)
{
	int v = 0;

	for (size_t i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return -1;
		v = v * 10 + (p[i] - '0');
	}
	return v;
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

/*
 * The 10 bytes "2014-06-30", the first eight at once: exclusive or turns each into its digit's value, or 0
 * for a dash in its place; adding 0x76 (to a dash's 0x7f) then sets the top bit of every byte that is
 * neither, and no sum of bytes below 0x80 carries into the next.
 */
static bool
parse_iso(const char *p, int32_t *day)
{
	static const char zero[] = "0000-00-";
	static const char above[] = "\x76\x76\x76\x76\x7f\x76\x76\x7f";
	unsigned tens = (unsigned)p[8] - '0', ones = (unsigned)p[9] - '0';
	uint64_t word, add;
	unsigned char v[8];
	int year, month, mday;

	memcpy(&word, p, sizeof(word));
	memcpy(&add, zero, sizeof(add));
	word ^= add;
	memcpy(v, &word, sizeof(v));
	memcpy(&add, above, sizeof(add));
	if ((((word + add) | word) & UINT64_C(0x8080808080808080)) != 0 || tens > 9 || ones > 9)
		return false;
	year = v[0] * 1000 + v[1] * 100 + v[2] * 10 + v[3];
	month = v[5] * 10 + v[6];
	mday = (int)(tens * 10 + ones);
	if (!date_valid(year, month, mday))
		return false;
	*day = date_day(year, month, mday);
	return true;
}

enum date_format
date_parse(struct slice s, int32_t *day)
{
	enum date_format format = DATE_NONE;
	int y = -1, m = -1, d = -1;

	if (s.n == 10 && parse_iso(s.p, day))
		return DATE_ISO;
	s = slice_trim(s);
	if (s.n < 10)
		return DATE_NONE;
	if (s.p[4] == '-' && s.p[7] == '-') {
		y = digits(s.p, 4);
		m = digits(s.p + 5, 2);
		d = digits(s.p + 8, 2);
		format = DATE_ISO;
	} else if ((s.p[2] == '/' || s.p[2] == '-' || s.p[2] == '.') && s.p[5] == s.p[2]) {
		d = digits(s.p, 2);
		m = digits(s.p + 3, 2);
		y = digits(s.p + 6, 4);
		format = DATE_DMY;
	}
	if (format == DATE_NONE || !date_valid(y, m, d) ||
	    !midnight_tail((struct slice){s.p + 10, s.n - 10}))
		return DATE_NONE;
	*day = date_day(y, m, d);
	return format;
}
