#ifndef PLANS_MIXOPT_H
#define PLANS_MIXOPT_H

#include <stdbool.h>
#include <stddef.h>

#include "plans/category.h"
#include "plans/mix.h"
#include "table/role.h"

/* What all that reads a mix is told: mixread, countrows below it, and the readers of plan records. */

/* Where messages go: to the caller's function, one at a time, with their file and line. */
enum mix_level {
	MIX_FAULT,		/* what makes the input unusable */
	MIX_NOTE,		/* what a person should know */
	MIX_DETAIL,		/* what is done, for those who ask */
};

struct mix_say {
	void (*say)(void *ctx, enum mix_level level, const char *message);
	void *ctx;
};

struct mixread_options {
	const struct role_choice *choice;	/* -c, for category, period, value, area, area_code and
					   indicator */
	size_t nchoices;
	const char *keys;		/* -k: further columns that tell groups apart; or NULL */
	struct category_list *categories;
	bool keep_wording;		/* label a category as the input does, unless that is its code */
	bool any_category;		/* take categories as they come when none of them is known */
	int fyear;			/* for period_parse() */
	struct period from, to;		/* only these; freq PERIOD_NONE: all */
	enum kind kind;		/* what the counts are of, as far as was said */
	const char *indicator;		/* only the rows of this one; NULL: all */
};

/* The indicator of rows that have no indicator column: the published table's heading. */
#define MIXREAD_INDICATOR "Category of Abuse"

#endif
