/* c charts: the quantiles of the Poisson distribution as R's qpois(); runs; edges. */
#include "stat/cchart.h"

#include "tap/tap.h"

static struct cchart_limits l;
static struct spc_point p[64];

int
main(void)
{
	const double event[] = {0, 0, 0, 0, 0, 0, 0, 1}, three[] = {3, 3, 3}, twenty[] = {15, 25},
	    none[] = {0, 0, 0}, missing[] = {NAN}, gap[] = {1, NAN, 9};
	double rare[64] = {0};

	cchart(event, 8, 0, false, &l, p);
	ok(l.centre == 0.125 && l.lower == 0 && l.upper == 2 && l.near_upper == 1);
	ok(l.rules.run_below == 39 && l.rules.run_above == 7 && p[7].cause == SPC_COMMON);
	cchart(three, 3, 0, false, &l, p);
	ok(l.centre == 3 && l.lower == 0 && l.upper == 9 && l.near_lower == 0 && l.near_upper == 7);
	cchart(twenty, 2, 0, false, &l, p);
	ok(l.lower == 8 && l.upper == 35 && l.near_lower == 12 && l.near_upper == 29);
	cchart(none, 3, 0, false, &l, p);
	ok(l.centre == 0 && l.lower == 0 && l.upper == 0 && l.rules.run_below == 7);
	ok(p[0].cause == SPC_COMMON && !p[2].shift);
	cchart(missing, 1, 0, false, &l, p);
	ok(isnan(l.centre) && isnan(l.upper) && p[0].cause == SPC_COMMON);
	cchart(gap, 3, 0, false, &l, p);
	ok(l.centre == 5 && l.baseline == 2 && p[1].cause == SPC_COMMON);
	cchart(gap, 3, 1, false, &l, p);
	ok(l.centre == 1 && l.baseline == 1 && p[2].cause == SPC_ABOVE);
	cchart(gap, 3, 1, true, &l, p);
	ok(p[2].outside && p[2].cause == SPC_ABOVE);

	/* A run of none is a shift where it is as rare as seven on one side of a median. */
	rare[0] = rare[1] = 4;
	cchart(rare, 64, 0, false, &l, p);
	ok(l.rules.run_below > 30 && l.rules.run_below < 62 && p[63].cause == SPC_SHIFT_BELOW);
	ok(p[1].cause == SPC_ABOVE);
	return done_testing();
}
