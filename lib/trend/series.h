#ifndef TREND_SERIES_H
#define TREND_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/num.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/dictionary.h"

/*
 * Collects points in any order and returns them a series at a time, in order of x. Memory: 48
 * bytes a point, and each series' key and each period's text once.
 */
struct series_set;

/* One row of the input. */
struct series_point {
	double x;			/* from a column; NaN: blank there. Unused by period */
	double y;			/* NaN: no number (mark says why) */
	double population;		/* NaN: none */
	double below;			/* N of a mark <N; else NaN */
	struct period period;		/* freq PERIOD_NONE: none */
	enum mark mark;
	bool rebase;			/* limits start afresh here */
	bool percent;			/* the value was printed with a % */
	bool proportion;		/* the value is a part of the population */
	struct slice label;		/* what to call the point: the period as written */
	const char *file;		/* outlives the set */
	uint64_t line;
};

/* A point of a series, or a gap. */
struct series_row {
	double x, population;		/* NaN: unknown */
	double below;			/* the value is hidden, but less than this; else NaN */
	int32_t ord;			/* of the period, if any, also where x is from a column */
	uint32_t label;			/* SERIES_GAP: a period without a row */
	unsigned char mark;		/* enum mark */
	bool rebase;
};

#define SERIES_GAP UINT32_MAX

/* What the figures of a series are: the value itself, or what it makes with the population. */
enum series_measure { SERIES_FIGURES, SERIES_RATES, SERIES_PROPORTIONS };

/*
 * One series in order of x, points without one last. Its arrays belong to the set and last until
 * the next series_get().
 */
struct series {
	const struct series_set *set;
	const char *name;		/* from seriesin_next() alone, as is own */
	const struct dictionary_entry *own;	/* unit, polarity, target in the input; or NULL */
	struct slice key;		/* composite: keybuf_next() */
	size_t n;			/* points and gaps */
	size_t nrows;			/* points alone */
	enum period_freq freq;		/* of all its periods, or PERIOD_NONE */
	bool paced;			/* 1 in x is one period */
	bool disordered;		/* the rows were not in order of x */
	bool populated;			/* some population is known */
	bool percent;			/* not counts: some value was printed with a % */
	enum series_measure measure;
	int pace;			/* periods from one row to the next: 1, or those pooled */
	double *y;			/* n values; NaN: missing */
	struct series_row *row;		/* n */
};

/*
 * by_period: x is the period's distance from the first plus 1, and periods without a row become
 * gaps (y NaN; not for days, which need not be consecutive). repeats: two rows may have the same x.
 */
struct series_set *series_new(bool by_period, bool repeats);
void series_free(struct series_set *set);

/* -1: the point's frequency is not its series', or the series was dropped (*e, located). */
int series_add(struct series_set *set, struct slice key, const struct series_point *p,
    struct errmsg *e);

/* Limits start afresh at this period in every series, also at a gap. By period only. */
void series_rebase(struct series_set *set, struct period period);

size_t series_count(const struct series_set *set);
size_t series_last_added(const struct series_set *set);	/* the series of the last point added */
size_t series_find(const struct series_set *set, struct slice key);	/* series_count(): none */
size_t series_find_name(const struct series_set *set, struct slice name);	/* the same */
bool series_all_populated(const struct series_set *set);	/* each has some population */

/* Makes a series without populations one of rates or proportions, which are all unknown. */
void series_rate(struct series *s, bool proportion);
struct slice series_key(const struct series_set *set, size_t id);

/* Leaves out, from now on, the points of periods that end after that day (base/date.h). */
void series_until(struct series_set *set, int32_t day);

/* The latest period of a series, whatever series_until() leaves out; freq PERIOD_NONE: none. */
struct period series_newest(const struct series_set *set, size_t id);
size_t series_rows(const struct series_set *set, size_t id);	/* the points of the series */

/*
 * Series id, in order of first appearance, 0 <= id < series_count(). -1, *e located: two rows for
 * one x, or a gap of more than SERIES_WIDEST_GAP periods: one of its ends must be a typing error.
 */
#define SERIES_WIDEST_GAP 1000
int series_get(struct series_set *set, size_t id, struct series *s, struct errmsg *e);

/* Whether two points of a series have one x. Settles their periods. */
bool series_repeats(struct series_set *set);

/* Of the point that was added i-th: its period, settled, and whether it has a population. */
int32_t series_ord(const struct series_set *set, size_t i);
bool series_is_rated(const struct series_set *set, size_t i);

/* Divides the series: to[i] is the series, of keys, which become the set's, of the i-th point. */
struct intern;
void series_split(struct series_set *set, struct intern *keys, const uint32_t *to);

/* The text of point i: its period as written, or made in buf, of PERIOD_SIZE bytes, for a gap. */
struct slice series_label(const struct series *s, size_t i, char *buf);

/* Whether point i is in the last period (of its frequency; or at the greatest x) of all points. */
bool series_in_last_period(const struct series *s, size_t i);

/*
 * Forgets the points of the series up to id, which all came before those of the next one, the last
 * so far; series_add() then refuses further points for them.
 */
void series_drop(struct series_set *set, size_t id);

/*
 * Adds "Redcar and Cleveland: Plans: Neglect", the cells of a key that are not blank; label takes
 * the place of cell number `labelled` (SIZE_MAX: of none).
 */
void series_add_name(struct textbuf *b, struct slice key, size_t labelled, struct slice label);

#endif
