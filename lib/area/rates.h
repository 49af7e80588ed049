#ifndef AREA_RATES_H
#define AREA_RATES_H

#include <stdbool.h>
#include <stddef.h>

#include "area/columns.h"
#include "base/errmsg.h"
#include "base/period.h"
#include "stat/rate.h"
#include "table/input.h"
#include "table/population.h"
#include "table/role.h"
#include "table/rows.h"

/* What csv-rate does: its options, what it found, and the columns it adds. */
#define RATES_LEVELS 8
struct rates {
	double conf[RATES_LEVELS];
	size_t nlevels;
	double per;
	enum rate_method method;
	bool ratio;			/* a ratio (indirectly standardised) instead of a rate */
	bool detail;			/* the columns of struct rate_detail instead */
	struct population_join join;	/* its table is NULL: a column of the input */
	int fyear;
	const struct role_choice *choice;
	size_t nchoices;
	const char *keys;		/* for area/standardise.h, or NULL */
	void (*say)(const char *message);	/* a row that cannot be used, years joined */
	void (*note)(const char *message);	/* a group without a rate; or NULL */
	void (*describe)(const char *message);	/* which column fills which role; or NULL */
	/* results */
	size_t bad;			/* rows that cannot be used */
	/* private */
	struct roles roles;
	struct columns columns;
};

/*
 * Passes the rows through, with the columns added: with a table of populations `population`, then a
 * rate and its limits. The cells are blank (with detail NA) where the count or the population is a
 * mark or missing, and in rows that cannot be used. -1: *e says why it cannot go on.
 */
int rates_add(struct rates *r, struct input *in, struct rows *o, struct errmsg *e);

/* For area/standardise.h. rates_put: one rate for each level, or NULL for blanks. */
int rates_find_roles(struct rates *r, struct input *in, unsigned need, unsigned want,
    struct errmsg *e);
void rates_add_columns(struct rates *r, struct rows *o);
void rates_put(const struct rates *r, const struct rate *rate, struct rows *o);
void rates_bad_row(struct rates *r, const struct errmsg *e);

#endif
