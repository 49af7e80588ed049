#ifndef RULES_QUICK_H
#define RULES_QUICK_H

#include "rules_eval.h"

/*
 * The short way for what nearly every row is: figures of narrow.h, compared, and checks that hold.
 *
 * quick_number() and quick_compare(): false means not in this way (a symbol, a blank, many digits, a
 * function), and that nothing is changed; the long way of rules_eval.h is then to be taken, which
 * gives the same answer wherever this one gives one.
 */
bool quick_number(struct eval *ev, const struct node *n, struct narrow *v);
bool quick_compare(struct eval *ev, const struct node *n, enum truth *t);

/*
 * A condition as a row of tests, all of which hold where it does. Only that it holds is found out here:
 * where a test fails, eval_cond() has to say whether the condition is false or not known.
 */
struct quick {
	struct quick_test *test;
	size_t n;			/* 0: nothing is gained by it */
};

/*
 * Of a condition over a row alone; whole: only when eval_cond() is not needed for any part of it.
 * Memory from mem.
 */
void quick_init(struct quick *q, const struct plan *plan, const struct node *cond, bool whole,
    struct region *mem);
bool quick_holds(const struct quick *q, struct eval *ev);

#endif
