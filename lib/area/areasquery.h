#ifndef AREA_AREASQUERY_H
#define AREA_AREASQUERY_H

#include <stddef.h>

#include "base/errmsg.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/population.h"

/* One area of a list: any of the three may be empty. */
struct area_name {
	struct slice code, old_code, name;
};

enum areas_choice {
	AREAS_NORTH_EAST,	/* the twelve of table/authority.h */
	AREAS_REGION,		/* those whose region is `region`, a code or a name; England: all */
	AREAS_EVERY_REGION,	/* a group for each region */
	AREAS_LIST,
};

/*
 * Which areas are to be compared, in which periods, with whose populations: what the options of benchmark-ne ask
 * for. Starts as all zeros but for fyear. Slices point into the arguments, which must outlive it.
 */
struct areas_query {
	enum areas_choice choice;
	struct slice region;		/* AREAS_REGION; for a list the region to compare with, or empty */
	struct area_name *list;		/* AREAS_LIST */
	size_t nlist, list_cap;
	struct period *years;		/* only these periods; none: all */
	size_t nyears, years_cap;
	const struct population *population;	/* or NULL: a column of the input */
	int lag;			/* years */
	int fyear;
};

/* From options. These add to the query, or say in *e what is wrong with arg and return -1. */
int areas_query_years(struct areas_query *q, const char *arg, struct errmsg *e);	/* "2013,2014" */
int areas_query_areas(struct areas_query *q, const char *arg, struct errmsg *e);	/* names or codes */
void areas_query_add(struct areas_query *q, const struct area_name *list, size_t n);

/* Sets the choice from what was given: a list, a region ("all": each), or neither. */
void areas_query_settle(struct areas_query *q);

/* What to say when no such area is in the input; `there` is a region that is, or "". */
void areas_query_not_found(const struct areas_query *q, const char *there, struct errmsg *e);
void areas_query_free(struct areas_query *q);

#endif
