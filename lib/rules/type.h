#ifndef RULES_TYPE_H
#define RULES_TYPE_H

#include "rules/name.h"

/* Types of one rule's expressions: sets what struct node marks +; what does not fit is a remark. */
void type_expr(struct binder *b, struct node *n);
void type_cond(struct binder *b, struct node *n);	/* and it must be one */

bool type_is_by(const struct bound *bound, int col);		/* among the columns of by: */

/* For functions (rules/function.h): each reports what is missing. */
#define REMARK(b, node, ...) remark_at((b), (node)->line, __VA_ARGS__)

bool type_has_period(struct binder *b, const struct node *n, const char *what);
bool type_has_key(struct binder *b, const struct node *n, const char *what);

#endif
