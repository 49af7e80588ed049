#include "stat/step.h"

#include "stat/ols.h"
#include "tap/tap.h"

/* The squares about the line are computed as the filters do. */
static bool
fits(const double *y, size_t n, size_t at)
{
	struct student_memo memo = {0};
	struct ols line;
	double x[32];

	for (size_t i = 0; i < n; i++)
		x[i] = (double)i;
	ols_fit(x, y, n, false, 0.95, &memo, &line);
	return step_fits(y, n, at, line.ss_residual);
}

int
main(void)
{
	const double step[] = {52, 48, 50, 51, 49, 50, 53, 80, 82, 79, 81, 83, 80, 82, 80, 81};
	const double line[] = {50, 53, 54, 58, 59, 61, 66, 67, 69, 73, 74, 78, 79, 82, 85, 86};
	const double flat[] = {5, 5, 5, 5, 5, 5, 5, 9, 9, 9, 9, 9, 9, 9};
	/* up by 10, but rising on either side of it */
	const double both[] = {50, 51, 52, 53, 54, 55, 56, 66, 67, 68, 69, 70, 71, 72};
	/* 14.0 about the line, 9.7 about two means: better, but by too little */
	const double small[] = {0, 2, 1, 0, 2, 1, 0, 2, 4, 3, 2, 4, 3, 2};

	ok(fits(step, 16, 7));
	ok(!fits(step, 16, 3));
	ok(!fits(line, 16, 8));
	ok(fits(flat, 14, 7));
	ok(!fits(both, 14, 7));
	ok(fits((double[]){1, 5, 6, 5, 6, 5, 6, 5}, 8, 1));
	ok(!fits(small, 14, 7));
	return done_testing();
}
