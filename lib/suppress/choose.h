#ifndef SUPPRESS_CHOOSE_H
#define SUPPRESS_CHOOSE_H

#include "base/errmsg.h"
#include "suppress/system.h"

/*
 * Which cells to hide in addition to the primary ones: fewest, then inner cells before totals, then
 * the smallest sum of values, then first in the order of the cells. The same system gives the same
 * choice.
 */
struct choose_options {
	/* greatest less least possible value of each primary, at least */
	int64_t protect;
	int64_t sensitive_low, sensitive_high;	/* a mark may not be pinned in here */
	/* 0: no limit. After it the best proved choice is taken */
	double seconds;
};

enum choice_how { CHOICE_GRAPH, CHOICE_OPTIMAL, CHOICE_HEURISTIC };

struct choice {
	unsigned char *hidden;		/* a byte a cell; to be freed */
	enum choice_how *how;		/* a cell, of the hidden ones; to be freed */
	/* hidden cells of each kind; secondary without marks and forced cells */
	size_t primary, secondary;
	size_t lower_bound;		/* no choice has fewer secondary cells */
	/*
	 * Least of high - low + 1 over the primary cells, or where that is not known what is proved
	 * of all of them: witnesses found by the way depend on the counts. 0: no primary.
	 */
	int64_t narrowest;
	bool at_least;
	enum choice_how worst;
};

enum choose_result {
	CHOOSE_SAFE,		/* every primary is protected, proved by witnesses */
	CHOOSE_IMPOSSIBLE,	/* not even hiding all that may be hidden protects *culprit */
	CHOOSE_GAVE_UP,		/* nothing could be proved safe in the time given */
	/* no whole numbers fit: totals that do not add up, or marks that cannot be */
	CHOOSE_CONTRADICTION
};

enum choose_result choose(const struct system *s, const struct choose_options *o, struct choice *c,
    uint32_t *culprit);
void choice_free(struct choice *c);

#endif
