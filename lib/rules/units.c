#include "rules/units.h"

#include <stdlib.h>

#include "base/memory.h"
#include "rules/binder.h"
#include "rules/function.h"

enum { ENOUGH = 1000 };		/* figures to judge by */

/* A plain column of the row and a percentage are compared, or added, unless a guard says no. */
struct claim {
	size_t rule;
	const struct node *at, *column, *percent;
	const struct guard *guard;
	unsigned figures, above;	/* looked at; of these above 1 */
	struct slice example;		/* the first of them */
	uint64_t line;
};

/* Where this condition has that truth, what it guards does not matter, or is not known to. */
struct guard {
	const struct node *cond;
	enum truth idle;
	const struct guard *up;		/* which matters too, or NULL */
};

struct units {
	const struct program *program;
	struct claim *claim;
	size_t nclaims, nopen;
	struct arena mem;
};

/*
 * What a number counts in: hundredths, as of says (a column that is declared so, or a literal); a
 * unit of its own, as of says (a plain column); or what does not show: a literal, a ratio, a count.
 */
enum unit { UNIT_OPEN, UNIT_PERCENT, UNIT_PLAIN };

struct in_unit {
	enum unit unit;
	const struct node *of;
	const struct node *agg;		/* the aggregate that it is within, or NULL */
};

static const struct node *
definition(const struct bound *u, const struct node *n)
{
	while (n->op == N_NAME && n->ref == REF_LET)
		n = u->let[n->index];
	return n;
}

static struct in_unit
unit_of_type(const struct node *n)
{
	return (struct in_unit){.unit = n->type == TYPE_PERCENT ? UNIT_PERCENT :
	    n->type == TYPE_NUMBER ? UNIT_PLAIN : UNIT_OPEN, .of = n};
}

/* Of a sum, or a difference: of figures in two units, it has none. */
static struct in_unit
unit_of_both(struct in_unit a, struct in_unit b)
{
	if (a.unit == UNIT_OPEN || b.unit == UNIT_OPEN)
		return a.unit == UNIT_OPEN ? b : a;
	if (a.unit != b.unit)
		return (struct in_unit){.unit = UNIT_OPEN};
	return a.of->numform == NULL && b.of->numform != NULL ? b : a;
}

static struct in_unit
unit_of(const struct bound *u, const struct node *n)
{
	struct in_unit in = {.unit = UNIT_OPEN};

	n = definition(u, n);
	switch (n->op) {
	case N_PERCENT: case N_NAME: case N_FIELD:
		return unit_of_type(n);
	case N_NEG:
		return unit_of(u, n->a);
	case N_ADD: case N_SUB:
		return unit_of_both(unit_of(u, n->a), unit_of(u, n->b));
	case N_FUNC: case N_AGG: case N_LINKED:
		if (function_keeps_unit(n->function) && n->a != NULL)
			in = unit_of(u, n->a);
		if (n->op == N_AGG)
			in.agg = n;
		break;
	case N_NUMBER: case N_STRING: case N_MUL: case N_DIV: case N_LIST: case N_TUPLE: case N_OR:
	case N_AND: case N_NOT: case N_IF: case N_COMPARE: case N_IN: case N_MATCHES: case N_IS:
		break;
	}
	return in;
}

/* The column of percentages, as declared, in whose unit n is; or NULL. */
static const struct node *
percent_column(const struct binder *b, const struct node *n)
{
	struct in_unit in = unit_of(b->bound, n);

	return in.unit == UNIT_PERCENT && in.of->numform != NULL ? in.of : NULL;
}

/* A literal, or its negative, of more than 1 in size. */
static bool
is_above_one(const struct node *n)
{
	if (n->op == N_NEG)
		n = n->a;
	return n->op == N_NUMBER && figure_order(n->num, figure_int(1)) == FIGURE_GREATER;
}

/* Is the first factor 100, and the rest of the data? */
static bool
is_hundredfold(const struct node *n)
{
	if (n->first == 0 && n->reach == 0)
		return false;
	while (n->op == N_MUL || n->op == N_DIV)
		n = n->a;
	return n->op == N_NUMBER && figure_order(n->num, figure_int(100)) == FIGURE_EQUAL;
}

/* of is in the unit of that column; other is compared with it, or added to it. */
static void
want_units(struct binder *b, const struct node *of, const struct node *other)
{
	const struct node *column = percent_column(b, of), *is = definition(b->bound, other);
	struct slice form;

	if (column == NULL)
		return;
	form = column->numform->text;
	if (is_above_one(is))
		REMARK(b, other, "'%.*s' is of the form \"%.*s\", in which 100%% is 1, and '%.*s' "
		    "is a plain number; did you mean '%.*s%%'?", SLICE_ARG(of->src),
		    SLICE_ARG(form), SLICE_ARG(other->src), SLICE_ARG(is->op == N_NUMBER ?
		    is->value->text : is->src));
	else if (is->op != N_NUMBER && is_hundredfold(is))
		REMARK(b, other, "'%.*s' is of the form \"%.*s\", in which 100%% is 1; expected "
		    "'%.*s' without '100 *'", SLICE_ARG(of->src), SLICE_ARG(form),
		    SLICE_ARG(is->src));
}

void
units_bind_compare(struct binder *b, const struct node *n)
{
	if (n->compare != COMPARE_NUMBER)
		return;
	units_bind_sum(b, n);
	if (n->c != NULL && is_above_one(definition(b->bound, n->c)) &&
	    (percent_column(b, n->a) != NULL || percent_column(b, n->b) != NULL))
		REMARK(b, n->c, "'within %.*s' of a percentage, in which 100%% is 1; expected 0.01 "
		    "for one point, or a percentage of the right side", SLICE_ARG(n->c->src));
}

void
units_bind_sum(struct binder *b, const struct node *n)
{
	want_units(b, n->a, n->b);
	want_units(b, n->b, n->a);
}

void
units_bind_item(struct binder *b, const struct node *of, const struct node *item)
{
	if (is_above_one(item))
		want_units(b, of, item);
}

void
units_bind_round(struct binder *b, const struct node *call)
{
	const struct node *digits = call->a->next;

	if (b->rule == NULL || percent_column(b, call->a) == NULL || digits->op != N_NUMBER ||
	    !figure_is_zero(digits->num))
		return;
	remark(b->m, false, "%s:%u: rule %.*s: '%.*s' is of percentages, in which 100%% is 1, and "
	    "so a multiple of 100%%; did you mean 'round(%.*s, 2)'?", b->file, call->line,
	    SLICE_ARG(b->rule->id), SLICE_ARG(call->src), SLICE_ARG(call->a->src));
}

/*
 * May the condition be evaluated once more, as a guard? Not if it looks at other rows, or may give
 * up.
 */
static bool
is_simple(const struct bound *u, const struct node *n)
{
	bool simple = true;

	for (; n != NULL && simple; n = n->next) {
		const struct node *is = definition(u, n);

		simple = is->op != N_MATCHES && is->op != N_FIELD &&
		    (is->function == NULL || (is->op == N_FUNC && is->function->reach == 0)) &&
		    is_simple(u, is->a) && is_simple(u, is->b) && is_simple(u, is->c);
	}
	return simple;
}

/* The search for claims in a rule. */
struct search {
	struct units *units;
	size_t rule;
	const struct bound *bound;
};

static void find_in_value(struct search *s, const struct node *n, const struct guard *g);
static void find_in_cond(struct search *s, const struct node *n, const struct guard *g);

/* NULL: the condition cannot be one. */
static const struct guard *
add_guard(struct search *s, const struct node *cond, enum truth idle, const struct guard *up)
{
	struct guard *g = arena_alloc(&s->units->mem, sizeof(*g));

	*g = (struct guard){.cond = cond, .idle = idle, .up = up};
	return is_simple(s->bound, cond) ? g : NULL;
}

static void
add_claim(struct search *s, const struct node *at, struct in_unit plain, struct in_unit percent,
    const struct guard *g)
{
	struct units *u = s->units;

	if (plain.unit != UNIT_PLAIN || percent.unit != UNIT_PERCENT || !node_is_column(plain.of))
		return;
	if (plain.agg != NULL && plain.agg->b != NULL &&
	    (g = add_guard(s, plain.agg->b, NO, g)) == NULL)
		return;
	for (size_t i = 0; i < u->nclaims; i++)		/* in a let that is used twice */
		if (u->claim[i].rule == s->rule && u->claim[i].at == at &&
		    u->claim[i].column == plain.of)
			return;
	*(struct claim *)RULES_ADD(&u->mem, u->claim, u->nclaims) = (struct claim){
	    .rule = s->rule, .at = at, .column = plain.of, .percent = percent.of, .guard = g};
}

static void
find_in_pair(struct search *s, const struct node *at, const struct node *x, const struct node *y,
    const struct guard *g)
{
	struct in_unit a = unit_of(s->bound, x), b = unit_of(s->bound, y);

	add_claim(s, at, a, b, g);
	add_claim(s, at, b, a, g);
}

/* Does it compare figures in two units itself? */
static bool
has_pair(const struct bound *u, const struct node *n)
{
	bool has = false;
	struct in_unit a, b;

	for (; n != NULL && !has; n = n->next) {
		const struct node *is = definition(u, n);

		if ((is->op == N_COMPARE || is->op == N_IN) && is->compare == COMPARE_NUMBER) {
			a = unit_of(u, is->a);
			b = unit_of(u, is->b);
			has = a.unit != UNIT_OPEN && b.unit != UNIT_OPEN && a.unit != b.unit;
		}
		has = has || has_pair(u, is->a) || has_pair(u, is->b);
	}
	return has;
}

/* Searches n, which matters unless cond (NULL: there is none) has the truth `idle`. */
static void
find_guarded(struct search *s, const struct node *n, const struct node *cond, enum truth idle,
    const struct guard *up, void (*find)(struct search *, const struct node *,
    const struct guard *))
{
	const struct guard *g = cond != NULL ? add_guard(s, cond, idle, up) : up;

	if (cond == NULL || g != NULL)
		find(s, n, g);
}

/* A part of a condition, which the other may leave without a meaning: that chooses the unit. */
static void
find_in_part(struct search *s, const struct node *n, const struct node *other, bool and,
    const struct guard *g)
{
	if (and && has_pair(s->bound, other))
		find_in_cond(s, n, g);
	else
		find_guarded(s, n, other, and ? NO : YES, g, find_in_cond);
}

static void
find_in_cond(struct search *s, const struct node *n, const struct guard *g)
{
	n = definition(s->bound, n);
	switch (n->op) {
	case N_AND: case N_OR:
		find_in_part(s, n->a, n->b, n->op == N_AND, g);
		find_in_part(s, n->b, n->a, n->op == N_AND, g);
		return;
	case N_IF:
		find_in_cond(s, n->a, g);
		find_guarded(s, n->b, n->a, NO, g, find_in_cond);
		return;
	case N_NOT:
		find_in_cond(s, n->a, g);
		return;
	case N_COMPARE: case N_IN:
		for (const struct node *m = n->b; m != NULL; m = m->next) {
			if (n->compare == COMPARE_NUMBER && m->op != N_LIST && m->op != N_FIELD)
				find_in_pair(s, n, n->a, m, g);
			find_in_value(s, m, g);
		}
		/* fall through */
	case N_IS: case N_MATCHES:
		find_in_value(s, n->a, g);
		return;
	case N_NUMBER: case N_PERCENT: case N_STRING: case N_NAME: case N_FIELD: case N_NEG:
	case N_ADD: case N_SUB: case N_MUL: case N_DIV: case N_FUNC: case N_AGG: case N_LINKED:
	case N_LIST: case N_TUPLE:
		return;
	}
}

/* In a value: sums, and the rows of aggregates. Rows of linked files are not watched. */
static void
find_in_value(struct search *s, const struct node *n, const struct guard *g)
{
	n = definition(s->bound, n);
	if (n->op == N_LINKED || n->type == TYPE_COND)
		return;
	if (n->op == N_ADD || n->op == N_SUB)
		find_in_pair(s, n, n->a, n->b, g);
	if (n->op == N_AGG && n->b != NULL)
		find_in_cond(s, n->b, g);
	if (n->op == N_AGG && n->a != NULL) {
		find_guarded(s, n->a, n->b, NO, g, find_in_value);
		return;
	}
	for (const struct node *m = n->a; m != NULL; m = m->next)
		find_in_value(s, m, g);
	if (n->b != NULL && n->op != N_AGG)
		find_in_value(s, n->b, g);
}

/* In a check: all parts of it have to hold. */
static void
find_in_check(struct search *s, const struct node *n, const struct guard *g)
{
	const struct node *is = definition(s->bound, n);

	if (is->op == N_AND) {
		find_in_check(s, is->a, g);
		find_in_check(s, is->b, g);
	} else if (is->op == N_IF) {
		find_in_cond(s, is->a, g);
		find_guarded(s, is->b, is->a, NO, g, find_in_check);
	} else {
		find_in_cond(s, is, g);
	}
}

struct units *
units_new(const struct program *p)
{
	struct units *u;

	if (!p->percentages)
		return NULL;
	u = xcalloc(1, sizeof(*u));
	u->program = p;
	for (size_t i = 0; i < p->nrules; i++) {
		const struct bound *of = &p->rule[i];
		struct search s = {.units = u, .rule = i, .bound = of};

		if (of->where != NULL)
			find_in_cond(&s, of->where, NULL);
		if (of->check != NULL)
			find_guarded(&s, of->check, of->where, NO, NULL, find_in_check);
	}
	u->nopen = u->nclaims;
	if (u->nclaims > 0)
		return u;
	units_free(u);
	return NULL;
}

void
units_free(struct units *u)
{
	if (u == NULL)
		return;
	arena_free(&u->mem);
	free(u);
}

static void
take_figure(struct units *u, struct claim *c, struct row *row)
{
	const struct value *v = row_value(row, c->column->index);

	if (!v->known || v->kind != VALUE_NUMBER || v->num.d == 0)
		return;
	u->nopen -= ++c->figures == ENOUGH;
	if (v->num.n <= v->num.d && v->num.n >= -v->num.d)
		return;
	if (c->above++ > 0)
		return;
	c->example = arena_copy(&u->mem, slice_trim(v->text));
	c->line = row->line;
}

void
units_row(struct units *u, struct row *row)
{
	for (size_t i = 0; i < u->nclaims && u->nopen > 0; i++) {
		struct claim *c = &u->claim[i];
		struct eval ev = {.row = row, .rule = &u->program->rule[c->rule],
		    .failed_only = -1};
		const struct guard *g = c->guard;
		enum truth t;

		while (g != NULL && c->figures < ENOUGH &&
		    (t = eval_cond(&ev, g->cond)) != g->idle && t != UNKNOWN)
			g = g->up;
		if (g == NULL && c->figures < ENOUGH)
			take_figure(u, c, row);
	}
}

static void
remark_claim(const struct program *p, const struct claim *c, struct remarks *m)
{
	const struct rule *of = p->rule[c->rule].rule;
	struct slice name = p->col[c->column->index].name;
	const char *how = c->at->op == N_ADD || c->at->op == N_SUB ? "combined" : "compared";
	bool literal = c->percent->op == N_PERCENT;
	struct slice percent = literal ? c->percent->value->text : c->percent->src;
	struct errmsg form = {0}, plain = {0};

	if (literal)
		errmsg_set(&plain, "'%.*s', or ", (int)percent.n - 1, percent.p);
	else
		errmsg_set(&form, " (of the form \"%.*s\")", SLICE_ARG(c->percent->numform->text));
	remark(m, false, "%s:%u: rule %.*s: %.*s is %s with %.*s%s, and is %.*s on line %llu; did "
	    "you mean %snumber %.*s as \"0.0%%\"?", of->file, c->at->line, SLICE_ARG(of->id),
	    SLICE_ARG(name), how, SLICE_ARG(percent), form.text, SLICE_ARG(c->example),
	    (unsigned long long)c->line, plain.text, SLICE_ARG(name));
}

void
units_remark(const struct units *u, size_t rule, struct remarks *m)
{
	for (size_t i = 0; u != NULL && i < u->nclaims; i++)
		if (u->claim[i].rule == rule && 2 * u->claim[i].above > u->claim[i].figures)
			remark_claim(u->program, &u->claim[i], m);
}
