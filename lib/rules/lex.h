#ifndef RULES_LEX_H
#define RULES_LEX_H

#include "base/figure.h"
#include "base/slice.h"

/* The words of one clause of a rules file. Nothing is copied: texts are slices of the source. */

enum token {
	T_END,
	T_WORD,		/* a name or a keyword: which, the parser knows */
	T_BRACKET,	/* [any heading]: text between the brackets, "]]" still doubled */
	T_NUMBER,
	T_PERCENT,
	T_STRING,	/* text between the quotes, doubled quotes still doubled */
	T_LIST,		/* @name: text without the @ */
	T_OPEN, T_CLOSE, T_COMMA, T_EQ, T_MINUS, T_ARROW,
	T_DOT,		/* between names, without blanks */
	T_OPERATOR,	/* any other of relops or operations */
	T_QUOTED,	/* a text in other quotes than ": text between them */
	T_DATED,	/* a date or period without quotes: 2014-03-31, 2014-15 Q1 */
	T_BAD,		/* not of the language */
};

struct lexer {
	const char *p, *end;	/* what is left */
	unsigned line;		/* of p */
	enum token token;	/* the present one */
	struct slice src, text;	/* as written; without the marks around it */
	struct slice before;	/* as written, the token before it */
	struct figure num;
	unsigned at;		/* its line */
	const char *expected;	/* T_BAD: what should be there instead */
};

/* Starts at the first token of s, which begins on that line. A copy of a lexer can look ahead. */
void lex_start(struct lexer *lx, struct slice s, unsigned line);
void lex_next(struct lexer *lx);

/* Reads the present token again, up to the next blank: a symbol. A string stays one. */
void lex_word(struct lexer *lx);

/* Is the present token this keyword? */
bool lex_is(const struct lexer *lx, const char *word);

#endif
