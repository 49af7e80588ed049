#include "csv/writer.h"

#include <endian.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/shortest.h"

#define SIZE ((size_t)64 * 1024)

struct writer {
	int fd;
	int error;		/* errno of the first failed write, or 0 */
	bool safe;
	bool row_empty;		/* nothing but empty fields so far */
	size_t nfields;		/* of the row so far */
	size_t n;		/* bytes in buf */
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
	o->row_empty = true;
	o->nfields = o->n = 0;
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
	o->n = o->taken.n = 0;
	return all;
}

void
writer_bytes(struct writer *o, const char *p, size_t n)
{
	if (n > SIZE - o->n) {
		flush(o);
		if (n > SIZE) {
			write_all(o, p, n);
			return;
		}
	}
	if (n <= SHORT_TEXT)
		copy_short(o->buf + o->n, p, n);
	else
		memcpy(o->buf + o->n, p, n);
	o->n += n;
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

static bool
has_special(uint64_t first, uint64_t last)
{
	const bytes b = (bytes)(words){first, last};
	const words is = (words)((b == ',') | (b == '"') | (b == '\n') | (b == '\r'));

	return (is[0] | is[1]) != 0;
}

/* By two words at a time, which overlap at the end. */
static bool
must_quote(struct slice s)
{
	const char *p = s.p, *end = s.p + s.n;

	if (s.n < 4)
		return s.n > 0 && has_special(slice_load(p, 1),
		    slice_load(p + s.n / 2, 1) | slice_load(end - 1, 1) << 8);
	if (s.n < 8)
		return has_special(slice_load(p, 4), slice_load(end - 4, 4));
	for (; end - p > 16; p += 16)
		if (has_special(slice_load(p, 8), slice_load(p + 8, 8)))
			return true;
	return has_special(slice_load(s.n < 16 ? p : end - 16, 8), slice_load(end - 8, 8));
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
writer_number(struct writer *o, struct slice s)
{
	if (o->nfields++ > 0)
		put_char(o, ',');
	o->row_empty = false;
	writer_bytes(o, s.p, s.n);
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
		writer_bytes(o, s.p, n);
		put_char(o, '"');
		s = (struct slice){s.p + n, s.n - n};
	}
	writer_bytes(o, s.p, s.n);
	if (quoted)
		put_char(o, '"');
}

void
writer_field(struct writer *o, struct slice s)
{
	bool quoted;

	if (o->nfields++ > 0)
		put_char(o, ',');
	if (s.n == 0)
		return;
	o->row_empty = false;
	quoted = must_quote(s);
	if (quoted || o->safe || s.n > SIZE - o->n) {
		put_field(o, s, quoted);
		return;
	}
	if (s.n <= SHORT_TEXT)
		copy_short(o->buf + o->n, s.p, s.n);
	else
		memcpy(o->buf + o->n, s.p, s.n);
	o->n += s.n;
}

enum { DIGITS = 24 };

/* Eight digits, v < 10^8: halved into fours, twos and single ones, all of a kind at once. */
static void
put_eight(char *to, uint32_t v)
{
	uint64_t fours = v / 10000 | (uint64_t)(v % 10000) << 32;
	uint64_t hundreds = (fours * 10486 >> 20) & 0x7f0000007f;
	uint64_t twos = hundreds | (fours - 100 * hundreds) << 16;
	uint64_t tens = (twos * 103 >> 10) & 0xf000f000f000f;
	uint64_t text = htole64((tens | (twos - 10 * tens) << 8) + 0x3030303030303030);

	memcpy(to, &text, sizeof(text));
}

/* The digits of v, right-aligned in the DIGITS bytes before end; returns where they begin. */
static char *
digits(char *end, uint64_t v)
{
	for (; v >= 100000000; v /= 100000000)
		put_eight(end -= 8, (uint32_t)(v % 100000000));
	if (v < 10) {		/* most often: the first of 17 */
		*--end = (char)('0' + v);
		return end;
	}
	put_eight(end -= 8, (uint32_t)v);
	while (*end == '0')
		end++;
	return end;
}

size_t
writer_format_int(char *buf, int64_t v)
{
	char text[1 + DIGITS], *end = text + sizeof(text), *p;

	p = digits(end, v < 0 ? -(uint64_t)v : (uint64_t)v);
	if (v < 0)
		*--p = '-';
	memcpy(buf, p, (size_t)(end - p));
	return (size_t)(end - p);
}

int
writer_end(struct writer *o)
{
	if (o->nfields == 1 && o->row_empty)
		writer_bytes(o, "\"\"\n", 3);
	else
		put_char(o, '\n');
	o->nfields = 0;
	o->row_empty = true;
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
	char text[DIGITS], *end = text + sizeof(text), *p = digits(end, v.digits);
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
