#include "tidy/title.h"

#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

enum { LONGEST = 30 };

static int
kind(char c)
{
	return is_digit(c) ? 2 : is_letter(c) || (c & 0x80) != 0 ? 1 : 0;
}

/* The next word or number from s->p[*at] on, which is moved to its end; empty: there is none. */
static struct slice
next_word(struct slice s, size_t *at)
{
	size_t from;

	while (*at < s.n && kind(s.p[*at]) == 0)
		++*at;
	for (from = *at; *at < s.n && kind(s.p[*at]) == kind(s.p[from]);)
		++*at;
	return (struct slice){s.p + from, *at - from};
}

bool
title_has_word(struct slice title, const char *word)
{
	struct slice w;

	for (size_t at = 0; (w = next_word(title, &at)).n > 0;)
		if (slice_caseeq(w, slice_of(word)))
			return true;
	return false;
}

/* "Male" alone between punctuation or before "population", rather than in "male victims". */
static bool
is_alone(struct slice title, size_t end)
{
	size_t next = end;

	while (next < title.n && title.p[next] == ' ')
		next++;
	return next == title.n || kind(title.p[next]) == 0 ||
	    slice_caseeq(next_word(title, &next), slice_of("population"));
}

enum sex
title_sex(struct slice title, struct slice *word)
{
	static const char people[][8] = {"persons", "sexes"};
	static const char women[][8] = {"women", "men"};
	static const char many[][2][8] = {
		[SEX_FEMALE] = {"females", "girls"}, [SEX_MALE] = {"males", "boys"},
	};
	static const char *const one[] = {[SEX_FEMALE] = "female", [SEX_MALE] = "male"};
	bool said[SEX_UNKNOWN] = {false}, named = false;
	struct slice w;

	for (size_t at = 0; (w = next_word(title, &at)).n > 0;) {
		if (SLICE_IS_AMONG(w, women))
			return SEX_UNKNOWN;
		said[SEX_ALL] |= SLICE_IS_AMONG(w, people);
		for (enum sex x = SEX_FEMALE; x <= SEX_MALE; x++) {
			const bool plural = SLICE_IS_AMONG(w, many[x]);

			if (!plural && !slice_caseeq(w, slice_of(one[x])))
				continue;
			said[x] = true;
			if (named || (!plural && !is_alone(title, at)))
				continue;
			named = true;
			*word = w;
		}
	}
	if (said[SEX_ALL])
		return said[SEX_FEMALE] || said[SEX_MALE] ? SEX_UNKNOWN : SEX_ALL;
	return !named || (said[SEX_FEMALE] && said[SEX_MALE]) ? SEX_UNKNOWN :
	    said[SEX_FEMALE] ? SEX_FEMALE : SEX_MALE;
}

/* The longest ages that begin at title.p[from], which need a number, or are "all ages". */
static bool
find_ages(struct slice title, size_t from, struct ages *a, struct slice *text)
{
	size_t to = title.n - from < LONGEST ? title.n : from + LONGEST;

	for (; to > from; to--) {
		const struct slice s = {title.p + from, to - from};

		if ((to < title.n && kind(title.p[to]) == kind(title.p[to - 1])) ||
		    (kind(title.p[to - 1]) == 0 && title.p[to - 1] != '+') ||
		    !ages_parse(s, a) || (a->lo == 0 && a->end == AGES_END &&
		    !title_has_word(s, "ages")))
			continue;
		*text = s;
		return true;
	}
	return false;
}

/* Whether the number at that end may be another one, as in a date or "5-year". */
static bool
is_cut(struct slice title, struct slice text)
{
	const char *end = text.p + text.n, *last = title.p + title.n;

	return end < last && (*end == '/' || *end == '.' || *end == '-') && end + 1 < last &&
	    is_digit(end[1]);
}

bool
title_ages(struct slice title, struct ages *a, struct slice *text)
{
	static const char before[][12] = {"population", "children", "persons", "people"};
	static const char begin[][8] = {"age", "ages", "aged", "under", "all"};
	bool people = false;	/* the word before was of these, or "Ages:" */
	struct slice w;

	for (size_t at = 0; (w = next_word(title, &at)).n > 0; people = SLICE_IS_AMONG(w, before) ||
	    (slice_is_among(w, begin, sizeof(begin[0]), 2) && at < title.n &&
	    title.p[at] == ':')) {
		if (!SLICE_IS_AMONG(w, begin) && !(people && is_digit(w.p[0])))
			continue;
		if (find_ages(title, (size_t)(w.p - title.p), a, text) && !is_cut(title, *text) &&
		    (!is_digit(w.p[0]) || a->end > a->lo + 1))
			return true;
	}
	return false;
}
