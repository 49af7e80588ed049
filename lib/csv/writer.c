#include "csv/writer.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digits.h"
#include "base/memory.h"
#include "base/shortest.h"

#define SIZE ((size_t)64 * 1024)
#define AWAY (2 * SIZE)

struct writer {
	int fd;
	int error;		/* errno of the first failed write, or 0 */
	bool safe;
	size_t n;		/* bytes in buf: each field is followed by a comma, */
	size_t row;		/* the first of the row, or AWAY: that is no longer in buf */
	char *name;		/* NULL: to memory, */
	struct textbuf taken;	/* whose first part is here when buf was full */
	char buf[SIZE];
};

struct writer *
writer_open(int fd, const char *name, bool spreadsheet_safe)
{
	struct writer *o = xmalloc(sizeof(*o));	/* zeros would cost as much as a small file */

	o->fd = fd;
	o->error = 0;
	o->safe = spreadsheet_safe;
	o->n = o->row = 0;
	o->name = name != NULL ? xstrdup(name) : NULL;
	o->taken = (struct textbuf){0};
	return o;
}

struct writer *
writer_open_memory(bool spreadsheet_safe)
{
	return writer_open(-1, NULL, spreadsheet_safe);
}

static void
write_all(struct writer *o, const char *p, size_t n)
{
	ssize_t w;

	if (o->name == NULL) {
		textbuf_add(&o->taken, (struct slice){p, n});
		return;
	}
	while (n > 0 && o->error == 0) {
		w = write(o->fd, p, n);
		if (w >= 0) {
			p += w;
			n -= (size_t)w;
		} else if (errno != EINTR) {
			o->error = errno;
		}
	}
}

static void
flush(struct writer *o)
{
	write_all(o, o->buf, o->n);
	o->row = o->row == o->n ? 0 : AWAY;
	o->n = 0;
}

struct slice
writer_take(struct writer *o)
{
	struct slice all = {o->buf, o->n};

	if (o->taken.n > 0) {
		flush(o);
		all = textbuf_slice(&o->taken);
	}
	o->n = o->row = o->taken.n = 0;
	return all;
}

static void
put_bytes(struct writer *o, const char *p, size_t n)
{
	if (n > SIZE - o->n) {
		flush(o);
		if (n > SIZE) {
			write_all(o, p, n);
			o->row = AWAY;
			return;
		}
	}
	copy_text(o->buf + o->n, p, n);
	o->n += n;
}

void
writer_bytes(struct writer *o, const char *p, size_t n)
{
	put_bytes(o, p, n);
	o->row = o->n;
}

static void
put_char(struct writer *o, char c)
{
	if (o->n == SIZE)
		flush(o);
	o->buf[o->n++] = c;
}

typedef uint64_t words __attribute__((vector_size(16)));
typedef char bytes __attribute__((vector_size(16)));

static inline words
find_special(words w)
{
	const bytes b = (bytes)w;

	return (words)((b == ',') | (b == '"') | (b == '\n') | (b == '\r'));
}

/*
 * Copies a field and looks at it on the way: must it be quoted? By two words at a time, of which
 * the last overlap with those before. At most SHORT_TEXT bytes:
 */
static inline bool
copy_field(char *to, struct slice s)
{
	const char *last = s.p + s.n;
	words w = {0};

	if (s.n >= 8)
		w = (words){slice_load(s.p, 8), slice_load(last - 8, 8)};
	else if (s.n >= 4)
		w = (words){slice_load(s.p, 4), slice_load(last - 4, 4)};
	else if (s.n >= 2)
		w = (words){slice_load(s.p, 2), slice_load(last - 2, 2)};
	else if (s.n == 1)
		w[0] = slice_load(s.p, 1);
	else
		return false;
	copy_short(to, s.p, s.n);
	w = find_special(w);
	return (w[0] | w[1]) != 0;
}

/* More than that. */
static inline bool
copy_long_field(char *to, struct slice s)
{
	const char *p = s.p, *last = s.p + s.n - sizeof(words);
	words w, special = {0};

	for (; p < last; p += sizeof(w), to += sizeof(w)) {
		memcpy(&w, p, sizeof(w));
		memcpy(to, &w, sizeof(w));
		special |= find_special(w);
	}
	memcpy(&w, last, sizeof(w));
	memcpy(to - (p - last), &w, sizeof(w));
	special |= find_special(w);
	return (special[0] | special[1]) != 0;
}

/* Takes the characters that are among `any` off the front of s, at most n: how many. */
static size_t
skip(struct slice *s, const char *any, size_t n)
{
	size_t i = 0;

	while (i < n && i < s->n && s->p[i] != '\0' && strchr(any, s->p[i]) != NULL)
		i++;
	*s = (struct slice){s->p + i, s->n - i};
	return i;
}

#define ANY_DIGIT "0123456789"

/* An optional sign, digits with commas between them, a fraction, an exponent, a percent sign. */
static bool
is_number(struct slice s)
{
	size_t digits;

	skip(&s, "+-", 1);
	digits = skip(&s, ANY_DIGIT, SIZE_MAX);
	if (digits > 0)
		skip(&s, ANY_DIGIT ",", SIZE_MAX);
	if (skip(&s, ".", 1) > 0)
		digits += skip(&s, ANY_DIGIT, SIZE_MAX);
	if (digits > 0 && s.n > 1 && skip(&s, "eE", 1) > 0) {
		skip(&s, "+-", 1);
		digits = skip(&s, ANY_DIGIT, SIZE_MAX);
	}
	skip(&s, "%", 1);
	return digits > 0 && s.n == 0;
}

/* Would a spreadsheet take the cell for a formula? A lone "-" is a mark, not one. */
static bool
is_formula(struct slice s)
{
	return s.n > 0 && memchr("=+-@\t\r", s.p[0], 6) != NULL && !is_number(s) &&
	    !(s.n == 1 && s.p[0] == '-');
}

void
writer_again(struct writer *o, struct slice fields)
{
	put_bytes(o, fields.p, fields.n);
}

/* A field that is not as it is written, or for which the buffer may have no room. */
static COLD void
put_field(struct writer *o, struct slice s, bool quoted)
{
	const char *quote;
	size_t n;

	if (quoted)
		put_char(o, '"');
	if (o->safe && is_formula(s))
		put_char(o, '\'');
	while (quoted && (quote = memchr(s.p, '"', s.n)) != NULL) {
		n = (size_t)(quote - s.p) + 1;
		put_bytes(o, s.p, n);
		put_char(o, '"');
		s = (struct slice){s.p + n, s.n - n};
	}
	put_bytes(o, s.p, s.n);
	if (quoted)
		put_char(o, '"');
	put_char(o, ',');
}

void
writer_number(struct writer *o, struct slice s)
{
	if (s.n + 1 > SIZE - o->n)
		flush(o);
	copy_text(o->buf + o->n, s.p, s.n);
	o->buf[o->n + s.n] = ',';
	o->n += s.n + 1;
}

/* The same, which may need no quotes. */
static COLD void
put_any_field(struct writer *o, struct slice s)
{
	put_field(o, s, s.n > 0 &&
	    (memchr(s.p, ',', s.n) != NULL || memchr(s.p, '"', s.n) != NULL ||
	    memchr(s.p, '\n', s.n) != NULL || memchr(s.p, '\r', s.n) != NULL));
}

static COLD void
put_long_field(struct writer *o, struct slice s)
{
	if (copy_long_field(o->buf + o->n, s)) {
		put_field(o, s, true);
		return;
	}
	o->n += s.n;
	o->buf[o->n++] = ',';
}

void
writer_field(struct writer *o, struct slice s)
{
	char *to = o->buf + o->n;

	if (s.n + 1 > SIZE - o->n || o->safe) {
		put_any_field(o, s);
	} else if (s.n > SHORT_TEXT) {
		put_long_field(o, s);
	} else if (copy_field(to, s)) {
		put_field(o, s, true);
	} else {
		to[s.n] = ',';
		o->n += s.n + 1;
	}
}

void
writer_int(struct writer *o, int64_t v)
{
	struct slice s;

	if (WRITER_DOUBLE > SIZE - o->n)
		flush(o);
	s = writer_format_int(o->buf + o->n, v);
	copy_text(o->buf + o->n, s.p, s.n);	/* from beyond that */
	o->n += s.n;
	o->buf[o->n++] = ',';
}

struct slice
writer_format_int(char *buf, int64_t v)
{
	char *end = buf + WRITER_DOUBLE, *p;

	p = digits_write(end, v < 0 ? -(uint64_t)v : (uint64_t)v);
	if (v < 0)
		*--p = '-';
	return (struct slice){p, (size_t)(end - p)};
}

int
writer_end(struct writer *o)
{
	if (o->n == o->row) {
		put_char(o, '\n');
	} else if (o->n == o->row + 1) {
		o->n--;
		put_bytes(o, "\"\"\n", 3);
	} else {
		o->buf[o->n - 1] = '\n';
	}
	o->row = o->n;
	return o->error != 0 ? -1 : 0;
}

int
writer_end_line(struct writer *o)
{
	put_char(o, '\n');
	return o->error != 0 ? -1 : 0;
}

bool
writer_has_failed(const struct writer *o)
{
	return o->error != 0;
}

int
writer_close(struct writer *o, struct errmsg *e)
{
	int r = 0;

	if (o->name != NULL)
		flush(o);
	if (o->error != 0)
		r = errmsg_set(e, "%s: cannot write: %s", o->name, strerror(o->error));
	free(o->name);
	textbuf_free(&o->taken);
	free(o);
	return r;
}

/*
 * With 17 digits 1e-20 has 36 places after the point, which are the most that base/num.h reads
 * exactly.
 */
static char *
put_decimal(char *to, struct decimal v)
{
	char text[DIGITS], *end = text + sizeof(text), *p = digits_write(end, v.digits);
	size_t n = (size_t)(end - p), whole;
	int magnitude = (int)n - 1 + v.exponent;

	if (magnitude < -20 || magnitude > 20) {
		*to++ = *p++;
		if (n > 1)
			*to++ = '.';
		to = mempcpy(to, p, n - 1);
		return to + snprintf(to, 8, "e%+03d", magnitude);
	}
	if (magnitude < 0) {
		to = mempcpy(to, "0.0000000000000000000", (size_t)(1 - magnitude));
		return mempcpy(to, p, n);
	}
	if (v.exponent >= 0) {
		to = mempcpy(to, p, n);
		return (char *)memset(to, '0', (size_t)v.exponent) + v.exponent;
	}
	whole = (size_t)magnitude + 1;		/* both parts have 1 to 16 digits */
	copy_short(to, p, whole);
	to[whole] = '.';
	copy_short(to + whole + 1, p + whole, n - whole);
	return to + n + 1;
}

size_t
writer_format_double(char *buf, double v)
{
	char *to = buf;

	if (!isfinite(v) || v == 0)
		return (size_t)(stpcpy(buf, v == 0 ? "0" : "") - buf);
	if (v < 0)
		*to++ = '-';
	to = put_decimal(to, shortest_decimal(fabs(v)));
	*to = '\0';
	return (size_t)(to - buf);
}
