#include "base/textbuf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static void
room(struct textbuf *t, size_t more)
{
	t->p = xgrow(t->p, &t->cap, t->n + more + 1, 1);
}

void
textbuf_reset(struct textbuf *t)
{
	room(t, 0);
	t->n = 0;
	t->p[0] = '\0';
}

void
textbuf_add(struct textbuf *t, struct slice s)
{
	room(t, s.n);
	if (s.n > 0)
		memcpy(t->p + t->n, s.p, s.n);
	t->n += s.n;
	t->p[t->n] = '\0';
}

void
textbuf_addf(struct textbuf *t, const char *fmt, ...)
{
	va_list ap;
	int n;

	room(t, 64);
	va_start(ap, fmt);
	n = vsnprintf(t->p + t->n, t->cap - t->n, fmt, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n >= t->cap - t->n) {
		room(t, (size_t)n);
		va_start(ap, fmt);
		n = vsnprintf(t->p + t->n, t->cap - t->n, fmt, ap);
		va_end(ap);
	}
	if (n > 0)
		t->n += (size_t)n;
}

void
textbuf_free(struct textbuf *t)
{
	free(t->p);
	*t = (struct textbuf){0};
}

struct slice
textbuf_slice(const struct textbuf *t)
{
	return (struct slice){t->n > 0 ? t->p : "", t->n};
}
