#ifndef RULES_EXPLAIN_H
#define RULES_EXPLAIN_H

#include <stdio.h>

#include "rules_plan.h"

/* Each rule of the plan in words: how often it runs, over which rows, what it wants. */
void rules_explain(const struct plan *plan, FILE *out);

#endif
