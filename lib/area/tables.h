#ifndef AREA_TABLES_H
#define AREA_TABLES_H

#include <stdbool.h>

#include "area/benchmark.h"
#include "base/errmsg.h"

/*
 * What benchmark-ne writes to standard output: the ranking as rows, or as text for people
 * (area/text.h); or one of the detailed tables, in the order of the input and with NA where a value
 * is not defined. The columns are described in benchmark-ne(1).
 */
enum tables_kind { TABLES_RANKING, TABLES_RATES, TABLES_COMPARE, TABLES_SUMMARY, TABLES_ODLIMITS };

struct tables_options {
	enum tables_kind kind;
	bool totals;			/* the ranking with rows for region, England and the sum */
	const char *label;		/* for area/text.h, or NULL */
};

/* Writes and closes standard output. 0, or -1 and *e when any write failed. */
int tables_write(const struct tables_options *o, const struct benchmarks *b, struct errmsg *e);

#endif
