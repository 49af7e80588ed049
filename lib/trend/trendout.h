#ifndef TREND_TRENDOUT_H
#define TREND_TRENDOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/slice.h"
#include "table/dictionary.h"
#include "table/filter.h"
#include "table/rows.h"
#include "trend/verdict.h"

/*
 * The outputs of qtrend; trendout.c has a table of columns for each. Undefined numbers are blank in
 * the rows of a series, NA in the others.
 *
 * TRENDOUT_SERIES	a row per series, without the figures that its verdict does not allow; with
 *			ROWS_TEXT a sentence per series instead
 * TRENDOUT_POINTS	a row per point: the XmR chart
 * and for statisticians, complete:
 * TRENDOUT_TREND	series,statistic,value: every statistic
 * TRENDOUT_MOVING	a row per point: moving averages
 * TRENDOUT_COMPARE	the last count against the first, the one before, and a year ago
 * TRENDOUT_LINEAR	statistic,value: the line of y on x
 * TRENDOUT_ORIGIN	the same through the origin
 * TRENDOUT_UNIVARIATE	the same of y alone
 */
enum trendout_form {
	TRENDOUT_SERIES,
	TRENDOUT_POINTS,
	TRENDOUT_TREND,
	TRENDOUT_MOVING,
	TRENDOUT_COMPARE,
	TRENDOUT_LINEAR,
	TRENDOUT_ORIGIN,
	TRENDOUT_UNIVARIATE,
};

/* Computes, judges and writes one series after the other. Starts with the caller's members. */
struct trendout {
	/* The caller's. */
	enum trendout_form form;
	bool named;		/* rows of LINEAR, ORIGIN and UNIVARIATE begin with the series */
	struct trend_options trend;		/* tests and exact are set by trendout_open() */
	enum kind kind;				/* where the dictionary does not say */
	const struct dictionary *dictionary;	/* or NULL */
	double target;				/* for sentences; NaN: none */
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
	size_t nseries;
	size_t nsignals;			/* series that fail_on_signal found */
	size_t looked_at;			/* series with a value in the last period */
	size_t disordered;			/* series whose rows were not in order */
	size_t slopeless;			/* series too long for a median slope */
	size_t width;				/* of names, in sentences */
	struct textbuf text;
	struct result result;
};

void trendout_open(struct trendout *r);		/* opens the rows and writes their heading */

/* -1: the sentence could not be written (*e); rows keep the failure until trendout_close(). */
int trendout_series(struct trendout *r, const struct series *s, struct errmsg *e);

/* Frees, and says how many series were put in order, ignored or too long. -1: a write failed. */
int trendout_close(struct trendout *r, struct errmsg *e);

#endif
