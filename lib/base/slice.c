#include "base/slice.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct slice
slice_trim_ends(struct slice s)
{
	while (s.n > 0 && is_blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct slice
slice_strip(struct slice s, const char *any)
{
	while (s.n > 0 && strchr(any, s.p[0]) != NULL)
		s = (struct slice){s.p + 1, s.n - 1};
	while (s.n > 0 && strchr(any, s.p[s.n - 1]) != NULL)
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

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

bool
slice_caseeq(struct slice a, struct slice b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (a.p[i] != b.p[i] && lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

bool
slice_is_among(struct slice s, const void *words, size_t width, size_t n)
{
	for (const char *word = words; n > 0; word += width, n--)
		if (slice_caseeq(s, slice_of(word)))
			return true;
	return false;
}

bool
slice_has_digit(struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_digit(s.p[i]))
			return true;
	return false;
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

COLD void
textbuf_room(struct textbuf *t, size_t n)
{
	t->p = xgrow(t->p, &t->cap, t->n + n + 1, 1);
}

/* What is longer, or has no room yet. */
static COLD void
add_long(struct textbuf *t, struct slice s)
{
	if (t->cap - t->n <= s.n)
		textbuf_room(t, s.n);
	if (s.n > 0)
		copy_text(t->p + t->n, s.p, s.n);
	t->p[t->n += s.n] = '\0';
}

void
textbuf_add(struct textbuf *t, struct slice s)
{
	if (s.n > SHORT_TEXT || t->cap - t->n <= s.n) {
		add_long(t, s);
		return;
	}
	copy_short(t->p + t->n, s.p, s.n);
	t->p[t->n += s.n] = '\0';
}

void
textbuf_addf(struct textbuf *t, const char *fmt, ...)
{
	va_list ap;
	size_t room;
	int n;

	do {			/* again if it did not fit */
		room = t->cap - t->n;
		va_start(ap, fmt);
		n = vsnprintf(room > 0 ? t->p + t->n : NULL, room, fmt, ap);
		va_end(ap);
		if (n < 0)
			return;
		t->p = xgrow(t->p, &t->cap, t->n + (size_t)n + 1, 1);
	} while ((size_t)n >= room);
	t->n += (size_t)n;
}

void
textbuf_free(struct textbuf *t)
{
	free(t->p);
	*t = (struct textbuf){0};
}
