#include "stat/distribution.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#define DECIMALS 1e10L	/* of conf */
#define MANY 20000	/* degrees of freedom from which Hill's expansion has all digits */

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
	/* One step of Newton's method doubles GSL's 15 digits. */
	density = expl(-z * z / 2) / sqrtl(2 * M_PIl);
	z += (erfcl(z / sqrtl(2)) / 2 - tail) / density;
	return z;
}

double
normal_z(double conf)
{
	return (double)normal_z_long(conf);
}

/* Hill's normal deviate with the same tail. */
static double
many_p(double t, double df)
{
	double a = df - 0.5, b = 48 * a * a, y = a * log1p(t / df * t), z;

	z = (((((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b) + y + 3) / b + 1) *
	    sqrt(y);
	return erfc(z / sqrt(2));
}

double
student_p(double t, double df)
{
	double a = fabs(t), f;

	if (!(df > 0) || isnan(t))
		return NAN;
	if (isinf(t))
		return 0;
	if (df >= MANY)
		return many_p(a, df);
	/* f = t^2 / (df + t^2) without overflow */
	f = a > 1e100 ? 1 : a * a / (df + a * a);
	if (f > 0.5)
		return gsl_cdf_beta_P(df / a / (a + df / a), df / 2, 0.5);
	return gsl_cdf_beta_Q(f, 0.5, df / 2);
}

double
student_quantile(double conf, double df)
{
	double q, step;

	if (!(df > 0) || !(conf > 0 && conf < 1))
		return NAN;
	q = gsl_cdf_tdist_Pinv((1 + conf) / 2, df);
	/* Newton's method on the two-sided tail, for the last digits. */
	for (int i = 0; i < 8; i++) {
		step = (student_p(q, df) - (1 - conf)) / (2 * gsl_ran_tdist_pdf(q, df));
		if (!isfinite(step))
			break;
		q += step;
		if (fabs(step) <= 4e-16 * q)
			break;
	}
	return q;
}

double
student_recall(struct student_memo *m, double conf, double df)
{
	if (m->conf != conf || m->df != df)
		*m = (struct student_memo){conf, df, student_quantile(conf, df)};
	return m->quantile;
}
