#include "base/intern.h"

#include <stdio.h>

#include "tap/tap.h"

int
main(void)
{
	struct intern *t = intern_new();
	struct keybuf b = {0};
	struct slice rest, cell;
	char key[32];
	uint32_t wrong = 0, ab_c, a_bc;

	for (uint32_t i = 0; i < 100000; i++) {
		snprintf(key, sizeof(key), "key %u", i);
		wrong += intern_id(t, slice_of(key)) != i;
	}
	for (uint32_t i = 0; i < 100000; i++) {
		snprintf(key, sizeof(key), "key %u", i);
		wrong += intern_find(t, slice_of(key)) != i || !slice_is(intern_key(t, i), key);
	}
	ok(wrong == 0);
	ok(intern_count(t) == 100000);
	ok(intern_find(t, slice_of("absent")) == INTERN_NONE);
	ok(intern_id(t, slice_of("")) == 100000 && intern_find(t, slice_of("")) == 100000);
	ok(intern_find(t, (struct slice){"a\0b", 3}) == INTERN_NONE);

	keybuf_add(&b, slice_of("ab"));
	keybuf_add(&b, slice_of("c"));
	ab_c = intern_id(t, keybuf_key(&b));
	rest = intern_key(t, ab_c);
	ok(keybuf_next(&rest, &cell) && slice_is(cell, "ab"));
	ok(keybuf_next(&rest, &cell) && slice_is(cell, "c"));
	ok(!keybuf_next(&rest, &cell));
	keybuf_reset(&b);
	keybuf_add(&b, slice_of("a"));
	keybuf_add(&b, slice_of("bc"));
	a_bc = intern_id(t, keybuf_key(&b));
	ok(ab_c != a_bc);
	keybuf_free(&b);
	intern_free(t);
	return done_testing();
}
