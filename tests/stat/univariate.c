#include "stat/univariate.h"

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

/* Moving averages: by hand; longer ones against R in tests/cmd/qtrend.sh. */
static void
test_moving(void)
{
	const double y[] = {8, 4, 6, 2, 10, 12}, gap[] = {1, 2, NAN, 4, 5, 6, 7, 8}, few[] = {1, 2};

	ok(isnan(moving_at(y, 6, 2).sum4) && moving_at(y, 6, 3).sum4 == 20);
	ok(moving_at(y, 6, 4).sum4 == 22 && moving_at(y, 6, 5).sum4 == 30);
	ok(isnan(moving_at(y, 6, 2).mean4) && moving_at(y, 6, 3).mean4 == 5);
	ok(moving_at(y, 6, 5).mean4 == 7.5);
	ok(isnan(moving_at(y, 6, 1).mean2x4) && moving_at(y, 6, 2).mean2x4 == 5.25);
	ok(moving_at(y, 6, 3).mean2x4 == 6.5 && isnan(moving_at(y, 6, 4).mean2x4));
	ok(isnan(moving_at(gap, 8, 3).sum4) && isnan(moving_at(gap, 8, 5).sum4));
	ok(moving_at(gap, 8, 6).sum4 == 22 && moving_at(gap, 8, 5).mean2x4 == 6);
	ok(isnan(moving_at(gap, 8, 4).mean2x4));
	ok(isnan(moving_at(few, 2, 1).sum4) && isnan(moving_at(few, 2, 0).mean2x4));
}

int
main(void)
{
	test_univariate();
	test_moving();
	return done_testing();
}
