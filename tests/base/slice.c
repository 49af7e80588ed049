#include "base/slice.h"

#include "tap/tap.h"

int
main(void)
{
	struct textbuf b = {0};
	char long_text[500];
	static const char words[][8] = {"quarter", "Q"};

	textbuf_reset(&b);
	is_str(b.p, "", "empty");
	textbuf_addf(&b, "%d of %s", 3, "four");
	textbuf_add(&b, (struct slice){" quarters!", 9});
	is_str(b.p, "3 of four quarters", "added up");
	ok(b.n == strlen(b.p));
	memset(long_text, 'x', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	textbuf_addf(&b, "%s", long_text);
	ok(b.n == 18 + 499 && strcmp(b.p + 18, long_text) == 0);
	textbuf_reset(&b);
	textbuf_add(&b, (struct slice){NULL, 0});
	is_str(b.p, "", "reset");
	textbuf_free(&b);
	ok(b.p == NULL);
	ok(SLICE_IS_AMONG(slice_of("q"), words));
	ok(SLICE_IS_AMONG(slice_of("QUARTER"), words));
	ok(!SLICE_IS_AMONG(slice_of("quart"), words));
	ok(!SLICE_IS_AMONG(slice_of("quarterQ"), words));
	ok(!SLICE_IS_AMONG(slice_of(""), words));
	ok(!slice_is_among(slice_of("q"), words, sizeof(words[0]), 1));
	ok(slice_eq(slice_strip(slice_of("-- Plans, -"), " -,"), slice_of("Plans")));
	ok(slice_strip(slice_of(" -"), " -").n == 0);
	return done_testing();
}
