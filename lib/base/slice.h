#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * A run of bytes that somebody else owns: not NUL-terminated, may hold NULs. A slice of a row is
 * valid until the next row is read.
 */
struct slice {
	const char *p;
	size_t n;
};

/* For printf: printf("%.*s", SLICE_ARG(s)). */
#define SLICE_ARG(s) (int)(s).n, (s).p

static inline struct slice
slice_of(const char *cstr)
{
	return (struct slice){cstr, strlen(cstr)};
}

/* Without any of these characters at both ends. */
struct slice slice_strip(struct slice s, const char *any);

struct slice slice_trim_ends(struct slice s);		/* called by slice_trim() */

/* Without spaces and tabs at both ends. */
static inline struct slice
slice_trim(struct slice s)
{
	if (s.n == 0 || (s.p[0] > ' ' && s.p[s.n - 1] > ' '))
		return s;
	return slice_trim_ends(s);
}

bool slice_eq(struct slice a, struct slice b);
bool slice_is(struct slice a, const char *cstr);
bool slice_caseeq(struct slice a, struct slice b);	/* ASCII letters compare without case */

/* Is it one of the n words, each in `width` bytes and NUL-terminated, in any case? */
bool slice_is_among(struct slice s, const void *words, size_t width, size_t n);
#define SLICE_IS_AMONG(s, words) slice_is_among(s, words, sizeof((words)[0]), \
	sizeof(words) / sizeof((words)[0]))

int slice_cmp(struct slice a, struct slice b);		/* byte order, as memcmp */
char *slice_dup(struct slice s);			/* NUL-terminated; the caller frees it */

/* Of ASCII. */
static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool slice_has_digit(struct slice s);

static inline uint64_t
slice_load(const char *p, size_t n)
{
	uint64_t v = 0;

	memcpy(&v, p, n);
	return v;
}

/* Equal texts of n bytes, up to SHORT_TEXT, as most cells have: by two words that overlap. */
enum { SHORT_TEXT = 16 };

static inline bool
same_short(const char *a, const char *b, size_t n)
{
	if (n >= 8)
		return slice_load(a, 8) == slice_load(b, 8) &&
		    slice_load(a + n - 8, 8) == slice_load(b + n - 8, 8);
	if (n >= 4)
		return slice_load(a, 4) == slice_load(b, 4) &&
		    slice_load(a + n - 4, 4) == slice_load(b + n - 4, 4);
	return n == 0 || (a[0] == b[0] && a[n / 2] == b[n / 2] && a[n - 1] == b[n - 1]);
}

static inline void
copy_short(char *to, const char *from, size_t n)
{
	uint64_t first, last;

	if (n >= 8) {
		memcpy(&first, from, 8);
		memcpy(&last, from + n - 8, 8);
		memcpy(to, &first, 8);
		memcpy(to + n - 8, &last, 8);
	} else if (n >= 4) {
		first = slice_load(from, 4);
		last = slice_load(from + n - 4, 4);
		memcpy(to, &first, 4);
		memcpy(to + n - 4, &last, 4);
	} else if (n >= 2) {
		first = slice_load(from, 2);
		last = slice_load(from + n - 2, 2);
		memcpy(to, &first, 2);
		memcpy(to + n - 2, &last, 2);
	} else if (n == 1) {
		*to = *from;
	}
}

static inline void
copy_text(char *to, const char *from, size_t n)
{
	if (n <= SHORT_TEXT) {
		copy_short(to, from, n);
	} else if (n <= 2 * SHORT_TEXT) {
		copy_short(to, from, SHORT_TEXT);
		copy_short(to + n - SHORT_TEXT, from + n - SHORT_TEXT, SHORT_TEXT);
	} else {
		memcpy(to, from, n);
	}
}

static inline bool
same_text(struct slice a, struct slice b)
{
	return a.n == b.n && (a.n <= SHORT_TEXT ? same_short(a.p, b.p, a.n) :
	    memcmp(a.p, b.p, a.n) == 0);
}

/*
 * Takes the text up to the next `sep` off the front of *rest: true and *word (perhaps empty), or
 * false at the end. "a,,b" gives a, an empty word, b; an empty *rest gives nothing.
 */
bool slice_next(struct slice *rest, char sep, struct slice *word);

/* Text that grows: starts as {0}, is NUL-terminated once something (even "") was added. */
struct textbuf {
	char *p;
	size_t n, cap;
};

void textbuf_room(struct textbuf *t, size_t n);		/* for n more bytes and a NUL */
void textbuf_add(struct textbuf *t, struct slice s);
void textbuf_addf(struct textbuf *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void textbuf_free(struct textbuf *t);

/* To "", keeping the memory. */
static inline void
textbuf_reset(struct textbuf *t)
{
	t->n = 0;
	if (t->cap == 0)
		textbuf_room(t, 0);
	t->p[0] = '\0';
}

/* Valid until the text changes. */
static inline struct slice
textbuf_slice(const struct textbuf *t)
{
	return (struct slice){t->n > 0 ? t->p : "", t->n};
}

#endif
