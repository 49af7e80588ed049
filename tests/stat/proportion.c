#include "stat/proportion.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>

#include "tap/tap.h"

/* mpmath, 40 digits, from Wilson's formula. */
static const struct {
	double x, n, conf, lo, hi;
} wilson[] = {
	{0, 10, 0.95, 0, 0.27753279986288926},
	{0, 10, 0.998, 0, 0.48847890045346232},
	{10, 10, 0.95, 0.72246720013711074, 1},
	{10, 10, 0.998, 0.51152109954653768, 1},
	{1, 1000000, 0.95, 1.7652457674537147e-07, 5.6649118043114428e-06},
	{1, 1000000, 0.998, 8.7242584188844059e-08, 1.146218283024402e-05},
	{34, 185, 0.95, 0.13460281913919561, 0.2458298425725948},
	{34, 185, 0.998, 0.11210397653940675, 0.28650677020244936},
	{3, 3, 0.95, 0.43850296824495449, 1},
	{3, 3, 0.998, 0.23905266858165791, 1},
	{0.5, 7.25, 0.95, 0.0072425603195866673, 0.42926077967939263},
	{0.5, 7.25, 0.998, 0.0032858450302105631, 0.62468006370994433},
	{130, 185, 0.95, 0.63325903738881517, 0.7638995127959346},
	{130, 185, 0.998, 0.5910008115314539, 0.79450512004427942},
	{9999999, 10000000, 0.95, 0.99999943350679799, 0.99999998234754428},
	{9999999, 10000000, 0.998, 0.99999885377179021, 0.99999999127574213},
};

int
main(void)
{
	struct interval ci = {-1, -2};
	char name[100];

	gsl_set_error_handler_off();
	ok(proportion_wilson(4, 3, 0.95, &ci) == -1);
	ok(proportion_wilson(-1, 3, 0.95, &ci) == -1);
	ok(proportion_wilson(0, 0, 0.95, &ci) == -1);
	ok(proportion_wilson(1, INFINITY, 0.95, &ci) == -1);
	ok(proportion_wilson(1, 3, 95, &ci) == -1);
	ok(proportion_clopper_pearson(1, 3, NAN, &ci) == -1);
	ok(proportion_clopper_pearson(1.5, 3, 0.95, &ci) == -1);
	ok(ci.lo == -1 && ci.hi == -2);
	for (size_t i = 0; i < sizeof(wilson) / sizeof(wilson[0]); i++) {
		snprintf(name, sizeof(name), "Wilson %g of %g at %g", wilson[i].x, wilson[i].n,
		    wilson[i].conf);
		tap_ok(proportion_wilson(wilson[i].x, wilson[i].n, wilson[i].conf, &ci) == 0, name);
		is_close(ci.lo, wilson[i].lo, 1e-14, name);
		is_close(ci.hi, wilson[i].hi, 1e-14, name);
	}
	/* R 4.2: binom.test(34, 185)$conf.int */
	ok(proportion_clopper_pearson(34, 185, 0.95, &ci) == 0);
	is_close(ci.lo, 0.13076097118413402, 1e-13, "Clopper-Pearson 34 of 185, lower");
	is_close(ci.hi, 0.2472342399402051, 1e-13, "Clopper-Pearson 34 of 185, upper");
	ok(proportion_clopper_pearson(0, 10, 0.95, &ci) == 0);
	is_close(ci.lo, 0, 0, "none of 10, lower");
	is_close(ci.hi, 1 - pow(0.025, 0.1), 1e-14, "none of 10, upper");
	ok(proportion_clopper_pearson(10, 10, 0.95, &ci) == 0);
	is_close(ci.hi, 1, 0, "10 of 10, upper");
	return done_testing();
}
