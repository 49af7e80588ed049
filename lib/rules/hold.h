#ifndef RULES_HOLD_H
#define RULES_HOLD_H

#include "rules/program.h"

/*
 * Which columns a row must keep that waits for the total of its group, or that previous() looks back
 * at: those that its check, its message and its key name. Fills bound.held and program.previous_held.
 */
void program_hold(struct program *p);

#endif
