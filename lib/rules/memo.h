#ifndef RULES_MEMO_H
#define RULES_MEMO_H

#include "rules/eval.h"

/*
 * Rows come in runs of the same authority, quarter or measure. A condition that depends only on the
 * texts of a few cells is evaluated once for each run.
 */

enum { MEMO_CELLS = 4 };

struct memo {
	const struct node *cond;
	int col[MEMO_CELLS];
	size_t n;			/* 0: depends on more than cell text; never cached */
	uint64_t at;			/* the row in which it was evaluated, from 1; or 0 */
	enum truth truth;
};

/* cond NULL: always true. let: those of its rule. */
void memo_init(struct memo *m, const struct program *program, const struct node *cond,
    struct node *const *let);

/* Have these cells of the live row the texts that they had in the row numbered `at`? */
static inline bool
memo_same(const struct row *row, const int *col, size_t n, uint64_t at)
{
	for (size_t i = 0; i < n; i++)
		if (row->cell[col[i]].since > at)
			return false;
	return at > 0;
}

/* Is it known already that the condition is false in the live row? */
static inline bool
memo_is_no(const struct memo *m, const struct row *row)
{
	return m->n > 0 && m->truth == NO && memo_same(row, m->col, m->n, m->at);
}

/* The condition in the live row, the one numbered `now`. */
enum truth memo_work_out(struct memo *m, struct eval *ev, uint64_t now);

static inline enum truth
memo_cond(struct memo *m, struct eval *ev, uint64_t now)
{
	if (m->cond == NULL)
		return YES;
	if (m->n > 0 && memo_same(ev->row, m->col, m->n, m->at))
		return m->truth;
	return memo_work_out(m, ev, now);
}

#endif
