#include "stat/funnel.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>

#include "stat/poisson.h"
#include "tap/tap.h"

/* R 4.2: qchisq at an expected count; E +- z sqrt(7.5 E). */
static const struct {
	double expected, conf, lo, hi, normal_lo, normal_hi;
} limit[] = {
	{0, 0.95, 0, 3.688879454113934, 0, 0},
	{0, 0.998, 0, 6.9077552789821359, 0, 0},
	{0.3, 0.95, 3.1856790317391744e-06, 4.2937771108635774, -2.6399459768100808,
	    3.2399459768100805},
	{0.3, 0.998, 6.9726990967833572e-11, 7.6623628851777221, -4.33534845925172,
	    4.9353484592517196},
	{4.5, 0.95, 1.3501947499901794, 10.960024630510601, -6.8863618069349375,
	    15.886361806934937},
	{4.5, 0.998, 0.57597477311178225, 15.632066810119994, -13.45262738655012,
	    22.45262738655012},
	{163.384656823509, 0.95, 139.29217556097018, 190.4472026558804, 94.775140476243934,
	    231.99417317077408},
	{163.384656823509, 0.998, 126.71484799229549, 206.86990399464889, 55.209534423684914,
	    271.55977922333307},
	{1500.25, 0.95, 1425.2861424046487, 1578.1333708816408, 1292.3471032715088,
	    1708.1528967284912},
	{1500.25, 0.998, 1383.39976824923, 1623.8392712403065, 1172.4540542153009,
	    1828.0459457846991},
};

static void
test_funnel(void)
{
	struct interval got = {-1, -2}, inner = {4, 6}, outer = {3, 7};
	char name[100];

	for (size_t i = 0; i < sizeof(limit) / sizeof(limit[0]); i++) {
		snprintf(name, sizeof(name), "expected %g at %g", limit[i].expected, limit[i].conf);
		tap_ok(poisson_exact(limit[i].expected, limit[i].conf, &got) == 0, name);
		is_close(got.lo, limit[i].lo, 2e-13, name);
		is_close(got.hi, limit[i].hi, 2e-14, name);
		tap_ok(funnel_normal(limit[i].expected, 7.5, limit[i].conf, &got) == 0, name);
		is_close(got.lo, limit[i].normal_lo, 1e-14, name);
		is_close(got.hi, limit[i].normal_hi, 1e-14, name);
	}
	/* mpmath, 50 digits: where the lower limit all but vanishes its digits stay */
	ok(funnel_normal(3.8414588200000002, 1, 0.95, &got) == 0);
	is_close(got.lo, -3.4706289778285536e-10, 5e-9, "a lower limit next to 0");

	got = (struct interval){-1, -2};
	ok(funnel_normal(1, 0.5, 0.95, &got) == -1);
	ok(funnel_normal(-1, 1, 0.95, &got) == -1);
	ok(funnel_normal(NAN, 1, 0.95, &got) == -1);
	ok(funnel_normal(1, 1, 95, &got) == -1);
	ok(got.lo == -1 && got.hi == -2);

	ok(funnel_side(6, inner) == COMPARE_SIMILAR);
	ok(funnel_side(6.1, inner) == COMPARE_HIGHER);
	ok(funnel_side(3.9, inner) == COMPARE_LOWER);
	is_str(funnel_name(funnel_classify(2, inner, outer)), "lower99.8", "below both");
	is_str(funnel_name(funnel_classify(3, inner, outer)), "lower95", "on the outer limit");
	is_str(funnel_name(funnel_classify(4, inner, outer)), "similar", "on the inner limit");
	is_str(funnel_name(funnel_classify(7, inner, outer)), "higher95",
	    "on the upper outer limit");
	is_str(funnel_name(funnel_classify(8, inner, outer)), "higher99.8", "above both");
	is_str(funnel_name(funnel_classify(NAN, inner, outer)), "", "unknown");
}

static const char *
exact(double count, double expected)
{
	return funnel_name(funnel_tails_class(funnel_poisson(count, expected)));
}

/* What chance alone gives in 37% is not low; a class lies strictly beyond the quantiles. */
static void
test_exact(void)
{
	struct interval l95 = funnel_poisson_limits(5, 0.95);
	struct interval l998 = funnel_poisson_limits(5, 0.998);

	is_str(exact(0, 1), "similar", "0 of an expected 1");
	is_str(exact(0, 3.6), "similar", "P(0) just above 2.5%");
	is_str(exact(0, 3.7), "lower95", "P(0) just below it");
	ok(l95.lo == 1 && l95.hi == 10 && l998.lo == 0 && l998.hi == 13);	/* R: qpois */
	is_str(exact(1, 5), "similar", "on the lower quantile");
	is_str(exact(0, 5), "lower95", "below it");
	is_str(exact(10, 5), "similar", "on the upper quantile");
	is_str(exact(11, 5), "higher95", "above it");
	is_str(exact(14, 5), "higher99.8", "above both");
	is_str(exact(0, 0), "similar", "nothing expected");
	is_str(exact(NAN, 5), "", "unknown");
	l95 = funnel_poisson_limits(1e6, 0.95);
	ok(l95.lo == 998041 && l95.hi == 1001960);
	l95 = funnel_binomial_limits(185, 383, 452, 0.95);
	ok(l95.lo == 147 && l95.hi == 166);
	is_str(funnel_name(funnel_tails_class(funnel_binomial(180, 185, 383, 452))), "higher99.8",
	    "180 of 185");
	is_close(funnel_binomial(180, 185, 383, 452).high, 1.87083655643012e-08, 1e-12, "its tail");
	l95 = funnel_binomial_limits(185, 0, 452, 0.95);
	ok(l95.lo == 0 && l95.hi == 0);
	l95 = funnel_binomial_limits(185, 452, 452, 0.95);
	ok(l95.lo == 185 && l95.hi == 185);
	ok(funnel_milder(FUNNEL_LOWER998, FUNNEL_LOWER95) == FUNNEL_LOWER95);
	ok(funnel_milder(FUNNEL_HIGHER95, FUNNEL_HIGHER998) == FUNNEL_HIGHER95);
	ok(funnel_milder(FUNNEL_HIGHER95, FUNNEL_LOWER95) == FUNNEL_SIMILAR);
	ok(funnel_milder(FUNNEL_SIMILAR, FUNNEL_LOWER998) == FUNNEL_SIMILAR);
	ok(funnel_milder(FUNNEL_NONE, FUNNEL_LOWER998) == FUNNEL_NONE);
}

/* Child protection plans of the North East authorities at 31 March 2014 (testdata/reference). */
static const double ne_count[] = {128, 235, 217, 296, 140, 453, 354, 373, 157, 173, 306, 276};
static const double ne_population[] = {20179, 31709, 27501, 42432, 22732, 99624, 60273, 54939,
    40476,
    29188, 54482, 39942};
static const double alike_count[] = {100, 200, 301}, alike_population[] = {10000, 20000, 30001};
static const double small_count[] = {0, 3, 10, 1}, small_population[] = {5000, 7000, 2500, 900};

/* mpmath, 40 digits, written from the definitions in the header. */
static const struct {
	const char *name;
	const double *count, *population;
	size_t n;
	struct dispersion want;
} known[] = {
	{"the North East", ne_count, ne_population, 12, {113.11609555000871, 11,
	    4.3634926019752516e-19,
	    116.50632853910598, 10.283281413637155, -4.9341387412531201, 3.3432719861350164,
	    7.7979436756097158, 8.3648248434883339, 0.0080113291882239271}},
	{"almost the same rates", alike_count, alike_population, 3, {0.0016307276723610045, 2,
	    0.99918496848258576, 0.0016307284396655649, 0.00081536383618050227,
	    -0.021949152616496635, 0.019546244841754379, 0.00037853782103772205,
	    0.00037860476866077587, 0}},
	{"small counts, a zero", small_count, small_population, 4, {32.63650793650794, 3,
	    3.8424430911999319e-07, 25.52150612591134, 10.878835978835978, -1.8924212479261011,
	    3.6482872693909396, 4.6773960744820755, 5.0343956893111788, 0.46494338870551805}},
};

static void
test_dispersion(void)
{
	double none[] = {0, 0}, people[] = {5, 6}, bad[] = {1, 0};
	long double work[24];
	struct dispersion d = {.df = -1};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		const struct dispersion *w = &known[i].want;
		const char *name = known[i].name;

		tap_ok(dispersion(known[i].count, known[i].population, known[i].n, work, &d) == 0,
		    name);
		is_close(d.chisq, w->chisq, 1e-13, name);
		is_close(d.df, w->df, 0, name);
		is_close(d.p, w->p, 1e-12, name);
		is_close(d.deviance, w->deviance, 1e-13, name);
		is_close(d.phi_pearson, w->phi_pearson, 1e-13, name);
		is_close(d.z_q10, w->z_q10, 1e-13, name);
		is_close(d.z_q90, w->z_q90, 1e-13, name);
		is_close((double)d.phi, w->phi, 1e-13, name);
		is_close(d.phi_sqrt, w->phi_sqrt, 1e-13, name);
		is_close(d.tau2_sqrt, w->tau2_sqrt, 1e-13, name);
	}
	ok(dispersion(ne_count, ne_population, 1, work, &d) == 0);
	ok(isnan(d.p) && isnan(d.phi_pearson) && isnan(d.tau2_sqrt));
	is_close(d.chisq, 0, 0, "one area is its own rate");
	d.df = -1;
	ok(dispersion(none, people, 2, work, &d) == -1);
	ok(dispersion(people, bad, 2, work, &d) == -1);
	ok(dispersion(people, people, 0, work, &d) == -1);
	ok(d.df == -1);
}

int
main(void)
{
	gsl_set_error_handler_off();
	test_funnel();
	test_exact();
	test_dispersion();
	return done_testing();
}
