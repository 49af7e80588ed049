#include "stat/compare.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>

#include "tap/tap.h"

/* R 4.2: qbeta for the limits, each divided by its complement's own quantile, and pbinom. */
static const struct {
	double count, population, other_count, other_population, conf, value, lo, hi, p;
} ratio[] = {
	{217, 27501, 2891, 495976, 0.95, 1.3537043293076818, 1.1737949136488617, 1.5544418987838342,
	    4.1960583251382641e-05},
	{217, 27501, 2891, 495976, 0.998, 1.3537043293076818, 1.0793681479408932,
	    1.6764878573265491, 4.1960583251382641e-05},
	{0, 1000, 7, 9000, 0.95, 0, 0, 6.244325820868073, 0.95659380000000038},
	{0, 1000, 7, 9000, 0.998, 0, 0, 15.144262157517527, 0.95659380000000038},
	{7, 9000, 0, 1000, 0.95, NAN, 0.16014539098169323, INFINITY, 0.95659380000000005},
	{7, 9000, 0, 1000, 0.998, NAN, 0.066031609173089076, INFINITY, 0.95659380000000005},
	{120, 27360, 217, 27501, 0.95, 0.55584525830705789, 0.44098543630989956,
	    0.69786405339701674, 1.8117966297840683e-07},
	{120, 27360, 217, 27501, 0.998, 0.55584525830705789, 0.38611639887197685,
	    0.79120839806675314, 1.8117966297840683e-07},
	{48300, 11473080, 3110, 523477, 0.95, 0.70860518317521748, 0.6833542246059312,
	    0.73500261182918647, 3.5089375574969131e-70},
	{48300, 11473080, 3110, 523477, 0.998, 0.70860518317521748, 0.66940433980897673,
	    0.75075149115889228, 3.5089375574969131e-70},
	{1000000, 5000000, 1234567, 6000000, 0.95, 0.97200070956051809, 0.96944008898124823,
	    0.97456791798261533, 5.42727184421134e-99},
	{1000000, 5000000, 1234567, 6000000, 0.998, 0.97200070956051809, 0.96796688255368857,
	    0.97605081792536097, 5.42727184421134e-99},
	{1, 100, 1, 100, 0.95, 1, 0.012739367083666625, 78.496835316262931, 1},
	{1, 100, 1, 100, 0.998, 1, 0.00050037531277368429, 1998.499874937459, 1},
};

static void
ratios(void)
{
	struct ratio r = {.value = -1};
	char name[100];

	for (size_t i = 0; i < sizeof(ratio) / sizeof(ratio[0]); i++) {
		snprintf(name, sizeof(name), "%g of %g against %g of %g at %g", ratio[i].count,
		    ratio[i].population, ratio[i].other_count, ratio[i].other_population,
		    ratio[i].conf);
		tap_ok(compare_ratio(ratio[i].count, ratio[i].population, ratio[i].other_count,
		    ratio[i].other_population, ratio[i].conf, &r) == 0, name);
		is_close(r.value, ratio[i].value, 1e-14, name);
		is_close(r.ci.lo, ratio[i].lo, 1e-13, name);
		if (isinf(ratio[i].hi))
			ok(isinf(r.ci.hi));
		else
			is_close(r.ci.hi, ratio[i].hi, 1e-13, name);
		is_close(r.p, ratio[i].p, 1e-11, name);
	}
	r.value = -1;
	ok(compare_ratio(0, 100, 0, 100, 0.95, &r) == -1);
	ok(compare_ratio(1, 0, 1, 100, 0.95, &r) == -1);
	ok(compare_ratio(-1, 10, 1, 100, 0.95, &r) == -1);
	ok(compare_ratio(1.5, 10, 1, 100, 0.95, &r) == -1);
	ok(compare_ratio(1, NAN, 1, 100, 0.95, &r) == -1);
	ok(r.value == -1);
}

static void
classes(void)
{
	const struct interval area = {3, 5};

	ok(compare_value(area, 2.9) == COMPARE_HIGHER);
	ok(compare_value(area, 3) == COMPARE_SIMILAR);	/* strictly beyond, or similar */
	ok(compare_value(area, 5) == COMPARE_SIMILAR);
	ok(compare_value(area, 5.1) == COMPARE_LOWER);
	ok(compare_value(area, NAN) == COMPARE_NONE);
	ok(compare_value((struct interval){NAN, 5}, 6) == COMPARE_NONE);
	ok(compare_intervals(area, (struct interval){1, 2}) == COMPARE_HIGHER);
	ok(compare_intervals(area, (struct interval){1, 3}) == COMPARE_SIMILAR);
	ok(compare_intervals(area, (struct interval){6, 7}) == COMPARE_LOWER);
	is_str(compare_name(COMPARE_HIGHER), "higher", "name");
	is_str(compare_name(COMPARE_NONE), "", "no name");
}

/* R 4.2, n areas in q groups: floor((q + 1) - ceiling(((n + 1) - r) / (n / q))), 0 taken as 1. */
static const char *const groups[] = {
	"4 of 12: 111222333444", "5 of 12: 111223334455", "4 of 4: 1234", "5 of 7: 1123345",
	    "10 of 13: 1 1 2 3 4 4 5 6 7 7 8 9 10",
};

static void
group_text(size_t n, size_t q, char *to, size_t size)
{
	size_t at = (size_t)snprintf(to, size, "%zu of %zu: ", q, n);

	for (size_t r = 1; r <= n; r++)
		at += (size_t)snprintf(to + at, size - at, "%s%zu", q > 9 && r > 1 ? " " : "",
		    rank_group(r, n, q));
}

static void
ranks(void)
{
	/* 10/1000 and 20/2000 are one rate; 1/3 and 100000/300000 too */
	const double count[] = {10, 30, 20, 1, 0, 100000};
	const double population[] = {1000, 1000, 2000, 3, 10, 300000};
	const struct interval ci[] = {{8, 12}, {25, 36}, {9, 11}, {100, 900}, {0, 9}, {330, 336}};
	const struct {
		size_t place, best, worst;
	} want[] = {{4, 4, 6}, {3, 3, 3}, {4, 4, 6}, {1, 1, 2}, {6, 4, 6}, {1, 1, 2}};
	static const size_t shape[][2] = {{12, 4}, {12, 5}, {4, 4}, {7, 5}, {13, 10}};
	struct rank got[6];
	char text[100];

	rank_rates(count, population, ci, 6, got);
	for (size_t i = 0; i < 6; i++) {
		snprintf(text, sizeof(text), "area %zu", i + 1);
		tap_ok(got[i].place == want[i].place && got[i].best == want[i].best &&
		    got[i].worst == want[i].worst, text);
	}
	rank_rates(NULL, NULL, NULL, 0, NULL);
	for (size_t i = 0; i < sizeof(shape) / sizeof(shape[0]); i++) {
		group_text(shape[i][0], shape[i][1], text, sizeof(text));
		is_str(text, groups[i], "quantile groups");
	}
	ok(rank_group(1, 3, 4) == 0);
	ok(rank_group(1, 3, 0) == 0);
}

int
main(void)
{
	gsl_set_error_handler_off();
	ratios();
	classes();
	ranks();
	/* whole-number arithmetic: 313 * 523477 - 2987 * 54939 = -254492 */
	is_close((double)compare_excess(313, 54939, 2987, 523477), -254492.0 / 523477, 1e-15,
	    "an excess");
	/* A third against the double next to it: plain subtraction gives 0 or 2 ulp. */
	is_close((double)compare_excess(1, 3, 333333333333333, 999999999999999), 0, 0,
	    "the same rate");
	is_close((double)compare_excess(1, 3, 333333333333333, 1000000000000000), 1e-15, 1e-12,
	    "almost");
	ok(compare_rates(1, 3, 333333333333333, 1000000000000000) == 1);
	ok(compare_rates(1, 3, 100000, 300000) == 0);
	ok(compare_rates(0, 3, 1, 300000) == -1);
	return done_testing();
}
