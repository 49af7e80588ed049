#ifndef PLANS_MIXOUT_H
#define PLANS_MIXOUT_H

#include <stdbool.h>

#include "csv/writer.h"
#include "plans/mix.h"
#include "table/layout.h"

struct mixout_options {
	enum mix_rounding rounding;
	int decimals;		/* of percentages, 0 to MIX_MAX_DECIMALS */
	bool limits;		/* Wilson's 95% limits of each percentage beside it */
	int fyear;		/* quarters that all belong to it are headed Q1 to Q4; or PERIOD_NO_YEAR */
};

/*
 * The forms a mix is written in. Each writes its heading and its rows; -1 as soon as a write fails
 * (writer_close() says why).
 */

/* COLUMNS,indicator,category,period,value,percentage[,lower95,upper95], a row an observation. */
int mixout_tidy(const struct mix *m, const struct mixout_options *o, struct writer *out);

/* As published: a row a category, a column a period, cells such as 130 (70%), totals last. */
int mixout_wide(const struct mix *m, const struct mixout_options *o, struct writer *out);

/* The same for people; with limits, 130 (70%; 63.3 to 76.4). */
void mixout_text(const struct mix *m, const struct mixout_options *o, struct layout *out);

/*
 * COLUMNS,t,period,category,count,total,percent,percent_lr,lower95,upper95, a row a category of a
 * period, percent_lr being whole percents by largest remainder; NA where undefined.
 */
int mixout_share(const struct mix *m, struct writer *out);

/* What stands before the rest in each: the columns that tell groups apart, the indicator where it does. */
void mixout_columns(const struct mix *m, struct writer *out);		/* in the heading */
void mixout_keys(const struct mix *m, size_t group, struct writer *out);	/* in a row */

#endif
