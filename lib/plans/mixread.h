#ifndef PLANS_MIXREAD_H
#define PLANS_MIXREAD_H

#include "plans/mix.h"
#include "plans/mixopt.h"
#include "table/input.h"

/*
 * Reads rows of counts, one for each group, category and period, into a mix: categories in the order in which
 * the input first has them, periods in order of time, groups in order of the input. A row called
 * Total is the total; it is compared with the sum and never counted. A category without a row
 * for a period in which others of its group have one counts as 0, with a note unless the
 * total confirms it. Memory grows with the cells. NULL after a fault.
 */
struct mix *mixread(struct input *in, const struct mixread_options *o, const struct mix_say *say);

#endif
