#include "base/period.h"

#include <stdio.h>

#include "base/date.h"
#include "base/periodtext.h"

/* "2014-15", "2014/15", "201415", "2014-2015" off the start of s: the first year, or -1. */
static int
take_fyear(struct slice *s)
{
	struct slice rest = *s;
	int year = take_digits(&rest, 4);
	bool divided = year > 0 && take_char(&rest, "-/");
	int second = divided ? take_digits(&rest, 4) : -1;

	if (year < 1 || (second >= 0 && second != year + 1) ||
	    (second < 0 && take_digits(&rest, 2) != (year + 1) % 100) ||
	    (rest.n > 0 && rest.p[0] >= '0' && rest.p[0] <= '9'))
		return -1;
	*s = rest;
	return year;
}

static void
skip_blanks(struct slice *s)
{
	while (take_char(s, " "))
		;
}

/* "Q1" of the year fyear, "Q1 2014-15". Not "Q1 2014", which may be of either year. */
static bool
parse_quarter(struct slice rest, int fyear, struct period *p)
{
	int q = take_quarter(&rest), year = fyear;

	if (q < 0)
		return false;
	skip_blanks(&rest);
	if (rest.n > 0 && ((year = take_fyear(&rest)) < 1 || rest.n > 0))
		return false;
	return year != PERIOD_NO_YEAR && period_set(p, PERIOD_FQUARTER, year, q);
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
	if (n == s.n || (month = period_month_of((struct slice){s.p, n})) < 0)
		return false;
	s.p += n + 1;
	s.n -= n + 1;
	if ((year = take_digits(&s, 4)) < 1 || s.n > 0)
		return false;
	return mday > 0 ? period_set_day(p, year, month, mday) :
	    period_set(p, PERIOD_MONTH, year, month);
}

/* The forms of digits and the names of months. */
static bool
parse_plain(struct slice s, int fyear, struct period *p)
{
	struct slice rest;
	int year, q, m;
	int32_t day;
	bool divided;

	if (s.p[0] == 'Q' || s.p[0] == 'q')
		return parse_quarter(s, fyear, p);
	rest = s;
	if (date_parse(s, &day) != DATE_NONE) {		/* first: 2011-12-31 begins with 2011-12 */
		*p = (struct period){.freq = PERIOD_DAY, .ord = day};
		return true;
	}
	if ((year = take_fyear(&rest)) > 0) {
		if (rest.n == 0) {
			m = (year + 1) % 100;
			period_set(p, PERIOD_FYEAR, year, 1);
			p->or_month = s.n == 7 && s.p[4] == '-' && m >= 1 && m <= 12;
			return true;
		}
		skip_blanks(&rest);
		return (q = take_quarter(&rest)) > 0 && rest.n == 0 &&
		    period_set(p, PERIOD_FQUARTER, year, q);
	}
	rest = s;
	if ((year = take_digits(&rest, 4)) < 1)
		return parse_month_name(s, p);
	if (rest.n == 0)
		return period_set(p, PERIOD_YEAR, year, 1);
	divided = take_char(&rest, "- ");
	if ((q = take_quarter(&rest)) > 0)
		return rest.n == 0 && period_set(p, PERIOD_QUARTER, year, q);
	return divided && (m = take_digits(&rest, 2)) >= 1 && m <= 12 && rest.n == 0 &&
	    period_set(p, PERIOD_MONTH, year, m);
}

bool
period_parse(struct slice s, int fyear, struct period *p)
{
	s = slice_trim(s);
	return slice_has_digit(s) && (parse_plain(s, fyear, p) || period_parse_words(s, fyear, p));
}

bool
period_parse_month(struct slice s, int fyear, struct period *p)
{
	enum { FIRST_YEAR = 1900, LAST_YEAR = 2099, APRIL = 4 };
	struct slice rest = slice_trim(s);
	const int name = period_month_of(rest);
	int year, month;

	if (name > 0)
		return fyear != PERIOD_NO_YEAR &&
		    period_set(p, PERIOD_MONTH, fyear + (name < APRIL), name);
	year = take_digits(&rest, 4);
	month = take_digits(&rest, 2);
	return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 &&
	    rest.n == 0 && period_set(p, PERIOD_MONTH, year, month);
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

/* "Autumn term" or "Autumn": 1 to 3; -1: not a term. */
static int
term_of_identifier(struct slice id)
{
	struct slice end = slice_of(" term");

	if (id.n > end.n && slice_caseeq((struct slice){id.p + id.n - end.n, end.n}, end))
		id.n -= end.n;
	return period_term_of(id);
}

/* "As at 31 March" of 2023, "Year ending March". */
static bool
parse_with_year(struct slice identifier, int year, struct period *p)
{
	char text[64];
	int n = snprintf(text, sizeof(text), "%.*s %04d", SLICE_ARG(identifier), year);

	return n < (int)sizeof(text) && period_parse(slice_of(text), PERIOD_NO_YEAR, p);
}

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
	if ((m = period_month_of(id)) > 0)
		return year.freq == PERIOD_YEAR && period_set(p, PERIOD_MONTH, year.ord, m);
	if ((m = term_of_identifier(id)) > 0)
		return year.freq == PERIOD_FYEAR && period_set(p, PERIOD_TERM, year.ord, m);
	if (year.freq == PERIOD_FYEAR && period_parse(id, year.ord, p) &&
	    p->freq == PERIOD_FQUARTER && !period_parse(id, PERIOD_NO_YEAR, p))
		return true;		/* "Q1", "Quarter 1" */
	for (size_t i = 0; i < sizeof(identifiers) / sizeof(identifiers[0]); i++) {
		name = slice_of(identifiers[i].name);
		if (id.n < name.n || !slice_caseeq((struct slice){id.p, name.n}, name))
			continue;
		if ((year.freq == PERIOD_YEAR) != (identifiers[i].year == PERIOD_YEAR))
			return false;
		rest = slice_trim((struct slice){id.p + name.n, id.n - name.n});
		if (rest.n == 0)
			return period_set(p, identifiers[i].year, year.ord, 1);
		return identifiers[i].quarter != PERIOD_NONE && (q = take_quarter(&rest)) > 0 &&
		    rest.n == 0 && period_set(p, identifiers[i].quarter, year.ord, q);
	}
	return year.freq == PERIOD_YEAR && parse_with_year(id, year.ord, p);
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
