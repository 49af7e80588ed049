#ifndef AREA_RATES_H
#define AREA_RATES_H

#include <stdbool.h>
#include <stddef.h>

#include "area/columns.h"
#include "base/errmsg.h"
#include "base/period.h"
#include "stat/rate.h"
#include "table/areanames.h"
#include "table/filter.h"
#include "table/input.h"
#include "table/cell.h"
#include "table/popjoin.h"
#include "table/role.h"
#include "table/rows.h"

/* What csv-rate does: its options, what it found, and the columns it adds. */
#define RATES_LEVELS 8
struct rates {
	const struct filter *filter;
	struct population_join join;	/* its table is NULL: a column of the input */
	double conf[RATES_LEVELS];
	size_t nlevels;
	double per;
	enum rate_method method;
	bool detail;			/* the columns of struct rate_detail instead */
	bool standardise;		/* one rate from the rows of several age bands: */
	bool ratio;			/* indirectly, as a ratio; or directly */
	int64_t least;			/* no rate from fewer events */
	const char *keys;		/* more columns that identify standardised rates, or NULL */
	void (*say)(const char *message);	/* gets notes, and which rows cannot be used */
	/* results */
	size_t bad;			/* rows that cannot be used */
	/* private */
	struct input *in;
	struct roles roles;
	struct roles names;		/* of areas alone, where they are certain */
	struct areanames seen;
	struct columns columns;
	struct rate_level level[RATES_LEVELS];	/* of conf */
	struct detail_levels at;		/* of detail */
};

/*
 * Passes the rows through, with the columns added: with a table of populations `population`, then a
 * rate and its limits. The cells are blank (with detail NA) where the count or the population is a
 * mark or missing, and in rows that cannot be used.
 *
 * Standardised: a row for each combination of the key columns (period, area, indicator, category
 * and `keys`), whose rows are age bands: the key, the count, the population or expected count, the
 * rate and its limits. Memory grows with the rows. A note says why there is no rate ("North: no
 * standardised rate: the count of 5-9 is c"). Directly: with the weights of a standard population
 * (ROLE_STANDARD_WEIGHT). Indirectly: with its rates (ROLE_STANDARD_RATE); the expected count is
 * the sum of population times standard rate / per, and the result is the ratio of the count to it.
 * With `detail` the limits of a directly standardised rate by all methods, also of few events.
 *
 * -1: *e says why it cannot continue.
 */
int rates_write(struct rates *r, struct input *in, struct rows *o, struct errmsg *e);

#endif
