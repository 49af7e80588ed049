#ifndef AREA_RATEADD_H
#define AREA_RATEADD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "stat/rate.h"
#include "table/input.h"
#include "table/level.h"
#include "table/population.h"
#include "table/role.h"
#include "table/rows.h"

/* What csv-rate adds to a row with a count and a population: the columns and their values. */
#define RATEADD_LEVELS 8
struct rateadd {
	double conf[RATEADD_LEVELS];
	size_t nlevels;
	double per;
	enum rate_method method;
	bool ratio;			/* the first column is a ratio (indirectly standardised), not a rate */
	bool detail;			/* the ten columns of area/benchdetail.h instead */
	struct roles roles;
	const struct population *population;	/* or NULL: a column of the input */
	int lag, fyear;
	/* filled while rows are read with a population table */
	struct period first, last;	/* the periods of counts joined */
	size_t joined, unmatched;	/* rows */
	struct errmsg first_unmatched;	/* where the first is */
};

/*
 * Adds the names of the columns. With a table of populations that is `population` first. -1: the input
 * has a column of such a name already (*e); nothing is written then.
 */
int rateadd_heading(struct rateadd *r, struct input *in, struct rows *o, struct errmsg *e);

/*
 * Adds the values for the present row; blank (with detail NA) where the count or the population is a mark
 * or missing. -1: the row cannot be used (*e, located); the columns are blank.
 */
int rateadd_row(struct rateadd *r, struct input *in, struct rows *o, struct errmsg *e);

/* The same columns for a rate worked out elsewhere at the first level, or NULL for blanks. */
void rateadd_names(const struct rateadd *r, struct rows *o);
void rateadd_values(const struct rateadd *r, const struct rate *rate, struct rows *o);

#endif
