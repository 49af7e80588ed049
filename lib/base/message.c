#include "base/message.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/visible.h"

static void
print(const char *fmt, va_list ap)
{
	struct textbuf line = {0};
	char *text = NULL;
	struct slice name = slice_of(program_invocation_short_name), what;
	int n = vasprintf(&text, fmt, ap);

	if (n < 0)
		text = NULL;
	what = text != NULL ? (struct slice){text, (size_t)n} : slice_of(fmt);
	textbuf_room(&line, name.n + what.n + 3);
	visible_add(&line, name);
	textbuf_add(&line, slice_of(": "));
	visible_add(&line, what);
	textbuf_add(&line, slice_of("\n"));
	fwrite(line.p, 1, line.n, stderr);
	textbuf_free(&line);
	free(text);
}

void
message_print(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print(fmt, ap);
	va_end(ap);
}

void
message_stop(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print(fmt, ap);
	va_end(ap);
	exit(2);
}
