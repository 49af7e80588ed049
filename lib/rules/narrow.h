#ifndef RULES_NARROW_H
#define RULES_NARROW_H

#include "rules/eval.h"

/*
 * Numbers and their comparisons by way of base/narrow.h, which is most of them. False: not in this
 * way (a symbol, a blank, many digits, a function), and nothing is changed; the long way of
 * rules/eval.h is then to be taken, which gives the same answer wherever this one gives one.
 */
bool narrow_value(struct eval *ev, const struct node *n, struct narrow *v);
bool narrow_truth(struct eval *ev, const struct node *n, enum truth *t);

#endif
