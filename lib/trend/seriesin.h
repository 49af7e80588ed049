#ifndef TREND_SERIESIN_H
#define TREND_SERIESIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "table/filter.h"
#include "trend/series.h"

/* The roles that columns can have, for FILTER_WITH(). */
#define SERIESIN_ROLES (ROLES_OF_SERIES | ROLE_BIT(ROLE_POPULATION) | \
	ROLE_BIT(ROLE_NUMERATOR) | ROLE_BIT(ROLE_DENOMINATOR))

/* Rows of an input to series: which columns, and what a row says. */
struct seriesin_options {
	const char *keys;	/* -k, or NULL: area, indicator, category, and a column "series" */
	const char *x;		/* -x, or NULL: a column "t", or else the period */
	struct option_list rebase;	/* periods, or values of x */
	const struct filter *filter;	/* -c, -y, --population-lag, -q */
	const struct population *population;	/* -P, or NULL: the input's own column */
	bool xy;		/* columns "x" and "y" are x and the value where nothing else is */
	bool rows;		/* where there is neither x nor a period, the row's number is x */
	bool rates;		/* numerator and denominator make a rate, not a proportion */
	bool skip_bad;		/* leave out rows that cannot be used */
	bool sorted;		/* the rows of a series are together: frees points after use */
	/* The area is not a key, and two are an error; x is the period; a category may be blank. */
	bool one_area;
	void (*each)(void *arg, struct input *in, size_t series, struct period p);
	void *arg;		/* of each, called with each row that is used; or NULL */
};

struct seriesin;

/* The options must outlive it. NULL: *e is the message. */
struct seriesin *seriesin_open(struct input *in, const struct seriesin_options *o,
    struct errmsg *e);
void seriesin_close(struct seriesin *si);

/*
 * The next series, until the call after: 1, 0 after the last. Reads all rows first, or, if sorted,
 * up to the first of another series. -1: *e, located; where two rows are for one period it names
 * the unused columns that differ, as the key may lack one.
 */
int seriesin_next(struct seriesin *si, struct series *s, struct errmsg *e);

size_t seriesin_unjoined(const struct seriesin *si);	/* rows without a population */

/* Reads all rows, before the first seriesin_next(). -1: *e, located. */
int seriesin_read(struct seriesin *si, struct errmsg *e);
struct series_set *seriesin_set(struct seriesin *si);	/* of all rows read */
int seriesin_get(struct seriesin *si, size_t id, struct series *s, struct errmsg *e);
void seriesin_add_name(const struct seriesin *si, size_t id, struct textbuf *b);
struct slice seriesin_area(const struct seriesin *si);	/* of one_area, as long; "": none */

bool seriesin_has_keys(const struct seriesin *si);	/* some columns identify a series */

/* At the end: says how many rows skip_bad left out, and what populations were joined. */
void seriesin_notes(const struct seriesin *si, void (*say)(const char *message));

#endif
