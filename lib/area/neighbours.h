#ifndef AREA_NEIGHBOURS_H
#define AREA_NEIGHBOURS_H

#include <stddef.h>

#include "area/areasquery.h"
#include "base/errmsg.h"
#include "base/slice.h"
#include "table/input.h"

/*
 * The statistical neighbours of one authority, out of the Department for Education's table in wide form: a row for
 * each authority with its three-digit code (old_la_code, "LA number", "LA num"), its name (la_name, "LA Name") and
 * the codes of its neighbours, nearest first (SN_1, SN_2, ... or SN1, SN2, ...). Other columns are passed over.
 */
struct neighbours;

/* about: the authority, by its name or three-digit code. NULL: *e says why. */
struct neighbours *neighbours_read(const char *path, const struct input_options *opt,
    struct slice about, struct errmsg *e);

/* That authority first, then its neighbours; valid until neighbours_free(). */
const struct area_name *neighbours_list(const struct neighbours *nb, size_t *n);

void neighbours_free(struct neighbours *nb);	/* NULL is allowed */

#endif
