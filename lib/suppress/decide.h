#ifndef SUPPRESS_DECIDE_H
#define SUPPRESS_DECIDE_H

#include "suppress/choose.h"
#include "suppress/derived.h"
#include "suppress/settle.h"
#include "suppress/suppress.h"

struct job {
	const struct suppress *o;
	struct study study;
	struct derived derived;
	bool checked;			/* it is known which columns stay; see check_columns() */
	struct view_options view;
	struct settled settled;
	struct choice choice;
	bool *kept, *may_hide_zero, *forced;
	bool untried;			/* other zeros might do better than the forced one */
	const char *kept_by;		/* an option that keeps a cell, for messages */
};

/* Builds the view: settled, where something that came in hidden may contradict it. -1: *e. */
int decide_build(struct job *j, struct errmsg *e);

/*
 * Chooses what is hidden, with zeros as a last resort: of those the one with which the fewest
 * counts are hidden in all. 1: that cannot be done, or was not in the work allowed; or -1. *e has
 * why.
 */
int decide(struct job *j, struct errmsg *e);

#endif
