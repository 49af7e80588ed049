/* Theil-Sen: ranks against all slopes, sorted; limits against scipy 1.10 (theilslopes). */
#include "stat/theil_sen.h"

#include <stdlib.h>

#include "tap/tap.h"

#define N 700
#define ALL (N * (N - 1) / 2)

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Whole numbers, so that differences are exact and slopes rounded once. */
static double
shape(int which, int i)
{
	switch (which) {
	case 0: return (i * 7919) % 1009;		/* no pattern */
	case 1: return (i * 31) % 5;			/* many ties */
	case 2: return i / 3;				/* a staircase: slopes of 1/3 by the thousand */
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
	is_close(ts.slope, (slope[k / 2 - 1] + slope[k / 2]) / 2, 0, "the median of the sorted slopes");
	is_close(ts.lower, slope[(size_t)ts.rank_lower - 1], 0, "the slope of the lower rank");
	is_close(ts.upper, slope[(size_t)ts.rank_upper - 1], 0, "the slope of the upper rank");
}

int
main(void)
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
	ok(isnan(ts.slope) && isnan(ts.lower) && isnan(ts.rank_lower) && isnan(ts.intercept_conover));
	return done_testing();
}
