#include "stat/funnel.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>

#include "tap/tap.h"

/* R 4.2: qchisq at an expected count; E +- z sqrt(7.5 E). */
static const struct {
	double expected, conf, lo, hi, normal_lo, normal_hi;
} limit[] = {
	{0, 0.95, 0, 3.688879454113934, 0, 0},
	{0, 0.998, 0, 6.9077552789821359, 0, 0},
	{0.3, 0.95, 3.1856790317391744e-06, 4.2937771108635774, -2.6399459768100808, 3.2399459768100805},
	{0.3, 0.998, 6.9726990967833572e-11, 7.6623628851777221, -4.33534845925172, 4.9353484592517196},
	{4.5, 0.95, 1.3501947499901794, 10.960024630510601, -6.8863618069349375, 15.886361806934937},
	{4.5, 0.998, 0.57597477311178225, 15.632066810119994, -13.45262738655012, 22.45262738655012},
	{163.384656823509, 0.95, 139.29217556097018, 190.4472026558804, 94.775140476243934, 231.99417317077408},
	{163.384656823509, 0.998, 126.71484799229549, 206.86990399464889, 55.209534423684914, 271.55977922333307},
	{1500.25, 0.95, 1425.2861424046487, 1578.1333708816408, 1292.3471032715088, 1708.1528967284912},
	{1500.25, 0.998, 1383.39976824923, 1623.8392712403065, 1172.4540542153009, 1828.0459457846991},
};

int
main(void)
{
	struct interval got = {-1, -2}, inner = {4, 6}, outer = {3, 7};
	char name[100];

	gsl_set_error_handler_off();
	for (size_t i = 0; i < sizeof(limit) / sizeof(limit[0]); i++) {
		snprintf(name, sizeof name, "expected %g at %g", limit[i].expected, limit[i].conf);
		tap_ok(funnel_exact(limit[i].expected, limit[i].conf, &got) == 0, name);
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
	ok(funnel_exact(-1, 0.95, &got) == -1);
	ok(funnel_exact(1, 1, &got) == -1);
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
	is_str(funnel_name(funnel_classify(7, inner, outer)), "higher95", "on the upper outer limit");
	is_str(funnel_name(funnel_classify(8, inner, outer)), "higher99.8", "above both");
	is_str(funnel_name(funnel_classify(NAN, inner, outer)), "", "unknown");
	return done_testing();
}
