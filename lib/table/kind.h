#ifndef TABLE_KIND_H
#define TABLE_KIND_H

#include <stdbool.h>

#include "base/slice.h"

/* A stock is counted at a moment and is largely the same people as before; a flow is events within a period. */
enum kind { KIND_UNSAID, KIND_STOCK, KIND_FLOW };

const char *kind_name(enum kind kind);			/* "stock", "flow", "" */
bool kind_parse(struct slice s, enum kind *kind);	/* in any case, with blanks around it */

#endif
