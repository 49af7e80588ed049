#ifndef AREA_GROUPING_H
#define AREA_GROUPING_H

#include "area/areas.h"

/* From rows to the groups of areas that are compared. For area/areas.c. */

/* A row. Its texts are the input's, and kept once it is known that they are needed. */
struct areas_row {
	struct area area;
	enum role_level level;
	struct period period;
	const char *label;
	bool refused;		/* its figures; a second row for the area takes its place */
	uint32_t words;		/* of area/second.h */
	struct slice people[2];	/* its sex and age, or empty */
	struct slice code, old_code, name, region_code, region_name;	/* empty: no such column */
};

/* Of several rows for England or a region, under various codes, the last counts. */
void grouping_make(struct areas *a);

/*
 * Adds what a group has once all rows are in it: titles, and the authorities that the query names
 * and that have no row. The groups are put in order, of the oldest period first, then by region.
 */
void grouping_finish(struct areas *a, bool input_order);

#endif
