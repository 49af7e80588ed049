#ifndef STAT_LANEY_H
#define STAT_LANEY_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/spc.h"

/*
 * Laney's p' and u' charts: proportions and rates whose denominators vary. Their limits follow the
 * denominator, and are as wide as the values vary from period to period.
 *
 * centre	c = sum x / sum n, over the usable points of the baseline
 * sigma	of a point: sqrt(c (1 - c) / n) for LANEY_P, sqrt(c / n) for LANEY_U
 * z		(x / n - c) / sigma
 * sigma_z	the mean moving range of z / 1.128, screened as in stat/spc.h
 * sigma_used	max(1, sigma_z): a sigma_z below 1 is mostly chance, and would narrow the limits.
 *		0, with a sigma_z of NaN and all lines on c, where c is 0 (or 1 for LANEY_P)
 * lower, upper	c -+ 3 sigma sigma_used; near lines with 2; cut at 0 and, for LANEY_P, at 1
 * plain_*	uncut, with sigma_z: Laney's own limits
 *
 * The rules are those of stat/spc.h. Sides, steps and ties are of the exact fractions.
 * Source: D. B. Laney (2002), Quality Engineering 14, 531-537; qicharts2.
 */
enum laney_kind { LANEY_P, LANEY_U };

struct laney_limits {
	double centre, sigma_z, sigma_used;
	size_t screened;	/* moving ranges left out */
	size_t baseline;	/* points that made the limits */
	bool screen, trial;
};

struct laney_line {
	double value, sigma, z;	/* NaN: not usable, and so are the limits */
	double lower, upper, near_lower, near_upper;
	double plain_lower, plain_upper;
	bool lower_cut, upper_cut;
};

/*
 * One stretch: x[0..len) of n[0..len), usable where both are numbers, x >= 0, n > 0 and, for
 * LANEY_P, x <= n. fix_after as for xmr(). Fills the limits, len lines and len points.
 */
void laney(const double *x, const double *n, size_t len, enum laney_kind kind, bool screen,
    size_t fix_after, bool outside_only, struct laney_limits *l, struct laney_line *line,
    struct spc_point *p);

#endif
