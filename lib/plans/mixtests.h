#ifndef PLANS_MIXTESTS_H
#define PLANS_MIXTESTS_H

#include "csv/writer.h"
#include "plans/mix.h"

/*
 * Tests of whether a mix changes between periods: Pearson's chi-square over all periods, between neighbours and
 * between the first and the last; Cochran-Armitage for the trend of each category. Periods with a
 * hidden count are left out. For a mix whose categories make up the whole.
 */

/*
 * Long form for statisticians: COLUMNS,test,item,statistic,value with every statistic (stat/contingency.h,
 * stat/cochran_armitage.h), NA where undefined, and no word on whether a p-value means anything. -1
 * as soon as a write fails.
 */
int mixtests_detail(const struct mix *m, struct writer *out);

#endif
