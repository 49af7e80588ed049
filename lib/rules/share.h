#ifndef RULES_SHARE_H
#define RULES_SHARE_H

#include "rules/eval.h"

/* apportion(value, total, decimals): the largest remainder over the rows of a group. */

/* The unit shared out; whole: the figures beside it are printed without decimals. */
struct rat share_unit(const struct node *share, bool whole);

/* v: the values of the n rows of the group; becomes their shares, not known when one value is not. */
void share_work_out(const struct node *share, bool whole, struct value *v, size_t n);

#endif
