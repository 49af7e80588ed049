#include "csvin.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "xalloc.h"

#define BLOCK ((size_t)256 * 1024)

struct field {
	size_t p, n;		/* from the record's start; without the quotes */
	bool quoted, doubled;
};

struct csvin {
	int fd;
	char *name;
	struct csvin_options opt;
	iconv_t cd;		/* (iconv_t)-1: none */
	char *raw;		/* undecoded bytes */
	size_t nraw;
	char *buf;
	size_t cap, end;	/* buf[0..end) holds data */
	size_t rec, rec_len;	/* this record, without its newline */
	size_t next;		/* where the next record begins */
	uint64_t base;		/* byte of the stream at buf[0] */
	uint64_t line, next_line;
	uint64_t rows;
	uint64_t bytes;
	bool eof, bom, first, skip, resumed;
	struct csvin_ends ends;
	struct field *field;
	size_t nfields, field_cap;
	char *plain;		/* unescaped fields of this record */
	size_t nplain, plain_cap;
	enum csvin_fault fault;
	struct csvin_position where;
	char what[512];
	struct errmsg error;
	int read_errno;
};

struct csvin *
csvin_open(const char *path, const struct csvin_options *opt, struct errmsg *e)
{
	bool is_stdin = strcmp(path, "-") == 0;
	struct csvin *in = xcalloc(1, sizeof *in);
	struct stat st;

	if (opt != NULL)
		in->opt = *opt;
	if (in->opt.delimiter == '\0')
		in->opt.delimiter = ',';
	if (in->opt.max_record == 0)
		in->opt.max_record = (size_t)64 << 20;
	if (in->opt.max_fields == 0)
		in->opt.max_fields = 65536;
	in->name = xstrdup(is_stdin ? "<stdin>" : path);
	in->cd = (iconv_t)-1;
	in->fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (in->fd == -1) {
		errmsg_set(e, "%s: %s", in->name, strerror(errno));
		goto fail;
	}
	if (fstat(in->fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		errmsg_set(e, "%s: is a directory; expected a file", in->name);
		goto fail;
	}
	if (in->opt.encoding != NULL) {
		in->cd = iconv_open("UTF-8", in->opt.encoding);
		if (in->cd == (iconv_t)-1) {
			errmsg_set(e, "encoding '%s' is not known; see iconv -l", in->opt.encoding);
			goto fail;
		}
		in->raw = xmalloc(BLOCK);
	}
	in->cap = BLOCK;
	in->buf = xmalloc(in->cap);
	in->next_line = 1;
	in->first = true;
	return in;
fail:
	csvin_close(in);
	return NULL;
}

void
csvin_close(struct csvin *in)
{
	if (in == NULL)
		return;
	if (in->cd != (iconv_t)-1)
		iconv_close(in->cd);
	if (in->fd > STDIN_FILENO)
		close(in->fd);
	free(in->raw);
	free(in->buf);
	free(in->field);
	free(in->plain);
	free(in->name);
	free(in);
}

static int
set_fault(struct csvin *in, enum csvin_fault fault, struct csvin_position where, const char *what)
{
	in->fault = fault;
	in->where = where;
	snprintf(in->what, sizeof in->what, "%s", what);
	if (fault == CSVIN_UTF8)
		errmsg_set(&in->error, "%s:%" PRIu64 ": %s", in->name, where.line, what);
	else if (fault == CSVIN_READ)
		errmsg_set(&in->error, "%s: %s", in->name, what);
	else
		errmsg_set(&in->error, "%s:%" PRIu64 ": column %" PRIu64 " (byte %" PRIu64 "): %s",
		    in->name, where.line, where.column, where.byte, what);
	return -1;
}

static ssize_t
read_some(struct csvin *in, char *p, size_t n)
{
	ssize_t r;

	do
		r = read(in->fd, p, n);
	while (r == -1 && errno == EINTR);
	if (r > 0)
		in->bytes += (uint64_t)r;
	return r;
}

/* Reads and decodes at least a byte to the end of buf; false at a fault. */
static bool
decode(struct csvin *in)
{
	char *from, *to = in->buf + in->end, *to0 = to, msg[160];
	size_t left, room = in->cap - in->end;
	ssize_t r;

	while (to == to0 && !in->eof) {
		r = read_some(in, in->raw + in->nraw, BLOCK - in->nraw);
		if (r == -1) {
			set_fault(in, CSVIN_READ, (struct csvin_position){0}, strerror(errno));
			return false;
		}
		in->eof = r == 0;
		from = in->raw;
		left = in->nraw + (size_t)r;
		if (iconv(in->cd, &from, &left, &to, &room) == (size_t)-1 && errno != E2BIG &&
		    (errno == EILSEQ || (errno == EINVAL && in->eof))) {
			snprintf(msg, sizeof msg, "byte %" PRIu64 " of the file: not %s",
			    in->bytes - left, in->opt.encoding);
			set_fault(in, CSVIN_READ, (struct csvin_position){0}, msg);
			return false;
		}
		memmove(in->raw, from, left);
		in->nraw = left;
		if (left > 0)
			in->eof = false;
	}
	in->end = (size_t)(to - in->buf);
	return true;
}

/* More data behind buf[end), the record at `from` kept and moved to the front. False: a fault. */
static bool
fill(struct csvin *in, size_t *from)
{
	ssize_t r;

	memmove(in->buf, in->buf + *from, in->end - *from);
	in->base += *from;
	in->end -= *from;
	*from = 0;
	if (in->end > in->cap / 2) {
		in->buf = xrealloc(in->buf, in->cap, 2);
		in->cap *= 2;
	}
	if (in->cd != (iconv_t)-1)
		return decode(in);
	while (in->end < in->cap) {
		r = read_some(in, in->buf + in->end, in->cap - in->end);
		if (r == -1) {
			set_fault(in, CSVIN_READ, (struct csvin_position){0}, strerror(errno));
			return false;
		}
		if (r == 0)
			in->eof = true;
		in->end += (size_t)r;
		break;
	}
	return true;
}

static struct csvin_position
position(const struct csvin *in, size_t at)
{
	struct csvin_position w = {in->line, 0, in->base + at};
	size_t bol = in->rec;

	for (size_t i = in->rec; i < at; i++)
		if (in->buf[i] == '\n') {
			w.line++;
			bol = i + 1;
		}
	w.column = at - bol + 1;
	return w;
}

/* How many bytes of valid UTF-8 begin s, n. */
static size_t
utf8_valid(const unsigned char *s, size_t n)
{
	size_t i = 0, more;
	unsigned char lo, hi;

	while (i < n) {
		if (s[i] < 0x80) {
			i++;
			continue;
		}
		lo = 0x80;
		hi = 0xbf;
		if (s[i] >= 0xc2 && s[i] <= 0xdf)
			more = 1;
		else if (s[i] >= 0xe0 && s[i] <= 0xef) {
			more = 2;
			if (s[i] == 0xe0)
				lo = 0xa0;
			else if (s[i] == 0xed)
				hi = 0x9f;
		} else if (s[i] >= 0xf0 && s[i] <= 0xf4) {
			more = 3;
			if (s[i] == 0xf0)
				lo = 0x90;
			else if (s[i] == 0xf4)
				hi = 0x8f;
		} else
			return i;
		for (size_t k = 1; k <= more; k++, lo = 0x80, hi = 0xbf)
			if (i + k >= n || s[i + k] < lo || s[i + k] > hi)
				return i;
		i += more + 1;
	}
	return n;
}

static int
utf8_fault(struct csvin *in, size_t at)
{
	struct csvin_position w = position(in, at);
	unsigned char c = (unsigned char)in->buf[at];
	const char *guess = "looks like windows-1252; try -E windows-1252";
	char what[256];

	if (in->base + at < 2 && (c == 0xff || c == 0xfe))
		guess = "looks like UTF-16; try -E UTF-16";
	snprintf(what, sizeof what, "byte 0x%02X at line %" PRIu64 " column %" PRIu64
	    ": not UTF-8; %s", c, w.line, w.column, guess);
	return set_fault(in, CSVIN_UTF8, w, what);
}

/* The record's text from `at` on cannot be used: the next call goes on behind the next LF. */
static int
fault_at(struct csvin *in, enum csvin_fault fault, size_t at, const char *what)
{
	size_t valid = utf8_valid((unsigned char *)in->buf + in->rec, at - in->rec);
	char *lf = memchr(in->buf + at, '\n', in->end - at);
	struct csvin_position w;

	in->nfields = 0;
	in->skip = true;
	in->next = lf != NULL ? (size_t)(lf - in->buf) : in->end;
	w = position(in, in->next);
	in->next_line = w.line;
	if (valid < at - in->rec)
		return utf8_fault(in, in->rec + valid);
	return set_fault(in, fault, position(in, at), what);
}

static struct field *
add_field(struct csvin *in)
{
	in->field = xgrow(in->field, &in->field_cap, in->nfields + 1, sizeof *in->field);
	return &in->field[in->nfields++];
}

/* Passes over what a fault left of its line. False: the end, or a read error. */
static bool
skip_line(struct csvin *in)
{
	char *lf;

	for (;;) {
		lf = memchr(in->buf + in->next, '\n', in->end - in->next);
		if (lf != NULL) {
			in->next = (size_t)(lf - in->buf) + 1;
			in->next_line++;
			in->skip = false;
			return true;
		}
		in->next = in->end;
		if (in->eof || !fill(in, &in->next))
			return false;
	}
}

int
csvin_next(struct csvin *in)
{
	enum { START, PLAIN, QUOTED, CLOSED } state = START;
	size_t at, from, valid, open = 0;
	struct field *f;
	char c;

	if (in->fault == CSVIN_READ)
		return -1;
	in->fault = CSVIN_OK;
	in->resumed = in->skip;
	in->nfields = in->nplain = 0;
	if (in->skip && !skip_line(in))
		return in->fault == CSVIN_READ ? -1 : 0;
	if (in->first) {
		while (in->end < 3 && !in->eof)
			if (!fill(in, &in->next))
				return -1;
		if (in->end >= 3 && memcmp(in->buf, "\xef\xbb\xbf", 3) == 0) {
			in->bom = true;
			in->next = 3;
		}
		in->first = false;
	}
	in->rec = in->next;
	in->line = in->next_line;
	from = at = in->rec;
	for (;; at++) {
		if (at - in->rec > in->opt.max_record)
			return fault_at(in, CSVIN_TOO_LONG, in->rec,
			    state == QUOTED ? "record too long, and a quote is still open" :
			    "record too long; expected a newline before (see --max-record)");
		if (at == in->end && !in->eof) {
			at -= in->rec;
			from -= in->rec;
			open -= in->rec;
			if (!fill(in, &in->rec))
				return -1;
			at += in->rec;
			from += in->rec;
			open += in->rec;
		}
		if (at == in->end) {
			if (in->eof && at == in->rec)
				return 0;
			if (!in->eof) {
				at--;
				continue;
			}
			if (state == QUOTED)
				return fault_at(in, CSVIN_OPEN_QUOTE, open,
				    "a quote that is never closed; expected a closing quote");
			c = '\n';
		} else
			c = in->buf[at];
		if (c == '\0')
			return fault_at(in, CSVIN_NUL, at, "a NUL byte; expected text");
		if (state == QUOTED) {
			if (c == '"')
				state = CLOSED;
			continue;
		}
		if (c == '"' && state == CLOSED) {
			in->field[in->nfields - 1].doubled = true;
			state = QUOTED;
		} else if (c == '"' && state == START) {
			f = add_field(in);
			*f = (struct field){.p = at + 1 - in->rec, .quoted = true};
			open = at;
			state = QUOTED;
		} else if (c == '"')
			return fault_at(in, CSVIN_STRAY_QUOTE, at, "a quote inside an unquoted field; "
			    "expected the whole field in quotes and its quotes doubled");
		else if (c == in->opt.delimiter || c == '\n') {
			if (c == '\n' && state == START && at == in->rec)
				break;
			if (state == CLOSED) {
				f = &in->field[in->nfields - 1];
				f->n = at - 1 - in->rec - f->p;
				if (at > in->rec && in->buf[at - 1] == '\r')
					f->n--;
			} else {
				if (c == '\n' && at == in->rec + 1 && in->buf[in->rec] == '\r')
					break;
				f = add_field(in);
				*f = (struct field){.p = from - in->rec, .n = at - from};
				if (c == '\n' && f->n > 0 && in->buf[at - 1] == '\r')
					f->n--;
			}
			if (in->nfields > in->opt.max_fields)
				return fault_at(in, CSVIN_TOO_WIDE, at,
				    "more fields than allowed (see --max-fields)");
			state = START;
			from = at + 1;
			if (c == '\n')
				break;
		} else if (c == '\r') {
			while (at + 1 == in->end && !in->eof) {
				at -= in->rec;
				from -= in->rec;
				open -= in->rec;
				if (!fill(in, &in->rec))
					return -1;
				at += in->rec;
				from += in->rec;
				open += in->rec;
			}
			if (at + 1 == in->end || in->buf[at + 1] != '\n')
				return fault_at(in, CSVIN_BARE_CR, at,
				    "a carriage return that no newline follows");
		} else if (state == CLOSED)
			return fault_at(in, CSVIN_AFTER_QUOTE, at, "text behind a closing quote; "
			    "expected a delimiter or the end of the line");
		else
			state = PLAIN;
	}
	valid = utf8_valid((unsigned char *)in->buf + in->rec, at - in->rec);
	if (valid < at - in->rec)
		return fault_at(in, CSVIN_UTF8, in->rec + valid + 1, "");
	in->rec_len = at - in->rec;
	in->next = at < in->end ? at + 1 : at;
	for (size_t i = in->rec; i < in->next; i++)
		in->next_line += in->buf[i] == '\n';
	if (in->next == at)
		in->ends.none++;
	else if (in->rec_len > 0 && in->buf[at - 1] == '\r') {
		in->rec_len--;
		if (in->ends.crlf++ == 0)
			in->ends.first_crlf = in->next_line - 1;
	} else if (in->ends.lf++ == 0)
		in->ends.first_lf = in->next_line - 1;
	in->rows++;
	in->plain = xgrow(in->plain, &in->plain_cap, in->rec_len, 1);
	return 1;
}

size_t
csvin_nfields(const struct csvin *in)
{
	return in->nfields;
}

struct slice
csvin_field(struct csvin *in, size_t i)
{
	struct field *f = &in->field[i];
	const char *p = in->buf + in->rec + f->p;
	char *to, *to0;

	if (!f->doubled)
		return (struct slice){p, f->n};
	to = to0 = in->plain + f->p - 1;
	for (size_t k = 0; k < f->n; k++) {
		*to++ = p[k];
		k += p[k] == '"';
	}
	return (struct slice){to0, (size_t)(to - to0)};
}

bool
csvin_field_quoted(struct csvin *in, size_t i)
{
	return in->field[i].quoted;
}

struct slice
csvin_record(const struct csvin *in)
{
	return (struct slice){in->buf + in->rec, in->next - in->rec};
}

struct csvin_position
csvin_where(struct csvin *in, size_t i)
{
	if (i >= in->nfields)
		return position(in, in->rec + in->rec_len);
	return position(in, in->rec + in->field[i].p - in->field[i].quoted);
}

uint64_t
csvin_line(struct csvin *in)
{
	return in->line;
}

uint64_t
csvin_rows(const struct csvin *in)
{
	return in->rows;
}

uint64_t
csvin_bytes(const struct csvin *in)
{
	return in->bytes;
}

bool
csvin_had_bom(const struct csvin *in)
{
	return in->bom;
}

struct csvin_ends
csvin_row_ends(struct csvin *in)
{
	return in->ends;
}

bool
csvin_resumed(const struct csvin *in)
{
	return in->resumed;
}

enum csvin_fault
csvin_fault(const struct csvin *in)
{
	return in->fault;
}

struct csvin_position
csvin_fault_where(struct csvin *in)
{
	return in->where;
}

const char *
csvin_fault_text(const struct csvin *in)
{
	return in->what;
}

const char *
csvin_error(const struct csvin *in)
{
	return in->error.text;
}

const char *
csvin_name(const struct csvin *in)
{
	return in->name;
}
