#ifndef RULES_CLAUSE_H
#define RULES_CLAUSE_H

#include "rules/parse.h"

/* A rule: the line that begins it, and its clauses. Returns as in rules/parse.h. */

/* "rule ID SEVERITY": a new rule, the last one of r. */
int clause_rule(struct parser *p, struct rules *r, struct slice text, unsigned line);

/* A clause of the rule with the lines that continue it. */
int clause_read(struct parser *p, struct rule *rule, struct slice text, unsigned line);

bool clause_begins(struct slice s);	/* with "check:" or the like */
int clause_complete(struct parser *p, const struct rule *rule);	/* has all that a rule must have */

#endif
