#include "rules/narrow.h"

#include "rules/function.h"

static bool long_number(struct eval *ev, const struct node *n, struct narrow *v);

/* Columns and constants inline, as a tree has more leaves than branches. */
static inline bool
number_of(struct eval *ev, const struct node *n, struct narrow *v)
{
	const struct cell *cell;

	if (n->op == N_NAME && n->ref == REF_COLUMN) {
		cell = row_look(ev->row, n->index);
		*v = cell->figure;
		return cell->narrow;
	}
	if (n->op != N_NUMBER && n->op != N_PERCENT)
		return long_number(ev, n, v);
	*v = n->narrow;
	return n->narrow.d != 0;
}

static bool
arithmetic(struct eval *ev, const struct node *n, struct narrow *v)
{
	struct narrow a, b;

	if (n->a->type == TYPE_DATE || !number_of(ev, n->a, &a))
		return false;
	if (n->op == N_NEG)
		return narrow_neg(a, v);
	if (!number_of(ev, n->b, &b))
		return false;
	return n->op == N_ADD ? narrow_add(a, b, v) : n->op == N_SUB ? narrow_sub(a, b, v) :
	    n->op == N_MUL ? narrow_mul(a, b, v) : narrow_div(a, b, v);
}

static bool
long_number(struct eval *ev, const struct node *n, struct narrow *v)
{
	switch (n->op) {
	case N_NAME:
		return number_of(ev, ev->rule->let[n->index], v);
	case N_NEG: case N_ADD: case N_SUB: case N_MUL: case N_DIV:
		return arithmetic(ev, n, v);
	case N_AGG: case N_FUNC:
		return n->function->figure != NULL && n->function->figure(ev, n, v);
	case N_NUMBER: case N_PERCENT: case N_STRING: case N_LIST: case N_TUPLE: case N_OR:
	case N_AND: case N_NOT: case N_IF: case N_COMPARE: case N_IN: case N_MATCHES: case N_IS:
		break;
	}
	return false;
}

bool
narrow_value(struct eval *ev, const struct node *n, struct narrow *v)
{
	return number_of(ev, n, v);
}

/* Some pair of the unrounded figures satisfies the relation. */
static bool
rounded(struct narrow a, struct narrow b, enum relop rel, bool *holds)
{
	struct narrow alo, ahi, blo, bhi;

	if (!narrow_ends(a, &alo, &ahi) || !narrow_ends(b, &blo, &bhi))
		return false;
	if (rel == REL_EQ || rel == REL_NE)
		*holds = (narrow_cmp(alo, bhi) <= 0 && narrow_cmp(blo, ahi) <= 0) ==
		    (rel == REL_EQ);
	else if (rel == REL_LT || rel == REL_LE)
		*holds = relation_holds(narrow_cmp(alo, bhi), rel);
	else
		*holds = relation_holds(narrow_cmp(ahi, blo), rel);
	return true;
}

/* The difference of the printed figures is at most N, or N% of the right one. */
static bool
within(struct eval *ev, const struct node *n, struct narrow a, struct narrow b, bool *holds)
{
	struct narrow allowance, size;

	if ((n->rel != REL_EQ && n->rel != REL_NE) || a.h != 0 || b.h != 0 ||
	    !number_of(ev, n->c, &allowance) || allowance.h != 0)
		return false;
	if (n->c->type == TYPE_PERCENT &&
	    (!narrow_abs(b, &size) || !narrow_mul(allowance, size, &allowance)))
		return false;
	if (!narrow_sub(a, b, &size) || !narrow_abs(size, &size))
		return false;
	*holds = (narrow_cmp(size, allowance) <= 0) == (n->rel == REL_EQ);
	return true;
}

bool
narrow_truth(struct eval *ev, const struct node *n, enum truth *t)
{
	struct narrow a, b;
	bool holds;

	if (!number_of(ev, n->a, &a) || !number_of(ev, n->b, &b))
		return false;
	if (n->within == WITHIN_NONE)
		holds = relation_holds(narrow_cmp(a, b), n->rel);
	else if (!(n->within == WITHIN_ROUNDING ? rounded(a, b, n->rel, &holds) :
	    within(ev, n, a, b, &holds)))
		return false;
	*t = holds ? YES : NO;
	return true;
}
