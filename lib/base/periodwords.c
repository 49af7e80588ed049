#include "base/period.h"

#include "base/periodtext.h"
#include "base/slice.h"

enum { MOST_TOKENS = 12, LONGEST = 64, MOST_YEARS = 10 };

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_DASH, TOKEN_SLASH };

struct token {
	enum token_kind kind;
	bool spaced;		/* a blank was before it */
	struct slice text;
	int number;
};

/* A text in words, numbers and dashes, and how far it has been read. */
struct words {
	struct token t[MOST_TOKENS];
	size_t n, at;
};

/* An apostrophe before a year of two digits: its length, or 0. */
static size_t
apostrophe(struct slice s)
{
	const char *const right = "\u2019";
	const size_t n = s.p[0] == '\'' ? 1 : s.n > 3 && memcmp(s.p, right, 3) == 0 ? 3 : 0;

	return n > 0 && s.n >= n + 2 && is_digit(s.p[n]) && is_digit(s.p[n + 1]) &&
	    (s.n == n + 2 || !is_digit(s.p[n + 2])) ? n : 0;
}

/* What is between words: a length, and whether it is a dash. 0: none of these. */
static size_t
separator(struct slice s, bool *dash)
{
	static const char *const dashes[] = {"-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014"};

	size_t n;

	*dash = false;
	if (s.p[0] == ' ' || s.p[0] == ',' || s.p[0] == '_')
		return 1;
	if (s.n > 1 && s.p[0] == '\xc2' && s.p[1] == '\xa0')
		return 2;
	if ((n = apostrophe(s)) > 0)
		return n;
	*dash = true;
	for (size_t i = 0; i < sizeof(dashes) / sizeof(dashes[0]); i++) {
		n = strlen(dashes[i]);
		if (s.n >= n && memcmp(s.p, dashes[i], n) == 0)
			return n;
	}
	return 0;
}

/* The token at the start of s: its length, or 0: no period has it. */
static size_t
take_token(struct slice s, struct token *t)
{
	bool number = is_digit(s.p[0]);
	size_t n = 0;

	*t = (struct token){.kind = number ? TOKEN_NUMBER : TOKEN_WORD};
	for (; n < s.n && (number ? is_digit(s.p[n]) && n < 8 : is_letter(s.p[n])); n++)
		if (number)
			t->number = t->number * 10 + (s.p[n] - '0');
	t->text = (struct slice){s.p, n};
	return n;
}

/* False: the text has something that no period has. */
static bool
divide(struct words *w, struct slice s)
{
	bool dash, spaced = false;
	size_t n;

	w->n = w->at = 0;
	for (; s.n > 0; s.p += n, s.n -= n) {
		if ((n = separator(s, &dash)) > 0 && !dash) {
			spaced = true;
			continue;
		}
		if (w->n == MOST_TOKENS)
			return false;
		if (n > 0 || s.p[0] == '/') {
			w->t[w->n] = (struct token){.kind = n > 0 ? TOKEN_DASH : TOKEN_SLASH};
			n = n > 0 ? n : 1;
		} else if ((n = take_token(s, &w->t[w->n])) == 0) {
			return false;
		}
		w->t[w->n++].spaced = spaced;
		spaced = false;
	}
	return w->n > 0;
}

static const struct token *
next(const struct words *w, enum token_kind kind)
{
	return w->at < w->n && w->t[w->at].kind == kind ? &w->t[w->at] : NULL;
}

static bool
take(struct words *w, enum token_kind kind)
{
	bool found = next(w, kind) != NULL;

	w->at += found;
	return found;
}

static bool
take_word(struct words *w, const char *word)
{
	const struct token *t = next(w, TOKEN_WORD);
	bool found = t != NULL && slice_caseeq(t->text, slice_of(word));

	w->at += found;
	return found;
}

static bool
take_any(struct words *w, const char (*any)[8], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (take_word(w, any[i]))
			return true;
	return false;
}

static bool
at_end(const struct words *w)
{
	return w->at == w->n;
}

/* A number of that many digits, or -1. */
static int
take_number(struct words *w, size_t digits)
{
	const struct token *t = next(w, TOKEN_NUMBER);

	if (t == NULL || t->text.n != digits)
		return -1;
	w->at++;
	return t->number;
}

/* "2023" or, if two digits will do, "23"; -1. */
static int
take_year(struct words *w, bool two)
{
	int year = take_number(w, 4);

	return year < 1 && two ? year_of_two(take_number(w, 2)) : year < 1 ? -1 : year;
}

/* Whether the token and the next one are without blanks: "2020 - 22" is three years, not one. */
static bool
is_close(const struct words *w)
{
	return w->at + 1 < w->n && !w->t[w->at].spaced && !w->t[w->at + 1].spaced;
}

/* The second year, after "to" or, without blanks, a dash: its last two digits, or -1. */
static int
take_second_year(struct words *w, int year)
{
	const bool to = take_word(w, "to");
	int second = -1;

	if (!to && (!is_close(w) || (!take(w, TOKEN_DASH) && !take(w, TOKEN_SLASH))))
		return -1;
	if (!to && (second = take_number(w, 2)) >= 0)
		return second;
	return take_number(w, 4) == year + 1 ? (year + 1) % 100 : -1;
}

/*
 * "2023/24", "2023-2024", "2023 to 2024", "202324" or, if two digits will do, "23/24": the first
 * year, or -1.
 */
static int
take_years(struct words *w, bool two)
{
	const size_t from = w->at;
	int year = take_number(w, 6), second = year % 100;

	if (year > 0) {
		year /= 100;
	} else {
		year = take_year(w, two);
		second = year < 1 ? -1 : take_second_year(w, year);
	}
	if (second >= 0 && second == (year + 1) % 100)
		return year;
	w->at = from;
	return -1;
}

/* "Q1", "Qtr 1", "Quarter 1": 1 to 4, or -1. */
static int
take_quarter_word(struct words *w)
{
	static const char names[][8] = {"q", "qtr", "quarter"};
	const size_t from = w->at;
	int q = take_any(w, names, 3) ? take_number(w, 1) : -1;

	if (q >= 1 && q <= 4)
		return q;
	w->at = from;
	return -1;
}

static int
take_month(struct words *w)
{
	const struct token *t = next(w, TOKEN_WORD);
	int month = t != NULL ? period_month_of(t->text) : -1;

	w->at += month > 0;
	return month;
}

/* "1", "01", "1st": 1 to 31, or -1. */
static int
take_mday(struct words *w)
{
	static const char ends[][8] = {"st", "nd", "rd", "th"};
	int mday = take_number(w, 1);

	if (mday < 0)
		mday = take_number(w, 2);
	if (mday > 0)
		take_any(w, ends, 4);
	return mday;
}

/* The year after a month, "2023", "23" or "-23", or -1. */
static int
take_year_of_month(struct words *w, bool two)
{
	const struct token *t = next(w, TOKEN_DASH);

	if (t != NULL && w->at + 1 < w->n && t[1].kind == TOKEN_NUMBER)
		w->at++;
	return take_year(w, two);
}

static bool
parse_year_word(struct words *w, struct period *p)
{
	bool mid = take_word(w, "mid"), financial, academic, calendar;
	int year;

	if (mid)
		take(w, TOKEN_DASH);
	financial = !mid && (take_word(w, "fy") || take_word(w, "financial"));
	academic = !mid && !financial && (take_word(w, "academic") || take_word(w, "school"));
	calendar = !mid && !financial && !academic &&
	    (take_word(w, "calendar") || take_word(w, "reporting"));
	if (take_word(w, "year"))
		take(w, TOKEN_DASH);
	else if (w->at == 0 || academic || calendar)
		return false;
	if (!mid && !calendar && (year = take_years(w, financial || academic)) > 0)
		return at_end(w) &&
		    period_set(p, academic ? PERIOD_AYEAR : PERIOD_FYEAR, year, 1);
	return !financial && !academic && (year = take_year(w, false)) > 0 && at_end(w) &&
	    period_set(p, PERIOD_YEAR, year, 1);
}

/* Quarters, with their years before or after. */
static bool
parse_quarter_word(struct words *w, int fyear, struct period *p)
{
	int q = take_quarter_word(w), year;

	if (q > 0) {
		if (at_end(w))
			return fyear != PERIOD_NO_YEAR &&
			    period_set(p, PERIOD_FQUARTER, fyear, q);
		take(w, TOKEN_DASH);
		return (year = take_years(w, true)) > 0 && at_end(w) &&
		    period_set(p, PERIOD_FQUARTER, year, q);
	}
	if ((year = take_years(w, true)) > 0) {
		take(w, TOKEN_DASH);
		return (q = take_quarter_word(w)) > 0 && at_end(w) &&
		    period_set(p, PERIOD_FQUARTER, year, q);
	}
	year = take_year(w, false);
	take(w, TOKEN_DASH);
	return year > 0 && (q = take_quarter_word(w)) > 0 && at_end(w) &&
	    period_set(p, PERIOD_QUARTER, year, q);
}

/* Months and days. */
static bool
parse_date(struct words *w, struct period *p)
{
	static const char before[][8] = {"as", "at", "on"};
	int mday, month, year;
	bool day;

	day = take_any(w, before, 1);
	day |= take_any(w, before + 1, 2);
	if ((mday = take_mday(w)) >= 0)
		take(w, TOKEN_DASH);
	month = take_month(w);
	take(w, TOKEN_DASH);
	year = take_year(w, true);
	if (month < 0 || year < 1 || !at_end(w) || (day && mday < 0))
		return false;
	return mday >= 0 ? period_set_day(p, year, month, mday) :
	    period_set(p, PERIOD_MONTH, year, month);
}

/* The year or quarter whose last month this is; number: its months. */
static bool
set_ending(struct period *p, int months, int year, int month)
{
	if (months == 3 && month % 3 == 0) {
		period_set(p, PERIOD_FQUARTER, month == 3 ? year - 1 : year,
		    month == 3 ? 4 : month / 3 - 1);
		p->or_calendar = true;
		return true;
	}
	if (months != 12)
		return false;
	return month == 3 ? period_set(p, PERIOD_FYEAR, year - 1, 1) :
	    month == 8 ? period_set(p, PERIOD_AYEAR, year - 1, 1) :
	    month == 12 && period_set(p, PERIOD_YEAR, year, 1);
}

/* "Year ending March 2023", "Quarter ended 30 June 2023", "12 months to March 2023". */
static bool
parse_ending(struct words *w, struct period *p)
{
	static const char ends[][8] = {"ending", "ended", "end", "to"};
	int months = take_number(w, 2), mday, month, year;
	struct period day;

	if (months < 0)
		months = take_number(w, 1);
	if (months > 0 ? !take_word(w, "months") : take_word(w, "quarter") || take_word(w, "qtr"))
		months = months > 0 ? -1 : 3;
	else if (months < 0 && (take_word(w, "year") || take_word(w, "yr")))
		months = 12;
	if (months > 0 ? !take_any(w, ends, 4) : !take_word(w, "ye"))
		return false;
	mday = take_mday(w);
	if (mday >= 0)
		take(w, TOKEN_DASH);
	month = take_month(w);
	year = take_year_of_month(w, true);
	if (month < 0 || year < 1 || !at_end(w))
		return false;
	if (mday >= 0 && (!period_set_day(&day, year, month, mday) ||
	    day.ord != period_last_day((struct period){.freq = PERIOD_MONTH,
	    .ord = 12 * year + month - 1})))
		return false;
	return set_ending(p, months > 0 ? months : 12, year, month);
}

/* "Apr-Jun 2023", "October to December 2023", "April 2022 - March 2023". */
static bool
parse_months(struct words *w, struct period *p)
{
	int from = take_month(w), from_year = take_year_of_month(w, true), to, year, months;

	if (from < 0 || (!take(w, TOKEN_DASH) && !take(w, TOKEN_SLASH) && !take_word(w, "to")))
		return false;
	to = take_month(w);
	year = take_year_of_month(w, from_year < 0);
	if (to < 0 || year < 1 || !at_end(w) || (from_year < 0 && to < from))
		return false;
	months = to - from + 1 + (from_year < 0 ? 0 : 12 * (year - from_year));
	return set_ending(p, months, year, to);
}

/* "Autumn term 2023/24", "2023/24 Autumn term", "Autumn term 2023". */
static bool
parse_term(struct words *w, struct period *p)
{
	int year = take_years(w, true), term;

	if (next(w, TOKEN_WORD) == NULL || (term = period_term_of(w->t[w->at].text)) < 0)
		return false;
	w->at++;
	if (!take_word(w, "term"))
		return false;
	if (year < 0 && (year = take_years(w, true)) < 0 && (year = take_year(w, false)) > 0)
		year -= term > 1;
	return year > 0 && at_end(w) && period_set(p, PERIOD_TERM, year, term);
}

/* "2014/06/30", as Gnumeric writes days. */
static bool
parse_slashed(struct words *w, struct period *p)
{
	int year = take_number(w, 4), month, mday;

	if (year < 1 || !take(w, TOKEN_SLASH))
		return false;
	month = take_number(w, 2);
	if (month < 1 || !take(w, TOKEN_SLASH))
		return false;
	mday = take_number(w, 2);
	return mday > 0 && at_end(w) && period_set_day(p, year, month, mday);
}

/* "2019/20", "2019" or, if two digits will do, "21". */
static bool
take_either_year(struct words *w, bool two, struct period *p)
{
	int year = take_years(w, two);

	if (year > 0)
		return period_set(p, PERIOD_FYEAR, year, 1);
	year = take_year(w, two);
	return year > 0 && period_set(p, PERIOD_YEAR, year, 1);
}

bool
period_is_years(struct slice s, struct period *first, struct period *last)
{
	struct words w;

	s = slice_trim(s);
	if (s.n > LONGEST || !slice_has_digit(s) || !divide(&w, s) ||
	    !take_either_year(&w, false, first) ||
	    (!take(&w, TOKEN_DASH) && !take(&w, TOKEN_SLASH) && !take_word(&w, "to")))
		return false;
	return take_either_year(&w, true, last) && at_end(&w) && first->freq == last->freq &&
	    last->ord > first->ord && last->ord - first->ord <= MOST_YEARS;
}

/* "2014–15", with a dash of another kind. */
static bool
parse_years(struct words *w, struct period *p)
{
	int year = take_years(w, false);

	return year > 0 && at_end(w) && period_set(p, PERIOD_FYEAR, year, 1);
}

/*
 * "Q1 (Apr-Jun 2023)": a quarter whose months, with their year, are in brackets. These say whether
 * it is of the calendar or of the financial year.
 */
static bool
parse_named_quarter(struct slice s, struct period *p)
{
	const char *open = s.p[s.n - 1] == ')' ? memchr(s.p, '(', s.n) : NULL;
	struct period own, months, first, calendar;
	struct slice name, in;
	struct words w;

	if (open == NULL)
		return false;
	name = slice_trim((struct slice){s.p, (size_t)(open - s.p)});
	in = (struct slice){open + 1, (size_t)(s.p + s.n - 2 - open)};
	if (name.n == 0 || in.n == 0 || !divide(&w, in) || !parse_months(&w, &months) ||
	    months.freq != PERIOD_FQUARTER)
		return false;
	calendar = period_of_day(PERIOD_QUARTER, period_first_day(months));
	months.or_calendar = false;
	if (period_parse(name, PERIOD_NO_YEAR, &own)) {
		*p = own.freq == PERIOD_QUARTER ? calendar : months;
		return period_same(own, *p);
	}
	if (!period_parse(name, 0, &first) || first.freq != PERIOD_FQUARTER)
		return false;
	*p = first.ord % 4 == months.ord % 4 ? months : calendar;
	return first.ord % 4 == p->ord % 4;
}

bool
period_parse_words(struct slice s, int fyear, struct period *p)
{
	bool (*const parsers[])(struct words *, struct period *) = {
		parse_year_word, parse_date, parse_ending, parse_months, parse_term, parse_years,
		parse_slashed,
	};
	struct words w;

	if (s.n > LONGEST)
		return false;
	if (parse_named_quarter(s, p))
		return true;
	if (!divide(&w, s))
		return false;
	if (parse_quarter_word(&w, fyear, p))
		return true;
	for (size_t i = 0; i < sizeof(parsers) / sizeof(parsers[0]); i++) {
		w.at = 0;
		if (parsers[i](&w, p))
			return true;
	}
	return false;
}
