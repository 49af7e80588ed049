#include <string.h>

#include "base/date.h"
#include "base/errmsg.h"
#include "base/slice.h"
#include "tidy/doubt.h"
#include "tidy/parts.h"
#include "tidy/span.h"

enum { MOST_WORDS = 40, LONGEST = 8, ANY_YEAR = 2000, FIRST_YEAR = 1900, LAST_YEAR = 2099 };

/* The words and numbers of a name, and those that are of its period. */
struct words {
	const char *name;
	struct slice word[MOST_WORDS];
	bool read[MOST_WORDS];
	size_t n;
	bool own_year;			/* the name has the year of its period, not -y alone, */
	bool own_quarter;		/* and a quarter next to it */
};

/* The length of the word or number at p; of "plansQ4" the Q is a word of its own. */
static size_t
length_of(const char *p)
{
	size_t n = 0;

	while (is_digit(*p) ? is_digit(p[n]) : is_letter(p[n]))
		n++;
	return n > 1 && p[n - 1] == 'Q' && is_digit(p[n]) && p[n - 2] >= 'a' ? n - 1 : n;
}

/* False: there are too many. */
static bool
divide(struct words *w, const char *name)
{
	size_t len;

	*w = (struct words){.name = name};
	for (const char *p = name; *p != '\0'; p += len > 0 ? len : 1) {
		if ((len = length_of(p)) > 0 && w->n == MOST_WORDS)
			return false;
		if (len > 0)
			w->word[w->n++] = (struct slice){p, len};
	}
	return true;
}

static bool
is_plausible(struct period p)
{
	struct period year = period_of_day(PERIOD_YEAR, period_first_day(p));

	return year.ord >= FIRST_YEAR && year.ord <= LAST_YEAR;
}

static int
number_of(struct slice s, size_t from, size_t n)
{
	int v = 0;

	for (size_t i = 0; i < n; i++)
		v = v * 10 + s.p[from + i] - '0';
	return v;
}

/*
 * "2324", two years in a row, and not itself a year, as 2021 is; but where -y is 2020-21 that may
 * be meant.
 */
static bool
is_two_years(struct slice s, int fyear)
{
	const int year = s.n == 4 && is_digit(s.p[0]) ? number_of(s, 0, 4) : 0;

	return (year > LAST_YEAR || (year > 0 && fyear != PERIOD_NO_YEAR &&
	    fyear % 100 == year / 100)) && year % 100 == year / 100 + 1;
}

/* How a name with these words in it may be joined: bits of gaps are dashes, for blanks. */
struct joining {
	unsigned gaps;
	bool years;			/* 2324 is 23/24, and the word FY before it is left out */
	int fyear;
};

static void
join(const struct slice *word, size_t n, const struct joining *j, struct textbuf *b)
{
	textbuf_reset(b);
	for (size_t i = 0; i < n; i++) {
		if (j->years && n > 2 && slice_caseeq(word[i], slice_of("fy")))
			continue;
		if (b->n > 0)
			textbuf_add(b, slice_of((j->gaps >> (i - 1) & 1) != 0 ? "-" : " "));
		if (j->years && is_two_years(word[i], j->fyear))
			textbuf_addf(b, "%.2s/%.2s", word[i].p, word[i].p + 2);
		else
			textbuf_add(b, word[i]);
	}
}

/* The words as one period, whatever is between them: how many different ones they could be. */
static int
parse(const struct slice *word, size_t n, int fyear, struct period *p)
{
	struct textbuf b = {0};
	struct period one;
	int found = 0;

	for (unsigned gaps = 0; gaps < 2U << (n - 1); gaps++) {
		join(word, n, &(struct joining){gaps >> 1, (gaps & 1) != 0, fyear}, &b);
		if (!period_parse(textbuf_slice(&b), fyear, &one) || !is_plausible(one) ||
		    (found > 0 && period_same(one, *p)))
			continue;
		*p = one;
		found++;
	}
	textbuf_free(&b);
	return found;
}

/* How to say which part of such a name is the period: of Q1 it is mostly that. */
static struct errmsg
way_out(const struct words *w)
{
	struct errmsg how;

	for (size_t i = 0; i + 1 < w->n; i++)
		if (slice_caseeq(w->word[i], slice_of("q")) && w->word[i + 1].n == 1 &&
		    w->word[i + 1].p == w->word[i].p + 1) {
			errmsg_set(&how, "--set 'period=@name:(%c[1-4])' with the year in -y, as "
			    "in -y 2014-15", w->word[i].p[0]);
			return how;
		}
	errmsg_set(&how, "@name:ERE, whose first group is the period");
	return how;
}

/* "KPI12", but not "plansQ4" or "Month3": whether a number is part of the word before it. */
static bool
is_in_word(const struct words *w, size_t i)
{
	static const char parts[][8] = {"week", "wk", "month", "mth", "period", "term"};
	const struct slice s = w->word[i];

	return is_digit(s.p[0]) && s.p > w->name && is_letter(s.p[-1]) && i > 0 &&
	    strchr("qQhH", s.p[-1]) == NULL && w->word[i - 1].n > 1 &&
	    !SLICE_IS_AMONG(w->word[i - 1], parts);
}

/* The words from i on as one period: how many different ones. "KPI12 Jun 2023" has no day. */
static int
parse_from(const struct words *w, size_t i, size_t k, int fyear, struct period *p)
{
	int found = parse(w->word + i, k, fyear, p);

	return found == 1 && p->freq == PERIOD_DAY && is_in_word(w, i) ? 0 : found;
}

/*
 * A quarter of the year of -y, and a calendar year, which says the same if it is the first of that:
 * 1, and *p is the quarter; 0: they are not such a pair; -1: another year, and *e.
 */
static int
settle_year(const struct words *w, int fyear, struct period one, struct period *p,
    struct errmsg *e)
{
	const struct period year = one.freq == PERIOD_YEAR ? one : *p;
	const struct period quarter = one.freq == PERIOD_YEAR ? *p : one;

	if (w->own_quarter || year.freq != PERIOD_YEAR || quarter.freq != PERIOD_FQUARTER)
		return 0;
	*p = quarter;
	if (year.ord == fyear)
		return 1;
	return errmsg_set(e, "the name '%s' has a quarter and %d, but -y says %d-%02d; expected "
	    "-y %d-%02d, or %s", w->name, year.ord, fyear, (fyear + 1) % 100, year.ord,
	    (year.ord + 1) % 100, way_out(w).text);
}

/* Marks the words of the one period: 0; -1 if there is none, or another one. */
static int
find_period(struct words *w, int fyear, struct period *p, struct errmsg *e)
{
	bool bare = false, any = false, own;
	struct period one, other;
	size_t k = 0;
	int found, settled;

	for (size_t i = 0; i < w->n; i += k) {
		found = 0;
		for (k = w->n - i < LONGEST ? w->n - i : LONGEST; k > 0; k--)
			if ((found = parse_from(w, i, k, fyear, &one)) > 0)
				break;
			else
				bare |= parse_from(w, i, k, ANY_YEAR, &one) > 0;
		for (size_t j = 0; j < k; j++)
			w->read[i + j] = true;
		k = k > 0 ? k : 1;
		if (found == 0)
			continue;
		own = parse(w->word + i, k, PERIOD_NO_YEAR, &other) > 0;
		settled = found == 1 && any ? settle_year(w, fyear, one, p, e) : 0;
		if (settled != 0) {
			if (settled < 0)
				return -1;
			continue;
		}
		if (found > 1 || (any && !period_same(one, *p)))
			return errmsg_set(e, "the name '%s' has more than one period; expected "
			    "one, or %s", w->name, way_out(w).text);
		any = true;
		*p = one;
		w->own_year |= own;
		w->own_quarter |= own && one.freq == PERIOD_FQUARTER;
	}
	if (!any)
		return errmsg_set(e, bare ? "the quarter in the name '%s' has no year; give it "
		    "with -y, as in -y 2014-15" : "the name '%s' has no period; expected one such "
		    "as 2014-15-Q1, or @name:ERE, whose first group is the period", w->name);
	return 0;
}

/* The next word in that direction which is not "and" or "to", or NULL. */
static const struct slice *
neighbour(const struct words *w, size_t i, int step, bool *read)
{
	static const char joins[][8] = {"and", "to", "or"};

	do {
		if (step < 0 ? i == 0 : i + 1 == w->n)
			return NULL;
		i = step < 0 ? i - 1 : i + 1;
	} while (SLICE_IS_AMONG(w->word[i], joins));
	*read = w->read[i];
	return &w->word[i];
}

/* The date, if it is one of the years that files have. */
static bool
make_day(int year, int month, int mday, int32_t *day)
{
	year += year < 100 ? 2000 : 0;
	if (year < FIRST_YEAR || year > LAST_YEAR || !date_valid(year, month, mday))
		return false;
	*day = date_day(year, month, mday);
	return true;
}

/* "20240712", the day of the file, or "(2)", its second copy. */
static bool
is_of_file(const char *name, struct slice s, bool quarter)
{
	int32_t day;

	if (s.n != 8)
		return quarter && s.p > name && s.p[-1] == '(' && s.p[s.n] == ')';
	return make_day(number_of(s, 0, 4), number_of(s, 4, 2), number_of(s, 6, 2), &day);
}

/*
 * Whether a file of that period cannot be of that day: it is before the period or, where -y alone
 * says which year's quarter it is, not before the same quarter of the next year has ended.
 */
static bool
is_wrong_day(struct period p, bool own_year, int32_t day)
{
	return day < period_first_day(p) ||
	    (!own_year && day >= date_add_months(period_last_day(p), 12));
}

/* A number of six or eight digits that is a date, and in no order of its parts one that fits. */
static bool
is_wrong_date(const struct words *w, struct slice s, struct period p)
{
	int32_t day[4];
	size_t n = 0;

	if (s.n == 8) {
		n += make_day(number_of(s, 0, 4), number_of(s, 4, 2), number_of(s, 6, 2), day);
		n += make_day(number_of(s, 4, 4), number_of(s, 2, 2), number_of(s, 0, 2), day + n);
	} else if (s.n == 6 && !w->own_year) {
		n += make_day(number_of(s, 4, 2), number_of(s, 2, 2), number_of(s, 0, 2), day);
		n += make_day(number_of(s, 0, 2), number_of(s, 2, 2), number_of(s, 4, 2), day + n);
		if (make_day(number_of(s, 0, 4), number_of(s, 4, 2), 1, day + n)) {
			day[n] = date_add_months(day[n], 1) - 1;
			n++;
		}
	}
	for (size_t i = 0; i < n; i++)
		if (!is_wrong_day(p, w->own_year, day[i]))
			return false;
	return n > 0;
}

/* How many numbers with one character between begin with word i, of two digits each. */
static size_t
count_pairs(const struct words *w, size_t i)
{
	size_t n = 0;

	for (; i + n < w->n && !w->read[i + n] && w->word[i + n].n == 2 &&
	    is_digit(w->word[i + n].p[0]); n++)
		if (n > 0 && w->word[i + n].p != w->word[i + n - 1].p + 3)
			break;
	return n;
}

/* "2425", "24-25": whether it is a financial year, and not that of the period. */
static bool
is_wrong_year(const struct words *w, size_t i, struct period p)
{
	const struct slice s = w->word[i];
	int year, next;

	if (s.n == 4) {
		next = number_of(s, 2, 2);
	} else if (count_pairs(w, i) == 2 && (i == 0 || count_pairs(w, i - 1) != 3)) {
		next = number_of(w->word[i + 1], 0, 2);
	} else {
		return false;
	}
	year = number_of(s, 0, 2);
	return next == year + 1 && (period_last_day(p) < date_day(2000 + year, 4, 1) ||
	    period_first_day(p) > date_day(2000 + next, 3, 31));
}

/* "FY25", which may be the year that ends or that begins in 2025. */
static bool
is_after_fy(const struct words *w, size_t i)
{
	const struct slice s = i > 0 ? w->word[i - 1] : (struct slice){"", 0};

	return s.n >= 2 && (slice_caseeq(s, slice_of("fy")) || memcmp(s.p + s.n - 2, "FY", 2) == 0);
}

/* Whether the unread number is a year or date that the period contradicts. */
static bool
is_contradiction(const struct words *w, size_t i, struct period p)
{
	const struct slice s = w->word[i];
	int32_t day;

	if (!is_digit(s.p[0]))
		return false;
	if (s.n == 2 && is_after_fy(w, i))
		return true;
	if (count_pairs(w, i) == 3)	/* 12.07.23 */
		return make_day(number_of(w->word[i + 2], 0, 2), number_of(w->word[i + 1], 0, 2),
		    number_of(s, 0, 2), &day) && is_wrong_day(p, w->own_year, day);
	return is_wrong_year(w, i, p) || is_wrong_date(w, s, p);
}

/* Words that begin a quarter or half of a year: "Q 4", "Qaurter 4". */
static bool
is_quarter(struct slice word)
{
	static const char known[][8] = {"q", "h", "qtr", "half"};

	return SLICE_IS_AMONG(word, known) || (word.n > 5 &&
	    (suggest_distance(word, slice_of("quarter"), 1) <= 1 ||
	    suggest_distance(word, slice_of("quarters"), 1) <= 1));
}

/* Whether "WORD 2000", or what it is spelt like, is a month, or "WORD term 2000" a term. */
static bool
is_month(struct slice word, bool near)
{
	struct textbuf b = {0};
	struct period p;
	bool month;

	textbuf_addf(&b, "%.*s term 2000", SLICE_ARG(word));
	month = word.n > 2 && period_parse(textbuf_slice(&b), PERIOD_NO_YEAR, &p);
	textbuf_reset(&b);
	textbuf_addf(&b, "%.*s 2000", SLICE_ARG(word));
	month |= word.n > 2 && (period_parse(textbuf_slice(&b), PERIOD_NO_YEAR, &p) ||
	    (near && doubt_is_near(textbuf_slice(&b))));
	textbuf_free(&b);
	return month;
}

/* "0-25", "5-11": whether it is one of two numbers that are not years in a row. */
static bool
is_of_range(const struct words *w, size_t i)
{
	for (size_t j = i > 0 ? i - 1 : 0; j <= i && j + 1 < w->n; j++) {
		const struct slice a = w->word[j], b = w->word[j + 1];

		if (!w->read[j] && !w->read[j + 1] && is_digit(a.p[0]) && is_digit(b.p[0]) &&
		    a.n <= 2 && b.n == 2 && b.p == a.p + a.n + 1 && b.p[-1] == '-' &&
		    number_of(b, 0, 2) != number_of(a, 0, a.n) + 1)
			return true;
	}
	return false;
}

/* Whether a number next to the period can be a year, a quarter, or a month or day of a year. */
static bool
can_be_part(const struct words *w, size_t i, struct period p)
{
	enum { QUARTERS = 4, DAYS = 31 };
	const struct slice s = w->word[i];
	const bool whole = period_per_year(p.freq) == 1;
	const int year = period_of_day(PERIOD_YEAR, period_first_day(p)).ord;
	int v;

	if (s.n == 3 || is_in_word(w, i))
		return false;
	if (s.n > 2)
		return true;
	v = number_of(s, 0, s.n);
	if (v == 0 || is_of_range(w, i))
		return false;
	return v <= (whole ? DAYS : QUARTERS) ||
	    (2000 + v >= year - 2 && 2000 + v <= year + 2);
}

/* Whether the unread word could be part of the period. */
static bool
is_part(const struct words *w, size_t i, struct period p)
{
	const bool year = period_per_year(p.freq) == 1;
	const struct slice word = w->word[i], *other;
	bool touches = false, read;

	for (int step = -1; step <= 1; step += 2)
		if ((other = neighbour(w, i, step, &read)) != NULL)
			touches |= read;
	if (is_digit(word.p[0]))
		return touches && !is_of_file(w->name, word, !year) && can_be_part(w, i, p);
	return is_quarter(word) || (year && (is_month(word, touches) ||
	    slice_caseeq(word, slice_of("term"))));
}

static int
check_rest(const struct words *w, struct period p, struct errmsg *e)
{
	char buf[PERIOD_SIZE];

	period_format(buf, p);
	for (size_t i = 0; i < w->n; i++) {
		struct slice word = w->word[i];

		if (w->read[i])
			continue;
		for (size_t j = i + 1; j < w->n && !w->read[j] && is_digit(w->word[j].p[0]); j++)
			word.n = (size_t)(w->word[j].p + w->word[j].n - word.p);
		if (is_contradiction(w, i, p))
			return errmsg_set(e, "the name '%s' has the period %s%s, and '%.*s', "
			    "which does not fit it; expected one year in the name, %s--set "
			    "period='2014-15 Q1'", w->name, buf, w->own_year ? "" :
			    " (its year from -y)", SLICE_ARG(word), w->own_year ? "or " :
			    "another -y, or ");
		if (!is_part(w, i, p))
			continue;
		if (p.freq == PERIOD_YEAR && is_quarter(w->word[i]))
			return errmsg_set(e, "the name '%s' has a quarter or half of %s, which "
			    "may be of the calendar or of the financial year; expected 2014-Q1 or "
			    "2014-15-Q1, or %s", w->name, buf, way_out(w).text);
		return errmsg_set(e, "the name '%s' has the period %s, and '%.*s', which could be "
		    "part of it; expected one such as 2014-15-Q1, or %s", w->name, buf,
		    SLICE_ARG(word), way_out(w).text);
	}
	return 0;
}

/* "year to June 2024", "Apr-Sep 2024", "Jun 2024 YTD": the period is the end of a longer one. */
static int
check_span(const struct words *w, struct period p, struct errmsg *e)
{
	const struct slice name = slice_of(w->name);
	bool is_span = span_is_cumulative(name);
	char buf[PERIOD_SIZE];

	for (size_t i = 1; i < w->n; i++)
		is_span |= w->read[i] && !w->read[i - 1] &&
		    span_is_before(name, (size_t)(w->word[i].p - w->name), p);
	if (!is_span)
		return 0;
	period_format(buf, p);
	return errmsg_set(e, "the name '%s' has a span of time other than %s, which is not "
	    "supported; expected a month, quarter or year, such as Jun 2014 or Apr-Jun 2014, or "
	    "--set period=PERIOD", w->name, buf);
}

int
filename_period(const char *path, int fyear, struct period *p, struct errmsg *e)
{
	const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
	struct words w;

	if (!divide(&w, name))
		return errmsg_set(e, "the name '%s' has too many words; expected @name:ERE, whose "
		    "first group is the period", name);
	return find_period(&w, fyear, p, e) != 0 || check_span(&w, *p, e) != 0 ? -1 :
	    check_rest(&w, *p, e);
}

int
filename_check_year(const char *path, int fyear, struct period p, struct errmsg *e)
{
	const struct period year = {.freq = PERIOD_FYEAR, .ord = fyear};
	const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
	struct period one;
	struct words w;
	struct slice of = {NULL, 0};

	if (!divide(&w, name))
		return 0;
	for (size_t i = 0, k; i < w.n && of.p == NULL; i += k > 0 ? k : 1) {
		for (k = w.n - i < LONGEST ? w.n - i : LONGEST; k > 0; k--)
			if (parse_from(&w, i, k, PERIOD_NO_YEAR, &one) > 0)
				break;
		if (k > 0 ? period_last_day(one) < period_first_day(year) ||
		    period_first_day(one) > period_last_day(year) :
		    !is_after_fy(&w, i) && is_contradiction(&w, i, p))
			of = (struct slice){w.word[i].p, k == 0 ? w.word[i].n :
			    (size_t)(w.word[i + k - 1].p + w.word[i + k - 1].n - w.word[i].p)};
	}
	return of.p == NULL ? 0 : errmsg_set(e, "the name '%s' has '%.*s', but -y says %d-%02d; "
	    "expected that year, or --set period='2014-15 Q1' where the name is wrong", name,
	    SLICE_ARG(of), fyear, (fyear + 1) % 100);
}
