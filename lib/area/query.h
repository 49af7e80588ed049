#ifndef AREA_QUERY_H
#define AREA_QUERY_H

#include <stddef.h>

#include "base/arena.h"
#include "base/errmsg.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/input.h"
#include "table/population.h"

/* One area of a list: any of the three may be empty. */
struct area_name {
	struct slice code, old_code, name;	/* old_code: three digits, used by DfE */
};

enum areas_choice {
	AREAS_NORTH_EAST,	/* the twelve of table/authority.h */
	AREAS_REGION,		/* those whose region is `region`, a code or a name; England: all */
	AREAS_EVERY_REGION,	/* a group for each region */
	AREAS_LIST,
};

/*
 * What the options of benchmark-ne ask for: which areas, in which periods, with whose populations.
 * Starts as all zeros but for fyear. Slices point into the arguments, which must outlive it.
 */
struct areas_query {
	enum areas_choice choice;
	struct slice region;		/* AREAS_REGION; with a list: to compare with, or empty */
	struct area_name *list;		/* AREAS_LIST */
	size_t nlist, list_cap;
	struct period *years;		/* only these periods; none: all */
	size_t nyears, years_cap;
	const struct population *population;	/* or NULL: a column of the input */
	int lag;			/* years */
	int fyear;
	struct arena texts;		/* the names of neighbours */
};

/* From options. These add to the query; -1: *e says what is wrong with arg. */
int areas_query_years(struct areas_query *q, const char *arg, struct errmsg *e); /* "2013,2014" */
int areas_query_areas(struct areas_query *q, const char *arg, struct errmsg *e); /* names, codes */

/*
 * Adds the authority `about` (a name or three-digit code) and its statistical neighbours, from the
 * Department for Education's table in wide form: a row for each authority with its three-digit code
 * (old_la_code, "LA number", "LA num"), its name (la_name, "LA Name") and its neighbours' codes,
 * nearest first (SN_1, SN_2, ... or SN1, SN2, ...). Other columns are ignored.
 */
int areas_query_neighbours(struct areas_query *q, const char *path,
    const struct input_options *opt, const char *about, struct errmsg *e);

/* Sets the choice; call once, after the options. */
void areas_query_settle(struct areas_query *q);

/* Why there is nothing to compare; `there` is a region that the input does have, or "". */
void areas_query_not_found(const struct areas_query *q, const char *there, struct errmsg *e);
void areas_query_free(struct areas_query *q);

#endif
