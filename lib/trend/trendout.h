#ifndef TREND_TRENDOUT_H
#define TREND_TRENDOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/textbuf.h"
#include "table/dictionary.h"
#include "table/rows.h"
#include "trend/columns.h"

/* Computes, judges and writes one series after the other. Starts with the caller's members. */
struct trendout {
	/* The caller's. */
	struct columns_options columns;
	struct trend_options trend;		/* tests and exact are set by trendout_open() */
	enum kind kind;				/* where the dictionary does not say */
	const struct dictionary *dictionary;	/* or NULL */
	double target;				/* for sentences; NaN: none */
	/*
	 * Look at the point of each series in the last period of all: has it a special cause, or
	 * does it differ from the point of the period before by more than max_change percent (NaN:
	 * any)? A change of exactly max_change is not more, whatever rounding makes of it; from 0
	 * any change is.
	 */
	bool fail_on_signal;
	double max_change;
	bool sorted;				/* later names are unknown: sentences not aligned */
	enum rows_format format;		/* ROWS_TEXT with COLUMNS_SERIES: sentences */
	bool spreadsheet_safe;
	void (*say)(const char *message);	/* or NULL */

	/* Its own. */
	struct rows *rows;			/* to standard output; NULL: sentences */
	size_t nseries;
	size_t nsignals;			/* series that fail_on_signal found */
	size_t looked_at;			/* series with a value in the last period */
	size_t disordered;			/* series whose rows were not in order */
	size_t slopeless;			/* series too long for a median slope */
	size_t width;				/* of names, in sentences */
	struct textbuf text;
	struct trend_work work;
	struct result result;
};

void trendout_open(struct trendout *r);		/* opens the rows and writes their heading */

/* -1: the sentence could not be written (*e); rows keep the failure until trendout_close(). */
int trendout_series(struct trendout *r, const struct series *s, struct errmsg *e);

/* Says how many series were put in order, passed over, or too long. */
void trendout_notes(struct trendout *r);
int trendout_close(struct trendout *r, struct errmsg *e);	/* -1: a write failed (*e) */
void trendout_free(struct trendout *r);

#endif
