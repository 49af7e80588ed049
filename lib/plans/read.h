#ifndef PLANS_READ_H
#define PLANS_READ_H

#include "plans/mix.h"
#include "table/input.h"

/*
 * Reads a mix from plan records (plans/records.h) where the input has a column for a plan's start, else from
 * counts (plans/counts.h). The kind of counts that was not said is known by their indicator where
 * cp-categorise made them. NULL after a fault, which was said.
 */
struct mix *mix_read(struct input *in, const struct mix_options *o, const struct mix_say *say);

#endif
