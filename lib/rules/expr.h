#ifndef RULES_EXPR_H
#define RULES_EXPR_H

#include "rules/lex.h"
#include "rules/rules.h"

/*
 * Conditions, expressions and templates of the rule language, by recursive descent. A
 * parenthesis may open a condition or an expression: both are nodes, and rules_bind() tells a
 * condition from a number, so no way back is needed.
 */
struct parser {
	struct lexer lx;
	const char *file;
	struct arena *mem;
	struct errmsg *e;	/* the first message */
	int depth;		/* of parentheses */
};

/* Fills the message "file:line: ..., found X"; returns -1 (or is used for NULL). */
int parse_error(struct parser *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

struct node *parse_cond(struct parser *p);	/* or an expression; NULL: p->e */
struct node *parse_expr(struct parser *p);

/* One or more names with commas between. 0, or -1. */
int parse_names(struct parser *p, struct names *names);
bool parse_is_name(const struct parser *p);
struct slice parse_take_name(struct parser *p);			/* of the present token, a name; and past it */
bool parse_take(struct parser *p, enum token t);		/* true and past it when it is there */
bool parse_take_word(struct parser *p, const char *word);
int parse_string(struct parser *p, struct slice *text);		/* with "" made " */

/* The text of say: into pieces (rules/template.c). 0, or -1. */
int parse_template(struct parser *p, struct slice text, unsigned line, struct rule *rule);

struct place parse_place(const struct parser *p);		/* where the present token stands */

#endif
