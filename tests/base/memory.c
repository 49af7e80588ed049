#include "base/memory.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "tap/tap.h"

enum { MANY = 5000 };

static bool
all_bytes(const char *p, int c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != (char)c)
			return false;
	return true;
}

int
main(void)
{
	static char *kept[MANY];
	struct arena r = {0};
	int dirty = 0, askew = 0, lost = 0;
	struct slice copy;
	size_t n;

	/* Sizes from 0 to far over a block's, and so each reason for a new block. */
	for (int i = 0; i < MANY; i++) {
		n = i % 1000 == 999 ? 200000 : (size_t)i % 97;
		kept[i] = arena_alloc(&r, n);
		dirty += !all_bytes(kept[i], 0, n);
		askew += (uintptr_t)kept[i] % alignof(max_align_t) != 0;
		memset(kept[i], i, n);
		memset(arena_bytes(&r, 3), -1, 3);
	}
	for (int i = 0; i < MANY; i++)
		lost += !all_bytes(kept[i], i, i % 1000 == 999 ? 200000 : (size_t)i % 97);
	ok(dirty == 0);
	ok(askew == 0);
	ok(lost == 0);
	copy = arena_copy(&r, (struct slice){"four quarters", 4});
	ok(slice_is(copy, "four") && copy.p[4] == '\0');
	arena_free(&r);
	ok(r.head == NULL && r.bytes == 0);
	ok(arena_copy(&r, (struct slice){NULL, 0}).n == 0);
	arena_free(&r);
	return done_testing();
}
