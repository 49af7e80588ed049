#ifndef TIDY_SPAN_H
#define TIDY_SPAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/period.h"
#include "base/slice.h"

/*
 * Whether the words of a name before its period, from `at` on, make that the end of a longer one:
 * "Year ending" before June 2023, "6 months to", "Apr-" before Sep 2022, "Half" before a year, and
 * words that are span_is_cumulative(). A measure does not: "Plans ended", "Plans over 2 years",
 * "Children at 31 March" before 2023-24.
 */
bool span_is_before(struct slice name, size_t at, struct period p);

/* The same of words that follow the period: "to date", "half year". */
bool span_is_after(struct slice words);

/* Whether words say that figures are added up since an earlier period: "YTD", "cumulative". */
bool span_is_cumulative(struct slice words);

/* "NAME: a span of time other than PERIOD; expected ...", with how it can be read. Returns -1. */
int span_describe(struct slice name, struct period p, struct errmsg *e);

/* The same of a cell. */
int span_describe_cell(struct slice cell, struct period p, struct errmsg *e);

#endif
