#include "table/spool.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"

enum { PIECE = 1024 * 1024 };

struct spool {
	char *p;
	size_t n, cap, limit;
	int fd;			/* -1: all is in memory */
};

struct spool *
spool_new(size_t limit)
{
	struct spool *s = xcalloc(1, sizeof(*s));

	s->limit = limit;
	s->fd = -1;
	return s;
}

static bool
write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t w = write(fd, p, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return false;
		p += w;
		n -= (size_t)w;
	}
	return true;
}

static int
open_file(struct spool *s, struct errmsg *e)
{
	const char *dir = getenv("TMPDIR");
	char *path;

	if (dir == NULL || dir[0] == '\0')
		dir = "/tmp";
	path = xmalloc(strlen(dir) + sizeof("/csv-check.XXXXXX"));
	stpcpy(stpcpy(path, dir), "/csv-check.XXXXXX");
	s->fd = mkstemp(path);
	if (s->fd < 0 || unlink(path) != 0) {
		errmsg_set(e, "the temporary file for --pass, in %s (see TMPDIR): %s", dir,
		    strerror(errno));
		free(path);
		return -1;
	}
	free(path);
	return 0;
}

static int
empty_buffer(struct spool *s, struct errmsg *e)
{
	if (s->fd < 0 && open_file(s, e) != 0)
		return -1;
	if (!write_all(s->fd, s->p, s->n))
		return errmsg_set(e, "the temporary file for --pass: %s", strerror(errno));
	s->n = 0;
	s->limit = PIECE;
	return 0;
}

int
spool_add(struct spool *s, struct slice bytes, struct errmsg *e)
{
	if (bytes.n == 0)
		return 0;
	if (s->n + bytes.n > s->limit && s->n > 0 && empty_buffer(s, e) != 0)
		return -1;
	s->p = xgrow(s->p, &s->cap, s->n + bytes.n, 1);
	memcpy(s->p + s->n, bytes.p, bytes.n);
	s->n += bytes.n;
	return 0;
}

int
spool_send(struct spool *s, int fd, const char *name, struct errmsg *e)
{
	char *buf;
	ssize_t got;

	if (s->fd < 0)
		return write_all(fd, s->p, s->n) ? 0 : errmsg_set(e, "%s: %s", name,
		    strerror(errno));
	if (empty_buffer(s, e) != 0)
		return -1;
	if (lseek(s->fd, 0, SEEK_SET) != 0)
		return errmsg_set(e, "the temporary file for --pass: %s", strerror(errno));
	buf = xmalloc(PIECE);
	while ((got = read(s->fd, buf, PIECE)) > 0)
		if (!write_all(fd, buf, (size_t)got)) {
			errmsg_set(e, "%s: %s", name, strerror(errno));
			free(buf);
			return -1;
		}
	free(buf);
	return got == 0 ? 0 : errmsg_set(e, "the temporary file for --pass: %s", strerror(errno));
}

void
spool_free(struct spool *s)
{
	if (s == NULL)
		return;
	if (s->fd >= 0)
		close(s->fd);
	free(s->p);
	free(s);
}
