/*
 * Poisson trends: values of R 4.2 glm() and mpmath (40 digits) are in testdata/qtrend and
 * testdata/reference, read by tests/cmd/qtrend.sh. Here: answers in closed form, and refusals.
 */
#include "stat/poisson_trend.h"

#include "tap/tap.h"

int
main(void)
{
	struct student_memo memo = {0};
	double x[1000], y[1000], population[1000];
	const double two[] = {20, 30}, x2[] = {1, 3}, pop2[] = {1000, 3000};
	struct poisson_trend t;

	/* Two points fit exactly: slope ln(ratio)/distance, variance of the log ratio 1/a + 1/b. */
	ok(poisson_trend(x2, two, NULL, 2, 0.95, false, &memo, &t) == POISSON_TREND_FITTED);
	is_close(t.slope, log(1.5) / 2, 1e-15, "two points: slope");
	is_close(t.se, sqrt(1 / 20.0 + 1 / 30.0) / 2, 1e-15, "two points: standard error");
	is_close(t.rate_ratio, sqrt(1.5), 1e-15, "two points: rate ratio");
	ok(isnan(t.phi) && isnan(t.quasi_lower) && t.df == 0);
	ok(poisson_trend(x2, two, pop2, 2, 0.95, false, &memo, &t) == POISSON_TREND_FITTED);
	is_close(t.slope, log(0.5) / 2, 1e-15, "two rates: slope");
	is_close(t.intercept, log(0.02) - log(0.5) / 2, 1e-14, "two rates: intercept");

	for (int i = 0; i < 20; i++) {
		x[i] = 2000 + i;
		y[i] = ldexp(1, i);
	}
	ok(poisson_trend(x, y, NULL, 20, 0.95, false, &memo, &t) == POISSON_TREND_FITTED);
	is_close(t.slope, log(2), 1e-15, "doubling: slope");
	ok(t.pearson == 0 && t.deviance == 0 && t.phi == 0 && isnan(t.quasi_t));

	/* Symmetric counts: no slope at all; variance 1 / sum mu (x - mean)^2. */
	for (int i = 0; i < 5; i++)
		y[i] = i == 2 ? 18 : 8 + 2 * (i == 1 || i == 3);
	ok(poisson_trend(x, y, NULL, 5, 0.95, false, &memo, &t) == POISSON_TREND_FITTED);
	ok(t.slope == 0 && t.rate_ratio == 1 && t.p == 1);
	is_close(t.se, sqrt(1 / (10.8 * 10)), 1e-15, "symmetric: standard error");
	is_close(t.pearson, t.dispersion, 1e-15, "symmetric: fit and constant rate are one");
	is_close(t.dispersion, (2 * 2.8 * 2.8 + 2 * 0.8 * 0.8 + 7.2 * 7.2) / 10.8, 1e-15,
	    "dispersion");

	/* Steep and long: the step is halved, not lost. */
	for (int i = 0; i < 1000; i++) {
		x[i] = i;
		y[i] = floor(exp(i * 0.03));
		population[i] = 1e-3 + i;
	}
	ok(poisson_trend(x, y, NULL, 1000, 0.95, false, &memo, &t) == POISSON_TREND_FITTED);
	is_close(t.slope, 0.03, 1e-6, "a long steep rise");
	for (int i = 0; i < 1000; i++)
		y[i] = i >= 998;
	ok(poisson_trend(x, y, population, 1000, 0.95, false, &memo, &t) == POISSON_TREND_FITTED);
	ok(isfinite(t.slope) && t.slope > 0.5);

	y[0] = 0;
	y[1] = 0;
	y[2] = 5;
	ok(poisson_trend(x, y, NULL, 3, 0.95, false, &memo, &t) == POISSON_TREND_ONE_END);
	ok(isnan(t.slope));
	is_close(t.dispersion, 10, 1e-15, "only the last: dispersion (0 + 0 + 5 against 5/3)");
	y[2] = 0;
	ok(poisson_trend(x, y, NULL, 3, 0.95, false, &memo, &t) == POISSON_TREND_ALL_ZERO);
	ok(isnan(t.dispersion));
	y[1] = 0.5;
	ok(poisson_trend(x, y, NULL, 3, 0.95, false, &memo, &t) == POISSON_TREND_NOT_WHOLE);
	y[1] = 1e17;
	ok(poisson_trend(x, y, NULL, 3, 0.95, false, &memo, &t) == POISSON_TREND_NOT_WHOLE);
	y[1] = -1;
	ok(poisson_trend(x, y, NULL, 3, 0.95, false, &memo, &t) == POISSON_TREND_NEGATIVE);
	ok(poisson_trend(x, y, NULL, 1, 0.95, false, &memo, &t) == POISSON_TREND_FEW);
	return done_testing();
}
