#ifndef TREND_ROW_H
#define TREND_ROW_H

#include <stdbool.h>

#include "table/rows.h"
#include "trend/series.h"
#include "trend/trend.h"
#include "trend/verdict.h"

/* One series worked out, for whatever writes it. */
struct trendrow {
	const char *name;
	const struct series_set *set;
	const struct series *s;
	const struct trend *t;
	enum kind kind;
	const struct judgement *j;
};

/*
 * What qtrend writes. An undefined number is an empty cell in the row for a series, NA in the others.
 *
 * TRENDROW_SERIES	one row a series, with the refusals of trend/verdict.h
 * TRENDROW_POINTS	one row a point: the XmR chart
 * and for statisticians, without refusals:
 * TRENDROW_TREND	series,statistic,value: everything
 * TRENDROW_MOVING	one row a point: moving averages
 * TRENDROW_COMPARE	the last count against the first, the one before, the same period a year ago, exactly
 * TRENDROW_LINEAR	the line of y on x, as NIST certifies one
 * TRENDROW_ORIGIN	the same through the origin
 * TRENDROW_UNIVARIATE
 */
enum trendrow_form {
	TRENDROW_SERIES,
	TRENDROW_POINTS,
	TRENDROW_TREND,
	TRENDROW_MOVING,
	TRENDROW_COMPARE,
	TRENDROW_LINEAR,
	TRENDROW_ORIGIN,
	TRENDROW_UNIVARIATE,
};

/* named: the rows of LINEAR, ORIGIN and UNIVARIATE begin with the series. screen: as in trend_options, for POINTS. */
struct trendrow_options {
	enum trendrow_form form;
	bool named, screen;
};

/* "trend", "moving", "compare", "linear", "univariate". */
bool trendrow_detail_parse(const char *s, enum trendrow_form *form);

void trendrow_heading(struct rows *out, const struct trendrow_options *o);

/* -1: there is no line, and NA was written: too few points, or x does not vary. */
int trendrow_write(struct rows *out, const struct trendrow_options *o,
    const struct trendrow *row);

#endif
