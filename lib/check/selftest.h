#ifndef CHECK_SELFTEST_H
#define CHECK_SELFTEST_H

#include <stdio.h>

#include "csv/reader.h"
#include "rules/bind.h"

/*
 * Runs the cases of a folder and writes a line for each. RULE.pass*.csv must give no finding,
 * RULE.fail*.csv findings of RULE and no others; where there is a RULE.fail*.expected (CSV:
 * rule,line), exactly those. Rules on columns that a case does not have are left out. Returns how
 * many cases did not come out right; -1: *e.
 */
long selftest(struct rules *rules, const char *folder, const struct reader_options *csv,
    struct remarks *remarks, FILE *out, struct errmsg *e);

#endif
