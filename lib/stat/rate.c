#include "stat/rate.h"

#include <math.h>
#include <string.h>

#include "stat/binomial.h"

static bool
is_positive(double x)
{
	return x > 0 && isfinite(x);
}

/* Limits in counts. */
static int
count_limits(double count, double population, enum rate_method method, double conf,
    struct interval *ci)
{
	switch (method) {
	case RATE_EXACT:
		return poisson_exact(count, conf, ci);
	case RATE_BYAR:
		return poisson_byar(count, conf, ci);
	case RATE_WILSON:
		if (proportion_wilson(count, population, conf, ci) != 0)
			return -1;
		ci->lo *= population;
		ci->hi *= population;
		return 0;
	case RATE_AUTO:
	case RATE_DOBSON:
		break;
	}
	return -1;
}

int
rate_crude(double count, double population, double per, enum rate_method method, double conf,
    struct rate *rate)
{
	struct interval ci;
	double scale = per / population;

	if (method == RATE_AUTO)
		method = count < POISSON_SWITCH ? RATE_EXACT : RATE_BYAR;
	if (!is_positive(population) || !is_positive(per) || !(count >= 0) ||
	    count_limits(count, population, method, conf, &ci) != 0)
		return -1;
	rate->value = count * scale;
	rate->ci.lo = ci.lo * scale;
	rate->ci.hi = ci.hi * scale;
	rate->method = method;
	return 0;
}

int
rate_direct(const double *count, const double *population, const double *weight, size_t n,
    double per, double conf, struct rate *rate)
{
	double total = 0, weights = 0, sum = 0, variance = 0, w, spread;
	struct interval byar;

	for (size_t i = 0; i < n; i++) {
		if (!is_positive(population[i]) || !(weight[i] >= 0) || !(count[i] >= 0))
			return -1;
		w = weight[i] / population[i];
		weights += weight[i];
		total += count[i];
		sum += w * count[i];
		variance += w * w * count[i];
	}
	if (!is_positive(weights) || !is_positive(per) || total < RATE_DIRECT_LEAST ||
	    poisson_byar(total, conf, &byar) != 0)
		return -1;
	spread = sqrt(variance / total) / weights;
	rate->value = sum / weights * per;
	rate->ci.lo = (sum / weights + spread * (byar.lo - total)) * per;
	rate->ci.hi = (sum / weights + spread * (byar.hi - total)) * per;
	rate->method = RATE_DOBSON;
	return 0;
}

int
rate_indirect(double count, double expected, double per, enum rate_method method, double conf,
    struct rate *rate)
{
	if (method == RATE_WILSON)
		return -1;	/* the count is not part of the expected count */
	return rate_crude(count, expected, per, method, conf, rate);
}

const char *
rate_method_name(enum rate_method method)
{
	static const char *const names[] = {
		[RATE_AUTO] = "Auto",
		[RATE_EXACT] = "Exact",
		[RATE_BYAR] = "Byars",
		[RATE_WILSON] = "Wilson",
		[RATE_DOBSON] = "Dobson",
	};

	return names[method];
}
