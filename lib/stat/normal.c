#include "stat/normal.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define DECIMALS 1e10L

long double
normal_z_long(double conf)
{
	long double tail, z, density;

	if (!(conf > 0 && conf < 1))
		return NAN;
	tail = roundl((1 - (long double)conf) * DECIMALS) / (2 * DECIMALS);
	if (!(tail > 0 && tail < 0.5L))
		tail = (1 - (long double)conf) / 2;
	z = gsl_cdf_ugaussian_Qinv((double)tail);
	/* one step of Newton's method doubles GSL's 15 digits */
	density = expl(-z * z / 2) / sqrtl(2 * M_PIl);
	z += (erfcl(z / sqrtl(2)) / 2 - tail) / density;
	return z;
}

double
normal_z(double conf)
{
	return (double)normal_z_long(conf);
}
