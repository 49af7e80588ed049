#ifndef AREA_COLUMNS_H
#define AREA_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/interval.h"
#include "stat/rate.h"
#include "table/rows.h"

/* What the columns of csv-rate and benchmark-ne share: names with a level, and a rate in detail. */

/* Columns of an output, made at run time because they depend on options. */
#define COLUMNS_MOST 40
struct columns {
	struct rows_column column[COLUMNS_MOST];
	size_t n;
};

/*
 * Adds columns. A '%' that ends a name becomes the digits of the level conf: lower% is lower95 or
 * lower998. Their members lie `offset` bytes further on than the table says.
 */
void columns_add(struct columns *c, const struct rows_column *from, size_t n, double conf,
    size_t offset);

/*
 * How many decimals show a rate for people, and its limits: at least `least`, and as many as leave
 * two figures; of a rate of 0, those of its upper limit.
 */
#define DECIMALS_MOST 15
int columns_decimals(const struct rate *r, int least);

/* A rate, its limits as used at two levels, and both kinds of limits at 95%. */
struct rate_detail {
	double rate;
	struct interval limits95, limits998, exact95, byar95;
	const char *method;	/* NULL: not defined, and the numbers are NaN */
};

/* What its limits are made of: made once for all rates. */
struct detail_levels {
	struct rate_level at95, at998;
};
struct detail_levels detail_levels(void);
void detail_levels_free(struct detail_levels *at);
struct rate_detail rate_detail(double count, double population, double per,
    struct detail_levels *at);

/* Its columns, for a table whose record has it as `member`. */
#define RATE_DETAIL_COLUMNS(member) \
	COLUMN("rate", DOUBLE, member.rate, 0), \
	COLUMN("lower95", DOUBLE, member.limits95.lo, 0), \
	COLUMN("upper95", DOUBLE, member.limits95.hi, 0), \
	COLUMN("lower998", DOUBLE, member.limits998.lo, 0), \
	COLUMN("upper998", DOUBLE, member.limits998.hi, 0), \
	COLUMN("method", NAME, member.method, 0), \
	COLUMN("exact_lower95", DOUBLE, member.exact95.lo, 0), \
	COLUMN("exact_upper95", DOUBLE, member.exact95.hi, 0), \
	COLUMN("byar_lower95", DOUBLE, member.byar95.lo, 0), \
	COLUMN("byar_upper95", DOUBLE, member.byar95.hi, 0)

/* Limits of a count, times scale. NaN where it is beyond the method. */
struct interval count_limits(double count, enum rate_method method, double conf, double scale);

/* Rates from fewer events are marked u, of low reliability: the ONS's rule for vital events. */
#define RATES_RELIABLE 20

#endif
