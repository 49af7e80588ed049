#ifndef SUPPRESS_LABELS_H
#define SUPPRESS_LABELS_H

#include "suppress/study.h"

/*
 * Totals called otherwise than Total: labels that sound like one (Totals, All, Persons, All ...,
 * ... total), and blanks, are totals where they add up wherever they occur. note() gets those that
 * sound like one but do not add up, unless it is NULL. pub: the publication, whose sums are not
 * found yet; labels of earlier ones are settled.
 */
void labels_find(struct study *st, size_t pub, void (*note)(const char *message));

/*
 * The same of all publications together, whose cells are known by now: the authorities' own rows
 * may be in one, and their wards in another. True: some are totals that were not before.
 */
bool labels_find_across(struct study *st);

/*
 * Takes places of a dimension as totals, and leaves them so where that gives sums that add up,
 * also with what takes the place of missing totals.
 */
enum labels_trial { LABELS_HOLD, LABELS_FAIL, LABELS_NO_SUMS };
enum labels_trial labels_try(struct space *s, const struct publication *p, size_t dim,
    const uint32_t *candidate, size_t n);

bool labels_is_like_total(struct slice words);

/* Total excluding Hartlepool: the sum of some, and no total. */
bool labels_leaves_out(struct slice words);

#endif
