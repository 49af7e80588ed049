#ifndef SUPPRESS_HIERARCHY_H
#define SUPPRESS_HIERARCHY_H

#include "suppress/space.h"

/*
 * Columns of which one is finer than another: wards and their authorities, authorities and their
 * regions, schools and theirs. The authority's own rows have no ward, or Total: each is the sum of
 * the wards of that authority, so that both columns identify a count.
 */

/*
 * The column that, besides the dimensions, distinguishes rows that are alike, or makes sums of rows
 * whose cell in one dimension is blank or called as a total. False: there is none.
 */
bool hierarchy_find(const struct space *s, const struct table *t, size_t *col);

/* Which dimensions are within which: sets their `inner`, and what kind they are. */
void hierarchy_relate(struct space *s, const struct table *t);

/*
 * Makes blanks and labels of totals one place, in a dimension that is in a hierarchy, or undoes
 * that. False: nothing changes. Rows are to be placed again.
 */
bool hierarchy_join(struct dimension *d, bool join);

#endif
