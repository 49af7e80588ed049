#ifndef STAT_XMR_H
#define STAT_XMR_H

#include <stdbool.h>
#include <stddef.h>

/*
 * An XmR chart (individual values and moving ranges) with the rules of NHS England's Making Data
 * Count.
 *
 * Limits: mean -+ 2.66 x the mean moving range; the near lines at two thirds of that. With `screen`
 * (NHSRplotthedots' default) moving ranges of 3.267 times their mean or more are left out once; the
 * NHS Excel tool keeps them. None is left out where that would leave none above 0, as the limits
 * would then equal the mean.
 *
 * Rules; a point's cause is the first that applies:
 *   outside	strictly beyond a limit
 *   trend	7 points, 6 steps, strictly one way; a tie breaks it
 *   two_of_three	of three points on one side of the mean, two between near line and limit:
 *		those two
 *   shift	7 points on one side of the mean; a point on it breaks it
 * A missing point (NaN) breaks every run and has no moving range on either side. A point within
 * rounding (1e-12 of the scale) of a line is on it.
 * Source: NHS England, Making Data Count; NHSRplotthedots 0.2.2 (ptd_spc_standard,
 * ptd_special_cause_type).
 */
#define XMR_RUN 7
#define XMR_TRIAL 13		/* limits from fewer points are trial limits */
#define XMR_FIX_LEAST 12	/* points of the shortest baseline */

enum xmr_cause {
	XMR_COMMON,
	XMR_ABOVE,
	XMR_BELOW,
	XMR_RISING,
	XMR_FALLING,
	XMR_TWO_ABOVE,
	XMR_TWO_BELOW,
	XMR_SHIFT_ABOVE,
	XMR_SHIFT_BELOW,
};

struct xmr_limits {
	double mean, mr_bar, mr_bar_unscreened;
	double lower, upper, near_lower, near_upper;
	size_t screened;	/* moving ranges left out */
	size_t baseline;	/* points that made the limits */
	bool screen, trial;	/* as asked; fewer points than XMR_TRIAL */
};

struct xmr_point {
	double moving_range;	/* NaN at the start, next to a missing point, after the baseline */
	bool outside, trend, two_of_three, shift;
	enum xmr_cause cause;
};

/*
 * One stretch (from one rebase to the next): y[0..n), NaN where missing, to its limits and n
 * points. fix_after: only that many first points make the limits; 0: all. Undefined numbers are
 * NaN: without a baseline all of them, without a moving range all but the mean.
 */
void xmr(const double *y, size_t n, bool screen, size_t fix_after, struct xmr_limits *l,
    struct xmr_point *p);

struct xmr_cause_words {
	const char *name;	/* NHSRplotthedots': "Above UCL", "7 Point Trend (Increasing)" */
	const char *plain;	/* "above the upper limit", "a run of rises" */
};
extern const struct xmr_cause_words xmr_cause[];	/* by enum xmr_cause */

#endif
