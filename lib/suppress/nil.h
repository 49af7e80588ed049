#ifndef SUPPRESS_NIL_H
#define SUPPRESS_NIL_H

#include "suppress/study.h"

/*
 * Marks in the table that say that there is no such count (z, x, a dash, a blank), and that must be
 * 0 where the table's own sums are to add up. An outsider will take them as 0, so they are known.
 */
void nil_find(struct study *st);

#endif
