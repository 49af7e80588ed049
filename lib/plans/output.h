#ifndef PLANS_OUTPUT_H
#define PLANS_OUTPUT_H

#include <stdbool.h>

#include "base/errmsg.h"
#include "plans/mix.h"

/*
 * The forms a mix is written in. COLUMNS are those that identify groups.
 *
 * MIX_TABLE		COLUMNS,indicator,category,period,value,percentage[,lower95,upper95]; as
 *			text MIX_WIDE, with limits 130 (70%; 63.3 to 76.4)
 * MIX_WIDE		as published: a row for each category, a column for each period, cells such
 *			as 130 (70%), totals last
 * MIX_TESTS		whether the mix changes: tests_verdicts()
 * MIX_SHARE_DETAIL	COLUMNS,t,period,category,count,total,percent,percent_lr,lower95,upper95;
 *			percent_lr is in whole percents by largest remainder; NA where undefined
 * MIX_TESTS_DETAIL	every statistic of the tests: tests_statistics()
 *
 * The details are for statisticians: they have no text form, and are CSV instead.
 */
enum mix_form { MIX_TABLE, MIX_WIDE, MIX_TESTS, MIX_SHARE_DETAIL, MIX_TESTS_DETAIL };

struct output_options {
	enum mix_form form;
	enum mix_rounding rounding;
	int decimals;		/* of percentages, 0 to MIX_MAX_DECIMALS */
	bool limits;		/* Wilson's 95% limits of each percentage; not for MIX_WIDE */
	void (*say)(const char *message);	/* gets the note on equal counts; or NULL */
};

bool output_is_detail(enum mix_form form);

/* Writes m to standard output, and closes it. -1: *e, also where a key column's name is taken. */
int output_mix(const struct mix *m, const struct output_options *o, const struct filter *f,
    struct errmsg *e);

#endif
