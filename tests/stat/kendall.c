#include "stat/kendall.h"

#include <stdlib.h>

#include "tap/tap.h"

/*
 * Mann-Kendall: the exact distribution against a list of every order of the values; a longer series
 * against Python's integers and mpmath.
 */
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
	memcpy(copy, y, n * sizeof(*y));
	count_orders(copy, 0, n, fabs(s_of(y, n)), &hits, &all);
	is_close(mk.s, s_of(y, n), 0, name);
	is_close(mk.p_exact, hits / all, 1e-14, name);
}

static void
test_mann_kendall(void)
{
	const double plans[] = {185, 139, 117, 120}, ties[] = {2, 1, 1, 3, 3, 3, 2},
	    pairs[] = {1, 1, 2, 2, 3, 3, 1, 1}, distinct[] = {5, 1, 4, 2, 7, 6, 9, 8},
	    groups[] = {3, 3, 1, 1, 2, 2, 2, 5, 5, 5, 6, 1}, equal[] = {4, 4, 4};
	double y[100], many[100000], dist[KENDALL_TERMS], work[16], orders = 0;
	const size_t ones[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
	double five[] = {1, 4, 9, 15, 20, 22, 20, 15, 9, 4, 1}, unsorted[] = {3, 1, 2, 2, 0};
	struct mann_kendall mk;

	against_all_orders(plans, 4, "four quarters");
	against_all_orders(ties, 7, "ties of 2, 2 and 3");
	against_all_orders(pairs, 8, "ties of 4, 2 and 2");
	against_all_orders(distinct, 8, "no ties");
	against_all_orders(plans, 2, "two points");
	mann_kendall(groups, 12, &mk);
	is_close(mk.p_exact, 0.23630411255411254, 1e-14, "five groups (Python's integers)");
	is_close(mk.p_min, 1.8037518037518038e-06, 1e-14,
	    "five groups: the least (Python's integers)");
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

	ok(kendall_distribution(ones, 5, dist) == 11);
	ok(memcmp(dist, five, sizeof(five)) == 0);
	ok(kendall_distribution(ones, 10, dist) == 46);
	for (int i = 0; i < 46; i++)
		orders += dist[i];
	is_close(orders, 3628800, 0, "10! orders");
	is_close(dist[22], 250749, 0, "250,749 of them have 22 inversions");

	is_close(kendall_inversions(unsorted, 5, work), 7, 0, "inversions");
	ok(unsorted[0] == 0 && unsorted[4] == 3);
	for (int i = 0; i < 100000; i++)
		many[i] = -i;
	mann_kendall(many, 100000, &mk);
	is_close(mk.s, -100000.0 * 99999 / 2, 0, "S of a long falling series");
}

/* Theil-Sen: ranks against all slopes, sorted; limits against scipy 1.10 (theilslopes). */

#define N 700
#define ALL (N * (N - 1) / 2)

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Whole numbers: differences are exact, slopes rounded once. */
static double
shape(int which, int i)
{
	switch (which) {
	case 0: return (i * 7919) % 1009;		/* no pattern */
	case 1: return (i * 31) % 5;			/* many ties */
	case 2: return i / 3;				/* a staircase: many slopes of 1/3 */
	case 3: return -2 * i;				/* one slope only */
	default: return i % 2 == 0 ? i * i : -i;	/* two branches */
	}
}

static void
against_all(int which)
{
	static double slope[ALL];
	double x[N], y[N];
	struct mann_kendall mk;
	struct theil_sen ts;
	size_t k = 0;

	for (int i = 0; i < N; i++) {
		x[i] = i + i / 50;			/* with gaps */
		y[i] = shape(which, i);
		for (int j = 0; j < i; j++)
			slope[k++] = (y[i] - y[j]) / (x[i] - x[j]);
	}
	qsort(slope, k, sizeof(*slope), compare);
	mann_kendall(y, N, &mk);
	theil_sen(x, y, N, &mk, 0.95, &ts);
	is_close(ts.slope, (slope[k / 2 - 1] + slope[k / 2]) / 2, 0,
	    "the median of the sorted slopes");
	is_close(ts.lower, slope[(size_t)ts.rank_lower - 1], 0, "the slope of the lower rank");
	is_close(ts.upper, slope[(size_t)ts.rank_upper - 1], 0, "the slope of the upper rank");
}

static void
test_theil_sen(void)
{
	const double five[] = {10, 14, 13, 20, 22}, x5[] = {1, 2, 5, 6, 9};
	static double x[THEIL_SEN_MOST + 1], y[THEIL_SEN_MOST + 1];
	struct mann_kendall mk;
	struct theil_sen ts;

	for (int which = 0; which < 5; which++)
		against_all(which);

	for (int i = 0; i < 100; i++) {
		x[i] = i;
		y[i] = i * 37 % 101 + i / 10;
	}
	mann_kendall(y, 100, &mk);
	theil_sen(x, y, 100, &mk, 0.95, &ts);
	is_close(ts.slope, 0.14634146341463414, 1e-15, "slope (scipy)");
	is_close(ts.lower, -0.10526315789473684, 1e-15, "lower limit (scipy)");
	is_close(ts.upper, 0.36363636363636365, 1e-15, "upper limit (scipy)");
	is_close(ts.intercept_conover, 46.75609756097561, 1e-15, "Conover's intercept (scipy)");
	ok(isnan(ts.exact_rank));

	/* Slopes by hand: 4, 3/4, 2, 3/2, -1/3, 3/2, 8/7, 7, 9/4, 2/3 */
	mann_kendall(five, 5, &mk);
	theil_sen(x5, five, 5, &mk, 0.95, &ts);
	is_close(ts.slope, 1.5, 1e-15, "five points: slope");
	is_close(ts.exact_rank, 1, 0, "five points: limits are the extreme slopes");
	is_close(ts.exact_lower, -1 / 3.0, 1e-15, "five points: lower");
	is_close(ts.exact_upper, 7, 1e-15, "five points: upper");
	is_close(ts.exact_confidence, 1 - 2 / 120.0, 1e-15, "five points: coverage 98.3%");
	mann_kendall(five, 4, &mk);
	theil_sen(x5, five, 4, &mk, 0.95, &ts);
	ok(ts.exact_rank == 0 && isnan(ts.exact_lower));
	theil_sen(x5, five, 1, &mk, 0.95, &ts);
	ok(isnan(ts.slope));

	for (int i = 0; i < 7; i++) {	/* 21 slopes, C = 0: 10.5 goes to 10, the even rank */
		x[i] = i;
		y[i] = 4;
	}
	mann_kendall(y, 7, &mk);
	theil_sen(x, y, 7, &mk, 0.95, &ts);
	is_close(ts.rank_lower, 10, 0, "halves go to the even rank");
	is_close(ts.rank_upper, 11, 0, "and the upper is one above");

	for (int i = 0; i <= THEIL_SEN_MOST; i++) {	/* y = 3x + noise symmetric about 0 */
		x[i] = i;
		y[i] = 3 * i + (i % 3 - 1);
	}
	mann_kendall(y, THEIL_SEN_MOST, &mk);
	theil_sen(x, y, THEIL_SEN_MOST, &mk, 0.95, &ts);
	is_close(ts.slope, 3, 1e-15, "as many points as are taken");
	theil_sen(x, y, THEIL_SEN_MOST + 1, &mk, 0.95, &ts);
	ok(isnan(ts.slope) && isnan(ts.lower) && isnan(ts.rank_lower) &&
	    isnan(ts.intercept_conover));
}

int
main(void)
{
	test_mann_kendall();
	test_theil_sen();
	return done_testing();
}
