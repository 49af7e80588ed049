#include "stat/step.h"

#include "stat/kendall.h"
#include "stat/ols.h"

#define P_LEAST 0.05

static bool
has_trend(const double *y, size_t n)
{
	struct mann_kendall mk;

	mann_kendall(y, n, &mk);
	return (n <= KENDALL_EXACT ? mk.p_exact : mk.p_normal) <= P_LEAST;
}

/* The sum of squares about the mean. */
static double
squares(const double *y, size_t n)
{
	struct univariate u;

	univariate(y, n, &u);
	return n < 2 ? 0 : u.sd * u.sd * (double)(n - 1);
}

bool
step_fits(const double *y, size_t n, size_t at, double ss_line)
{
	return !has_trend(y, at) && !has_trend(y + at, n - at) &&
	    ss_line > STEP_GAIN * (squares(y, at) + squares(y + at, n - at));
}
