#ifndef SUPPRESS_PROBLEM_H
#define SUPPRESS_PROBLEM_H

#include "suppress/choose.h"
#include "suppress/piece.h"

/*
 * The choice for one part of a system that nothing links to the rest. What an outsider can think
 * possible is measured from one table that fits everything, the base: the true one, with marks that
 * came in filled by some values that fit.
 */
struct target {
	uint32_t cell;
	int64_t need;		/* greatest less least possible value, at least */
};

/* What all parts may still cost; in steps, so that results do not depend on the machine. */
struct work {
	uint64_t left;
	double until;		/* seconds of the monotonic clock; 0: no limit */
	uint64_t next_look;	/* at the clock, when left is below */
	bool over;
};

struct problem {
	const struct system *s;
	int64_t *base;
	/* the cells that always are: not CELL_COUNT or CELL_FIXED */
	unsigned char *hidden;
	struct target *target;
	size_t n_targets;
	uint32_t *candidate;		/* the cells that may be hidden, CELL_COUNT */
	size_t n_candidates;
	struct work *work;
	/* no base was found in the work allowed: there may be one */
	bool unsettled;
};

/* False: no whole numbers fit, or none were found. */
bool problem_init(struct problem *p, const struct system *s, const struct choose_options *o,
    struct work *w);
void problem_free(struct problem *p);

/* Counts work. True: there is none left, or no time. */
bool work_spend(struct work *w, uint64_t steps);

double work_clock(void);	/* seconds */

/* Leaves only a share of the time that is left, if it is limited. Returns the old w->until. */
double work_share_time(struct work *w, double share);

/*
 * Whether choice a (a byte a cell) comes before b: fewer candidates, fewer totals, smaller sum,
 * first in the order of the cells.
 */
bool problem_prefers(const struct problem *p, const unsigned char *a, const unsigned char *b);
size_t problem_count(const struct problem *p, const unsigned char *hidden);	/* of candidates */

/* Whether a constraint is not known whatever is chosen: its owner is always hidden. */
bool problem_is_off(const struct problem *p, const struct constraint *c);

/* Whether the choice decides if a constraint is known: its owner is a candidate. */
bool problem_is_optional(const struct problem *p, const struct constraint *c);

#endif
