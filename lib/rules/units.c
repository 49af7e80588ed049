#include "rules/units.h"

#include <stdlib.h>

#include "base/memory.h"
#include "rules/binder.h"
#include "rules/eval.h"

enum { ENOUGH = 1000 };		/* figures to judge by */

/* The check of a rule compares a column with a percentage. */
struct claim {
	size_t rule;
	const struct node *compare, *column, *percent;
	unsigned figures, above;	/* looked at; of these above 1 */
	struct slice example;		/* the first of them */
	uint64_t line;
};

struct units {
	const struct program *program;
	struct claim *claim;
	size_t nclaims, nopen;
	struct arena mem;
};

static bool
is_percentage(const struct node *n)
{
	return n->numform != NULL && n->numform->percent;
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

static void
remark_number(struct binder *b, const struct node *of, const struct node *number)
{
	struct slice literal = number->op == N_NUMBER ? number->value->text : number->src;

	REMARK(b, number, "'%.*s' is of the form \"%.*s\", in which 100%% is 1, and '%.*s' is a "
	    "plain number; did you mean '%.*s%%'?", SLICE_ARG(of->src),
	    SLICE_ARG(of->numform->text), SLICE_ARG(number->src), SLICE_ARG(literal));
}

static void
want_units(struct binder *b, const struct node *of, const struct node *other)
{
	if (!is_percentage(of))
		return;
	if (is_above_one(other))
		remark_number(b, of, other);
	else if (!is_percentage(other) && other->op != N_NUMBER && is_hundredfold(other))
		REMARK(b, other, "'%.*s' is of the form \"%.*s\", in which 100%% is 1; expected "
		    "'%.*s' without '100 *'", SLICE_ARG(of->src), SLICE_ARG(of->numform->text),
		    SLICE_ARG(other->src));
}

void
units_bind_compare(struct binder *b, const struct node *n)
{
	if (n->compare != COMPARE_NUMBER)
		return;
	want_units(b, n->a, n->b);
	want_units(b, n->b, n->a);
	if (n->c != NULL && (is_percentage(n->a) || is_percentage(n->b)) && is_above_one(n->c))
		REMARK(b, n->c, "'within %.*s' of a percentage, in which 100%% is 1; expected 0.01 "
		    "for one point, or a percentage of the right side", SLICE_ARG(n->c->src));
}

void
units_bind_item(struct binder *b, const struct node *of, const struct node *item)
{
	if (is_percentage(of) && is_above_one(item))
		remark_number(b, of, item);
}

static bool
is_plain_column(const struct node *n)
{
	return node_is_column(n) && n->type == TYPE_NUMBER && n->numform == NULL;
}

/* The comparisons that have to hold in a check: other conditions may choose between units. */
static void
find_claims(struct units *u, size_t rule, const struct node *n)
{
	if (n->op == N_AND) {
		find_claims(u, rule, n->a);
		find_claims(u, rule, n->b);
	} else if (n->op == N_COMPARE && n->compare == COMPARE_NUMBER &&
	    is_plain_column(n->a) && n->b->op == N_PERCENT) {
		*(struct claim *)RULES_ADD(&u->mem, u->claim, u->nclaims) = (struct claim){
		    .rule = rule, .compare = n, .column = n->a, .percent = n->b};
	}
}

/* May where: be evaluated once more? Not if it looks at other rows, or may give up. */
static bool
is_simple(const struct node *n)
{
	bool simple = true;

	for (; n != NULL && simple; n = n->next)
		simple = n->op != N_MATCHES && n->function == NULL &&
		    !(n->op == N_NAME && n->ref == REF_LET) && is_simple(n->a) &&
		    is_simple(n->b) && is_simple(n->c);
	return simple;
}

struct units *
units_new(const struct program *p)
{
	struct units *u = xcalloc(1, sizeof(*u));

	u->program = p;
	for (size_t i = 0; i < p->nrules; i++)
		if (p->rule[i].check != NULL && is_simple(p->rule[i].where))
			find_claims(u, i, p->rule[i].check);
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
		const struct bound *rule = &u->program->rule[c->rule];
		struct eval ev = {.row = row, .rule = rule, .failed_only = -1};

		if (c->figures < ENOUGH && (rule->where == NULL ||
		    eval_cond(&ev, rule->where) == YES))
			take_figure(u, c, row);
	}
}

void
units_remark(const struct units *u, size_t rule, struct remarks *m)
{
	for (size_t i = 0; u != NULL && i < u->nclaims; i++) {
		const struct claim *c = &u->claim[i];
		const struct rule *of = u->program->rule[c->rule].rule;
		struct slice name = u->program->col[c->column->index].name;
		struct slice percent = c->percent->value->text;

		if (c->rule != rule || 2 * c->above <= c->figures)
			continue;
		remark(m, false, "%s:%u: rule %.*s: %.*s is compared with %.*s, and is %.*s on "
		    "line %llu; did you mean '%.*s', or number %.*s as \"0.0%%\"?", of->file,
		    c->compare->line, SLICE_ARG(of->id), SLICE_ARG(name), SLICE_ARG(percent),
		    SLICE_ARG(c->example), (unsigned long long)c->line, (int)percent.n - 1,
		    percent.p, SLICE_ARG(name));
	}
}
