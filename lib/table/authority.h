#ifndef TABLE_AUTHORITY_H
#define TABLE_AUTHORITY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

/*
 * The twelve local authorities of the North East of England, with the nine-character codes of the Office
 * for National Statistics. A code that ended is kept beside the one that followed it, because tables made
 * before then still carry it: Gateshead's and Northumberland's changed with their common boundary on 1 April
 * 2013. Source: ONS Code History Database; DfE's open data use the new codes for every year.
 */
struct authority {
	const char *code, *earlier_code, *name;	/* earlier_code: NULL when there is none */
};

#define AUTHORITY_NORTH_EAST_N 12
extern const struct authority authority_north_east[AUTHORITY_NORTH_EAST_N];

/* The authority whose board these filters are made for: whom sentences are about by default. */
#define AUTHORITY_OWN_CODE "E06000003"
#define AUTHORITY_OWN_NAME "Redcar and Cleveland"

#define AUTHORITY_NORTH_EAST_CODE "E12000001"
#define AUTHORITY_NORTH_EAST_NAME "North East"
#define AUTHORITY_ENGLAND_CODE "E92000001"
#define AUTHORITY_ENGLAND_NAME "England"

/*
 * The index of the authority with this code, or where the code is empty with this name (letters compared
 * without case), or AUTHORITY_NORTH_EAST_N.
 */
size_t authority_find(struct slice code, struct slice name);

/*
 * Does `wanted`, a region's code or name, mean the region of this code and name? London means Inner
 * and Outer London too, to which DfE's tables assign the boroughs.
 */
bool authority_in_region(struct slice code, struct slice name, struct slice wanted);

/* Is `wanted`, a code or a name, England? */
bool authority_means_england(struct slice wanted);

/* What a table without a column geographic_level says of a row by its code, or by its name. */
bool authority_is_england(struct slice code, struct slice name);
bool authority_is_region(struct slice code, struct slice name);	/* E12..., E13..., or a region's name */

#endif
