#ifndef BENCHOUT_H
#define BENCHOUT_H

#include <stdbool.h>

#include "areas.h"
#include "benchdetail.h"
#include "benchmark.h"
#include "errmsg.h"
#include "filter.h"
#include "leaguesay.h"

/* What benchmark-ne writes to standard output: rows, one of the tables in full, or the league table. */
struct benchout {
	enum filter_format format;
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
