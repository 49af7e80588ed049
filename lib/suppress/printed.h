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
	uint32_t row, whole;
	int64_t least, most;		/* of a rate, instead of a whole: of its row's count */
	enum reading reading;		/* the strictest that fits the counts that are known */
	struct printed_range {
		int64_t low, high, scale;	/* of count/whole */
	} range[READ_N];
};

struct printed_list {
	struct printed *item;
	size_t n, cap;
};

/*
 * Finds them. low[], high[]: what each row's count is known to be. A column of percentages is taken
 * to be of the totals with which it agrees, a rate to be per 10,000 or whatever else it agrees
 * with; those that disagree say nothing.
 */
void printed_find(struct printed_list *l, const struct space *s, const struct table *t,
    const struct sums *sums, const int64_t *low, const int64_t *high);

/* Whether counts and wholes in these ranges can be what is printed. */
bool printed_fits(const struct printed *p, enum reading reading, int64_t low, int64_t high,
    int64_t whole_low, int64_t whole_high);

#endif
