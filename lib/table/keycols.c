#include "table/keycols.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/role.h"

static int
add(struct keycols *k, struct slice name, const struct slice *headings, size_t n, struct errmsg *e)
{
	size_t col;

	name = slice_trim(name);
	if (name.n == 0)
		return errmsg_set(e, "--keys: a blank name; expected headings with commas between");
	col = heading_find(headings, n, name);
	if (col == n)
		return heading_missing(headings, n, name, e);
	for (size_t i = 0; i < k->n; i++)
		if (k->col[i] == col)
			return errmsg_set(e, "--keys: '%.*s' is named twice; expected each once",
			    SLICE_ARG(name));
	k->col[k->n++] = col;
	return 0;
}

int
keycols_find(struct keycols *k, const char *names, const struct slice *headings, size_t n,
    struct errmsg *e)
{
	size_t len;

	*k = (struct keycols){0};
	if (names == NULL)
		return 0;
	k->col = xcalloc(n, sizeof(*k->col));
	for (;; names += len + 1) {
		len = strcspn(names, ",");
		if (add(k, (struct slice){names, len}, headings, n, e) == -1) {
			keycols_free(k);
			return -1;
		}
		if (names[len] == '\0')
			return 0;
	}
}

void
keycols_free(struct keycols *k)
{
	free(k->col);
	*k = (struct keycols){0};
}
