#ifndef STAT_SPC_H
#define STAT_SPC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

/*
 * The rules of NHS England's Making Data Count, for any control chart; a point's cause is the first
 * that applies:
 *   outside	strictly beyond a limit
 *   trend	7 points, 6 steps, strictly one way; a tie breaks it
 *   two_of_three	of three points on one side of the centre, two between near line and limit:
 *		those two
 *   shift	a run of points on one side of the centre; a point on it breaks it
 * A missing point breaks every run.
 * Source: NHS England, Making Data Count; NHSRplotthedots 0.2.2 (ptd_special_cause_type).
 */
#define SPC_RUN 7
#define SPC_TRIAL 13		/* limits from fewer points are trial limits */
#define SPC_FIX_LEAST 12	/* points of the shortest baseline */
#define SPC_SCREEN 3.267L	/* moving ranges from this many means on are left out */

enum spc_cause {
	SPC_COMMON,
	SPC_ABOVE,
	SPC_BELOW,
	SPC_RISING,
	SPC_FALLING,
	SPC_TWO_ABOVE,
	SPC_TWO_BELOW,
	SPC_SHIFT_ABOVE,
	SPC_SHIFT_BELOW,
};

/* What the rules need to know of a point, whatever the chart. */
struct spc_mark {
	int side;		/* of the centre: 1, -1; 0 on it or missing */
	int step;		/* from the point before: 1, -1; 0: a tie, or one is missing */
	bool near;		/* beyond the near line; of a point outside it does not matter */
	bool outside;
};

struct spc_point {
	double moving_range;	/* NaN at the start, next to a missing point, after the baseline */
	bool outside, trend, two_of_three, shift;
	enum spc_cause cause;
};

struct spc_rules {
	size_t run_below, run_above;	/* points of a shift */
	bool outside_only;		/* none of the other rules */
};

/* Fills all but moving_range of p[0..n). */
void spc_judge(const struct spc_mark *mark, size_t n, struct spc_rules rules, struct spc_point *p);

/*
 * The mean of the moving ranges that are not NaN. With `screen`, those of 3.267 times their mean or
 * more are left out once, unless that would leave none above 0. *all is the mean before that,
 * *screened how many were left out. NaN without a range.
 */
long double spc_mean_range(const long double *range, size_t n, bool screen, long double *all,
    size_t *screened);

/* 1: the value is higher than usual by this cause; -1: lower; 0: SPC_COMMON. */
int spc_direction(enum spc_cause cause);

/* NHSRplotthedots' name, with the number of points of a shift: "7 Points Above CL". */
#define SPC_NAME 40
const char *spc_name(char buf[SPC_NAME], enum spc_cause cause, struct spc_rules rules);

/* "above the upper control limit", "a run of rises". */
const char *spc_plain(enum spc_cause cause);
const char *spc_plain_name(struct slice name);		/* of a spc_name(); NULL: none of them */

#endif
