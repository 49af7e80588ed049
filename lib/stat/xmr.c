#include "stat/xmr.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

#define WIDTH 2.66L
#define ROUNDING 1e-12

static void
limits(const double *y, size_t n, bool screen, size_t fixed, struct xmr_limits *l,
    struct spc_point *p)
{
	long double *moving = xcalloc(n, sizeof(*moving)), sum = 0, mean, range, all;

	*l = (struct xmr_limits){.screen = screen, .trial = n < SPC_TRIAL};
	for (size_t i = 0; i < n; i++) {
		if (i < fixed && !isnan(y[i])) {
			sum += y[i];
			l->baseline++;
		}
		moving[i] = i > 0 && i < fixed ? (long double)fabs(y[i] - y[i - 1]) : NAN;
		p[i] = (struct spc_point){.moving_range = (double)moving[i]};
	}
	mean = l->baseline > 0 ? sum / l->baseline : NAN;
	range = spc_mean_range(moving, n, screen, &all, &l->screened);
	l->mr_bar_unscreened = (double)all;
	l->mean = (double)mean;
	l->mr_bar = (double)range;
	l->lower = (double)(mean - WIDTH * range);
	l->upper = (double)(mean + WIDTH * range);
	l->near_lower = (double)(mean - 2 * WIDTH / 3 * range);
	l->near_upper = (double)(mean + 2 * WIDTH / 3 * range);
	free(moving);
}

/* Above by more than rounding. False for NaN. */
static bool
is_above(double a, double b)
{
	return a - b > ROUNDING * fmax(fabs(a), fabs(b));
}

void
xmr(const double *y, size_t n, bool screen, size_t fix_after, struct xmr_limits *l,
    struct spc_point *p)
{
	const struct spc_rules rules = {SPC_RUN, SPC_RUN, false};
	struct spc_mark *mark = xcalloc(n, sizeof(*mark));

	limits(y, n, screen, fix_after > 0 && fix_after < n ? fix_after : n, l, p);
	for (size_t i = 0; i < n; i++) {
		mark[i].side = is_above(y[i], l->mean) - is_above(l->mean, y[i]);
		mark[i].step = i > 0 ? (y[i] > y[i - 1]) - (y[i] < y[i - 1]) : 0;
		mark[i].outside = is_above(y[i], l->upper) || is_above(l->lower, y[i]);
		mark[i].near = is_above(y[i], l->near_upper) || is_above(l->near_lower, y[i]);
	}
	spc_judge(mark, n, rules, p);
	free(mark);
}
