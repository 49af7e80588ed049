#ifndef AREA_AREAS_H
#define AREA_AREAS_H

#include <stdbool.h>
#include <stddef.h>

#include "area/areagroup.h"
#include "area/areasquery.h"
#include "base/errmsg.h"
#include "table/input.h"
#include "table/role.h"

/* Rows with counts and populations, gathered into groups that are compared with one another. */
struct areas;

/*
 * Finds the columns. The query is kept, not copied. NULL: *e says what is missing.
 */
struct areas *areas_new(struct input *in, const struct areas_query *q,
    const struct role_choice *choices, size_t nchoices, struct errmsg *e);

/* Which column fills which role, as roles_describe(). */
void areas_describe(const struct areas *a, struct input *in, struct errmsg *text);

/* Takes the present row. 0, or -1 with a located message: the row cannot be used and was left out. */
int areas_row(struct areas *a, struct input *in, struct errmsg *e);

/*
 * Puts the groups in order (oldest period first, then by region; with input_order as they came), sets each
 * group's England, and adds the authorities of a list that have no row. A group without authorities goes.
 */
void areas_finish(struct areas *a, bool input_order);

/* The region of the first authority that was there but not asked for, or "": for a hint. */
const char *areas_other_region(const struct areas *a);

size_t areas_ngroups(const struct areas *a);
const struct area_group *areas_group(const struct areas *a, size_t i);

/* Has any area of any group a population? If none has, the files do not belong together. */
bool areas_any_population(const struct areas *a);

void areas_free(struct areas *a);

#endif
