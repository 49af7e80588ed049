#include "stat/rank.h"

#include "tap/tap.h"

/* R 4.2, n areas in q groups: floor((q + 1) - ceiling(((n + 1) - r) / (n / q))), 0 taken as 1. */
static const char *const groups[] = {
	"4 of 12: 111222333444", "5 of 12: 111223334455", "4 of 4: 1234", "5 of 7: 1123345",
	    "10 of 13: 1 1 2 3 4 4 5 6 7 7 8 9 10",
};

static void
group_text(size_t n, size_t q, char *to, size_t size)
{
	size_t at = (size_t)snprintf(to, size, "%zu of %zu: ", q, n);

	for (size_t r = 1; r <= n; r++)
		at += (size_t)snprintf(to + at, size - at, "%s%zu", q > 9 && r > 1 ? " " : "",
		    rank_group(r, n, q));
}

int
main(void)
{
	/* 10/1000 and 20/2000 are one rate; 1/3 and 100000/300000 too */
	const double count[] = {10, 30, 20, 1, 0, 100000};
	const double population[] = {1000, 1000, 2000, 3, 10, 300000};
	const struct interval ci[] = {{8, 12}, {25, 36}, {9, 11}, {100, 900}, {0, 9}, {330, 336}};
	const struct {
		size_t place, best, worst;
	} want[] = {{4, 4, 6}, {3, 3, 3}, {4, 4, 6}, {1, 1, 2}, {6, 4, 6}, {1, 1, 2}};
	static const size_t shape[][2] = {{12, 4}, {12, 5}, {4, 4}, {7, 5}, {13, 10}};
	struct rank got[6];
	char text[100];

	rank_rates(count, population, ci, 6, got);
	for (size_t i = 0; i < 6; i++) {
		snprintf(text, sizeof(text), "area %zu", i + 1);
		tap_ok(got[i].place == want[i].place && got[i].best == want[i].best &&
		    got[i].worst == want[i].worst, text);
	}
	rank_rates(NULL, NULL, NULL, 0, NULL);
	for (size_t i = 0; i < sizeof(shape) / sizeof(shape[0]); i++) {
		group_text(shape[i][0], shape[i][1], text, sizeof(text));
		is_str(text, groups[i], "quantile groups");
	}
	ok(rank_group(1, 3, 4) == 0);
	ok(rank_group(1, 3, 0) == 0);
	return done_testing();
}
