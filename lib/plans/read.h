#ifndef PLANS_READ_H
#define PLANS_READ_H

#include "plans/mix.h"
#include "table/input.h"

/*
 * Reads a mix from plan records (plans/records.h) where the input has a column for a plan's
 * start, else from counts (plans/counts.h). Counts that cp-categorise made have the kind of their
 * indicator, unless another was said. NULL after a fault, which has been reported.
 */
struct mix *mix_read(struct input *in, const struct mix_options *o, const struct mix_say *say);

#endif
