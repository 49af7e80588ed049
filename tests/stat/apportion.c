#include "stat/apportion.h"

#include "tap/tap.h"

int
main(void)
{
	/* The board's table 2014-15, Q1 and Q4, as published. */
	const int64_t q1[] = {130, 13, 6, 34, 2}, q4[] = {83, 17, 3, 17, 0};
	const int64_t tie[] = {1, 1, 1}, one[] = {7}, none[] = {0, 0}, bad[] = {3, -1};
	const int64_t huge[] = {INT64_MAX / 2, INT64_MAX / 2}, over[] = {INT64_MAX, 1};
	int64_t share[5];
	bool either[5];

	ok(apportion(q1, 5, 100, share, either) == 0);
	ok(share[0] == 70 && share[1] == 7 && share[2] == 3 && share[3] == 19 && share[4] == 1);
	ok(!either[0] && !either[1] && !either[2] && !either[3] && !either[4]);
	ok(apportion(q4, 5, 100, share, NULL) == 0);
	ok(share[0] == 69 && share[1] == 14 && share[2] == 3 && share[3] == 14 && share[4] == 0);
	ok(apportion(tie, 3, 100, share, either) == 0);
	ok(share[0] == 34 && share[1] == 33 && share[2] == 33);
	ok(either[0] && either[1] && either[2]);
	ok(apportion(tie, 3, 300, share, either) == 0 && share[2] == 100 && !either[2]);
	ok(apportion(tie, 3, 101, share, either) == 0 && share[0] == 34 && share[1] == 34 &&
	    share[2] == 33 && either[0]);
	ok(apportion(one, 1, 1000, share, either) == 0 && share[0] == 1000 && !either[0]);
	ok(apportion(none, 2, 100, share, either) == 0 && share[0] == 0 && share[1] == 0);
	ok(apportion(huge, 2, 1000, share, NULL) == 0 && share[0] == 500 && share[1] == 500);
	ok(apportion(bad, 2, 100, share, NULL) == -1);
	ok(apportion(over, 2, 100, share, NULL) == -1);
	return done_testing();
}
