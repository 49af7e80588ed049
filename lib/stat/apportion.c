#include "stat/apportion.h"

/* The remainder of units * count over total; count <= total, so the product fits 128 bits. */
static int64_t
remainder_of(int64_t units, int64_t count, int64_t total)
{
	return (int64_t)((__int128)units * count % total);
}

/* How many counts have a remainder of r or more. */
static size_t
reach(const int64_t *count, size_t n, int64_t units, int64_t total, int64_t r)
{
	size_t have = 0;

	for (size_t i = 0; i < n; i++)
		have += remainder_of(units, count[i], total) >= r;
	return have;
}

/* The left-th largest remainder, by halving the range of remainders. */
static int64_t
cut(const int64_t *count, size_t n, int64_t units, int64_t total, size_t left)
{
	int64_t low = 0, high = total, mid;	/* `left` counts reach low, fewer reach high */

	while (high - low > 1) {
		mid = low + (high - low) / 2;
		if (reach(count, n, units, total, mid) >= left)
			low = mid;
		else
			high = mid;
	}
	return low;
}

/* Gives the units that are left to the largest remainders. */
static void
share_rest(const int64_t *count, size_t n, int64_t units, int64_t total, size_t left,
    int64_t *share, bool *either)
{
	int64_t at = cut(count, n, units, total, left), r;
	size_t above = reach(count, n, units, total, at + 1);
	size_t tied = reach(count, n, units, total, at) - above, winners = left - above;
	bool open = tied > winners;	/* more are tied than there are units for them */

	for (size_t i = 0; i < n; i++) {
		r = remainder_of(units, count[i], total);
		if (r == at && either != NULL)
			either[i] = open;
		if (r > at) {
			share[i]++;
		} else if (r == at && winners > 0) {
			share[i]++;
			winners--;
		}
	}
}

int
apportion(const int64_t *count, size_t n, int64_t units, int64_t *share, bool *either)
{
	int64_t total = 0, given = 0;

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
	if (given < units)
		share_rest(count, n, units, total, (size_t)(units - given), share, either);
	return 0;
}
