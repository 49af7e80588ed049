/* Series and spans of periods at random, against a table of all series and periods. */
#include "tidy/seen.h"

#include <stdlib.h>
#include <string.h>

#include "tap/tap.h"

enum { SERIES = 60, MOST = 12 };

static uint32_t state;

static uint32_t
any(uint32_t n)
{
	state = state * UINT32_C(1664525) + UINT32_C(1013904223);
	return (uint32_t)((uint64_t)state * n >> 32);
}

/* Up to `most` different periods, at random or one after another. */
static size_t
choose(struct period *p, size_t most, uint32_t nperiods)
{
	size_t n = 1 + any((uint32_t)most);
	const uint32_t from = any(nperiods), step = any(4) == 0 ? 1 : 1 + any(nperiods);
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		const int32_t ord = (int32_t)((from + i * step) % nperiods);
		bool twice = false;

		for (size_t k = 0; k < kept; k++)
			twice |= p[k].ord == ord;
		if (!twice)
			p[kept++] = (struct period){.freq = PERIOD_MONTH, .ord = ord};
	}
	return kept;
}

/* Whether seen_add() says of each what the table of places says; *again: how often it was there. */
static bool
holds(uint32_t nperiods, size_t most, size_t rounds, size_t *again)
{
	uint64_t *table = calloc((size_t)SERIES * nperiods, sizeof(*table));
	struct seen *s = seen_new();
	struct period p[MOST];
	bool right = table != NULL;

	for (uint64_t place = 1; right && place <= rounds; place++) {
		const uint32_t series = any(SERIES);
		const struct fp key = {series + 1, 7};
		const size_t n = choose(p, most, nperiods);
		const uint32_t number = seen_series(s, key), span = seen_span(s, p, n);
		uint64_t first = 0, *row = table + (size_t)series * nperiods;
		size_t i = 0;

		for (; i < n && row[p[i].ord] == 0; i++)
			row[p[i].ord] = place;
		*again += i < n;
		right = seen_add(s, number, span, place, &first) == (i < n ? i : SEEN_NONE) &&
		    (i == n || first == row[p[i].ord]) && seen_period(s, span, 0) ==
		    seen_period(s, seen_span(s, p, 1), 0) && seen_series(s, key) == number;
	}
	seen_free(s);
	free(table);
	return right;
}

static void
test_numbers(void)
{
	struct seen *s = seen_new();
	const struct period quarter = {.freq = PERIOD_QUARTER, .ord = 8056};
	const struct period month = {.freq = PERIOD_MONTH, .ord = 8056}, both[] = {month, quarter};
	uint64_t first;

	ok(seen_series(s, (struct fp){5, 5}) == 0 && seen_series(s, (struct fp){5, 6}) == 1 &&
	    seen_series(s, (struct fp){5, 5}) == 0);
	ok(seen_span(s, &quarter, 1) == 0 && seen_span(s, &month, 1) == 1 &&
	    seen_span(s, both, 2) == 2 && seen_span(s, &quarter, 1) == 0);
	ok(seen_period(s, 2, 0) == 1 && seen_period(s, 2, 1) == 0);
	ok(*seen_note(s, 1) == 0);
	*seen_note(s, 1) = 3;
	ok(*seen_note(s, 0) == 0 && *seen_note(s, 1) == 3);
	ok(seen_add(s, 0, 0, 77, &first) == SEEN_NONE && seen_add(s, 0, 2, 78, &first) == 1 &&
	    first == 77);
	seen_free(s);
	seen_free(NULL);
}

int
main(void)
{
	size_t again = 0;

	test_numbers();
	for (uint32_t k = 0; k < 3; k++)
		ok(holds(k == 0 ? 5 : k == 1 ? 100 : 5000, k == 2 ? 1 : MOST, 20000, &again));
	ok(again > 1000);
	return done_testing();
}
