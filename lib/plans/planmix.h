#ifndef PLANS_PLANMIX_H
#define PLANS_PLANMIX_H

#include <stdbool.h>

#include "base/errmsg.h"
#include "base/period.h"
#include "base/slice.h"
#include "plans/category.h"
#include "plans/mix.h"
#include "plans/mixread.h"
#include "plans/plancount.h"
#include "table/input.h"
#include "table/keycols.h"
#include "table/kind.h"
#include "table/role.h"

struct planmix_options {
	const struct role_choice *choice;	/* -c, for child_id, plan_start, plan_end, category,
					   category_initial, category_latest, previous_plans */
	size_t nchoices;
	const char *keys;		/* -k: a table for each value of these columns; or NULL */
	struct category_list *categories;
	enum plan_measure measure;
	enum period_freq freq;		/* PERIOD_FQUARTER or PERIOD_QUARTER */
	struct period from, to;		/* the quarters wanted; freq PERIOD_NONE: all there are */
	bool child_checks;		/* look across each child's plans (plans/childplans.h) */
	bool skip_bad;			/* leave out plans at fault, and note how many of each */
	size_t most_messages;		/* about faults; what is not said is counted */
};

/* What an indicator that planmix() names counts: of its tables read again. KIND_UNSAID: none of them. */
enum kind planmix_kind(struct slice indicator);

/* Are these plan records: is there a column for a plan's start? 1, 0, or -1: *e. */
int planmix_records(struct input *in, const struct role_choice *choice, size_t nchoices,
    struct errmsg *e);

/*
 * Reads child-level records into a mix: one row for each plan, in any order, in one pass. Counts by the
 * initial category for plans started, the latest (and where that is blank, the initial) for all else; a
 * column for the role category alone serves for all. Groups in order of their keys. NULL after a
 * fault, unless skip_bad. Memory: plans/plancount.h's, and with child_checks 16 bytes a plan
 * (plans/childplans.h), 4 more with skip_bad or with PLAN_SUBSEQUENT and keys, 1 more with PLAN_SUBSEQUENT
 * and a column for the role previous_plans: then a plan is a second or later one also by that.
 */
struct mix *planmix(struct input *in, const struct planmix_options *o, const struct mix_say *say);

#endif
