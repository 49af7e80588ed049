#ifndef PLANS_TESTS_H
#define PLANS_TESTS_H

#include "plans/mix.h"

/*
 * Tests of whether a mix changes between periods (stat/contingency.h): Pearson's chi-square over
 * all periods, between neighbours, and between the first and the last; Cochran-Armitage for the
 * trend of each category. Periods with a hidden count are left out. For a mix whose categories make
 * up the whole.
 *
 * tests_verdicts: a row for each test: test,item,statistic,df,effect,p,p_holm,smallest_expected,
 * below5,cells,n,verdict,reason. effect: Cramer's V, or a trend's slope in percentage points a
 * period. verdict: changed, rising, falling, not_shown, not_tested. There is no p where it would be
 * worthless, and the reason says why: expected counts too small (Cochran's rule); so many tests
 * that p <= 0.05 for one of them is not evidence (p_holm > 0.05: Holm's adjustment over the pairs
 * of periods, or over the categories); a trend of a stock, or of KIND_UNSAID.
 *
 * tests_text: the same for people: fewer columns, and verdicts in words.
 *
 * tests_statistics: for statisticians: test,item,statistic,value with every statistic, NA where
 * undefined, and no word on whether a p-value means anything.
 */
extern const struct mix_table tests_verdicts, tests_text, tests_statistics;

#endif
