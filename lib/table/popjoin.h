#ifndef TABLE_POPJOIN_H
#define TABLE_POPJOIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/num.h"
#include "base/period.h"
#include "table/input.h"
#include "table/population.h"
#include "table/role.h"

#define POPULATION_SHOWN 3

/* Populations joined to rows of counts. Starts with its first two members. */
struct population_join {
	const struct population *table;
	int lag;			/* years */
	size_t found, missing;		/* rows with and without a population in the table */
	struct period first, last;	/* of the counts that found one */
	struct population_missing {
		size_t n;
		struct errmsg first;	/* located */
	} no_area, no_period;		/* the area is not in the table, or not in that period */
	struct population_missing people;	/* the count is of one sex, or of other ages */
	size_t column[2];		/* of the sex and the age in the counts, or their width, */
	size_t width;			/* once this is set */
	size_t renamed;			/* codes with another name in the table, */
	struct errmsg rename[POPULATION_SHOWN];		/* and the first of them */
};

/*
 * The population for the area of this row of `in` and counts of period p; false: there is none, or
 * by its columns of the sex and the age the count is of other people.
 */
bool population_join(struct population_join *j, const struct roles *r, struct input *in,
    struct period p, struct num *num);

/* How many rows found nothing, and the first. */
void population_join_missing(const struct population_join *j, void (*say)(const char *message));

/* Notes on areas that the table calls otherwise, under the same code: three, and how many more. */
void population_join_renames(const struct population_join *j, void (*say)(const char *message));

/* Both, after population_notes(): they decide what a rate is. */
void population_join_notes(const struct population_join *j, void (*say)(const char *message));

#endif
