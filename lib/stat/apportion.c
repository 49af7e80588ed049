#include "stat/apportion.h"

/* The remainder of units * count over total; count <= total, so the product fits 128 bits. */
static int64_t
remainder_of(int64_t units, int64_t count, int64_t total)
{
	return (int64_t)((__int128)units * count % total);
}

/* How many have a remainder of r or more. */
static size_t
reach(const int64_t *count, size_t n, int64_t units, int64_t total, int64_t r)
{
	size_t have = 0;

	for (size_t i = 0; i < n; i++)
		have += remainder_of(units, count[i], total) >= r;
	return have;
}

/*
 * The remainder at which the cut falls: the greatest that `left` of the n reach, which is the left-th
 * largest of them. Halves the span of remainders, 63 times at most: a file may be one group.
 */
static int64_t
cut(const int64_t *count, size_t n, int64_t units, int64_t total, size_t left)
{
	int64_t low = 0, high = total, mid;	/* left reach low, fewer reach high */

	while (high - low > 1) {
		mid = low + (high - low) / 2;
		if (reach(count, n, units, total, mid) >= left)
			low = mid;
		else
			high = mid;
	}
	return low;
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
