#ifndef TREND_ANALYSIS_H
#define TREND_ANALYSIS_H

#include <math.h>
#include <stdbool.h>

#include "base/errmsg.h"
#include "table/dictionary.h"
#include "trend/pool.h"
#include "trend/series.h"
#include "trend/trend.h"
#include "trend/verdict.h"

/*
 * From a series to its statistics, in the same way for every filter: what the dictionary says of
 * it, its percentages made from two counts where the dictionary names these, sums over periods, and
 * trend_of().
 */
struct analysis {
	/* Set by the caller. */
	struct trend_options trend;
	int pool, rolling;			/* periods to add up; 0: none */
	enum kind kind;				/* where the dictionary does not say */
	const struct dictionary *dictionary;	/* or NULL */
	double target;			/* where the dictionary has none; NaN: none */
	bool figures;			/* the values themselves, not rates or percentages */
	bool as_sent;				/* no percentages made from two counts */

	/* Its own. */
	struct made made, sums, apart;		/* of counts; sums; sums that do not overlap */
	struct trend apart_trend;
};

#define ANALYSIS_INIT \
	{.target = NAN, .trend = {.per = TREND_PER, .chart = {.screen = true}}}

/*
 * Fills *r, which starts as {0} and whose memory is used again, except for the verdict
 * (verdict_judge()). The arrays of s may be those of other series of its set afterwards. -1: a
 * chart, a sum or a percentage that cannot be made (*e).
 */
int analysis_make(struct analysis *a, const struct series *s, struct result *r, struct errmsg *e);

void analysis_free(struct analysis *a, struct result *r);

#endif
