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
	struct rows *rows;			/* NULL: sentences, to standard output */
	void (*say)(const char *message);	/* or NULL */

	/* Its own. */
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

void trendout_open(struct trendout *r);		/* writes the heading */

/* -1: the sentence could not be written (*e); rows keep the failure until they are closed. */
int trendout_series(struct trendout *r, const struct series *s, struct errmsg *e);

/* Says how many series were put in order, passed over, or too long. */
void trendout_notes(struct trendout *r);
void trendout_free(struct trendout *r);

#endif
