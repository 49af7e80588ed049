#ifndef RULES_PARSE_H
#define RULES_PARSE_H

#include "rules/lex.h"
#include "rules/rules.h"

/*
 * Conditions and expressions of the rule language, by recursive descent, and what the readers of
 * clauses (rules/clause.h) and headings (rules/file.c) share. A parenthesis may open a condition or
 * an expression: both are nodes, and rules/type.h tells them apart. Functions that return int
 * return 0, or -1 with the first message in *e: "file:line: found X; expected Y".
 */
struct parser {
	struct lexer lx;
	const char *file;
	struct arena *mem;
	struct errmsg *e;
	int depth;		/* of parentheses */
	struct slice text;	/* of the clause being read, as written */
};

int parse_expected(struct parser *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* "no WHAT called 'name'; did you mean 'X'?" of n names that are known. */
int parse_unknown(struct parser *p, const char *what, struct slice name, const struct slice *known,
    size_t n);

struct node *parse_cond(struct parser *p);	/* or an expression; NULL: p->e */
struct node *parse_expr(struct parser *p);
struct node *parse_literal(struct parser *p);	/* a number, percentage or text */

bool parse_is_name(const struct parser *p);
bool parse_take(struct parser *p, enum token t);	/* true and past it when it is there */
bool parse_take_word(struct parser *p, const char *word);
int parse_want_word(struct parser *p, const char *word);	/* it has to be there */
int parse_want_equals(struct parser *p);
int parse_name(struct parser *p, struct slice *name, const char *what);
int parse_names(struct parser *p, struct names *names);	/* one or more, with commas between */
void parse_add_name(struct parser *p, struct names *names, struct slice name, struct place at);
int parse_string(struct parser *p, struct slice *text);		/* with "" made " */
int parse_end(struct parser *p, const char *what);		/* of what nothing may follow */

struct place parse_place(const struct parser *p);		/* of the present token */

#endif
