#ifndef RULES_WHY_H
#define RULES_WHY_H

#include "rules/eval.h"

/* Why a condition is unknown: asked for a few rows, so that evaluation itself need not note it. */
struct why {
	enum why_kind kind;
	const struct node *node;	/* the part that is not known */
	const struct node *than;	/* EARLIER: the other date; HOLIDAYS: the list */
	int column;			/* whose cell is at fault, or -1 */
	bool group;			/* in a row of the group */
	unsigned back;			/* so many periods before */
	int step;			/* in the row before (-1) or after (1) */
	bool accepted;			/* in the accepted submission */
	const char *file;		/* in a row of a linked file, or NULL */
	uint64_t line;
	const char *lost;		/* LOST: what that row is, or NULL */
};

/*
 * Why a condition, or a value, is unknown in *ev; of several reasons, the first. "Not due" on one
 * side is the reason for an operation; for and, or and if it must be so on both sides.
 */
void why_condition(struct eval *ev, const struct node *n, struct why *w);
void why_value(struct eval *ev, const struct node *n, struct why *w);

/*
 * A quick look for what leaves a row of most groups unchecked: a comparison with before() or
 * after() where no row comes next to this one. why_condition() says "not due" then.
 */
bool why_is_alone(struct eval *ev, const struct node *n);

void why_cell(struct row *row, int col, struct why *w);		/* a cell that a test cannot use */

/* "value is blank in the period before". */
void why_words(const struct program *p, const struct bound *u, const struct why *w,
    struct textbuf *t);

#endif
