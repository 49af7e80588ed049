#include "rules/exact.h"

#include "base/memory.h"
#include "base/rational.h"
#include "rules/function.h"

/*
 * A figure of the rational function: that of node, or what it is in the row or group that the call
 * of previous(), accepted(), before() or after() finds.
 */
struct leaf {
	const struct node *node, *before;	/* before: the call, or NULL */
};

/* A column or an aggregate that may be a range, and the leaf that it is, or that it is within. */
struct figure_use {
	struct leaf at;
	size_t leaf;
	bool right;			/* of a comparison: it is in the right side */
};

struct search {
	struct program *program;
	struct bound *bound;
	struct arena *mem;
	struct leaf leaf[RATIONAL_FIGURES];
	size_t nleaves;
	struct figure_use *use;
	size_t nuses;
	struct slice twice;		/* a figure that was met twice */
	bool right, both;		/* in the right side now; a figure was met in both */
	bool tangled;			/* a figure is in two leaves: no rational function */
};

static bool
is_operation(const struct node *n)
{
	return n->op >= N_NEG && n->op <= N_DIV && n->a->type != TYPE_DATE;
}

/* A call whose argument is of another row or group. */
static bool
is_before(const struct node *n)
{
	return n->op == N_FUNC && (n->function->reach == REACH_PREVIOUS ||
	    n->function->reach == REACH_ACCEPTED || n->function->reach == REACH_ORDER);
}

static const struct node *
let_of(const struct bound *u, const struct node *n)
{
	while (n->op == N_NAME && n->ref == REF_LET)
		n = u->let[n->index];
	return n;
}

static bool is_same_list(const struct bound *u, const struct node *a, const struct node *b);

/* Whatever follows them in a list. */
static bool
is_same(const struct bound *u, const struct node *a, const struct node *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	a = let_of(u, a);
	b = let_of(u, b);
	if (a->op != b->op || node_is_column(a))
		return a->op == b->op && node_is_column(b) && a->index == b->index;
	return a->rel == b->rel && a->within == b->within && a->is == b->is &&
	    a->negate == b->negate && a->function == b->function &&
	    slice_eq(a->text, b->text) &&
	    (!node_is_number(a) || figure_order(a->num, b->num) == FIGURE_EQUAL) &&
	    is_same_list(u, a->a, b->a) && is_same_list(u, a->b, b->b) &&
	    is_same_list(u, a->c, b->c);
}

static bool
is_same_list(const struct bound *u, const struct node *a, const struct node *b)
{
	for (; a != NULL && b != NULL && is_same(u, a, b); a = a->next, b = b->next)
		;
	return a == NULL && b == NULL;
}

bool
exact_is_same(const struct bound *u, const struct node *a, const struct node *b)
{
	return is_same(u, a, b);
}

static bool
is_same_leaf(const struct bound *u, struct leaf a, struct leaf b)
{
	return (a.before != NULL) == (b.before != NULL) && (a.before == NULL ||
	    (a.before->function == b.before->function &&
	    is_same_list(u, a.before->c, b.before->c))) && is_same(u, a.node, b.node);
}

/* Can a number of the column be a range? */
static bool
is_loose(const struct program *p, int col)
{
	const struct column *c = &p->col[col];

	return type_is_number(c->type) && (c->printed || c->nrounded > 0 || p->rules->nranges > 0);
}

static bool
has_loose(const struct search *s, const struct node *n)
{
	for (; n != NULL; n = n->next) {
		const struct node *m = let_of(s->bound, n);

		if (node_is_column(m) ? is_loose(s->program, m->index) :
		    has_loose(s, m->a) || has_loose(s, m->b))
			return true;
	}
	return false;
}

/* The aggregate without its where:, and the column, that are figures of their own. */
static bool
is_figure(const struct search *s, const struct node *n)
{
	if (node_is_column(n))
		return is_loose(s->program, n->index);
	return n->op == N_AGG && has_loose(s, n->a) &&
	    (n->function->arg[0] != ARG_ANY || n->function->result == RESULT_ARGUMENT);
}

static void
note_use(struct search *s, struct leaf at, size_t leaf)
{
	for (size_t i = 0; i < s->nuses; i++) {
		const struct figure_use *use = &s->use[i];

		if (!is_same_leaf(s->bound, use->at, at))
			continue;
		s->tangled |= use->leaf != leaf;
		if (!s->both)
			s->twice = at.node->src;
		s->both |= use->right != s->right;
		return;
	}
	*(struct figure_use *)RULES_ADD(s->mem, s->use, s->nuses) =
	    (struct figure_use){at, leaf, s->right};
}

/* Notes the figures in the arguments of a function, which is a leaf as a whole. */
static void
note_within(struct search *s, const struct node *n, const struct node *before, size_t leaf)
{
	for (; n != NULL; n = n->next) {
		const struct node *m = let_of(s->bound, n);

		if (is_figure(s, m))
			note_use(s, (struct leaf){m, before}, leaf);
		else if (m->op != N_AGG)
			note_within(s, m->a, before != NULL || !is_before(m) ? before : m, leaf);
		if (m->op != N_AGG && m->op != N_FUNC)
			note_within(s, m->b, before, leaf);
	}
}

static void
find_leaf(struct search *s, const struct node *n, const struct node *before)
{
	const struct leaf at = {n, before};
	size_t i = 0;

	while (i < s->nleaves && !is_same_leaf(s->bound, s->leaf[i], at))
		i++;
	if (i == RATIONAL_FIGURES) {
		s->tangled = true;
		return;
	}
	s->leaf[i] = at;
	s->nleaves += i == s->nleaves;
	if (is_figure(s, n))
		note_use(s, at, i);
	else if (n->op == N_FUNC)
		note_within(s, n->a, before, i);
}

/* Finds the leaves of an expression, and which figures occur twice. */
static void
find_leaves(struct search *s, const struct node *n, const struct node *before)
{
	n = let_of(s->bound, n);
	if (is_before(n)) {
		find_leaves(s, n->a, n);
	} else if (is_operation(n)) {
		find_leaves(s, n->a, before);
		if (n->op != N_NEG)
			find_leaves(s, n->b, before);
	} else if (!node_is_number(n)) {
		find_leaf(s, n, before);
	}
}

static const struct rational *
minus(struct search *s, const struct rational *f)
{
	return rational_apply(FIGURE_MUL, f, rational_constant(figure_int(-1), s->mem), s->mem);
}

/* The expression as a rational function of the leaves. */
static const struct rational *
build(struct search *s, const struct node *n, const struct node *before)
{
	const struct rational *a, *b;
	unsigned i = 0;

	n = let_of(s->bound, n);
	if (node_is_number(n))
		return rational_constant(n->num, s->mem);
	if (is_before(n))
		return build(s, n->a, n);
	if (!is_operation(n)) {
		while (!is_same_leaf(s->bound, s->leaf[i], (struct leaf){n, before}))
			i++;
		return rational_figure(i, s->mem);
	}
	a = build(s, n->a, before);
	if (n->op == N_NEG)
		return minus(s, a);
	b = build(s, n->b, before);
	return rational_apply(n->op == N_MUL ? FIGURE_MUL : n->op == N_DIV ? FIGURE_DIV :
	    FIGURE_ADD, a, n->op == N_SUB ? minus(s, b) : b, s->mem);
}

/* Where the leaf has its value. */
static struct eval *
eval_of(struct eval *ev, struct leaf leaf)
{
	enum why_kind why;

	if (leaf.before == NULL)
		return ev;
	if (leaf.before->function->reach == REACH_ORDER)
		return ev->beside == NULL ? NULL : ev->beside(ev, leaf.before, &why);
	if (leaf.before->function->reach == REACH_ACCEPTED)
		return ev->accepted == NULL ? NULL : ev->accepted(ev);
	return ev->previous == NULL ? NULL : ev->previous(ev, leaf.before->row, 1);
}

/* The number of a leaf, for as long as the row of ev. */
static bool
leaf_value(struct eval *ev, struct leaf leaf, struct figure *out)
{
	struct eval *at = eval_of(ev, leaf);
	const struct figure *num = at == NULL ? NULL : eval_number(at, leaf.node, out);
	struct figure was;

	if (num == NULL)
		return false;
	was = *num;
	if (at == ev) {
		*out = was;
		return true;
	}
	*out = (struct figure){0};
	figure_keep(out, was, &ev->row->scratch);
	return true;
}

static bool
find_range(struct eval *ev, const struct exact *x, struct figure *out)
{
	struct figure figure[RATIONAL_FIGURES];

	if (x->bounds == NULL)
		return false;
	for (size_t i = 0; i < x->nleaves; i++)
		if (!leaf_value(ev, x->leaf[i], &figure[i]))
			return false;
	return rational_range(x->bounds, figure, &ev->row->scratch, out);
}

bool
exact_difference(struct eval *ev, const struct node *compare, struct figure *out)
{
	return compare->twice && find_range(ev, compare->exact, out);
}

/* A comparison of numbers of which a figure is in both sides. */
static enum truth
truth_difference(struct eval *ev, const struct node *n)
{
	struct figure left, right, difference, zero = figure_int(0);
	const struct figure *a = eval_number(ev, n->a, &left), *b = eval_number(ev, n->b, &right);

	if (a == NULL || b == NULL)
		return UNKNOWN;
	if (!(figure_is_exact(*a) && figure_is_exact(*b)) &&
	    exact_difference(ev, n, &difference)) {
		a = &difference;
		b = &zero;
	}
	return n->within == WITHIN_NONE ? compare_figures(*a, *b, n->rel) :
	    compare_rounded(*a, *b, n->rel);
}

/* What was searched has a figure twice; with b, in a - b. */
static void
attach(struct search *s, struct node *n, const struct node *a, const struct node *b)
{
	struct arena *keep = &s->program->mem;
	const struct rational *f = NULL;

	if (!s->tangled)
		f = build(s, a, NULL);
	if (!s->tangled && b != NULL)
		f = rational_apply(FIGURE_ADD, f, minus(s, build(s, b, NULL)), s->mem);
	s->bound->twice = n->twice = true;
	n->exact = arena_alloc(keep, sizeof(*n->exact));
	*n->exact = (struct exact){.range = find_range, .nleaves = s->nleaves, .twice = s->twice,
	    .bounds = rational_bounds(f, keep),
	    .leaf = arena_alloc(keep, s->nleaves * sizeof(*s->leaf))};
	for (size_t i = 0; i < s->nleaves; i++)
		n->exact->leaf[i] = s->leaf[i];
}

static void
begin(struct search *s)
{
	s->nleaves = s->nuses = 0;
	s->right = s->both = s->tangled = false;
	s->twice = (struct slice){0};
}

static void
bind_operation(struct search *s, struct node *n)
{
	begin(s);
	find_leaves(s, n, NULL);
	if (s->twice.p != NULL)
		attach(s, n, n, NULL);
}

/* Its sides share a figure. */
static void
bind_compare(struct search *s, struct node *n)
{
	begin(s);
	find_leaves(s, n->a, NULL);
	s->right = true;
	find_leaves(s, n->b, NULL);
	if (!s->both)
		return;
	attach(s, n, n->a, n->b);
	n->truth = truth_difference;
}

static bool
has_range(const struct node *n)
{
	return n->op == N_COMPARE && n->compare == COMPARE_NUMBER && n->within != WITHIN_AMOUNT &&
	    ((n->a->reach | n->b->reach) & REACH_SHARES) == 0;
}

/* within: n is an operand of an operation, whose range covers it. */
static void
walk(struct search *s, struct node *n, bool within)
{
	for (; n != NULL; n = n->next, within = false) {
		if (is_operation(n) && !within)
			bind_operation(s, n);
		else if (has_range(n))
			bind_compare(s, n);
		walk(s, n->a, is_operation(n));
		walk(s, n->b, is_operation(n));
		walk(s, n->c, false);
	}
}

void
exact_bind(struct program *p, struct bound *u)
{
	struct arena mem = {0};		/* of what is used no longer than it takes to bind */
	struct search s = {.program = p, .bound = u, .mem = &mem};
	bool any = false;

	for (size_t i = 0; i < p->ncols && !any; i++)
		any = is_loose(p, (int)i);
	if (!any)
		return;
	walk(&s, u->where, false);
	for (size_t i = 0; i < u->rule->nlets; i++)
		walk(&s, u->let[i], false);
	walk(&s, u->check, false);
	for (size_t i = 0; i < u->rule->nsay; i++)
		walk(&s, u->say[i], false);
	arena_free(&mem);
}

/* As exact_widened(), of an expression. What an aggregate adds is not looked at again. */
static struct slice
widened_in(struct eval *ev, const struct node *n)
{
	struct slice name = {0};
	struct figure room, range;

	for (; n != NULL && name.p == NULL; n = n->next) {
		const struct node *m = let_of(ev->rule, n);
		const struct figure *num = m->twice ? eval_number(ev, m, &room) : NULL;
		bool loose = num != NULL && !figure_is_exact(*num);

		if (m->op == N_AGG || (loose && find_range(ev, m->exact, &range)))
			continue;
		name = loose ? m->exact->twice : widened_in(ev, m->a);
		if (name.p == NULL)
			name = widened_in(ev, m->b);
	}
	return name;
}

struct slice
exact_widened(struct eval *ev, const struct node *compare)
{
	struct figure room;
	struct slice name = {0};

	if (compare->twice && exact_difference(ev, compare, &room))
		return name;
	if (compare->twice)
		return compare->exact->twice;
	name = widened_in(ev, compare->a);
	return name.p != NULL ? name : widened_in(ev, compare->b);
}
