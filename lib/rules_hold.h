#ifndef RULES_HOLD_H
#define RULES_HOLD_H

#include "rules_plan.h"

/*
 * Which columns a row must keep that waits for the total of its group, or that previous() looks back
 * at: those that its check, its message and its key name. Fills bound.held and plan.previous_held.
 */
void plan_hold(struct plan *p);

#endif
