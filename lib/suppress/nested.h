#ifndef SUPPRESS_NESTED_H
#define SUPPRESS_NESTED_H

#include "suppress/study.h"

/*
 * Whether a year is the sum of its quarters or months (counts of what happened in it, not of plans
 * at its end), by indicator or another column that shows it: where that holds wherever all of them
 * are known, in one publication or in several. Sets it in the study's space; *found: the
 * publications' sums have to be found again. -1: one year that does not add up among many that do,
 * which fault() names, and *e. note() gets what is taken so in part, or is NULL.
 */
int nested_find(struct study *st, bool *found, void (*fault)(const char *message),
    void (*note)(const char *message), struct errmsg *e);

/* Whether years are sums among the rows that differ from this one only in the period. */
bool nested_holds(const struct space *s, size_t dim, const struct row *r);

#endif
