#include "stat/apportion.h"

#include <stdlib.h>

#include "base/memory.h"

struct part {
	int64_t remainder;
	size_t at;
};

static int
largest_first(const void *a, const void *b)
{
	const struct part *x = a, *y = b;

	if (x->remainder != y->remainder)
		return x->remainder < y->remainder ? 1 : -1;
	return (x->at > y->at) - (x->at < y->at);
}

/* Gives the units that are left, fewer than n, to the largest remainders. */
static void
share_rest(const int64_t *count, size_t n, int64_t units, int64_t total, size_t left,
    int64_t *share, bool *either)
{
	struct part *part = xcalloc(n, sizeof(*part));
	int64_t last;

	for (size_t i = 0; i < n; i++)
		part[i] = (struct part){(int64_t)((__int128)units * count[i] % total), i};
	qsort(part, n, sizeof(*part), largest_first);
	for (size_t i = 0; i < left; i++)
		share[part[i].at]++;
	last = part[left - 1].remainder;
	for (size_t i = 0; i < n && either != NULL && part[left].remainder == last; i++)
		either[part[i].at] = part[i].remainder == last;
	free(part);
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
