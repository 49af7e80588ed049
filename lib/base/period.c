#include "base/period.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

static const char *const month_names[] = {
	"january", "february", "march", "april", "may", "june", "july", "august", "september",
	"october", "november", "december",
};

/* n digits at the start of s, taken off it; -1 and s untouched when they are not there. */
static int
take_digits(struct slice *s, size_t n)
{
	int v = 0;

	if (s->n < n)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return -1;
		v = v * 10 + (s->p[i] - '0');
	}
	s->p += n;
	s->n -= n;
	return v;
}

static bool
take_char(struct slice *s, const char *any)
{
	if (s->n == 0 || s->p[0] == '\0' || strchr(any, s->p[0]) == NULL)
		return false;
	s->p++;
	s->n--;
	return true;
}

/* "Q1" to "Q4", also in lower case: 1 to 4, taken off s; -1: not there. */
static int
take_quarter(struct slice *s)
{
	if (s->n < 2 || (s->p[0] != 'Q' && s->p[0] != 'q') || s->p[1] < '1' || s->p[1] > '4')
		return -1;
	s->p += 2;
	s->n -= 2;
	return s->p[-1] - '0';
}

/* "Jun", "June": 1 to 12; -1: not a month. */
static int
month_of(struct slice s)
{
	for (int m = 0; m < 12; m++)
		if (slice_caseeq(s, slice_of(month_names[m])) ||
		    slice_caseeq(s, (struct slice){month_names[m], 3}))
			return m + 1;
	return -1;
}

static bool
follows(int year, int second)
{
	return second == (year + 1) % 100;
}

/* "2014-15", "2014/15", "201415", "2014-2015" off the start of s: the first year, or -1. */
static int
take_fyear(struct slice *s)
{
	struct slice rest = *s;
	int year = take_digits(&rest, 4), second;
	bool parted;

	if (year < 1)
		return -1;
	parted = take_char(&rest, "-/");
	if (parted && (second = take_digits(&rest, 4)) >= 0) {
		if (second != year + 1)
			return -1;
	} else if ((second = take_digits(&rest, 2)) < 0 || !follows(year, second)) {
		return -1;
	}
	if (rest.n > 0 && rest.p[0] >= '0' && rest.p[0] <= '9')
		return -1;
	*s = rest;
	return year;
}

static bool
set(struct period *p, enum period_freq freq, int32_t ord)
{
	*p = (struct period){.freq = freq, .ord = ord};
	return true;
}

static void
skip_blanks(struct slice *s)
{
	while (take_char(s, " "))
		;
}

/* "Q1" of the year fyear, "Q1 2014-15". Not "Q1 2014": of the calendar, or of the year that begins then? */
static bool
parse_quarter(struct slice rest, int fyear, struct period *p)
{
	int q = take_quarter(&rest), year = fyear;

	if (q < 0)
		return false;
	skip_blanks(&rest);
	if (rest.n > 0 && ((year = take_fyear(&rest)) < 1 || rest.n > 0))
		return false;
	return year != PERIOD_NO_YEAR && set(p, PERIOD_FQUARTER, year * 4 + q - 1);
}

/* "31 March 2014": the day before the month, or 0. */
static int
take_mday(struct slice *s)
{
	struct slice rest = *s;
	int mday = take_digits(&rest, rest.n > 1 && rest.p[1] != ' ' ? 2 : 1);

	if (mday < 1 || rest.n == 0 || rest.p[0] != ' ')
		return 0;
	skip_blanks(&rest);
	*s = rest;
	return mday;
}

/* "Jun 2014", "June 2014", "Jun-2014", "30 June 2014". */
static bool
parse_month_name(struct slice s, struct period *p)
{
	size_t n = 0;
	int mday = take_mday(&s), month, year;

	while (n < s.n && s.p[n] != ' ' && s.p[n] != '-')
		n++;
	if (n == s.n || (month = month_of((struct slice){s.p, n})) < 0)
		return false;
	s.p += n + 1;
	s.n -= n + 1;
	if ((year = take_digits(&s, 4)) < 1 || s.n > 0)
		return false;
	if (mday > 0)
		return date_valid(year, month, mday) &&
		    set(p, PERIOD_DAY, date_day(year, month, mday));
	return set(p, PERIOD_MONTH, year * 12 + month - 1);
}

bool
period_parse(struct slice s, int fyear, struct period *p)
{
	struct slice rest;
	int year, q, m;
	int32_t day;

	s = slice_trim(s);
	if (s.n == 0)
		return false;
	if (s.p[0] == 'Q' || s.p[0] == 'q')
		return parse_quarter(s, fyear, p);
	rest = s;
	if (date_parse(s, &day) != DATE_NONE)	/* before 2011-12 is taken off 2011-12-31 */
		return set(p, PERIOD_DAY, day);
	if ((year = take_fyear(&rest)) > 0) {
		if (rest.n == 0) {
			set(p, PERIOD_FYEAR, year);
			p->or_month = s.n == 7 && s.p[4] == '-' && (year + 1) % 100 >= 1 &&
			    (year + 1) % 100 <= 12;
			return true;
		}
		skip_blanks(&rest);
		return (q = take_quarter(&rest)) > 0 && rest.n == 0 &&
		    set(p, PERIOD_FQUARTER, year * 4 + q - 1);
	}
	rest = s;
	if ((year = take_digits(&rest, 4)) < 1)
		return parse_month_name(s, p);
	if (rest.n == 0)
		return set(p, PERIOD_YEAR, year);
	if (!take_char(&rest, "-") && !take_char(&rest, " "))
		return (q = take_quarter(&rest)) > 0 && rest.n == 0 &&
		    set(p, PERIOD_QUARTER, year * 4 + q - 1);
	if ((q = take_quarter(&rest)) > 0)
		return rest.n == 0 && set(p, PERIOD_QUARTER, year * 4 + q - 1);
	return (m = take_digits(&rest, 2)) >= 1 && m <= 12 && rest.n == 0 &&
	    set(p, PERIOD_MONTH, year * 12 + m - 1);
}

void
period_settle(struct period *p, enum period_freq series)
{
	if (p->or_month && series == PERIOD_MONTH)
		set(p, PERIOD_MONTH, p->ord * 12 + (p->ord + 1) % 100 - 1);
}

/* What a time_identifier begins with, and the frequency of the whole year it names. */
static const struct {
	const char *name;
	enum period_freq year, quarter;
} identifiers[] = {
	{"calendar year", PERIOD_YEAR, PERIOD_QUARTER},
	{"reporting year", PERIOD_YEAR, PERIOD_NONE},
	{"financial year", PERIOD_FYEAR, PERIOD_FQUARTER},
	{"tax year", PERIOD_FYEAR, PERIOD_NONE},
	{"academic year", PERIOD_AYEAR, PERIOD_NONE},
};

bool
period_parse_pair(struct slice time_period, struct slice time_identifier, int fyear,
    struct period *p)
{
	struct slice id = slice_trim(time_identifier), rest, name;
	struct period year;
	int q, m;

	if (id.n == 0)
		return period_parse(time_period, fyear, p);
	if (!period_parse(time_period, fyear, &year) ||
	    (year.freq != PERIOD_YEAR && year.freq != PERIOD_FYEAR))
		return false;
	if ((m = month_of(id)) > 0)
		return year.freq == PERIOD_YEAR && set(p, PERIOD_MONTH, year.ord * 12 + m - 1);
	for (size_t i = 0; i < sizeof(identifiers) / sizeof(identifiers[0]); i++) {
		name = slice_of(identifiers[i].name);
		if (id.n < name.n || !slice_caseeq((struct slice){id.p, name.n}, name))
			continue;
		if ((year.freq == PERIOD_YEAR) != (identifiers[i].year == PERIOD_YEAR))
			return false;
		rest = slice_trim((struct slice){id.p + name.n, id.n - name.n});
		if (rest.n == 0)
			return set(p, identifiers[i].year, year.ord);
		return identifiers[i].quarter != PERIOD_NONE && (q = take_quarter(&rest)) > 0 &&
		    rest.n == 0 && set(p, identifiers[i].quarter, year.ord * 4 + q - 1);
	}
	return false;
}

bool
period_parse_fyear(struct slice s, int *fyear)
{
	struct period p;

	if (!period_parse(s, PERIOD_NO_YEAR, &p) ||
	    (p.freq != PERIOD_FYEAR && p.freq != PERIOD_YEAR))
		return false;
	*fyear = p.ord;
	return true;
}

/* v in n digits, without printf, which took a third of csv-tidy's time. Returns the end. */
static char *
add_digits(char *p, int32_t v, int n)
{
	if (v < 0 || v > 9999)
		return p + sprintf(p, "%04d", (int)v);
	for (int i = n; i-- > 0; v /= 10)
		p[i] = (char)('0' + v % 10);
	return p + n;
}

static char *
add_fyear(char *p, int32_t year)
{
	p = add_digits(p, year, 4);
	*p++ = '-';
	return add_digits(p, (year + 1) % 100, 2);
}

void
period_format(char buf[PERIOD_SIZE], struct period p)
{
	char *end = buf;

	switch (p.freq) {
	case PERIOD_NONE:
		break;
	case PERIOD_YEAR:
		end = add_digits(buf, p.ord, 4);
		break;
	case PERIOD_FYEAR:
	case PERIOD_AYEAR:
		end = add_fyear(buf, p.ord);
		break;
	case PERIOD_QUARTER:
	case PERIOD_FQUARTER:
		end = p.freq == PERIOD_QUARTER ? add_digits(buf, p.ord / 4, 4) :
		    add_fyear(buf, p.ord / 4);
		*end++ = p.freq == PERIOD_QUARTER ? '-' : ' ';
		*end++ = 'Q';
		end = add_digits(end, p.ord % 4 + 1, 1);
		break;
	case PERIOD_MONTH:
		end = add_digits(buf, p.ord / 12, 4);
		*end++ = '-';
		end = add_digits(end, p.ord % 12 + 1, 2);
		break;
	case PERIOD_DAY:
		date_format(buf, p.ord);
		return;
	}
	*end = '\0';
}

/* Months from January of year 0 to the period's first; -1 for a day. */
static int32_t
first_month(struct period p)
{
	switch (p.freq) {
	case PERIOD_YEAR: return p.ord * 12;
	case PERIOD_FYEAR: return p.ord * 12 + 3;
	case PERIOD_AYEAR: return p.ord * 12 + 8;
	case PERIOD_QUARTER: return p.ord * 3;
	case PERIOD_FQUARTER: return p.ord * 3 + 3;
	case PERIOD_MONTH: return p.ord;
	default: return -1;
	}
}

int32_t
period_first_day(struct period p)
{
	int32_t m = first_month(p);

	return m < 0 ? p.ord : date_day(m / 12, m % 12 + 1, 1);
}

int32_t
period_last_day(struct period p)
{
	return p.freq == PERIOD_DAY ? p.ord :
	    period_first_day((struct period){.freq = p.freq, .ord = p.ord + 1}) - 1;
}

struct period
period_of_day(enum period_freq freq, int32_t day)
{
	int year, month, mday, months;

	date_civil(day, &year, &month, &mday);
	months = year * 12 + month - 1;
	switch (freq) {
	case PERIOD_YEAR: return (struct period){.freq = freq, .ord = year};
	case PERIOD_FYEAR: return (struct period){.freq = freq, .ord = (months - 3) / 12};
	case PERIOD_AYEAR: return (struct period){.freq = freq, .ord = (months - 8) / 12};
	case PERIOD_QUARTER: return (struct period){.freq = freq, .ord = months / 3};
	case PERIOD_FQUARTER: return (struct period){.freq = freq, .ord = (months - 3) / 3};
	case PERIOD_MONTH: return (struct period){.freq = freq, .ord = months};
	case PERIOD_DAY: return (struct period){.freq = freq, .ord = day};
	default: return (struct period){0};
	}
}

int
period_per_year(enum period_freq freq)
{
	switch (freq) {
	case PERIOD_QUARTER:
	case PERIOD_FQUARTER: return 4;
	case PERIOD_MONTH: return 12;
	case PERIOD_DAY: return 365;
	default: return 1;
	}
}

const char *
period_freq_name(enum period_freq freq)
{
	switch (freq) {
	case PERIOD_YEAR: return "year";
	case PERIOD_FYEAR: return "financial year";
	case PERIOD_AYEAR: return "academic year";
	case PERIOD_QUARTER: return "calendar quarter";
	case PERIOD_FQUARTER: return "financial quarter";
	case PERIOD_MONTH: return "month";
	case PERIOD_DAY: return "day";
	default: return "no period";
	}
}
