#include "board/glyph.h"

#include "tap/tap.h"

static struct slice line[4];
static bool cut;

static size_t
wrap(const char *text, double width)
{
	return glyph_wrap(slice_of(text), width, 10, false, line, 4, &cut);
}

int
main(void)
{
	is_close(glyph_width(slice_of("0"), 1000, false), 556 * 1.05, 1e-9, "a digit");
	ok(glyph_width(slice_of("iii"), 12, false) < glyph_width(slice_of("WWW"), 12, false) / 3);
	ok(glyph_width(slice_of("abc"), 12, true) > glyph_width(slice_of("abc"), 12, false));
	is_close(glyph_width(slice_of("\xe5\x85\x90"), 1000, false), 1050, 1e-9, "a wide character");
	is_close(glyph_width(slice_of("\xd8\xa3"), 1000, false), 630, 1e-9, "an Arabic letter");
	is_close(glyph_width(slice_of("e\xcc\x81"), 1000, false), 556 * 1.05, 1e-9,
	    "a combining accent");
	is_close(glyph_width(slice_of("\x01"), 1000, false), 4 * 556 * 1.05, 1e-9,
	    "a control character is as wide as what stands for it");
	ok(glyph_width(slice_of(""), 12, false) == 0);

	ok(glyph_fit(slice_of("Neglect"), 200, 12, false) == 7);
	ok(glyph_fit(slice_of("Neglect"), 30, 12, false) < 7);
	ok(glyph_fit(slice_of("Neglect"), 0, 12, false) == 0);
	ok(glyph_fit(slice_of("\xe5\x85\x90\xe7\xab\xa5"), 23, 10, false) == 6);
	ok(glyph_fit(slice_of("\xe5\x85\x90\xe7\xab\xa5\xe5\x85\x90"), 30, 10, false) == 3);

	ok(wrap("one two three", 500) == 1 && !cut);
	ok(wrap("one two three", 45) == 2 && slice_is(line[0], "one two") && !cut);
	ok(slice_is(line[1], "three"));
	ok(wrap("", 45) == 0 && !cut);
	ok(wrap("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 45) == 4 && cut);
	ok(wrap("a b c d e f g h i j k l m n o p q r s t", 20) == 4 && cut);
	ok(wrap("aaa", 1) >= 1);
	return done_testing();
}
