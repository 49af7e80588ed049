#ifndef RULES_NEEDS_H
#define RULES_NEEDS_H

#include "rules/program.h"

/* needs: which faults of which rules hold back a finding. some: rules may have been left out. */
void bind_needs(struct program *p, struct remarks *m, bool some);

/* Each rule behind those it needs; a circle is a remark. */
void put_in_order(struct program *p, struct remarks *m);

#endif
