#include "tidy/several.h"

#include <stdio.h>
#include <string.h>

#include "base/period.h"

enum { ANY_YEAR = 2000, FIRST_YEAR = 1801, LAST_YEAR = 2100, LONGEST = 40 };

static bool
is_plausible(struct period p)
{
	const int year = period_of_day(PERIOD_YEAR, period_first_day(p)).ord;

	return year >= FIRST_YEAR && year <= LAST_YEAR;
}

static int
kind(char c)
{
	return is_digit(c) ? 2 : is_letter(c) || (c & 0x80) != 0 ? 1 : 0;
}

/* Whether a word or number ends before s.p[i]. */
static bool
is_end(struct slice s, size_t i)
{
	return kind(s.p[i - 1]) != 0 && (i == s.n || kind(s.p[i]) != kind(s.p[i - 1]));
}

/*
 * "2022 to 2023" at the end, which is a year where it is alone, but among words may be of a change:
 * its years.
 */
static bool
are_years(struct slice text, struct period p[2])
{
	static const char between[] = " to ";
	const size_t year = 4, n = 2 * year + strlen(between);
	const char *at = text.n >= n ? text.p + text.n - n : NULL;

	return at != NULL && slice_caseeq((struct slice){at + year, strlen(between)},
	    slice_of(between)) && period_parse((struct slice){at, year}, PERIOD_NO_YEAR, &p[0]) &&
	    period_parse((struct slice){at + n - year, year}, PERIOD_NO_YEAR, &p[1]) &&
	    p[0].freq == PERIOD_YEAR && p[1].freq == PERIOD_YEAR;
}

/* The longest period that begins at s.p[from], or the several years: its end, or 0. */
static size_t
find_at(struct slice s, size_t from, int fyear, struct period p[2])
{
	const size_t most = s.n - from < LONGEST ? s.n : from + LONGEST;
	size_t digit = from;

	while (digit < most && !is_digit(s.p[digit]))
		digit++;
	for (size_t to = most; to > digit; to--) {		/* a period has a digit */
		const struct slice text = {s.p + from, to - from};

		if (!is_end(s, to))
			continue;
		if (are_years(text, p)) {
			if (text.n == strlen("2022 to 2023") && p[1].ord == p[0].ord + 1)
				return is_plausible(p[0]) ? to : 0;
			if (!period_is_years(text, &p[0], &p[1]))
				continue;
		}
		if (period_parse(text, fyear, &p[0])) {
			p[1] = p[0];
			return is_plausible(p[0]) ? to : 0;
		}
		if (period_is_years(text, &p[0], &p[1]))
			return is_plausible(p[0]) ? to : 0;
	}
	return 0;
}

bool
several_next(struct slice s, int fyear, size_t *at, struct slice *found, struct period p[2])
{
	size_t to;

	for (; *at < s.n; ++*at) {
		if (kind(s.p[*at]) == 0 || (*at > 0 && kind(s.p[*at]) == kind(s.p[*at - 1])) ||
		    (to = find_at(s, *at, fyear, p)) == 0)
			continue;
		*found = (struct slice){s.p + *at, to - *at};
		*at = to;
		return true;
	}
	return false;
}

/* "2018-based": the year of what was counted on, not of the figures. */
static bool
is_base(struct slice s, size_t at)
{
	static const char word[] = "based";
	const size_t n = sizeof(word) - 1;

	return s.n > at + n && slice_caseeq((struct slice){s.p + at + 1, n}, slice_of(word));
}

static bool
has_year(const char *text)
{
	struct period p;

	return period_parse(slice_of(text), PERIOD_NO_YEAR, &p);
}

static bool
is_apart(char text[2][SEVERAL_SIZE], struct period first, struct period second)
{
	return has_year(text[0]) != has_year(text[1]) &&
	    (period_per_year(first.freq) == 1) != (period_per_year(second.freq) == 1);
}

bool
several_find(struct slice s, struct several *two)
{
	struct period p[2], first;
	struct slice found;
	size_t at = 0, n = 0;

	while (several_next(s, ANY_YEAR, &at, &found, p)) {
		two->apart = false;
		two->years = !period_same(p[0], p[1]);
		if (two->years) {
			period_format(two->text[0], p[0]);
			period_format(two->text[1], p[1]);
			return true;
		}
		if (is_base(s, at) || (n > 0 && period_same(p[0], first)))
			continue;
		snprintf(two->text[n], sizeof(two->text[n]), "%.*s", SLICE_ARG(found));
		if (n++ > 0) {
			two->apart = is_apart(two->text, first, p[0]);
			return true;
		}
		first = p[0];
	}
	return false;
}

int
several_describe(struct slice name, const struct several *s, struct errmsg *e)
{
	if (s->apart)
		return errmsg_set(e, "%.*s: a quarter and a year apart, '%s' and '%s'; expected "
		    "both together, such as 'Q1 2014-15'", SLICE_ARG(name), s->text[0],
		    s->text[1]);
	return errmsg_set(e, "%.*s: two periods, '%s' and '%s'%s; expected one in each heading, "
	    "or -c value='%.*s' with --set period=PERIOD", SLICE_ARG(name), s->text[0],
	    s->text[1], s->years ? " (a period of several years is not supported)" : "",
	    SLICE_ARG(name));
}

bool
several_is_comparison(struct slice name)
{
	static const char words[][12] = {
		"change", "changes", "difference", "growth", "increase", "decrease", "rise", "fall",
		"variance", "movement", "direction", "trend", "compared", "versus", "vs",
		"average", "mean",
	};
	size_t n;

	for (; name.n > 0; name.p += n, name.n -= n) {
		for (n = 0; n < name.n && kind(name.p[n]) == 1; n++)
			continue;
		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]) && n > 0; i++)
			if (slice_caseeq((struct slice){name.p, n}, slice_of(words[i])))
				return true;
		n = n > 0 ? n : 1;
	}
	return false;
}
