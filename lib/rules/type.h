#ifndef RULES_TYPE_H
#define RULES_TYPE_H

#include "rules/name.h"

/* Types of one rule's expressions: fills the second half of struct node. What does not fit is a remark. */
void bind_expr(struct binder *b, struct node *n);
void bind_cond(struct binder *b, struct node *n);	/* and it must be one */
void bind_plain(struct binder *b, struct node *n, const char *where);	/* and a row alone decides it */

#endif
