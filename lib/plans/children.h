#ifndef PLANS_CHILDREN_H
#define PLANS_CHILDREN_H

#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/slice.h"

/*
 * Looks across all plans of each child: the same plan twice, two plans open at once, second and
 * later plans. Keeps 32 bytes for each plan.
 *
 * A child is known by a 64-bit fingerprint (XXH3) of the id. Two of n children share one with
 * odds of about n^2 / 2^65: 3 in a million for 10 million children, 3 in 10 billion for 100,000.
 */
struct children;

struct childplan {
	uint64_t child;			/* fingerprint */
	uint64_t line : 40, file : 24;	/* file: the number of that which the line is in */
	uint32_t group, category : 28, earlier : 4;	/* the caller's */
	int32_t start, end;		/* days as base/date.h; end PLAN_OPEN for none */
};

struct children *children_new(void);
void children_free(struct children *c);		/* NULL does nothing */

/* Adds the next plan of the input, with its child and file, which is not copied. */
void children_add(struct children *c, struct slice child, const char *file, struct childplan plan);

enum childplan_kind {
	CHILD_FIRST,		/* the child's first plan */
	CHILD_LATER,		/* a second or later plan */
	CHILD_WITHIN,		/* one within PLAN_LONG_MONTHS of the end of the last */
	CHILD_TWICE,		/* a fault: the same child, start and end as another plan */
	CHILD_OVERLAP,		/* a fault: open on a day when another plan of the child is open */
};

/*
 * Calls seen() once for each plan: first for the sound ones, in no useful order, then for those
 * at fault, in the order of the input, with the located message. Of two plans at fault together,
 * the one later in order of start, end and line is at fault; the child's other plans are judged
 * as if it were not there.
 */
void children_judge(struct children *c, void (*seen)(void *ctx, const struct childplan *plan,
    enum childplan_kind kind, const struct errmsg *fault), void *ctx);

#endif
