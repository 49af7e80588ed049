#include "stat/rank.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stat/compare.h"

struct area {
	double count, population;
	size_t index;
};

static int
highest_first(const void *a, const void *b)
{
	const struct area *x = a, *y = b;

	return -compare_rates(x->count, x->population, y->count, y->population);
}

static void
places(const double *count, const double *population, size_t n, struct rank *rank)
{
	struct area *area = xcalloc(n, sizeof(*area));

	for (size_t i = 0; i < n; i++)
		area[i] = (struct area){count[i], population[i], i};
	qsort(area, n, sizeof(*area), highest_first);
	for (size_t i = 0; i < n; i++) {
		bool tie = i > 0 && highest_first(&area[i - 1], &area[i]) == 0;

		rank[area[i].index].place = tie ? rank[area[i - 1].index].place : i + 1;
	}
	free(area);
}

/* How many of n ascending values are below v; or_at: or equal to it. */
static size_t
number_below(const double *sorted, size_t n, double v, bool or_at)
{
	size_t lo = 0, hi = n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (sorted[mid] < v || (or_at && sorted[mid] == v))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void
plausible(const struct interval *ci, size_t n, struct rank *rank)
{
	double *lower = xcalloc(n, sizeof(*lower)), *upper = xcalloc(n, sizeof(*upper));

	for (size_t i = 0; i < n; i++) {
		lower[i] = ci[i].lo;
		upper[i] = ci[i].hi;
	}
	gsl_sort(lower, 1, n);
	gsl_sort(upper, 1, n);
	for (size_t i = 0; i < n; i++) {
		rank[i].best = 1 + n - number_below(lower, n, ci[i].hi, true);
		rank[i].worst = n - number_below(upper, n, ci[i].lo, false);
	}
	free(lower);
	free(upper);
}

void
rank_rates(const double *count, const double *population, const struct interval *ci, size_t n,
    struct rank *rank)
{
	if (n == 0)
		return;
	places(count, population, n, rank);
	plausible(ci, n, rank);
}

size_t
rank_group(size_t place, size_t n, size_t groups)
{
	double group;

	if (n < groups || groups == 0)
		return 0;
	group = floor((groups + 1.0) - ceil((n + 1.0 - place) / ((double)n / groups)));
	return group < 1 ? 1 : (size_t)group;
}
