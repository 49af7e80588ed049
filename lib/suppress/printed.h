#ifndef SUPPRESS_PRINTED_H
#define SUPPRESS_PRINTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "suppress/sums.h"
#include "suppress/table.h"

/*
 * What printed percentages and rates say of counts. A percentage p of d decimals says that the
 * count is p of its whole within rounding: low/scale <= count/whole <= high/scale. Where
 * percentages were made to total 100, it says so only within a unit of the last decimal.
 *
 * READ_COLUMN takes 13 as 13.0 where others of the column have a decimal (zeros at the end are
 * often dropped), READ_CELL as printed, READ_UNIT within a unit.
 */
enum reading { READ_COLUMN, READ_CELL, READ_UNIT, READ_N };

struct printed {
	bool rate;
	bool presumed;			/* no known count tests it: gives way in a clash */
	size_t col;
	size_t slot;			/* one for each column and publication */
	uint32_t row, whole;		/* a row of the publication, a cell */
	int64_t least, most;		/* of a rate, instead of a whole: of its row's count */
	enum reading reading;		/* the strictest that fits the counts that are known */
	struct printed_range {
		int64_t low, high, scale;	/* of count/whole */
	} range[READ_N];
};

struct printed_list {
	struct printed *item;
	size_t n, cap;
	bool *explained, *is_rate;	/* by column: what its numbers say is known */
	struct printed_odd {		/* rows that disagree with a total their column is of */
		size_t col, n;
		uint32_t whole;
		bool missing;		/* it has no row: the column is not explained */
	} *odd;
	size_t nodd, odd_cap;
};

/* A total, and the rows that are its parts. */
struct printed_whole {
	size_t dim;			/* as many as there are: a total in all of them */
	uint32_t cell;
	int64_t low, high;
	const uint32_t *row;
	size_t n;
	bool missing;			/* it has no row */
};

struct printed_source {
	const struct space *space;
	const struct table *table;
	const int64_t *low, *high;	/* by row: what its count is known to be */
	const struct printed_whole *whole;
	size_t nwholes;
	bool audit;
	size_t slot;			/* of the publication's first column */
};

/*
 * Finds them, in every column that may be derived. A column is taken to be percentages (or
 * proportions) of the totals with which it agrees, or rates per 10,000 or whatever else it agrees
 * with; cells that disagree say nothing. Where no count is known that would test it, the heading
 * decides. Free with printed_free().
 */
void printed_find(struct printed_list *l, const struct printed_source *from);
void printed_free(struct printed_list *l);

/* Whether counts and wholes in these ranges can be what is printed. */
bool printed_fits(const struct printed *p, enum reading reading, int64_t low, int64_t high,
    int64_t whole_low, int64_t whole_high);

#endif
