#ifndef TREND_SERIES_H
#define TREND_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/errmsg.h"
#include "base/num.h"
#include "base/period.h"
#include "base/slice.h"

/*
 * Points told apart into series: collected in any order, handed back a series at a time in order of x. Memory: 28 bytes a
 * point, 8 more each for x from a column and a population, 8 more where series are mixed; and each series' key and each
 * period's text once.
 */
struct series_set;

/* One row of the input. */
struct series_point {
	double x;			/* where x comes from a column, NaN: nowhere; else left to the period */
	double y;			/* NaN: no number (mark says why) */
	double population;		/* NaN: none */
	struct period period;		/* freq PERIOD_NONE: none */
	enum mark mark;
	bool rebase;			/* limits start afresh here */
	bool percent;			/* the value was printed with a % */
	struct slice label;		/* what to call the point: the period as it came */
	const char *file;		/* outlives the set */
	uint64_t line;
};

/* One series in order of x, points without one last. The arrays belong to the set and last until the next series_get(). */
struct series {
	struct slice key;		/* composite: keybuf_next() */
	size_t n;			/* points and gaps */
	size_t rows;			/* points alone */
	enum period_freq freq;		/* of its periods; PERIOD_NONE where they have none in common */
	bool paced;			/* 1 in x is one period */
	bool disordered;		/* the rows were not in order of x */
	bool populated;			/* some population is known */
	bool percent;			/* some value was printed with a %: these are no counts */
	double *x, *y, *population;	/* NaN where unknown */
	int32_t *ord;			/* of the period; for x from a column too, where it could be read */
	uint32_t *label;		/* SERIES_GAP: a period with no row */
	unsigned char *mark;		/* enum mark */
	bool *rebase;
};

#define SERIES_GAP UINT32_MAX

/*
 * by_period: x is the period's distance from the first plus 1, and periods without a row become gaps (y NaN; not for days,
 * which are dates and need not follow each other). repeats: two rows may have the same x.
 */
struct series_set *series_new(bool by_period, bool repeats);
void series_free(struct series_set *set);

/* -1: the point's frequency is not that of its series (*e, located). */
int series_add(struct series_set *set, struct slice key, const struct series_point *p,
    struct errmsg *e);

/* Limits start afresh at this period in every series: also in one that has no row for it, at the gap. By period only. */
void series_rebase(struct series_set *set, struct period period);

size_t series_count(const struct series_set *set);
struct slice series_key(const struct series_set *set, size_t id);

/*
 * Series id, in order of first appearance, 0 <= id < series_count(). -1, *e located: two rows for one x, or a gap
 * so wide that one of its ends must be a slip.
 */
#define SERIES_WIDEST_GAP 1000
int series_get(struct series_set *set, size_t id, struct series *s, struct errmsg *e);

/* The text of point i: its period as it came, or made for a gap. buf: at least PERIOD_SIZE bytes, used for gaps. */
struct slice series_label(const struct series_set *set, const struct series *s, size_t i, char *buf);

/* Is point i of the series in the last period (of its frequency; or at the greatest x) of all that was read? */
bool series_in_last_period(const struct series_set *set, const struct series *s, size_t i);

/*
 * Forgets the points of the series up to id, for input in which the rows of a series stand together; a further point for
 * one of them is a fault of series_add().
 */
void series_drop(struct series_set *set, size_t id);

/* "Redcar and Cleveland: Plans: Neglect": the cells of a key that are not blank. The caller frees it. */
char *series_name(struct slice key);

#endif
