#include "stat/normal.h"

#include <math.h>
#include <stdio.h>

#include "tap/tap.h"

/* mpmath, 50 digits: sqrt(2) erfinv(conf) for the decimal conf. */
static const struct {
	double conf;
	long double z;
} known[] = {
	{0.5, 0.674489750196081743202227L},
	{0.8, 1.281551565544600466965103L},
	{0.9, 1.644853626951472714863849L},
	{0.95, 1.959963984540054235524594L},
	{0.99, 2.575829303548900760978577L},
	{0.998, 3.0902323061678135415404L},
	{0.9999, 3.890591886413093967035708L},
};

int
main(void)
{
	char name[40];

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		snprintf(name, sizeof name, "z at %g", known[i].conf);
		is_close(normal_z(known[i].conf), (double)known[i].z, 0, name);
		tap_ok(fabsl(normal_z_long(known[i].conf) / known[i].z - 1) < 1e-15L, name);
	}
	ok(isnan(normal_z(0)));
	ok(isnan(normal_z(1)));
	ok(isnan(normal_z(95)));
	ok(isnan(normal_z(NAN)));
	ok(normal_z(1 - 1e-12) > 7);	/* beyond 10 decimals: as it is */
	return done_testing();
}
