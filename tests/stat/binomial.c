#include "stat/binomial.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>

#include "stat/distribution.h"
#include "tap/tap.h"

/* R 4.2: pbinom(x, n, p) and pbinom(x - 1, n, p, lower = FALSE). */
static const struct {
	double x, n, p, lower, upper;
} tail[] = {
	{0, 5, 0.25, 0.23730468750000008, 1},
	{3, 3, 0.5, 1, 0.12500000000000003},
	{10, 30, 0.625, 0.0011350445420932518, 0.99969137000471442},
	{217, 3108, 0.052535259428781018, 0.99998476155924321, 2.098029162569132e-05},
	{217, 3108, 0.125, 7.466723643050366e-24, 1},
	{12, 12, 0.75, 1, 0.03167635202407839},
	{48300, 96000, 0.5, 0.97379336787606907, 0.026601547770932772},
	{1000000, 2000000, 0.5, 0.50028209475651209, 0.50028209475651209},
	{5000000, 10000000, 0.499, 0.99999999987328358, 1.2723637679094009e-10},
	{2353, 10000000, 0.000244140625, 0.036988092425438594, 0.96463845343248966},
};

/* R 4.2: p/(1 - p) of qbeta(a, x, n - x + 1) and of qbeta(a, x + 1, n - x, lower = FALSE). */
static const struct {
	double x, n, conf, lo, hi;
} limit[] = {
	{34, 185, 0.95, 0.13076097118413402, 0.2472342399402051},	/* binom.test() */
	{0, 5, 0.95, 0, 0.52182375010498139},
	{0, 5, 0.998, 0, 0.74881135684904199},
	{3, 3, 0.95, 0.29240177382128668, 1},
	{3, 3, 0.998, 0.10000000000000001, 1},
	{10, 30, 0.95, 0.17287422152603923, 0.52812004478988039},
	{10, 30, 0.998, 0.11045856312122666, 0.62824012739365132},
	{217, 3108, 0.95, 0.06110768508758329, 0.07935167281191069},
	{217, 3108, 0.998, 0.056469429257110716, 0.085052021176823089},
	{217, 3108, 0.95, 0.06110768508758329, 0.07935167281191069},
	{217, 3108, 0.998, 0.056469429257110716, 0.085052021176823089},
	{12, 12, 0.95, 0.73535153060294889, 1},
	{12, 12, 0.998, 0.56234132519034907, 1},
	{48300, 96000, 0.95, 0.49995692077506437, 0.50629289038490488},
	{48300, 96000, 0.998, 0.49813296707752597, 0.50811659611074877},
	{1000000, 2000000, 0.95, 0.49930679850754905, 0.500693201492451},
	{1000000, 2000000, 0.998, 0.49890718933202222, 0.50109281066797773},
	{5000000, 10000000, 0.95, 0.49969005252137105, 0.500309947478629},
	{5000000, 10000000, 0.998, 0.4995113414995721, 0.5004886585004279},
	{2353, 10000000, 0.95, 0.00022588877806268838, 0.00024500252989799698},
	{2353, 10000000, 0.998, 0.00022059611133421701, 0.00025067669193797829},
};

static void
test_binomial(void)
{
	struct interval odds = {-1, -2};
	char name[100];

	for (size_t i = 0; i < sizeof(tail) / sizeof(tail[0]); i++) {
		double x = tail[i].x, n = tail[i].n, p = tail[i].p, q = 1 - p;

		snprintf(name, sizeof(name), "tails of %g in %g", x, n);
		is_close(binomial_lower(x, n, p, q), tail[i].lower, 2e-12, name);
		is_close(binomial_upper(x, n, p, q), tail[i].upper, 2e-12, name);
		is_close(binomial_two_sided(x, n, p, q),
		    fmin(1, 2 * fmin(tail[i].lower, tail[i].upper)), 2e-12, name);
	}
	for (size_t i = 0; i < sizeof(limit) / sizeof(limit[0]); i++) {
		snprintf(name, sizeof(name), "limits of %g in %g", limit[i].x, limit[i].n);
		tap_ok(binomial_odds_limits(limit[i].x, limit[i].n, limit[i].conf, &odds) == 0,
		    name);
		is_close(odds.lo / (1 + odds.lo), limit[i].lo, 2e-14, name);
		if (limit[i].hi == 1)
			ok(isinf(odds.hi));
		else
			is_close(odds.hi / (1 + odds.hi), limit[i].hi, 2e-14, name);
	}
	/* by arithmetic: one event in n trials, P(X >= 1) = 1 - q^n */
	ok(binomial_odds_limits(1, 1e9, 0.95, &odds) == 0);
	is_close(odds.lo / (1 + odds.lo), -expm1(log(0.975) / 1e9), 1e-13, "1 of 10^9, lower");
	ok(binomial_odds_limits(1e9 - 1, 1e9, 0.95, &odds) == 0);
	is_close(1 / odds.hi, expm1(-log(0.975) / 1e9), 1e-13, "all but 1 of 10^9, upper");

	odds = (struct interval){-1, -2};
	ok(binomial_odds_limits(4, 3, 0.95, &odds) == -1);
	ok(binomial_odds_limits(0, 0, 0.95, &odds) == -1);
	ok(binomial_odds_limits(1.5, 3, 0.95, &odds) == -1);
	ok(binomial_odds_limits(1, 3, 1, &odds) == -1);
	ok(binomial_odds_limits(1, 3, NAN, &odds) == -1);
	ok(odds.lo == -1 && odds.hi == -2);
	ok(isnan(binomial_pmf(1, 3, -0.5, 1.5)));
	ok(isnan(binomial_lower(-1, 3, 0.5, 0.5)));
	ok(isnan(binomial_two_sided(-1, 3, 0.5, 0.5)));
	is_close(binomial_upper(0, 3, 0.5, 0.5), 1, 0, "none or more");
	is_close(binomial_pmf(3, 3, 1, 0), 1, 0, "certain");
}

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

static void
test_proportion(void)
{
	struct interval ci = {-1, -2};
	char name[100];

	ok(proportion_wilson(4, 3, normal_z(0.95), &ci) == -1);
	ok(proportion_wilson(-1, 3, normal_z(0.95), &ci) == -1);
	ok(proportion_wilson(0, 0, normal_z(0.95), &ci) == -1);
	ok(proportion_wilson(1, INFINITY, normal_z(0.95), &ci) == -1);
	ok(proportion_wilson(1, 3, normal_z(95), &ci) == -1);
	ok(proportion_wilson(1, 3, normal_z(NAN), &ci) == -1);
	ok(ci.lo == -1 && ci.hi == -2);
	for (size_t i = 0; i < sizeof(wilson) / sizeof(wilson[0]); i++) {
		snprintf(name, sizeof(name), "Wilson %g of %g at %g", wilson[i].x, wilson[i].n,
		    wilson[i].conf);
		tap_ok(proportion_wilson(wilson[i].x, wilson[i].n, normal_z(wilson[i].conf), &ci) ==
		    0, name);
		is_close(ci.lo, wilson[i].lo, 1e-14, name);
		is_close(ci.hi, wilson[i].hi, 1e-14, name);
	}
}

/* 56 of 70 and 48 of 80, 9 of 10 and 3 of 10, 10 of 10 and 0 of 20: table II of Newcombe's paper. */
static void
test_difference(void)
{
	struct interval ci = {-1, -2};

	ok(proportion_newcombe(4, 3, 1, 3, 0.95, &ci) == -1 &&
	    proportion_newcombe(1, 3, 1, 0, 0.95, &ci) == -1 && ci.lo == -1);
	ok(proportion_newcombe(56, 70, 48, 80, 0.95, &ci) == 0);
	is_close(ci.lo, 0.0524, 1e-3, "Newcombe's first example, lower");
	is_close(ci.hi, 0.3339, 1e-3, "upper");
	ok(proportion_newcombe(9, 10, 3, 10, 0.95, &ci) == 0);
	is_close(ci.lo, 0.1705, 1e-3, "his second, lower");
	is_close(ci.hi, 0.8090, 1e-3, "upper");
	ok(proportion_newcombe(10, 10, 0, 20, 0.95, &ci) == 0);
	is_close(ci.lo, 0.6791, 1e-3, "all against none, lower");
	is_close(ci.hi, 1, 1e-15, "upper");
	/* mpmath, 50 digits */
	ok(proportion_newcombe(180, 185, 150, 185, 0.95, &ci) == 0);
	is_close(ci.lo, 0.101403614831934, 1e-13, "180 of 185 less 150 of 185, lower");
	is_close(ci.hi, 0.226577262954236, 1e-13, "upper");
}

int
main(void)
{
	gsl_set_error_handler_off();
	test_binomial();
	test_proportion();
	test_difference();
	return done_testing();
}
