#include "stat/compare.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stat/binomial.h"

enum compare_class
compare_value(struct interval area, double value)
{
	return compare_intervals(area, (struct interval){value, value});
}

enum compare_class
compare_intervals(struct interval area, struct interval other)
{
	if (isnan(area.lo) || isnan(area.hi) || isnan(other.lo) || isnan(other.hi))
		return COMPARE_NONE;
	return area.lo > other.hi ? COMPARE_HIGHER : area.hi < other.lo ? COMPARE_LOWER :
	    COMPARE_SIMILAR;
}

const char *
compare_name(enum compare_class c)
{
	static const char *const names[] = {
		[COMPARE_NONE] = "",
		[COMPARE_LOWER] = "lower",
		[COMPARE_SIMILAR] = "similar",
		[COMPARE_HIGHER] = "higher",
	};

	return names[c];
}

/* a b - c d, with the rounding error of each product from fma() (W. Kahan). */
static long double
difference_of_products(double a, double b, double c, double d)
{
	double ab = a * b, cd = c * d;

	return ((long double)ab - cd) + ((long double)fma(a, b, -ab) - fma(c, d, -cd));
}

long double
compare_excess(double count, double population, double other_count, double other_population)
{
	return difference_of_products(count, other_population, other_count, population) /
	    other_population;
}

int
compare_rates(double count, double population, double other_count, double other_population)
{
	long double d = difference_of_products(count, other_population, other_count, population);

	return (d > 0) - (d < 0);
}

int
compare_ratio(double count, double population, double other_count, double other_population,
    double conf, struct ratio *r)
{
	double total = count + other_count, all = population + other_population;
	double scale = other_population / population;
	struct interval odds;

	if (!(population > 0 && other_population > 0) || isinf(all) ||
	    !(count >= 0 && other_count >= 0) ||
	    binomial_odds_limits(count, total, conf, &odds) != 0)
		return -1;
	r->value = other_count == 0 ? NAN : count / other_count * scale;
	r->ci.lo = odds.lo * scale;
	r->ci.hi = odds.hi * scale;
	r->p = binomial_two_sided(count, total, population / all, other_population / all);
	return 0;
}

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

/* How many of n ascending values are below v. */
static size_t
number_below(const double *sorted, size_t n, double v)
{
	size_t low = 0, high = n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (sorted[middle] < v)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
rank_rates(const double *count, const double *population, const struct interval *ci, size_t n,
    struct rank *rank)
{
	struct area *area = xcalloc(n, sizeof(*area));
	double *negated = xcalloc(n, 2 * sizeof(*negated)), *upper = negated + n;

	for (size_t i = 0; i < n; i++) {
		area[i] = (struct area){count[i], population[i], i};
		negated[i] = -ci[i].lo;		/* below -hi: a lower limit above hi */
		upper[i] = ci[i].hi;
	}
	qsort(area, n, sizeof(*area), highest_first);
	gsl_sort(negated, 1, n);
	gsl_sort(upper, 1, n);
	for (size_t i = 0; i < n; i++) {
		bool tie = i > 0 && highest_first(&area[i - 1], &area[i]) == 0;

		rank[area[i].index].place = tie ? rank[area[i - 1].index].place : i + 1;
		rank[i].best = 1 + number_below(negated, n, -ci[i].hi);
		rank[i].worst = n - number_below(upper, n, ci[i].lo);
	}
	free(area);
	free(negated);
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
