#ifndef SUPPRESS_BREAKDOWN_H
#define SUPPRESS_BREAKDOWN_H

#include "suppress/study.h"

/*
 * Breakdowns that share one total: of two columns, such as category_type and characteristic, one
 * has the types of breakdown, and the rows of each type, by sex and by age, add up to the one row
 * that is a total in both. That row is then the total of each type.
 */

/*
 * Finds such columns by the figures of all publications, whose tables are t: sets `types` of the
 * one and `typed` of the other dimension, and makes the labels of that row totals. A column of
 * types becomes a dimension.
 */
void breakdown_find(struct study *st, struct table *const *t, const struct policy *policy);

/* -1: *e: columns were made dimensions as those of breakdowns, but are none. */
int breakdown_check(const struct space *s, struct errmsg *e);

/*
 * Finds where the rows of a type do not add up, once it is known which of them are parts: there
 * they have a total of their own that is not published. note() gets that, unless it is NULL.
 */
void breakdown_settle(struct study *st, const struct policy *policy,
    void (*note)(const char *message));

/* Whether the sum is one of a type's rows, and not all such sums hold, or may not, in an audit. */
bool breakdown_is_doubtful(const struct space *s, size_t dim, const struct row *total,
    const struct row *part, bool audit);

/* The place of the row's type, where the column has types; else 0. */
uint32_t breakdown_type(const struct space *s, size_t dim, const struct row *r);

/* Whether the row's breakdown, in a column that has types, adds up to the total that they share. */
bool breakdown_shares(const struct space *s, size_t dim, const struct row *r);

#endif
