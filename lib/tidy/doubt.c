#include "tidy/doubt.h"

#include <string.h>

#include "base/date.h"
#include "base/note.h"
#include "base/period.h"

enum { ANY_YEAR = 2000, LONGEST = 32, FIRST_YEAR = 1801, LAST_YEAR = 2100, MOST_YEARS = 50 };

static bool
is_period(const char *p, size_t n, char near[LONGEST + 2])
{
	struct period period;

	if (!period_parse((struct slice){p, n}, ANY_YEAR, &period))
		return false;
	memcpy(near, p, n);
	near[n] = '\0';
	return true;
}

/* Whether s with one letter more, less or other is a period; near is that period. */
static bool
is_edited(struct slice s, char near[LONGEST + 2])
{
	static const char letters[] = "0123456789abcdefghijlmnoprstuvyq -/";
	char edit[LONGEST + 1];

	if (s.n > LONGEST)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		memcpy(edit, s.p, i);
		memcpy(edit + i, s.p + i + 1, s.n - i - 1);
		if (s.n > 1 && is_period(edit, s.n - 1, near))
			return true;
		memcpy(edit, s.p, s.n);
		for (const char *c = letters; *c != '\0'; c++) {
			edit[i] = *c;
			if (is_period(edit, s.n, near))
				return true;
		}
	}
	for (size_t i = 0; i <= s.n; i++) {
		memcpy(edit, s.p, i);
		memcpy(edit + i + 1, s.p + i, s.n - i);
		for (const char *c = letters; *c != '\0'; c++) {
			edit[i] = *c;
			if (is_period(edit, s.n + 1, near))
				return true;
		}
	}
	return false;
}

/* Whether s with two letters changed places is a period. */
static bool
is_swapped(struct slice s, char near[LONGEST + 2])
{
	char edit[LONGEST];

	for (size_t i = 0; i + 1 < s.n && s.n <= LONGEST; i++) {
		memcpy(edit, s.p, s.n);
		edit[i] = s.p[i + 1];
		edit[i + 1] = s.p[i];
		if (is_period(edit, s.n, near))
			return true;
	}
	return false;
}

bool
doubt_is_near(struct slice name)
{
	char near[LONGEST + 2];

	return is_swapped(name, near) || is_edited(name, near);
}

/* Words that may be with a period, or one letter away from such a word. */
static bool
is_known(struct slice word)
{
	static const char known[][12] = {
		"quarter", "qtr", "year", "years", "yr", "fy", "ye", "ytd", "mid", "half", "term",
		"autumn", "spring", "summer", "ending", "ended", "end", "month", "months", "week",
		"calendar", "financial", "academic", "reporting", "tax", "to", "and", "as", "at",
		"on", "of", "the", "from", "date", "nd", "rd", "th", "st",
		"prov", "provisional", "rev", "revised", "est", "estimated", "estimate", "forecast",
		"january", "february", "march", "april", "may", "june", "july", "august",
		"september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun",
		"jul", "aug", "sep", "sept", "oct", "nov", "dec",
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		size_t limit = word.n > 4 ? 1 : 0;

		if (suggest_distance(word, slice_of(known[i]), limit) <= limit)
			return true;
	}
	return word.n == 1;
}

/* Whether the number at the start of s, after the word before it, is a year or a quarter. */
static bool
is_part(struct slice number, struct slice before)
{
	if (number.n == 1)
		return slice_caseeq(before, slice_of("q")) ||
		    slice_caseeq(before, slice_of("qtr")) ||
		    slice_caseeq(before, slice_of("quarter"));
	return (number.n == 4 || number.n == 6) &&
	    (memcmp(number.p, "19", 2) == 0 || memcmp(number.p, "20", 2) == 0);
}

/* The parts of a period in s, and the other words. */
static void
count_parts(struct slice s, size_t *parts, size_t *others)
{
	struct slice word = {"", 0};
	size_t n;

	*parts = *others = 0;
	for (; s.n > 0; s.p += n, s.n -= n) {
		for (n = 0; n < s.n && is_digit(s.p[n]); n++)
			continue;
		if (n > 0) {
			*parts += is_part((struct slice){s.p, n}, word);
			word.n = 0;
			continue;
		}
		for (; n < s.n && (is_letter(s.p[n]) || (s.p[n] & 0x80) != 0); n++)
			continue;
		if (n == 0) {
			n = 1;
			continue;
		}
		word = (struct slice){s.p, n};
		*others += !is_known(word);
	}
}

/* Three numbers, and characters other than letters: "06-30-14". */
static bool
is_date(struct slice s)
{
	size_t numbers = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (is_letter(s.p[i]) || (s.p[i] & 0x80) != 0)
			return false;
		numbers += is_digit(s.p[i]) && (i == 0 || !is_digit(s.p[i - 1]));
	}
	return numbers == 3;
}

/* "Q4 (target)": a period, and something in brackets. */
static bool
has_unknown_note(struct slice s)
{
	struct period p;

	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] == '(' || s.p[i] == '[')
			return note_parse_period((struct slice){s.p, i}, ANY_YEAR, &p, NULL, NULL);
	return false;
}

/* "Second quarter", "3rd Qtr", "QIII", "Quarter two": no period is written so here. */
static bool
is_quarter_in_words(struct slice s)
{
	static const char quarters[][8] = {"q", "qtr", "quarter"};
	static const char numbers[][8] = {
		"i", "ii", "iii", "iv", "one", "two", "three", "four", "first", "second", "third",
		"fourth", "1st", "2nd", "3rd", "4th",
	};
	size_t nquarters = 0, nnumbers = 0, n;

	for (; s.n > 0; s.p += n, s.n -= n) {
		for (n = 0; n < s.n && (is_letter(s.p[n]) || is_digit(s.p[n])); n++)
			continue;
		if (n == 0) {
			n = 1;
			continue;
		}
		if (n > 1 && (s.p[0] | 0x20) == 'q' &&
		    slice_is_among((struct slice){s.p + 1, n - 1}, numbers, sizeof(numbers[0]), 4))
			return true;
		nquarters += SLICE_IS_AMONG(((struct slice){s.p, n}), quarters);
		nnumbers += SLICE_IS_AMONG(((struct slice){s.p, n}), numbers);
	}
	return nquarters == 1 && nnumbers == 1;
}

bool
doubt_month_first(struct slice name, struct errmsg *e)
{
	char buf[DATE_SIZE];
	int32_t day;

	if (!date_is_month_first(name, &day))
		return false;
	date_format(buf, day);
	errmsg_set(e, "%.*s: the month is before the day; expected %.2s/%.2s/%.4s or %s",
	    SLICE_ARG(name), buf + 8, buf + 5, buf, buf);
	return true;
}

enum doubt
doubt_heading(struct slice name, struct errmsg *e)
{
	size_t parts, others;
	char near[LONGEST + 2];
	bool swapped;

	if (is_quarter_in_words(name)) {
		errmsg_set(e, "%.*s: a quarter in words; expected one such as Q1 or Q1 2014-15, or "
		    "another name", SLICE_ARG(name));
		return DOUBT_REFUSED;
	}
	if (name.n > 2 && !slice_has_digit(name))
		return DOUBT_NONE;
	count_parts(name, &parts, &others);
	if ((swapped = is_swapped(name, near)) || is_edited(name, near)) {
		errmsg_set(e, "%.*s: %s the period '%.*s'; expected a period, or "
		    "another name", SLICE_ARG(name), swapped ? "two swapped letters from" :
		    "one letter away from", SLICE_ARG(slice_trim(slice_of(near))));
		return DOUBT_REFUSED;
	}
	if (is_date(name)) {
		errmsg_set(e, "%.*s: looks like a date, but is not one; expected one such as "
		    "2014-06-30 or 30/06/2014 (xlsx2csv -f %%Y-%%m-%%d), or another name",
		    SLICE_ARG(name));
		return DOUBT_REFUSED;
	}
	if (parts == 0)
		return DOUBT_NONE;
	if (has_unknown_note(name)) {
		errmsg_set(e, "%.*s: a period with a note that is not known; expected one such as "
		    "(p), [r] or [note 1], or another name", SLICE_ARG(name));
		return DOUBT_REFUSED;
	}
	if (others > 0)
		return DOUBT_NAMED;
	errmsg_set(e, "%.*s: looks like a period, but is not one; expected one such as 2014-15 Q1, "
	    "2014-15, 2014, Jun 2014 or, with a note, 2014 (p)",
	    SLICE_ARG(name));
	return DOUBT_REFUSED;
}

int
doubt_turn_day(struct period *p, enum period_as as, struct day_end *end, struct errmsg *e)
{
	static const char names[][8] = {
		[PERIOD_AS_READ] = "", [PERIOD_AS_MONTH] = "month",
		[PERIOD_AS_QUARTER] = "quarter", [PERIOD_AS_YEAR] = "year",
	};
	const struct period day = *p;
	char other[DATE_SIZE];
	bool last;

	if (!period_turn_day(p, as)) {
		errmsg_set(e, "neither the first nor the last day of a %s; expected one of these",
		    names[as]);
		return 1;
	}
	if (day.freq != PERIOD_DAY || as == PERIOD_AS_READ)
		return 0;
	last = period_last_day(*p) == day.ord;
	if (!end->any)
		*end = (struct day_end){true, last, day.ord};
	if (last == end->last)
		return 0;
	date_format(other, end->day);
	return errmsg_set(e, "the %s day of a %s, but %s is the %s; expected only first days, or "
	    "only last days", last ? "last" : "first", names[as], other, last ? "first" : "last");
}

int
doubt_year(struct slice text, struct period p, int *first, int *last, struct errmsg *e)
{
	const int year = period_of_day(PERIOD_YEAR, period_first_day(p)).ord;

	if (year < FIRST_YEAR || year > LAST_YEAR)
		return errmsg_set(e, "'%.*s' is of the year %d; expected one from %d to %d",
		    SLICE_ARG(slice_trim(text)), year, FIRST_YEAR, LAST_YEAR);
	if (*first > 0 && (year < *first - MOST_YEARS || year > *last + MOST_YEARS))
		return errmsg_set(e, "'%.*s' is of the year %d, and the periods before are of %d "
		    "to %d; expected at most %d years between", SLICE_ARG(slice_trim(text)), year,
		    *first, *last, MOST_YEARS);
	*first = *first == 0 || year < *first ? year : *first;
	*last = year > *last ? year : *last;
	return 0;
}
