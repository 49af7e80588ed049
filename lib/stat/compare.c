#include "stat/compare.h"

#include <math.h>

#include "stat/binomial.h"

static enum compare_class
compare(double lo, double hi, double other_lo, double other_hi)
{
	if (isnan(lo) || isnan(hi) || isnan(other_lo) || isnan(other_hi))
		return COMPARE_NONE;
	return lo > other_hi ? COMPARE_HIGHER : hi < other_lo ? COMPARE_LOWER : COMPARE_SIMILAR;
}

enum compare_class
compare_value(struct interval area, double value)
{
	return compare(area.lo, area.hi, value, value);
}

enum compare_class
compare_intervals(struct interval area, struct interval other)
{
	return compare(area.lo, area.hi, other.lo, other.hi);
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
