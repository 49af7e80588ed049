#ifndef SUPPRESS_SEPARATE_H
#define SUPPRESS_SEPARATE_H

#include "suppress/cut.h"
#include "suppress/greedy.h"
#include "suppress/reach.h"

/* Finds cuts that a proposed choice, whole or in part, does not satisfy. */
struct separator {
	struct greedy *g;
	struct reach *reach, *hold;	/* without and with a little play for published cells */
	double *up, *down, *mirror_up, *mirror_down;	/* multipliers */
	int64_t *x;
	unsigned char *is_protected;
	struct cut *found;	/* by the last call; freed by the next */
	size_t n, cap;
	bool unproved;		/* a cut was taken for which the work did not suffice to prove it */
};

void separator_init(struct separator *s, struct greedy *g);
void separator_free(struct separator *s);

/*
 * By the attacker's linear programmes, for cells hidden in part (a number 0 to 1 a cell), at most
 * `max` cuts, beginning with target number `from`. Witnesses found on the way go to the pool.
 */
size_t separator_find(struct separator *s, const double *part, size_t from, size_t max);

/* Those of equations with one hidden cell, a target: another cell of each must be hidden. */
size_t separator_lines(struct separator *s);

/*
 * For a choice that linear programmes find safe and whole numbers do not: target t is the culprit.
 */
void separator_whole(struct separator *s, const unsigned char *hidden, size_t t);

#endif
