#ifndef BASE_TEXTBUF_H
#define BASE_TEXTBUF_H

#include <stddef.h>

#include "base/slice.h"

/* Text that grows: starts as {0}, always NUL-terminated once something (even "") was added. */
struct textbuf {
	char *p;
	size_t n, cap;
};

void textbuf_reset(struct textbuf *t);		/* to "", keeping the room */
void textbuf_add(struct textbuf *t, struct slice s);
void textbuf_addf(struct textbuf *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void textbuf_free(struct textbuf *t);
struct slice textbuf_slice(const struct textbuf *t);	/* until the next change */

#endif
