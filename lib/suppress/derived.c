#include "suppress/derived.h"

#include <stdlib.h>

#include "base/memory.h"

static bool
is_candidate(const struct table *t, const struct space *s, size_t col)
{
	if (col == t->count || (int)col == t->population || space_has_column(s, t, col))
		return false;
	if ((int)col == t->percentage || role_is_named(ROLE_NUMERATOR, t->heading[col]))
		return true;
	for (enum role r = 0; r < ROLE_N; r++)
		if (t->roles.col[r] == (int)col)
			return false;
	return !space_is_code(t->heading[col]) &&
	    !role_is_named(ROLE_DENOMINATOR, t->heading[col]) &&
	    !role_is_named(ROLE_STANDARD_WEIGHT, t->heading[col]) &&
	    !role_is_named(ROLE_STANDARD_RATE, t->heading[col]);
}

int
derived_find(struct derived *d, const struct table *t, const struct space *s,
    const struct option_list *carry, struct errmsg *e)
{
	size_t col;
	struct errmsg why;

	*d = (struct derived){.is = xcalloc(t->ncols, sizeof(bool)),
	    .words = xcalloc(t->ncols, sizeof(bool)), .carried = xcalloc(t->ncols, sizeof(bool))};
	for (size_t i = 0; i < carry->n; i++) {
		struct slice name = slice_trim(slice_of(carry->item[i]));

		if ((col = heading_find(t->heading, t->ncols, name)) == t->ncols) {
			heading_missing(t->heading, t->ncols, name, &why);
			return errmsg_set(e, "--carry: %s", why.text);
		}
		d->carried[col] = true;
	}
	for (size_t c = 0; c < t->ncols; c++) {
		if (d->carried[c] || !is_candidate(t, s, c))
			continue;
		for (size_t i = 0; i < t->n; i++) {
			d->is[c] |= table_is_number(t->row[i].cell[c]);
			d->words[c] |= table_is_word(t->row[i].cell[c]);
		}
		if ((int)c == t->percentage)
			d->words[c] = false;
	}
	return 0;
}

void
derived_free(struct derived *d)
{
	free(d->is);
	free(d->words);
	free(d->carried);
}
