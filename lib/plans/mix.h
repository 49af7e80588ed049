#ifndef PLANS_MIX_H
#define PLANS_MIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/period.h"
#include "plans/quarters.h"
#include "table/cell.h"
#include "table/filter.h"
#include "table/rows.h"

/*
 * A mix: counts by category and period, for one or several groups (areas, sexes, indicators),
 * with their totals. plans/records.h and plans/counts.h make one; plans/output.h writes it.
 */

/* What a cell holds: a count; a mark or a blank, as printed; or nothing, as no row named it. */
enum mix_state { MIX_ABSENT, MIX_COUNT, MIX_HIDDEN };

struct mix_cell {
	int64_t count;		/* for MIX_COUNT, >= 0 */
	const char *hidden;	/* for MIX_HIDDEN, what was printed */
	size_t row;		/* its reader's number of the row it is from */
	enum mix_state state;
};

struct mix_period {
	const char *label;
	struct period period;
	const char *t;		/* its point in time as the input prints it, or */
	double score;		/* the same as a number; 1 for the first period, gaps counted */
};

struct mix {
	size_t ncols;		/* columns that identify the groups, besides the indicator */
	const char **col;	/* their names */
	size_t ngroups;
	const char **key;	/* [group][column] */
	const char **indicator;	/* [group] */
	bool by_indicator;	/* several indicators: they identify groups too */
	size_t ncats;
	const char **cat;	/* [ncats], and "Total" */
	size_t nperiods;
	struct mix_period *period;
	struct mix_cell *cell;	/* [group][category, then the total][period] */
	enum kind kind;		/* stock or flow: what tests of a trend may say */
	bool whole;		/* the categories add up to the total; false: to less */
	struct arena memory;	/* of all texts and arrays */
};

/* For the caller to fill: cells absent, strings NULL. Takes over `memory`, with what is in it. */
struct mix *mix_new(struct arena memory, size_t ncols, size_t ngroups, size_t ncats,
    size_t nperiods);
void mix_free(struct mix *m);

void mix_place(struct mix *m, size_t period, double score);	/* sets t too */
/* key: a composite key of the columns and perhaps the indicator (base/intern.h). */
void mix_name_group(struct mix *m, size_t group, struct slice key);

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

/* The first cells of every row of an output: the columns that identify groups. */
void mix_headings(const struct mix *m, struct rows *out);
void mix_keys(const struct mix *m, size_t group, struct rows *out);

/* A table with those columns and its own; mix_row() writes a row of it, as rows_cells(). */
struct mix_table {
	const struct rows_column *column;
	size_t n;
	const char *undefined;
	/* Writes the rows of a group. */
	void (*write)(const struct mix *m, size_t group, const struct mix_table *table,
	    struct rows *out);
};
void mix_row(const struct mix *m, size_t group, const struct mix_table *table, const void *record,
    unsigned state, struct rows *out);

/* What a mix is read with. */
struct mix_options {
	const struct filter *filter;	/* columns by role, the year of bare quarters, -q, -v */
	void (*say)(const char *message);	/* where mix_say() goes */
	const char *keys;		/* -k: further columns that identify groups; or NULL */
	const char *category_file;	/* as for category_open() */
	struct period from, to;		/* only these; freq PERIOD_NONE: all */

	/* Of plan records. */
	enum plan_measure measure;
	bool calendar;			/* calendar quarters, unless `from` says which */
	bool skip_bad;			/* leave out plans at fault, and note how many */
	bool no_child_checks;		/* do not look across each child's plans */

	/* Of counts. */
	const char *indicator;		/* only the rows of this one; NULL: all */
	enum kind kind;			/* if it was said */
	bool any_category;		/* take any classification that has no known category */
};

/* A message, with its file and line; a note unless -q, a detail only with -v. */
enum mix_level {
	MIX_FAULT,		/* the input is unusable */
	MIX_NOTE,		/* what a person should know */
	MIX_DETAIL,		/* what is done, for those who ask */
};

void mix_say(const struct mix_options *o, enum mix_level level, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Notes of one kind on a file: three are said (with -v all), then how many more there are. */
struct mix_notes {
	const char *noun;	/* "more hidden count", after a number */
	uint64_t n;
};
void mix_note(const struct mix_options *o, struct mix_notes *notes, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void mix_note_rest(const struct mix_options *o, const struct mix_notes *notes, const char *file);

/* Sets t to what begins a message on a group: "Hartlepool, Girls: "; "" where there is but one. */
void mix_group_name(const struct mix *m, size_t group, struct textbuf *t);

#endif
