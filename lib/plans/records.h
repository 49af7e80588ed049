#ifndef PLANS_RECORDS_H
#define PLANS_RECORDS_H

#include "base/errmsg.h"
#include "base/slice.h"
#include "plans/category.h"
#include "plans/mix.h"
#include "table/input.h"
#include "table/cell.h"

/* Whether the input has plan records, with a column for a plan's start: 1, 0, or -1: *e. */
int records_found(struct input *in, const struct mix_options *o, struct errmsg *e);

/*
 * Reads child-level records into a mix: one row for each plan, in any order, in one pass. Plans
 * started are counted by their initial category, all others by the latest, or the initial where
 * that is blank; a column for the role category alone serves for all. Groups in order of their
 * keys.
 *
 * NULL after a fault, which has been reported, unless skip_bad. Memory: plans/quarters.h's, and
 * with child checks plans/children.h's.
 */
struct mix *records_read(struct input *in, const struct mix_options *o,
    const struct category_list *categories);

/* The kind of an indicator of records_read(); KIND_UNSAID: not one of them. */
enum kind records_kind(struct slice indicator);

#endif
