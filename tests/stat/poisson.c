#include "stat/poisson.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>

#include "stat/distribution.h"
#include "tap/tap.h"

/* R 4.2: qgamma((1 - conf) / 2, count) and qgamma((1 - conf) / 2, count + 1, lower = FALSE). */
static const struct {
	double count, conf, lo, hi;
} exact[] = {
	{0, 0.95, 0, 3.688879454113934},
	{0, 0.998, 0, 6.9077552789821359},
	{0.25, 0.95, 2.6366012956300058e-07, 4.1961476334564836},
	{0.25, 0.998, 6.7496978931153945e-13, 7.5410934859909782},
	{1, 0.95, 0.025317807984289897, 5.5716433909388989},
	{1, 0.998, 0.0010005003335835344, 9.2334134764515845},
	{3, 0.95, 0.61867212289560158, 8.7672730697423233},
	{3, 0.998, 0.19053337756840324, 13.06224077918807},
	{9, 0.95, 4.1153730973783329, 17.084803451419166},
	{9, 0.998, 2.4524244043637751, 22.65737330906293},
	{10, 0.95, 4.7953886961324343, 18.390356042017775},
	{10, 0.998, 2.9605203727437601, 24.133971145417586},
	{30, 0.95, 20.240874021420915, 42.826865394807669},
	{30, 0.998, 15.869170797140358, 51.083124165924382},
	{100, 0.95, 81.363991250923164, 121.62679379242637},
	{100, 0.998, 71.921397495000406, 134.92431906126444},
	{313.4375, 0.95, 279.69461420089459, 350.12958187518728},
	{313.4375, 0.998, 261.56367801087237, 372.09564371336614},
	{999, 0.95, 938.00401856176768, 1062.9211512248878},
	{999, 0.998, 904.16966014448485, 1100.5780982933147},
	{1000.5, 0.95, 939.45752414416881, 1064.4676226071097},
	{1000.5, 0.998, 905.59636549166885, 1102.1513575235674},
	{1159, 0.95, 1093.2269559972128, 1227.6960140257002},
	{1159, 0.998, 1056.6389215536317, 1268.1054510898548},
	{1736, 0.95, 1655.2886877493354, 1819.6290578039352},
	{1736, 0.998, 1610.088799718736, 1868.6475065057982},
	{2251, 0.95, 2158.9608344437461, 2345.9540646904547},
	{2251, 0.998, 2107.2298933158363, 2401.5020033610085},
	{2353, 0.95, 2258.8772623295577, 2450.0371868718771},
	{2353, 0.998, 2205.9450028475044, 2506.786195865704},
	{48300, 0.95, 47870.20153406584, 48732.697228052253},
	{48300, 0.998, 47623.700422426256, 48983.006281934788},
	{1000000, 0.95, 998040.98334029387, 1001961.9119454322},
	{1000000, 0.998, 996912.61731981521, 1003094.0839149702},
	{10000000, 0.95, 9993802.9968842678, 10006199.897731498},
	{10000000, 0.998, 9990230.6771894637, 10009776.022989536},
	{1e9, 0.95, 999938021.44392792191, 1000061981.4504089482},	/* mpmath, 30 digits */
	{1e9, 0.998, 999902281.12397306338, 1000097725.5757662674},
};

/* R 4.2: ppois(count, mean) and ppois(count - 1, mean, lower = FALSE). */
static const struct {
	double count, mean, lower, upper;
} tail[] = {
	{0, 2.5, 0.0820849986238988, 1},
	{3, 3, 0.64723188878223115, 0.57680991887315658},
	{10, 30.25, 1.8842723238358261e-05, 0.99999404222503563},
	{217, 163.384656823509, 0.99997324180467362, 3.6143416368795984e-05},
	{217, 400, 8.4868538022309078e-24, 1},
	{1000, 1000, 0.50840936716850604, 0.50420524418021551},
	{48300, 47000, 0.99999999882943769, 1.2038195172728337e-09},
	{48300, 52000, 6.772023162019874e-61, 1},
	{2353, 1500, 1, 5.3014890991345088e-92},
	{10000000, 9990000, 0.99922069399054303, 0.00078015321525205003},
	{10000000, 10010000, 0.00078610630731150389, 0.99921474656539444},
};

/* mpmath, 40 digits: Byar's for 30 of 20,000 as in testdata/reference/rate_small. */
static void
byar(void)
{
	struct interval ci;

	ok(poisson_byar(30, normal_z(0.95), &ci) == 0);
	is_close(ci.lo, 10.1184695466332 * 2, 1e-14, "Byar's of 30, lower");
	is_close(ci.hi, 21.4141859709994 * 2, 1e-14, "Byar's of 30, upper");
	ok(poisson_byar(0, normal_z(0.95), &ci) == 0);
	ok(isnan(ci.lo));
	ok(poisson_byar(1, normal_z(0.998), &ci) == 0);
	ok(isnan(ci.lo));	/* the formula's cube is negative */
}

static void
refused(void)
{
	struct interval ci = {-1, -2};

	ok(poisson_exact(-1, 0.95, &ci) == -1);
	ok(poisson_exact(NAN, 0.95, &ci) == -1);
	ok(poisson_exact(INFINITY, 0.95, &ci) == -1);
	ok(poisson_exact(1.1e9, 0.95, &ci) == -1);
	ok(poisson_byar(1.1e9, normal_z(0.95), &ci) == -1);
	ok(poisson_exact(3, 0, &ci) == -1);
	ok(poisson_exact(3, 1, &ci) == -1);
	ok(poisson_byar(-1, normal_z(0.95), &ci) == -1);
	ok(poisson_byar(3, normal_z(95), &ci) == -1);
	ok(ci.lo == -1 && ci.hi == -2);
	ok(isnan(poisson_lower(2.5, 3)));
	ok(isnan(poisson_upper(2, -3)));
	ok(isnan(poisson_two_sided(NAN, 3)));
}

/*
 * Every count of a range and the decades above it: the exact limits put exactly the wanted tail on
 * either side. The tails are summed, and proved above against R; GSL's own inverse fails here.
 */
static void
every_count(void)
{
	double worst = 0, lo, hi;
	struct interval ci;

	for (double n = 1; n <= 1e7; n = n < 4000 ? n + 1 : floor(n * 1.01)) {
		if (poisson_exact(n, 0.95, &ci) != 0) {
			worst = INFINITY;
			break;
		}
		lo = poisson_upper(n, ci.lo);
		hi = poisson_lower(n, ci.hi);
		worst = fmax(worst, fmax(fabs(lo / 0.025 - 1), fabs(hi / 0.025 - 1)) / sqrt(n));
	}
	ok(worst < 1e-13);
}

int
main(void)
{
	struct interval ci;
	char name[100];

	gsl_set_error_handler_off();
	for (size_t i = 0; i < sizeof(exact) / sizeof(exact[0]); i++) {
		snprintf(name, sizeof(name), "exact %g at %g", exact[i].count, exact[i].conf);
		tap_ok(poisson_exact(exact[i].count, exact[i].conf, &ci) == 0, name);
		is_close(ci.lo, exact[i].lo, 2e-14, name);
		is_close(ci.hi, exact[i].hi, 2e-14, name);
	}
	for (size_t i = 0; i < sizeof(tail) / sizeof(tail[0]); i++) {
		snprintf(name, sizeof(name), "tails of %g at %g", tail[i].count, tail[i].mean);
		is_close(poisson_lower(tail[i].count, tail[i].mean), tail[i].lower, 1e-12, name);
		is_close(poisson_upper(tail[i].count, tail[i].mean), tail[i].upper, 1e-12, name);
		is_close(poisson_two_sided(tail[i].count, tail[i].mean),
		    fmin(1, 2 * fmin(tail[i].lower, tail[i].upper)), 1e-12, name);
	}
	is_close(poisson_lower(0, 0), 1, 0, "no events of none expected");
	is_close(poisson_upper(2, 0), 0, 0, "two of none expected");
	byar();
	refused();
	every_count();
	return done_testing();
}
