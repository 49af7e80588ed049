#include "table/keycols.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Whether the column is what rows of a key have in series: a figure, a date. */
static bool
identifies(const struct roles *roles, size_t col)
{
	static const enum role others[] = {
		ROLE_PERIOD, ROLE_VALUE, ROLE_PERCENTAGE, ROLE_POPULATION, ROLE_PLAN_START,
		ROLE_PLAN_END, ROLE_PREVIOUS_PLANS, ROLE_STANDARD_WEIGHT, ROLE_STANDARD_RATE,
		ROLE_NUMERATOR, ROLE_DENOMINATOR,
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (roles->col[others[i]] == (int)col)
			return false;
	return true;
}

static int
add_key(struct keycols *k, struct slice name, const struct slice *headings, size_t n,
    const struct roles *roles, struct errmsg *e)
{
	size_t col = heading_find(headings, n, name);

	if (name.n == 0)
		return errmsg_set(e, "--keys: a blank name; expected headings with commas between");
	if (col == n)
		return heading_missing(headings, n, name, e);
	for (size_t i = 0; i < k->n; i++)
		if (k->col[i] == col)
			return errmsg_set(e, "--keys: '%.*s' occurs twice; expected each once",
			    SLICE_ARG(name));
	if (!identifies(roles, col))
		return errmsg_set(e, "--keys: '%.*s' is a figure or a date, by its role; expected "
		    "columns that identify the rows", SLICE_ARG(name));
	k->col[k->n++] = col;
	return 0;
}

int
keycols_find(struct keycols *k, const char *names, const struct slice *headings, size_t n,
    const struct roles *roles, struct errmsg *e)
{
	*k = (struct keycols){.col = xcalloc(n, sizeof(*k->col))};
	for (size_t len; names != NULL; names = names[len] != '\0' ? names + len + 1 : NULL) {
		len = strcspn(names, ",");
		if (add_key(k, slice_trim((struct slice){names, len}), headings, n,
		    roles, e) == -1) {
			keycols_free(k);
			return -1;
		}
	}
	return 0;
}

void
keycols_free(struct keycols *k)
{
	free(k->col);
	*k = (struct keycols){0};
}
