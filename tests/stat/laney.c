/* p' and u' charts: values are in tests/cmd/qtrend-methods.sh; here missing points, ends and edges. */
#include "stat/laney.h"

#include "tap/tap.h"

#define N 8

static struct laney_limits l;
static struct laney_line line[N];
static struct spc_point p[N];

int
main(void)
{
	const double x[N] = {5, 6, NAN, 4, 7, 12, 5, 6}, n[N] = {10, 12, 10, 0, 14, 10, 10, 12};
	const double none[N] = {0}, ten[N] = {10, 10, 10, 10, 10, 10, 10, 10};
	const double half[N] = {5, 5, 5, 5, 5, 5, 5, 6};

	/* Usable: 0, 1, 4, 6, 7; not those missing, of no denominator, above it. */
	laney(x, n, N, LANEY_P, true, 0, false, &l, line, p);
	ok(l.baseline == 5 && l.trial);
	is_close(l.centre, 29.0 / 58, 1e-15, "the centre is of sums");
	ok(isnan(line[2].value) && isnan(line[3].lower) && isnan(line[5].upper));
	ok(l.sigma_z == 0 && l.sigma_used == 1);	/* all are one half */
	is_close(line[0].sigma, sqrt(0.25 / 10), 1e-15, "a point's own sigma");
	is_close(line[0].upper, 0.5 + 3 * sqrt(0.25 / 10), 1e-15, "three of them above");
	ok(!line[0].upper_cut && line[0].plain_upper == 0.5);
	laney(x, n, N, LANEY_U, true, 0, false, &l, line, p);
	ok(l.baseline == 6 && line[5].value == 1.2 && !line[5].upper_cut);

	laney(none, ten, N, LANEY_U, true, 0, false, &l, line, p);
	ok(l.centre == 0 && isnan(l.sigma_z) && l.sigma_used == 0);
	ok(line[0].lower == 0 && line[0].upper == 0 && !p[0].outside && p[7].cause == SPC_COMMON);
	laney(ten, ten, N, LANEY_P, true, 0, false, &l, line, p);
	ok(l.centre == 1 && isnan(l.sigma_z) && line[0].upper == 1 && !line[0].upper_cut);

	laney(half, ten, N, LANEY_P, true, 4, false, &l, line, p);
	ok(l.baseline == 4 && l.centre == 0.5);		/* the first four */
	laney(half, ten, 1, LANEY_P, true, 0, false, &l, line, p);
	ok(l.centre == 0.5 && isnan(l.sigma_z) && isnan(line[0].lower));	/* no range */
	laney(x + 2, n + 2, 1, LANEY_P, true, 0, false, &l, line, p);
	ok(l.baseline == 0 && isnan(l.centre) && p[0].cause == SPC_COMMON);
	return done_testing();
}
