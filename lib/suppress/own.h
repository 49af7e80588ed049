#ifndef SUPPRESS_OWN_H
#define SUPPRESS_OWN_H

#include "suppress/table.h"

/*
 * Where one column is finer than another, an authority's own row may have its name, or code, in the
 * column of wards: Hartlepool, Hartlepool or Hartlepool (total), Hartlepool. Such a cell is read as
 * if it were blank, in tables that are read together: sets the rows' `place` and `own`, and the
 * tables' `owned`, the names of these authorities.
 */
void own_find(struct table *const *t, size_t n);

/* Reads the row's cell in the column as blank. */
void own_blank(struct table *t, struct row *r, size_t col);

/* Undoes that. */
void own_forget(struct table *t);

/* Whether the name is that of an authority with such a row. */
bool own_has(const struct table *t, struct slice name);

#endif
