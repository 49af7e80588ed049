/* Least squares: NIST StRD Norris and NoInt1 are in tests/cmd/qtrend.sh; here NoInt2 and edges. */
#include "stat/ols.h"

#include "tap/tap.h"

/* NIST StRD NumAcc1 and NumAcc4 (certified), and what is not defined. */

static void
test_univariate(void)
{
	struct univariate u;
	double y[1001], big[] = {1e308, 1.5e308, 1.2e308}, tiny[] = {1e-310, 3e-310}, v[] = {3, 1,
	    2, 4};

	y[0] = 10000001;	/* NumAcc1 */
	y[1] = 10000003;
	y[2] = 10000002;
	univariate(y, 3, &u);
	is_close(u.mean, 10000002, 1e-15, "NumAcc1 mean");
	is_close(u.sd, 1, 1e-15, "NumAcc1 sd");
	is_close(u.lag1, -0.5, 1e-15, "NumAcc1 lag-1 autocorrelation");
	is_close(u.median, 10000002, 0, "median of three");
	y[0] = 10000000.2;	/* NumAcc4 */
	for (int i = 1; i < 1001; i++)
		y[i] = i % 2 == 1 ? 10000000.1 : 10000000.3;
	univariate(y, 1001, &u);
	is_close(u.mean, 10000000.2, 1e-15, "NumAcc4 mean");
	is_close(u.sd, 0.1, 1e-8, "NumAcc4 sd: as far as the doubles hold the decimals");
	is_close(u.lag1, -0.999, 1e-8, "NumAcc4 lag-1 autocorrelation");
	univariate(big, 3, &u);
	is_close(u.mean, 1.2333333333333333e308, 1e-15, "no overflow: mean");
	is_close(u.sd, 2.5166114784235832e307, 1e-14, "no overflow: sd");
	univariate(tiny, 2, &u);
	is_close(u.sd, 1.4142135623731e-310, 1e-12, "no underflow");
	univariate(y, 0, &u);
	ok(u.n == 0 && isnan(u.mean) && isnan(u.min) && isnan(u.median));
	univariate(y, 1, &u);
	ok(u.mean == 10000000.2 && u.median == u.mean && isnan(u.sd) && isnan(u.lag1));
	y[0] = y[1] = y[2] = 0.1;
	univariate(y, 3, &u);
	ok(u.mean == 0.1 && u.sd == 0 && isnan(u.lag1));
	is_close(univariate_median(v, 4), 2.5, 0, "median of four");
	ok(isnan(univariate_median(v, 0)));
}

static void
test_line(void)
{
	struct student_memo memo = {0};
	double x[] = {4, 5, 6}, y[] = {3, 4, 4};
	double t[] = {1, 2, 3, 4, 5}, line[5], flat[] = {7, 7, 7, 7, 7}, same[] = {2, 2, 2};
	double dates[] = {41000, 41030, 41060, 41091, 41121}, far[5];
	struct ols o;
	struct ols_prediction p;

	/* NoInt2, certified */
	ok(ols_fit(x, y, 3, true, 0.95, &memo, &o) == 0);
	is_close(o.b1, 0.727272727272727, 1e-14, "NoInt2 slope");
	is_close(o.b1_sd, 0.420827318078432E-01, 1e-14, "NoInt2 its standard error");
	is_close(o.sigma, 0.369274472937998, 1e-14, "NoInt2 residual sd");
	is_close(o.r2, 0.993348115299335, 1e-14, "NoInt2 r squared");
	is_close(o.f, 298.6666666666667, 1e-14, "NoInt2 F");
	ok(o.df == 2 && isnan(o.b0_sd) && o.b0 == 0);

	for (int i = 0; i < 5; i++)
		line[i] = 0.1 * (i + 1);
	ok(ols_fit(t, line, 5, false, 0.95, &memo, &o) == 0);
	is_close(o.b1, 0.1, 1e-15, "a perfect line of decimals");
	ok(o.ss_residual == 0 && o.r2 == 1 && isnan(o.p) && isnan(o.durbin_watson));
	ok(o.lower == o.upper);
	ok(ols_fit(t, flat, 5, false, 0.95, &memo, &o) == 0);
	ok(o.b1 == 0 && o.b0 == 7 && isnan(o.r2) && o.b1_sd == 0);
	ok(ols_fit(same, t, 3, false, 0.95, &memo, &o) == -1);
	ok(ols_fit(t, line, 1, false, 0.95, &memo, &o) == -1);
	ok(ols_fit(t, line, 2, false, 0.95, &memo, &o) == 0);
	ok(o.df == 0 && isnan(o.lower) && isnan(o.sigma));

	/* 3, 1, 4, 1, 5: by hand slope 4/10, intercept 1.6, rss 12.8 - 1.6 = 11.2 */
	double pi[] = {3, 1, 4, 1, 5};
	ok(ols_fit(t, pi, 5, false, 0.95, &memo, &o) == 0);
	is_close(o.b1, 0.4, 1e-15, "slope by hand");
	is_close(o.b0, 1.6, 1e-15, "intercept by hand");
	is_close(o.ss_residual, 11.2, 1e-15, "residual sum of squares by hand");
	p = ols_predict(&o, 6);
	is_close(p.fit, 4, 1e-15, "prediction");
	is_close(p.se, sqrt(11.2 / 3 * (1 + 0.2 + 0.9)), 1e-15, "its standard error");
	is_close(p.upper - p.fit, 3.1824463052837078 * p.se, 1e-14, "its limits");

	for (int i = 0; i < 5; i++)	/* the same figures, badly placed */
		far[i] = 1e6 + pi[i];
	ok(ols_fit(t, far, 5, false, 0.95, &memo, &o) == 0);
	is_close(o.b1, 0.4, 1e-14, "slope on an offset of a million");
	is_close(o.ss_residual, 11.2, 1e-13, "residuals on an offset of a million");
	ok(ols_fit(dates, pi, 5, false, 0.95, &memo, &o) == 0);
	is_close(o.b1, 0.013113754193351632, 1e-13, "slope on dates (mpmath)");
	for (int i = 0; i < 5; i++) {
		far[i] = pi[i] * 1e299;
		dates[i] = t[i] * 1e-300;
	}
	ok(ols_fit(t, far, 5, false, 0.95, &memo, &o) == 0);
	is_close(o.b1, 0.4e299, 1e-14, "near 1e300");
	ok(ols_fit(dates, t, 5, false, 0.95, &memo, &o) == 0);
	is_close(o.b1, 1e300, 1e-14, "x near 1e-300");
}

int
main(void)
{
	test_univariate();
	test_line();
	return done_testing();
}
