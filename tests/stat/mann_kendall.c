/*
 * Mann-Kendall: the exact distribution against every order of the values, listed; a longer series against Python's
 * integers and mpmath.
 */
#include "stat/mann_kendall.h"

#include <stdlib.h>

#include "tap/tap.h"

static double
s_of(const double *y, size_t n)
{
	double s = 0;

	for (size_t j = 1; j < n; j++)
		for (size_t i = 0; i < j; i++)
			s += (y[j] > y[i]) - (y[j] < y[i]);
	return s;
}

/* All orders of y[k..n): how many have |S| at least `least`. */
static void
count_orders(double *y, size_t k, size_t n, double least, double *hits, double *all)
{
	double swap;

	if (k == n) {
		++*all;
		*hits += fabs(s_of(y, n)) >= least;
		return;
	}
	for (size_t i = k; i < n; i++) {
		swap = y[k], y[k] = y[i], y[i] = swap;
		count_orders(y, k + 1, n, least, hits, all);
		swap = y[k], y[k] = y[i], y[i] = swap;
	}
}

static void
against_all_orders(const double *y, size_t n, const char *name)
{
	struct mann_kendall mk;
	double copy[8], hits = 0, all = 0;

	mann_kendall(y, n, &mk);
	memcpy(copy, y, n * sizeof *y);
	count_orders(copy, 0, n, fabs(s_of(y, n)), &hits, &all);
	is_close(mk.s, s_of(y, n), 0, name);
	is_close(mk.p_exact, hits / all, 1e-14, name);
}

int
main(void)
{
	const double plans[] = {185, 139, 117, 120}, ties[] = {2, 1, 1, 3, 3, 3, 2},
	    pairs[] = {1, 1, 2, 2, 3, 3, 1, 1}, distinct[] = {5, 1, 4, 2, 7, 6, 9, 8},
	    groups[] = {3, 3, 1, 1, 2, 2, 2, 5, 5, 5, 6, 1}, equal[] = {4, 4, 4};
	double y[100], many[100000], dist[50 * 49 / 2 + 1], work[16];
	double five[] = {1, 4, 9, 15, 20, 22, 20, 15, 9, 4, 1}, unsorted[] = {3, 1, 2, 2, 0};
	struct mann_kendall mk;

	against_all_orders(plans, 4, "four quarters");
	against_all_orders(ties, 7, "ties of 2, 2 and 3");
	against_all_orders(pairs, 8, "ties of 4, 2 and 2");
	against_all_orders(distinct, 8, "no ties");
	against_all_orders(plans, 2, "two points");
	mann_kendall(groups, 12, &mk);
	is_close(mk.p_exact, 0.23630411255411254, 1e-14, "five groups (Python's integers)");
	is_close(mk.p_min, 1.8037518037518038e-06, 1e-14, "five groups: the least (Python's integers)");
	ok(mk.tied);
	mann_kendall(plans, 4, &mk);
	is_close(mk.p_min, 1 / 12.0, 1e-15, "four points cannot reach 0.05");
	ok(!mk.tied);

	for (int i = 0; i < 100; i++)
		y[i] = i * 37 % 101 + i / 10;
	mann_kendall(y, 100, &mk);
	is_close(mk.s, 441, 0, "S of 100 points");
	is_close(mk.var_s, 112707, 1e-15, "its variance");
	is_close(mk.z, 1.3106213293221503, 1e-14, "z");
	is_close(mk.p_normal, 0.18998572943805831, 1e-13, "normal p (mpmath)");
	is_close(mk.tau_b, 0.08948040910177132, 1e-14, "tau-b (scipy)");
	ok(isnan(mk.p_exact));

	mann_kendall(equal, 3, &mk);
	ok(mk.s == 0 && mk.var_s == 0 && isnan(mk.z) && isnan(mk.p_exact) && isnan(mk.tau_b));
	mann_kendall(equal, 1, &mk);
	ok(isnan(mk.s));

	is_close(inversion_distribution(5, dist), 120, 0, "5! orders");
	ok(memcmp(dist, five, sizeof five) == 0);
	is_close(inversion_distribution(10, dist), 3628800, 0, "10! orders");
	is_close(dist[22], 250749, 0, "of which 250,749 have 22 inversions");

	is_close(inversions(unsorted, 5, work), 7, 0, "inversions");
	ok(unsorted[0] == 0 && unsorted[4] == 3);
	for (int i = 0; i < 100000; i++)
		many[i] = -i;
	mann_kendall(many, 100000, &mk);
	is_close(mk.s, -100000.0 * 99999 / 2, 0, "S of a long falling series");
	return done_testing();
}
