#ifndef TABLE_ROWS_H
#define TABLE_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/slice.h"
#include "table/filter.h"

/*
 * Rows for a machine or for a person: to standard output as CSV with every digit, or as an aligned table with numbers
 * rounded to ROWOUT_DIGITS significant digits. A table is held until it is closed, for its widths.
 */
#define ROWOUT_DIGITS 6

struct rowout;

struct rowout *rowout_open(enum filter_format format, bool spreadsheet_safe);
void rowout_field(struct rowout *o, struct slice s);
void rowout_str(struct rowout *o, const char *s);
void rowout_count(struct rowout *o, size_t n);
void rowout_double(struct rowout *o, double v, const char *undefined);	/* NaN, infinities: undefined */
void rowout_fixed(struct rowout *o, double v, int decimals, const char *undefined);	/* decimals: in a table */
int rowout_end(struct rowout *o);		/* ends the row; -1 once a write has failed */

/* Flushes and closes standard output. 0, or -1 and *e when any write failed. Frees in any case. */
int rowout_close(struct rowout *o, struct errmsg *e);

#endif
