/* The digits of whole numbers of every length, against printf(). */
#include "base/digits.h"

#include <inttypes.h>
#include <string.h>

#include "tap/random.h"
#include "tap/tap.h"

static bool
same(uint64_t v)
{
	char want[32], got[DIGITS + 1], *p = digits_write(got + DIGITS, v);

	got[DIGITS] = '\0';
	snprintf(want, sizeof(want), "%" PRIu64, v);
	return strcmp(p, want) == 0;
}

int
main(void)
{
	uint64_t state = 31;
	bool small = true, edges = true, some = true;

	for (uint64_t v = 0; v < 200000; v++)
		small = small && same(v);
	tap_ok(small, "0 to 199999");
	for (uint64_t power = 1, n = 0; n < 20; power *= 10, n++)
		for (uint64_t digit = 1; digit < 10; digit++)
			edges = edges && same(power * digit - 1) && same(power * digit) &&
			    same(power * digit + 1);
	tap_ok(edges && same(UINT64_MAX), "of every length");
	for (int i = 0; i < 200000; i++)
		some = some && same(random_next(&state) >> random_next(&state) % 64);
	tap_ok(some, "random ones");
	return done_testing();
}
