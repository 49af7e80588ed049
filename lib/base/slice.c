#include "base/slice.h"

#include <string.h>

#include "base/memory.h"

struct slice
slice_of(const char *cstr)
{
	return (struct slice){cstr, strlen(cstr)};
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct slice
slice_trim(struct slice s)
{
	while (s.n > 0 && is_blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool
slice_eq(struct slice a, struct slice b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
slice_is(struct slice a, const char *cstr)
{
	return slice_eq(a, slice_of(cstr));
}

static unsigned char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c - 'A' + 'a') : (unsigned char)c;
}

bool
slice_caseeq(struct slice a, struct slice b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

int
slice_cmp(struct slice a, struct slice b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int r = n > 0 ? memcmp(a.p, b.p, n) : 0;

	return r != 0 ? r : (a.n > b.n) - (a.n < b.n);
}

char *
slice_dup(struct slice s)
{
	return xmemdup(s.p, s.n);
}

bool
slice_next(struct slice *rest, char sep, struct slice *word)
{
	const char *end;

	if (rest->p == NULL || rest->n == 0)
		return false;
	end = memchr(rest->p, sep, rest->n);
	*word = (struct slice){rest->p, end == NULL ? rest->n : (size_t)(end - rest->p)};
	if (end == NULL) {
		*rest = (struct slice){NULL, 0};
	} else {
		rest->p = end + 1;
		rest->n -= word->n + 1;
	}
	return true;
}

size_t
slice_distance(struct slice a, struct slice b, size_t limit)
{
	size_t row[256], diagonal, above, best;

	if (a.n > 255 || b.n > 255)
		return limit + 1;
	for (size_t j = 0; j <= b.n; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			above = row[j];
			best = diagonal + (lower(a.p[i - 1]) != lower(b.p[j - 1]));
			if (above + 1 < best)
				best = above + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			diagonal = above;
			row[j] = best;
		}
	}
	return row[b.n] > limit ? limit + 1 : row[b.n];
}

size_t
slice_nearest(struct slice s, const struct slice *names, size_t n)
{
	size_t best = n, least = 5, limit, d;

	for (size_t i = 0; i < n; i++) {
		limit = (s.n > names[i].n ? s.n : names[i].n) / 3;
		if (limit > 4)
			limit = 4;
		else if (limit == 0 && s.n > 0 && names[i].n > 0)
			limit = s.n + names[i].n > 2;	/* "nn" may mean "n", "a" does not mean "b" */
		d = slice_distance(s, names[i], limit);
		if (d <= limit && d < least) {
			least = d;
			best = i;
		}
	}
	return best;
}
