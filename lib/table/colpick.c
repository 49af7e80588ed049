#include "table/colpick.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/num.h"
#include "table/role.h"

/* The column NAME of "NAME" or "NAME=REST"; n when there is none. rest->p is NULL without "=". */
static size_t
find(const struct slice *headings, size_t n, const char *arg, struct slice *rest)
{
	const char *equals = arg + strlen(arg);
	size_t col = heading_find(headings, n, slice_of(arg));

	*rest = (struct slice){NULL, 0};
	while (col == n && (equals = memrchr(arg, '=', (size_t)(equals - arg))) != NULL) {
		col = heading_find(headings, n, (struct slice){arg, (size_t)(equals - arg)});
		if (col < n)
			*rest = slice_of(equals + 1);
	}
	return col;
}

static int
missing(const struct slice *headings, size_t n, const char *arg, struct errmsg *e)
{
	return heading_missing(headings, n, (struct slice){arg, strcspn(arg, "=")}, e);
}

size_t
colpick_columns(struct colpick **out, char *const *args, size_t nargs,
    const struct slice *headings, size_t n, struct errmsg *e)
{
	size_t ncols = nargs > 0 ? nargs : n;
	struct colpick *cols = xcalloc(ncols, sizeof *cols);
	struct slice heading = {NULL, 0};

	*out = cols;
	for (size_t i = 0; i < ncols; i++) {
		size_t source = nargs > 0 ? find(headings, n, args[i], &heading) : i;

		if (source == n) {
			missing(headings, n, args[i], e);
			free(cols);
			*out = NULL;
			return 0;
		}
		cols[i] = (struct colpick){source, heading.p != NULL ? heading : headings[source],
		    COLPICK_AS_IT_IS};
	}
	return ncols;
}

int
colpick_decimals(struct colpick *cols, size_t ncols, char *const *args, size_t nargs,
    const struct slice *headings, size_t n, struct errmsg *e)
{
	struct slice digits;
	int64_t decimals;
	size_t source;

	for (size_t i = 0; i < nargs; i++) {
		bool named = strchr(args[i], '=') != NULL;

		source = named ? find(headings, n, args[i], &digits) : n;
		if (named && (source == n || digits.p == NULL))
			return missing(headings, n, args[i], e);
		if (!num_parse_int(named ? digits.p : args[i], 0, COLPICK_MOST_DECIMALS, &decimals))
			return errmsg_set(e, "--decimals %s: expected a whole number from 0 to %d", args[i],
			    COLPICK_MOST_DECIMALS);
		for (size_t c = 0; c < ncols; c++)
			if (!named || cols[c].source == source)
				cols[c].decimals = (int)decimals;
	}
	return 0;
}
