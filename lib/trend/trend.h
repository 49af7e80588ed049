#ifndef TREND_TREND_H
#define TREND_TREND_H

#include <stdbool.h>
#include <stddef.h>

#include "stat/compare.h"
#include "stat/contingency.h"
#include "stat/kendall.h"
#include "stat/logit.h"
#include "stat/ols.h"
#include "stat/poisson_trend.h"
#include "stat/quasi.h"
#include "stat/season.h"
#include "table/options.h"
#include "trend/chart.h"
#include "trend/series.h"

/*
 * All statistics of one series, of its figures: the values, or what they make with the populations
 * (rates) or denominators (percentages). Most use the points that have a figure at their own x, so
 * that gaps stay gaps; charts use the series as it is, because a missing point breaks a run. What
 * is not defined is NaN; see each module.
 */
#define TREND_CONF 0.95
#define TREND_PER 10000		/* people, for rates */
#define TREND_BASE 20		/* no change in percent from fewer events */

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

/* Why the trend of events (Poisson, or logistic for proportions) was not fitted. */
enum trend_refusal {
	TREND_FITTED,
	TREND_FEW,		/* fewer than 2 points */
	TREND_NEGATIVE,
	TREND_NOT_WHOLE,
	TREND_ALL_ZERO,
	TREND_ONE_END,		/* only the first or the last is above 0: infinite slope */
	TREND_PERCENT,		/* percentages without their counts */
	TREND_HIDDEN,		/* some count is only known to be below a number */
	TREND_ROUNDED,
	TREND_SEPARATE,		/* proportions without a finite slope */
};

struct trend {
	size_t n;		/* points used */
	size_t n_missing;	/* rows and gaps not used */
	size_t n_below;		/* of these, values known to be below a number: they have a rank */
	size_t n_tested;	/* points and n_below: what the rank tests had */
	size_t first, last;	/* places in the series of the first and last point, for n > 0 */
	size_t before_last;	/* of the last but one, for n > 1 */
	size_t ago;		/* place of the point a year before the last; else the series' n */
	double *value;		/* the figures by row of the series; NaN: not usable. In work */
	double scale;		/* a rate's `per`, a proportion's 100, else 1 */
	double rounded;		/* all counts are multiples of this; 0: they are exact */
	bool counts;		/* the figures are whole counts */
	bool percent;		/* the figures are percentages */
	double *x, *y;		/* the n points used */
	double *count, *population;	/* their events and populations; population may be NULL */
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
	enum trend_refusal refusal;
	struct poisson_trend poisson;		/* of counts and rates */
	struct logit_trend logit;		/* of proportions */
	struct quasi quasi;			/* of whichever was fitted */
	double ratio, phi, pearson, df;		/* the same */
	struct season season;			/* seasonal: of quarters or months */
	bool seasonal;
	struct ratio vs_first, vs_previous, vs_year_ago;	/* exact; of events */
	struct interval points_first, points_previous;	/* of changes of a proportion, in points */
	struct odds odds_first, odds_previous;		/* the same, as a ratio of odds */
	double step;			/* from the last but one, wherever that is */
	double mean4_last, change4;	/* of the last 4 points; from the fifth last to the last */
	struct chart xmr;		/* always drawn */
	struct chart other;		/* drawn where another chart fits */
	const struct chart *chart;	/* the one that fits */
	double *work;
	struct student_memo memo;
};

struct trend_options {
	struct chart_options chart;
	double per;		/* of rates */
	int rounded;		/* --rounded-to; 0: seen from the counts */
	bool measure;		/* the unit is not one of counts, whatever the values are */
	bool tests;		/* line, slopes, Mann-Kendall, Poisson; else these are 0 */
	bool exact;		/* with tests: the slow ones too: vs_* and all of poisson */
	bool seasons;		/* t->season, where the series has periods of a part of a year */
};

/* --chart, --per, --rounded-to, --screen and --fix-after, for OPTION_ROWS(). */
extern const struct option_row trend_rows[];

/*
 * *t starts as {0}; its memory is used again from series to series. -1: the chart asked for does
 * not fit (*e).
 */
int trend_of(const struct series *s, const struct trend_options *o, struct trend *t,
    struct errmsg *e);
void trend_free(struct trend *t);

/* Whether point i has an x, a number and, where the series has populations, one above 0. */
bool trend_is_usable(const struct series *s, size_t i);

/* Whether a change from row i is too small a base for a percentage. */
bool trend_is_small_base(const struct series *s, const struct trend *t, size_t i);

#endif
