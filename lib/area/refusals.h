#ifndef AREA_REFUSALS_H
#define AREA_REFUSALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/intern.h"
#include "base/slice.h"

/*
 * What is said of rows that cannot be used. A file of the wrong kind has thousands with the same
 * fault: of some kinds the first few are named, and the rest counted; with verbose, all are named.
 */
enum refusal {
	REFUSAL_OTHER,			/* each is named */
	REFUSAL_NAME,			/* its code and name mean two areas */
	REFUSAL_PERIOD,			/* its period cannot be read: each text once */
	REFUSAL_SECOND,			/* a second row for an area and period */
	REFUSAL_LEVEL,			/* with --areas all: an area that is made of the others */
};
enum { REFUSAL_KINDS = REFUSAL_LEVEL + 1 };

/* Starts with say and verbose, the rest zeros. */
struct refusals {
	void (*say)(const char *message);
	bool verbose;
	/* private */
	size_t said[REFUSAL_KINDS], left[REFUSAL_KINDS];
	struct intern *periods;
};

/* text: of REFUSAL_PERIOD the cell. */
void refusals_add(struct refusals *r, enum refusal kind, struct slice text, const char *message);

void refusals_close(struct refusals *r);	/* says how many were not named */

#endif
