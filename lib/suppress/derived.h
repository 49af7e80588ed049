#ifndef SUPPRESS_DERIVED_H
#define SUPPRESS_DERIVED_H

#include <stdbool.h>

#include "suppress/printed.h"
#include "suppress/space.h"
#include "suppress/table.h"

/*
 * Which columns are derived from the count, and so hidden with it: those with numbers that are not
 * the count, the population, a dimension, another role's, or named as a code or number. `words`: a
 * column mostly of words, of which only cells with digits are hidden. `everywhere`: what its
 * numbers say is not known, so it is hidden in all rows as soon as anything is hidden.
 */
struct derived {
	bool *is, *words, *carried, *everywhere;	/* by column */
	bool *method;			/* csv-rate's: Exact is fewer than 10 */
};

/* Whether the column may be, by its heading. */
bool derived_can_be(const struct table *t, const struct space *s, size_t col);

/* carry: names of columns that stay (--carry). -1: *e: one is no heading, or that of the counts. */
int derived_carry(struct derived *d, const struct table *t, const struct option_list *carry,
    struct errmsg *e);

/* The columns that are derived. printed: what is known of each. */
void derived_find(struct derived *d, const struct table *t, const struct space *s,
    const struct printed_list *printed);
void derived_free(struct derived *d);

/*
 * A column that is not derived but repeats the counts or the totals, as a denominator may: -1, *e.
 * Without sums (NULL), the counts only.
 */
int derived_repeats(const struct derived *d, const struct table *t, const struct space *s,
    const struct sums *sums, struct errmsg *e);

/* Sets *b to the headings of the columns that are hidden everywhere, with commas. */
void derived_names(const struct derived *d, const struct table *t, struct textbuf *b);

/* Whether the cell is to be hidden; ours: its count is, by us, so that no mark of it stays. */
bool derived_hides(const struct derived *d, size_t col, struct slice cell, bool ours);

#endif
