#include "dispersion.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

#include "compare.h"
#include "poisson.h"

/* The mean square of z (n values, sorted here) once those beyond q10 and q90 are pulled back. */
static double
winsorised_phi(double *z, size_t n, double *q10, double *q90)
{
	double sum = 0, pulled;

	gsl_sort(z, 1, n);
	*q10 = gsl_stats_quantile_from_sorted_data(z, 1, n, 0.1);
	*q90 = gsl_stats_quantile_from_sorted_data(z, 1, n, 0.9);
	for (size_t i = 0; i < n; i++) {
		pulled = fmin(fmax(z[i], *q10), *q90);
		sum += pulled * pulled;
	}
	return sum / n;
}

/* Variance between areas by the method of moments; an area's weight is 1/s^2 = 4E on this scale. */
static double
between_areas(double phi, size_t n, double weights, double squares)
{
	double spread = weights - squares / weights;

	if (n < 2)
		return NAN;
	return fmax(0, (n * phi - (n - 1.0)) / spread);
}

int
dispersion(const double *count, const double *population, size_t n, double *work,
    struct dispersion *d)
{
	double events = 0, people = 0, weights = 0, squares = 0, expected, excess, q10, q90;
	double *z = work, *zroot = work + n;
	struct dispersion got = {0};

	for (size_t i = 0; i < n; i++) {
		if (!(count[i] >= 0 && population[i] > 0))
			return -1;
		events += count[i];
		people += population[i];
	}
	if (!(events > 0) || isinf(events) || isinf(people))
		return -1;
	for (size_t i = 0; i < n; i++) {
		expected = events * population[i] / people;
		excess = compare_excess(count[i], population[i], events, people);
		z[i] = excess / sqrt(expected);
		zroot[i] = 2 * excess / (sqrt(count[i]) + sqrt(expected));
		got.chisq += z[i] * z[i];
		/* the excesses add up to 0, so leaving them out of each term changes nothing */
		got.deviance += 2 * poisson_deviance(count[i], expected);
		weights += 4 * expected;
		squares += 16 * expected * expected;
	}
	got.df = n - 1.0;
	got.p = n < 2 ? NAN : gsl_cdf_chisq_Q(got.chisq, got.df);
	got.phi_pearson = n < 2 ? NAN : got.chisq / got.df;
	got.phi = winsorised_phi(z, n, &got.z_q10, &got.z_q90);
	got.phi_sqrt = winsorised_phi(zroot, n, &q10, &q90);
	got.tau2_sqrt = between_areas(got.phi_sqrt, n, weights, squares);
	*d = got;
	return 0;
}
