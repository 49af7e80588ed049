#include "base/period.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

static const char *const month_names[] = {
	"January", "February", "March", "April", "May", "June", "July", "August", "September",
	"October", "November", "December",
};

/* By frequency. months: how many a period has, the first of them `offset` after a January. */
static const struct {
	const char *name, *form;
	int per_year, months, offset;
} frequencies[] = {
	[PERIOD_NONE] = {"no period", "", 1, 0, 0},
	[PERIOD_YEAR] = {"year", "YYYY", 1, 12, 0},
	[PERIOD_FYEAR] = {"financial year", "YYYY-YY", 1, 12, 3},
	[PERIOD_AYEAR] = {"academic year", "YYYY-YY", 1, 12, 8},
	[PERIOD_QUARTER] = {"calendar quarter", "YYYY-Qn", 4, 3, 0},
	[PERIOD_FQUARTER] = {"financial quarter", "YYYY-YY Qn", 4, 3, 3},
	[PERIOD_MONTH] = {"month", "YYYY-MM", 12, 1, 0},
	[PERIOD_DAY] = {"day", "YYYY-MM-DD", 365, 0, 0},
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

/* "2014-15", "2014/15", "201415", "2014-2015" off the start of s: the first year, or -1. */
static int
take_fyear(struct slice *s)
{
	struct slice rest = *s;
	int year = take_digits(&rest, 4);
	bool parted = year > 0 && take_char(&rest, "-/");
	int second = parted ? take_digits(&rest, 4) : -1;

	if (year < 1 || (second >= 0 && second != year + 1) ||
	    (second < 0 && take_digits(&rest, 2) != (year + 1) % 100) ||
	    (rest.n > 0 && rest.p[0] >= '0' && rest.p[0] <= '9'))
		return -1;
	*s = rest;
	return year;
}

/* The period of that number, from 1, in the year; true. */
static bool
set(struct period *p, enum period_freq freq, int year, int number)
{
	*p = (struct period){.freq = freq, .ord = year * frequencies[freq].per_year + number - 1};
	return true;
}

/* False: there is no such day. */
static bool
set_day(struct period *p, int year, int month, int mday)
{
	if (!date_valid(year, month, mday))
		return false;
	*p = (struct period){.freq = PERIOD_DAY, .ord = date_day(year, month, mday)};
	return true;
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
	return year != PERIOD_NO_YEAR && set(p, PERIOD_FQUARTER, year, q);
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
	return mday > 0 ? set_day(p, year, month, mday) : set(p, PERIOD_MONTH, year, month);
}

bool
period_parse(struct slice s, int fyear, struct period *p)
{
	struct slice rest;
	int year, q, m;
	int32_t day;
	bool parted;

	s = slice_trim(s);
	if (s.n == 0)
		return false;
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
			set(p, PERIOD_FYEAR, year, 1);
			p->or_month = s.n == 7 && s.p[4] == '-' && m >= 1 && m <= 12;
			return true;
		}
		skip_blanks(&rest);
		return (q = take_quarter(&rest)) > 0 && rest.n == 0 &&
		    set(p, PERIOD_FQUARTER, year, q);
	}
	rest = s;
	if ((year = take_digits(&rest, 4)) < 1)
		return parse_month_name(s, p);
	if (rest.n == 0)
		return set(p, PERIOD_YEAR, year, 1);
	parted = take_char(&rest, "- ");
	if ((q = take_quarter(&rest)) > 0)
		return rest.n == 0 && set(p, PERIOD_QUARTER, year, q);
	return parted && (m = take_digits(&rest, 2)) >= 1 && m <= 12 && rest.n == 0 &&
	    set(p, PERIOD_MONTH, year, m);
}

void
period_settle(struct period *p, enum period_freq series)
{
	if (p->or_month && series == PERIOD_MONTH)
		set(p, PERIOD_MONTH, p->ord, (p->ord + 1) % 100);
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
		return year.freq == PERIOD_YEAR && set(p, PERIOD_MONTH, year.ord, m);
	for (size_t i = 0; i < sizeof(identifiers) / sizeof(identifiers[0]); i++) {
		name = slice_of(identifiers[i].name);
		if (id.n < name.n || !slice_caseeq((struct slice){id.p, name.n}, name))
			continue;
		if ((year.freq == PERIOD_YEAR) != (identifiers[i].year == PERIOD_YEAR))
			return false;
		rest = slice_trim((struct slice){id.p + name.n, id.n - name.n});
		if (rest.n == 0)
			return set(p, identifiers[i].year, year.ord, 1);
		return identifiers[i].quarter != PERIOD_NONE && (q = take_quarter(&rest)) > 0 &&
		    rest.n == 0 && set(p, identifiers[i].quarter, year.ord, q);
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

int32_t
period_first_day(struct period p)
{
	int32_t months = frequencies[p.freq].months;
	int32_t m = p.ord * months + frequencies[p.freq].offset;

	return months == 0 ? p.ord : date_day(m / 12, m % 12 + 1, 1);
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
	struct period p = {.freq = freq, .ord = freq == PERIOD_DAY ? day : 0};
	int year, month, mday, months = frequencies[freq].months;

	date_civil(day, &year, &month, &mday);
	if (months > 0)
		p.ord = (year * 12 + month - 1 - frequencies[freq].offset) / months;
	return p;
}

bool
period_as(enum period_freq freq, struct period *p)
{
	bool quarters = (freq == PERIOD_QUARTER || freq == PERIOD_FQUARTER) &&
	    (p->freq == PERIOD_QUARTER || p->freq == PERIOD_FQUARTER);

	if (quarters && p->freq != freq)
		*p = period_of_day(freq, period_first_day(*p));
	return p->freq == freq;
}

int
period_per_year(enum period_freq freq)
{
	return frequencies[freq].per_year;
}

const char *
period_freq_name(enum period_freq freq)
{
	return frequencies[freq].name;
}

/* Forms. */

enum part { PART_YEAR, PART_NEXT, PART_QUARTER, PART_MONTH, PART_NAME, PART_DAY, PART_LITERAL };

struct parts {
	int year, next, number, day;	/* number: of the quarter or the month */
};

/* The part at the start of s, taken off it; *literal is its first character. */
static enum part
next_part(struct slice *s, char *literal)
{
	static const struct {
		const char *word;
		size_t n;
		enum part part;
	} table[] = {
		{"YYYY", 4, PART_YEAR}, {"YY", 2, PART_NEXT}, {"Qn", 2, PART_QUARTER},
		{"MM", 2, PART_MONTH}, {"Mon", 3, PART_NAME}, {"DD", 2, PART_DAY},
	};
	enum part part = PART_LITERAL;
	size_t n = 1;

	*literal = s->p[0];
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (*literal == table[i].word[0] && s->n >= table[i].n &&
		    memcmp(s->p, table[i].word, table[i].n) == 0) {
			part = table[i].part;
			n = table[i].n;
			break;
		}
	s->p += n;
	s->n -= n;
	return part;
}

/* The set of the parts of a form but literals; a month's name is a month. */
static unsigned
parts_of(struct slice form, bool *repeated)
{
	const unsigned name = 1U << PART_NAME, month = 1U << PART_MONTH;
	unsigned seen = 0, part;
	char literal;

	*repeated = false;
	while (form.n > 0) {
		part = 1U << next_part(&form, &literal) & ~(1U << PART_LITERAL);
		*repeated |= (seen & part) != 0;
		seen |= part;
	}
	return (seen & name) != 0 ? (seen & ~name) | month : seen;
}

const struct periodform *
periodform_of(enum period_freq freq)
{
#define FORM(freq, form) [freq] = {{form, sizeof(form) - 1}, freq}
	static const struct periodform forms[] = {
		FORM(PERIOD_YEAR, "YYYY"), FORM(PERIOD_FYEAR, "YYYY-YY"),
		FORM(PERIOD_AYEAR, "YYYY-YY"), FORM(PERIOD_QUARTER, "YYYY-Qn"),
		FORM(PERIOD_FQUARTER, "YYYY-YY Qn"), FORM(PERIOD_MONTH, "YYYY-MM"),
		FORM(PERIOD_DAY, "YYYY-MM-DD"),
	};
#undef FORM

	return &forms[freq];
}

int
periodform_set(struct periodform *f, struct slice text, struct errmsg *e)
{
	bool repeated, ignored;
	unsigned parts = parts_of(text, &repeated);

	*f = (struct periodform){.text = text};
	for (int i = PERIOD_DAY; i > PERIOD_NONE; i--)	/* the first that has them */
		if (parts_of(slice_of(frequencies[i].form), &ignored) == parts)
			f->freq = (enum period_freq)i;
	if (f->freq == PERIOD_NONE || repeated || text.n > 64)
		return errmsg_set(e, "'%.*s' is not a form of a period; expected one made of YYYY, "
		    "YY, Qn, MM, DD, Mon, as in YYYY-YY Qn", (int)(text.n < 64 ? text.n : 64),
		    text.p);
	return 0;
}

/* Takes the part off the start of s; false: it is not there. */
static bool
take_part(enum part part, char literal, struct slice *s, struct parts *t)
{
	char first[2] = {literal, '\0'};

	switch (part) {
	case PART_YEAR:
		return (t->year = take_digits(s, 4)) > 0;
	case PART_NEXT:
		return (t->next = take_digits(s, 2)) >= 0;
	case PART_QUARTER:
		return s->n > 0 && s->p[0] == 'Q' && (t->number = take_quarter(s)) > 0;
	case PART_MONTH:
		return (t->number = take_digits(s, 2)) >= 1 && t->number <= 12;
	case PART_NAME:
		if (s->n < 3 || (t->number = month_of((struct slice){s->p, 3})) < 0)
			return false;
		s->p += 3;
		s->n -= 3;
		return true;
	case PART_DAY:
		return (t->day = take_digits(s, 2)) >= 0;
	case PART_LITERAL:
		return take_char(s, first);
	}
	return false;
}

bool
periodform_read(const struct periodform *f, struct slice s, struct period *p)
{
	struct parts t = {.next = -1, .number = 1};
	struct slice rest = f->text;
	enum part part;
	char literal;

	while (rest.n > 0) {
		part = next_part(&rest, &literal);
		if (!take_part(part, literal, &s, &t))
			return false;
	}
	if (s.n > 0 || (t.next >= 0 && t.next != (t.year + 1) % 100))
		return false;
	return f->freq == PERIOD_DAY ? set_day(p, t.year, t.number, t.day) :
	    set(p, f->freq, t.year, t.number);
}

/* The last n digits of v >= 0. */
static char *
put_digits(char *to, int v, int n)
{
	for (int i = n; i-- > 0; v /= 10)
		to[i] = (char)('0' + v % 10);
	return to + n;
}

/* Writes as many characters as the form has. */
static void
write_period(struct slice form, struct period p, char *to)
{
	int year, number, mday = 1, per_year = frequencies[p.freq].per_year;
	char literal;

	if (p.freq == PERIOD_DAY) {
		date_civil(p.ord, &year, &number, &mday);
	} else {
		year = p.ord / per_year;
		number = p.ord % per_year + 1;
	}
	while (form.n > 0)
		switch (next_part(&form, &literal)) {
		case PART_YEAR: to = put_digits(to, year, 4); break;
		case PART_NEXT: to = put_digits(to, year + 1, 2); break;
		case PART_QUARTER: *to++ = 'Q'; to = put_digits(to, number, 1); break;
		case PART_MONTH: to = put_digits(to, number, 2); break;
		case PART_NAME: to = mempcpy(to, month_names[number - 1], 3); break;
		case PART_DAY: to = put_digits(to, mday, 2); break;
		case PART_LITERAL: *to++ = literal; break;
		}
	*to = '\0';
}

void
periodform_write(const struct periodform *f, struct period p, char buf[PERIODFORM_TEXT])
{
	write_period(f->text, p, buf);
}

void
period_format(char buf[PERIOD_SIZE], struct period p)
{
	write_period(slice_of(frequencies[p.freq].form), p, buf);
}
