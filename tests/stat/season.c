/* Seasonal Mann-Kendall: values are in tests/cmd/qtrend-methods.sh; here gaps, ties and edges. */
#include "stat/season.h"

#include "tap/tap.h"

int
main(void)
{
	const double y[] = {1, 5, 2, 6, 3, 7}, tied[] = {2, 2, 2, 2}, one[] = {4},
	    against[] = {1, 3, 2, 2, 3, 1}, gap[] = {1, NAN, 2, 6, NAN, 7};
	const long at[] = {-2, -1, 0, 1, 2, 3}, wide[] = {0, 1, 8, 9}, late[] = {6};
	double long_y[65];
	long long_at[65];
	struct season s;

	/* Two seasons of three years, both rising: P = 2 (1/6)^2. */
	season(y, at, 6, 2, 0.95, &s);
	ok(s.n == 6 && s.nseasons == 2 && s.nyears == 3 && s.span == 3 && s.s == 6);
	is_close(s.p_exact, 2.0 / 36, 1e-14, "exact p by hand");
	ok(s.label[0] == 1 && s.label[1] == 2 && s.s_of[0] == 3 && s.p == s.p_exact);
	ok(s.slope == 1 && s.nslopes == 6);
	season(tied, wide, 4, 4, 0.95, &s);
	ok(s.s == 0 && s.var_s == 0 && isnan(s.z) && isnan(s.p_exact) && isnan(s.hs_p));
	ok(s.nyears == 2 && s.slope == 0 && isnan(s.lower));
	season(one, late, 1, 4, 0.95, &s);
	ok(s.n == 1 && s.label[0] == 3 && isnan(s.slope) && isnan(s.p));
	season(gap, at, 6, 2, 0.95, &s);
	ok(s.n == 4 && s.s == 2 && s.nslopes == 2 && s.slope == 1);
	season(NULL, NULL, 0, 4, 0.95, &s);
	ok(s.n == 0 && s.nseasons == 0 && isnan(s.p));

	/* One season rises as the other falls: with their covariance nothing is left. */
	season(against, at, 6, 2, 0.95, &s);
	ok(s.s == 0 && s.hs_var_s == 0 && isnan(s.hs_z) && isnan(s.hs_p));
	is_close(s.p_exact, 1, 1e-14, "and its exact p is 1");

	/* Beyond the exact distribution. */
	for (int i = 0; i < 65; i++) {
		long_y[i] = i;
		long_at[i] = i;
	}
	season(long_y, long_at, 65, 1, 0.95, &s);
	ok(isnan(s.p_exact) && s.p_normal < 1e-20 && s.p == s.hs_p && s.slope == 1);
	return done_testing();
}
