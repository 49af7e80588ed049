#ifndef TABLE_POPULATION_H
#define TABLE_POPULATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/num.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/input.h"
#include "table/role.h"

/*
 * A population table (-P FILE): one figure for each area and period, looked up by the area's code
 * or, where the count or the table has no code, by its name. A name is not used instead of a code
 * that is missing from the table, nor where two areas share it: it could be another area's. The
 * earlier codes of the twelve North East authorities (table/authority.h) find the later ones, and
 * the reverse. Held whole in memory.
 */
struct population;

/* chosen[ROLE_N]: as for roles_find(), of this file. NULL: *e. */
struct population *population_read(const char *path, const struct input_options *opt,
    const char *const *chosen, int fyear, struct errmsg *e);

/*
 * The period whose population goes with counts of period p, `lag` years earlier: with a lag of 1,
 * 2013 for 2014. Where the table has calendar years and p is of another kind, the year in which p
 * ends, less the lag.
 */
struct period population_period(const struct population *t, struct period p, int lag);

/* The cell for that area and period: a CELL_POPULATION. False: no such row. */
bool population_find(const struct population *t, struct slice code, struct slice name,
    struct period p, struct num *num);

/* For a message: "counts of 2014 with the population of 2013 in FILE (a lag of 1 year)". */
void population_note(const struct population *t, struct period first, struct period last, int lag,
    struct errmsg *text);

void population_free(struct population *t);

/* Populations joined to rows of counts. Starts with its first two members. */
struct population_join {
	const struct population *table;
	int lag;			/* years */
	size_t found, missing;		/* rows with and without a population in the table */
	struct period first, last;	/* of the counts that found one */
	struct errmsg first_missing;	/* located */
};

/* The population for the area of this row of `in` and counts of period p; false: there is none. */
bool population_join(struct population_join *j, const struct roles *r, struct input *in,
    struct period p, struct num *num);

/* Says which years were joined (they decide what a rate is), and how many rows found nothing. */
void population_join_notes(const struct population_join *j, void (*say)(const char *message));

#endif
