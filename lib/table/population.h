#ifndef TABLE_POPULATION_H
#define TABLE_POPULATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/num.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/ages.h"
#include "table/input.h"

/*
 * A population table (-P FILE), read by table/popfile.h: one figure for each area and period. Held
 * whole in memory. An area is looked up
 * - by its code or by the Department for Education's number;
 * - by another code of the same authority, from before or after a reorganisation
 *   (table/register.h), or as the sum of all the authorities into which it was divided;
 * - a county as the sum of all its districts, a region or England as that of all its authorities;
 * - by its name, as authority_same_name() compares, where the count or the table has no code. A
 *   name is not used instead of a code that is missing from the table, nor where two areas share
 *   it: it could be another area's.
 * What was found otherwise than by its own code or name is noted.
 */
struct population;

/*
 * chosen[ROLE_N]: as for roles_find(), of this file. ages: to add up, or a zeroed one. NULL: *e.
 */
struct population *population_read(const char *path, const struct input_options *opt,
    const char *const *chosen, int fyear, struct ages ages, struct errmsg *e);

/*
 * The period whose population goes with counts of period p, `lag` years earlier: with a lag of 1,
 * 2013 for 2014. Where the table has calendar years and p is of another kind, the year in which p
 * ends, less the lag.
 */
struct period population_period(const struct population *t, struct period p, int lag);

/* The cell for that area and period: a CELL_POPULATION. False: there is none, or it is blank. */
bool population_find(const struct population *t, struct slice code, struct slice name,
    struct period p, struct num *num);

/*
 * Has the table another name for the area that population_find() found last by its code, and not
 * one that may be a spelling of `name`? *theirs: that name. True once for each code.
 */
bool population_other_name(const struct population *t, struct slice name, struct slice *theirs);

/*
 * Notes: "counts of 2014 with the population of 2013 in FILE (a lag of 1 year)", the rows of per
 * cent that were left out, and up to three areas that were found by another code or as a sum.
 */
void population_notes(const struct population *t, struct period first, struct period last, int lag,
    void (*say)(const char *message));

/*
 * Whose populations they are: true if the table has a column of the sex, and they are those of
 * both; *a: the ages, or a zeroed one where it does not say.
 */
bool population_people(const struct population *t, struct ages *a);

/* For messages on an area that is not found. */
const char *population_file(const struct population *t);	/* or "standard input" */

/* The area is in the table, in some period; remembered. */
bool population_has_area(const struct population *t, struct slice code, struct slice name);

/* Adds the periods with that area, or of the table: "2013 and 2014". False: there are none. */
bool population_periods(const struct population *t, struct slice code, struct slice name, bool all,
    struct textbuf *b);

/*
 * How many years before p the newest population of that area is; 0: none is within 5 years, or the
 * periods are of several kinds, of which the years do not tell which is next to p.
 */
enum { POPULATION_OLDEST = 5 };
int population_years_before(const struct population *t, struct slice code, struct slice name,
    struct period p);

/* The line on which that cell is blank, or 0. */
uint64_t population_blank(const struct population *t, struct slice code, struct slice name,
    struct period p);

/* A code or name of the table that looks like this one, but differs; or p is NULL. */
struct slice population_alike(const struct population *t, struct slice area);

/* "; did you mean 'X'?" with a name of the table, or "". In buf. */
const char *population_suggest(const struct population *t, struct slice name,
    char buf[SUGGEST_SIZE]);

void population_free(struct population *t);

#endif
