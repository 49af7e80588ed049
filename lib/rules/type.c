#include "rules/type.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/intern.h"
#include "base/memory.h"
#include "rules/eval.h"
#include "rules/function.h"
#include "rules/matcher.h"

enum { FEW_ITEMS = 8 };

/* By enum type. */
static const char *const type_words[] = {"text", "text", "a number", "a percentage", "a date",
    "a period", "a condition"};

bool
type_is_by(const struct bound *bound, int col)
{
	return bound != NULL && bound->by != NULL && has_column(bound->by, bound->rule->by.n, col);
}

static void
bind_column_name(struct binder *b, struct node *n, int col)
{
	n->ref = REF_COLUMN;
	n->index = col;
	n->type = b->program->col[col].type;
	n->row = !type_is_by(b->bound, col);
}

/* A parameter is its literal. */
static void
bind_param(struct binder *b, struct node *n, struct param *q)
{
	struct slice src = n->src;
	struct node *next = n->next;

	q->used = true;
	if (name_column(b->program, n->text) >= 0)
		REMARK(b, n, "'%.*s' is a parameter and a column; expected another name for the "
		    "parameter", SLICE_ARG(n->text));
	*n = *node_clone(&b->program->mem, q->value);
	n->next = next;
	type_expr(b, n);		/* its value is written as the literal is */
	n->src = src;
}

static void
bind_name(struct binder *b, struct node *n)
{
	struct rules *r = (struct rules *)b->program->rules;
	const struct node *let;
	int col;

	for (size_t i = b->nlets; i-- > 0;) {
		if (!slice_eq(b->rule->let[i].name, n->text))
			continue;
		let = b->bound->let[i];
		b->let_used[i] = true;
		n->ref = REF_LET;
		n->index = (int)i;
		n->type = let->type;
		n->row = let->row;
		return;
	}
	if (b->bound != NULL && b->bound->each >= 0 && slice_eq(b->rule->each, n->text)) {
		b->each_used = true;
		bind_column_name(b, n, b->bound->each);
		return;
	}
	for (size_t i = 0; i < r->nparams; i++)
		if (slice_eq(r->param[i].name, n->text)) {
			bind_param(b, n, &r->param[i]);
			return;
		}
	col = name_column(b->program, n->text);
	if (col < 0)
		name_unknown(b, n->text, n->line, false);
	else
		bind_column_name(b, n, col);
}

static void
want_number(struct binder *b, const struct node *n)
{
	if (type_is_number(n->type) || b->missing)
		return;
	if (n->op == N_NAME && n->ref == REF_COLUMN && n->type == TYPE_ANY)
		REMARK(b, n, "'%.*s' is not declared a number; add it to the heading 'number'",
		    SLICE_ARG(n->src));
	else
		REMARK(b, n, "'%.*s' is %s; expected a number", SLICE_ARG(n->src),
		    type_words[n->type]);
}

static void
want_value(struct binder *b, const struct node *n)
{
	if (n->type == TYPE_COND)
		REMARK(b, n, "'%.*s' is a condition; expected a value", SLICE_ARG(n->src));
}

/* At a tie an apportioned share is either of two numbers, which arithmetic would forget. */
static void
want_no_share(struct binder *b, const struct node *n)
{
	if ((n->reach & REACH_SHARES) != 0)
		REMARK(b, n, "apportion() within an operation; expected it to be one side of a "
		    "comparison, as at a tie it is either of two shares");
}

static void
bind_arithmetic(struct binder *b, struct node *n)
{
	type_expr(b, n->a);
	n->type = TYPE_NUMBER;
	if (n->op == N_NEG) {
		want_number(b, n->a);
		want_no_share(b, n->a);
		n->type = n->a->type == TYPE_PERCENT ? TYPE_PERCENT : TYPE_NUMBER;
		return;
	}
	type_expr(b, n->b);
	want_no_share(b, n->a);
	want_no_share(b, n->b);
	if (n->a->type == TYPE_DATE && (n->op == N_ADD || n->op == N_SUB)) {
		if (n->op == N_SUB && n->b->type == TYPE_DATE)
			return;		/* days between */
		n->type = TYPE_DATE;
		want_number(b, n->b);
		return;
	}
	want_number(b, n->a);
	want_number(b, n->b);
}

bool
type_has_period(struct binder *b, const struct node *n, const char *what)
{
	const struct rules *r = b->program->rules;

	if (b->program->period >= 0)
		return true;
	if (r->period.p != NULL)
		name_unknown(b, r->period, n->line, true);
	else
		REMARK(b, n, "%s needs the heading 'period'", what);
	return false;
}

bool
type_has_key(struct binder *b, const struct node *n, const char *what)
{
	const struct rules *r = b->program->rules;

	if (r->key.n == 0)
		REMARK(b, n, "%s needs the heading 'key'", what);
	for (size_t i = 0; i < r->key.n && b->program->nkey < r->key.n; i++)
		if (name_column(b->program, r->key.name[i]) < 0)
			name_unknown(b, r->key.name[i], n->line, true);
	return r->key.n > 0 && b->program->nkey == r->key.n;
}

static bool
is_ordered(enum type t)
{
	return t == TYPE_DATE || t == TYPE_PERIOD;
}

static void
want_argument(struct binder *b, const struct node *arg, enum argument want)
{
	switch (want) {
	case ARG_NONE: case ARG_ANY:
		break;
	case ARG_ORDERED:
		if (!is_ordered(arg->type))
			want_number(b, arg);
		break;
	case ARG_NUMBER:
		want_number(b, arg);
		break;
	case ARG_DATE:
		if (arg->type != TYPE_DATE && arg->type != TYPE_ANY && !b->missing)
			REMARK(b, arg, "'%.*s' is %s; expected a date", SLICE_ARG(arg->src),
			    type_words[arg->type]);
		break;
	}
}

static enum type
result_type(const struct node *call)
{
	switch (call->function->result) {
	case RESULT_NUMBER: return TYPE_NUMBER;
	case RESULT_TEXT: return TYPE_TEXT;
	case RESULT_ARGUMENT: return call->a->type;
	}
	return TYPE_ANY;
}

static void
bind_agg(struct binder *b, struct node *n)
{
	const char *name = n->function->name;
	struct bound *u = b->bound;
	bool was = b->in_agg;

	if (was || b->in_where || b->rule == NULL) {
		REMARK(b, n, "%s() %s", name, was ? "inside another aggregate" :
		    "in where; expected a let, and 'if ... then' in the check");
		was = true;
	}
	b->in_agg = true;
	if (n->a != NULL) {
		type_expr(b, n->a);
		want_value(b, n->a);
	}
	if (n->b != NULL)
		type_cond(b, n->b);
	b->in_agg = was;
	if (!was && ((n->a != NULL && n->a->reach != 0) || (n->b != NULL && n->b->reach != 0)))
		REMARK(b, n, "%s() of a value that already depends on other rows", name);
	n->type = result_type(n);
	if (n->a != NULL)
		want_argument(b, n->a, n->function->arg[0]);
	if (u == NULL)
		return;
	u->agg = rules_grow(&b->program->mem, u->agg, u->naggs, sizeof(*u->agg));
	n->index = (int)u->naggs++;
	u->agg[n->index] = n;
}

static void
bind_func(struct binder *b, struct node *n)
{
	const struct function *f = n->function;
	size_t i = 0;

	n->row = false;
	for (struct node *arg = n->a; arg != NULL; arg = arg->next, i++) {
		type_expr(b, arg);
		want_value(b, arg);
		want_argument(b, arg, f->arg[i]);
		n->row |= arg->row;
	}
	if (f->arg[0] == ARG_NUMBER && f->reach == 0)
		want_no_share(b, n->a);
	n->type = result_type(n);
	if (f->bind != NULL)
		f->bind(b, n);
}

static bool
is_text(enum type t)
{
	return t == TYPE_TEXT || t == TYPE_ANY;
}

/* A literal that is compared with a date or period is read now, so that a slip is found now. */
static bool
is_literal_of(struct binder *b, struct node *n, enum type type, const struct node *other)
{
	const struct periodform *form = &b->program->form;
	const struct node *leaf = other;
	struct period p;

	if (n->op != N_STRING && !(n->op == N_NUMBER && type == TYPE_PERIOD))
		return false;
	if (n->op == N_NUMBER)
		n->text = n->value->text;
	while (leaf != NULL && leaf->op != N_NAME)
		leaf = leaf->a;
	if (type == TYPE_DATE) {
		form = leaf != NULL && leaf->ref == REF_COLUMN ?
		    b->program->col[leaf->index].form : NULL;
		if (form != NULL && periodform_read(form, n->text, &p))
			n->day = p.ord;
		else if (date_parse(n->text, &n->day) == DATE_NONE)
			REMARK(b, n, "\"%.*s\" is not a date", SLICE_ARG(n->text));
	} else if (!periodform_read(form, n->text, &n->period)) {
		REMARK(b, n, "\"%.*s\" is not a period of the form \"%.*s\"", SLICE_ARG(n->text),
		    SLICE_ARG(form->text));
	}
	n->op = N_STRING;
	n->type = type;
	return true;
}

static void
cannot_compare(struct binder *b, const struct node *n)
{
	const struct node *x = n->a, *y = n->b;

	if (b->missing)
		return;
	if (type_is_number(y->type)) {
		x = n->b;
		y = n->a;
	}
	if (type_is_number(x->type) && y->op == N_NAME && y->type == TYPE_ANY)
		REMARK(b, n, "'%.*s' is not declared a number; add it to the heading 'number'",
		    SLICE_ARG(y->src));
	else if (type_is_number(x->type) && y->op == N_STRING &&
	    rules_symbol(b->program->rules, y->text))
		REMARK(b, n, "%.*s is a symbol; expected = or !=, without 'within'",
		    SLICE_ARG(y->src));
	else if (type_is_number(x->type) && y->op == N_STRING)
		REMARK(b, n, "'%.*s' is a number and %.*s is a text (and not a declared symbol)",
		    SLICE_ARG(x->src), SLICE_ARG(y->src));
	else if (n->within != WITHIN_NONE && is_text(x->type) && is_text(y->type))
		REMARK(b, n, "'%.*s' is %s; expected a number, a date or a period with 'within'",
		    SLICE_ARG(x->src), type_words[x->type]);
	else
		REMARK(b, n, "'%.*s' is %s and '%.*s' is %s: they cannot be compared with %s",
		    SLICE_ARG(n->a->src), type_words[n->a->type], SLICE_ARG(n->b->src),
		    type_words[n->b->type], relops[n->rel].name);
}

/* A literal that has an order: a date or a number. */
static bool
has_order(const struct node *n)
{
	struct num num;
	int32_t day;

	return n->op == N_STRING && (date_parse(n->text, &day) != DATE_NONE ||
	    num_parse(n->text, 0, &num) == NUM_VALUE);
}

/* As what the two sides compare; false: they do not. */
static bool
can_compare(struct binder *b, struct node *n)
{
	enum type ta = n->a->type, tb = n->b->type;
	bool equality = n->rel == REL_EQ || n->rel == REL_NE;
	struct node *text = is_text(tb) ? n->b : is_text(ta) ? n->a : NULL;
	struct node *other = text == n->b ? n->a : n->b;

	if (type_is_number(ta) && type_is_number(tb)) {
		n->compare = COMPARE_NUMBER;
		return true;
	}
	if (is_ordered(ta) && (tb == ta || is_literal_of(b, n->b, ta, n->a) || tb == TYPE_ANY)) {
		n->compare = COMPARE_ORDER;
		return true;
	}
	if (is_ordered(tb) && (is_literal_of(b, n->a, tb, n->b) || ta == TYPE_ANY)) {
		n->compare = COMPARE_ORDER;
		return true;
	}
	if (text == NULL)
		return false;
	if (is_text(ta) && is_text(tb) && !equality) {
		n->compare = COMPARE_LOOSE;
		return ta == TYPE_ANY && (tb == TYPE_ANY || has_order(n->b));
	}
	n->compare = COMPARE_TEXT;
	if (is_text(other->type))
		return n->within == WITHIN_NONE;
	return equality && n->within == WITHIN_NONE && text->op == N_STRING &&
	    (text->text.n == 0 || rules_symbol(b->program->rules, text->text));
}

/* Notes which column an apportion(), perhaps through a let, is compared with. */
static void
compared_column(struct binder *b, struct node *n, const struct node *other)
{
	while (n->op == N_NAME && n->ref == REF_LET)
		n = b->bound->let[n->index];
	if (n->op == N_FUNC && n->function->reach == REACH_SHARES && other->op == N_NAME &&
	    other->ref == REF_COLUMN)
		n->compared = other->index;
}

static bool
is_below_zero(const struct node *n)
{
	bool minus = n->op == N_NEG;

	if (minus)
		n = n->a;
	return (n->op == N_NUMBER || n->op == N_PERCENT) &&
	    figure_order(n->num, figure_int(0)) == (minus ? FIGURE_GREATER : FIGURE_LESS);
}

static void
bind_compare(struct binder *b, struct node *n)
{
	type_expr(b, n->a);
	type_expr(b, n->b);
	want_value(b, n->a);
	want_value(b, n->b);
	if (n->a->type != TYPE_COND && n->b->type != TYPE_COND && !can_compare(b, n))
		cannot_compare(b, n);
	n->literal = n->compare == COMPARE_TEXT && n->a->op == N_NAME && n->a->ref == REF_COLUMN &&
	    n->b->op == N_STRING;
	compared_column(b, n->a, n->b);
	compared_column(b, n->b, n->a);
	if (n->within == WITHIN_ROUNDING && n->compare != COMPARE_NUMBER && !b->missing)
		REMARK(b, n, "'within rounding' of what is no number; expected two numbers");
	if (n->c == NULL)
		return;
	type_expr(b, n->c);
	want_number(b, n->c);
	if (is_below_zero(n->c))
		REMARK(b, n, "'within %.*s' is below 0; expected a number of 0 or more",
		    SLICE_ARG(n->c->src));
	if (n->c->type == TYPE_PERCENT && n->compare == COMPARE_ORDER)
		REMARK(b, n, "a percentage of a date or period; expected a number");
}

/* The node has something to be freed with the program. */
static void
own(struct binder *b, struct node *n)
{
	n->owner = b->program->owner;
	b->program->owner = n;
}

static void
bind_in_list(struct binder *b, struct node *n, struct node *item)
{
	size_t cols[3] = {0, 1, 2}, width = 0;
	struct node *m;

	if ((item->list = name_bind_list(b, item->text, item->line)) == NULL)
		return;
	if (n->a->op == N_TUPLE) {
		for (m = n->a->a; m != NULL; m = m->next)
			width++;
		if (width != item->list->width) {
			REMARK(b, n, "%s looked up in @%.*s; expected %zu",
			    plural(width, "column").text, SLICE_ARG(item->text), item->list->width);
			return;
		}
	} else {
		width = 1;
		cols[0] = codelist_column(item->list, n->a->op == N_NAME ? n->a->text :
		    (struct slice){"", 0});
	}
	item->list_index = codelist_index(item->list, cols, width);
	if (!item->list->dated)
		return;
	if (type_has_period(b, n, "a list that is valid by period"))
		n->row |= !type_is_by(b->bound, b->program->period);
}

static void
bind_in(struct binder *b, struct node *n)
{
	size_t texts = 0;

	type_expr(b, n->a);
	if (n->a->op != N_TUPLE) {
		want_value(b, n->a);
	} else if (n->b->op != N_LIST || n->b->next != NULL) {
		REMARK(b, n, "several columns without a list; expected %.*s in @LIST",
		    SLICE_ARG(n->a->src));
		return;
	}
	n->compare = type_is_number(n->a->type) ? COMPARE_NUMBER : COMPARE_TEXT;
	for (struct node *item = n->b; item != NULL; item = item->next) {
		if (item->op == N_LIST) {
			bind_in_list(b, n, item);
			continue;
		}
		type_expr(b, item);
		if (n->a->op != N_TUPLE && n->compare == COMPARE_NUMBER && item->op == N_STRING &&
		    item->text.n > 0 && !rules_symbol(b->program->rules, item->text))
			REMARK(b, n, "'%.*s' is a number and %.*s is a text (and not a declared "
			    "symbol)", SLICE_ARG(n->a->src), SLICE_ARG(item->src));
		if (item->op != N_STRING && n->compare == COMPARE_TEXT)
			item->text = item->src;
		texts += item->op == N_STRING;
	}
	if (texts <= FEW_ITEMS)
		return;
	own(b, n);
	n->set = intern_new();
	for (struct node *item = n->b; item != NULL; item = item->next)
		if (item->op == N_STRING)
			intern_id(n->set, item->text);
}

static void
bind_matches(struct binder *b, struct node *n)
{
	struct errmsg e;

	type_expr(b, n->a);
	want_value(b, n->a);
	own(b, n);
	if ((n->matcher = matcher_new(n->text, &e)) == NULL)
		REMARK(b, n, "%s", e.text);
}

/* What is below n, with the lets that it names. */
static void
sum_up(const struct binder *b, struct node *n)
{
	const struct node *below[] = {n->a, n->b, n->c,
	    n->op == N_NAME && n->ref == REF_LET ? b->bound->let[n->index] : NULL};

	n->operations = 1;
	n->height = 0;
	n->reach = n->function != NULL ? n->function->reach : 0;
	n->first = n->op == N_NAME && n->ref == REF_COLUMN ? n->index + 1 : 0;
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
	case N_AGG: bind_agg(b, n); break;
	case N_COMPARE: bind_compare(b, n); break;
	case N_IN: bind_in(b, n); break;
	case N_MATCHES: bind_matches(b, n); break;
	case N_LIST: break;
	case N_NAME:
		n->type = TYPE_ANY;
		bind_name(b, n);
		break;
	case N_TUPLE:
		for (struct node *m = n->a; m != NULL; m = m->next)
			type_expr(b, m);
		break;
	case N_OR: case N_AND: case N_IF: case N_NOT:
		type_cond(b, n->a);
		if (n->b != NULL)
			type_cond(b, n->b);
		break;
	case N_IS:
		type_expr(b, n->a);
		want_value(b, n->a);
		break;
	}
	if (n->type == TYPE_COND)
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
