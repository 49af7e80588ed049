#ifndef RULES_DATEFUNC_H
#define RULES_DATEFUNC_H

#include "rules/function.h"
#include "rules/value.h"

/*
 * Functions of dates, for the table in rules/function.c. Someone born on 29 February is a year
 * older on 1 March of a year without that day, as in the law of England and Wales.
 */

/* The day that the value is; also of a text that is read as a date. False: none. */
bool datefunc_day(const struct value *v, int32_t *day);

void datefunc_weekday(struct applied *a);
void datefunc_period(struct applied *a);
void datefunc_age(struct applied *a);

/*
 * The same day some months later, or the last day of a month that has no such day. Unknown where
 * that is not in the years 1 to 9999.
 */
void datefunc_months_later(struct applied *a);

/*
 * Working days after a, up to b: Monday to Friday, without those in a list of dates. Unknown where
 * b is before a, and where a year from a to b has no date in the list.
 */
void datefunc_working_days(struct applied *a);
void datefunc_bind_holidays(struct binder *b, struct node *call);

void datefunc_why_earlier(struct eval *ev, const struct node *call, struct why *w);
void datefunc_why_days(struct eval *ev, const struct node *call, struct why *w);

#endif
