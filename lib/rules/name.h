#ifndef RULES_NAME_H
#define RULES_NAME_H

#include "rules/program.h"

/* How much there is to work out, with the lets that are named. */
struct extent {
	size_t operations, depth;
};

/* A rule being bound, and what is said of names that are none: file, line and the nearest name. */
struct binder {
	struct program *program;
	struct bound *bound;
	struct rule *rule;		/* NULL: in a heading (rounded ... where) */
	const char *file, *clause;	/* the clause at work */
	struct remarks *m;
	const struct bind_options *opt;
	size_t nlets;			/* lets that can be named here */
	bool in_agg, in_where;
	bool wrong;			/* the rule has a mistake, said once whatever each: holds */
	bool missing;			/* a column is not in the file; said unless opt->some */
	bool each_used, *let_used;	/* by what was bound so far; by let */
	struct extent *extent;		/* by let */
};

/* A mistake: "file:line: rule ID, clause: what". */
void remark_at(struct binder *b, unsigned line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* column_only: no let and no parameter could stand there. */
void unknown_name(struct binder *b, struct slice name, unsigned line, bool column_only);

/* The column of that name, or -1 with a remark that names the nearest. */
int bind_column(struct binder *b, struct slice name, unsigned line);

/* A list of the rules, or NULL with a remark. */
struct codelist *bind_list(struct binder *b, struct slice name, unsigned line);

#endif
