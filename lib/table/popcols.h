#ifndef TABLE_POPCOLS_H
#define TABLE_POPCOLS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/period.h"
#include "table/input.h"
#include "table/role.h"

/* The columns of a file of populations (table/popfile.h). */

struct popyear {
	size_t col;
	struct period period;
};

struct popcols {
	struct roles roles;
	size_t measures;		/* Nomis: value or per cent; ncols: no such column */
	size_t indicator;		/* csv-tidy: must say population; ncols: no such column */
	size_t category;		/* csv-tidy: it has no role here; ncols: no such column */
	struct popyear *year;		/* columns of figures, if years are in the headings, */
	size_t nyears, cap;		/* of one kind, each once */
};

/*
 * given: as for roles_find(). ages: there must be a column of these. -1: *e says what is missing,
 * and whether the first row looks like no heading. Call popcols_free() after either.
 */
int popcols_find(struct popcols *c, struct input *in, const char *const *given, int fyear,
    bool ages, struct errmsg *e);
void popcols_free(struct popcols *c);

/* Whether a population can be of that period: 1000 is the number of one. */
enum { POPCOLS_FIRST_YEAR = 1801, POPCOLS_LAST_YEAR = 2100 };
bool popcols_is_dated(struct period p);

#endif
