#ifndef AREAS_H
#define AREAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "areasquery.h"
#include "errmsg.h"
#include "input.h"
#include "period.h"
#include "role.h"
#include "slice.h"

/*
 * Counts and populations of areas, gathered from rows into groups that are compared with one another: the
 * authorities of one region (or of a list) in one period, with the region's and England's own rows.
 */
struct area {
	char *code, *name;		/* as printed; NULL name and code: no such row */
	double count, population;	/* NaN where not known */
	char *mark;			/* why not: c, x, ... as printed; blank; absent; no population; or "" */
	uint64_t line;			/* where its row begins; 0 when absent */
	size_t member;			/* which of the twelve, or of the list, it is */
};

struct area_group {
	struct period period;
	char *label;			/* the period as printed */
	char *region_code, *region_name;	/* of AREAS_EVERY_REGION; otherwise "" */
	char *title;			/* the region's name for people; "" for a list of areas */
	struct area *area;		/* in the order of the input, absent ones last */
	size_t n, cap;
	size_t wanted;			/* how many there should be */
	bool whole_region;		/* together they are the region: not a list */
	struct area region, england;	/* as published; not set: code == NULL */
};

struct areas;

/*
 * Finds the columns. The query is kept, not copied. NULL: *e says what is missing.
 */
struct areas *areas_new(struct input *in, const struct areas_query *q,
    const struct role_choice *choices, size_t nchoices, struct errmsg *e);

/* Takes the present row. 0, or -1 with a located message: the row cannot be used and was left out. */
int areas_row(struct areas *a, struct input *in, struct errmsg *e);

/*
 * Puts the groups in order (oldest period first, then by region; with input_order as they came), sets each
 * group's England, and adds the authorities of a list that have no row. A group without authorities goes.
 */
void areas_finish(struct areas *a, bool input_order);

/* The region of the first authority that was there but not asked for, or "": for a hint. */
const char *areas_other_region(const struct areas *a);

size_t areas_ngroups(const struct areas *a);
const struct area_group *areas_group(const struct areas *a, size_t i);

/* How many areas of the group have both figures. */
size_t areas_known(const struct area_group *g);

/* Has any area of any group a population? If none has, the files do not belong together. */
bool areas_any_population(const struct areas *a);

void areas_free(struct areas *a);

#endif
