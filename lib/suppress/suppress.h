#ifndef SUPPRESS_SUPPRESS_H
#define SUPPRESS_SUPPRESS_H

#include "base/errmsg.h"
#include "suppress/policy.h"
#include "table/filter.h"
#include "table/options.h"
#include "table/rows.h"

/* What csv-suppress does. No count that is hidden leaves by a message, a range or an order. */
struct suppress {
	const struct filter *filter;
	struct policy policy;
	struct option_list totals, keep, published, against, carry;
	const char *keys;
	const char *mark;		/* in place of what is hidden */
	int64_t protect;		/* greatest less least possible value, at least */
	const char *proof;		/* a file for the ranges, or NULL */
	double seconds;			/* more for the choice; 0: what is usual */
	void (*say)(const char *message);
};

/*
 * Writes the table with the sensitive counts hidden, and as many others as it takes. Returns 0;
 * 1, without output, where that cannot be done (*e says of which count, and why); -1: *e.
 */
int suppress_write(const struct suppress *o, struct input *in, struct rows *out, struct errmsg *e);

/*
 * Writes what can be worked out of each hidden count of the table and of those in `against` and
 * `published`. Returns 1 where one is pinned to a sensitive value; -1: *e.
 */
int suppress_audit(const struct suppress *o, struct input *in, struct rows *out, struct errmsg *e);

#endif
