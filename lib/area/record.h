#ifndef AREA_RECORD_H
#define AREA_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "area/benchmark.h"
#include "area/columns.h"
#include "table/rows.h"

/* What the tables of benchmark-ne share: tables.c (the ranking), detail.c and exact.c. */

/* A table: its columns, what is written where there is no value, and the rows of a group. */
struct table {
	const struct rows_column *column;
	size_t n;
	const char *undefined;
	void (*put)(const struct table *t, const struct benchmark *b);
	struct rows *rows;
	bool totals;
	const char *label;		/* for the sentences, or NULL */
	const struct benchmarks *all;
};
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define TABLE(columns, blank, put) \
	{columns, LENGTH(columns), blank, put, NULL, false, NULL, NULL}

/*
 * States of a record in which some of its cells are missing; and columns only for each region or
 * for neighbours.
 * OF_THE_SUM: the sum or the rest would give a hidden figure away. Columns with this state show
 * these, or figures from which they can be worked out; classes and quantiles do not have it.
 */
enum { NO_RATE = 1, NOT_RANKED = 2, EACH_REGION = 4, OF_THE_SUM = 8, NEIGHBOURS = 16 };

/* What the columns of all tables show: an area in a group, or in a summary the group. */
struct record {
	const char *period, *region_code, *region_name;
	struct area area;
	struct benchmark_area is;	/* of a total only the rate */
	size_t known;
	bool reveals;			/* as in struct benchmark: OF_THE_SUM */
	double phi;
	/* the ranking */
	const char *method, *region_class, *england_class, *funnel_class, *od_class, *sentence;
	/* --detail rates */
	struct rate_detail rate;
	/* --detail compare */
	const char *comparator;
	struct benchmark_whole with;
	double expected, difference, ratio, z;
	struct ratio test;
	struct interval funnel95, funnel998, normal95, normal998;
	const char *class95, *class998, *overlap_class;
	/* --detail summary: of the rates */
	struct benchmark_whole sum;
	double median, min, max, sd, mad, iqr;
	struct dispersion dispersion;
	/* --detail prop, rest, odadd, odsummary */
	struct interval limits95, limits998;
	struct benchmark_whole region, england;
	double region_difference, england_difference, p_fisher, odds_sample, tau;
	const char *region95, *region998, *england95, *england998, *rest_class;
	const char *exact_class, *ungated_class, *scale;
	struct spread spread;
};
#define RECORD struct record

#define PERIOD_COLUMNS \
	COLUMN("time_period", STRING, period, 0), \
	COLUMN("region_code", STRING, region_code, EACH_REGION), \
	COLUMN("region_name", STRING, region_name, EACH_REGION)
#define WHO_COLUMNS \
	PERIOD_COLUMNS, \
	COLUMN("new_la_code", STRING, area.code, 0), \
	COLUMN("la_name", STRING, area.name, 0)

struct record record_of(const struct benchmark *b, const struct area *a,
    const struct benchmark_area *is);
void record_put(const struct table *t, const struct record *record, unsigned state);

extern const struct table detail_rates, detail_compare, detail_summary, detail_odlimits;
extern const struct table exact_prop, exact_rest;
/* Of rates, and of proportions. */
extern const struct table exact_odadd[2], exact_odsummary[2];

#endif
