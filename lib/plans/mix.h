#ifndef PLANS_MIX_H
#define PLANS_MIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/period.h"
#include "table/kind.h"

/*
 * A mix: counts by category and period, for one or several groups (areas, sexes, indicators), with
 * their totals. What cp-categorise makes and prints.
 */

/* What a cell holds: a count; or, as printed, a mark or a blank; or nothing, as no row named it. */
enum mix_state { MIX_ABSENT, MIX_COUNT, MIX_HIDDEN };

struct mix_cell {
	int64_t count;		/* for MIX_COUNT, >= 0 */
	char *hidden;		/* for MIX_HIDDEN, what was printed; the mix owns it */
	enum mix_state state;
};

struct mix_period {
	char *label;
	struct period period;
	char *t;		/* its number as a point in time as the input prints it, or NULL, */
	double score;		/* and as a number; without one, 1 for the first period, gaps counted */
};

struct mix {
	size_t ncols;		/* columns that tell the groups apart, besides the indicator */
	char **col;		/* their names */
	size_t ngroups;
	char **key;		/* [group][column] */
	char **indicator;	/* [group] */
	bool by_indicator;	/* several indicators: they tell groups apart too */
	size_t ncats;
	char **cat;
	size_t nperiods;
	struct mix_period *period;
	struct mix_cell *cell;	/* [group][category][period] */
	struct mix_cell *total;	/* [group][period] */
	enum kind kind;		/* stock or flow: what tests of a trend may say */
	bool whole;		/* the categories add up to the total; false: each is "of which" */
};

/* All cells absent, all strings NULL, for the caller to fill. mix_free() frees every string and *m. */
struct mix *mix_new(size_t ncols, size_t ngroups, size_t ncats, size_t nperiods);
void mix_free(struct mix *m);

struct mix_cell *mix_cell(const struct mix *m, size_t group, size_t cat, size_t period);
struct mix_cell *mix_total(const struct mix *m, size_t group, size_t period);

enum mix_rounding {
	MIX_LARGEST,		/* largest remainder: they add up to 100; see stat/apportion.h */
	MIX_HALF_UP,		/* each on its own, halves away from zero */
};
#define MIX_MAX_DECIMALS 6

/*
 * The percentages of one group and period, one for each category, in units of 10^-decimals of a percent.
 * Exact integer arithmetic. Where the categories are not parts of a whole, each is rounded on its own.
 * False, and nothing written, where there are none: the total is 0, or a count is hidden.
 */
bool mix_shares(const struct mix *m, size_t group, size_t period, enum mix_rounding rounding,
    int decimals, int64_t *share);

/* The counts of one group and period into count[ncats], absent ones as 0. False: one is hidden. */
bool mix_counts(const struct mix *m, size_t group, size_t period, int64_t *count);

/* Has the group any row at all for the period; for the category. */
bool mix_has_period(const struct mix *m, size_t group, size_t period);
bool mix_has_category(const struct mix *m, size_t group, size_t cat);

#endif
