#ifndef RULES_TEXT_H
#define RULES_TEXT_H

#include "rules_eval.h"

/* Texts: the functions over them, what a value is, and how a value is written. */

void text_func(struct eval *ev, const struct node *n, struct value *v);

/* The fingerprint of an expression's value, for distinct(). */
struct fp text_fingerprint(struct eval *ev, const struct node *n);

bool value_is(const struct plan *p, const struct node *n, const struct value *v,
    enum is_kind kind);

/*
 * The value as a reader knows it: a cell as written, a number as the shortest decimal (or with so
 * many decimals), a symbol with its range. buf of VALUE_TEXT bytes; the slice may point into it.
 */
#define VALUE_TEXT_SIZE (AMOUNT_TEXT + 64)
struct slice value_text(const struct plan *p, const struct node *n, const struct value *v,
    int decimals, char *buf);

#endif
