#include "base/recent.h"

#include <stdio.h>

#include "tap/tap.h"

/* Texts in runs, in the same order again, in another, and empty: each is new once. */
int
main(void)
{
	static const char *const texts[] = {"", "a", "Measure 1", "Measure 2",
	    "a text of more than 16 bytes", "a text of more than 17 bytes", "abcd", "abce"};
	enum { N = sizeof(texts) / sizeof(texts[0]) };
	bool met[N] = {0}, right = true;
	uint32_t number[N] = {0}, next = 0;
	struct recent r;

	recent_init(&r);
	for (unsigned i = 0; i < 1000; i++) {
		unsigned k = i < 300 ? i % N : i < 500 ? i / 10 % N : i * i * 7 / 3 % N;

		if (i % 100 == 0)
			k = N - 1;
		right &= recent_add(&r, slice_of(texts[k])) == !met[k] &&
		    slice_is(recent_now(&r), texts[k]);
		if (!met[k])
			number[k] = next++;
		right &= recent_number(&r) == number[k];
		met[k] = true;
	}
	ok(right);
	ok(intern_count(r.texts) == N);
	recent_free(&r);
	recent_free(&r);
	return done_testing();
}
