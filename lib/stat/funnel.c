#include "stat/funnel.h"

#include <math.h>

#include "stat/normal.h"
#include "stat/poisson.h"

int
funnel_exact(double expected, double conf, struct interval *limits)
{
	return poisson_exact(expected, conf, limits);
}

int
funnel_normal(long double expected, long double phi, double conf, struct interval *limits)
{
	long double reach = normal_z_long(conf) * sqrtl(phi * expected);

	if (!(expected >= 0 && phi >= 1) || !isfinite(reach))
		return -1;
	limits->lo = (double)(expected - reach);
	limits->hi = (double)(expected + reach);
	return 0;
}

enum compare_class
funnel_side(double count, struct interval limits)
{
	return compare_intervals((struct interval){count, count}, limits);
}

enum funnel_class
funnel_classify(double count, struct interval inner, struct interval outer)
{
	enum compare_class in = funnel_side(count, inner), out = funnel_side(count, outer);

	if (in == COMPARE_NONE || out == COMPARE_NONE)
		return FUNNEL_NONE;
	if (out != COMPARE_SIMILAR)
		return out == COMPARE_LOWER ? FUNNEL_LOWER998 : FUNNEL_HIGHER998;
	if (in != COMPARE_SIMILAR)
		return in == COMPARE_LOWER ? FUNNEL_LOWER95 : FUNNEL_HIGHER95;
	return FUNNEL_SIMILAR;
}

const char *
funnel_name(enum funnel_class c)
{
	static const char *const names[] = {
		[FUNNEL_NONE] = "",
		[FUNNEL_LOWER998] = "lower99.8",
		[FUNNEL_LOWER95] = "lower95",
		[FUNNEL_SIMILAR] = "similar",
		[FUNNEL_HIGHER95] = "higher95",
		[FUNNEL_HIGHER998] = "higher99.8",
	};

	return names[c];
}
