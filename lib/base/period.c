#include "base/period.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/periodtext.h"

static const char *const month_names[] = {
	"January", "February", "March", "April", "May", "June", "July", "August", "September",
	"October", "November", "December",
};

static const char term_names[][8] = {"Autumn", "Spring", "Summer"};

/* By frequency. months: how many a period has, the first of them `offset` after a January. */
static const struct {
	const char *name, *noun, *form;
	int per_year, months, offset;
} frequencies[] = {
	[PERIOD_NONE] = {"no period", "point", "", 1, 0, 0},
	[PERIOD_YEAR] = {"year", "year", "YYYY", 1, 12, 0},
	[PERIOD_FYEAR] = {"financial year", "year", "YYYY-YY", 1, 12, 3},
	[PERIOD_AYEAR] = {"academic year", "year", "YYYY-YY", 1, 12, 8},
	[PERIOD_TERM] = {"term", "term", "", 3, 4, 8},
	[PERIOD_QUARTER] = {"calendar quarter", "quarter", "YYYY-Qn", 4, 3, 0},
	[PERIOD_FQUARTER] = {"financial quarter", "quarter", "YYYY-YY Qn", 4, 3, 3},
	[PERIOD_MONTH] = {"month", "month", "YYYY-MM", 12, 1, 0},
	[PERIOD_DAY] = {"day", "date", "YYYY-MM-DD", 365, 0, 0},
};

int
period_month_of(struct slice s)
{
	for (int m = 0; m < 12; m++)
		if (slice_caseeq(s, slice_of(month_names[m])) ||
		    slice_caseeq(s, (struct slice){month_names[m], 3}))
			return m + 1;
	return slice_caseeq(s, slice_of("Sept")) ? 9 : -1;
}

int
period_term_of(struct slice s)
{
	for (int i = 0; i < 3; i++)
		if (slice_caseeq(s, slice_of(term_names[i])))
			return i + 1;
	return -1;
}

bool
period_set(struct period *p, enum period_freq freq, int year, int number)
{
	*p = (struct period){.freq = freq, .ord = year * frequencies[freq].per_year + number - 1};
	return true;
}

bool
period_set_day(struct period *p, int year, int month, int mday)
{
	if (!date_valid(year, month, mday))
		return false;
	*p = (struct period){.freq = PERIOD_DAY, .ord = date_day(year, month, mday)};
	return true;
}

void
period_settle(struct period *p, enum period_freq series)
{
	if (p->or_month && series == PERIOD_MONTH)
		period_set(p, PERIOD_MONTH, p->ord, (p->ord + 1) % 100);
	else if (p->or_calendar && series == PERIOD_QUARTER)
		*p = period_of_day(PERIOD_QUARTER, period_first_day(*p));
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

bool
period_same(struct period a, struct period b)
{
	return a.freq == b.freq && a.ord == b.ord;
}

bool
period_ends_after(struct period p, struct period until)
{
	if (p.freq == PERIOD_MONTH)
		period_settle(&until, PERIOD_MONTH);
	return period_last_day(p) > period_last_day(until);
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
period_convert(enum period_freq freq, struct period *p)
{
	bool quarters = (freq == PERIOD_QUARTER || freq == PERIOD_FQUARTER) &&
	    (p->freq == PERIOD_QUARTER || p->freq == PERIOD_FQUARTER);

	if (quarters && p->freq != freq)
		*p = period_of_day(freq, period_first_day(*p));
	return p->freq == freq;
}

bool
period_turn_day(struct period *p, enum period_as as)
{
	static const enum period_freq freqs[][4] = {
		[PERIOD_AS_READ] = {PERIOD_NONE},
		[PERIOD_AS_MONTH] = {PERIOD_MONTH},
		[PERIOD_AS_QUARTER] = {PERIOD_FQUARTER},
		[PERIOD_AS_YEAR] = {PERIOD_FYEAR, PERIOD_YEAR, PERIOD_AYEAR},
	};

	if (p->freq != PERIOD_DAY || as == PERIOD_AS_READ)
		return true;
	for (const enum period_freq *f = freqs[as]; *f != PERIOD_NONE; f++) {
		struct period q = period_of_day(*f, p->ord);

		if (period_first_day(q) == p->ord || period_last_day(q) == p->ord) {
			*p = q;
			return true;
		}
	}
	return false;
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

const char *
period_noun(enum period_freq freq)
{
	return frequencies[freq].noun;
}

/* Forms. */

enum part {
	PART_YEAR, PART_NEXT, PART_QUARTER, PART_MONTH, PART_MON, PART_NAME, PART_DAY, PART_MDAY,
	PART_LITERAL,
};

struct parts {
	int year, next, number, day;	/* number: of the quarter or the month */
};

static inline bool
begins(struct slice s, const char *word, size_t n)
{
	return s.n >= n && memcmp(s.p, word, n) == 0;
}

/* The part at the start of s, and its length. */
static enum part
part_at(struct slice s, size_t *n)
{
	switch (s.p[0]) {
	case 'Y':
		*n = begins(s, "YYYY", 4) ? 4 : begins(s, "YY", 2) ? 2 : 1;
		return *n == 4 ? PART_YEAR : *n == 2 ? PART_NEXT : PART_LITERAL;
	case 'Q':
		*n = begins(s, "Qn", 2) ? 2 : 1;
		return *n == 2 ? PART_QUARTER : PART_LITERAL;
	case 'M':
		*n = begins(s, "MM", 2) ? 2 : begins(s, "Month", 5) ? 5 :
		    begins(s, "Mon", 3) ? 3 : 1;
		return *n == 2 ? PART_MONTH : *n == 5 ? PART_NAME : *n == 3 ? PART_MON :
		    PART_LITERAL;
	case 'D':
		*n = begins(s, "DD", 2) ? 2 : 1;
		return *n == 2 ? PART_DAY : s.n > 1 && is_letter(s.p[1]) ? PART_LITERAL : PART_MDAY;
	}
	*n = 1;
	return PART_LITERAL;
}

/* The part at the start of s, taken off it; *literal is its first character. */
static inline enum part
next_part(struct slice *s, char *literal)
{
	size_t n;
	enum part part = part_at(*s, &n);

	*literal = s->p[0];
	*s = (struct slice){s->p + n, s->n - n};
	return part;
}

/* A month by its name is a month, and a day without a zero in front a day. */
static unsigned
bit_of(enum part part)
{
	switch (part) {
	case PART_LITERAL: return 0;
	case PART_MON:
	case PART_NAME: return 1U << PART_MONTH;
	case PART_MDAY: return 1U << PART_DAY;
	case PART_YEAR:
	case PART_NEXT:
	case PART_QUARTER:
	case PART_MONTH:
	case PART_DAY: break;
	}
	return 1U << part;
}

/* The set of the parts of a form but literals; *short_year: its year is YY, the last two digits. */
static unsigned
parts_of(struct slice form, bool *repeated, bool *short_year)
{
	const unsigned next = 1U << PART_NEXT, year = 1U << PART_YEAR, month = 1U << PART_MONTH;
	unsigned seen = 0, part;
	char literal;

	*repeated = false;
	while (form.n > 0) {
		part = bit_of(next_part(&form, &literal));
		*repeated |= (seen & part) != 0;
		seen |= part;
	}
	*short_year = (seen & (next | year | month)) == (next | month);
	return *short_year ? (seen & ~next) | year : seen;
}

/* Whether the letter c, after that part, was meant to be one: the last M of "MMM" or of "D/M". */
static bool
is_meant(char c, enum part before, bool joined, bool continued)
{
	if (before == PART_MON || before == PART_NAME)
		return joined;
	return (c == 'D' || c == 'M' || c == 'Y') &&
	    (before == PART_LITERAL ? !joined && !continued : joined);
}

/* The letters next to one another that is_meant() is true of one of; or none. */
static struct slice
stray_letters(struct slice form)
{
	enum part part = PART_LITERAL, before;
	struct slice rest = form;
	const char *at, *end;
	char c;

	while (rest.n > 0) {
		at = rest.p;
		before = part;
		part = next_part(&rest, &c);
		if (part != PART_LITERAL || !is_letter(c) || !is_meant(c, before,
		    at > form.p && is_letter(at[-1]), rest.n > 0 && is_letter(rest.p[0])))
			continue;
		for (; at > form.p && is_letter(at[-1]); at--)
			;
		for (end = rest.p; end < form.p + form.n && is_letter(*end); end++)
			;
		return (struct slice){at, (size_t)(end - at)};
	}
	return (struct slice){"", 0};
}

const struct periodform *
periodform_of(enum period_freq freq)
{
#define FORM(freq, form) [freq] = {{form, sizeof(form) - 1}, freq, false}
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
	bool repeated, short_year, ignored;
	unsigned parts = parts_of(text, &repeated, &short_year);
	struct slice stray;

	*f = (struct periodform){.text = text, .short_year = short_year};
	for (int i = PERIOD_DAY; i > PERIOD_NONE; i--)	/* the first that has them */
		if (parts != 0 &&
		    parts_of(slice_of(frequencies[i].form), &ignored, &ignored) == parts)
			f->freq = (enum period_freq)i;
	if (f->freq == PERIOD_NONE || repeated || text.n > 64) {
		f->freq = PERIOD_NONE;
		return errmsg_set(e, "'%.*s' is not a form of a period; expected one made of YYYY, "
		    "YY, Qn, MM, Mon, Month, DD, D, as in YYYY-YY Qn",
		    (int)(text.n < 64 ? text.n : 64), text.p);
	}
	if ((stray = stray_letters(text)).n > 0)
		return errmsg_set(e, "'%.*s': '%.*s' is not a part of a form; expected YYYY or YY, "
		    "MM (06), Mon (Jun) or Month (June), DD (05) or D (5)", SLICE_ARG(text),
		    SLICE_ARG(stray));
	return 0;
}

/* The first n characters of s, taken off it, as the name of a month; false: they are not. */
static bool
take_name(struct slice *s, size_t n, int *month)
{
	if (s->n < n || (*month = period_month_of((struct slice){s->p, n})) < 0)
		return false;
	*s = (struct slice){s->p + n, s->n - n};
	return true;
}

/* "June", not "Jun". */
static bool
take_full_name(struct slice *s, int *month)
{
	size_t n = 0;

	while (n < s->n && is_letter(s->p[n]))
		n++;
	return take_name(s, n, month) && n == strlen(month_names[*month - 1]);
}

/* "5" or "12", not "05". */
static bool
take_mday(struct slice *s, int *day)
{
	return s->n > 0 && s->p[0] != '0' &&
	    ((*day = take_digits(s, 2)) >= 0 || (*day = take_digits(s, 1)) >= 0);
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
	case PART_MON:
		return take_name(s, 3, &t->number);
	case PART_NAME:
		return take_full_name(s, &t->number);
	case PART_DAY:
		return (t->day = take_digits(s, 2)) >= 0;
	case PART_MDAY:
		return take_mday(s, &t->day);
	case PART_LITERAL:
		return take_char(s, first);
	}
	return false;
}

static bool
read_parts(const struct periodform *f, struct slice s, struct parts *t)
{
	struct slice rest = f->text;
	enum part part;
	char literal;

	*t = (struct parts){.next = -1, .number = 1};
	while (rest.n > 0) {
		part = next_part(&rest, &literal);
		if (!take_part(part, literal, &s, t))
			return false;
	}
	if (f->short_year)
		t->year = year_of_two(t->next);
	return s.n == 0 && (t->next < 0 || f->short_year || t->next == (t->year + 1) % 100);
}

bool
periodform_read(const struct periodform *f, struct slice s, struct period *p)
{
	struct parts t;

	if (!read_parts(f, s, &t))
		return false;
	return f->freq == PERIOD_DAY ? period_set_day(p, t.year, t.number, t.day) :
	    period_set(p, f->freq, t.year, t.number);
}

bool
periodform_is_no_day(const struct periodform *f, struct slice s)
{
	struct period p;
	struct parts t;

	return f->freq == PERIOD_DAY && read_parts(f, s, &t) &&
	    !period_set_day(&p, t.year, t.number, t.day) && period_set_day(&p, t.year, t.number, 1);
}

/* The last n digits of v >= 0. */
static char *
put_digits(char *to, int v, int n)
{
	for (int i = n; i-- > 0; v /= 10)
		to[i] = (char)('0' + v % 10);
	return to + n;
}

void
periodform_write(const struct periodform *f, struct period p, char to[PERIODFORM_TEXT])
{
	struct slice form = f->text;
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
		case PART_NEXT: to = put_digits(to, year + !f->short_year, 2); break;
		case PART_QUARTER: *to++ = 'Q'; to = put_digits(to, number, 1); break;
		case PART_MONTH: to = put_digits(to, number, 2); break;
		case PART_MON: to = mempcpy(to, month_names[number - 1], 3); break;
		case PART_NAME: to = stpcpy(to, month_names[number - 1]); break;
		case PART_DAY: to = put_digits(to, mday, 2); break;
		case PART_MDAY: to = put_digits(to, mday, mday < 10 ? 1 : 2); break;
		case PART_LITERAL: *to++ = literal; break;
		}
	*to = '\0';
}

/* What follows the year in the period's form. */
static char *
put_rest(struct period p, int year, int number, int mday, char *to)
{
	switch (p.freq) {
	case PERIOD_NONE:
	case PERIOD_YEAR:
		return to;
	case PERIOD_QUARTER:
		return put_digits(mempcpy(to, "-Q", 2), number, 1);
	case PERIOD_MONTH:
		return put_digits(mempcpy(to, "-", 1), number, 2);
	case PERIOD_DAY:
		to = put_digits(mempcpy(to, "-", 1), number, 2);
		return put_digits(mempcpy(to, "-", 1), mday, 2);
	case PERIOD_FYEAR:
	case PERIOD_AYEAR:
	case PERIOD_FQUARTER:
	case PERIOD_TERM:
		break;
	}
	to = put_digits(mempcpy(to, "-", 1), year + 1, 2);
	if (p.freq == PERIOD_FQUARTER)
		return put_digits(mempcpy(to, " Q", 2), number, 1);
	if (p.freq == PERIOD_TERM)
		return stpcpy(stpcpy(mempcpy(to, " ", 1), term_names[number - 1]), " term");
	return to;
}

/* As by the forms above, which this does not read again for each. */
void
period_format(char buf[PERIOD_SIZE], struct period p)
{
	int year, number, mday = 1, per_year = frequencies[p.freq].per_year;

	if (p.freq == PERIOD_DAY) {
		date_civil(p.ord, &year, &number, &mday);
	} else {
		year = p.ord / per_year;
		number = p.ord % per_year + 1;
	}
	*put_rest(p, year, number, mday, p.freq == PERIOD_NONE ? buf :
	    put_digits(buf, year, 4)) = '\0';
}

void
period_format_words(char buf[PERIOD_SIZE], struct period p)
{
	int year, month, day;

	date_civil(period_first_day(p), &year, &month, &day);
	if (p.freq == PERIOD_DAY)
		snprintf(buf, PERIOD_SIZE, "%d %s %d", day, month_names[month - 1], year);
	else if (p.freq == PERIOD_MONTH)
		snprintf(buf, PERIOD_SIZE, "%s %d", month_names[month - 1], year);
	else
		period_format(buf, p);
}
