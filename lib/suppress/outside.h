#ifndef SUPPRESS_OUTSIDE_H
#define SUPPRESS_OUTSIDE_H

#include "suppress/study.h"

/* Rows that are not taken into account, as what they say of the counts is not known. */

/* Rows of percentages or rates among the counts, by their indicator or category: -1, *e. */
int outside_shares(const struct table *t, struct errmsg *e);

/*
 * Says which areas, of a level that is not known, are in no sum, and which further publications
 * have neither a count of the table nor a part or total of one.
 */
void outside_report(const struct study *st, void (*say)(const char *message));

#endif
