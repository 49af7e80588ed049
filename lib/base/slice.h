#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>

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

struct slice slice_of(const char *cstr);
struct slice slice_trim(struct slice s);	/* without spaces and tabs at both ends */
bool slice_eq(struct slice a, struct slice b);
bool slice_is(struct slice a, const char *cstr);
bool slice_caseeq(struct slice a, struct slice b);	/* ASCII letters compare without case */
int slice_cmp(struct slice a, struct slice b);		/* byte order, as memcmp */
char *slice_dup(struct slice s);			/* NUL-terminated; the caller frees it */

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

void textbuf_reset(struct textbuf *t);		/* to "", keeping the memory */
void textbuf_add(struct textbuf *t, struct slice s);
void textbuf_addf(struct textbuf *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct slice textbuf_slice(const struct textbuf *t);	/* valid until the text changes */
void textbuf_free(struct textbuf *t);

#endif
