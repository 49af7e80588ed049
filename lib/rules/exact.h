#ifndef RULES_EXACT_H
#define RULES_EXACT_H

#include "rules/eval.h"

/*
 * Exact ranges of expressions in which a figure that is rounded, or a symbol with a range, occurs
 * twice (base/rational.h). They are found when a rule is bound; expressions in which each such
 * figure occurs once, whose ranges are exact anyhow, are left alone. An aggregate is one figure.
 */

/* Sets exact and twice of the nodes of a rule, and twice of the rule. */
void exact_bind(struct program *p, struct bound *u);

/* Are they the same expression? Names count as what they name. */
bool exact_is_same(const struct bound *u, const struct node *a, const struct node *b);

/* The range of a - b, if some figure occurs in both sides of the comparison and it is known. */
bool exact_difference(struct eval *ev, const struct node *compare, struct figure *out);

/* A figure by which the ranges of the sides are wider than need be, or p == NULL. */
struct slice exact_widened(struct eval *ev, const struct node *compare);

#endif
