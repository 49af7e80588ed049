#ifndef AREA_LEVELS_H
#define AREA_LEVELS_H

#include <stddef.h>

#include "area/areas.h"

struct areas_row;

/*
 * With --areas all, an area that is made of the others would be compared with its own parts. Where
 * neither a level nor a code tells it from them, it is one that
 *   - has, within 0.5%, the population of all the others of its period together, and, within 2%
 *     and 2, their count: at least theirs, where some are hidden; or
 *   - has the name of an authority of table/register.h and at least 4 times the population of each
 *     area of its period that has not.
 * An area that has the population and the count of two or more next to it, all above it or all
 * below, is made of these: one that is alone in its period is only noted, and still compared.
 *
 * Other such rows are taken out and reported to a->refusals; returns how many there are.
 */
size_t levels_leave_out(struct areas *a);

/* Keeps what the row says of sex and age. */
void levels_take_people(struct areas *a, struct areas_row *row);

/* -1: rows of one period, perhaps of the region or England, are of two sexes or ages. */
int levels_check_people(const struct areas *a, struct errmsg *e);

#endif
