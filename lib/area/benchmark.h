#ifndef AREA_BENCHMARK_H
#define AREA_BENCHMARK_H

#include <stdbool.h>
#include <stddef.h>

#include "area/areagroup.h"
#include "stat/compare.h"
#include "stat/funnel.h"
#include "stat/rank.h"
#include "stat/rate.h"

/*
 * The statistics of one group of areas: each area's rate with limits and place, and how it compares.
 * Only areas with both figures count ("known"); the others have known = false and nothing else.
 */
struct benchmark_area {
	bool known;
	struct rate rate;		/* at the level asked for, RATE_AUTO */
	struct rank rank;
	size_t quartile;		/* 1 the highest rates; 0: fewer than 4 areas */
	bool has_rest;
	struct ratio rest;		/* against the rest of the group together */
	enum compare_class funnel;	/* exact funnel about the rate of all together */
	enum compare_class od;		/* the same over-dispersed: normal limits widened by sqrt(phi) */
};

/* A count and a population that an area is compared with; NaN where not known. */
struct benchmark_whole {
	double count, population;
};

struct benchmark {
	double per, conf;
	size_t known;			/* areas ranked */
	double count, population;	/* of all known areas together */
	struct benchmark_whole region, england;	/* as published */
	bool region_is_sum;		/* not published, and every authority of it known: their sum */
	bool dispersed;			/* dispersion could be worked out */
	struct dispersion dispersion;
	struct benchmark_area *area;	/* in the order of the group */
};

/*
 * Works out the group g at the level conf (0.95, 0.998), rates `per` so many. 0, or -1 when a figure
 * is beyond what the methods take (stat/poisson.h): *bad is the index of that area. Free with benchmark_free().
 */
int benchmark_make(struct benchmark *b, const struct area_group *g, double per, double conf,
    size_t *bad);
void benchmark_free(struct benchmark *b);

#endif
