#ifndef AREA_BENCHMARK_H
#define AREA_BENCHMARK_H

#include <stdbool.h>
#include <stddef.h>

#include "area/areas.h"
#include "base/memory.h"
#include "base/slice.h"
#include "stat/compare.h"
#include "stat/funnel.h"
#include "stat/rate.h"
#include "stat/spread.h"

/* What an area is compared with. NaN where not known; limits also if beyond the methods. */
struct benchmark_whole {
	double count, population, rate;
	struct rate crude;	/* with limits; its value may differ in the last digit */
};

/* An area's rate against another, by the interval rule. */
struct benchmark_against {
	double rate, ratio;		/* the other's rate; the area's divided by it */
	enum compare_class class;
};

/*
 * The statistics of one area: its rate with limits, its place, and how it compares. Of an area
 * without both figures only `known` counts: the numbers are 0 and the classes COMPARE_NONE.
 */
struct benchmark_area {
	bool known;
	struct rate rate;		/* at the level asked for, RATE_AUTO or RATE_WILSON */
	struct rank rank;
	size_t quartile, quintile;	/* 1 the highest rates; 0: too few areas */
	struct benchmark_against region, england;
	/*
	 * To the rest of the group together: the ratio of rates, or of a proportion that of the
	 * odds; NaN: not defined. And of proportions their difference, times `per`.
	 */
	struct ratio rest;
	double difference;
	struct interval difference_ci;
	struct funnel_tails tails;	/* of the count, about the rate of all together */
	struct spread_area place;	/* on the scale of the spread between areas */
	enum compare_class funnel;	/* by the exact tails */
	enum compare_class od;		/* beyond the usual spread too, which the funnel limits */
};

/* The statistics of a group. */
struct benchmark {
	const struct area_group *group;
	double per, conf;
	bool proportion;		/* counts are part of their populations */
	size_t known;			/* areas ranked */
	struct benchmark_whole sum;	/* of all known areas together */
	struct benchmark_whole region, england;	/* as published */
	bool region_is_sum;		/* not published, but every authority of it known */
	bool has_region;		/* with a rate, and not England itself */
	/*
	 * The sum of the areas, or the rest, would give one away: all counts but one are known,
	 * that one is hidden rather than missing, and the count of the whole is shown too.
	 */
	bool reveals;
	bool dispersed;			/* dispersion is defined: of rates */
	struct dispersion dispersion;
	bool has_spread;		/* not all counts are nothing, or everything */
	struct spread spread;
	struct benchmark_area *area;	/* in the order of the group */
	size_t *order;			/* areas by place, then those without a rate */
};

struct benchmarks {
	const struct areas *areas;
	struct benchmark *group;
	size_t n;
	double per, conf;
	struct arena memory;
};

/* The class of an area against the rest of its group, by the exact p; NONE: not defined. */
enum compare_class benchmark_rest_class(const struct benchmark *b, const struct benchmark_area *a);

/* The exact funnel's limits for an area of this population, times per / population. */
struct interval benchmark_funnel(const struct benchmark *b, double population, double conf);

/*
 * Computes every group at the level conf (0.95, 0.998), with rates for `per` people. `areas` must
 * outlive b. -1: *e says whose figure is beyond the methods (stat/poisson.h). Either way
 * benchmarks_free() frees b.
 */
int benchmarks_make(struct benchmarks *b, const struct areas *areas, double per, double conf,
    struct errmsg *e);
void benchmarks_free(struct benchmarks *b);
/* Several areas, and none has a population. */
bool benchmarks_is_empty(const struct benchmarks *b);

/*
 * What a reader must know besides the figures, a note at a time through the query's `say`:
 * - which years' populations the counts were joined with, even if quiet;
 * - periods asked for of which the input has no authority;
 * - authorities, a region or England without a rate;
 * - where sums are shown, that one is not because it would give a hidden figure away;
 * - unless detailed, codes that end or begin between one group and the next of the same region (a
 *   reorganisation), and regions without a row, for which the sum of their authorities is used.
 */
void benchmarks_notes(const struct benchmarks *b, bool detailed, bool sums);

/* "rate", or "percentage" */
const char *benchmark_noun(bool proportion);

/* Adds the areas without a rate: "Darlington (c), Hartlepool (absent)". */
void benchmark_list_unknown(const struct benchmark *b, struct textbuf *t);

#endif
