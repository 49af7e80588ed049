#include "rules/eval.h"

#include "base/date.h"
#include "rules/function.h"
#include "rules/linked.h"
#include "rules/matcher.h"

void
value_set_result(struct eval *ev, struct value *v, bool fits, struct figure num)
{
	if (fits) {
		value_set_number(v, num);
		return;
	}
	ev->overflow = true;
	value_set_none(v);
}

/* A date and days, or the days between two dates. */
static void
date_arithmetic(struct eval *ev, const struct node *n, struct value *v)
{
	struct value left, right;
	const struct value *a = value_of(ev, n->a, &left), *b = value_of(ev, n->b, &right);
	int64_t days;

	if (a->kind == VALUE_ORDER && b->kind == VALUE_ORDER)
		value_set_number(v, figure_int((int64_t)a->ord - b->ord));
	else if (a->kind == VALUE_ORDER && b->known && figure_is_exact(b->num) &&
	    figure_digits(b->num, 0, &days) && days <= 4000000 && days >= -4000000)
		*v = (struct value){.kind = VALUE_ORDER, .text = {"", 0},
		    .ord = a->ord + (int32_t)(n->op == N_ADD ? days : -days)};
	else
		value_set_none(v);
}

/* Arithmetic in which a figure occurs twice. */
static COLD const struct figure *
narrow(struct eval *ev, const struct node *n, const struct figure *num, struct figure *room)
{
	return num == NULL || figure_is_exact(*num) || !n->exact->range(ev, n->exact, room) ?
	    num : room;
}

/* Arithmetic of numbers. op is n->op, known to the compiler. */
static inline const struct figure *__attribute__((always_inline))
arithmetic(struct eval *ev, const struct node *n, enum node_op op,
    struct figure *room)
{
	struct arena *mem = &ev->row->scratch;
	struct figure left, right;
	const struct figure *a = eval_number(ev, n->a, &left), *b = a, *num = room;
	bool fits;

	if (op != N_NEG)
		b = eval_number(ev, n->b, &right);	/* in any case, for its overflow */
	if (a == NULL || b == NULL || (op == N_DIV && figure_is_zero(*b)))
		return NULL;
	fits = op == N_ADD ? figure_add(*a, *b, mem, room) :
	    op == N_SUB ? figure_sub(*a, *b, mem, room) :
	    op == N_MUL ? figure_mul(*a, *b, mem, room) :
	    op == N_DIV ? figure_div(*a, *b, mem, room) : figure_neg(*a, mem, room);
	if (!fits) {
		ev->overflow = true;
		num = NULL;
	}
	return n->twice ? narrow(ev, n, num, room) : num;
}

static const struct figure *
number_neg(struct eval *ev, const struct node *n, struct figure *room)
{
	return arithmetic(ev, n, N_NEG, room);
}

static const struct figure *
number_add(struct eval *ev, const struct node *n, struct figure *room)
{
	return arithmetic(ev, n, N_ADD, room);
}

static const struct figure *
number_sub(struct eval *ev, const struct node *n, struct figure *room)
{
	return arithmetic(ev, n, N_SUB, room);
}

static const struct figure *
number_mul(struct eval *ev, const struct node *n, struct figure *room)
{
	return arithmetic(ev, n, N_MUL, room);
}

static const struct figure *
number_div(struct eval *ev, const struct node *n, struct figure *room)
{
	return arithmetic(ev, n, N_DIV, room);
}

/* A let, a call, what is read in a linked file, or the days between two dates. */
static const struct figure *
number_other(struct eval *ev, const struct node *n, struct figure *room)
{
	struct value v;
	const struct value *at = &v;

	if (n->op == N_NAME && n->ref == REF_LET)
		return eval_number(ev, ev->rule->let[n->index], room);
	if (n->op == N_LINKED)
		n->lookup->value(ev, n, &v);
	else if (n->function != NULL)
		n->function->value(ev, n, &v);
	else
		at = value_of(ev, n, &v);
	if (!value_usable(ev, at))
		return NULL;
	*room = FIGURE_COPY(at->num);
	return room;
}

/* Of anything but a call, which eval_value() makes without more ado. */
static COLD void
value_of_other(struct eval *ev, const struct node *n, struct value *v)
{
	const struct figure *num;
	struct figure room;

	switch (n->op) {
	case N_NUMBER: case N_PERCENT:
		*v = *n->value;
		return;
	case N_STRING:
		value_set_none(v);
		v->kind = n->type == TYPE_TEXT ? VALUE_TEXT : VALUE_ORDER;
		v->text = n->text;
		v->ord = n->type == TYPE_DATE ? n->day : n->period.ord;
		return;
	case N_NAME:
		if (n->ref == REF_LET)
			eval_value(ev, ev->rule->let[n->index], v);
		else
			*v = *row_value(ev->row, n->index);
		return;
	case N_NEG: case N_ADD: case N_SUB: case N_MUL: case N_DIV:
		if (n->a->type == TYPE_DATE)
			date_arithmetic(ev, n, v);
		else if ((num = eval_number(ev, n, &room)) != NULL)
			value_set_number(v, *num);
		else
			value_set_none(v);
		return;
	case N_FIELD:
		if (ev->linked != NULL)
			*v = *row_value(ev->linked, n->index);
		else			/* in the words of a finding */
			value_set_none(v);
		return;
	case N_LINKED:
		n->lookup->value(ev, n, v);
		return;
	case N_FUNC: case N_AGG: case N_LIST: case N_TUPLE: case N_OR: case N_AND: case N_NOT:
	case N_IF: case N_COMPARE: case N_IN: case N_MATCHES: case N_IS:
		value_set_none(v);
	}
}

void
eval_value(struct eval *ev, const struct node *n, struct value *v)
{
	if (n->op == N_FUNC || n->op == N_AGG)
		n->function->value(ev, n, v);
	else
		value_of_other(ev, n, v);
}

static enum truth
not(enum truth t)
{
	return t == UNKNOWN ? UNKNOWN : t == YES ? NO : YES;
}

/* The allowance: N, or N% of the right side. */
static bool
find_allowance(struct eval *ev, const struct node *n, struct figure b, struct figure *allowance)
{
	struct arena *mem = &ev->row->scratch;
	const struct figure *given = eval_number(ev, n->c, allowance);
	struct figure size;

	if (given == NULL)
		return false;
	*allowance = FIGURE_COPY(*given);
	if (n->c->type != TYPE_PERCENT)
		return true;
	if (figure_abs(b, mem, &size) && figure_mul(*allowance, size, mem, allowance))
		return true;
	ev->overflow = true;
	return false;
}

static enum truth
compare_within(struct eval *ev, const struct node *n, struct figure a, struct figure b,
    struct figure allowance)
{
	struct arena *mem = &ev->row->scratch;
	enum relop rel = n->rel;
	bool fits;

	if (rel == REL_EQ || rel == REL_NE) {
		fits = figure_sub(a, b, mem, &a) && figure_abs(a, mem, &a);
		b = allowance;
		rel = rel == REL_EQ ? REL_LE : REL_GT;
	} else {
		fits = rel == REL_LT || rel == REL_LE ? figure_add(b, allowance, mem, &b) :
		    figure_sub(b, allowance, mem, &b);
	}
	ev->overflow |= !fits;
	return fits ? compare_figures(a, b, rel) : UNKNOWN;
}

static enum truth
compare_numbers(struct eval *ev, const struct node *n, const struct figure *a,
    const struct figure *b)
{
	struct figure allowance;

	if (n->within == WITHIN_NONE)
		return compare_figures(*a, *b, n->rel);
	if (n->within == WITHIN_ROUNDING)
		return compare_rounded(*a, *b, n->rel);
	return find_allowance(ev, n, FIGURE_COPY(*b), &allowance) ?
	    compare_within(ev, n, FIGURE_COPY(*a), FIGURE_COPY(*b), FIGURE_COPY(allowance)) :
	    UNKNOWN;
}

/* A tied share is either of two numbers: it is enough that one satisfies the relation. */
static enum truth
compare_tied(struct eval *ev, const struct node *n, const struct value *a, const struct value *b)
{
	enum truth enough = n->rel == REL_NE ? NO : YES;
	enum truth one = compare_numbers(ev, n, &a->num, &b->num);
	enum truth two = compare_numbers(ev, n, a->tied ? &a->other : &a->num,
	    a->tied ? &b->num : &b->other);

	return one == enough || two == enough ? enough :
	    one == UNKNOWN || two == UNKNOWN ? UNKNOWN : not(enough);
}

static enum truth
compare_orders(struct eval *ev, const struct node *n, struct comparison *c)
{
	int64_t diff = (int64_t)c->a.ord - c->b.ord, days;
	const struct figure *allowance;
	struct figure room;

	if (c->a.kind != VALUE_ORDER || c->b.kind != VALUE_ORDER)
		return UNKNOWN;
	if (n->within == WITHIN_NONE)
		return relation_holds((diff > 0) - (diff < 0), n->rel) ? YES : NO;
	allowance = eval_number(ev, n->c, &room);
	if (allowance == NULL || !figure_is_exact(*allowance) ||
	    !figure_digits(*allowance, 0, &days))
		return UNKNOWN;
	c->allowance = *allowance;
	c->allowed = true;
	if (n->rel == REL_EQ || n->rel == REL_NE)
		return (diff <= days && -diff <= days) == (n->rel == REL_EQ) ? YES : NO;
	diff += n->rel == REL_LT || n->rel == REL_LE ? -days : days;
	return relation_holds((diff > 0) - (diff < 0), n->rel) ? YES : NO;
}

/* Cells of undeclared columns, as two dates or two numbers; otherwise unknown. */
static enum truth
compare_loosely(const struct comparison *c, enum relop rel)
{
	struct num x, y;
	int32_t dx, dy;

	if (date_parse(c->a.text, &dx) != DATE_NONE && date_parse(c->b.text, &dy) != DATE_NONE)
		return relation_holds((dx > dy) - (dx < dy), rel) ? YES : NO;
	if (num_parse(c->a.text, 0, &x) != NUM_VALUE || num_parse(c->b.text, 0, &y) != NUM_VALUE ||
	    !x.exact || !y.exact)
		return UNKNOWN;
	return compare_figures(x.figure, y.figure, rel);
}

/* An undeclared column compared with a date or a period is read as one. */
static void
as_order(const struct node *n, const struct node *other, struct value *v)
{
	const struct column c = {.type = other->type,
	    .form = other->type == TYPE_PERIOD ? other->form : NULL};

	if (n->type == TYPE_ANY)
		row_read_order(&c, v->text, v);
}

void
eval_compare(struct eval *ev, const struct node *n, struct comparison *c)
{
	bool usable;

	c->allowed = false;
	eval_value(ev, n->a, &c->a);
	eval_value(ev, n->b, &c->b);
	switch (n->compare) {
	case COMPARE_TEXT:
		if (c->a.kind == VALUE_NONE || c->b.kind == VALUE_NONE)
			c->truth = UNKNOWN;
		else
			c->truth = same_text(c->a.text, c->b.text) == (n->rel == REL_EQ) ? YES : NO;
		return;
	case COMPARE_ORDER:
		as_order(n->a, n->b, &c->a);
		as_order(n->b, n->a, &c->b);
		c->truth = compare_orders(ev, n, c);
		return;
	case COMPARE_LOOSE:
		c->truth = compare_loosely(c, n->rel);
		return;
	case COMPARE_NUMBER:
		break;
	}
	usable = value_usable(ev, &c->a);
	usable &= value_usable(ev, &c->b);	/* both, so that an overflow is always reported */
	c->truth = UNKNOWN;
	if (!usable)
		return;
	c->truth = c->a.tied || c->b.tied ? compare_tied(ev, n, &c->a, &c->b) :
	    compare_numbers(ev, n, &c->a.num, &c->b.num);
	c->allowed = n->within == WITHIN_AMOUNT && find_allowance(ev, n, c->b.num, &c->allowance);
}

/* A column's text with a text. */
static enum truth
truth_text(struct eval *ev, const struct node *n)
{
	return same_text(ev->row->text[n->a->index], n->b->text) == (n->rel == REL_EQ) ? YES : NO;
}

/* The same, with a short one. */
static enum truth
truth_short(struct eval *ev, const struct node *n)
{
	struct slice text = ev->row->text[n->a->index], other = n->b->text;
	bool same = text.n == other.n && same_short(text.p, other.p, text.n);

	return same == (n->rel == REL_EQ) ? YES : NO;
}

bool
eval_is_opposite(const struct node *a, const struct node *b)
{
	return (a->truth == truth_text || a->truth == truth_short) && a->truth == b->truth &&
	    a->a->index == b->a->index && (a->rel == REL_EQ) != (b->rel == REL_EQ) &&
	    slice_eq(a->b->text, b->b->text);
}

static enum truth
truth_compare(struct eval *ev, const struct node *n)
{
	struct comparison c;

	eval_compare(ev, n, &c);
	return c.truth;
}

/* Numbers that are not shares of apportion(), which may be tied. */
static enum truth
truth_numbers(struct eval *ev, const struct node *n)
{
	struct figure left, right;
	const struct figure *a = eval_number(ev, n->a, &left), *b = eval_number(ev, n->b, &right);

	if (a == NULL || b == NULL)
		return UNKNOWN;
	return n->within == WITHIN_NONE ? compare_figures(*a, *b, n->rel) :
	    compare_numbers(ev, n, a, b);
}

/* The same, within rounding. */
static enum truth
truth_rounded(struct eval *ev, const struct node *n)
{
	struct figure left, right;
	const struct figure *a = eval_number(ev, n->a, &left), *b = eval_number(ev, n->b, &right);

	return a == NULL || b == NULL ? UNKNOWN : compare_rounded(*a, *b, n->rel);
}

/* The cell of a column of the row, if that is read; NULL: it is not. */
static inline const struct value *
cell_of(const struct eval *ev, const struct node *n)
{
	const struct cell *cell = &ev->row->cell[n->index];

	return cell->read == ev->row->number ? &cell->value : NULL;
}

/* A column of numbers and a short constant. */
static enum truth
truth_constant(struct eval *ev, const struct node *n)
{
	const struct value *a = cell_of(ev, n->a);

	if (a == NULL || !a->known || a->num.d == 0)
		return truth_numbers(ev, n);
	return relation_holds(figure_compare_short(a->num, n->b->num), n->rel) ? YES : NO;
}

/* Two columns of numbers. */
static enum truth
truth_columns(struct eval *ev, const struct node *n)
{
	const struct value *a = cell_of(ev, n->a), *b = cell_of(ev, n->b);

	if (a == NULL || b == NULL || !a->known || !b->known || a->num.d == 0 || b->num.d == 0)
		return truth_numbers(ev, n);
	return relation_holds(figure_compare_short(a->num, b->num), n->rel) ? YES : NO;
}

static inline enum truth
order_two(const struct value *a, const struct value *b, enum relop rel)
{
	if (a->kind != VALUE_ORDER || b->kind != VALUE_ORDER)
		return UNKNOWN;
	return relation_holds((a->ord > b->ord) - (a->ord < b->ord), rel) ? YES : NO;
}

/* Dates or periods. */
static enum truth
truth_orders(struct eval *ev, const struct node *n)
{
	struct value left, right;

	return order_two(value_of(ev, n->a, &left), value_of(ev, n->b, &right), n->rel);
}

/* Two columns of these. */
static enum truth
truth_order_columns(struct eval *ev, const struct node *n)
{
	const struct value *a = cell_of(ev, n->a), *b = cell_of(ev, n->b);

	return a == NULL || b == NULL ? truth_orders(ev, n) : order_two(a, b, n->rel);
}

static enum truth
in_list(struct eval *ev, const struct node *item, const struct sought *cells, size_t n)
{
	struct period p;
	const struct value *at;

	if (!item->list->dated)
		return codelist_has(item->list, item->list_index, cells, n, NULL) ? YES : NO;
	at = row_value(ev->row, ev->row->program->period);
	if (at->kind != VALUE_ORDER)
		return UNKNOWN;
	p = (struct period){.freq = ev->row->program->form.freq, .ord = at->ord};
	return codelist_has(item->list, item->list_index, cells, n, &p) ? YES : NO;
}

/* A number and a number. Items that name symbols exclude those that they do not name. */
static enum truth
in_number(struct eval *ev, const struct node *n, const struct node *item, const struct value *v)
{
	struct figure room;
	const struct figure *num = eval_number(ev, item, &room);

	if (value_usable(ev, v) && num != NULL)
		return compare_figures(v->num, *num, REL_EQ);
	for (item = n->b; item != NULL && v->kind == VALUE_SYMBOL; item = item->next)
		if (item->op == N_STRING)
			return NO;
	return UNKNOWN;
}

/* What is looked for; false when it is unknown. */
static bool
find_sought(struct eval *ev, const struct node *n, struct value *room, struct sought *s)
{
	if (node_is_column(n) && n->type == TYPE_ANY) {
		*s = (struct sought){ev->row->text[n->index], NULL};
		return true;
	}
	s->value = value_of(ev, n, room);
	s->text = s->value->text;
	return s->value->kind != VALUE_NONE;
}

/* An item other than a list: by value if both are numbers, or both dates or periods. */
static enum truth
in_item(struct eval *ev, const struct node *n, const struct node *item, const struct sought *s)
{
	if (n->compare == COMPARE_NUMBER && item->op != N_STRING)
		return in_number(ev, n, item, s->value);
	if (n->compare == COMPARE_ORDER && item->type != TYPE_TEXT &&
	    s->value->kind == VALUE_ORDER)
		return s->value->ord == (item->type == TYPE_DATE ? item->day : item->period.ord) ?
		    YES : NO;
	return same_text(s->text, item->text) ? YES : NO;
}

static enum truth
truth_in(struct eval *ev, const struct node *n)
{
	const struct node *of = n->a->op == N_TUPLE ? n->a->a : n->a;
	struct sought cell[WIDEST_LIST];
	struct value room[WIDEST_LIST];
	size_t ncells = 0;
	enum truth t = NO, one;

	do {
		if (!find_sought(ev, of, &room[ncells], &cell[ncells]))
			return UNKNOWN;
		ncells++;
		of = n->a->op == N_TUPLE ? of->next : NULL;
	} while (of != NULL && ncells < WIDEST_LIST);
	for (const struct node *item = n->b; item != NULL && t != YES; item = item->next) {
		if (item->op == N_LIST)
			one = in_list(ev, item, cell, ncells);
		else if (item->op == N_FIELD)
			one = item->lookup->has(ev, item->lookup, cell);
		else
			one = in_item(ev, n, item, cell);
		t = one == NO ? t : one;
	}
	return n->negate ? not(t) : t;
}

/* A column's text and short texts. */
static enum truth
truth_texts(struct eval *ev, const struct node *n)
{
	struct slice text = ev->row->text[n->a->index];
	const struct node *item = n->b;

	while (item != NULL && (item->text.n != text.n ||
	    !same_short(item->text.p, text.p, text.n)))
		item = item->next;
	return (item != NULL) != n->negate ? YES : NO;
}

static enum truth
truth_is(struct eval *ev, const struct node *n)
{
	struct value room;
	const struct value *v = value_of(ev, n->a, &room);
	enum truth t;

	if (v->kind == VALUE_NONE &&
	    (n->is == IS_BLANK || (n->a->reach & (REACH_PREVIOUS | REACH_ACCEPTED)) != 0))
		return UNKNOWN;
	t = value_is(ev->row->program, n->a, v, n->is) ? YES : NO;
	return n->negate ? not(t) : t;
}

/* A column of numbers is number, is whole. */
static enum truth
truth_number(struct eval *ev, const struct node *n)
{
	enum value_kind kind = row_value(ev->row, n->a->index)->kind;

	return (kind == VALUE_NUMBER || kind == VALUE_HUGE) != n->negate ? YES : NO;
}

static enum truth
truth_whole(struct eval *ev, const struct node *n)
{
	const struct value *v = row_value(ev->row, n->a->index);
	bool whole = v->kind == VALUE_NUMBER && figure_is_whole(FIGURE_COPY(v->num));

	return whole != n->negate ? YES : NO;
}

static enum truth
truth_matches(struct eval *ev, const struct node *n)
{
	struct value room;
	const struct value *v = NULL;
	enum truth t;

	if (!node_is_column(n->a) || n->a->type != TYPE_ANY)
		v = value_of(ev, n->a, &room);
	if (v != NULL && v->kind == VALUE_NONE)
		return UNKNOWN;
	t = matcher_test(n->matcher, v != NULL ? v->text : ev->row->text[n->a->index]);
	if (t == UNKNOWN) {
		ev->overflow = true;
		ev->row->given_up = n;
	}
	return t;
}

static enum truth
truth_and(struct eval *ev, const struct node *n)
{
	enum truth a = eval_cond(ev, n->a), b;

	if (a == NO)
		return NO;
	b = eval_cond(ev, n->b);
	return b == NO || a == YES ? b : UNKNOWN;
}

/* a or the right side of n. */
static inline enum truth
or_right(struct eval *ev, const struct node *n, enum truth a)
{
	enum truth b = a == YES ? YES : eval_cond(ev, n->b);

	return b == YES || a == NO ? b : UNKNOWN;
}

static enum truth
truth_or(struct eval *ev, const struct node *n)
{
	return or_right(ev, n, eval_cond(ev, n->a));
}

static enum truth
truth_if(struct eval *ev, const struct node *n)
{
	return or_right(ev, n, not(eval_cond(ev, n->a)));
}

static enum truth
truth_not(struct eval *ev, const struct node *n)
{
	return not(eval_cond(ev, n->a));
}

static enum truth
truth_let(struct eval *ev, const struct node *n)
{
	return eval_cond(ev, ev->rule->let[n->index]);
}

static void
choose_compare(struct node *n)
{
	bool columns = node_is_column(n->a) && node_is_column(n->b) && n->within == WITHIN_NONE;

	n->truth = truth_compare;
	switch (n->compare) {
	case COMPARE_TEXT:
		if (node_is_column(n->a) && n->b->op == N_STRING)
			n->truth = n->b->text.n <= SHORT_TEXT ? truth_short : truth_text;
		break;
	case COMPARE_NUMBER:
		if (columns)
			n->truth = truth_columns;
		else if (node_is_column(n->a) && node_is_number(n->b) && n->b->num.d != 0 &&
		    n->within == WITHIN_NONE)
			n->truth = truth_constant;
		else if (((n->a->reach | n->b->reach) & REACH_SHARES) == 0)
			n->truth = n->within == WITHIN_ROUNDING ? truth_rounded : truth_numbers;
		break;
	case COMPARE_ORDER:
		if (n->within == WITHIN_NONE && n->a->type != TYPE_ANY && n->b->type != TYPE_ANY)
			n->truth = columns ? truth_order_columns : truth_orders;
		break;
	case COMPARE_LOOSE:
		break;
	}
}

static void
choose_in(struct node *n)
{
	bool texts = node_is_column(n->a) && n->compare == COMPARE_TEXT;

	for (const struct node *item = n->b; item != NULL; item = item->next)
		texts &= item->op == N_STRING && item->text.n <= SHORT_TEXT;
	n->truth = texts ? truth_texts : truth_in;
}

void
eval_choose(struct node *n)
{
	bool days = n->a != NULL && n->a->type == TYPE_DATE;

	n->number = number_other;
	switch (n->op) {
	case N_AND: n->truth = truth_and; break;
	case N_OR: n->truth = truth_or; break;
	case N_IF: n->truth = truth_if; break;
	case N_NOT: n->truth = truth_not; break;
	case N_NAME: n->truth = truth_let; break;
	case N_IN: choose_in(n); break;
	case N_MATCHES: n->truth = truth_matches; break;
	case N_IS:
		n->truth = !node_is_column(n->a) || n->a->type != TYPE_NUMBER ? truth_is :
		    n->is == IS_NUMBER ? truth_number : n->is == IS_WHOLE ? truth_whole : truth_is;
		break;
	case N_COMPARE: choose_compare(n); break;
	case N_NEG: n->number = number_neg; break;
	case N_ADD: n->number = days ? number_other : number_add; break;
	case N_SUB: n->number = days ? number_other : number_sub; break;
	case N_MUL: n->number = number_mul; break;
	case N_DIV: n->number = number_div; break;
	case N_NUMBER: case N_PERCENT: case N_STRING: case N_FUNC: case N_AGG: case N_LIST:
	case N_TUPLE: case N_FIELD: case N_LINKED:
		break;
	}
}
