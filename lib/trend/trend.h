#ifndef TREND_TREND_H
#define TREND_TREND_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/compare.h"
#include "stat/kendall.h"
#include "stat/ols.h"
#include "stat/poisson_trend.h"
#include "stat/univariate.h"
#include "stat/xmr.h"
#include "trend/series.h"

/*
 * Everything that is worked out for one series: what qtrend's rows are made of. The statistics take the points that have a
 * number (and, where the series has populations, a population above 0) at their own x, so that gaps stay gaps; XmR
 * takes the series as it is, for a missing point breaks a run. NaN where not defined; see each module.
 */
#define TREND_CONF 0.95

struct trend {
	size_t n;		/* points used */
	size_t n_input;		/* rows of the input */
	size_t n_missing;	/* rows and gaps not used */
	size_t first, last;	/* their places in the series, for n > 0 */
	size_t before_last;	/* of the last but one, for n > 1 */
	size_t unbroken;	/* the longest stretch of points without a gap or a rebase between them */
	size_t ago;		/* of the point a year before the last, where it is used; else the series' n */
	double *x, *y;		/* the n points used; they belong to the trend_work */
	double *population;	/* or NULL */
	double change, pct_change;		/* last against first; percent */
	double previous, last_vs_previous, pct_vs_previous;	/* the period before the last; NaN where it is missing */
	double year_ago, year_on_year;		/* the same period a year before the last */
	struct univariate values;
	bool lined;		/* ols is filled */
	struct ols ols;
	double next_x;
	struct ols_prediction next;
	struct mann_kendall mk;
	struct theil_sen sen;
	enum poisson_trend_refusal refusal;
	struct poisson_trend poisson;
	struct ratio vs_first, vs_previous, vs_year_ago;	/* exact; NaN where not two counts above 0 together */
	double mean4_last, change4;	/* of the last four points; from the fifth last to the last */
	struct xmr_limits limits;	/* of the last stretch */
	struct xmr_limits *limits_of;	/* by point of the series */
	struct xmr_point *point;	/* by point of the series */
	size_t *group;			/* which stretch, from 0 */
};

struct trend_options {
	bool screen;
	size_t fix_after;	/* 0: no fixed baseline */
	bool tests;		/* line, slopes, Mann-Kendall, Poisson; else they are left 0 */
	bool percent;		/* the values are percentages, no counts: no Poisson trend, no ratio of counts */
	bool exact;		/* with tests: vs_first, vs_previous, vs_year_ago, and all of poisson, which take the longest */
};

/* Room that is used again for one series after the other. Starts as {0}. */
struct trend_work {
	double *value;
	struct xmr_limits *limits;
	struct xmr_point *point;
	size_t *group;
	size_t cap;
	struct student_memo memo;
};

void trend_of(const struct series *s, const struct trend_options *o, struct trend_work *w,
    struct trend *t);
/* Point i has a place, a number and, where the series has populations, one above 0. */
bool trend_usable(const struct series *s, size_t i);

void trend_work_free(struct trend_work *w);

#endif
