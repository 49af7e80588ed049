#include "base/visible.h"

#include <stdlib.h>

#include "tap/tap.h"

static void
shows(struct slice s, const char *want, const char *want_all)
{
	struct textbuf t = {0};

	visible_add(&t, s);
	is_str(t.p, want, want);
	textbuf_reset(&t);
	visible_add_all(&t, s);
	is_str(t.p, want_all, want_all);
	textbuf_free(&t);
}

/* The same text either way. */
static void
plain(const char *s)
{
	shows(slice_of(s), s, s);
}

static void
alike(const char *a, const char *b, bool want)
{
	tap_ok(visible_alike(slice_of(a), slice_of(b)) == want, a);
}

static void
test_harmful(void)
{
	static const char *const bidi[][2] = {
		{"\u061c", "\\u061c"}, {"\u200e", "\\u200e"}, {"\u200f", "\\u200f"},
		{"\u2028", "\\u2028"}, {"\u2029", "\\u2029"}, {"\u202a", "\\u202a"},
		{"\u202e", "\\u202e"}, {"\u2066", "\\u2066"}, {"\u2069", "\\u2069"},
	};
	char byte[2] = "", want[VISIBLE_SIZE], control[3] = "\xc2";

	for (int c = 1; c < 0x20; c++) {
		byte[0] = (char)c;
		snprintf(want, sizeof(want), c == '\t' ? "\\t" : c == '\n' ? "\\n" :
		    c == '\r' ? "\\r" : "\\x%02x", c);
		shows(slice_of(byte), want, want);
	}
	for (int c = 0x80; c < 0xa0; c++) {
		control[1] = (char)c;
		snprintf(want, sizeof(want), "\\u%04x", c);
		shows(slice_of(control), want, want);
	}
	for (size_t i = 0; i < sizeof(bidi) / sizeof(bidi[0]); i++)
		shows(slice_of(bidi[i][0]), bidi[i][1], bidi[i][1]);
	shows(slice_of("\x7f"), "\\x7f", "\\x7f");
	shows((struct slice){"a\0b", 3}, "a\\x00b", "a\\x00b");
	shows(slice_of("a\x1b[31mb\n"), "a\\x1b[31mb\\n", "a\\x1b[31mb\\n");
	shows(slice_of("\xff\xc3"), "\\xff\\xc3", "\\xff\\xc3");
	shows(slice_of("\xed\xa0\x80"), "\\xed\\xa0\\x80", "\\xed\\xa0\\x80");
}

static void
test_hidden(void)
{
	plain("");
	plain("Redcar and Cleveland, 5%: 'x' \\ \"y\"");
	plain("Ynys M\u00f4n \u5317\u4eac \u2013 \u20ac");
	shows(slice_of("A\u00a0"), "A\u00a0", "A\\u00a0");
	shows(slice_of("T\u200bx"), "T\u200bx", "T\\u200bx");
	shows(slice_of("\ufeffx"), "\ufeffx", "\\ufeffx");
	shows(slice_of("x\u3000\u2009y"), "x\u3000\u2009y", "x\\u3000\\u2009y");
	shows(slice_of("Mo\u0302n"), "Mo\u0302n", "Mo\\u0302n");
	shows(slice_of("x\U000e0041"), "x\U000e0041", "x\\U000e0041");
}

static void
test_alike(void)
{
	alike("A", "A", true);
	alike("A", "a", true);
	alike("A ", " A", true);
	alike("A\u00a0", "A", true);
	alike("North  East", "north\u00a0east", true);
	alike("North East", "NorthEast", false);
	alike("Total\u200b", "Total", true);
	alike("soft\u00adhyphen", "softhyphen", true);
	alike("M\u00f4n", "mo\u0302n", true);
	alike("M\u00f4n", "Mon", false);
	alike("", " \u200b", true);
	alike("count_1", "count 1", false);
	alike("x\u00b2", "x2", false);
	alike("a\xff", "a\xff", true);
	alike("a\xff", "a\xfe", false);
	alike("\u0395\u03bb", "\u03b5\u03bb", true);
}

int
main(void)
{
	char *line = NULL;
	size_t n;
	FILE *f = open_memstream(&line, &n);

	test_harmful();
	test_hidden();
	test_alike();
	visible_line(f, "%s:%d", "a\nb", 7);
	visible_print(f, slice_of("\x1b"));
	fclose(f);
	is_str(line, "a\\nb:7\n\\x1b", "a line");
	free(line);
	return done_testing();
}
