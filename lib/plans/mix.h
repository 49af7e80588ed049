#ifndef PLANS_MIX_H
#define PLANS_MIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/period.h"
#include "plans/quarters.h"
#include "table/filter.h"
#include "table/kind.h"
#include "table/rows.h"

/*
 * A mix: counts by category and period, for one or several groups (areas, sexes, indicators),
 * with their totals. plans/read.h makes one; plans/output.h writes it.
 */

/* What a cell holds: a count; a mark or a blank, as printed; or nothing, as no row named it. */
enum mix_state { MIX_ABSENT, MIX_COUNT, MIX_HIDDEN };

struct mix_cell {
	int64_t count;		/* for MIX_COUNT, >= 0 */
	char *hidden;		/* for MIX_HIDDEN, what was printed; the mix owns it */
	size_t row;		/* its reader's number of the row it is from */
	enum mix_state state;
};

struct mix_period {
	char *label;
	struct period period;
	char *t;		/* its point in time as the input prints it, or NULL; */
	double score;		/* the same as a number, or 1 for the first period, gaps counted */
};

struct mix {
	size_t ncols;		/* columns that tell the groups apart, besides the indicator */
	char **col;		/* their names */
	size_t ngroups;
	char **key;		/* [group][column] */
	char **indicator;	/* [group] */
	bool by_indicator;	/* several indicators: they tell groups apart too */
	size_t ncats;
	char **cat;		/* [ncats], and "Total" */
	size_t nperiods;
	struct mix_period *period;
	struct mix_cell *cell;	/* [group][category, then the total][period] */
	enum kind kind;		/* stock or flow: what tests of a trend may say */
	bool whole;		/* the categories add up to the total; false: to less */
};

/* For the caller to fill: cells absent, strings NULL. mix_free() frees every string and *m. */
struct mix *mix_new(size_t ncols, size_t ngroups, size_t ncats, size_t nperiods);
void mix_free(struct mix *m);

/* The category `ncats` is the total. */
struct mix_cell *mix_cell(const struct mix *m, size_t group, size_t cat, size_t period);
struct mix_cell *mix_total(const struct mix *m, size_t group, size_t period);

enum mix_rounding {
	MIX_LARGEST,		/* largest remainder: they add up to 100; see stat/apportion.h */
	MIX_HALF_UP,		/* each on its own, halves away from zero */
};
#define MIX_MAX_DECIMALS 6

/*
 * The percentages of one group and period, one for each category, in units of 10^-decimals of a
 * percent, by exact integer arithmetic. Where the categories are not parts of a whole, each is
 * rounded on its own. False, and nothing written, where there are none: the total is 0, or a
 * count is hidden.
 */
bool mix_shares(const struct mix *m, size_t group, size_t period, enum mix_rounding rounding,
    int decimals, int64_t *share);

/* The counts of one group and period into count[ncats], absent ones as 0. False: one is hidden. */
bool mix_counts(const struct mix *m, size_t group, size_t period, int64_t *count);

/* Whether the group has any row for the period; for the category. */
bool mix_has_period(const struct mix *m, size_t group, size_t period);
bool mix_has_category(const struct mix *m, size_t group, size_t cat);

/* The first cells of every row of an output: the columns that tell groups apart. */
void mix_headings(const struct mix *m, struct rows *out);
void mix_keys(const struct mix *m, size_t group, struct rows *out);

/* Where messages go: to the caller's function, one at a time, with their file and line. */
enum mix_level {
	MIX_FAULT,		/* what makes the input unusable */
	MIX_NOTE,		/* what a person should know */
	MIX_DETAIL,		/* what is done, for those who ask */
};

struct mix_say {
	void (*say)(void *ctx, enum mix_level level, const char *message);
	void *ctx;
};

void mix_say(const struct mix_say *to, enum mix_level level, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* What a mix is read with. */
struct mix_options {
	const struct filter *filter;	/* columns by role, the year of bare quarters, -v */
	const char *keys;		/* -k: further columns that tell groups apart; or NULL */
	const char *category_file;	/* as for category_open() */
	struct period from, to;		/* only these; freq PERIOD_NONE: all */

	/* Of plan records. */
	enum plan_measure measure;
	bool calendar;			/* calendar quarters, unless `from` says which */
	bool skip_bad;			/* leave out plans at fault, and note how many */
	bool no_child_checks;		/* do not look across each child's plans */
	const char *records_only;	/* a given option that counts do not take; or NULL */

	/* Of counts. */
	const char *indicator;		/* only the rows of this one; NULL: all */
	enum kind kind;			/* if it was said */
	bool any_category;		/* take any classification that has no known category */
	const char *counts_only;	/* a given option that records do not take; or NULL */
};

#endif
