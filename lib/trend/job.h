#ifndef TREND_JOB_H
#define TREND_JOB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/textbuf.h"
#include "table/dictionary.h"
#include "table/rows.h"
#include "trend/gate.h"
#include "trend/row.h"
#include "trend/series.h"

/* One series after another: worked out, judged, and written as asked. What is above the line is the caller's. */
struct trendjob {
	struct trend_options trend;
	struct trendrow_options form;
	enum kind kind;			/* where the dictionary does not say */
	const struct dictionary *dictionary;	/* or NULL */
	double target;				/* for sentences; NaN: none */
	bool gated;				/* look at the last point of each series */
	struct trendgate gate;
	struct slice unnamed;			/* what a series without a key is called */
	struct series_set *set;
	struct rows *out;			/* NULL: sentences, into text */
	bool sorted;				/* the names to come are not known: sentences are not set in a column */
	void (*say)(const char *message);	/* what the gate has found; a series without a line; or NULL */

	struct textbuf text;			/* the sentence of the last series */
	size_t width;				/* of names, in sentences */
	size_t disordered;			/* series whose rows were not in order */
	size_t slopeless;			/* series too long for a median slope */
	struct trend_work work;
	struct judgement judgement;
};

/* The statistics that the form needs, once form and screen are chosen. */
void trendjob_settle(struct trendjob *job);

/* -1: the series cannot be had (*e; see series_get). */
int trendjob_series(struct trendjob *job, size_t id, struct errmsg *e);
/* Through say: series put in order, and what the gate passed over. */
void trendjob_notes(struct trendjob *job);
void trendjob_free(struct trendjob *job);	/* what is below the line */

#endif
