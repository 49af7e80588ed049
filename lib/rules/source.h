#ifndef RULES_SOURCE_H
#define RULES_SOURCE_H

#include "base/memory.h"
#include "rules/program.h"

/*
 * A part of a rule as written, for messages; where the rule is run for the columns of each:, with
 * the name of the column in place of the name that stands for it.
 */
void source_words(const struct program *p, const struct bound *u, struct slice src,
    struct textbuf *t);

/* Does the tree name the column of each:, or (lets) do the lets that it names? */
bool source_names_each(const struct bound *u, const struct node *n, bool lets);

#endif
