#ifndef TABLE_KIND_H
#define TABLE_KIND_H

#include <stdbool.h>

#include "base/slice.h"

/*
 * A stock is counted at a moment, and is largely the same people as at the moment before; a flow is
 * counted over a period: events.
 */
enum kind { KIND_UNSAID, KIND_STOCK, KIND_FLOW };

const char *kind_name(enum kind kind);			/* "stock", "flow", "" */
bool kind_parse(struct slice s, enum kind *kind);	/* in any case, with blanks around it */

#endif
