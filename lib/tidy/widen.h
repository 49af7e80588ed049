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
 * series LABEL is again a row without a label whose cells say "Of which N were X".
 */
struct widen;

struct widen *widen_new(const struct tidy *from);	/* for the observations of from */
void widen_free(struct widen *w);

void widen_add(struct widen *w, const struct observation *o);

/*
 * Lays the table out. Quarters that all belong to the financial year fyear are headed Q1 to Q4. -1
 * and *e when there are periods of two lengths, or it could not be read again as the same table.
 */
int widen_finish(struct widen *w, int fyear, struct errmsg *e);

/* Writes the table, after widen_finish(). -1 once a write has failed. */
int widen_write(const struct widen *w, struct rows *o);

#endif
