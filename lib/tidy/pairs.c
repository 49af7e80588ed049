#include "tidy/pairs.h"

#include <string.h>

#include "base/note.h"

enum { ANY_YEAR = 2000 };

bool
pair_is_percent(struct slice name)
{
	static const char words[][20] = {
		"%", "(%)", "percent", "per cent", "percentage", "pct", "% of total",
		"percent of total", "per cent of total", "percentage of total",
	};

	return SLICE_IS_AMONG(slice_trim(name), words);
}

bool
pair_is_share(struct slice name)
{
	return pair_is_percent(name) || (name.n > 5 &&
	    slice_caseeq((struct slice){name.p, 5}, slice_of("% of ")));
}

bool
pair_is_number(struct slice name)
{
	static const char words[][20] = {"number", "count", "no.", "no", "n"};

	return SLICE_IS_AMONG(slice_trim(name), words);
}

bool
pair_is_period(struct slice name, int fyear)
{
	const int year = fyear != PERIOD_NO_YEAR ? fyear : ANY_YEAR;
	struct period p;

	return note_parse_period(name, year, &p, NULL, NULL) ||
	    (name.n > 0 && is_letter(name.p[0]) && period_parse_month(name, year, &p));
}

/* Without what is between the two parts, and brackets around the whole. */
static struct slice
bare(struct slice s)
{
	s = slice_strip(s, " _-:,");
	if (s.n > 2 && s.p[0] == '(' && s.p[s.n - 1] == ')')
		s = (struct slice){s.p + 1, s.n - 2};
	return s;
}

static enum pair_kind
kind_of(struct slice name)
{
	return pair_is_number(name) ? PAIR_NUMBER : pair_is_percent(name) ? PAIR_PERCENT :
	    PAIR_NONE;
}

/* *first: the period is before the word. */
static enum pair_kind
split(struct slice heading, int fyear, struct slice *period, bool *first)
{
	const struct slice s = slice_trim(heading);

	for (size_t i = 1; i < s.n; i++) {
		const struct slice a = bare((struct slice){s.p, i});
		const struct slice b = bare((struct slice){s.p + i, s.n - i});
		enum pair_kind kind;

		if (strchr(" _-:,(%", s.p[i]) == NULL && strchr(" _-:,)%", s.p[i - 1]) == NULL)
			continue;
		*first = (kind = kind_of(b)) != PAIR_NONE && pair_is_period(a, fyear);
		if (!*first && ((kind = kind_of(a)) == PAIR_NONE || !pair_is_period(b, fyear)))
			continue;
		*period = *first ? a : b;
		return kind;
	}
	return PAIR_NONE;
}

enum pair_kind
pair_of(struct slice heading, int fyear, struct slice *period)
{
	bool first;

	return split(heading, fyear, period, &first);
}

bool
pairs_are_there(const struct slice *cells, size_t n, int fyear)
{
	size_t number = 0, after = 0, percent = 0, alone = 0;
	struct slice period;
	bool first;

	for (size_t i = 0; i < n; i++)
		switch (split(cells[i], fyear, &period, &first)) {
		case PAIR_NUMBER:
			number++;
			after += first;
			break;
		case PAIR_PERCENT:
			percent++;
			break;
		case PAIR_NONE:
			alone += pair_is_period(cells[i], fyear);
			break;
		}
	return (percent > 0 && number + alone > 0) || (after > 0 && after == number);
}
