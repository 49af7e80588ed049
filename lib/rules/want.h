#ifndef RULES_WANT_H
#define RULES_WANT_H

#include "rules/binder.h"
#include "rules/function.h"

/* What an operation wants of its operands, whose types are known: other ones are remarks. */

extern const char *const type_words[];		/* by enum type: "a number" */

void want_number(struct binder *b, const struct node *n);
void want_number_or_date(struct binder *b, const struct node *n);	/* an undeclared column */

/* At a tie an apportioned share is either of two numbers, which arithmetic would forget. */
void want_no_share(struct binder *b, const struct node *n);

/* A number of days, or a date too: a text may be meant as one, as may a column. */
void want_days(struct binder *b, struct node *n, bool date);

/* What a function takes. A text that is a date is made one. */
void want_argument(struct binder *b, struct node *arg, enum argument want);

/* What is after by in a call: it puts rows in order. */
void want_order(struct binder *b, const struct node *call);

#endif
