#include "stat/rate.h"

#include <gsl/gsl_errno.h>

#include "tap/tap.h"

static int
crude_at(double conf, double count, double population, double per, enum rate_method method,
    struct rate *r)
{
	struct rate_level level = rate_level(conf);
	const int status = rate_crude(count, population, per, method, &level, r);

	rate_level_free(&level);
	return status;
}

static int
indirect_at(double conf, double count, double expected, enum rate_method method, struct rate *r)
{
	struct rate_level level = rate_level(conf);
	const int status = rate_indirect(count, expected, 100, method, &level, r);

	rate_level_free(&level);
	return status;
}

/* R 4.2 from Dobson's formula; the bands are testdata/csv-rate/age-bands.csv. */
static void
direct(void)
{
	const double weight[] = {5000, 5500, 5500, 3300};
	const double count[] = {31, 42, 57, 23}, population[] = {6120, 6480, 6890, 3950};
	const double few[] = {3, 2, 1, 3}, nobody[] = {1, 1, 0, 1},
	    nothing[] = {0, 0, 0, 0}, negative[] = {31, -1, 57, 23};
	struct rate r = {.value = -1};

	ok(rate_direct(count, population, weight, 4, 10000, RATE_DOBSON, 0.95, &r) == 0);
	is_close(r.value, 65.1247984956434, 1e-14, "direct");
	is_close(r.ci.lo, 55.2105646086024, 1e-14, "direct, lower");
	is_close(r.ci.hi, 76.3045132768474, 1e-14, "direct, upper");
	ok(r.method == RATE_DOBSON);
	ok(rate_direct(few, population, weight, 4, 10000, RATE_DOBSON, 0.95, &r) == 0);
	r.value = -1;
	ok(rate_direct(nothing, population, weight, 4, 10000, RATE_DOBSON, 0.95, &r) == -1);
	ok(rate_direct(count, nobody, weight, 4, 10000, RATE_AUTO, 0.95, &r) == -1);
	ok(rate_direct(count, population, nothing, 4, 10000, RATE_AUTO, 0.95, &r) == -1);
	ok(rate_direct(count, population, weight, 0, 10000, RATE_AUTO, 0.95, &r) == -1);
	ok(rate_direct(negative, population, weight, 4, 10000, RATE_AUTO, 0.95, &r) == -1);
	ok(rate_direct(count, population, weight, 4, 10000, RATE_BYAR, 0.95, &r) == -1);
	ok(r.value == -1);
}

/* testdata/reference2/dsr_small: mpmath at 50 digits, and R's qgamma. */
static void
gamma_limits(void)
{
	const double weight[] = {5000, 5500, 5500}, b[] = {12, 30, 25};
	const double b_population[] = {8000, 9000, 7000}, a[] = {1, 9}, a_weight[] = {1, 1};
	const double a_population[] = {100, 900000}, none[] = {0, 0, 0};
	struct rate r;
	struct interval exact;

	ok(rate_direct(b, b_population, weight, 3, 10000, RATE_AUTO, 0.95, &r) == 0);
	is_close(r.value, 28.422619047619, 1e-13, "the rate");
	is_close(r.ci.lo, 21.9829853708597, 1e-13, "Fay and Feuer, lower");
	is_close(r.ci.hi, 36.2362064784918, 1e-13, "upper");
	ok(r.method == RATE_FAY_FEUER);
	ok(rate_direct(a, a_population, a_weight, 2, 10000, RATE_FAY_FEUER, 0.998, &r) == 0);
	is_close(r.ci.lo, 0.0507123914950832, 1e-12, "one event of great weight, lower");
	is_close(r.ci.hi, 461.651281796589, 1e-13, "upper");
	ok(rate_direct(a, a_population, a_weight, 2, 10000, RATE_TIWARI, 0.95, &r) == 0);
	is_close(r.ci.hi, 233.74258473253, 1e-13, "Tiwari, upper");
	ok(rate_direct(none, b_population, weight, 2, 10000, RATE_TIWARI, 0.998, &r) == 0);
	is_close(r.ci.lo, 0, 0, "no events, lower");
	is_close(r.ci.hi, 4.06639017035205, 1e-13, "upper");
	ok(rate_direct(&b[1], &b_population[1], weight, 1, 9000, RATE_AUTO, 0.95, &r) == 0);
	ok(poisson_exact(30, 0.95, &exact) == 0);
	is_close(r.ci.lo, exact.lo, 1e-13, "one band: exact Poisson, lower");
	is_close(r.ci.hi, exact.hi, 1e-13, "upper");
}

/* R 4.2: O/E with the limits of O. */
static void
indirect(void)
{
	struct rate r;

	ok(indirect_at(0.95, 45, 37.5, RATE_AUTO, &r) == 0);
	is_close(r.value, 120, 1e-15, "indirect");
	is_close(r.ci.lo, 87.520675988126072, 1e-14, "indirect, Byar's lower");
	is_close(r.ci.hi, 160.57323114376484, 1e-14, "indirect, Byar's upper");
	ok(indirect_at(0.95, 7, 9.25, RATE_AUTO, &r) == 0);
	is_close(r.ci.lo, 30.425546502917474, 1e-14, "indirect, exact lower");
	is_close(r.ci.hi, 155.92081472110678, 1e-14, "indirect, exact upper");
	ok(indirect_at(0.95, 7, 9.25, RATE_WILSON, &r) == -1);
	ok(indirect_at(0.95, 7, 0, RATE_AUTO, &r) == -1);
}

/* testdata/reference/rate_small.expected.rates.csv */
static void
crude(void)
{
	struct rate r;

	ok(crude_at(0.998, 3, 20000, 10000, RATE_AUTO, &r) == 0);
	is_close(r.value, 1.5, 1e-15, "3 of 20,000");
	is_close(r.ci.lo, 0.0952666887842016, 1e-14, "lower");
	is_close(r.ci.hi, 6.53112038959404, 1e-14, "upper");
	ok(r.method == RATE_EXACT);
	ok(crude_at(0.95, 48300, 11473080, 10000, RATE_AUTO, &r) == 0);
	is_close(r.ci.lo, 41.7239324260042, 1e-14, "England, lower");
	is_close(r.ci.hi, 42.4756885655512, 1e-14, "England, upper");
	ok(r.method == RATE_BYAR);
	ok(crude_at(0.95, 0, 100, 1, RATE_WILSON, &r) == 0);
	is_close(r.ci.lo, 0, 0, "no events, Wilson's lower");
	is_close(r.value, 0, 0, "no events");
	r.value = -1;
	ok(crude_at(0.95, -1, 100, 1, RATE_AUTO, &r) == -1);
	ok(crude_at(0.95, NAN, 100, 1, RATE_AUTO, &r) == -1);
	ok(crude_at(0.95, 1, 0, 1, RATE_AUTO, &r) == -1);
	ok(crude_at(0.95, 1, INFINITY, 1, RATE_AUTO, &r) == -1);
	ok(crude_at(0.95, 1, 100, 0, RATE_AUTO, &r) == -1);
	ok(crude_at(1, 1, 100, 1, RATE_AUTO, &r) == -1);
	ok(crude_at(0.95, 101, 100, 1, RATE_WILSON, &r) == -1);
	ok(crude_at(0.95, 2e9, 100, 1, RATE_AUTO, &r) == -1);
	ok(crude_at(0.95, 1, 100, 1, RATE_DOBSON, &r) == -1);
	ok(r.value == -1);
}

/* PHEindicatormethods as published: 95% limits of 9 (exact) and 10 (Byar's), 3 decimals. */
static void
the_switch(void)
{
	struct rate r;

	ok(crude_at(0.95, 9, 1, 1, RATE_AUTO, &r) == 0);
	is_close(r.ci.lo, 4.115, 1e-3, "9 is exact, lower");
	is_close(r.ci.hi, 17.085, 1e-4, "9 is exact, upper");
	ok(crude_at(0.95, 10, 1, 1, RATE_AUTO, &r) == 0);
	is_close(r.ci.lo, 4.787, 1e-4, "10 is Byar's, lower");
	is_close(r.ci.hi, 18.391, 1e-4, "10 is Byar's, upper");
}

/* What a level remembers is what it would be worked out to again. */
static void
one_level(void)
{
	static const double counts[] = {0, 1, 9, 9.5, 10, 999, 1000, 1000.5, 250};
	const size_t n = sizeof(counts) / sizeof(counts[0]);
	struct rate_level level = rate_level(0.95);
	struct rate r, again;
	bool same = true;

	for (size_t i = 0; i < 4 * n; i++) {
		double count = counts[i % n];
		enum rate_method method = i < 2 * n ? RATE_EXACT : RATE_AUTO;

		same = same && rate_crude(count, 1, 1, method, &level, &r) == 0 &&
		    crude_at(0.95, count, 1, 1, method, &again) == 0 && r.ci.lo == again.ci.lo &&
		    r.ci.hi == again.ci.hi;
	}
	ok(same);
	rate_level_free(&level);
}

int
main(void)
{
	gsl_set_error_handler_off();
	crude();
	the_switch();
	one_level();
	direct();
	gamma_limits();
	indirect();
	return done_testing();
}
