#ifndef RULES_PARSE_H
#define RULES_PARSE_H

#include "rules/lex.h"
#include "rules/rules.h"

/*
 * What the readers of expressions (rules/expression.c), clauses (rules/clause.c) and headings
 * (rules/heading.c) share. Functions that return int return 0, or -1 with the first message in *e.
 */
struct parser {
	struct lexer lx;
	const char *file;
	struct arena *mem;
	struct errmsg *e;
	int depth;		/* of parentheses */
	struct slice table;	/* whose columns the call being read names, or p == NULL */
	bool fields;		/* a column of a linked file was read */
	struct slice text;	/* of the clause being read, as written */
};

/* The message is "file:line: " and this; -1. */
int parse_fault(struct parser *p, unsigned line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The message is "file:line: found X; expected WHAT", X being the present token; -1. */
int parse_expected(struct parser *p, const char *what);

/* The message is "file:line: no WHAT called 'name'; did you mean 'X'?", or
 * "; expected a, b or c", of n known names; -1. */
int parse_unknown(struct parser *p, const char *what, struct slice name, const struct slice *known,
    size_t n);

/* The row that begins with that name in a table of n <= 16 rows; or -1, as parse_unknown(). */
int parse_choose(struct parser *p, const char *what, struct slice name, const void *table, size_t n,
    size_t size);

bool parse_is_literal(const struct parser *p);	/* begins a number, percentage or text */
bool parse_is_name(const struct parser *p);
bool parse_take(struct parser *p, enum token t);	/* true and past it if it is there */
bool parse_take_word(struct parser *p, const char *word);
int parse_want_word(struct parser *p, const char *word);	/* it has to be there */
int parse_want_equals(struct parser *p);
int parse_name(struct parser *p, struct slice *name, const char *what);
int parse_names(struct parser *p, struct names *names);	/* one or more, with commas between */

/* parse_names() that refuses a column that `what` has twice; other files may have it, too. */
int parse_names_once(struct parser *p, struct names *names, const char *what);
void parse_add_name(struct parser *p, struct names *names, struct slice name, struct place at);
int parse_string(struct parser *p, struct slice *text);		/* with "" made " */
int parse_end(struct parser *p, const char *what);	/* "the end of X": nothing may follow */

int parse_severity(struct parser *p, enum severity least, enum severity *severity);

struct place parse_place(const struct parser *p);		/* of the present token */

/*
 * rules/expression.c: conditions and expressions, by recursive descent; NULL: p->e. A parenthesis
 * may open either: both are nodes, and rules/type.c finds out which it is.
 */
struct node *parse_cond(struct parser *p);	/* or an expression */
struct node *parse_expr(struct parser *p);
struct node *parse_literal(struct parser *p);	/* a number, percentage or text */
struct node *parse_field(struct parser *p);	/* FILE.COLUMN */

/*
 * rules/heading.c: reads a heading, but for what may follow it; after include (*include) the name
 * of a file is to be read.
 */
int heading_read(struct parser *p, struct rules *r, struct slice text, unsigned line,
    bool *include);

/* rules/clause.c: "rule ID SEVERITY", which adds a rule to r; and a clause of the rule. */
int clause_rule(struct parser *p, struct rules *r, struct slice text, unsigned line);
int clause_read(struct parser *p, struct rule *rule, struct slice text, unsigned line);
bool clause_begins(struct slice s);	/* with "check:" or the like */

#endif
