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
 *   not_tested	whether it is a stock or a flow is not known, or a stock is too short for the run
 *		rules
 *   rising, falling	flows only: exact Mann-Kendall p <= 0.05 and quasi-Poisson limits of the
 *		rate ratio on the same side of 1
 *   unclear	one of the two but not the other, or a special cause without a trend
 *   steady	neither, and no special cause; for a stock: no special cause
 * A stock is not tested: successive counts are not independent, so tests would find trends too
 * often.
 */
#define VERDICT_LEAST 5
#define VERDICT_P 0.05

enum verdict {
	VERDICT_TOO_FEW,
	VERDICT_STEADY,
	VERDICT_RISING,
	VERDICT_FALLING,
	VERDICT_UNCLEAR,
	VERDICT_NOT_TESTED,
};

/* One series with its statistics and the verdict on it. */
struct result {
	enum kind kind;
	const struct dictionary_entry *entry;		/* blank without a dictionary */
	struct series s;
	struct trend t;
	struct slice first_period, last_period;		/* of its points; empty for n = 0 */
	enum verdict verdict;
	struct textbuf reason;		/* in words */
	struct textbuf signals;		/* "Above UCL: 2014-06, 2014-08 to 2014-10; ..." */
};

/* Fills verdict, reason and signals from the rest. */
void verdict_judge(struct result *r);

const char *verdict_name(enum verdict v);	/* "too_few" */

/* What 1 in x is: "quarter", "day"; "unit of x" where x does not follow the periods. */
const char *verdict_step(const struct series *s);

/* "one quarter", "four quarters", "18 years", "six dates", "five points". */
void verdict_add_count(struct textbuf *b, size_t n, enum period_freq freq);

#endif
