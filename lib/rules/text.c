#include "rules/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "csv/source.h"

enum { LARGEST = 16 * 1024 * 1024 };

int
text_read(struct arena *mem, const char *path, struct slice *text, struct errmsg *e)
{
	struct source *s = source_open(path, NULL, e);
	char *buf = NULL;
	size_t n = 0, cap = 0;
	ssize_t got = 1;

	if (s == NULL)
		return -1;
	for (; got > 0 && n < LARGEST; n += got > 0 ? (size_t)got : 0) {
		buf = xgrow(buf, &cap, n + 8192, 1);
		got = source_read(s, buf + n, cap - n);
	}
	if (s->error.text[0] != '\0')
		*e = s->error;
	else if (got != 0)
		errmsg_set(e, "%s: %s", path, got < 0 ? strerror(errno) :
		    "over 16 MiB; expected less");
	else
		*text = arena_copy(mem, (struct slice){buf, n});
	source_close(s);
	free(buf);
	return got != 0 ? -1 : 0;
}

int
text_check(struct slice text, const char *path, struct errmsg *e)
{
	size_t good = utf8_valid(text);
	unsigned line = 1;

	if (memchr(text.p, '\0', text.n) != NULL)
		return errmsg_set(e, "%s: a NUL byte; expected plain text", path);
	if (memchr(text.p, '\r', text.n) != NULL && memchr(text.p, '\n', text.n) == NULL)
		return errmsg_set(e, "%s: lines that end in a carriage return alone; expected LF "
		    "or CRLF", path);
	if (good == text.n)
		return 0;
	for (size_t i = 0; i < good; i++)
		line += text.p[i] == '\n';
	return errmsg_set(e, "%s:%u: byte 0x%02x; expected UTF-8 text", path, line,
	    (unsigned char)text.p[good]);
}
