#ifndef RULES_EXPLAIN_H
#define RULES_EXPLAIN_H

#include <stdio.h>

#include "rules/program.h"

/* Each rule of the program in words: how often it runs, over which rows, what it wants. */
void rules_explain(const struct program *program, FILE *out);

#endif
