#ifndef BASE_TEXTBUF_H
#define BASE_TEXTBUF_H

#include <stddef.h>

#include "base/slice.h"

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
