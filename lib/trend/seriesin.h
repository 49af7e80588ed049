#ifndef TREND_SERIESIN_H
#define TREND_SERIESIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "table/input.h"
#include "table/keycols.h"
#include "table/population.h"
#include "table/role.h"
#include "trend/series.h"

/* Rows of an input to the points of series: which columns, and what a row says. */
struct seriesin_options {
	const char *keys;	/* -k, or NULL: area, indicator, category, and a column called series */
	const char *x;		/* -x, or NULL: a column called t, or else the period */
	const char *rebase;	/* periods separated by commas, or NULL */
	const struct role_choice *choice;
	size_t nchoices;
	int fyear;
	const struct population *population;	/* -P, or NULL: the input's own column, if there is one */
	int lag;		/* years from the counts back to their population */
	bool xy;		/* a column called x is x, and one called y the value, where nothing else is */
	bool rows;		/* where there is neither x nor a period, the row's number is x */
};

struct seriesin;

/* NULL: *e is the message. */
struct seriesin *seriesin_open(struct input *in, const struct seriesin_options *o,
    struct errmsg *e);

struct series_set *seriesin_set(const struct seriesin *si);	/* for its points; the caller frees it */
bool seriesin_named(const struct seriesin *si);		/* there are columns that tell series apart */
struct slice seriesin_value(const struct seriesin *si);	/* the heading of the value's column */

/*
 * Reads all rows into the set and calls `finished` with each series in turn when it is complete: at the end, or, for
 * input in which the rows of a series stand together (sorted), as soon as the next begins; its points are then dropped.
 * skip_bad: rows that cannot be used are counted in bad and left out. -1: *e, located; also when `finished` is not 0:
 * then with the columns that the key may lack, which are those used for nothing whose cells differ.
 */
struct seriesin_read {
	struct series_set *set;
	bool skip_bad, sorted;
	int (*finished)(void *arg, size_t id, struct errmsg *e);
	void *arg;
	size_t bad;
};
int seriesin_read(struct seriesin *si, struct seriesin_read *r, struct errmsg *e);

/* With a population table: which years were joined, for a note. False: no row had a period. */
bool seriesin_joined(const struct seriesin *si, struct errmsg *text);
void seriesin_close(struct seriesin *si);

#endif
