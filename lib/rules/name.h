#ifndef RULES_NAME_H
#define RULES_NAME_H

#include "rules/program.h"

/* A rule that is being bound, and what is reported about it. */
struct binder {
	struct program *program;
	struct bound *bound;
	struct rule *rule;		/* NULL: in a heading (rounded ... where) */
	const char *file, *clause;	/* the clause at work */
	struct remarks *m;
	const struct bind_options *opt;
	size_t nlets;			/* lets that can be named here */
	bool in_agg, in_where;
	bool wrong;			/* the rule has a mistake: reported once for all of each: */
	bool missing;			/* a column is not in the file; reported unless opt->some */
	bool each_used, *let_used;	/* by what is bound so far; by let */
};

/* A mistake: "file:line: rule ID, clause: what". */
void remark_at(struct binder *b, unsigned line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

void name_index(struct program *p);				/* once the columns are there */
int name_column(const struct program *p, struct slice name);	/* the first of that name, or -1 */

/* Reports a name that is none; column_only: no let and no parameter could be there. */
void name_unknown(struct binder *b, struct slice name, unsigned line, bool column_only);

/* The column, or the list of the rules, of that name; or -1, NULL with a remark. */
int name_bind_column(struct binder *b, struct slice name, unsigned line);
struct codelist *name_bind_list(struct binder *b, struct slice name, unsigned line);

#endif
