#ifndef TABLE_POPULATION_H
#define TABLE_POPULATION_H

#include <stdint.h>

#include "base/errmsg.h"
#include "base/num.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/input.h"
#include "table/role.h"

/*
 * A population table (-P FILE): one figure for each area and period, looked up by the area's code or, where
 * either side has none, by its name. A name never stands for a code that is not there, nor for one of two areas
 * that share it: both would be another area's population. An earlier code of the twelve North East authorities
 * (table/authority.h) finds the later one, and the other way round. Held whole in memory.
 */
struct population;

/* choices: those of -c; only ROLE_POPULATION is taken, the others belong to the counts. */
struct population *population_read(const char *path, const struct input_options *opt,
    const struct role_choice *choices, size_t nchoices, int fyear, struct errmsg *e);

/*
 * The period whose population belongs to counts of period p, `lag` years earlier: of the same kind where
 * the table has that kind (the counts of 2014 with lag 1: 2013), else the calendar year in which p
 * ends, less lag.
 */
struct period population_period(const struct population *t, struct period p, int lag);

/*
 * The cell for that area and period, a figure above 0, a mark or blank. False: no such row. A
 * figure that cannot be one was refused when the table was read.
 */
bool population_find(const struct population *t, struct slice code, struct slice name,
    struct period p, struct num *num);

/*
 * Puts into *text which years' populations belong to counts of the periods first to last: "counts of 2014
 * with the population of 2013 in FILE (a lag of 1 year)".
 */
void population_note(const struct population *t, struct period first, struct period last, int lag,
    struct errmsg *text);

void population_free(struct population *t);

#endif
