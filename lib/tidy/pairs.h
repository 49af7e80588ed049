#ifndef TIDY_PAIRS_H
#define TIDY_PAIRS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

/*
 * Headings of a period and what is below it, a number or its percentage, in either order:
 * "2023-24 Q1 Number" and "% 2023-24 Q1".
 */
enum pair_kind { PAIR_NONE, PAIR_NUMBER, PAIR_PERCENT };

/* fyear: of bare quarters, or PERIOD_NO_YEAR, where any year will do. *period: if it is one. */
enum pair_kind pair_of(struct slice heading, int fyear, struct slice *period);

/* Whether the headings have numbers and percentages, or numbers each after its period. */
bool pairs_are_there(const struct slice *cells, size_t n, int fyear);

bool pair_is_number(struct slice name);		/* "Number", "Count" or the like, alone */
bool pair_is_percent(struct slice name);	/* "%" or "Percentage", alone */

/* Percentages of the values next to it: "%", alone or as in "% of referrals". */
bool pair_is_share(struct slice name);

/* Whether it is a period, in a year of its own or any. */
bool pair_is_period(struct slice name, int fyear);

#endif
