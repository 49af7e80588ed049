#ifndef AREA_STANDARD_H
#define AREA_STANDARD_H

#include <stddef.h>

#include "base/errmsg.h"
#include "base/slice.h"
#include "table/input.h"
#include "table/keycols.h"
#include "table/role.h"

/*
 * Rows of age bands gathered for standardised rates: one group for each combination of the key columns, one
 * stratum for each age band in it. Memory grows with the rows.
 */
enum standard_kind {
	STANDARD_DIRECT,	/* with the standard population's weights, ROLE_STANDARD_WEIGHT */
	STANDARD_INDIRECT,	/* with the standard population's rates, ROLE_STANDARD_RATE */
};
struct standard;

struct standard_group {
	struct slice key;	/* the key columns' cells: walk with keybuf_next() (base/intern.h) */
	const double *count, *population, *standard;	/* n of each; standard: the weight or rate */
	size_t n;
	const char *why_not;	/* why there can be no rate ("the count of 5-9 is c"), or NULL */
};

/*
 * The columns that tell groups apart: those that fill the roles of period, area, indicator and category, then
 * `more`. *n of them; free() the result.
 */
size_t *standard_keys(const struct roles *r, const struct keycols *more, size_t *n);

/*
 * key	columns that tell groups apart. Needs ROLE_AGE_BAND, ROLE_VALUE, ROLE_POPULATION and the role of
 *	the kind in r.
 */
struct standard *standard_new(enum standard_kind kind, const struct roles *r, const size_t *key,
    size_t nkey);

/* Takes the present row. 0, or -1 with a located message (a bad figure, a band twice). */
int standard_row(struct standard *s, struct input *in, struct errmsg *e);

/* Finds groups that lack bands others have, or have a row of totals; to be called once, behind the last row. */
void standard_finish(struct standard *s);

/* Where an age band first has another weight or rate than in a group before; NULL: nowhere. */
const char *standard_unlike(const struct standard *s);

size_t standard_ngroups(const struct standard *s);
struct standard_group standard_group(const struct standard *s, size_t i);
void standard_free(struct standard *s);

#endif
