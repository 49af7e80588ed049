#include "base/errmsg.h"

#include "tap/tap.h"

static void
says(const char *s, const struct slice *names, size_t n, const char *want)
{
	char buf[SUGGEST_SIZE];

	is_str(suggest(buf, slice_of(s), names, n), want, s);
}

/* A limit cuts the search short, and changes nothing else. */
static void
test_limits(void)
{
	static const char *const words[] = {"", "a", "ab", "ba", "abc", "acb", "cab", "value", "vlaue",
	    "values", "Vaule", "evalue", "alue", "numerator", "nmuerator", "umneraotr", "denominator"};
	const size_t n = sizeof(words) / sizeof(words[0]);
	size_t wrong = 0, full;

	for (size_t i = 0; i < n * n * 5; i++) {
		struct slice a = slice_of(words[i / 5 / n]), b = slice_of(words[i / 5 % n]);

		full = suggest_distance(a, b, 99);
		wrong += suggest_distance(a, b, i % 5) != (full > i % 5 ? i % 5 + 1 : full);
	}
	ok(wrong == 0);
}

int
main(void)
{
	const struct slice names[] = {slice_of("area"), slice_of("value"), slice_of("a"),
	    slice_of("Neglect")};
	const size_t n = sizeof(names) / sizeof(names[0]);
	const struct slice longer[] = {slice_of("Newcastle upon Tyne"),
	    slice_of("Newcastletown Moor"), slice_of("North Tyneside"),
	    slice_of("Newcastle upon Tyne"), slice_of("Newcastle-under-Lyme")};
	char longest[257];

	ok(suggest_distance(slice_of(""), slice_of("abc"), 9) == 3);
	ok(suggest_distance(slice_of("kitten"), slice_of("sitting"), 9) == 3);
	ok(suggest_distance(slice_of("VALUE"), slice_of("value"), 9) == 0);
	ok(suggest_distance(slice_of("abc"), slice_of("xyz"), 1) == 2);
	ok(suggest_distance(slice_of("Cuont"), slice_of("count"), 9) == 1);
	ok(suggest_distance(slice_of("ab"), slice_of("ba"), 9) == 1);
	ok(suggest_distance(slice_of("Negelct"), slice_of("Neglect"), 9) == 1);
	ok(suggest_distance(slice_of("ca"), slice_of("abc"), 9) == 3);
	ok(suggest_distance(slice_of("abcd"), slice_of("badc"), 9) == 2);
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	ok(suggest_distance(slice_of(longest), slice_of(longest), 4) == 5);
	test_limits();

	says("valu", names, n, "; did you mean 'value'?");
	says("Negelct", names, n, "; did you mean 'Neglect'?");
	says("aera", names, n, "; did you mean 'area'?");
	says("area", names, n, "; did you mean 'area'?");
	says("aa", names, n, "; did you mean 'a'?");
	says("b", names, n, "");
	says("Newcastle", longer, 4, "; did you mean 'Newcastle upon Tyne'?");
	says("newcastle UPON", longer, 4, "; did you mean 'Newcastle upon Tyne'?");
	says("Newcastle", longer, 5, "");
	says("", longer, 5, "");
	says("something else", names, n, "");
	says("", names, n, "");
	says("value", names, 0, "");
	return done_testing();
}
