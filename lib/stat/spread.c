#include "stat/spread.h"

#include <math.h>

#include "stat/compare.h"
#include "stat/distribution.h"

/*
 * The angle between two proportions, a less b, with a - b known without cancellation: by the sine
 * and cosine of the difference of the angles.
 */
static double
angle(double a, double not_a, double b, double not_b, double difference)
{
	double sum = sqrt(a * not_b) + sqrt(b * not_a);

	return sum == 0 ? 0 : atan2(difference / sum, sqrt(not_a * not_b) + sqrt(a * b));
}

struct spread_area
spread_place(const struct spread *s, double count, double population)
{
	long double excess = compare_excess(count, population, s->count, s->population);
	double expected = (double)((long double)s->count * population / s->population);

	switch (s->scale) {
	case SPREAD_SQUARE_ROOT:
		return (struct spread_area){(double)(excess / expected) /
		    (sqrt(count / expected) + 1), 1 / (4 * expected)};
	case SPREAD_ARCSINE:
		return (struct spread_area){angle(count / population,
		    (population - count) / population, s->count / s->population,
		    (s->population - s->count) / s->population, (double)(excess / population)),
		    1 / (4 * population)};
	}
	return (struct spread_area){NAN, NAN};
}

/* The mean square of y / sqrt(s2 + tau2), winsorised; y and s2 are the n pairs of ys. */
static long double
winsorised(const long double *ys, long double *z, size_t n, long double tau2)
{
	double q10, q90;

	for (size_t i = 0; i < n; i++)
		z[i] = ys[2 * i] / sqrtl(ys[2 * i + 1] + tau2);
	return funnel_winsorised(z, n, &q10, &q90);
}

/* Where winsorised(), which falls as tau2 rises, is the target; 0 if it starts below. */
static long double
solve_tau2(const long double *ys, long double *z, size_t n, long double target, long double start)
{
	long double lo = 0, hi = 0, middle;

	if (start <= target)
		return 0;
	for (size_t i = 0; i < n; i++)
		hi = fmaxl(hi, ys[2 * i] * ys[2 * i] / target);
	while ((middle = lo + (hi - lo) / 2) > lo && middle < hi && hi - lo > 1e-18L * hi) {
		if (winsorised(ys, z, n, middle) > target)
			lo = middle;
		else
			hi = middle;
	}
	return middle;
}

static double
correction(size_t n)
{
	double q = normal_z(0.8);

	return 0.8 - 2 * q * exp(-q * q / 2) / sqrt(2 * M_PI) + 0.2 * q * q + 0.46 / (double)n;
}

int
spread(const double *count, const double *population, size_t n, enum spread_scale scale,
    long double *work, struct spread *s)
{
	long double *z = work, *ys = work + n, chisq = 0, phi = 0, excess, start, theta;

	*s = (struct spread){.scale = scale, .n = n, .c = correction(n), .tau2 = NAN};
	for (size_t i = 0; i < n; i++) {
		s->count += count[i];
		s->population += population[i];
	}
	if (!(s->count > 0) || (scale == SPREAD_ARCSINE && s->count >= s->population))
		return -1;
	theta = (long double)s->count / s->population;
	for (size_t i = 0; i < n; i++) {
		struct spread_area a = spread_place(s, count[i], population[i]);

		excess = compare_excess(count[i], population[i], s->count, s->population);
		chisq += excess * excess / (theta * population[i] *
		    (scale == SPREAD_ARCSINE ? 1 - theta : 1));
		phi += (long double)a.y * a.y / a.s2;
		ys[2 * i] = a.y;
		ys[2 * i + 1] = a.s2;
	}
	start = winsorised(ys, z, n, 0);
	s->chisq = (double)chisq;
	s->phi = (double)(phi / n);
	s->phi_winsorised = (double)start;
	s->phi_corrected = s->phi_winsorised / s->c;
	if (n >= SPREAD_LEAST)
		s->tau2 = (double)solve_tau2(ys, z, n, s->c * (n - 1.0L) / n, start);
	return 0;
}

double
spread_reach(const struct spread *s, struct spread_area a, double conf)
{
	return normal_z(conf) * sqrt(a.s2 + s->tau2);
}

/* A place on the scale, as a rate for 1. */
static double
back(const struct spread *s, double v)
{
	double theta = s->count / s->population, root, sine;

	switch (s->scale) {
	case SPREAD_SQUARE_ROOT:
		root = fmax(0, 1 + v);
		return theta * root * root;
	case SPREAD_ARCSINE:
		v += asin(sqrt(theta));
		sine = sin(fmin(fmax(v, 0), M_PI / 2));
		return sine * sine;
	}
	return NAN;
}

struct interval
spread_limits(const struct spread *s, struct spread_area a, double conf)
{
	double reach = spread_reach(s, a, conf);

	if (isnan(reach))	/* fmax() would ignore a NaN */
		return (struct interval){NAN, NAN};
	return (struct interval){back(s, -reach), back(s, reach)};
}

enum compare_class
spread_side(const struct spread *s, struct spread_area a, double conf)
{
	double reach = spread_reach(s, a, conf);

	return compare_intervals((struct interval){a.y, a.y}, (struct interval){-reach, reach});
}

enum funnel_class
spread_class(const struct spread *s, struct spread_area a)
{
	double inner = spread_reach(s, a, 0.95), outer = spread_reach(s, a, 0.998);

	return funnel_classify(a.y, (struct interval){-inner, inner},
	    (struct interval){-outer, outer});
}
