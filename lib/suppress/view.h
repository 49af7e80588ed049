#ifndef SUPPRESS_VIEW_H
#define SUPPRESS_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "suppress/policy.h"
#include "suppress/study.h"
#include "suppress/system.h"

/*
 * A study as a system of whole numbers: its cells, and a constraint or two for each fact. The tag
 * of a constraint is the number of the fact.
 */
struct view_options {
	const struct policy *policy;
	bool audit;			/* nothing is chosen: marks are hidden, the rest is shown */
	const bool *carried;		/* by column of the table: stays with a hidden count */
	/* By cell, or NULL: */
	const bool *kept;		/* is published whatever happens */
	const bool *may_hide_zero;	/* a 0 that may be hidden, as a last resort */
	const bool *forced;		/* a 0 that is hidden whatever else is */
	const bool *may_be_zero;	/* a mark that may be 0, although zeros are shown */
	/* Some 0 is hidden: so any count that is hidden may be 0, if not hidden before. */
	bool zeros_hidden;
};

struct view {
	struct system system;
	struct cell *cell;
	struct constraint *constraint;
	size_t cap;
	struct arena mem;
	enum reading *reading;		/* of the percentages of a total, by column and cell */
	bool *may_be_zero;		/* by cell, if hidden: as zeros are hidden too */
	int64_t *value;			/* by cell, where it is known to us; or SYSTEM_NOT_KNOWN */
};

void view_build(struct view *v, const struct study *st, const struct view_options *o);
void view_free(struct view *v);

#endif
