#include "rules/eval.h"
#include "rules/linked.h"
#include "rules/matcher.h"
#include "rules/units.h"
#include "rules/want.h"

bool
type_is_by(const struct bound *bound, int col)
{
	return bound != NULL && has_column(bound->by, col);
}

static void
bind_column_name(struct binder *b, struct node *n, int col)
{
	name_use(b, &b->program->col[col]);
	n->ref = REF_COLUMN;
	n->index = col;
	n->type = b->program->col[col].type;
	n->form = b->program->col[col].form;
	n->numform = b->program->col[col].numform;
	n->row = !type_is_by(b->bound, col);
}

/* A parameter is its literal. */
static void
bind_param(struct binder *b, struct node *n, struct param *q)
{
	struct slice src = n->src;
	struct node *next = n->next;
	unsigned line = n->line;

	q->used = true;
	if (name_is_taken(b->program, n->text))
		REMARK(b, n, "'%.*s' is a parameter and a column; expected another name for the "
		    "parameter", SLICE_ARG(n->text));
	*n = *node_clone(&b->program->mem, q->value);
	n->next = next;
	n->line = line;
	type_expr(b, n);		/* its value is written as the literal is */
	n->src = src;
}

static void
bind_name(struct binder *b, struct node *n)
{
	struct rules *r = (struct rules *)b->program->rules;
	size_t let = b->nlets > 0 ? RULES_FIND(b->rule->let, b->nlets, n->text) : 0;
	size_t param = RULES_FIND(r->param, r->nparams, n->text);
	int col;

	n->type = TYPE_ANY;
	if (b->bound != NULL && (col = name_computed(b, n->text)) >= 0) {
		bind_column_name(b, n, col);
	} else if (let < b->nlets) {
		b->let_used[let] = true;
		n->ref = REF_LET;
		n->index = (int)let;
		n->type = b->bound->let[let]->type;
		n->form = b->bound->let[let]->form;
		n->numform = b->bound->let[let]->numform;
		n->row = b->bound->let[let]->row;
	} else if (name_is_each(b, n->text)) {
		bind_column_name(b, n, b->bound->each);
	} else if (param < r->nparams) {
		bind_param(b, n, &r->param[param]);
	} else if ((col = name_column(b->program, n->text)) >= 0) {
		bind_column_name(b, n, col);
	} else {
		name_unknown(b, n->text, n->line, false);
	}
}

static void
type_value(struct binder *b, struct node *n)
{
	type_expr(b, n);
	if (n->type == TYPE_COND)
		REMARK(b, n, "'%.*s' is a condition; expected a value", SLICE_ARG(n->src));
}

/* A date and days make a date: what else the sides may be is a remark. */
static void
bind_date_and_days(struct binder *b, struct node *n)
{
	if (n->op == N_ADD && dated_is_date(b, n->b)) {
		REMARK(b, n, "'%.*s' and '%.*s' are dates, which cannot be added; expected a "
		    "number of days", SLICE_ARG(n->a->src), SLICE_ARG(n->b->src));
		b->missing = true;	/* lest the sum be reported too */
	}
	if (n->op == N_ADD || type_is_number(n->b->type)) {
		n->type = TYPE_DATE;
		n->form = n->a->form;
	}
	want_days(b, n->b, n->op == N_SUB);
}

/* No date is on the left of + or -, but perhaps an undeclared column that is meant as one. */
static void
bind_sum(struct binder *b, const struct node *n)
{
	bool open = n->a->type == TYPE_ANY;

	if (n->b->type == TYPE_DATE || n->a->op == N_STRING)
		want_days(b, n->a, n->b->type == TYPE_DATE);
	else
		want_number_or_date(b, n->a);
	if (n->op == N_SUB && open)
		want_number_or_date(b, n->b);
	else if (n->b->type != TYPE_DATE || !open)
		want_number(b, n->b);
	units_bind_sum(b, n);
}

static void
bind_arithmetic(struct binder *b, struct node *n)
{
	bool date, sum = n->op == N_ADD || n->op == N_SUB;

	type_expr(b, n->a);
	want_no_share(b, n->a);
	n->type = TYPE_NUMBER;
	n->numform = n->a->numform;
	if (n->op == N_NEG) {
		want_number(b, n->a);
		n->type = n->a->type == TYPE_PERCENT ? TYPE_PERCENT : TYPE_NUMBER;
		return;
	}
	type_expr(b, n->b);
	want_no_share(b, n->b);
	if (!sum || (n->numform != n->b->numform && !node_is_number(n->b)))
		n->numform = NULL;
	date = sum && dated_is_date(b, n->a);
	if (date && n->op == N_SUB && dated_is_date(b, n->b))
		return;			/* days between */
	if (date) {
		bind_date_and_days(b, n);
	} else if (sum) {
		bind_sum(b, n);
	} else {
		want_number(b, n->a);
		want_number(b, n->b);
	}
}

/* What puts rows in order: d in before(x by d), first(x by d). */
static void
bind_order(struct binder *b, struct node *call)
{
	type_value(b, call->c);
	want_order(b, call);
}

/* What an aggregate is of, or a look-up: a value, a condition, and what puts the rows in order. */
static void
bind_operands(struct binder *b, struct node *call)
{
	if (call->a != NULL)
		type_value(b, call->a);
	if (call->b != NULL)
		type_cond(b, call->b);
	if (call->c != NULL)
		bind_order(b, call);
}

static enum type
result_type(const struct node *call)
{
	enum result result = call->function->result;

	return result == RESULT_NUMBER ? TYPE_NUMBER : result == RESULT_TEXT ? TYPE_TEXT :
	    result == RESULT_ARGUMENT ? call->a->type :
	    result == RESULT_PERIOD ? TYPE_PERIOD : result == RESULT_DATE ? TYPE_DATE : TYPE_ANY;
}

/* A result of the kind of the argument is written in its form. */
static void
keep_numform(struct node *call)
{
	const struct function *f = call->function;

	if (call->a != NULL && function_keeps_unit(f))
		call->numform = call->a->numform;
}

/* Of an aggregate, or a look-up. */
static void
set_result(struct binder *b, struct node *call)
{
	const struct node *a = call->a;

	call->type = result_type(call);
	call->form = a != NULL && a->type == call->type ? a->form : NULL;
	keep_numform(call);
	if (a != NULL)
		want_argument(b, call->a, call->function->arg[0]);
}

static void
bind_agg(struct binder *b, struct node *n)
{
	const char *name = n->function->name;
	struct bound *u = b->bound;
	struct linked *scope = b->scope;
	bool was = b->in_agg;

	if (was || b->in_where || b->rule == NULL) {
		REMARK(b, n, "%s() %s", name, was ? "inside another aggregate; expected "
		    "values of the rows" :
		    "in where; expected a let, and 'if ... then' in the check");
		was = true;
	}
	b->in_agg = true;
	b->scope = NULL;
	bind_operands(b, n);
	b->scope = scope;
	b->in_agg = was;
	if (!was && (((n->a != NULL ? n->a->reach : 0) | (n->b != NULL ? n->b->reach : 0)) &
	    ~(unsigned)REACH_ACCEPTED) != 0)
		REMARK(b, n, "%s() of a value that already depends on other rows; expected a "
		    "value of the row", name);
	set_result(b, n);
	if (u == NULL)
		return;
	n->index = (int)u->naggs;
	*(struct node **)RULES_ADD(&b->program->mem, u->agg, u->naggs) = n;
}

static void
bind_func(struct binder *b, struct node *n)
{
	const struct function *f = n->function;
	struct linked *scope = b->scope;
	size_t i = 0;

	n->row = false;
	if (f->reach != 0)
		b->scope = NULL;	/* in another row, no file is looked up */
	for (struct node *arg = n->a; arg != NULL && arg->op != N_LIST; arg = arg->next, i++) {
		type_value(b, arg);
		want_argument(b, arg, f->arg[i]);
		n->row |= arg->row;
	}
	if (n->c != NULL)
		bind_order(b, n);
	b->scope = scope;
	if (f->arg[0] == ARG_NUMBER && f->reach == 0)
		want_no_share(b, n->a);
	n->type = result_type(n);
	n->form = f->result == RESULT_PERIOD ? dated_form(b->program, f->freq) : n->a->form;
	keep_numform(n);
	if (f->bind != NULL)
		f->bind(b, n);
	if (slice_is(slice_of(f->name), "round") && !b->missing)
		units_bind_round(b, n);
}

/* Of an aggregate over a linked file: its value and its condition name columns of the file. */
static void
bind_linked(struct binder *b, struct node *n)
{
	struct linked *scope = b->scope;

	if ((b->scope = lookup_scope(b, n)) != NULL) {
		bind_operands(b, n);
		set_result(b, n);
		lookup_bind(b, n);
	}
	b->scope = scope;
}

/* count(FILE where ...): of a file whose name comes with no column of it. */
static void
bind_agg_or_file(struct binder *b, struct node *n)
{
	const struct rules *r = b->program->rules;

	if (!n->function->rows || n->a == NULL || n->a->op != N_NAME ||
	    rules_linked(r, n->a->text) == r->nlinked || name_column(b->program, n->a->text) >= 0) {
		bind_agg(b, n);
		return;
	}
	n->op = N_LINKED;
	n->table = n->a->text;
	n->a = NULL;
	bind_linked(b, n);
}

/* Notes which column an apportion(), perhaps through a let, is compared with. */
static void
compared_column(struct binder *b, struct node *n, const struct node *other)
{
	while (n->op == N_NAME && n->ref == REF_LET)
		n = b->bound->let[n->index];
	if (n->op == N_FUNC && n->function->reach == REACH_SHARES && node_is_column(other))
		n->compared = other->index;
}

static bool
is_below_zero(const struct node *n)
{
	bool minus = n->op == N_NEG;

	if (minus)
		n = n->a;
	return node_is_number(n) &&
	    figure_order(n->num, figure_int(0)) == (minus ? FIGURE_GREATER : FIGURE_LESS);
}

static void
bind_compare(struct binder *b, struct node *n)
{
	type_value(b, n->a);
	b->text_possible = n->b->op == N_NAME && (n->rel == REL_EQ || n->rel == REL_NE ||
	    type_is_ordered(n->a->type));
	b->text_likely = b->text_possible && type_is_text(n->a->type);
	type_value(b, n->b);
	b->text_possible = b->text_likely = false;
	compare_bind(b, n);
	same_remark(b, n);
	compared_column(b, n->a, n->b);
	compared_column(b, n->b, n->a);
	if (n->rel == REL_EQ || n->rel == REL_NE) {
		compare_warn_never(b, n->a, n->b);
		compare_warn_never(b, n->b, n->a);
	}
	if (n->within == WITHIN_ROUNDING && n->compare != COMPARE_NUMBER && !b->missing)
		REMARK(b, n, "'within rounding' compares numbers; expected them on both sides");
	if (n->c != NULL)
		type_expr(b, n->c);
	units_bind_compare(b, n);
	if (n->c == NULL)
		return;
	want_number(b, n->c);
	if (is_below_zero(n->c))
		REMARK(b, n, "'within %.*s' is below 0; expected a number of 0 or more",
		    SLICE_ARG(n->c->src));
	if (n->c->type == TYPE_PERCENT && n->compare == COMPARE_ORDER)
		REMARK(b, n, "a percentage of a date or period; expected a number");
}

/* How the value of n is read, where the same is written elsewhere. */
static struct column
column_like(const struct binder *b, const struct node *n)
{
	const struct periodform *form = n->type == TYPE_PERIOD ? n->form : NULL;

	while (n->op == N_NAME && n->ref == REF_LET)
		n = b->bound->let[n->index];
	if (node_is_column(n))
		return b->program->col[n->index];
	if (n->op == N_FIELD)
		return *lookup_column(b, n);
	return (struct column){.type = n->type == TYPE_TEXT ? TYPE_ANY : n->type, .form = form};
}

/* x in f.col: as x = f.col compares them. */
static void
bind_in_field(struct binder *b, struct node *n, struct node *item)
{
	struct node equal = {.op = N_COMPARE, .rel = REL_EQ, .a = n->a, .b = item,
	    .src = n->src, .line = n->line};
	struct linked *scope = b->scope;

	if ((b->scope = lookup_scope(b, item)) != NULL) {
		type_expr(b, item);
		if (!b->missing)
			compare_bind(b, &equal);
		lookup_bind_in(b, item, &equal, column_like(b, n->a));
	}
	b->scope = scope;
}

static void
bind_in_list(struct binder *b, struct node *n, struct node *item)
{
	size_t cols[WIDEST_LIST] = {0, 1, 2}, width = 0;
	struct column as[WIDEST_LIST];

	if ((item->list = name_bind_list(b, item->text, item->line)) == NULL)
		return;
	as[0] = column_like(b, n->a);
	for (const struct node *m = n->a->a; n->a->op == N_TUPLE && m != NULL; m = m->next) {
		if (width < WIDEST_LIST)
			as[width] = column_like(b, m);
		width++;
	}
	if (width > 0 && width != item->list->width) {
		REMARK(b, n, "%s looked up in @%.*s; expected %zu", plural(width, "column").text,
		    SLICE_ARG(item->text), item->list->width);
		return;
	}
	if (width == 0 && n->a->op == N_NAME)
		cols[0] = codelist_column(item->list, n->a->text);
	item->list_index = codelist_index(item->list, cols, as, width > 0 ? width : 1);
	if (item->list->dated && name_has_period(b, n, "a list that is valid by period"))
		n->row |= !type_is_by(b->bound, b->program->period);
}

/* An item of in (...) other than a list; false: a mistake that the others would only repeat. */
static bool
bind_item(struct binder *b, struct node *n, struct node *item)
{
	enum type type = n->a->type;
	bool text = item->op == N_STRING;

	type_expr(b, item);
	compare_warn_never(b, n->a, item);
	if (n->compare == COMPARE_NUMBER) {
		units_bind_item(b, n->a, item);
		if (text && item->text.n > 0 &&
		    !names_have(&b->program->rules->symbols, item->text))
			REMARK(b, n, "'%.*s' is a number and %.*s is a text; expected a number, "
			    "or a text declared with 'symbols'", SLICE_ARG(n->a->src),
			    SLICE_ARG(item->src));
		return true;
	}
	if (!text)
		item->text = item->src;
	if (!text && type != TYPE_PERIOD) {
		want_number(b, n->a);
		return false;
	}
	if (!text && !dated_reads(b, item, type, n->a->form)) {
		REMARK(b, item, "%.*s is not a period of the form \"%.*s\"", SLICE_ARG(item->src),
		    SLICE_ARG(n->a->form->text));
		return false;
	}
	if (n->compare == COMPARE_ORDER)
		item->type = dated_reads(b, item, type, n->a->form) ? type : TYPE_TEXT;
	return true;
}

static void
bind_in(struct binder *b, struct node *n)
{
	bool tuple = n->a->op == N_TUPLE;

	if (!tuple)
		type_value(b, n->a);
	else
		type_expr(b, n->a);
	if (tuple && (n->b->op != N_LIST || n->b->next != NULL)) {
		REMARK(b, n, "several columns without a list; expected %.*s in @LIST",
		    SLICE_ARG(n->a->src));
		return;
	}
	n->compare = type_is_number(n->a->type) ? COMPARE_NUMBER :
	    type_is_ordered(n->a->type) ? COMPARE_ORDER : COMPARE_TEXT;
	for (struct node *item = n->b; item != NULL; item = item->next)
		if (item->op == N_LIST)
			bind_in_list(b, n, item);
		else if (item->op == N_FIELD)
			bind_in_field(b, n, item);
		else if (!bind_item(b, n, item))
			return;
}

static void
bind_matches(struct binder *b, struct node *n)
{
	struct errmsg e;

	type_value(b, n->a);
	if ((n->matcher = matcher_new(n->text, &e)) == NULL)
		REMARK(b, n, "%s", e.text);
	n->next_matcher = b->program->matchers;
	b->program->matchers = n;
}

/* The first column of the file that a name means, from 1; 0: none. */
static int
first_column(const struct program *p, int col)
{
	return p->col[col].from != NULL ? p->col[col].from->first : col + 1;
}

/* What is below n, with the lets that it names. */
static void
sum_up(const struct binder *b, struct node *n)
{
	const struct node *below[] = {n->a, n->b, n->c,
	    n->op == N_NAME && n->ref == REF_LET ? b->bound->let[n->index] : NULL};

	n->operations = 1;
	n->height = 0;
	n->reach = n->function != NULL && n->op != N_LINKED ? n->function->reach : 0;
	n->first = node_is_column(n) ? first_column(b->program, n->index) : 0;
	for (size_t i = 0; i < 4; i++)
		for (const struct node *m = below[i]; m != NULL; m = i < 3 ? m->next : NULL) {
			n->operations += m->operations;
			n->height = m->height > n->height ? m->height : n->height;
			n->reach |= m->reach;
			n->first = n->first != 0 ? n->first : m->first;
			n->row |= m->row && n->op != N_AGG;
		}
	n->height++;
}

static void
bind_number(struct binder *b, struct node *n)
{
	n->type = n->op == N_NUMBER ? TYPE_NUMBER : TYPE_PERCENT;
	b->program->percentages |= n->op == N_PERCENT;
	n->value = arena_alloc(&b->program->mem, sizeof(*n->value));
	*n->value = (struct value){.kind = VALUE_NUMBER, .known = true, .text = n->src,
	    .num = n->num};
}

void
type_expr(struct binder *b, struct node *n)
{
	n->type = TYPE_COND;
	switch (n->op) {
	case N_NUMBER: case N_PERCENT: bind_number(b, n); break;
	case N_STRING: n->type = TYPE_TEXT; break;
	case N_NEG: case N_ADD: case N_SUB: case N_MUL: case N_DIV: bind_arithmetic(b, n); break;
	case N_FUNC: bind_func(b, n); break;
	case N_AGG: bind_agg_or_file(b, n); break;
	case N_FIELD: lookup_bind_field(b, n); break;
	case N_LINKED: bind_linked(b, n); break;
	case N_COMPARE: bind_compare(b, n); break;
	case N_IN: bind_in(b, n); break;
	case N_MATCHES: bind_matches(b, n); break;
	case N_LIST: break;
	case N_NAME: bind_name(b, n); break;
	case N_TUPLE:
		for (struct node *m = n->a; m != NULL; m = m->next)
			type_expr(b, m);
		break;
	case N_OR: case N_AND: case N_IF: case N_NOT:
		type_cond(b, n->a);
		if (n->b != NULL)
			type_cond(b, n->b);
		break;
	case N_IS: type_value(b, n->a); break;
	}
	eval_choose(n);
	sum_up(b, n);
}

void
type_cond(struct binder *b, struct node *n)
{
	type_expr(b, n);
	if (n->type != TYPE_COND && !b->missing)
		REMARK(b, n, "'%.*s' is %s; expected a condition", SLICE_ARG(n->src),
		    type_words[n->type]);
}
