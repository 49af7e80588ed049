#ifndef CHECK_SELFTEST_H
#define CHECK_SELFTEST_H

#include <stdio.h>

#include "csv/reader.h"
#include "rules/bind.h"

/*
 * The cases of a folder: RULE.pass*.csv must give no finding, RULE.fail*.csv findings of RULE
 * and of nothing else; where RULE.fail*.expected stands beside it (CSV: rule,line), just those
 * rules on just those lines. Rules that name columns a case does not have are left out of it.
 * Writes a line per case. Returns how many did not come out right, or -1: *e.
 */
long selftest(struct rules *rules, const char *folder, const struct reader_options *csv,
    struct remarks *remarks, FILE *out, struct errmsg *e);

#endif
