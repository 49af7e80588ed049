#include "table/kind.h"

static const char *const names[] = {
	[KIND_UNSAID] = "",
	[KIND_STOCK] = "stock",
	[KIND_FLOW] = "flow",
};

const char *
kind_name(enum kind kind)
{
	return names[kind];
}

bool
kind_parse(struct slice s, enum kind *kind)
{
	for (int k = KIND_UNSAID; k <= KIND_FLOW; k++)
		if (slice_caseeq(slice_trim(s), slice_of(names[k]))) {
			*kind = (enum kind)k;
			return true;
		}
	return false;
}
