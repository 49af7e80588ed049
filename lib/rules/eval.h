#ifndef RULES_EVAL_H
#define RULES_EVAL_H

#include "rules/value.h"

/* Values of expressions and truth of conditions, for one row or one group at a time. */

/* Why a value or a condition is unknown: rules/why.h. */
enum why_kind {
	WHY_OTHER,
	WHY_BLANK, WHY_SYMBOL, WHY_NO_NUMBER, WHY_NO_DATE, WHY_NO_PERIOD,	/* a cell */
	WHY_NO_ROW,		/* an aggregate over nothing */
	WHY_ZERO,		/* a division */
	WHY_RANGE, WHY_UNLIKE,	/* a comparison */
	WHY_EARLIER,		/* a date, than the one from which years or days are counted */
	WHY_HOLIDAYS,		/* a date of a year that a list of holidays does not have */
	WHY_NO_PLACE, WHY_TIE,	/* in an order: of a range; several rows have the same */
	WHY_NO_MATCH,		/* a look-up */
	WHY_WHERE,		/* of a row: whether the group includes it; from here on, rows */
	WHY_NO_PREVIOUS, WHY_NOT_DUE,
	WHY_NO_ACCEPTED, WHY_NO_SUBMISSION,
	WHY_LOST,		/* rows of a linked file */
	WHY_KINDS,
};

/*
 * What an aggregate has gathered for one group: there may be millions of them. A number is that of
 * digits / 10^scale within half / 10^scale, as most are, or has memory of its own.
 */
struct acc {
	uint32_t n;
	uint8_t kind : 3;	/* enum value_kind */
	bool unknown : 1, huge : 1, known : 1;
	bool full : 1;		/* it is in more */
	bool tied : 1;		/* first, last: several rows are */
	uint8_t why, column;	/* unknown: enum why_kind, and whose cell, from 1; 0: none */
	uint8_t scale;		/* ACC_APART: the number is at num */
	union {
		struct {
			int64_t digits : 48;
			uint64_t half : 16;
		};
		struct figure *num;
		struct acc_more *more;
		int32_t ord;
	};
};

enum { ACC_APART = UINT8_MAX };

struct eval {
	struct row *row;
	const struct bound *rule;
	struct acc *acc;	/* by slot of the aggregates */
	const struct value *share;	/* by slot of the apportion()s */
	/* So many periods before, of a row or a group; may be NULL. */
	struct eval *(*previous)(struct eval *ev, bool row, unsigned back);
	struct eval *(*accepted)(struct eval *ev);	/* the row accepted last; NULL: none is */
	/* The row next to this one, for before() or after(); NULL: *why, OTHER: its own order. */
	struct eval *(*beside)(struct eval *ev, const struct node *call, enum why_kind *why);
	void *arg;		/* for these three */

	bool overflow;		/* a result did not fit, or a matches or lookup gave up */
	bool no_previous;	/* previous() or accepted() had nowhere to look, */
	bool not_due;		/* as the period before or the present one is not there at all */
	int failed_only;	/* slot of an only() that met no row or several, or -1 */
	struct row *linked;	/* of the file that is looked up in, or NULL */
};

/*
 * Of an operation or a comparison in which a figure occurs twice (rules/exact.h): its range, or
 * that of the difference of the two sides; false where it is not known to be exact.
 */
struct exact {
	bool (*range)(struct eval *ev, const struct exact *x, struct figure *out);
	const struct rational_bounds *bounds;
	struct leaf *leaf;		/* by number of the figure in it */
	size_t nleaves;
	struct slice twice;		/* a figure that occurs twice, as written */
};

static inline void
eval_begin(struct eval *ev)
{
	ev->overflow = ev->no_previous = false;
	ev->failed_only = -1;
}

/* The number if it fits; otherwise an overflow, and unknown. */
void value_set_result(struct eval *ev, struct value *v, bool fits, struct figure num);

/* Can arithmetic use the value? One that is not exact is an overflow. */
static inline bool
value_usable(struct eval *ev, const struct value *v)
{
	if (!v->known)
		ev->overflow |= v->kind == VALUE_HUGE;
	return v->known;
}

void eval_value(struct eval *ev, const struct node *n, struct value *v);

/* The number of n, perhaps in *room; NULL when it is unknown. Cells and constants inline. */
static inline const struct figure *
eval_number(struct eval *ev, const struct node *n, struct figure *room)
{
	const struct value *v;

	if (n->op == N_NUMBER || n->op == N_PERCENT)
		return &n->num;
	if (n->op != N_NAME || n->ref == REF_LET)
		return n->number(ev, n, room);
	v = row_value(ev->row, n->index);
	return value_usable(ev, v) ? &v->num : NULL;
}

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
	if (n->op == N_FIELD && ev->linked != NULL)
		return row_value(ev->linked, n->index);
	eval_value(ev, n, room);
	return room;
}

/* How a condition, or a number, is evaluated: chosen when it is bound. */
void eval_choose(struct node *n);

/* Is b true where a is not, and the other way round, and neither ever unknown? */
bool eval_is_opposite(const struct node *a, const struct node *b);

static inline enum truth
eval_cond(struct eval *ev, const struct node *n)
{
	return n->truth(ev, n);
}

/* cmp: -1, 0 or 1. A relation is the set of the orders (base/figure.h) that satisfy it. */
static inline bool
relation_holds(int cmp, enum relop rel)
{
	return ((unsigned)rel >> (cmp + 1) & 1) != 0;
}

/* Unknown when the relation holds for some numbers of a symbol's range but not for all. */
static inline enum truth
compare_figures(struct figure a, struct figure b, enum relop rel)
{
	unsigned order;

	if (a.d != 0 && b.d != 0)
		return relation_holds(figure_compare_short(a, b), rel) ? YES : NO;
	order = figure_order(a, b);
	return (order & ~(unsigned)rel) == 0 ? YES : (order & (unsigned)rel) != 0 ? UNKNOWN : NO;
}

/* Does some pair of unrounded numbers satisfy the relation? */
static inline enum truth
compare_rounded(struct figure a, struct figure b, enum relop rel)
{
	unsigned order = figure_order_unrounded(a, b);

	if (rel == REL_NE)
		return (order & FIGURE_EQUAL) == 0 ? YES : NO;
	return (order & (unsigned)rel) != 0 ? YES : NO;
}

/* A comparison with its two sides, for its truth and for the words of a finding. */
struct comparison {
	struct value a, b;
	struct figure allowance;	/* WITHIN_AMOUNT */
	bool allowed;			/* allowance is filled */
	enum truth truth;
};

void eval_compare(struct eval *ev, const struct node *n, struct comparison *c);

#endif
