#ifndef CHECK_CELLS_H
#define CHECK_CELLS_H

#include "check/builtin.h"
#include "rules/program.h"
#include "table/record.h"

/*
 * The checks of single cells that need no rules: blanks at the edges and other spaces (S10),
 * control characters and newlines (S11), and cells that are not of their column's type (S15).
 */

/* Of a record. unusual: it may have bytes that are control characters or not ASCII. */
void cells_check(const struct builtins *b, const struct record *rec, const struct slice *heading,
    bool unusual);

/* A number of too many digits. */
void cells_huge(const struct builtins *b, struct slice cell, struct slice column, uint64_t line);

/* Why a cell of a number column is not a number: a thousands comma, a currency sign. */
void cells_number(const struct builtins *b, struct slice cell, struct slice column, uint64_t line);

/* A cell that does not fit its column's declared type, and that no rule has reported. */
void cells_misfit(const struct builtins *b, struct slice cell, const struct column *column,
    uint64_t line);

#endif
