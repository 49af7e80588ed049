#ifndef TREND_COLUMNS_H
#define TREND_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "table/rows.h"
#include "trend/verdict.h"

/*
 * The outputs of qtrend; columns.c has a table of columns for each. Undefined numbers are blank in
 * the rows of a series, NA in the others.
 *
 * COLUMNS_SERIES	a row per series, without the figures that its verdict does not allow
 * COLUMNS_POINTS	a row per point: the XmR chart
 * and for statisticians, complete:
 * COLUMNS_TREND	series,statistic,value: every statistic
 * COLUMNS_MOVING	a row per point: moving averages
 * COLUMNS_COMPARE	the last count against the first, the one before, and a year ago
 * COLUMNS_LINEAR	statistic,value: the line of y on x
 * COLUMNS_ORIGIN	the same through the origin
 * COLUMNS_UNIVARIATE	the same of y alone
 */
enum columns_form {
	COLUMNS_SERIES,
	COLUMNS_POINTS,
	COLUMNS_TREND,
	COLUMNS_MOVING,
	COLUMNS_COMPARE,
	COLUMNS_LINEAR,
	COLUMNS_ORIGIN,
	COLUMNS_UNIVARIATE,
};

struct columns_options {
	enum columns_form form;
	bool named;		/* the rows of LINEAR, ORIGIN and UNIVARIATE begin with the series */
};

void columns_heading(struct rows *out, const struct columns_options *o);

/* -1: NA was written for a line, which needs more points or an x that varies. */
int columns_write(struct rows *out, const struct columns_options *o, const struct result *r);

#endif
