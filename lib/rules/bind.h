#ifndef RULES_BIND_H
#define RULES_BIND_H

#include "rules/program.h"

/*
 * Rules bound to the headings of a file: names are columns, types are known, grain is decided,
 * mistakes are found. The rules must outlive the program.
 */

/* Always a program; of no use when m->fatal has become true. */
struct program *program_bind(struct rules *rules, const struct slice *headings, size_t n,
    const struct bind_options *opt, struct remarks *m);
void program_free(struct program *p);

/* Lists and parameters that no rule names, once the rules are bound. */
void rules_unused(const struct rules *rules, struct remarks *m);

/* Can the condition never be true, whatever the rows hold? Sound, not complete. */
bool cond_never(const struct program *p, const struct node *n);

#endif
