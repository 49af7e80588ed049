#include "stat/proportion.h"

#include <math.h>

#include "stat/binomial.h"
#include "stat/normal.h"

/* The upper limit is 1 - the lower limit of those who are not events. */
static double
wilson_lower(double x, double n, double z)
{
	double root = z * sqrt(z * z + 4 * x * ((n - x) / n));

	/* (2x + zz - root) / (2(n + zz)) multiplied out, so that small x loses no digits */
	return 2 * x * x / (n * (2 * x + z * z + root));
}

int
proportion_wilson(double x, double n, double conf, struct interval *ci)
{
	double z = normal_z(conf), root;

	if (isnan(z) || !(x >= 0 && x <= n && n > 0) || isinf(n))
		return -1;
	root = z * sqrt(z * z + 4 * x * ((n - x) / n));
	ci->lo = wilson_lower(x, n, z);
	ci->hi = x == n ? 1 : (2 * x + z * z + root) / (2 * (n + z * z));
	return 0;
}

int
proportion_clopper_pearson(double x, double n, double conf, struct interval *ci)
{
	struct interval odds;

	if (binomial_odds_limits(x, n, conf, &odds) != 0)
		return -1;
	ci->lo = odds.lo / (1 + odds.lo);
	ci->hi = isinf(odds.hi) ? 1 : odds.hi / (1 + odds.hi);
	return 0;
}
