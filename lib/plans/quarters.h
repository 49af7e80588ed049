#ifndef PLANS_QUARTERS_H
#define PLANS_QUARTERS_H

#include <stdbool.h>

#include "base/errmsg.h"
#include "base/period.h"

/*
 * "2014-15 Q1..2015-16 Q4", "2014-Q2..2014-Q4", one quarter alone, or financial years for their four
 * quarters ("2014-15", "2014-15..2016-17"; calendar years "2014" when calendar); "Q1..Q4" of the financial
 * year fyear, unless that is PERIOD_NO_YEAR. Both ends have one frequency, and from <= to. The
 * notation tells financial from calendar quarters; calendar only says which years mean.
 * -1: *e says what is wrong.
 */
int quarters_parse(const char *arg, int fyear, bool calendar, struct period *from, struct period *to,
    struct errmsg *e);

#endif
