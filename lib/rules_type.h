#ifndef RULES_TYPE_H
#define RULES_TYPE_H

#include "rules_plan.h"

/*
 * Names and types of one rule's expressions: fills the second half of struct node. What does not
 * fit is a remark with file, line and the nearest name.
 */
struct binder {
	struct plan *plan;
	struct bound *bound;
	struct rule *rule;		/* NULL: in a heading (rounded ... where) */
	const char *file, *clause;	/* the clause at work */
	struct remarks *m;
	const struct bind_options *opt;
	size_t nlets;			/* lets that can be named here */
	bool in_agg, in_where;
	bool missing;			/* a column is not in the file; said unless opt->some */
};

void bind_expr(struct binder *b, struct node *n);
void bind_cond(struct binder *b, struct node *n);	/* and it must be one */

/* The column of that name, or -1 with a remark that names the nearest. */
int bind_column(struct binder *b, struct slice name, unsigned line);

/* A list of the rules, or NULL with a remark. */
struct codelist *bind_list(struct binder *b, struct slice name, unsigned line);

#endif
