#include "table/keycols.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/role.h"

static int
add_key(struct keycols *k, struct slice name, const struct slice *headings, size_t n,
    struct errmsg *e)
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
	k->col[k->n++] = col;
	return 0;
}

int
keycols_find(struct keycols *k, const char *names, const struct slice *headings, size_t n,
    struct errmsg *e)
{
	*k = (struct keycols){.col = xcalloc(n, sizeof(*k->col))};
	for (size_t len; names != NULL; names = names[len] != '\0' ? names + len + 1 : NULL) {
		len = strcspn(names, ",");
		if (add_key(k, slice_trim((struct slice){names, len}), headings, n, e) == -1) {
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
