#ifndef STAT_XMR_H
#define STAT_XMR_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/spc.h"

/*
 * An XmR chart (individual values and moving ranges), for measurements and for counts of some size.
 *
 * Limits: mean -+ 2.66 x the mean moving range; the near lines at two thirds of that. With `screen`
 * (NHSRplotthedots' default) moving ranges of 3.267 times their mean or more are left out once; the
 * NHS Excel tool keeps them. None is left out where that would leave none above 0, as the limits
 * would then equal the mean. The rules are those of stat/spc.h. A missing point (NaN) has no moving
 * range on either side. A point within rounding (1e-12 of the scale) of a line is on it.
 * Source: NHS England, Making Data Count; NHSRplotthedots 0.2.2 (ptd_spc_standard).
 */
struct xmr_limits {
	double mean, mr_bar, mr_bar_unscreened;
	double lower, upper, near_lower, near_upper;
	size_t screened;	/* moving ranges left out */
	size_t baseline;	/* points that made the limits */
	bool screen, trial;	/* as asked; fewer points than SPC_TRIAL */
};

/*
 * One stretch (from one rebase to the next): y[0..n), NaN where missing, to its limits and n
 * points. fix_after: only that many first points make the limits; 0: all. Undefined numbers are
 * NaN: without a baseline all of them, without a moving range all but the mean.
 */
void xmr(const double *y, size_t n, bool screen, size_t fix_after, struct xmr_limits *l,
    struct spc_point *p);

#endif
