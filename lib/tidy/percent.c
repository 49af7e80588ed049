#include "tidy/percent.h"

#include <stdlib.h>

static const char *const suffixes[] = {"_percent", "_percentage", " percent", " percentage"};
enum { SUFFIXES = 4, LONG_NAME = 12 };

static struct slice
tail(struct slice s, size_t n)
{
	return n >= s.n ? s : (struct slice){s.p + s.n - n, n};
}

/* Is the end of the name nearly the suffix? Most names need no further look. */
static bool
ends_like(struct slice name, struct slice suffix)
{
	for (size_t n = suffix.n - 1; n <= suffix.n + 1; n++)
		if (suggest_distance(tail(name, n), suffix, 1) <= 1)
			return true;
	return false;
}

/* The percentages of another column that is there. */
static bool
is_of_column(const struct tabhead *h, struct slice name)
{
	for (int k = 0; k < SUFFIXES; k++) {
		const struct slice suffix = slice_of(suffixes[k]);
		struct slice stem = {name.p, name.n - suffix.n};

		if (name.n <= suffix.n || !slice_caseeq(tail(name, suffix.n), suffix))
			continue;
		for (size_t c = 0; c < h->n; c++)
			if (slice_caseeq(h->name[c], stem))
				return true;
	}
	return false;
}

static bool
has_same_digits(struct slice a, struct slice b)
{
	size_t i = 0, j = 0;

	for (;; i++, j++) {
		while (i < a.n && !is_digit(a.p[i]))
			i++;
		while (j < b.n && !is_digit(b.p[j]))
			j++;
		if (i == a.n || j == b.n)
			return i == a.n && j == b.n;
		if (a.p[i] != b.p[j])
			return false;
	}
}

static bool
is_near(struct slice name, struct slice wanted)
{
	const size_t limit = wanted.n < LONG_NAME ? 1 : 2;

	return has_same_digits(name, wanted) && suggest_distance(name, wanted, limit) <= limit;
}

static int
check_column(const struct tabhead *h, size_t c, struct slice suffix, struct errmsg *e)
{
	struct textbuf b = {0};
	int status = 0;

	for (size_t i = 0; i < h->n && status == 0; i++) {
		if (h->column[i].kind != COLUMN_FIGURE || h->column[i].percentage >= 0)
			continue;
		textbuf_reset(&b);
		textbuf_addf(&b, "%.*s%.*s", SLICE_ARG(h->name[i]), SLICE_ARG(suffix));
		if (is_near(h->name[c], textbuf_slice(&b)))
			status = errmsg_set(e, "the heading '%.*s' is nearly '%s'; expected %s, or "
			    "another heading if it is not the percentages of '%.*s'",
			    SLICE_ARG(h->name[c]), b.p, b.p, SLICE_ARG(h->name[i]));
	}
	textbuf_free(&b);
	return status;
}

int
percent_check(const struct tabhead *h, struct errmsg *e)
{
	for (size_t c = 0; c < h->n; c++)
		for (int k = 0; k < SUFFIXES && (h->column[c].kind == COLUMN_PASS ||
		    (int)c == h->indicator || (int)c == h->category); k++)
			if (ends_like(h->name[c], slice_of(suffixes[k])) &&
			    !is_of_column(h, h->name[c]) &&
			    check_column(h, c, slice_of(suffixes[k]), e) != 0)
				return -1;
	return 0;
}
