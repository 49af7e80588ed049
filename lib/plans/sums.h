#ifndef PLANS_SUMS_H
#define PLANS_SUMS_H

#include "base/errmsg.h"
#include "plans/mix.h"

/*
 * A total among the categories doubles the total and halves the percentages: a category that is the
 * sum of the others everywhere where no count is hidden, and somewhere of two or more that are not
 * 0. For a mix with its totals. 0: there is none; -1: there is, and its name is that of a total;
 * 1: there may be one. *e says which.
 */
int sums_check(const struct mix *m, struct errmsg *e);

#endif
