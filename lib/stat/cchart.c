#include "stat/cchart.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stat/poisson.h"

#define LIMIT 3		/* standard deviations of a normal value with the same tail */
#define NEAR 2
#define RARE (7 * M_LN2)	/* seven values on one side of a median */

/* The smallest r with P(X > r) <= tail; with `low`, the smallest with P(X <= r) >= tail. */
static double
quantile(double mean, double tail, bool low)
{
	double r = fmax(0, floor(mean - 10 * sqrt(mean) - 10));

	while (low ? poisson_lower(r, mean) < tail : poisson_upper(r + 1, mean) > tail)
		r++;
	return r;
}

static size_t
run_of(double p)
{
	double run = p <= 0 ? SPC_RUN : p < 1 ? ceil(RARE / -log(p)) : INFINITY;

	return run < SPC_RUN ? SPC_RUN : run < 1e9 ? (size_t)run : 1000000000;
}

static void
draw(double sum, struct cchart_limits *l)
{
	const double far = erfc(LIMIT / M_SQRT2) / 2, near = erfc(NEAR / M_SQRT2) / 2;
	double n = (double)l->baseline, c = sum / n, below = ceil(c), above = floor(c);

	l->centre = c;
	if (c > POISSON_MAX)
		return;
	l->lower = quantile(c, far, true);
	l->upper = quantile(c, far, false);
	l->near_lower = quantile(c, near, true);
	l->near_upper = quantile(c, near, false);
	l->rules.run_below = run_of(below > 0 ? poisson_lower(below - 1, c) : 0);
	l->rules.run_above = run_of(c > 0 ? poisson_upper(above + 1, c) : 0);
}

void
cchart(const double *y, size_t n, size_t fix_after, bool outside_only, struct cchart_limits *l,
    struct spc_point *p)
{
	struct spc_mark *mark = xcalloc(n, sizeof(*mark));
	size_t fixed = fix_after > 0 && fix_after < n ? fix_after : n;
	double sum = 0, all;

	*l = (struct cchart_limits){NAN, NAN, NAN, NAN, NAN, {SPC_RUN, SPC_RUN, outside_only}, 0,
	    n < SPC_TRIAL};
	for (size_t i = 0; i < fixed; i++)
		if (!isnan(y[i])) {
			sum += y[i];
			l->baseline++;
		}
	if (l->baseline > 0)
		draw(sum, l);
	for (size_t i = 0; i < n; i++) {
		all = y[i] * (double)l->baseline;
		p[i].moving_range = NAN;
		mark[i].side = (all > sum) - (all < sum);
		mark[i].step = i > 0 ? (y[i] > y[i - 1]) - (y[i] < y[i - 1]) : 0;
		mark[i].outside = y[i] > l->upper || y[i] < l->lower;
		mark[i].near = y[i] > l->near_upper || y[i] < l->near_lower;
	}
	spc_judge(mark, n, l->rules, p);
	free(mark);
}
