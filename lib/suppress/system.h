#ifndef SUPPRESS_SYSTEM_H
#define SUPPRESS_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What an outsider knows of a published table, in whole numbers: the values each cell may have, and
 * sums over cells. One system holds everything that can be put together: rows, columns, margins,
 * nested and rounded totals, printed percentages and rates, earlier publications.
 */
#define SYSTEM_NO_CELL UINT32_MAX
#define SYSTEM_NO_LOW INT64_MIN		/* of a constraint: no lower end */
#define SYSTEM_NO_HIGH INT64_MAX	/* of a constraint or a hidden cell: no upper end */
#define SYSTEM_NOT_KNOWN INT64_MIN	/* the value of a mark that came in */

enum cell_class {
	CELL_COUNT,	/* published, unless the choice hides it */
	CELL_FIXED,	/* published always: a zero, --keep, a cell published earlier */
	CELL_PRIMARY,	/* sensitive: never published, and to be protected */
	CELL_FORCED,	/* not published, because an earlier publication hid it */
	CELL_MARK	/* came in hidden: it may not be pinned to a sensitive value */
};

struct cell {
	enum cell_class class;
	bool total;			/* a margin: hidden only where no inner cell does as well */
	int64_t value;			/* SYSTEM_NOT_KNOWN: not known to this program either */
	int64_t low, high;		/* what an outsider knows of it while it is hidden */
	/* and when published: equal, or the interval of a rounded figure */
	int64_t shown_low, shown_high;
};

struct term {
	uint32_t cell;
	int64_t coefficient;
};

/* low <= sum of coefficient * cell <= high */
struct constraint {
	const struct term *terms;
	size_t n;
	int64_t low, high;
	/*
	 * known only while this cell is published (the percentage of a count); SYSTEM_NO_CELL:
	 * always
	 */
	uint32_t owner;
	uint32_t tag;		/* for the caller: what it is, for words */
};

struct system {
	const struct cell *cells;
	size_t n_cells;
	const struct constraint *constraints;
	size_t n_constraints;
};

#endif
