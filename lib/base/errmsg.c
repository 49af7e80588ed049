#include "base/errmsg.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

int
errmsg_vset(struct errmsg *e, const char *fmt, va_list ap)
{
	if (e != NULL)
		vsnprintf(e->text, sizeof(e->text), fmt, ap);
	return -1;
}

int
errmsg_set(struct errmsg *e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	errmsg_vset(e, fmt, ap);
	va_end(ap);
	return -1;
}

struct plural
plural(uint64_t n, const char *noun)
{
	struct plural p;

	snprintf(p.text, sizeof(p.text), "%" PRIu64 " %s%s", n, noun, n == 1 ? "" : "s");
	return p;
}

static int
lower(char c)
{
	return tolower((unsigned char)c);
}

static bool
is_swap(const char *a, const char *b)
{
	return lower(a[0]) == lower(b[1]) && lower(a[1]) == lower(b[0]);
}

/* Which letters occur, in either case; other characters count as some letter. */
static uint32_t
letters_in(struct slice s)
{
	uint32_t letters = 0;

	for (size_t i = 0; i < s.n; i++)
		letters |= UINT32_C(1) << (s.p[i] & 0x1f);
	return letters;
}

/* Most pairs are, by their lengths, or because an edit changes at most two letters of a set. */
static bool
is_far(struct slice a, struct slice b, size_t limit)
{
	return a.n > 255 || b.n > 255 || a.n > b.n + limit || b.n > a.n + limit ||
	    (size_t)__builtin_popcount(letters_in(a) ^ letters_in(b)) > 2 * limit;
}

size_t
suggest_distance(struct slice a, struct slice b, size_t limit)
{
	uint8_t rows[3][256], *row = rows[0], *above = rows[1], *before = rows[2], *spare;
	size_t best, least;

	if (is_far(a, b, limit))
		return limit + 1;
	for (size_t j = 0; j <= b.n; j++)
		row[j] = (uint8_t)j;
	for (size_t i = 1; i <= a.n; i++) {
		spare = before;
		before = above;
		above = row;
		row = spare;
		row[0] = (uint8_t)i;
		least = i;
		for (size_t j = 1; j <= b.n; j++) {
			best = above[j - 1] + (lower(a.p[i - 1]) != lower(b.p[j - 1]));
			if (above[j] + 1U < best)
				best = above[j] + 1U;
			if (row[j - 1] + 1U < best)
				best = row[j - 1] + 1U;
			if (i > 1 && j > 1 && before[j - 2] + 1U < best &&
			    is_swap(a.p + i - 2, b.p + j - 2))
				best = before[j - 2] + 1U;
			row[j] = (uint8_t)best;
			if (best < least)
				least = best;
		}
		if (least > limit)	/* a later row cannot have less */
			return limit + 1;
	}
	return row[b.n] > limit ? limit + 1 : row[b.n];
}

/* "Newcastle" begins "Newcastle upon Tyne", but not "Newcastles". */
static bool
begins_words(struct slice s, struct slice name)
{
	return s.n > 0 && name.n > s.n && slice_caseeq(s, (struct slice){name.p, s.n}) &&
	    strchr(" -_,(", name.p[s.n]) != NULL;
}

/* The one name that s begins, which may be there several times, or n. */
static size_t
only_longer(struct slice s, const struct slice *names, size_t n)
{
	size_t only = n;

	for (size_t i = 0; i < n; i++) {
		if (!begins_words(s, names[i]))
			continue;
		if (only < n && !slice_caseeq(names[i], names[only]))
			return n;
		only = i;
	}
	return only;
}

size_t
suggest_nearest(struct slice s, const struct slice *names, size_t n)
{
	size_t best = n, least = 5, limit, d;

	for (size_t i = 0; i < n; i++) {
		limit = (s.n > names[i].n ? s.n : names[i].n) / 3;
		if (limit > 4)
			limit = 4;
		else if (limit == 0 && s.n > 0 && names[i].n > 0)
			limit = s.n + names[i].n > 2;	/* "nn" may mean "n", but "a" not "b" */
		d = suggest_distance(s, names[i], limit);
		if (d <= limit && d < least) {
			least = d;
			best = i;
		}
	}
	return best < n ? best : only_longer(s, names, n);
}

const char *
suggest(char buf[SUGGEST_SIZE], struct slice s, const struct slice *names, size_t n)
{
	size_t i = suggest_nearest(s, names, n);

	buf[0] = '\0';
	if (i < n)
		snprintf(buf, SUGGEST_SIZE, "; did you mean '%.*s'?", SLICE_ARG(names[i]));
	return buf;
}
