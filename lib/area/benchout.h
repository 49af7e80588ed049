#ifndef AREA_BENCHOUT_H
#define AREA_BENCHOUT_H

#include <stdbool.h>

#include "area/areas.h"
#include "area/benchdetail.h"
#include "area/benchmark.h"
#include "area/leaguesay.h"
#include "base/errmsg.h"
#include "table/filter.h"

/* What benchmark-ne writes to standard output: rows, one of the tables in full, or the league table. */
struct benchout {
	enum rows_format format;
	bool spreadsheet_safe;
	bool each_region;	/* columns for the region */
	bool totals;
	bool detailed;		/* the table `detail` */
	enum benchdetail detail;
	struct league_options league;
};

/* Works out every group of a, benchmark[i] for group i. NULL: *e names the figures that are beyond the methods. */
struct benchmark *benchout_work_out(const struct areas *a, double per, double conf,
    struct errmsg *e);
void benchout_free(struct benchmark *b, const struct areas *a);

/* Writes them and closes standard output. 0, or -1 and *e when any write failed. */
int benchout_write(const struct benchout *o, const struct areas *a, const struct benchmark *b,
    double conf, struct errmsg *e);

#endif
