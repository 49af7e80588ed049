/* Moving averages: by hand; longer ones against R in tests/qtrend.sh. */
#include "stat/moving.h"

#include "tap/tap.h"

int
main(void)
{
	const double y[] = {8, 4, 6, 2, 10, 12}, gap[] = {1, 2, NAN, 4, 5, 6, 7, 8}, few[] = {1, 2};
	double sum4[8], mean4[8], mean2x4[8];

	moving(y, 6, sum4, mean4, mean2x4);
	ok(isnan(sum4[2]) && sum4[3] == 20 && sum4[4] == 22 && sum4[5] == 30);
	ok(isnan(mean4[2]) && mean4[3] == 5 && mean4[5] == 7.5);
	ok(isnan(mean2x4[1]) && mean2x4[2] == 5.25 && mean2x4[3] == 6.5 && isnan(mean2x4[4]));
	moving(gap, 8, sum4, mean4, mean2x4);
	ok(isnan(sum4[3]) && isnan(sum4[5]) && sum4[6] == 22 && mean2x4[5] == 6 && isnan(mean2x4[4]));
	moving(few, 2, sum4, mean4, mean2x4);
	ok(isnan(sum4[1]) && isnan(mean2x4[0]));
	moving(few, 0, sum4, mean4, mean2x4);
	ok(isnan(sum4[1]));
	return done_testing();
}
