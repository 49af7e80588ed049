#ifndef TREND_VERDICT_H
#define TREND_VERDICT_H

#include <stdbool.h>

#include "base/slice.h"
#include "table/cell.h"
#include "table/dictionary.h"
#include "trend/series.h"
#include "trend/trend.h"

/*
 * What the data can support:
 *   too_few	fewer than VERDICT_LEAST points
 *   not_tested	whether it is a stock or a flow is not known, or a stock that has no chart
 *   rising, falling	flows only: Mann-Kendall p <= 0.05 (of quarters and months over three years
 *		or more, within seasons) and, where events are counted, limits of the ratio on the
 *		same side of 1
 *   unclear	one of the two but not the other, a special cause without a trend, or less scatter
 *		than chance would give
 *   no_signal	none of these: nothing was found, which is not to say that nothing changed
 * A stock is not tested for trend: successive counts are not independent, so tests would find
 * trends too often.
 */
#define VERDICT_LEAST 5
#define VERDICT_P 0.05

enum verdict {
	VERDICT_TOO_FEW,
	VERDICT_NO_SIGNAL,
	VERDICT_RISING,
	VERDICT_FALLING,
	VERDICT_UNCLEAR,
	VERDICT_NOT_TESTED,
};

/* One series with its statistics and the verdict on it. */
struct result {
	enum kind kind;
	const struct dictionary_entry *entry;		/* blank without a dictionary */
	double target;			/* of the series, or of all; NaN: none */
	struct series s;
	struct trend t;
	struct slice first_period, last_period;		/* of its points; empty for n = 0 */
	enum verdict verdict;
	int ranked, rated;		/* what each of the two tests shows of a flow: -1, 0, 1 */
	bool seasonal;			/* the first of them was within seasons */
	bool even;			/* less scatter than chance would give */
	bool rolling;			/* sums that overlap: no chart */
	size_t pooled;			/* periods in each sum; 0: none */
	struct textbuf reason;		/* in words, for statisticians */
	struct textbuf signals;		/* "Above UCL: 2014-06, 2014-08 to 2014-10; ..." */
	struct textbuf sentence;	/* for a board: trend/sentence.h */
	const char *variation, *assurance;	/* chart_variation(), chart_assurance() */
	double centre, lower, upper;	/* of the chart, at the last point */
};

/* Fills verdict, reason, signals and what the tests show from the rest. */
void verdict_judge(struct result *r);

const char *verdict_name(enum verdict v);	/* "too_few" */

enum chart_polarity verdict_polarity(const struct result *r);

/* What 1 in x is: "quarter", "day"; "unit of x" where x does not follow the periods. */
const char *verdict_step(const struct series *s);

/* "one quarter", "four quarters", "18 years", "six dates", "five points". */
void verdict_add_count(struct textbuf *b, size_t n, enum period_freq freq);

void verdict_add_tested(struct textbuf *b, const struct result *r);	/* "five quarters" */

/* A run of points with one special cause. */
struct verdict_run {
	enum spc_cause cause;
	size_t from, to;
};

/* The next run from row i of the series on; false: there is none. */
bool verdict_next_run(const struct result *r, size_t i, struct verdict_run *run);

#endif
