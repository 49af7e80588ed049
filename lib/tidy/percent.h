#ifndef TIDY_PERCENT_H
#define TIDY_PERCENT_H

#include "base/errmsg.h"
#include "tidy/tabhead.h"

/*
 * Whether a column that passes through has a heading that is nearly that of the percentages of some
 * figures without any, such as Neglect_percnt: they would be blank, and this
 * unsaid. -1: *e.
 */
int percent_check(const struct tabhead *h, struct errmsg *e);

#endif
