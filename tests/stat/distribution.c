#include "stat/distribution.h"

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

static void
test_normal(void)
{
	char name[40];

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		snprintf(name, sizeof(name), "z at %g", known[i].conf);
		is_close(normal_z(known[i].conf), (double)known[i].z, 0, name);
		tap_ok(fabsl(normal_z_long(known[i].conf) / known[i].z - 1) < 1e-15L, name);
	}
	ok(isnan(normal_z(0)));
	ok(isnan(normal_z(1)));
	ok(isnan(normal_z(95)));
	ok(isnan(normal_z(NAN)));
	ok(normal_z(1 - 1e-12) > 7);	/* beyond 10 decimals: as it is */
}

/* Student's t: values from mpmath 1.2 at 40 digits (regularised incomplete beta function). */

static void
test_student(void)
{
	struct student_memo memo = {0};
	static const struct {
		double t, df, p;
	} tail[] = {
		{0, 3, 1}, {0.001, 5, 0.99924078677219765}, {2.5, 2, 0.12961172022151081},
		{-2.5, 2, 0.12961172022151081}, {1.96, 30, 0.059342312896050472},
		{1.96, 31, 0.059037994721611722}, {3.3, 60, 0.0016303065154888852},
		{40, 3, 3.4380680789158528e-5}, {0.5, 1000, 0.61718508083387481},
		{2, 100000, 0.045502963457506463}, {6, 1000000, 1.9738498123544347e-9},
		{1e10, 1, 6.3661977236758134e-11}, {12, 200, 2.4221360052466314e-25},
		{0.01, 20000, 0.99202138711066984}, {5, 50000, 5.7523850569412594e-7},
	};
	static const struct {
		double conf, df, q;
	} quantile[] = {
		{0.95, 1, 12.706204736174705}, {0.95, 2, 4.3026527297494639},
		{0.95, 10, 2.2281388519862747}, {0.95, 31, 2.0395134463964085},
		{0.95, 1000, 1.9623390808264085}, {0.95, 999998, 1.9599663568188516},
		{0.998, 5, 5.8934295313560101},
	};

	for (size_t i = 0; i < sizeof(tail) / sizeof(tail[0]); i++)
		is_close(student_p(tail[i].t, tail[i].df), tail[i].p, 1e-13, "two-sided tail");
	for (size_t i = 0; i < sizeof(quantile) / sizeof(quantile[0]); i++)
		is_close(student_quantile(quantile[i].conf, quantile[i].df), quantile[i].q, 1e-14,
		    "quantile");
	ok(student_p(INFINITY, 4) == 0);
	ok(student_p(1e200, 4) == 0 || student_p(1e200, 4) < 1e-300);
	ok(isnan(student_p(1, 0)));
	ok(isnan(student_p(NAN, 3)));
	ok(student_recall(&memo, 0.95, 5) == student_quantile(0.95, 5));
	ok(student_recall(&memo, 0.95, 5) == student_quantile(0.95, 5));
	ok(student_recall(&memo, 0.95, 6) == student_quantile(0.95, 6));
	ok(student_recall(&memo, 0.9, 6) == student_quantile(0.9, 6));
	ok(isnan(student_quantile(1, 3)));
	ok(isnan(student_quantile(0.95, -1)));
}

int
main(void)
{
	test_normal();
	test_student();
	return done_testing();
}
