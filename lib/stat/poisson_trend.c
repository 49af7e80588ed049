#include "stat/poisson_trend.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stat/distribution.h"
#include "stat/poisson.h"

#define STEPS 300
#define EVEN_RUN 16	/* powers by multiplication between two exponentials; costs no digit */
#define SETTLED 1e-11L

/* x from its mean, the counts, and the fit so far. */
struct fit {
	const double *y, *population;
	size_t n;
	bool brief;
	long double *w, *mu;		/* x - xbar; fitted counts */
	long double xbar, total, target;	/* sum of y; mean of w weighted by y */
	long double mean, variance;	/* of w under mu */
	long double log_scale;		/* intercept at xbar */
	long double step;		/* of x, where it is even; else 0 */
};

static long double
population_of(const struct fit *f, size_t i)
{
	return f->population != NULL ? f->population[i] : 1;
}

/* The fitted counts for a slope: proportional to population * exp(slope w), with the same total. */
static void
fit_at(struct fit *f, long double slope)
{
	long double top = fmaxl(slope * f->w[0], slope * f->w[f->n - 1]), sum = 0, d, e = 0;
	bool even = f->step > 0 && fabsl(slope * f->step) < 1;
	long double ratio = even ? expl(slope * f->step) : 0;

	for (size_t i = 0; i < f->n; i++) {
		e = even && i % EVEN_RUN != 0 ? e * ratio : expl(slope * f->w[i] - top);
		f->mu[i] = population_of(f, i) * e;
		sum += f->mu[i];
	}
	f->log_scale = logl(f->total / sum) - top;
	f->mean = f->variance = 0;
	for (size_t i = 0; i < f->n; i++) {
		f->mu[i] *= f->total / sum;
		f->mean += f->mu[i] * f->w[i];
	}
	f->mean /= f->total;
	for (size_t i = 0; i < f->n; i++) {
		d = f->w[i] - f->mean;
		f->variance += f->mu[i] * d * d;
	}
}

/*
 * The slope at which the mean of w under the fit is the target. A Newton step out of the bracket
 * low to high is replaced by its middle, or by a doubled slope while one end is unknown.
 */
static long double
solve(struct fit *f, long double span)
{
	long double slope = 0, low = -HUGE_VALL, high = HUGE_VALL, step, gap, before = HUGE_VALL;

	for (int i = 0; i < STEPS; i++) {
		fit_at(f, slope);
		gap = f->target - f->mean;
		if (gap > 0)
			low = slope;
		else
			high = slope;
		step = gap * f->total / f->variance;
		if (gap == 0 || fabsl(step) * span <= 4 * LDBL_EPSILON ||
		    (fabsl(step) >= before && before * span < 1e-15L))
			break;
		before = fabsl(step);
		if (before * span < SETTLED) {	/* the next step, its square, is below rounding */
			slope += step;
			break;
		}
		if (!(slope + step > low && slope + step < high))
			step = isinf(low) || isinf(high) ? copysignl(fabsl(slope) + 1 / span, gap) :
			    (low + high) / 2 - slope;
		else if (before * span > 2)		/* no further than exp(2) in one step */
			step = copysignl(2 / span, step);
		slope += step;
	}
	if (fabsl(slope) * span < 1e-17L)	/* 0, apart from rounding */
		slope = 0;
	fit_at(f, slope);
	return slope;
}

/* The fitted count at point i, or with rate >= 0 the count expected at a constant rate. */
static long double
expected(const struct fit *f, size_t i, long double rate)
{
	return rate < 0 ? f->mu[i] : rate * population_of(f, i);
}

/* Pearson's chi-square against the fit or a constant rate; as little as rounding makes is 0. */
static double
pearson(const struct fit *f, long double rate)
{
	long double sum = 0, e, d;

	for (size_t i = 0; i < f->n; i++) {
		e = expected(f, i, rate);
		d = f->y[i] - e;
		sum += d * d / e;
	}
	return sum < 1e-30L * f->total ? 0 : (double)sum;
}

static double
deviance(const struct fit *f, long double rate)
{
	long double sum = 0;

	for (size_t i = 0; i < f->n; i++)
		sum += poisson_deviance(f->y[i], (double)expected(f, i, rate));
	return (double)(2 * sum);
}

static void
quasi(double conf, struct student_memo *m, struct poisson_trend *t)
{
	double q = student_recall(m, conf, t->df);

	t->quasi_se = t->se * sqrt(t->phi);
	if (!(t->quasi_se > 0))
		return;
	t->quasi_t = t->slope / t->quasi_se;
	t->quasi_p = student_p(t->quasi_t, t->df);
	t->quasi_lower = exp(t->slope - q * t->quasi_se);
	t->quasi_upper = exp(t->slope + q * t->quasi_se);
}

/* The distance between neighbouring x where all are equal; else 0. */
static long double
even_step(const double *x, size_t n)
{
	double step = x[1] - x[0];

	for (size_t i = 2; i < n; i++)
		if (x[i] - x[i - 1] != step)
			return 0;
	return step;
}

static void
fit_trend(struct fit *f, const double *x, double conf, struct student_memo *m,
    struct poisson_trend *t)
{
	long double slope, weighted = 0;
	double z = normal_z(conf);

	for (size_t i = 0; i < f->n; i++)
		f->xbar += (long double)x[i] / f->n;
	for (size_t i = 0; i < f->n; i++) {
		f->w[i] = x[i] - f->xbar;
		weighted += f->w[i] * f->y[i];
	}
	f->target = weighted / f->total;
	f->step = even_step(x, f->n);
	slope = solve(f, (long double)x[f->n - 1] - x[0]);
	t->slope = (double)slope;
	t->intercept = (double)(f->log_scale - slope * f->xbar);
	t->se = (double)(1 / sqrtl(f->variance));
	t->z = (double)(slope * sqrtl(f->variance));
	t->p = erfc(fabs(t->z) / sqrt(2));
	t->rate_ratio = (double)expl(slope);
	t->lower = exp(t->slope - z * t->se);
	t->upper = exp(t->slope + z * t->se);
	t->df = (double)f->n - 2;
	if (f->n <= 2)
		return;
	t->pearson = pearson(f, -1);
	t->phi = t->pearson / t->df;
	if (!f->brief) {
		t->deviance = t->pearson == 0 ? 0 : deviance(f, -1);
		t->p_fit = gsl_cdf_chisq_Q(t->pearson, t->df);
	}
	quasi(conf, m, t);
}

/* Against a constant rate. */
static void
dispersion(const struct fit *f, struct poisson_trend *t)
{
	long double exposed = 0, rate;

	for (size_t i = 0; i < f->n; i++)
		exposed += population_of(f, i);
	rate = f->total / exposed;
	t->dispersion = pearson(f, rate);
	t->dispersion_df = (double)f->n - 1;
	if (f->brief)
		return;
	t->dispersion_p = gsl_cdf_chisq_Q(t->dispersion, t->dispersion_df);
	if (!isnan(t->slope))
		t->null_deviance = t->dispersion == 0 ? 0 : deviance(f, rate);
}

static enum poisson_trend_refusal
refusal(const double *y, size_t n)
{
	size_t positive = 0;

	if (n < 2)
		return POISSON_TREND_FEW;
	for (size_t i = 0; i < n; i++) {
		if (y[i] < 0)
			return POISSON_TREND_NEGATIVE;
		positive += y[i] > 0;
	}
	for (size_t i = 0; i < n; i++)
		if (y[i] != floor(y[i]) || y[i] > POISSON_TREND_MAX)
			return POISSON_TREND_NOT_WHOLE;
	if (positive == 0)
		return POISSON_TREND_ALL_ZERO;
	return positive == 1 && (y[0] > 0 || y[n - 1] > 0) ? POISSON_TREND_ONE_END :
	    POISSON_TREND_FITTED;
}

enum poisson_trend_refusal
poisson_trend(const double *x, const double *y, const double *population, size_t n, double conf,
    bool brief, struct student_memo *m, struct poisson_trend *t)
{
	enum poisson_trend_refusal why = refusal(y, n);
	struct fit f = {.y = y, .population = population, .n = n, .brief = brief};

	*t = (struct poisson_trend){n, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN,
	    NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
	if (why != POISSON_TREND_FITTED && why != POISSON_TREND_ONE_END)
		return why;
	f.w = xmalloc(2 * n * sizeof(*f.w));
	f.mu = f.w + n;
	for (size_t i = 0; i < n; i++)
		f.total += y[i];
	if (why == POISSON_TREND_FITTED)
		fit_trend(&f, x, conf, m, t);
	dispersion(&f, t);
	free(f.w);
	return why;
}
