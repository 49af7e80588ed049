#ifndef RULES_CLAUSE_H
#define RULES_CLAUSE_H

#include "rules/parse.h"

/* The parts of a rule: the line that begins it, and its clauses. All return 0, or -1 with the parser's message. */

/* "rule ID SEVERITY": a new rule, the last one of r. */
int clause_rule(struct parser *p, struct rules *r, struct slice text, unsigned line);

/* A clause of the rule with the lines that continue it. */
int clause_read(struct parser *p, struct rule *rule, struct slice text, unsigned line);

bool clause_begins(struct slice s);			/* "check:" and the like, at its beginning */
int clause_complete(struct parser *p, const struct rule *rule);	/* has all that a rule must have */

#endif
