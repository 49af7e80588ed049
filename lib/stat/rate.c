#include "stat/rate.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stat/binomial.h"
#include "stat/distribution.h"

static bool
is_positive(double x)
{
	return x > 0 && isfinite(x);
}

struct rate_level
rate_level(double conf)
{
	return (struct rate_level){.conf = conf, .z = normal_z(conf)};
}

void
rate_level_free(struct rate_level *level)
{
	free(level->exact);
	level->exact = NULL;
}

static int
exact_limits(double count, struct rate_level *level, struct interval *ci)
{
	struct interval *known;

	if (!(count < RATE_KEPT && count >= 0 && count == floor(count)))
		return poisson_exact(count, level->conf, ci);
	if (level->exact == NULL)
		level->exact = xcalloc(RATE_KEPT, sizeof(*level->exact));
	known = &level->exact[(int)count];
	if (known->hi == 0 && poisson_exact(count, level->conf, known) != 0)
		return -1;
	*ci = *known;
	return 0;
}

/* Limits in counts. */
static int
count_limits(double count, double population, enum rate_method method, struct rate_level *level,
    struct interval *ci)
{
	switch (method) {
	case RATE_EXACT:
		return exact_limits(count, level, ci);
	case RATE_BYAR:
		return poisson_byar(count, level->z, ci);
	case RATE_WILSON:
		if (proportion_wilson(count, population, level->z, ci) != 0)
			return -1;
		ci->lo *= population;
		ci->hi *= population;
		return 0;
	case RATE_AUTO:
	case RATE_FAY_FEUER:
	case RATE_TIWARI:
	case RATE_DOBSON:
		break;
	}
	return -1;
}

int
rate_crude(double count, double population, double per, enum rate_method method,
    struct rate_level *level, struct rate *rate)
{
	struct interval ci;
	double scale = per / population;

	if (method == RATE_AUTO)
		method = count < POISSON_SWITCH ? RATE_EXACT : RATE_BYAR;
	if (!is_positive(population) || !is_positive(per) || !(count >= 0) ||
	    count_limits(count, population, method, level, &ci) != 0)
		return -1;
	rate->value = count * scale;
	rate->ci.lo = ci.lo * scale;
	rate->ci.hi = ci.hi * scale;
	rate->method = method;
	return 0;
}

/* What the limits of a directly standardised rate are made of, for one event a head. */
struct direct {
	double total, rate, variance;	/* y = sum(a x), v = sum(a^2 x) */
	double most, mean, mean_square;	/* of the a, a stratum's weight per event */
};

static int
sum_strata(const double *count, const double *population, const double *weight, size_t n,
    struct direct *d)
{
	double weights = 0, a;

	*d = (struct direct){0};
	for (size_t i = 0; i < n; i++) {
		if (!is_positive(population[i]) || !(weight[i] >= 0) || !(count[i] >= 0))
			return -1;
		weights += weight[i];
	}
	if (!is_positive(weights))
		return -1;
	for (size_t i = 0; i < n; i++) {
		a = weight[i] / weights / population[i];
		d->total += count[i];
		d->rate += a * count[i];
		d->variance += a * a * count[i];
		d->most = fmax(d->most, a);
		d->mean += a / (double)n;
		d->mean_square += a * a / (double)n;
	}
	return d->total <= POISSON_MAX ? 0 : -1;
}

/* The gamma limits, one event of weight a (and a^2) more for the upper one. */
static int
gamma_limits(const struct direct *d, double a, double square, double conf, struct interval *ci)
{
	double tail = (1 - conf) / 2, y = d->rate + a, v = d->variance + square;

	ci->lo = d->rate == 0 ? 0 : d->variance / d->rate *
	    gamma_lower_quantile(d->rate * d->rate / d->variance, tail);
	ci->hi = v / y * gamma_upper_quantile(y * y / v, tail);
	return isnan(ci->lo) || isnan(ci->hi) ? -1 : 0;
}

static int
dobson_limits(const struct direct *d, double conf, struct interval *ci)
{
	double spread = sqrt(d->variance / d->total);
	struct interval byar;

	if (d->total == 0 || poisson_byar(d->total, normal_z(conf), &byar) != 0)
		return -1;
	ci->lo = d->rate + spread * (byar.lo - d->total);
	ci->hi = d->rate + spread * (byar.hi - d->total);
	return 0;
}

int
rate_direct(const double *count, const double *population, const double *weight, size_t n,
    double per, enum rate_method method, double conf, struct rate *rate)
{
	struct interval ci;
	struct direct d;
	int status = -1;

	if (!is_positive(per) || !(conf > 0 && conf < 1) ||
	    sum_strata(count, population, weight, n, &d) != 0)
		return -1;
	switch (method) {
	case RATE_AUTO:
	case RATE_FAY_FEUER:
		method = RATE_FAY_FEUER;
		status = gamma_limits(&d, d.most, d.most * d.most, conf, &ci);
		break;
	case RATE_TIWARI:
		status = gamma_limits(&d, d.mean, d.mean_square, conf, &ci);
		break;
	case RATE_DOBSON:
		status = dobson_limits(&d, conf, &ci);
		break;
	case RATE_EXACT:
	case RATE_BYAR:
	case RATE_WILSON:
		break;
	}
	if (status != 0)
		return -1;
	*rate = (struct rate){d.rate * per, {ci.lo * per, ci.hi * per}, method};
	return 0;
}

int
rate_indirect(double count, double expected, double per, enum rate_method method,
    struct rate_level *level, struct rate *rate)
{
	if (method == RATE_WILSON)
		return -1;	/* the count is not part of the expected count */
	return rate_crude(count, expected, per, method, level, rate);
}

const char *
rate_method_name(enum rate_method method)
{
	static const char *const names[] = {
		[RATE_AUTO] = "Auto",
		[RATE_EXACT] = "Exact",
		[RATE_BYAR] = "Byars",
		[RATE_WILSON] = "Wilson",
		[RATE_FAY_FEUER] = "Fay-Feuer",
		[RATE_TIWARI] = "Tiwari",
		[RATE_DOBSON] = "Dobson",
	};

	return names[method];
}
