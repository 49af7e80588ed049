#ifndef SUPPRESS_MASTER_H
#define SUPPRESS_MASTER_H

#include "suppress/greedy.h"

/*
 * The best choice: a small integer programme whose rows are cuts (cut.h), found as its solutions
 * turn out not to be safe. Branch and bound over one linear programme, in floating point, which
 * only proposes choices; each one taken was proved safe by witnesses.
 */
struct master_result {
	size_t lower_bound;	/* no safe choice hides fewer candidates */
	/* the choice is the best, in its tie order too as far as the work allowed */
	bool optimal;
};

/* hidden: a safe choice, replaced by a better one. */
void master_improve(struct greedy *g, unsigned char *hidden, struct master_result *r);

#endif
