#ifndef SUPPRESS_LOWER_H
#define SUPPRESS_LOWER_H

#include "suppress/table.h"

/*
 * Areas below authorities, in a table with a geographic_level: wards or schools, which have a
 * column of their own, and the authority that they lie in in another. Sets the columns, and what
 * each row's area and authority is.
 */
void lower_find(struct table *t);

#endif
