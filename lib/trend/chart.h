#ifndef TREND_CHART_H
#define TREND_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "stat/laney.h"
#include "stat/spc.h"
#include "stat/xmr.h"
#include "table/cell.h"
#include "trend/series.h"

/*
 * The control chart of a series.
 *
 * CHART_XMR	measurements, and counts of some size (stat/xmr.h)
 * CHART_P	proportions whose denominators vary (stat/laney.h)
 * CHART_U	rates whose denominators vary (the same)
 * CHART_C	counts whose mean is below CCHART_BELOW (stat/cchart.h)
 * CHART_STOCK	counts on a day, largely of the same people as before: a u' chart of counts, or
 *		with a small mean a c chart; only points beyond the limits are signals. Independent
 *		comings and goings make such a count Poisson however long people stay, so the limits
 *		need no correlation. Source: E. McKenzie (1985), Water Resources Bulletin 21,
 *		645-650; C. H. Weiss (2007), Quality and Reliability Engineering International 23,
 *		185-196.
 * CHART_NONE	no limits: a stock that is not a count
 */
enum chart_type {
	CHART_AUTO,		/* by kind, measure, mean: never the type of a chart drawn */
	CHART_XMR,
	CHART_P,
	CHART_U,
	CHART_C,
	CHART_STOCK,
	CHART_NONE,
};

/* A point's lines, in the unit of the figures; NaN where undefined. */
struct chart_line {
	double value, sigma, z, lower, upper, near_lower, near_upper;
	double plain_lower, plain_upper;
	bool lower_cut, upper_cut;
};

/* The stretch from one rebase to the next that a point belongs to. */
struct chart_stretch {
	size_t group;			/* number of rebases before it */
	size_t n, baseline;		/* points with a value; those that made the limits */
	double centre, sigma_z, sigma_used;
	bool screen, trial;
	struct spc_rules rules;
	struct xmr_limits xmr;		/* of CHART_XMR: as they are, not cut */
	double xmr_lower, xmr_upper;	/* the same, cut */
};

struct chart {
	enum chart_type type;
	size_t n;			/* rows of the series */
	struct spc_point *point;	/* by row */
	struct chart_line *line;
	struct chart_stretch *stretch;
	struct chart_stretch last;	/* the last stretch */
	size_t unbroken;		/* the longest run of points without a gap or a rebase */
};

/* The figures of a series, and what is known of them. */
struct chart_figures {
	const double *value;		/* by row, NaN: not usable */
	double scale;			/* of a rate or proportion: scale * y / population */
	double low, high;		/* no figure can lie beyond: 0 and 100 for percentages */
	double mean;
	bool counts;			/* whole, 0 or more; not rates or percentages */
	bool exact;			/* counts that were not rounded */
};

struct chart_options {
	enum chart_type type;		/* --chart */
	enum kind kind;
	bool screen;
	size_t fix_after;		/* 0: no fixed baseline */
};

/* The type that fits, for CHART_AUTO; or -1 with why the type asked for does not, in *e. */
int chart_choose(const struct series *s, const struct chart_figures *f,
    const struct chart_options *o, enum chart_type *type, struct errmsg *e);

/* *c starts as {0}; its memory is used again. */
void chart_draw(const struct series *s, const struct chart_figures *f, enum chart_type type,
    const struct chart_options *o, struct chart *c);
void chart_free(struct chart *c);

const char *chart_name(enum chart_type type);	/* "xmr" */

/* What the last point says, and the target, for icons; "" for nothing. */
enum chart_polarity { CHART_NEITHER, CHART_HIGH, CHART_LOW };	/* which is better */

/* "common", "improving_high", "concern_low", "high" ... of row `last`, in the last stretch. */
const char *chart_variation(const struct chart *c, size_t last, enum chart_polarity good);

/*
 * "pass", "fail" or "hit_and_miss": whether the limits at row `last` lie on the right side of the
 * target, on the wrong side or on both (which needs no polarity). With limits of no width, whether
 * the centre meets it. "" for fewer than CHART_ASSURED values in the stretch.
 * Source: NHS England, Making Data Count.
 */
#define CHART_ASSURED 12
const char *chart_assurance(const struct chart *c, size_t last, enum chart_polarity good,
    double target);

#endif
