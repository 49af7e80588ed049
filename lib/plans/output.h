#ifndef PLANS_OUTPUT_H
#define PLANS_OUTPUT_H

#include <stdbool.h>

#include "base/errmsg.h"
#include "plans/mix.h"

/*
 * The forms a mix is written in:
 *
 * MIX_TABLE		COLUMNS,indicator,category,period,value,percentage[,lower95,upper95], a row an
 *			observation. As text it is MIX_WIDE's table, with limits 130 (70%; 63.3 to 76.4).
 * MIX_WIDE		as published: a row a category, a column a period, cells such as 130 (70%), totals last
 * MIX_TESTS		whether the mix changes: tests_verdicts()
 * MIX_SHARE_DETAIL	COLUMNS,t,period,category,count,total,percent,percent_lr,lower95,upper95, a row a
 *			category of a period, percent_lr being whole percents by largest remainder; NA where
 *			undefined
 * MIX_TESTS_DETAIL	every statistic of the tests: tests_statistics()
 *
 * COLUMNS are those that tell groups apart. The details are for statisticians: as text they are CSV.
 */
enum mix_form { MIX_TABLE, MIX_WIDE, MIX_TESTS, MIX_SHARE_DETAIL, MIX_TESTS_DETAIL };

struct output_options {
	enum mix_form form;
	enum mix_rounding rounding;
	int decimals;		/* of percentages, 0 to MIX_MAX_DECIMALS */
	bool limits;		/* Wilson's 95% limits of each percentage; not for MIX_WIDE */
};

bool output_is_detail(enum mix_form form);

/* Writes m to standard output, and closes it. -1: *e, also where a key column has the name of one of ours. */
int output_mix(const struct mix *m, const struct output_options *o, const struct filter *f,
    struct errmsg *e);

#endif
