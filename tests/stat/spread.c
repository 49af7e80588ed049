/* Values from mpmath at 50 digits and from R: child protection plans of the North East in 2014. */
#include "stat/spread.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>

#include "tap/tap.h"

#define N 12

static const double counts[N] = {
	    128, 235, 217, 296, 140, 453, 354, 373, 157, 173, 306, 276
};
static const double populations[N] = {
	    20179, 31709, 27501, 42432, 22732, 99624, 60273, 54939, 40476, 29188, 54482, 39942
};
static const double shorts[N] = {	/* plans of three months or less, of all plans */
	    34, 50, 79, 70, 61, 138, 97, 115, 50, 41, 103, 100
};

/* Of one area. */
struct want {
	size_t i;
	double y, s2, lo95, hi95, lo998, hi998;
	const char *class;
};

static void
check(const struct spread *s, double per, const double *x, const double *n, const struct want *w)
{
	struct spread_area a = spread_place(s, x[w->i], n[w->i]);
	struct interval l95 = spread_limits(s, a, 0.95), l998 = spread_limits(s, a, 0.998);
	char name[40];

	snprintf(name, sizeof(name), "area %zu", w->i);
	is_close(a.y, w->y, 1e-12, name);
	is_close(a.s2, w->s2, 1e-12, name);
	is_close(l95.lo * per, w->lo95, 1e-12, name);
	is_close(l95.hi * per, w->hi95, 1e-12, name);
	is_close(l998.lo * per, w->lo998, 1e-12, name);
	is_close(l998.hi * per, w->hi998, 1e-12, name);
	is_str(funnel_name(spread_class(s, a)), w->class, name);
}

static const struct want rates[] = {
	{0, 0.0336260878499702, 0.0020866853310235, 37.9866976770653,
	    85.5133221433799, 27.8160829010791, 102.750271226676, "similar"},
	{1, 0.117251523386381, 0.00132792656011616, 38.694725489995,
	    84.4591849998872, 28.7750673653816, 100.930888782154, "similar"},
	{5, -0.124864279548471, 0.000422661439961488, 39.5860356944591,
	    83.1549363006969, 29.9926474314158, 98.6867791907839, "similar"},
	{8, -0.191724658120453, 0.00104030100046258, 38.972121227265,
	    84.0505882884453, 29.1527848435765, 100.227016984465, "lower95"},
};
static const struct want percents[] = {
	{0, -0.0401433988426771, 0.001953125, 18.2589673996347,
	    43.647201829236, 12.4572824726059, 51.7085664913492, "similar"},
	{1, -0.102182902916673, 0.00106382978723404, 19.2562890411644,
	    42.3822706582651, 13.8176948768725, 49.6947013060025, "similar"},
	{5, 0.0030827512808099, 0.000551876379690949, 19.8889375032493,
	    41.5952856662523, 14.6966365127929, 48.43787678981, "similar"},
	{11, 0.0643108893074499, 0.000905797101449275, 19.4464526120297,
	    42.1444872884561, 14.0806395797695, 49.315242312186, "similar"},
};

int
main(void)
{
	long double work[3 * N];
	const double none[N] = {0};
	struct spread s;

	gsl_set_error_handler_off();
	ok(spread(counts, populations, N, SPREAD_SQUARE_ROOT, work, &s) == 0);
	is_close(s.chisq, 113.116095550009, 1e-12, "chi-square");
	is_close(s.phi, 9.90316747352489, 1e-12, "phi");
	is_close(s.phi_winsorised, 8.36482484348833, 1e-12, "winsorised");
	is_close(s.c, 0.716987892286208, 1e-12, "c");
	is_close(s.phi_corrected, 11.6666193857417, 1e-12, "corrected");
	is_close(s.tau2, 0.00833867236920866, 1e-11, "tau2");
	for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); i++)
		check(&s, 10000, counts, populations, &rates[i]);

	ok(spread(shorts, counts, N, SPREAD_ARCSINE, work, &s) == 0);
	is_close(s.chisq, 43.1345134735451, 1e-12, "chi-square");
	is_close(s.phi, 3.61268458079255, 1e-12, "phi");
	is_close(s.tau2, 0.00315595829235053, 1e-11, "tau2");
	for (size_t i = 0; i < sizeof(percents) / sizeof(percents[0]); i++)
		check(&s, 100, shorts, counts, &percents[i]);

	/* Few areas, equal areas, nothing and everything. */
	ok(spread(counts, populations, 9, SPREAD_SQUARE_ROOT, work, &s) == 0 && isnan(s.tau2));
	ok(spread_class(&s, spread_place(&s, 128, 20179)) == FUNNEL_NONE);
	ok(spread_side(&s, spread_place(&s, 128, 20179), 0.95) == COMPARE_NONE);
	ok(spread(counts, counts, N, SPREAD_SQUARE_ROOT, work, &s) == 0 && s.tau2 == 0);
	ok(spread_side(&s, spread_place(&s, 128, 128), 0.95) == COMPARE_SIMILAR);
	ok(spread(none, counts, N, SPREAD_SQUARE_ROOT, work, &s) == -1);
	ok(spread(counts, counts, N, SPREAD_ARCSINE, work, &s) == -1);
	return done_testing();
}
