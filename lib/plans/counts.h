#ifndef PLANS_COUNTS_H
#define PLANS_COUNTS_H

#include "plans/category.h"
#include "plans/mix.h"
#include "table/input.h"

/*
 * Reads rows of counts, one for each group, category and period, into a mix: categories in the
 * order in which the input first has them, under the input's wording unless that is the code or
 * there is a category file; periods in order of time; groups in order of the input. A row called
 * Total is the total; it is compared with the sum and never counted. A category without a row for
 * a period in which others of its group have one counts as 0, with a note unless the total
 * confirms it. Unless a kind was said, indicators of plans/records.h have theirs. Memory grows with
 * the rows. NULL after a fault, which has been reported.
 */
struct mix *counts_read(struct input *in, const struct mix_options *o,
    const struct category_list *categories);

#endif
