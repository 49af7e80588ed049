#include "base/errmsg.h"

#include <ctype.h>
#include <inttypes.h>
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

size_t
suggest_distance(struct slice a, struct slice b, size_t limit)
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
	return best;
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
