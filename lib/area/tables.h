#ifndef AREA_TABLES_H
#define AREA_TABLES_H

#include <stdbool.h>

#include "area/benchmark.h"
#include "area/sentences.h"
#include "base/errmsg.h"
#include "table/rows.h"

/*
 * What benchmark-ne writes to standard output: the ranking as rows, or as text for people
 * (area/text.h); or one of the detailed tables, in the order of the input and with NA where a value
 * is not defined. The columns are described in benchmark-ne(1).
 */
enum tables_kind { TABLES_RANKING, TABLES_RATES, TABLES_COMPARE, TABLES_SUMMARY, TABLES_ODLIMITS };

struct tables_options {
	enum tables_kind kind;
	enum rows_format format;
	bool spreadsheet_safe;
	bool each_region;		/* the ranking with columns for the region */
	bool totals;			/* the ranking with rows for region, England and the sum */
	struct sentences_options text;
};

/* Writes and closes standard output. 0, or -1 and *e when any write failed. */
int tables_write(const struct tables_options *o, const struct benchmarks *b, struct errmsg *e);

#endif
