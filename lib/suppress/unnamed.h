#ifndef SUPPRESS_UNNAMED_H
#define SUPPRESS_UNNAMED_H

#include "suppress/policy.h"
#include "suppress/space.h"

/*
 * Totals that no name gives away: rows that are the sum of all others of their group, in
 * groups of three parts or more, by one dimension and perhaps by a further column. To take
 * a coincidence for a total only hides more. They are made totals in all the tables, the first of
 * which is looked at, and note() gets their names, unless it is NULL. True: rows are to be placed
 * anew. Where nothing is to be hidden nothing is looked for.
 */
bool unnamed_find(const struct space *s, struct table *const *t, size_t n,
    const struct policy *policy, void (*note)(const char *message));

/* Whether the words are those of such a total, in the dimension with this heading. */
bool unnamed_has(const struct table *t, struct slice heading, struct slice words);

void unnamed_forget(struct table *t);

#endif
