#include "csv/writer.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"

#define SIZE ((size_t)64 * 1024)

struct writer {
	int fd;
	int error;		/* errno of the first failed write, or 0 */
	bool safe;
	bool row_empty;		/* nothing but empty fields so far */
	size_t nfields;		/* of the row so far */
	size_t n;		/* bytes in buf */
	char *name;
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
	o->name = xstrdup(name);
	return o;
}

static void
write_all(struct writer *o, const char *p, size_t n)
{
	ssize_t w;

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

static bool
must_quote(struct slice s)
{
	static const bool special[256] = {[','] = true, ['"'] = true, ['\n'] = true, ['\r'] = true};

	for (size_t i = 0; i < s.n; i++)
		if (special[(unsigned char)s.p[i]])
			return true;
	return false;
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

#define DIGITS "0123456789"

/* An optional sign, digits with commas between them, a fraction, an exponent, a percent sign. */
static bool
is_number(struct slice s)
{
	size_t digits;

	skip(&s, "+-", 1);
	digits = skip(&s, DIGITS, SIZE_MAX);
	if (digits > 0)
		skip(&s, DIGITS ",", SIZE_MAX);
	if (skip(&s, ".", 1) > 0)
		digits += skip(&s, DIGITS, SIZE_MAX);
	if (digits > 0 && s.n > 1 && skip(&s, "eE", 1) > 0) {
		skip(&s, "+-", 1);
		digits = skip(&s, DIGITS, SIZE_MAX);
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
writer_field(struct writer *o, struct slice s)
{
	const char *quote;
	size_t n;
	bool quoted;

	if (o->nfields++ > 0)
		put_char(o, ',');
	if (s.n == 0)
		return;
	o->row_empty = false;
	quoted = must_quote(s);
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

/* The digits of v, right-aligned in the 20 bytes before end; returns where they begin. */
static char *
digits(char *end, uint64_t v)
{
	do
		*--end = (char)('0' + v % 10);
	while ((v /= 10) > 0);
	return end;
}

size_t
writer_format_int(char *buf, int64_t v)
{
	char text[24], *end = text + sizeof(text), *p;

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

int
writer_close(struct writer *o, struct errmsg *e)
{
	int r = 0;

	flush(o);
	if (o->error != 0)
		r = errmsg_set(e, "%s: cannot write: %s", o->name, strerror(o->error));
	free(o->name);
	free(o);
	return r;
}

/* Does digit * 10^exponent read back as v? */
static bool
reads_back(uint64_t digit, int exponent, double v)
{
	char text[40], *end = text + 24, *p = digits(end, digit);

	snprintf(end, 16, "e%d", exponent);
	return strtod(p, NULL) == v;
}

/* v > 0 rounded to n digits: digit * 10^exponent. */
static uint64_t
round_to(double v, int n, int *exponent)
{
	char text[40];

	snprintf(text, sizeof(text), "%.*e", n - 1, v);
	*exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10) - (n - 1);
	if (n == 1)
		return (uint64_t)(text[0] - '0');
	text[1] = text[0];	/* over the point */
	return strtoull(text + 1, NULL, 10);
}

/*
 * The fewest digits that read back as v > 0: digit * 10^exponent. The next decimal above is tried
 * as well: below a power of two doubles lie closer, and the nearest decimal may be that of another.
 */
static uint64_t
fewest_digits(double v, int *exponent)
{
	uint64_t digit = round_to(v, 17, exponent), shorter;
	int where;

	for (int n = 16; n > 0; n--) {
		shorter = round_to(v, n, &where);
		if (!reads_back(shorter, where, v) && !reads_back(++shorter, where, v))
			break;
		digit = shorter;
		*exponent = where;
	}
	return digit;
}

static const uint64_t power_of_5[] = {1, 5, 25, 125, 625, 3125, 15625, 78125, 390625, 1953125,
	9765625, 48828125, 244140625, 1220703125, 6103515625, 30517578125, 152587890625,
	762939453125, 3814697265625, 19073486328125, 95367431640625, 476837158203125,
	2384185791015625, 11920928955078125, 59604644775390625, 298023223876953125,
	1490116119384765625, 7450580596923828125};

/*
 * v * 10^k rounded to an integer, v = m * 2^e, if that reads back as v; else 0. Doubles are an ulp
 * apart, which is ulp / unit after the multiplication, and half of that below a power of two. The
 * middle between two is read as the one with the even m.
 */
static uint64_t
decimal_at(uint64_t m, int e, int k)
{
	const bool power = m == UINT64_C(1) << 52;
	const int shift = e + k;
	unsigned __int128 ulp = k >= 0 ? power_of_5[k] : 1, unit = k >= 0 ? 1 : power_of_5[-k];
	unsigned __int128 whole, rest, off;

	ulp <<= shift > 0 ? shift : 0;
	unit <<= shift < 0 ? -shift : 0;
	whole = k >= 0 && shift < 0 ? m * ulp >> -shift : m * ulp / unit;
	rest = m * ulp - whole * unit;
	off = power ? 4 * rest : 2 * rest;
	if ((2 * rest < unit || (2 * rest == unit && whole % 2 == 0)) &&
	    (off < ulp || (off == ulp && m % 2 == 0)))
		return (uint64_t)whole;
	off = 2 * (unit - rest);
	if ((power || 2 * rest >= unit) && (off < ulp || (off == ulp && m % 2 == 0)))
		return (uint64_t)whole + 1;
	return 0;
}

/*
 * The same with integers, for sizes at which 128 bits are enough; else false. Up to 15 digits that
 * read back are the shortest, once zeros at the end are dropped; 16 may do, 17 always do.
 */
static bool
exact_digits(double v, uint64_t *digit, int *exponent)
{
	int e, magnitude;
	uint64_t m;

	if (!(v >= 1e-10 && v < 1e40))
		return false;
	m = (uint64_t)ldexp(frexp(v, &e), 53);
	magnitude = (e - 1) * 1233 >> 12;	/* or 1 less than that: 1233 / 4096 is log10(2) */
	*exponent = magnitude - 13;		/* so these are 14 or 15 digits */
	while ((*digit = decimal_at(m, e - 53, -*exponent)) == 0)
		--*exponent;
	return true;
}

/*
 * digit * 10^exponent without zeros at the end. With 17 digits 1e-20 has 36 places after the point,
 * which are the most that base/num.h reads exactly.
 */
static char *
put_decimal(char *to, uint64_t digit, int exponent)
{
	char text[24], *end = text + sizeof(text), *p = digits(end, digit);
	int n = (int)(end - p), magnitude = n - 1 + exponent;

	if (magnitude < -20 || magnitude > 20) {
		*to++ = *p++;
		if (n > 1)
			*to++ = '.';
		to = mempcpy(to, p, (size_t)n - 1);
		return to + snprintf(to, 8, "e%+03d", magnitude);
	}
	if (magnitude < 0) {
		to = mempcpy(to, "0.0000000000000000000", (size_t)(1 - magnitude));
		return mempcpy(to, p, (size_t)n);
	}
	for (int i = 0; i < n || i <= magnitude; i++) {
		if (i == magnitude + 1)
			*to++ = '.';
		*to++ = i < n ? p[i] : '0';
	}
	return to;
}

size_t
writer_format_double(char *buf, double v)
{
	char *to = buf;
	uint64_t digit;
	int exponent;

	if (!isfinite(v) || v == 0)
		return (size_t)(stpcpy(buf, v == 0 ? "0" : "") - buf);
	if (v < 0)
		*to++ = '-';
	if (!exact_digits(fabs(v), &digit, &exponent))
		digit = fewest_digits(fabs(v), &exponent);
	for (; digit % 10 == 0; digit /= 10)
		exponent++;
	to = put_decimal(to, digit, exponent);
	*to = '\0';
	return (size_t)(to - buf);
}
