#ifndef RULES_EVAL_H
#define RULES_EVAL_H

#include "rules/value.h"

/* Values of expressions and truth of conditions, for one row or one group at a time. */

/* What an aggregate has gathered for one group: there may be millions of them. */
struct acc {
	uint32_t n;
	uint8_t kind;		/* enum value_kind */
	bool unknown : 1, huge : 1, known : 1;
	bool narrow : 1;	/* it is figure */
	bool full : 1;		/* it is in more: too wide for a figure, or a text */
	union {
		struct narrow figure;
		struct {
			struct acc_more *more;
			int32_t ord;
		};
	};
};

struct eval {
	struct row *row;
	const struct bound *rule;
	struct acc *acc;	/* by slot of the aggregates */
	const struct value *share;	/* by slot of the apportion()s */
	struct eval *(*previous)(struct eval *ev, bool row);	/* the period before; may be NULL */
	void *arg;		/* for previous */

	bool overflow;		/* a result did not fit */
	bool no_previous;	/* previous() had nowhere to look */
	int failed_only;	/* slot of an only() that met no row or several, or -1 */
};

static inline void
eval_begin(struct eval *ev)
{
	ev->overflow = ev->no_previous = false;
	ev->failed_only = -1;
}

/* A number that is in v->num; one that did not fit is an overflow and unknown. */
void value_set_result(struct eval *ev, struct value *v, bool fits);

/* Can arithmetic use the value? One that is not exact is an overflow. */
static inline bool
value_usable(struct eval *ev, const struct value *v)
{
	ev->overflow |= v->kind == VALUE_HUGE;
	return v->known;
}

void eval_value(struct eval *ev, const struct node *n, struct value *v);

/* The value of n: that of a cell or constant without a copy, any other in *room. */
static inline const struct value *
value_of(struct eval *ev, const struct node *n, struct value *room)
{
	while (n->op == N_NAME && n->ref == REF_LET)
		n = ev->rule->let[n->index];
	if (n->op == N_NAME)
		return row_value(ev->row, n->index);
	if (n->op == N_NUMBER || n->op == N_PERCENT)
		return n->value;
	eval_value(ev, n, room);
	return room;
}

/* How a condition is evaluated, chosen when it is bound. */
void eval_choose(struct node *n);

static inline enum truth
eval_cond(struct eval *ev, const struct node *n)
{
	return n->truth(ev, n);
}

/* eval_cond(), with the commonest comparison inline: a column's text with a text. */
static inline enum truth
eval_filter(struct eval *ev, const struct node *n)
{
	if (!n->literal)
		return eval_cond(ev, n);
	return same_text(ev->row->text[n->a->index], n->b->text) == (n->rel == REL_EQ) ? YES : NO;
}

/* cmp: -1, 0 or 1. */
static inline bool
relation_holds(int cmp, enum relop rel)
{
	return ((unsigned)rel >> (cmp + 1) & 1) != 0;
}

/* A comparison with its two sides, for its truth and for the words of a finding. */
struct comparison {
	struct value a, b;
	struct amount allowance;	/* WITHIN_AMOUNT */
	bool allowed;			/* allowance is filled */
	enum truth truth;
};

void eval_compare(struct eval *ev, const struct node *n, struct comparison *c);

#endif
