#ifndef RULES_TESTS_H
#define RULES_TESTS_H

#include "rules/state.h"

/*
 * The tests that are no condition: unique and -> (rules/keys.c), no gaps (rules/gaps.c), every (rules/every.c).
 * _row: a row that passes where; _finish: all rows are read.
 */

/* The finding in r->words, with the rule's own sentence where it has one; and its cells as `name "text", ...`. */
void tests_tell(struct run *r, struct state *s, struct row *row, bool group);
void tests_add_pairs(struct textbuf *t, const struct run *r, const struct row *row, const int *col,
    size_t n);

void unique_row(struct run *r, struct state *s, struct row *row);
void depends_row(struct run *r, struct state *s, struct row *row);
void gaps_row(struct run *r, struct state *s, struct row *row);
void gaps_finish(struct run *r, struct state *s);
void every_row(struct run *r, struct state *s, struct row *row);
void every_finish(struct run *r, struct state *s);

#endif
