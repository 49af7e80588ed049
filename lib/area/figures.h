#ifndef AREA_FIGURES_H
#define AREA_FIGURES_H

#include <stdbool.h>
#include <stddef.h>

#include "area/query.h"
#include "base/errmsg.h"
#include "base/memory.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/dictionary.h"
#include "table/input.h"
#include "table/popjoin.h"
#include "table/role.h"

/*
 * The counts and populations of an input's rows, and whether they are rates or proportions: as the
 * query says, or else as its dictionary or a column `unit` says of the first row.
 */
struct figures {
	const struct areas_query *q;
	const struct roles *roles;
	struct input *in;
	size_t indicator, unit;	/* columns; the number of columns: there is none */
	bool settled, proportion;
	const struct dictionary_entry *entry;	/* of the indicator, or NULL */
	const char *name;	/* the indicator in the data; "" where that is "count" */
	struct population_join join;	/* of areas to compare */
	struct errmsg refusal;		/* "", or where a part is too large for a rate's limits */
};

/* From this part of its population on, a count is taken as Poisson only on request. */
#define FIGURES_POISSON_MOST 0.1

struct figure_pair {
	double count, population;	/* NaN where not known */
	const char *mark;	/* as in struct area; also FIGURES_COUNT_REFUSED and the like */
};
#define FIGURES_COUNT_REFUSED "count refused"
#define FIGURES_POPULATION_REFUSED "population refused"
#define FIGURES_NOUGHT "0 of 0"		/* no population, and so no rate */

/* Is the mark for a figure that is known, but not to be shown? */
bool figures_is_hiding(const char *mark);

/* "under 3" for fewer events than the query asks for, or "". */
const char *figures_few(const struct figures *f, double count, struct arena *texts);

/*
 * Reads the row's figures. is_area: an area to compare, rather than a region or England; few events
 * are then a mark, unless periods are added up. Marks are kept in `texts`. -1: *e says what cannot
 * be used, and so does the mark.
 */
int figures_read(struct figures *f, struct slice code, struct slice name, struct period p,
    bool is_area, struct arena *texts, struct figure_pair *to, struct errmsg *e);

#endif
