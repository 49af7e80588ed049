#include "normal.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

double
normal_z(double conf)
{
	if (!(conf > 0 && conf < 1))
		return NAN;
	return gsl_cdf_ugaussian_Qinv((1 - conf) / 2);
}
