#ifndef CHECK_CELLS_H
#define CHECK_CELLS_H

#include "check/builtin.h"
#include "rules/run.h"
#include "table/record.h"

/*
 * The checks of single cells that need no rules: blanks at the edges and other spaces (S10),
 * control characters and newlines (S11), and cells that are not of their column's type (S15).
 */

/* Of a record. unusual: it may have bytes that are control characters or not ASCII. */
void cells_check(const struct builtins *b, const struct record *rec, const struct slice *heading,
    bool unusual);

/*
 * A cell that does not fit its column's declared type. said: a rule has reported it, so that only a
 * thousands comma, a currency sign or the like is reported.
 */
void cells_fit(const struct builtins *b, enum run_fit fit, struct slice cell,
    const struct column *column, bool said, uint64_t line);

#endif
