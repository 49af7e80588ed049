#ifndef AREA_AREAGROUP_H
#define AREA_AREAGROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/period.h"
#include "base/slice.h"

/* An area's figures in one period. */
struct area {
	char *code, *name;		/* as printed; NULL name and code: no such row */
	double count, population;	/* NaN where not known */
	char *mark;			/* why not: c, x, ... as printed; blank; absent; no population; or "" */
	uint64_t line;			/* where its row begins; 0 when absent */
	size_t member;			/* which of the twelve, or of the list, it is */
};

/*
 * Areas that are compared with one another: the authorities of one region (or of a list) in one period,
 * with the region's and England's own rows.
 */
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

/* Texts are copied; the group owns what is in it. */
void areagroup_start(struct area_group *g, struct period p, struct slice label,
    struct slice region_code, struct slice region_name);
struct area *areagroup_add(struct area_group *g);	/* a new one, all zeros; valid until the next */
void areagroup_add_absent(struct area_group *g, struct slice code, struct slice name);
void areagroup_clear(struct area_group *g);

bool areagroup_has(const struct area_group *g, size_t member);
size_t areagroup_known(const struct area_group *g);	/* how many areas have both figures */

/* For qsort: oldest first, then by the region's code. */
int areagroup_order(const void *a, const void *b);

const char *area_shown(const struct area *a);		/* its name, or its code where it has none */
struct area area_copy(const struct area *from);
void area_clear(struct area *a);			/* frees its texts; ready for use again */

#endif
