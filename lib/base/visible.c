#include "base/visible.h"

#include <stdarg.h>
#include <stdlib.h>
#include <utf8proc.h>

/* The length of the character that s begins with; 0: not UTF-8. */
static size_t
decode(struct slice s, utf8proc_int32_t *c)
{
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.p,
	    (utf8proc_ssize_t)s.n, c);

	return n > 0 ? (size_t)n : 0;
}

static bool
is_harmful(utf8proc_int32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x61c || c == 0x200e || c == 0x200f ||
	    (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static bool
is_blank(utf8proc_int32_t c)
{
	utf8proc_category_t kind = utf8proc_category(c);

	return kind == UTF8PROC_CATEGORY_ZS || kind == UTF8PROC_CATEGORY_ZL ||
	    kind == UTF8PROC_CATEGORY_ZP || (c >= '\t' && c <= '\r') || c == 0x85;
}

static bool
is_without_width(utf8proc_int32_t c)
{
	utf8proc_category_t kind = utf8proc_category(c);

	return kind == UTF8PROC_CATEGORY_CF || kind == UTF8PROC_CATEGORY_CC ||
	    utf8proc_get_property(c)->ignorable;
}

static bool
is_hidden(utf8proc_int32_t c)
{
	utf8proc_category_t kind = utf8proc_category(c);

	return c != ' ' && (is_blank(c) || is_without_width(c) || kind == UTF8PROC_CATEGORY_MN ||
	    kind == UTF8PROC_CATEGORY_ME);
}

static void
write_escape(char buf[VISIBLE_SIZE], utf8proc_int32_t c)
{
	const char *format = c < 0x80 ? "\\x%02x" : c <= 0xffff ? "\\u%04x" : "\\U%08x";

	if (c == '\n' || c == '\r' || c == '\t')
		snprintf(buf, VISIBLE_SIZE, "\\%c", c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
	else
		snprintf(buf, VISIBLE_SIZE, format, (unsigned)c);
}

/* all: what is hidden, too. */
static inline size_t
escape(struct slice s, bool all, char buf[VISIBLE_SIZE])
{
	unsigned char byte = (unsigned char)s.p[0];
	utf8proc_int32_t c = byte;
	size_t n = 1;

	if (byte >= 0x20 && byte < 0x7f)
		return 0;
	if (byte >= 0x80 && (n = decode(s, &c)) == 0) {
		snprintf(buf, VISIBLE_SIZE, "\\x%02x", byte);
		return 1;
	}
	if (!is_harmful(c) && !(all && is_hidden(c)))
		return 0;
	write_escape(buf, c);
	return n;
}

size_t
visible_escape(struct slice s, char buf[VISIBLE_SIZE])
{
	return s.n > 0 ? escape(s, false, buf) : 0;
}

/* How many characters of plain ASCII s begins with. */
static size_t
plain_length(struct slice s)
{
	const uint64_t each = UINT64_C(0x0101010101010101);
	size_t i = 0;

	for (uint64_t word; i + 8 <= s.n; i += 8) {
		word = slice_load(s.p + i, 8);
		if (((word | (word + each) | (word - each * ' ')) & each * 0x80) != 0)
			break;
	}
	while (i < s.n && s.p[i] >= 0x20 && s.p[i] < 0x7f)
		i++;
	return i;
}

static void
add(struct textbuf *t, struct slice s, bool all)
{
	char buf[VISIBLE_SIZE];
	size_t from = 0, i = plain_length(s), n;
	utf8proc_int32_t c;

	while (i < s.n) {
		struct slice rest = {s.p + i, s.n - i};

		if ((n = escape(rest, all, buf)) == 0) {
			i += (unsigned char)*rest.p < 0x80 ? 1 : decode(rest, &c);
			continue;
		}
		textbuf_add(t, (struct slice){s.p + from, i - from});
		textbuf_add(t, slice_of(buf));
		from = i += n;
	}
	textbuf_add(t, (struct slice){s.p + from, s.n - from});
}

static unsigned
hides(utf8proc_int32_t c)
{
	enum { LETTERS = 0xc0, ACCENTS = 0x300 };	/* Latin ones */

	if (c >= LETTERS && c < ACCENTS)
		return 0;
	if (c == '\n' || c == '\r')
		return VISIBLE_NEWLINE;
	if (is_harmful(c))
		return VISIBLE_CONTROL;
	if (is_blank(c) || c == 0x200b || c == 0xfeff)
		return c == ' ' ? 0 : VISIBLE_BLANK;
	return is_without_width(c) ? VISIBLE_WIDTHLESS : c == 0xfffd ? VISIBLE_LOST : 0;
}

unsigned
visible_hides(struct slice s)
{
	unsigned all = 0;
	utf8proc_int32_t c;
	size_t n;

	while ((n = plain_length(s)) < s.n) {
		s = (struct slice){s.p + n, s.n - n};
		if ((n = decode(s, &c)) == 0)
			return all;
		all |= hides(c);
		s = (struct slice){s.p + n, s.n - n};
	}
	return all;
}

void
visible_add(struct textbuf *t, struct slice s)
{
	add(t, s, false);
}

void
visible_add_all(struct textbuf *t, struct slice s)
{
	add(t, s, true);
}

void
visible_print(FILE *f, struct slice s)
{
	struct textbuf t = {0};

	if (plain_length(s) == s.n) {
		fwrite(s.p, 1, s.n, f);
		return;
	}
	visible_add(&t, s);
	fwrite(t.p, 1, t.n, f);
	textbuf_free(&t);
}

void
visible_line(FILE *f, const char *fmt, ...)
{
	struct textbuf line = {0};
	char *text = NULL;
	va_list ap;
	int n;

	va_start(ap, fmt);
	if ((n = vasprintf(&text, fmt, ap)) < 0)
		text = NULL;
	va_end(ap);
	/* Written at once, lest another program's come between. */
	if (text != NULL && plain_length((struct slice){text, (size_t)n}) == (size_t)n) {
		text[n] = '\n';
		fwrite(text, 1, (size_t)n + 1, f);
		free(text);
		return;
	}
	visible_add(&line, slice_of(text != NULL ? text : fmt));
	textbuf_add(&line, slice_of("\n"));
	fwrite(line.p, 1, line.n, f);
	textbuf_free(&line);
	free(text);
}

/* Adds s without the blanks and what has no width, with one space for each run of blanks within. */
static void
add_folded(struct textbuf *t, struct slice s)
{
	size_t from = t->n, n;
	bool blank = false;
	utf8proc_int32_t c;

	for (; s.n > 0; s.p += n, s.n -= n) {
		if ((n = decode(s, &c)) == 0)
			c = 'x', n = 1;
		if (is_blank(c)) {
			blank = t->n > from;
			continue;
		}
		if (is_without_width(c))
			continue;
		if (blank)
			textbuf_add(t, slice_of(" "));
		blank = false;
		textbuf_add(t, (struct slice){s.p, n});
	}
}

/* visible_fold() of plain ASCII. */
static void
fold_plain(struct textbuf *t, struct slice s)
{
	bool blank = false;
	char *to, c;

	textbuf_room(t, s.n);
	to = t->p;
	for (size_t i = 0; i < s.n; i++) {
		c = s.p[i];
		if (c == ' ') {
			blank = to > t->p;
			continue;
		}
		if (blank)
			*to++ = ' ';
		blank = false;
		*to++ = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
	}
	*to = '\0';
	t->n = (size_t)(to - t->p);
}

void
visible_fold(struct textbuf *t, struct slice s)
{
	const utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD |
	    UTF8PROC_IGNORE;
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t n;

	textbuf_reset(t);
	if (plain_length(s) == s.n) {
		fold_plain(t, s);
		return;
	}
	n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &folded, how);
	add_folded(t, n < 0 ? s : (struct slice){(const char *)folded, (size_t)n});
	free(folded);
}

/* Most texts that are not alike begin with another letter of ASCII, which none of this changes. */
static bool
begins_otherwise(struct slice a, struct slice b)
{
	return a.n > 0 && b.n > 0 && is_letter(a.p[0]) && is_letter(b.p[0]) &&
	    (a.p[0] | 0x20) != (b.p[0] | 0x20);
}

bool
visible_alike(struct slice a, struct slice b)
{
	struct textbuf x = {0}, y = {0};
	bool alike;

	if (begins_otherwise(a, b))
		return false;
	visible_fold(&x, a);
	visible_fold(&y, b);
	alike = slice_eq(textbuf_slice(&x), textbuf_slice(&y));
	textbuf_free(&x);
	textbuf_free(&y);
	return alike;
}

bool
visible_alike_but_blanks(struct slice a, struct slice b)
{
	struct textbuf x = {0}, y = {0};
	bool alike;

	add_folded(&x, a);
	add_folded(&y, b);
	alike = slice_eq(textbuf_slice(&x), textbuf_slice(&y));
	textbuf_free(&x);
	textbuf_free(&y);
	return alike;
}
