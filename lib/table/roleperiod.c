/* Periods in cells: with the year in the same cell, in another column, or by -y. */
#include <string.h>

#include "base/date.h"
#include "base/errmsg.h"
#include "base/memory.h"
#include "base/slice.h"
#include "table/role.h"
#include "table/rolename.h"

enum { ANY_YEAR = 2000, APRIL = 4, SEPTEMBER = 9 };

/* Headings of columns of years, and what these say that the years are. */
static const struct {
	char name[16];
	enum period_freq freq;
} headings[] = {
	{"year", PERIOD_NONE}, {"financial_year", PERIOD_FYEAR}, {"fy", PERIOD_FYEAR},
	{"academic_year", PERIOD_AYEAR}, {"school_year", PERIOD_AYEAR},
};
enum { HEADINGS = sizeof(headings) / sizeof(headings[0]) };
static const char initials[] = "yYfFaAsS";

/* The number of the heading in that list, or HEADINGS. */
static size_t
number_of(struct slice heading)
{
	const struct slice s = slice_trim(heading);
	struct folded f;
	size_t i = 0;

	if (s.n > 0 && (is_letter(s.p[0]) || is_digit(s.p[0])) && strchr(initials, s.p[0]) == NULL)
		return HEADINGS;
	folded_make(&f, &heading, 1);
	while (i < HEADINGS && !folded_is(f.fold[0], headings[i].name))
		i++;
	folded_free(&f);
	return i;
}

bool
heading_is_year(struct slice heading)
{
	return number_of(heading) < HEADINGS;
}

static enum period_freq
years_of(struct slice heading)
{
	const size_t i = number_of(heading);

	return i < HEADINGS ? headings[i].freq : PERIOD_NONE;
}

bool
role_read_year(struct slice s, struct period *year)
{
	struct textbuf b = {0};
	bool is = period_parse(s, PERIOD_NO_YEAR, year);

	if (!is && slice_has_digit(s)) {
		textbuf_addf(&b, "FY %.*s", SLICE_ARG(slice_trim(s)));
		is = period_parse(textbuf_slice(&b), PERIOD_NO_YEAR, year);
		textbuf_free(&b);
	}
	return is && (year->freq == PERIOD_YEAR || year->freq == PERIOD_FYEAR ||
	    year->freq == PERIOD_AYEAR);
}

/* A month by its name. */
static bool
is_month(struct slice s)
{
	struct period p;

	return s.n > 0 && !is_digit(slice_trim(s).p[0]) && period_parse_month(s, ANY_YEAR, &p);
}

bool
role_is_term(struct slice s)
{
	struct textbuf b = {0};
	struct period p;
	bool is;

	textbuf_addf(&b, "%.*s term 2014-15", SLICE_ARG(slice_trim(s)));
	is = s.n > 0 && period_parse(textbuf_slice(&b), PERIOD_NO_YEAR, &p);
	textbuf_free(&b);
	return is;
}

static bool
is_quarter(struct slice s)
{
	struct period p;

	return period_parse(s, ANY_YEAR, &p) && !period_parse(s, PERIOD_NO_YEAR, &p);
}

bool
role_lacks_year(struct slice s)
{
	return is_quarter(s) || is_month(s);
}

/* "Total", "Totals 2023-24", "Grand total" */
static bool
is_total(struct slice s)
{
	const size_t n = strlen("total");

	return s.n >= n && (slice_caseeq((struct slice){s.p, n}, slice_of("total")) ||
	    slice_caseeq((struct slice){s.p + s.n - n, n}, slice_of("total")));
}

/* What is wrong with a period in two columns. */
static int
fault_pair(struct slice s, struct slice identifier, struct errmsg *e)
{
	struct period year;
	bool known = role_read_year(s, &year);

	s = slice_trim(s);
	identifier = slice_trim(identifier);
	if (known && year.freq == PERIOD_YEAR && is_quarter(identifier))
		return errmsg_set(e, "'%.*s' with '%.*s' is a quarter of the calendar or of the "
		    "financial year; expected %d-%02d for %d, if that is the year (or -y %d-%02d, "
		    "if all rows are of it), or quarters such as 2014-Q1 in one column",
		    SLICE_ARG(s), SLICE_ARG(identifier), year.ord, (year.ord + 1) % 100, year.ord,
		    year.ord, (year.ord + 1) % 100);
	if (known && year.freq == PERIOD_YEAR && role_is_term(identifier))
		return errmsg_set(e, "'%.*s' with '%.*s' is not a period; expected the academic "
		    "year, such as 2014/15, if it is a term", SLICE_ARG(s), SLICE_ARG(identifier));
	if (known && is_quarter(identifier))
		return errmsg_set(e, "'%.*s' with '%.*s': a quarter of an academic year; expected "
		    "one of a financial year, such as 2014-15 with Q1", SLICE_ARG(s),
		    SLICE_ARG(identifier));
	return errmsg_set(e, "'%.*s' with '%.*s' is not a period; expected one such as 201415 "
	    "with Financial year", SLICE_ARG(s), SLICE_ARG(identifier));
}

int
role_read_period(struct slice s, struct slice identifier, int fyear, struct period *p,
    struct errmsg *e)
{
	char from[PERIOD_SIZE], to[PERIOD_SIZE];
	struct period first, last;
	int32_t day;

	if (period_parse_pair(s, identifier, fyear, p) ||
	    (slice_trim(identifier).n == 0 && period_parse_month(s, fyear, p)))
		return 0;
	if (period_parse_month(identifier, ANY_YEAR, &last) &&
	    period_parse(s, PERIOD_NO_YEAR, &first) && first.freq == PERIOD_FYEAR)
		return errmsg_set(e, "'%.*s' with '%.*s' may be of a financial or an academic "
		    "year; expected the month with its own year, such as %.*s 2014, or a heading "
		    "such as Financial year", SLICE_ARG(s),
		    SLICE_ARG(identifier), SLICE_ARG(slice_trim(identifier)));
	if (slice_trim(identifier).n > 0)
		return fault_pair(s, identifier, e);
	if (period_parse(s, ANY_YEAR, p) || period_parse_month(s, ANY_YEAR, p))
		return errmsg_set(e, "'%.*s' has no year; give it with -y, as in -y 2014-15",
		    SLICE_ARG(slice_trim(s)));
	if (date_is_month_first(s, &day)) {
		date_format(from, day);
		return errmsg_set(e, "'%.*s' has the month before the day; expected %.2s/%.2s/%.4s "
		    "or %s", SLICE_ARG(slice_trim(s)), from + 8, from + 5, from, from);
	}
	if (period_is_years(s, &first, &last)) {
		period_format(from, first);
		period_format(to, last);
		return errmsg_set(e, "'%.*s' is a period of several years, which is not supported; "
		    "expected one year, such as %s in its place, with '%s to %s' in the "
		    "indicator's name", SLICE_ARG(slice_trim(s)), to, from, to);
	}
	if (is_total(slice_trim(s)))
		return errmsg_set(e, "'%.*s' is not a period but a total; expected rows of periods "
		    "only: delete the row", SLICE_ARG(s));
	return errmsg_set(e, "'%.*s'" ROLE_NO_PERIOD "2014-15 Q1, 2014-Q2, 2014-15, 2014 or Jun "
	    "2014", SLICE_ARG(s));
}

/* A quarter or a month of the year in another column, whose heading may say which year it is. */
static bool
read_part(struct slice heading, struct period year, struct slice part, int fyear,
    struct period *p)
{
	const bool quarter = is_quarter(part);
	enum period_freq of = year.freq;

	if (quarter && of == PERIOD_YEAR)
		return year.ord == fyear && period_parse(part, fyear, p);
	if (of == PERIOD_YEAR) {
		period_parse_month(part, year.ord, p);
		p->ord = 12 * year.ord + p->ord % 12;
		return true;
	}
	if (of == PERIOD_FYEAR && years_of(heading) != PERIOD_NONE)
		of = years_of(heading);
	else if (of == PERIOD_FYEAR && !quarter)
		return false;
	if (quarter)
		return of == PERIOD_FYEAR && period_parse(part, year.ord, p);
	period_parse_month(part, year.ord, p);
	if (of == PERIOD_AYEAR && p->ord % 12 + 1 >= APRIL && p->ord % 12 + 1 < SEPTEMBER)
		p->ord += 12;
	return true;
}

int
role_read_pair(struct slice heading, struct slice s, struct slice part, int fyear,
    struct period *p, struct errmsg *e)
{
	const struct period wanted = {.freq = PERIOD_FYEAR, .ord = fyear};
	char is[PERIOD_SIZE], says[PERIOD_SIZE];
	struct period year;

	if (!role_lacks_year(part) || !role_read_year(s, &year))
		return role_read_period(s, part, fyear, p, e);
	if (!read_part(heading, year, part, fyear, p))
		return !is_quarter(part) ? role_read_period(s, part, fyear, p, e) :
		    fault_pair(s, part, e);
	if (fyear == PERIOD_NO_YEAR || (period_first_day(*p) >= period_first_day(wanted) &&
	    period_last_day(*p) <= period_last_day(wanted)))
		return 0;
	period_format(is, *p);
	period_format(says, wanted);
	return errmsg_set(e, "'%.*s' with '%.*s' is %s, but -y says %s; expected no -y, as the "
	    "table has its years", SLICE_ARG(slice_trim(s)), SLICE_ARG(slice_trim(part)), is, says);
}

/* Two columns may have the year of a quarter, and -y would set both aside. */
static int
fault_two_years(struct input *in, size_t col, struct errmsg *e)
{
	struct slice year[2] = {{"", 0}, {"", 0}};
	size_t n = 0;

	for (size_t c = 0; c < in->ncols && n < 2; c++)
		if (c != col && heading_is_year(in->heading[c]))
			year[n++] = slice_trim(in->heading[c]);
	return input_fault(in, col, e, "'%.*s' has its year in '%.*s' or in '%.*s'; expected "
	    "-c period='%.*s' -c time_identifier='%.*s', or the other one",
	    SLICE_ARG(slice_trim(input_field(in, col))), SLICE_ARG(year[0]),
	    SLICE_ARG(year[1]), SLICE_ARG(year[0]), SLICE_ARG(slice_trim(in->heading[col])));
}

bool
roles_has_own_year(const struct roles *r, struct input *in)
{
	struct period year;

	return r->year >= 0 && role_lacks_year(input_field(in, (size_t)r->col[ROLE_PERIOD])) &&
	    role_read_year(input_field(in, (size_t)r->year), &year);
}

int
roles_period(const struct roles *r, struct input *in, int fyear, struct period *p,
    struct errmsg *e)
{
	size_t col = (size_t)r->col[ROLE_PERIOD];
	int part = r->col[ROLE_TIME_IDENTIFIER];
	struct slice s = input_field(in, col);
	struct errmsg why;
	int status;

	if (r->year == ROLES_TWO_YEARS && role_lacks_year(s))
		return fault_two_years(in, col, e);
	if (roles_has_own_year(r, in)) {
		part = (int)col;
		col = (size_t)r->year;
	}
	status = part >= 0 ? role_read_pair(in->heading[col], input_field(in, col),
	    input_field(in, (size_t)part), fyear, p, &why) :
	    role_read_period(s, (struct slice){"", 0}, fyear, p, &why);
	return status == 0 ? 0 : input_fault(in, col, e, "%s", why.text);
}
