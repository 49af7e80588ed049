#ifndef TREND_COLUMNS_H
#define TREND_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"
#include "stat/ols.h"
#include "table/rows.h"
#include "trend/verdict.h"

/* The columns of qtrend's outputs: tables of rows, each for one kind of record. */
enum columns_name {
	COLUMNS_SERIES,		/* struct result */
	COLUMNS_XMR,		/* struct columns_point */
	COLUMNS_LANEY,		/* the same, also for stocks */
	COLUMNS_C,		/* the same */
	COLUMNS_ICONS,		/* struct columns_icon */
	COLUMNS_TREND,		/* struct result, as are the next three */
	COLUMNS_RATES,
	COLUMNS_SHARES,
	COLUMNS_SEASON,
	COLUMNS_MOVING,		/* struct columns_point */
	COLUMNS_COMPARE,	/* the same */
	COLUMNS_LINEAR,		/* struct columns_line */
	COLUMNS_ORIGIN,		/* the same */
	COLUMNS_UNIVARIATE,	/* struct univariate */
};

struct columns {
	const struct rows_column *column;
	size_t n;
	bool statistic;		/* they are rows of series,statistic,value */
};
extern const struct columns columns_of[];

/* What --labels adds to points; those of COLUMNS_XMR have the first two already. */
enum { COLUMNS_LABELS = 3, COLUMNS_LABELS_OF_XMR = 2 };
extern const struct rows_column columns_labels[COLUMNS_LABELS];

#define COLUMNS_SEASONS_AT 3	/* rows of COLUMNS_SEASON before those of each season */

/* A point, or a comparison of the last one with it. */
struct columns_point {
	const char *name, *cause, *against;
	const char *missing;		/* why there is no value: "c", "no row"; or "" */
	struct slice period, last_period;
	double x, y, last;
	struct chart_stretch stretch;
	struct chart_line line;
	struct spc_point mark;
	struct moving moving;
	struct ratio ratio;
};

struct columns_icon {
	const char *name, *cause, *variation, *assurance, *meets;
	struct slice period;
	double last, centre, lower, upper;
	size_t n;
};

struct columns_line {
	struct ols ols;
	const char *model;
};

/* The state of a result, for the columns that are blank in it; of a point, 0 or this bit. */
unsigned columns_state(const struct result *r);
enum { COLUMNS_NO_LIMITS = 1 << 16 };

#endif
