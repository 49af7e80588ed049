#include "apportion.h"

/* The remainder of units * count over total; count <= total, so the product fits 128 bits. */
static int64_t
remainder_of(int64_t units, int64_t count, int64_t total)
{
	return (int64_t)((__int128)units * count % total);
}

/*
 * The remainder at which the cut falls: how many of the n get an extra unit is `left`. Finds the left-th largest
 * by counting, O(n * distinct): categories are few.
 */
static int64_t
cut(const int64_t *count, size_t n, int64_t units, int64_t total, size_t left)
{
	int64_t at = INT64_MAX, next, r;
	size_t above = 0;

	while (above < left) {
		next = -1;
		for (size_t i = 0; i < n; i++) {
			r = remainder_of(units, count[i], total);
			if (r < at && r > next)
				next = r;
		}
		at = next;
		for (size_t i = 0; i < n; i++)
			above += remainder_of(units, count[i], total) == at;
	}
	return at;
}

int
apportion(const int64_t *count, size_t n, int64_t units, int64_t *share, bool *either)
{
	int64_t total = 0, given = 0, at, r;
	size_t left, above = 0, tied = 0, winners;
	bool open;		/* more are tied at the cut than there are units for them */

	if (units < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		share[i] = 0;
		if (either != NULL)
			either[i] = false;
		if (count[i] < 0 || __builtin_add_overflow(total, count[i], &total))
			return -1;
	}
	if (total == 0)
		return 0;
	for (size_t i = 0; i < n; i++) {
		share[i] = (int64_t)((__int128)units * count[i] / total);
		given += share[i];
	}
	left = (size_t)(units - given);		/* below n: each fraction is below 1 */
	if (left == 0)
		return 0;
	at = cut(count, n, units, total, left);
	for (size_t i = 0; i < n; i++) {
		r = remainder_of(units, count[i], total);
		above += r > at;
		tied += r == at;
	}
	winners = left - above;
	open = tied > winners;
	for (size_t i = 0; i < n; i++) {
		r = remainder_of(units, count[i], total);
		if (r > at) {
			share[i]++;
		} else if (r == at) {
			if (either != NULL)
				either[i] = open;
			if (winners > 0) {
				share[i]++;
				winners--;
			}
		}
	}
	return 0;
}
