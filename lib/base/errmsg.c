#include "base/errmsg.h"

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
