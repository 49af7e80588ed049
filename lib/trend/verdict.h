#ifndef TREND_VERDICT_H
#define TREND_VERDICT_H

#include <stdbool.h>

#include "base/textbuf.h"
#include "table/kind.h"
#include "trend/series.h"
#include "trend/trend.h"

/*
 * What the data can bear:
 *   too_few	fewer than VERDICT_LEAST points
 *   not_tested	whether it is a stock or a flow was not said, or a stock is too short for the run rules
 *   rising, falling	flows only: exact Mann-Kendall p <= 0.05 and quasi-Poisson limits of the rate ratio on the same side
 *		of 1
 *   unclear	one of the two but not the other, or a special cause without a trend
 *   steady	neither, and no special cause; of a stock: no special cause
 * A stock gets no test: successive counts are not independent, and every test would cry trend too often.
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

/* Starts as {0} and is used again from series to series. */
struct judgement {
	enum verdict verdict;
	struct textbuf reason;		/* in words */
	struct textbuf signals;		/* "Above UCL: 2014-06; 7 Points Above CL: 2014-08 to 2015-03", or "" */
};

void judge(const struct series_set *set, const struct series *s, const struct trend *t,
    enum kind kind, struct judgement *j);

void judgement_free(struct judgement *j);

const char *verdict_name(enum verdict v);		/* "too_few" */

/* What 1 in x is: "quarter", "day"; "unit of x" where x is not paced by periods. */
const char *step_name(const struct series *s);

/* "one quarter", "four quarters", "18 years", "six dates", "five points": what the series is counted in. */
void count_in_words(struct textbuf *b, size_t n, enum period_freq freq);

#endif
