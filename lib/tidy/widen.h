#ifndef TIDY_WIDEN_H
#define TIDY_WIDEN_H

#include <stddef.h>

#include "base/errmsg.h"
#include "base/slice.h"
#include "tidy/tidy.h"

/*
 * The way back from observations to a table with the periods across, a row for each series in the
 * order of their first observation:
 *   - no categories: a column Indicator with the indicators;
 *   - one indicator, and a category everywhere: its name heads the column of the categories;
 *   - otherwise columns indicator and category.
 * Columns that pass through stand between these and the periods, which are in order of time. A value
 * and its percentage are one cell, "130 (70%)"; a series called "LABEL: of which X" behind LABEL is
 * again a row without a label whose cells say "Of which N were X".
 */
struct widen;

struct widen *widen_new(const struct tidy *from);	/* whose pass-through columns are copied */
void widen_free(struct widen *w);

/* Takes the observation that tidy_next() gave. */
void widen_add(struct widen *w, const struct tidy *from, const struct tidy_cell *cell);

/*
 * Lays the table out. Quarters that all belong to the financial year fyear are headed Q1 to Q4. -1 and *e
 * when periods of two lengths meet, or the table could not be read again as the same one.
 */
int widen_finish(struct widen *w, int fyear, struct errmsg *e);

size_t widen_nrows(const struct widen *w);	/* the heading is row 0 */
size_t widen_ncols(const struct widen *w);
struct slice widen_cell(const struct widen *w, size_t row, size_t col);	/* until widen_free() */

#endif
