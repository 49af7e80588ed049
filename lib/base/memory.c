#include "base/memory.h"

#include <err.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *
xmalloc(size_t size)
{
	return xrealloc(NULL, size, 1);
}

void *
xcalloc(size_t n, size_t size)
{
	void *p = calloc(n > 0 ? n : 1, size > 0 ? size : 1);

	if (p == NULL)
		errx(2, "out of memory (%zu times %zu bytes wanted)", n, size);
	return p;
}

void *
xrealloc(void *p, size_t n, size_t size)
{
	void *q;

	if (size > 0 && n > SIZE_MAX / size)
		errx(2, "out of memory (%zu times %zu bytes wanted)", n, size);
	q = realloc(p, n * size > 0 ? n * size : 1);
	if (q == NULL)
		errx(2, "out of memory (%zu bytes wanted)", n * size);
	return q;
}

void *
xmemdup(const void *p, size_t n)
{
	char *q = xmalloc(n + 1);

	if (n > 0)
		memcpy(q, p, n);
	q[n] = '\0';
	return q;
}

char *
xstrdup(const char *s)
{
	return xmemdup(s, strlen(s));
}

void *
xgrow(void *p, size_t *cap, size_t need, size_t size)
{
	size_t want;

	if (need <= *cap)
		return p;
	want = *cap < 8 ? 8 : *cap + *cap / 2;
	if (want < need)
		want = need;
	p = xrealloc(p, want, size);
	*cap = want;
	return p;
}
