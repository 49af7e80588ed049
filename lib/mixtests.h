#ifndef MIXTESTS_H
#define MIXTESTS_H

#include "csvout.h"
#include "layout.h"
#include "mix.h"

/*
 * Tests of whether a mix changes between periods: Pearson's chi-square over all periods, between neighbours and
 * between the first and the last; Cochran-Armitage for the trend of each category. Periods with a
 * hidden count are left out. For a mix whose categories make up the whole.
 */

/*
 * Long form for statisticians: COLUMNS,test,item,statistic,value with every statistic (contingency.h,
 * cochran_armitage.h), NA where undefined, and no word on whether a p-value means anything. -1
 * as soon as a write fails.
 */
int mixtests_detail(const struct mix *m, struct csvout *out);

/*
 * A row a test: COLUMNS,test,item,statistic,df,effect,p,p_holm,smallest_expected,below5,cells,n,
 * verdict,reason. effect: Cramer's V, or a trend's slope in percentage points a period.
 * No p where it would be worthless, with the reason in words: expected counts too small (Cochran's
 * rule, contingency.h); so many tested that p <= 0.05 among them is no evidence (p_holm > 0.05:
 * Holm's adjustment over the pairs of periods, or over the categories); a trend of a stock.
 * verdict: changed, rising, falling, not_shown, not_tested.
 */
int mixtests_csv(const struct mix *m, struct csvout *out);
void mixtests_text(const struct mix *m, struct layout *out);	/* fewer columns, rounded */

#endif
