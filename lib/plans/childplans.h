#ifndef PLANS_CHILDPLANS_H
#define PLANS_CHILDPLANS_H

#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"
#include "plans/plancount.h"

/*
 * What looks across all plans of a child: the same plan twice, two plans open at once, second and later
 * plans. Keeps 16 bytes a plan: a 64-bit fingerprint (XXH3) of the child's id, start and end as days
 * since 1900 in 16 bits each, and the plan's number. At the end they are sorted in place.
 *
 * Two children of n share a fingerprint with odds of about n^2 / 2^65: 3 in a million for 10
 * million children, 3 in 10 billion for 100,000.
 */
struct childplans;

struct childplans *childplans_new(void);
void childplans_free(struct childplans *c);

/* Adds the next plan (numbered 0, 1, ...); end PLAN_OPEN for none. -1: there are 2^32 already. */
int childplans_add(struct childplans *c, struct slice child, int32_t start, int32_t end);

enum childplan {
	CHILD_FIRST,		/* the child's first plan */
	CHILD_LATER,		/* a second or later one, */
	CHILD_WITHIN,		/* and it started within PLAN_LONG_MONTHS of the end of the last */
	CHILD_TWICE,		/* the same child, start and end as another plan */
	CHILD_OVERLAP,		/* on one day at least, both this and another plan are open */
};

struct childplan_seen {
	enum childplan is;
	uint32_t plan;		/* its number */
	int32_t start, end;
	uint32_t other;		/* the plan it repeats or overlaps, or follows; */
	int32_t other_end;	/* its end, for CHILD_OVERLAP */
};

/*
 * Calls seen() once for each plan: a child's plans in order of start, end and number, the children in no
 * useful order. Of two plans at fault the later in that order is the one at fault; what follows
 * is judged as if it were not there. Only once; the plans cannot be added to afterwards.
 */
void childplans_check(struct childplans *c, void (*seen)(void *ctx, const struct childplan_seen *s),
    void *ctx);

#endif
