#ifndef MIXTESTS_H
#define MIXTESTS_H

#include "csvout.h"
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

#endif
