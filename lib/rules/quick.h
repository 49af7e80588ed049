#ifndef RULES_QUICK_H
#define RULES_QUICK_H

#include "rules/memo.h"

/*
 * The check of a rule as a list of tests, which hold together exactly when it does. Where one
 * fails, eval_cond() has to find out whether the check is false or unknown.
 */
struct quick {
	const struct bound *rule;
	struct quick_test *test;
	size_t n;
};

/* Of a rule whose check is over a row alone. Memory from mem. */
void quick_init(struct quick *q, const struct program *program, const struct bound *rule,
    struct arena *mem);

/* The first of them, from `at` on, that does not hold in the live row, numbered `now`; or n. */
size_t quick_fails(struct quick *q, size_t at, size_t n, struct eval *ev, uint64_t now);

/* The i-th memo within, whose cells are to be watched; or NULL. */
const struct memo *quick_memo(const struct quick *q, size_t i);

#endif
