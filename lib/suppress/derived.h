#ifndef SUPPRESS_DERIVED_H
#define SUPPRESS_DERIVED_H

#include <stdbool.h>

#include "suppress/space.h"
#include "suppress/table.h"

/*
 * Which columns are derived from the count, and so hidden with it: those with numbers that are not
 * the count, the population, a dimension, another role's, or named as a code or number. `words`: a
 * column that has words too, of which only the numbers are hidden.
 */
struct derived {
	bool *is, *words, *carried;	/* by column */
};

/* carry: names of columns that stay (--carry). -1: *e: one is no heading. */
int derived_find(struct derived *d, const struct table *t, const struct space *s,
    const struct option_list *carry, struct errmsg *e);
void derived_free(struct derived *d);

static inline bool
derived_hides(const struct derived *d, size_t col, struct slice cell)
{
	return d->is[col] && slice_trim(cell).n > 0 && (!d->words[col] || table_is_number(cell));
}

#endif
