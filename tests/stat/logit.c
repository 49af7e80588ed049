/* Logistic trends: values are in tests/cmd/qtrend-methods.sh; here what is not defined, and ends. */
#include "stat/logit.h"

#include "tap/tap.h"

int
main(void)
{
	const double t[] = {1, 2, 3, 4}, m[] = {10, 10, 10, 10}, none[] = {0, 0, 0, 0},
	    split[] = {0, 0, 10, 10}, flat[] = {5, 5, 5, 5}, rise[] = {1, 3, 6, 8},
	    large[] = {1e8, 2e8, 3e8, 4e8}, of[] = {1e9, 1e9, 1e9, 1e9};
	struct student_memo memo = {0};
	struct logit_trend l;

	ok(logit_trend(t, flat, m, 1, 0.95, &memo, &l) == -1 && isnan(l.slope));
	ok(logit_trend(t, none, m, 4, 0.95, &memo, &l) == -1);
	ok(logit_trend(t, m, m, 4, 0.95, &memo, &l) == -1);
	ok(logit_trend(t, split, m, 4, 0.95, &memo, &l) == -1 && isnan(l.quasi.p));
	ok(logit_trend(t, flat, m, 4, 0.95, &memo, &l) == 0);
	ok(l.slope == 0 && l.ratio == 1 && l.deviance == 0 && l.phi == 0 && l.null_deviance == 0);
	ok(l.quasi.phi_used == 1 && l.quasi.lower == l.lower && l.quasi.p == 1);
	ok(logit_trend(t, rise, m, 2, 0.95, &memo, &l) == 0);
	is_close(l.ratio, (3.0 / 7) / (1.0 / 9), 1e-13, "two points: the ratio of their odds");
	ok(isnan(l.phi) && isnan(l.deviance) && isnan(l.quasi.lower));
	/* mpmath, 50 digits */
	ok(logit_trend(t, rise, m, 4, 0.95, &memo, &l) == 0);
	is_close(l.slope, 1.1897170831394457, 1e-13, "slope");
	is_close(l.se, 0.38921147923212858, 1e-12, "its standard error");
	ok(logit_trend(t, large, of, 4, 0.95, &memo, &l) == 0 && l.phi > 1e5);
	ok(l.quasi.lower < l.lower && l.quasi.upper > l.upper);
	return done_testing();
}
