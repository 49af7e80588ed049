#ifndef CHECK_ABSENT_H
#define CHECK_ABSENT_H

#include "check/unchecked.h"
#include "rules/program.h"

/*
 * The next optional column that the file lacks and for which rules were left out: its name, and in
 * t the rules, "A1, A4". *at is 0 at first; .p is NULL at the end. No program: no table was read.
 */
struct slice absent_next(const struct program *p, size_t *at, struct textbuf *t);

/*
 * Adds to the *n rules in sum those that were left out for columns which the file should have, as
 * not checked at the heading. Returns sum, perhaps moved.
 */
struct check_rule *absent_sum_up(const struct program *p, const struct finding *heading,
    struct check_rule *sum, size_t *n, size_t *cap, struct arena *mem);

#endif
