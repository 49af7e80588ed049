#include "csv/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "csv/encoding.h"
#include "csv/foreign.h"

#define RAW_SIZE ((size_t)64 * 1024)

struct source *
source_open(const char *path, const char *encoding, struct errmsg *e)
{
	bool is_stdin = strcmp(path, "-") == 0;
	struct source *s = xcalloc(1, sizeof(*s));
	const struct encoding *found;

	s->name = xstrdup(is_stdin ? "<stdin>" : path);
	s->fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (s->fd == -1)
		errmsg_set(e, "%s: %s", s->name, strerror(errno));
	else if (fstat(s->fd, &s->opened) == 0 && S_ISDIR(s->opened.st_mode))
		errmsg_set(e, "%s: is a directory; expected a file", s->name);
	else if (encoding == NULL || encoding_is_utf8(encoding))
		return s;
	else if ((found = encoding_find(encoding)) == NULL)
		errmsg_set(e, "--encoding: '%s' is not known here; convert the file first "
		    "(iconv -f ENCODING -t UTF-8); expected " ENCODING_NAMES, encoding);
	else {
		s->decoder = xmalloc(sizeof(*s->decoder));
		decoder_begin(s->decoder, found);
		s->raw = xmalloc(RAW_SIZE);
		s->single = encoding_is_single(found) ? encoding_name(found) : NULL;
		return s;
	}
	source_close(s);
	return NULL;
}

void
source_close(struct source *s)
{
	if (s == NULL)
		return;
	if (s->fd > STDIN_FILENO)
		close(s->fd);
	free(s->decoder);
	free(s->raw);
	free(s->name);
	free(s);
}

/* Is the file another than when it was opened? A pipe or a terminal may change. */
static int
check_unchanged(struct source *s)
{
	const struct stat *was = &s->opened;
	struct stat is;

	if (!S_ISREG(was->st_mode) || (fstat(s->fd, &is) == 0 && is.st_size == was->st_size &&
	    is.st_mtim.tv_sec == was->st_mtim.tv_sec && is.st_mtim.tv_nsec == was->st_mtim.tv_nsec))
		return 0;
	return errmsg_set(&s->error, "%s: changed while it was read; expected a complete file: "
	    "run this again once nothing writes to it", s->name);
}

/* Looks at the first bytes, once there are enough of them. */
static int
check_head(struct source *s, const char *p, size_t n)
{
	const size_t enough = 8, room = sizeof(s->head) - s->nhead;
	bool is_stdin = s->fd == STDIN_FILENO;

	n = n < room ? n : room;
	memcpy(s->head + s->nhead, p, n);
	s->nhead += n;
	s->looked = s->nhead >= enough || s->end;
	return s->looked ? foreign_check((struct slice){s->head, s->nhead},
	    is_stdin ? NULL : s->name, &s->error) : 0;
}

static ssize_t
read_some(struct source *s, char *p, size_t n)
{
	ssize_t r;

	do
		r = read(s->fd, p, n);
	while (r == -1 && errno == EINTR);
	if (r == -1)
		return -1;
	s->bytes += (uint64_t)r;
	s->end = r == 0;
	if ((!s->looked && check_head(s, p, (size_t)r) != 0) ||
	    (s->end && check_unchanged(s) != 0)) {
		errno = EIO;
		return -1;
	}
	return r;
}

/*
 * The first bytes that are not ASCII show whether it is UTF-8: other text seldom looks like it.
 * Sets *n to how many bytes may be decoded: those that are ASCII, while it is not decided.
 */
static int
check_single(struct source *s, size_t *n)
{
	const struct slice raw = {s->raw, s->nraw};
	size_t valid = utf8_valid(raw), ascii = 0;

	while (ascii < raw.n && (unsigned char)raw.p[ascii] < 0x80)
		ascii++;
	if (ascii == raw.n)
		return 0;
	if (valid > ascii && valid + (s->end ? 0 : 3) >= raw.n) {
		errmsg_set(&s->error, "%s: this is UTF-8, not %s; -E is the encoding of all files: "
		    "convert those that need it (iconv -f %s -t UTF-8) and leave out -E", s->name,
		    s->single, s->single);
		errno = EIO;
		return -1;
	}
	if (valid + 3 < raw.n || s->end)
		s->single = NULL;
	else
		*n = ascii;
	return 0;
}

ssize_t
source_read(struct source *s, char *p, size_t n)
{
	const size_t longest = 4;	/* of a character */
	char *to = p;
	size_t taken, usable;
	ssize_t r;

	if (s->decoder == NULL)
		return read_some(s, p, n);
	while (to == p) {
		if (!s->end) {
			if ((r = read_some(s, s->raw + s->nraw, RAW_SIZE - s->nraw)) == -1)
				return -1;
			s->nraw += (size_t)r;
		}
		usable = s->nraw;
		if (s->single != NULL && check_single(s, &usable) != 0)
			return -1;
		if (s->nraw == 0)
			return 0;
		taken = decoder_run(s->decoder, (struct slice){s->raw, usable}, &to, n);
		if (taken == 0 && (usable >= longest || s->end)) {
			errno = EILSEQ;
			return -1;
		}
		memmove(s->raw, s->raw + taken, s->nraw - taken);
		s->nraw -= taken;
	}
	return to - p;
}
