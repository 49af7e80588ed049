#ifndef AREA_AREAS_H
#define AREA_AREAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "area/figures.h"
#include "area/query.h"
#include "area/refusals.h"
#include "area/second.h"
#include "area/strangers.h"
#include "base/errmsg.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/period.h"
#include "table/areanames.h"
#include "table/input.h"
#include "table/role.h"

/* An area's figures in one period. */
struct area {
	const char *code, *name;	/* as printed; both NULL: there is no such row */
	double count, population;	/* NaN where not known */
	const char *mark;	/* why there is no rate: as printed, blank, refused, ...; "" */
	const char *plain;	/* of a sum over periods: the mark without them; else NULL */
	const char *file;	/* where its row is */
	uint64_t line;		/* where it begins; 0 when absent */
	size_t member;		/* of the authorities that the query names; SIZE_MAX when absent */
	const char *closeness;	/* of a neighbour, or "" or NULL */
};

enum { AREAS_OTHERS = 5 };

/*
 * Areas to compare with one another: the authorities of one region (or of a list) in one period,
 * with the region's and England's own rows.
 */
struct area_group {
	struct period period, first;	/* of a sum over periods, its last and its first */
	const char *label;			/* the period as printed */
	const char *region_code, *region_name;	/* of AREAS_EVERY_REGION; otherwise "" */
	const char *code;		/* the code of the region that all are in, or "" */
	const char *title;		/* the region's name for people; "" for a list of areas */
	struct area *area;		/* in the order of the input, absent ones last */
	size_t n, cap;
	size_t wanted;			/* how many there should be */
	bool whole_region;		/* together they are the region: not a list */
	struct area region, england;	/* as published */
};

/* Rows with counts and populations, gathered into groups. Owns every text. */
struct areas {
	const struct areas_query *q;
	struct area_group *group;
	size_t n;
	bool any_population;		/* of an authority; if none has, the files do not match */
	bool proportion;		/* the counts are part of their populations */
	size_t missing;			/* asked for by name, and without a row */
	size_t unjoined;		/* rows to compare without a population in its file */
	/* private */
	bool later;			/* a row was left out for --until */
	bool any_period;		/* a row is of a period asked for */
	struct period other[AREAS_OTHERS];	/* the first ones not asked for */
	size_t nothers;
	struct figures figures;
	const char *other_region;	/* of an authority not asked for, or "": for a hint */
	struct roles roles;
	struct input *in;
	size_t region_code, region_name, old_code;	/* columns; ncols: none */
	struct areas_row *row;
	size_t nrows, cap;
	struct intern *seen;		/* (period, level, area) to a number in row[] */
	enum refusal kind;		/* why the present row is left out */
	struct refusals refusals;
	struct seconds seconds;
	struct strangers strangers;
	bool *absent;			/* by the number in the query's list: in some group */
	size_t people[2];		/* columns of the sex and the age; ncols: none */
	const char *level;		/* with --areas all: of its first row, or NULL; */
	const char *level_of_codes;	/* and as its first code says, or NULL */
	struct alike *alike;		/* names of areas without a code */
	struct areanames names;		/* of those with a code */
	struct keybuf key;
	struct arena texts;
};

/* What is expected where an area is not of the level of the others. */
#define AREAS_ONE_LEVEL "expected areas of one level with --areas all: delete the row, or leave " \
	"it out with --skip-bad"

/*
 * Reads all rows and makes the groups, of the oldest period first, then by region; with
 * input_order as they came. Adds the authorities that the query names and that have no row. Rows
 * that cannot be used are left out: q->say gets a located message for each, or a few and a count
 * (area/refusals.h); *bad is how many there are. `in` and q must outlive it. -1: *e says which
 * column is missing, where the input cannot be read further, or that it has none of the areas.
 */
int areas_read(struct areas *a, struct input *in, const struct areas_query *q, bool input_order,
    size_t *bad, struct errmsg *e);
void areas_free(struct areas *a);

bool area_group_is_sum(const struct area_group *g);	/* over several periods */
const char *areas_noun(const struct areas *a);		/* "authorities", or "areas" */
bool area_is_known(const struct area *a);		/* has both figures, and no mark */
const char *area_plain_mark(const struct area *a);	/* "c" of "c in 2014" */
const char *area_shown(const struct area *a);		/* its name, or its code without one */

/* By its code, also an earlier or later one, its number or its name. */
bool area_is(const struct area *a, const char *who);

#endif
