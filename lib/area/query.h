#ifndef AREA_QUERY_H
#define AREA_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/memory.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/dictionary.h"
#include "table/filter.h"
#include "table/population.h"

/* One area of a list: any of the three may be empty. */
struct area_name {
	struct slice code, old_code, name;	/* old_code: three digits, used by DfE */
	struct slice closeness;		/* of a neighbour, as printed */
};

enum areas_choice {
	AREAS_NORTH_EAST,	/* the twelve of table/authority.h */
	AREAS_REGION,		/* those whose region is `region`, a code or a name; England: all */
	AREAS_EVERY_REGION,	/* a group for each region */
	AREAS_LIST,
	AREAS_ALL,		/* every area of the input, of whatever kind */
};

/* What a count is to its population. */
enum areas_method {
	AREAS_AUTO,		/* a part of it where the dictionary or a unit says so */
	AREAS_POISSON,		/* events, perhaps repeated */
	AREAS_PROPORTION,	/* a part of it */
};

/*
 * What the options of benchmark-ne ask for: which areas, in which periods, with whose populations.
 * Starts as all zeros. Slices point into the arguments, which must outlive it.
 */
struct areas_query {
	const struct filter *filter;
	const struct population *population;	/* or NULL: a column of the input */
	const char *years_arg, *until_arg, *region_arg, *neighbours_arg;	/* or NULL */
	enum areas_method method;
	const struct dictionary *dictionary;	/* or NULL */
	int64_t least;			/* an area with fewer events has no rate */
	int64_t pool;			/* periods to add up (area/pooled.h); 0: none */
	const char *about;		/* --about: whose neighbours, and for the text; or NULL */
	void (*say)(const char *message);	/* gets notes, and which rows cannot be used */
	/* The rest is filled by areas_query_areas() and areas_query_settle(). */
	enum areas_choice choice;
	struct slice region;		/* AREAS_REGION; with a list: to compare with, or empty */
	struct area_name *list;		/* AREAS_LIST, AREAS_NORTH_EAST */
	size_t nlist, list_cap;
	bool named;			/* the list is that of --areas: all of it must be there */
	bool all;			/* --areas all */
	struct period *years;		/* only these periods; none: all */
	size_t nyears, years_cap;
	struct period until;		/* with until_arg: no period that ends later */
	struct arena texts;		/* the names of neighbours */
};

/* Adds the names or codes between the commas of arg. -1: *e says what is wrong with it. */
int areas_query_areas(struct areas_query *q, const char *arg, struct errmsg *e);

/* "auto", "poisson" or "proportion"; -1: *e says that there is no other. */
int areas_query_method(enum areas_method *method, const char *arg, struct errmsg *e);

/*
 * Call once, after the options: reads the years and the neighbours, and sets the choice.
 *
 * The file of neighbours is the Department for Education's table in wide form: a row for each
 * authority with its three-digit code (old_la_code, "LA number", "LA num"), its name (la_name, "LA
 * Name") and its neighbours' codes or names, nearest first (SN_1, SN_2, ... or SN1, SN2, ...), each
 * perhaps followed by how close it is (SN_1P, SNP, SNP1, SNP.1 or "SN1 closeness"). Other columns
 * are ignored, with a note if one seems to have closenesses, as are rows without neighbours, such
 * as a label above abolished authorities. The list becomes the authority `about` (a name, code or
 * three-digit number) and those; of two of one name, the first in the file.
 */
int areas_query_settle(struct areas_query *q, struct errmsg *e);

void areas_query_note_later(const struct areas_query *q);	/* --until left nothing */

/*
 * -1, and why there is nothing to compare: `there` is a region that the input has, or ""; bad is
 * how many rows could not be used.
 */
int areas_query_not_found(const struct areas_query *q, size_t bad, const char *there,
    struct errmsg *e);

/* -1, and which periods the input has instead of those asked for: n of them, up to `most`. */
int areas_query_no_period(const struct areas_query *q, const struct period *there, size_t n,
    size_t most, struct errmsg *e);

/* Says what reorganisations did to those of the list that are absent, by their numbers there. */
void areas_query_note_absent(const struct areas_query *q, const bool *absent);

void areas_query_free(struct areas_query *q);

#endif
