#ifndef TREND_TREND_H
#define TREND_TREND_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/compare.h"
#include "stat/kendall.h"
#include "stat/ols.h"
#include "stat/poisson_trend.h"
#include "stat/xmr.h"
#include "trend/series.h"

/*
 * All statistics of one series. Most use the points that have a number (and, where the series has
 * populations, a population above 0) at their own x, so that gaps stay gaps; XmR uses the series as
 * it is, because a missing point breaks a run. What is not defined is NaN; see each module.
 */
#define TREND_CONF 0.95

/*
 * Moving averages of a quarterly series at point i < n. NaN where a window is not whole: at the
 * ends, or where it contains a NaN of y.
 */
struct moving {
	double sum4;	/* the point and the three before it */
	double mean4;	/* sum4 / 4 */
	double mean2x4;	/* centred: three points and half of the two around them, over 4 */
};
struct moving trend_moving(const double *y, size_t n, size_t i);

/* The stretch from one rebase to the next that a point belongs to. */
struct trend_stretch {
	size_t group;			/* number of rebases before it */
	struct xmr_limits limits;
};

struct trend {
	size_t n;		/* points used */
	size_t n_missing;	/* rows and gaps not used */
	size_t first, last;	/* places in the series of the first and last point, for n > 0 */
	size_t before_last;	/* of the last but one, for n > 1 */
	size_t unbroken;	/* the longest run of points without a gap or a rebase */
	size_t ago;		/* place of the point a year before the last; else the series' n */
	double *x, *y;		/* the n points used, in work */
	double *population;	/* or NULL */
	double first_value, last_value;
	double change, pct_change;		/* last against first; percent */
	double previous, last_vs_previous, pct_vs_previous;	/* the period before the last */
	double year_ago, year_on_year;		/* the same period a year before the last */
	double mk_p;				/* of mk: exact where there is one, else normal */
	double sen_lower, sen_upper, sen_confidence;	/* of sen: the same */
	struct univariate values;
	struct ols ols;
	double next_x;
	struct ols_prediction next;
	struct mann_kendall mk;
	struct theil_sen sen;
	enum poisson_trend_refusal refusal;
	struct poisson_trend poisson;
	struct ratio vs_first, vs_previous, vs_year_ago;	/* exact; of counts only */
	double mean4_last, change4;	/* of the last 4 points; from the fifth last to the last */
	struct xmr_limits limits;	/* since the last rebase */
	struct xmr_point *point;	/* by point of the series */
	struct trend_stretch *stretch;	/* the same */
	double *work;
	struct student_memo memo;
};

struct trend_options {
	bool screen;
	size_t fix_after;	/* 0: no fixed baseline */
	bool tests;		/* line, slopes, Mann-Kendall, Poisson; else these are 0 */
	bool exact;		/* with tests: the slow ones too: vs_* and all of poisson */
};

/* *t starts as {0}; its memory is used again from series to series. */
void trend_of(const struct series *s, const struct trend_options *o, struct trend *t);
void trend_free(struct trend *t);

/* Whether point i has an x, a number and, where the series has populations, one above 0. */
bool trend_is_usable(const struct series *s, size_t i);

#endif
