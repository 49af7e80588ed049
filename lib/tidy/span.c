#include "tidy/span.h"

#include <string.h>

#include "base/periodtext.h"

enum { MOST = 32 };

/* The words, numbers and ampersands of a text; where there are many the last of them. */
struct words {
	struct slice word[MOST];
	size_t n;
};

static const char joins[][10] = {"to", "and", "&", "until", "through", "ye", "fye"};
static const char ends[][10] = {"ending", "ended", "end"};
static const char lengths[][10] = {
	"year", "years", "yr", "yrs", "months", "mths", "quarter", "quarters", "qtr", "half",
	"weeks",
};
static const char parts[][10] = {"half", "part"};
static const char kinds[][10] = {
	"rolling", "academic", "school", "financial", "calendar", "tax", "last", "latest",
};
static const char sums[][12] = {"cumulative", "cumul", "cum", "ytd", "fytd", "qtd", "mtd"};
static const char pairs[][2][8] = {{"to", "date"}, {"running", "total"}};
static const char counts[][10] = {
	"two", "three", "four", "five", "six", "nine", "twelve", "eighteen",
};

static void
divide(struct words *w, struct slice s)
{
	size_t n;

	w->n = 0;
	for (; s.n > 0; s.p += n, s.n -= n) {
		for (n = 0; n < s.n && (is_digit(s.p[0]) ? is_digit(s.p[n]) : is_letter(s.p[n]));)
			n++;
		if (n == 0 && s.p[0] != '&') {
			n = 1;
			continue;
		}
		n = n > 0 ? n : 1;
		if (w->n == MOST)
			memmove(w->word, w->word + 1, --w->n * sizeof(w->word[0]));
		w->word[w->n++] = (struct slice){s.p, n};
	}
}

/* "12 months", "Half year", "Year ending": nothing that could be a measure. */
static bool
is_length_alone(const struct words *w)
{
	bool length = false;

	for (size_t i = 0; i < w->n; i++) {
		const struct slice s = w->word[i];

		length |= SLICE_IS_AMONG(s, lengths);
		if (!is_digit(s.p[0]) && !SLICE_IS_AMONG(s, lengths) && !SLICE_IS_AMONG(s, ends) &&
		    !SLICE_IS_AMONG(s, joins) && !SLICE_IS_AMONG(s, parts) &&
		    !SLICE_IS_AMONG(s, kinds) && !SLICE_IS_AMONG(s, counts))
			return false;
	}
	return length;
}

/* Whether the words say that the figures are added up since an earlier period. */
static bool
is_cumulative(const struct words *w)
{
	for (size_t i = 0; i < w->n; i++) {
		if (SLICE_IS_AMONG(w->word[i], sums))
			return true;
		for (size_t k = 0; k < sizeof(pairs) / sizeof(pairs[0]) && i > 0; k++)
			if (slice_caseeq(w->word[i - 1], slice_of(pairs[k][0])) &&
			    slice_caseeq(w->word[i], slice_of(pairs[k][1])))
				return true;
	}
	return false;
}

bool
span_is_cumulative(struct slice words)
{
	struct words w;

	divide(&w, words);
	return is_cumulative(&w);
}

/* Whether the last word is the month that a span begins with, not that of "31 March" 2023-24. */
static bool
is_from_month(const struct words *w, struct period p)
{
	const size_t last = w->n - 1;

	return period_month_of(w->word[last]) > 0 && (period_per_year(p.freq) > 1 || last == 0 ||
	    period_month_of(w->word[last - 1]) > 0 || SLICE_IS_AMONG(w->word[last - 1], joins));
}

/* "year ending March 2023" from `at` on: the number of years can be before it. */
static bool
begins_with_year(struct slice name, size_t at)
{
	struct words w;

	while (at < name.n && !is_letter(name.p[at]) && !is_digit(name.p[at]))
		at++;
	name = (struct slice){name.p + at, name.n - at};
	for (at = 0; at < name.n && is_letter(name.p[at]);)
		at++;
	divide(&w, (struct slice){name.p, at});
	return w.n == 1 && SLICE_IS_AMONG(w.word[0], lengths);
}

bool
span_is_before(struct slice name, size_t at, struct period p)
{
	const bool whole = period_per_year(p.freq) == 1;
	struct slice last, before = {"", 0};
	struct words w;

	divide(&w, (struct slice){name.p, at});
	if (w.n == 0)
		return false;
	last = w.word[w.n - 1];
	if (w.n > 1)
		before = w.word[w.n - 2];
	if (SLICE_IS_AMONG(last, joins) || SLICE_IS_AMONG(last, parts) || is_length_alone(&w) ||
	    is_from_month(&w, p) || is_cumulative(&w))
		return true;
	if (slice_caseeq(last, slice_of("e")))		/* "Y/E" */
		return slice_caseeq(before, slice_of("y"));
	if (SLICE_IS_AMONG(last, ends))
		return (!whole || !slice_caseeq(last, slice_of("end"))) &&
		    (SLICE_IS_AMONG(before, lengths) || slice_caseeq(before, slice_of("period")));
	return (begins_with_year(name, at) && (SLICE_IS_AMONG(last, counts) || (w.n == 1 &&
	    is_digit(last.p[0])))) || (!whole && slice_caseeq(last, slice_of("rolling")));
}

bool
span_is_after(struct slice words)
{
	struct words w;

	divide(&w, words);
	return w.n > 0 && (SLICE_IS_AMONG(w.word[0], joins) || is_length_alone(&w) ||
	    is_cumulative(&w));
}

#define OTHER_SPAN "a span of time other than %s, which is not supported; expected a month, " \
    "quarter or year, such as Jun 2014, Apr-Jun 2014 or Year ending March 2015, or "

int
span_describe(struct slice name, struct period p, struct errmsg *e)
{
	char buf[PERIOD_SIZE];

	period_format(buf, p);
	return errmsg_set(e, "%.*s: " OTHER_SPAN "-c value='%.*s' with --set period=PERIOD",
	    SLICE_ARG(name), buf, SLICE_ARG(name));
}

int
span_describe_cell(struct slice cell, struct period p, struct errmsg *e)
{
	char buf[PERIOD_SIZE];

	period_format(buf, p);
	return errmsg_set(e, "'%.*s' is " OTHER_SPAN "%s in its place, with the span in the "
	    "indicator's name", SLICE_ARG(cell), buf, buf);
}
