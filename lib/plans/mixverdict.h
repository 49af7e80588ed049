#ifndef PLANS_MIXVERDICT_H
#define PLANS_MIXVERDICT_H

#include "csv/writer.h"
#include "plans/mix.h"
#include "table/layout.h"

/* What the tests of plans/mixtests.h say, where they can say anything. */

/*
 * A row a test: COLUMNS,test,item,statistic,df,effect,p,p_holm,smallest_expected,below5,cells,n,
 * verdict,reason. effect: Cramer's V, or a trend's slope in percentage points a period.
 * No p where it would be worthless, with the reason in words: expected counts too small (Cochran's
 * rule, stat/contingency.h); so many tested that p <= 0.05 among them is no evidence (p_holm > 0.05:
 * Holm's adjustment over the pairs of periods, or over the categories); a trend of a stock. A trend of
 * KIND_UNSAID is tested as of a flow, and the reason says so.
 * verdict: changed, rising, falling, not_shown, not_tested.
 */
int mixverdict_csv(const struct mix *m, struct writer *out);
void mixverdict_text(const struct mix *m, struct layout *out);	/* fewer columns, rounded */

#endif
