#ifndef SUPPRESS_ABSENT_H
#define SUPPRESS_ABSENT_H

#include "suppress/study.h"

/*
 * Totals that have no row although others of their kind do, or a label of their own in another
 * row: in each dimension, and totals of these. Some of them have no parts.
 */
struct absent {
	struct table table;		/* a row each; its memory is the study's */
	bool *keep;			/* by row: there may be percentages of it */
	bool *presumed[SPACE_MAX];	/* by place: a total meanwhile */
};

void absent_find(struct absent *a, struct study *st);

/* Labels that are totals only as long as these are looked at are none any more. */
void absent_close(struct absent *a, struct space *s);

#endif
