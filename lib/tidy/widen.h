#ifndef TIDY_WIDEN_H
#define TIDY_WIDEN_H

#include "base/errmsg.h"
#include "table/rows.h"
#include "tidy/tidy.h"

/*
 * From observations back to a table with the periods across, a row for each series in the order of
 * their first observations:
 *   - without categories: a column Indicator with the indicators;
 *   - with one indicator, and a category everywhere: its name heads the column of the categories;
 *   - otherwise columns indicator and category.
 * The columns that pass through come between these and the periods, which are in order of time. A
 * value and its percentage are one cell, "130 (70%)"; a series called "LABEL: of which X" after the
 * series LABEL is again a row without a label whose cells say "Of which N were X". Quarters are
 * headed Q1 to Q4 if all of them belong to the financial year fyear.
 *
 * Reads `from` to its end. 0; -1 and *e when that fails, there are periods of two lengths, or the
 * table could not be read again as the same. rows_close() reports a write that failed.
 */
int widen(struct tidy *from, int fyear, struct rows *o, struct errmsg *e);

#endif
