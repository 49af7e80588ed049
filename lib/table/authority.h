#ifndef TABLE_AUTHORITY_H
#define TABLE_AUTHORITY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

/*
 * The twelve local authorities of the North East of England, with the codes of the Office for
 * National Statistics. Gateshead's and Northumberland's codes changed with their common boundary on
 * 1 April 2013; older tables still have the earlier ones. Source: ONS Code History Database. DfE's
 * open data use the new codes for every year.
 */
struct authority {
	char code[10], earlier_code[10], name[22];	/* earlier_code: "" when there is none */
};

#define AUTHORITY_NORTH_EAST_N 12
extern const struct authority authority_north_east[AUTHORITY_NORTH_EAST_N];

/* The authority that sentences are about by default: its board uses these filters. */
#define AUTHORITY_OWN_CODE "E06000003"
#define AUTHORITY_OWN_NAME "Redcar and Cleveland"

#define AUTHORITY_NORTH_EAST_CODE "E12000001"
#define AUTHORITY_NORTH_EAST_NAME "North East"
#define AUTHORITY_ENGLAND_CODE "E92000001"
#define AUTHORITY_ENGLAND_NAME "England"

/*
 * Do two names mean one authority? Case, punctuation, "&", and what such names begin or end with do
 * not count: "Redcar & Cleveland Borough Council" is Redcar and Cleveland, "Durham" County Durham.
 */
bool authority_same_name(struct slice a, struct slice b);

/*
 * What is left of a name for that comparison. False: nothing, or a region's name, which only counts
 * as it is.
 */
#define AUTHORITY_FOLDED 100
bool authority_fold_name(char to[AUTHORITY_FOLDED], struct slice name);

/*
 * May two names be spellings of one area's? The same words but for a letter in each, or one has
 * all the words of the other, as Redcar; a word with a digit (001A) must be in both.
 */
bool authority_like_name(struct slice a, struct slice b);

/*
 * The index of the authority with this code or, where the code is empty, with this name; or
 * AUTHORITY_NORTH_EAST_N.
 */
size_t authority_find(struct slice code, struct slice name);

/*
 * Does `wanted`, a region's code or name, mean the region with this code and name? London includes
 * Inner and Outer London, which are the boroughs' regions in DfE's tables.
 */
bool authority_in_region(struct slice code, struct slice name, struct slice wanted);

/* Is `wanted`, a code or a name, England? */
bool authority_means_england(struct slice wanted);

/*
 * What a row is about, by its code or where it has none by its name: England; a region, or Wales,
 * Scotland or Northern Ireland, which are compared with as regions are; a combined authority, a sum
 * of countries or a total, which no authority is compared with; or none of these. A name with the
 * word total is that of a total under any code.
 */
enum authority_whole {
	AUTHORITY_NO_WHOLE, AUTHORITY_ENGLAND, AUTHORITY_REGION, AUTHORITY_OTHER_WHOLE
};

enum authority_whole authority_whole(struct slice code, struct slice name);

/* "authorities", "wards", "MSOAs" or "LSOAs", as the code says; NULL: another, or no code. */
const char *authority_level(struct slice code);

/* The code of England, a region, Wales, ..., by its code or without one by its name; or "". */
struct slice authority_region_code(struct slice code, struct slice name);
struct slice authority_region_name(struct slice code);	/* of one of these codes; or "" */

/*
 * The number of the county council (the last two digits of its code, E10...) that this is, or that
 * this district (E07...) lies in; or 0. Source: ONS Code History Database, districts since 2009.
 */
int authority_county(struct slice code);
int authority_county_of_district(struct slice code);

/* The county's districts are E07000000 and the numbers from *first to *last. False: it has none. */
bool authority_districts(int county, int *first, int *last);

/* The number of the district's later code, or of the one that it became part of; or 0. */
int authority_later_district(int district);

/* Is it in Wales, Scotland or Northern Ireland, by its code? */
bool authority_is_outside_england(struct slice code);

#endif
