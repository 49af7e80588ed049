#ifndef RULES_ANALYSE_H
#define RULES_ANALYSE_H

#include "rules/program.h"

/* What follows from the rules of a program once each is bound. */

/* Can the condition never be true, whatever the rows hold? Sound, not complete. */
bool analyse_never(const struct node *n);

/*
 * needs: which faults of which rules hold back a finding, and the order that follows: each rule
 * after those it needs. some: rules may have been left out.
 */
void analyse_needs(struct program *p, struct remarks *m, bool some);

/*
 * The columns to keep of a row that waits for its group, and of one that previous() may look back
 * to: those that its check, its message and its key name. Fills bound.held and
 * program.previous_held.
 */
void analyse_held(struct program *p);

#endif
