#ifndef TIDY_SEVERAL_H
#define TIDY_SEVERAL_H

#include <stdbool.h>

#include "base/errmsg.h"
#include "base/period.h"
#include "base/slice.h"

enum { SEVERAL_SIZE = 48 };

/* Two different periods of a heading, as they can be named in a message. */
struct several {
	char text[2][SEVERAL_SIZE];
	bool years;			/* as a period from the one to the other */
	bool apart;			/* a quarter without its year, and a year */
};

/*
 * The next period in a text, of at most 40 characters, from s.p[*at] on, which is moved to its end:
 * true, *found and from the first to the last of them, which differ for "2019 - 21". fyear: as for
 * period_parse().
 */
bool several_next(struct slice s, int fyear, size_t *at, struct slice *found, struct period p[2]);

/*
 * Whether a heading that is not a period has two: "Referrals 2022-23 to 2023-24", "2019 - 21",
 * "Q1 referrals 2023-24". The same period twice is one; so is that of "2018-based population 2023".
 */
bool several_find(struct slice name, struct several *found);

/* "NAME: two periods, 'A' and 'B'; expected ...", with how it can be read. Returns -1. */
int several_describe(struct slice name, const struct several *s, struct errmsg *e);

/* Whether it compares them, so that it is not a measure of a period: "Change 2022 to 2023". */
bool several_is_comparison(struct slice name);

#endif
