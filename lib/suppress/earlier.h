#ifndef SUPPRESS_EARLIER_H
#define SUPPRESS_EARLIER_H

#include "suppress/view.h"

/*
 * Of the counts that an earlier publication hid, and that are related by its sums, at least one was
 * small: else it would have hidden none. Takes one of them for it, which certainly is or at least
 * may be, so that what is proved of others allows for this: rather one that can still have
 * `protect` more values. Sets its low and high in the study.
 */
void earlier_find(struct study *st, const struct view_options *o, int64_t protect);

#endif
