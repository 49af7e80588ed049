#ifndef RULES_PARSER_H
#define RULES_PARSER_H

#include <string.h>

#include "base/memory.h"
#include "rules/expr.h"

/*
 * What the parts of the rules' reader share: rules/file.c takes a file apart into lines that belong
 * together, rules/heading.c and rules/clause.c read what stands in them. All return 0, or -1 with
 * the parser's message.
 */

/* A file being read: its lines, and the one it stands at. */
struct rule_reader {
	struct rules *rules;
	struct parser parser;
	const char *p, *end;	/* what is left */
	unsigned line;		/* of p */
	int depth;		/* of includes */
	struct rule *rule;	/* the one whose clauses follow, or NULL */
};

/* A heading or a clause with the lines that continue it. */
struct piece_of_file {
	struct slice text;	/* from its first word, without the last newline */
	unsigned line, indent;
};

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))
#define ADD(array, n, cap) ((array) = xgrow((array), &(cap), (n) + 1, sizeof(*(array))), \
	memset(&(array)[n], 0, sizeof(*(array))), &(array)[(n)++])

/* A heading, from its first word on. */
int read_heading(struct rule_reader *rd, const struct piece_of_file *f);

/* A clause of rd->rule; seen: the clauses that the rule has already, by bit. */
int read_clause(struct rule_reader *rd, const struct piece_of_file *f, unsigned *seen);
bool clause_begins(struct slice s);	/* "check:" and the like, at its beginning */

/* include FILE, from the folder of the file it stands in. */
int read_include(struct rule_reader *rd);

int parse_one_name(struct parser *p, struct slice *name, const char *what);
struct node *parse_literal(struct parser *p);	/* a number, percentage or text; NULL */
int parse_end(struct parser *p, const char *what);
int parse_unknown_word(struct parser *p, const char *what, struct slice got,
    const char *const *names, size_t n);

#endif
