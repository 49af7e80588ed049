#include "trend/wording.h"

#include "tap/tap.h"

int
main(void)
{
	const double plans[] = {185, 139, 117, 120}, flat[] = {3, 3}, gap[] = {1, NAN, 8},
	    wide[] = {-1.7e308, 1.7e308, 0};
	const double least[] = {0, 5e-324};
	double many[100];
	char buf[SPARKLINE_SIZE];

	sparkline(buf, plans, 4);
	is_str(buf, "█▃▁▁", "four quarters");
	sparkline(buf, flat, 2);
	is_str(buf, "▄▄", "all equal");
	sparkline(buf, gap, 3);
	is_str(buf, "▁ █", "a gap is a blank");
	sparkline(buf, wide, 3);
	is_str(buf, "▁█▄", "the widest range");
	sparkline(buf, least, 2);
	is_str(buf, "▁█", "the narrowest");
	ok(sparkline(buf, plans, 0) == 0 && buf[0] == '\0');
	for (int i = 0; i < 100; i++)
		many[i] = i < 60 ? 0 : i;
	ok(sparkline(buf, many, 100) == 3 * SPARKLINE_MOST);
	ok(strncmp(buf, "▁", 3) == 0);
	return done_testing();
}
