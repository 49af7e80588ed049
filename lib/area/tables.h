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
enum tables_kind {
	TABLES_RANKING,
	TABLES_RATES, TABLES_COMPARE, TABLES_SUMMARY, TABLES_ODLIMITS,	/* of rates */
	TABLES_PROP, TABLES_REST,					/* of proportions */
	TABLES_ODADD, TABLES_ODSUMMARY,					/* of either */
};

struct tables_options {
	enum tables_kind kind;
	bool totals;			/* the ranking with rows for region, England and the sum */
	const char *label;		/* for area/text.h, or NULL */
};

/*
 * A table of rates or of proportions makes them the method, unless that is named. -1: *e says that
 * the table and the method do not go together, which tables_check() says once the method is known;
 * or that the label is blank.
 */
int tables_settle(const struct tables_options *o, struct areas_query *q, struct errmsg *e);
int tables_check(const struct tables_options *o, bool proportion, struct errmsg *e);

/* Does the output show the sum of the areas, or the rest, or what is computed from them? */
bool tables_has_sums(const struct tables_options *o);

/* Writes and closes standard output. 0, or -1 and *e when any write failed. */
int tables_write(const struct tables_options *o, const struct benchmarks *b, struct errmsg *e);

#endif
