#include "base/textbuf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void
textbuf_add(struct textbuf *t, struct slice s)
{
	t->p = xgrow(t->p, &t->cap, t->n + s.n + 1, 1);
	if (s.n > 0)
		memcpy(t->p + t->n, s.p, s.n);
	t->n += s.n;
	t->p[t->n] = '\0';
}

void
textbuf_reset(struct textbuf *t)
{
	t->n = 0;
	textbuf_add(t, (struct slice){NULL, 0});
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

struct slice
textbuf_slice(const struct textbuf *t)
{
	return (struct slice){t->n > 0 ? t->p : "", t->n};
}

void
textbuf_free(struct textbuf *t)
{
	free(t->p);
	*t = (struct textbuf){0};
}
