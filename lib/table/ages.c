#include "table/ages.h"

#include <stdio.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* What an age says, word by word. */
struct said {
	short number[2];
	int n;
	bool all, under, over, to;
};

/* The next number, word or sign of what is left. */
static struct slice
next_word(struct slice *rest)
{
	struct slice w;
	size_t n = 0;

	while (rest->n > 0 && strchr(" \t_,()", rest->p[0]) != NULL)
		*rest = (struct slice){rest->p + 1, rest->n - 1};
	w = *rest;
	if (w.n > 0 && is_digit(w.p[0]))
		while (n < w.n && is_digit(w.p[n]))
			n++;
	else if (w.n > 0 && is_letter(w.p[0]))
		while (n < w.n && is_letter(w.p[n]))
			n++;
	else if (w.n >= 3 && memcmp(w.p, "\xe2\x80\x93", 3) == 0)	/* en dash */
		n = 3;
	else
		n = w.n > 0;
	*rest = (struct slice){w.p + n, w.n - n};
	return (struct slice){w.p, n};
}

static bool
add_number(struct said *s, struct slice w)
{
	int v = 0;

	for (size_t i = 0; i < w.n && v < AGES_END; i++)
		v = v * 10 + (w.p[i] - '0');
	if (s->n == 2 || v >= AGES_END - 1 || w.n > 3 || (s->n == 1 && !s->to))
		return false;
	s->number[s->n++] = (short)v;
	return true;
}

static bool
add_word(struct said *s, struct slice w)
{
	static const char ignored[][12] = {"age", "aged", "ages", "year", "years", "yr", "yrs",
	    "old", "of", "child", "children", "people", "person", "persons", "young", "and", "or"};
	static const char all[][12] = {"all", "total"};
	static const char under[][12] = {"under", "below"};
	static const char over[][12] = {"over", "older", "above", "plus", "+"};
	static const char to[][12] = {"to", "-", "\xe2\x80\x93"};

	if (is_digit(w.p[0]))
		return add_number(s, w);
	if (SLICE_IS_AMONG(w, all))
		s->all = true;
	else if (SLICE_IS_AMONG(w, under))
		s->under = true;
	else if (SLICE_IS_AMONG(w, over))
		s->over = true;
	else if (SLICE_IS_AMONG(w, to) && s->n == 1)
		s->to = true;
	else
		return SLICE_IS_AMONG(w, ignored);
	return true;
}

bool
ages_parse(struct slice s, struct ages *a)
{
	struct slice rest = slice_trim(s), w;
	struct said said = {.n = 0};

	while ((w = next_word(&rest)).n > 0)
		if (!add_word(&said, w))
			return false;
	if (said.to + said.under + said.over > (said.n > 0) || (said.n == 2) != said.to)
		return false;
	if (said.n == 0) {
		*a = (struct ages){0, AGES_END};
		return said.all;
	}
	a->lo = said.under ? 0 : said.number[0];
	a->end = (short)(said.over ? AGES_END : said.under ? said.number[0] :
	    said.number[said.n - 1] + 1);
	return a->lo < a->end;
}

void
ages_format(char buf[AGES_SIZE], struct ages a)
{
	if (a.end == AGES_END && a.lo == 0)
		snprintf(buf, AGES_SIZE, "all ages");
	else if (a.end == AGES_END)
		snprintf(buf, AGES_SIZE, "ages %d and over", a.lo);
	else if (a.end == a.lo + 1)
		snprintf(buf, AGES_SIZE, "age %d", a.lo);
	else
		snprintf(buf, AGES_SIZE, "ages %d to %d", a.lo, a.end - 1);
}

int
ages_option(void *ages, char *arg, struct errmsg *e)
{
	return ages_parse(slice_of(arg), ages) ? 0 :
	    errmsg_set(e, "'%s' is not a range of ages, such as 0-17 or 18+", arg);
}

enum sex
sex_parse(struct slice s)
{
	static const char words[][4][12] = {
		[SEX_ALL] = {"persons", "person", "all persons", "people"},
		[SEX_FEMALE] = {"female", "females", "f", "2"},
		[SEX_MALE] = {"male", "males", "m", "1"},
		[SEX_UNKNOWN] = {"total", "all", "both", "both sexes"},
	};

	s = slice_trim(s);
	for (enum sex x = SEX_ALL; x <= SEX_UNKNOWN; x++)
		if (SLICE_IS_AMONG(s, words[x]))
			return x == SEX_UNKNOWN ? SEX_ALL : x;
	return SEX_UNKNOWN;
}
