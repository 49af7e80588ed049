#ifndef TREND_TRENDOUT_H
#define TREND_TRENDOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/slice.h"
#include "table/filter.h"
#include "table/rows.h"
#include "trend/analysis.h"
#include "trend/columns.h"
#include "trend/sentence.h"
#include "trend/verdict.h"

/*
 * The outputs of qtrend; trend/columns.c has a table of columns for each. Undefined numbers are
 * blank in the rows of a series, NA in the others.
 *
 * TRENDOUT_SERIES	a row per series, without the figures that its verdict does not allow; with
 *			ROWS_TEXT a sentence per series instead
 * TRENDOUT_POINTS	a row per point: the chart asked for, else the XmR chart
 * and for statisticians, complete:
 * TRENDOUT_ICONS	a row per series: the last point, the target and the limits of the XmR
 *			chart, or of the one asked for
 * TRENDOUT_TREND	series,statistic,value: every statistic; where all series have populations,
 *			of rates or proportions, else of the values as they are
 * TRENDOUT_SEASON	the same of seasons
 * TRENDOUT_MOVING	a row per point: moving averages
 * TRENDOUT_COMPARE	the last count against the first, the one before, and a year ago
 * TRENDOUT_LINEAR	statistic,value: the line of y on x
 * TRENDOUT_ORIGIN	the same through the origin
 * TRENDOUT_UNIVARIATE	the same of y alone
 */
enum trendout_form {
	TRENDOUT_SERIES,
	TRENDOUT_POINTS,
	TRENDOUT_ICONS,
	TRENDOUT_TREND,
	TRENDOUT_SEASON,
	TRENDOUT_MOVING,
	TRENDOUT_COMPARE,
	TRENDOUT_LINEAR,
	TRENDOUT_ORIGIN,
	TRENDOUT_UNIVARIATE,
};

/* What may be a mistake in the input of some series: a note at the end names the first. */
enum trendout_doubt {
	DOUBT_OVER_100, DOUBT_TARGET, DOUBT_DENOMINATORS, DOUBT_ROUNDED, DOUBT_NO_SUM, DOUBT_N,
};

struct trendout {
	/* Set by the caller. */
	enum trendout_form form;
	bool labels;				/* points: their periods and marks, for charts */
	struct analysis analysis;		/* trendout_open() sets tests, exact, seasons */
	/*
	 * Look at the point of each series in the last period of all: has it a special cause, or
	 * does it differ from the point of the period before by more than max_change percent (NaN:
	 * any)? A change of exactly max_change is not more, whatever rounding makes of it; from 0
	 * any change is.
	 */
	bool fail_on_signal;
	double max_change;
	bool sorted;				/* later names are unknown: sentences not aligned */
	const struct filter *filter;
	void (*say)(const char *message);	/* or NULL */

	/* Its own. */
	struct rows *rows;			/* to standard output; NULL: sentences */
	enum columns_name columns;		/* of the rows; of TREND, of one series */
	bool raw;				/* of TREND: figures as they are */
	size_t unsaid;				/* series that were not tested, kind unknown */
	struct { size_t n; struct textbuf first; } doubt[DOUBT_N];
	struct sentence_said said;
	size_t nseries;
	size_t nsignals;			/* series that fail_on_signal found */
	size_t looked_at;			/* series with a value in the last period */
	size_t disordered;			/* series whose rows were not in order */
	size_t slopeless;			/* series too long for a median slope */
	size_t width;				/* of names, in sentences */
	struct textbuf text;
	struct result result;
	bool named;				/* statistics have a series column */
};

/* Opens the rows and writes their heading; named: statistics have a series column. */
void trendout_open(struct trendout *r, bool named);

/* -1: the sentence could not be written (*e); rows keep the failure until trendout_close(). */
int trendout_series(struct trendout *r, const struct series *s, struct errmsg *e);

/* Frees, and says how many series were put in order, ignored or too long. -1: a write failed. */
int trendout_close(struct trendout *r, struct errmsg *e);

#endif
