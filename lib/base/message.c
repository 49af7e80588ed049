#include "base/message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* Some file systems report a failed write only when a descriptor is closed. */
static bool
has_failed(void)
{
	int copy;

	errno = 0;
	if (ferror(stderr))
		return true;
	copy = dup(STDERR_FILENO);
	return copy != -1 && close(copy) != 0;
}

int
message_written(struct errmsg *e)
{
	if (!has_failed())
		return 0;
	return errmsg_set(e, "<stderr>: cannot write: %s", errno != 0 ? strerror(errno) :
	    "a message was lost");
}

int
message_close(struct errmsg *e)
{
	int flags = fcntl(STDERR_FILENO, F_GETFL);
	bool closed = flags == -1 || (flags & O_ACCMODE) == O_RDONLY;

	return closed ? 0 : message_written(e);
}
