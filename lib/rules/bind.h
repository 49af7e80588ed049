#ifndef RULES_BIND_H
#define RULES_BIND_H

#include <stdio.h>

#include "rules/program.h"

/*
 * Binds rules to the headings of a file: names become columns, types are found, it is settled which
 * rules run once a row and which once a group; mistakes are remarks. The rules must outlive the
 * program, which is of no use when m->fatal has become true, but has to be freed.
 */
struct program *program_bind(struct rules *rules, const struct slice *headings, size_t n,
    const struct bind_options *opt, struct remarks *m);

void program_free(struct program *p);

/* Says the path of each code list that was read from a file, and its rows. p may be NULL. */
void program_say_lists(const struct program *p, void (*say)(const char *message));

/* Each rule of the program in words: how often it runs, over which rows, what it expects. */
void rules_explain(const struct program *program, FILE *out);

/* Warns of lists and parameters that no rule names, once the rules are bound. */
void rules_unused(const struct rules *rules, struct remarks *m);

#endif
