#ifndef RULES_CODELIST_H
#define RULES_CODELIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/periodform.h"
#include "base/slice.h"
#include "rules/rules.h"

/*
 * A code list: rows of 1 to 3 texts, each valid always or for a span of periods. Held whole in
 * memory; looked up by a hash.
 */
struct codelist;

/*
 * Takes the texts of the declaration, or reads its file (relative to the rules file). form: the
 * period's, for validity columns; those may hold days too, and blank is without end. NULL: *e.
 */
struct codelist *codelist_load(const struct list_decl *decl, const struct periodform *form,
    struct errmsg *e);
void codelist_free(struct codelist *l);

size_t codelist_width(const struct codelist *l);
size_t codelist_rows(const struct codelist *l);
bool codelist_dated(const struct codelist *l);
struct slice codelist_name(const struct codelist *l);

/* The column of that name, or the first. */
size_t codelist_column(const struct codelist *l, struct slice name);

/*
 * Makes the n columns ready to be looked up together; the same columns give the same index.
 * Before the first codelist_has() for them.
 */
size_t codelist_index(struct codelist *l, const size_t *cols, size_t n);

/* Do the cells stand together in a row valid at p (at any time when p is NULL)? */
bool codelist_has(const struct codelist *l, size_t index, const struct slice *cells, size_t n,
    const struct period *p);

/* The value of a column in a row, and whether the row is valid at p (NULL: always). */
struct slice codelist_cell(const struct codelist *l, size_t row, size_t col);
bool codelist_valid(const struct codelist *l, size_t row, const struct period *p);

#endif
