#include "rules/binder.h"
#include "rules/linked.h"

/* Comparisons of a thing with itself, which say nothing. */

/* What a let is, in place of its name. */
static const struct node *
definition(const struct binder *b, const struct node *n)
{
	while (n != NULL && n->op == N_NAME && n->ref == REF_LET)
		n = b->bound->let[n->index];
	return n;
}

static bool
is_same_number(const struct node *x, const struct node *y)
{
	return !node_is_number(x) || figure_order(x->num, y->num) == FIGURE_EQUAL;
}

static bool is_same(const struct binder *b, const struct node *x, const struct node *y);

static bool
are_same(const struct binder *b, const struct node *x, const struct node *y)
{
	for (; x != NULL && y != NULL; x = x->next, y = y->next)
		if (!is_same(b, x, y))
			return false;
	return x == y;
}

/* Columns are compared by name: what each: names is not the column that it means this time. */
static bool
is_same(const struct binder *b, const struct node *x, const struct node *y)
{
	x = definition(b, x);
	y = definition(b, y);
	return x->op == y->op && x->operations == y->operations && x->rel == y->rel &&
	    x->within == y->within && x->negate == y->negate && x->is == y->is &&
	    x->function == y->function && slice_eq(x->text, y->text) &&
	    slice_eq(x->table, y->table) && is_same_number(x, y) && are_same(b, x->a, y->a) &&
	    are_same(b, x->b, y->b) && are_same(b, x->c, y->c);
}

static bool
is_literal(const struct node *n)
{
	return node_is_number(n) || n->op == N_STRING || (n->op == N_NEG && is_literal(n->a));
}

/* Has the linked file whose columns can be named here one of that name? */
static bool
is_in_scope(const struct binder *b, const struct node *n)
{
	return b->scope != NULL && node_is_column(n) &&
	    name_column(linked_program(b->scope), n->text) >= 0;
}

void
same_remark(struct binder *b, const struct node *n)
{
	bool again = b->bound != NULL && b->bound != b->program->rule &&
	    b->bound[-1].rule == b->rule;	/* another column of each: */
	const struct node *x = definition(b, n->a);
	struct errmsg meant;

	if (b->rule == NULL || b->missing || again || is_literal(x) || !is_same(b, x, n->b))
		return;
	if (is_in_scope(b, x))
		errmsg_set(&meant, "did you mean '%.*s.%.*s'?",
		    SLICE_ARG(linked_program(b->scope)->rules->link->name), SLICE_ARG(x->text));
	else
		errmsg_set(&meant, "expected another value on one side");
	remark(b->m, false, "%s:%u: rule %.*s: '%.*s' compares a value with itself; %s", b->file,
	    n->line, SLICE_ARG(b->rule->id), SLICE_ARG(n->src), meant.text);
}
