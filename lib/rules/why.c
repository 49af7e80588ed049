#include "rules/why.h"

#include "rules/datefunc.h"
#include "rules/function.h"
#include "rules/linked.h"
#include "rules/source.h"

static const char *const kind_words[WHY_KINDS] = {
	[WHY_OTHER] = "is not known",
	[WHY_BLANK] = "is blank",
	[WHY_SYMBOL] = "is a symbol without a range",
	[WHY_NO_NUMBER] = "is not a number",
	[WHY_NO_DATE] = "is not a date",
	[WHY_NO_PERIOD] = "is not a period of the declared form",
	[WHY_NO_ROW] = "has no value in the group",
	[WHY_ZERO] = "divides by zero",
	[WHY_RANGE] = "holds for a part of a symbol's range only",
	[WHY_UNLIKE] = "compares cells that are neither two numbers nor two dates",
	[WHY_EARLIER] = "is counted from a later date",
	[WHY_HOLIDAYS] = "has a year without a date in the list of holidays",
	[WHY_NO_PLACE] = "has no single place in the order",
	[WHY_TIE] = "is the same in several rows of the group",
	[WHY_NO_MATCH] = "finds no row",
	[WHY_WHERE] = "where is not known",
	[WHY_NOT_DUE] = "the period before is not in the input",
	[WHY_NO_SUBMISSION] = "there is no accepted submission (--accepted)",
};

/* Is the value of a node of that type one that its operation cannot use? */
static bool
is_unknown(const struct node *n, const struct value *v)
{
	if (type_is_number(n->type))
		return !v->known;
	if (n->type == TYPE_DATE || n->type == TYPE_PERIOD)
		return v->kind != VALUE_ORDER;
	return v->kind == VALUE_NONE;
}

static enum why_kind
kind_of_cell(enum type type, enum value_kind kind)
{
	switch (kind) {
	case VALUE_BLANK:
		return WHY_BLANK;
	case VALUE_SYMBOL:
		return WHY_SYMBOL;
	case VALUE_TEXT: case VALUE_BAD:
		return type == TYPE_DATE ? WHY_NO_DATE : type == TYPE_PERIOD ? WHY_NO_PERIOD :
		    WHY_NO_NUMBER;
	case VALUE_NONE: case VALUE_NUMBER: case VALUE_ORDER: case VALUE_HUGE:
		break;
	}
	return WHY_OTHER;
}

static void
set_column(struct eval *ev, int col, const struct node *n, struct why *w)
{
	const struct program *p = ev->row->program;
	int of = col == p->derived ? p->derived_from : col;	/* which a kept row may lack */

	*w = (struct why){.kind = kind_of_cell(p->col[of].type, row_value(ev->row, col)->kind),
	    .node = n, .column = of};
}

static bool why_beside(struct eval *ev, const struct node *call, struct why *w);

/* The reason why the value is unknown; false: it is known, or there is none. */
static bool
why_operand(struct eval *ev, const struct node *n, struct why *w)
{
	struct value room;

	while (n->op == N_NAME && n->ref == REF_LET)
		n = ev->rule->let[n->index];
	if (n->op == N_NAME) {
		if (!is_unknown(n, row_value(ev->row, n->index)))
			return false;
	} else if (n->op == N_FUNC && n->function->reach == REACH_ORDER) {
		return why_beside(ev, n, w);
	} else if (!is_unknown(n, value_of(ev, n, &room))) {
		return false;
	}
	why_value(ev, n, w);
	return true;
}

/* The same, after those whose reason was (found) *w. */
static bool
why_also(struct eval *ev, const struct node *n, bool found, struct why *w)
{
	struct why one;

	if (!found)
		return why_operand(ev, n, w);
	if (w->kind != WHY_NOT_DUE && why_operand(ev, n, &one) && one.kind == WHY_NOT_DUE)
		*w = one;
	return true;
}

/* The reason among the n values from `first` on; false: all are known. */
static bool
why_operands(struct eval *ev, const struct node *first, size_t n, struct why *w)
{
	bool found = false;

	for (const struct node *m = first; n > 0 && m != NULL; m = m->next, n--)
		found = why_also(ev, m, found, w);
	return found;
}

void
why_cell(struct row *row, int col, struct why *w)
{
	set_column(&(struct eval){.row = row}, col, NULL, w);
	if (row_value(row, col)->known)
		w->kind = WHY_NO_PLACE;
}

/* Several rows have one place in the order of before(), first() and their like. */
static void
set_tie(const struct node *call, struct why *w)
{
	*w = (struct why){.kind = WHY_TIE, .node = call->c,
	    .column = node_is_column(call->c) ? call->c->index : -1};
}

/* The reason among the operands of n. */
static bool
why_parts(struct eval *ev, const struct node *n, struct why *w)
{
	bool found = why_operand(ev, n->a, w);

	return n->b == NULL ? found : why_also(ev, n->b, found, w);
}

static struct eval *
find_previous(struct eval *ev, const struct node *n, unsigned back)
{
	return ev->previous == NULL ? NULL : ev->previous(ev, n->row, back);
}

static void
why_previous(struct eval *ev, const struct node *n, struct why *w)
{
	int period = ev->row->program->period;
	struct eval *before;

	if (period >= 0 && row_value(ev->row, period)->kind != VALUE_ORDER) {
		set_column(ev, period, n, w);
	} else if ((before = find_previous(ev, n, 1)) == NULL) {
		w->kind = ev->not_due ? WHY_NOT_DUE : WHY_NO_PREVIOUS;
		w->back = 1;
	} else {
		why_value(before, n->a, w);
		w->back = 1;
	}
}

/* A period before all of the input is the reason, whatever is wrong with the others. */
static void
why_rolling(struct eval *ev, const struct node *n, struct why *w)
{
	unsigned most = (unsigned)n->index;
	int period = ev->row->program->period;
	struct eval *before;

	if (row_value(ev->row, period)->kind != VALUE_ORDER) {
		set_column(ev, period, n, w);
		return;
	}
	if (most > 0 && find_previous(ev, n, most) == NULL && ev->not_due) {
		w->kind = WHY_NOT_DUE;
		return;
	}
	if (why_operand(ev, n->a, w))
		return;
	for (unsigned back = 1; back <= most; back++) {
		if ((before = find_previous(ev, n, back)) == NULL)
			w->kind = WHY_NO_PREVIOUS;
		else if (!why_operand(before, n->a, w))
			continue;
		w->back = back;
		return;
	}
}

/* before(), after(): their value needs no look of its own. */
static bool
why_beside(struct eval *ev, const struct node *n, struct why *w)
{
	enum why_kind kind = WHY_OTHER;
	struct eval *there = ev->beside == NULL ? NULL : ev->beside(ev, n, &kind);

	if (there != NULL) {
		if (!why_operand(there, n->a, w))
			return false;
		w->step = n->function->step;
		return true;
	}
	*w = (struct why){.kind = kind, .node = n, .column = -1, .group = kind == WHY_WHERE};
	if (kind == WHY_TIE) {
		set_tie(n, w);
	} else if (kind == WHY_OTHER && !why_operand(ev, n->c, w)) {
		w->kind = WHY_NO_PLACE;
		w->node = n->c;
	}
	return true;
}

static void
why_accepted(struct eval *ev, const struct node *n, struct why *w)
{
	int period = ev->row->program->period;
	struct eval *there;

	if (ev->accepted == NULL) {
		w->kind = WHY_NO_SUBMISSION;
	} else if (row_value(ev->row, period)->kind != VALUE_ORDER) {
		set_column(ev, period, n, w);
	} else if ((there = ev->accepted(ev)) == NULL) {
		w->kind = ev->not_due ? WHY_NOT_DUE : WHY_NO_ACCEPTED;
	} else {
		why_value(there, n->a, w);
		w->accepted = true;
	}
}

static void
why_aggregate(struct eval *ev, const struct node *n, struct why *w)
{
	const struct acc *acc = ev->acc == NULL ? NULL : &ev->acc[n->index];

	if (acc == NULL)
		return;
	if (acc->tied && !acc->unknown) {
		set_tie(n, w);
		return;
	}
	w->group = true;
	if (acc->unknown)
		w->kind = acc->why;
	else if (acc->n == 0)
		w->kind = WHY_NO_ROW;
	else
		w->kind = kind_of_cell(n->a->type, acc->kind);
	if (w->kind != WHY_NO_ROW && n->a != NULL) {
		w->node = n->a;
		w->column = acc->unknown && acc->column > 0 ? acc->column - 1 :
		    node_is_column(n->a) ? n->a->index : -1;
	}
}

/* A cell of an undeclared column that the function cannot read. */
static bool
why_unread(struct eval *ev, enum argument kind, const struct node *arg, struct why *w)
{
	struct value v;
	int32_t day;

	eval_value(ev, arg, &v);
	if (v.kind == VALUE_NONE || !node_is_column(arg) ||
	    (kind == ARG_DATE && datefunc_day(&v, &day)))
		return false;
	w->node = arg;
	w->column = arg->index;
	w->kind = v.kind == VALUE_BLANK ? WHY_BLANK : kind == ARG_DATE ? WHY_NO_DATE :
	    WHY_NO_NUMBER;
	return true;
}

static void
why_call(struct eval *ev, const struct node *n, struct why *w)
{
	const enum argument *kind = n->function->arg;
	size_t values = 0;

	for (const struct node *arg = n->a; arg != NULL && arg->op != N_LIST; arg = arg->next)
		values++;
	if (n->function->reach == REACH_PREVIOUS) {
		why_previous(ev, n, w);
		return;
	}
	if ((n->function->reach & REACH_ROLLING) != 0) {
		why_rolling(ev, n, w);
		return;
	}
	if (n->function->reach == REACH_ORDER) {
		why_beside(ev, n, w);
		return;
	}
	if (n->function->reach == REACH_ACCEPTED) {
		why_accepted(ev, n, w);
		return;
	}
	if (n->function->reach != 0 || why_operands(ev, n->a, values, w) ||
	    why_unread(ev, kind[0], n->a, w) ||
	    (kind[1] == ARG_DATE && why_unread(ev, kind[1], n->a->next, w)))
		return;
	if (n->function->why != NULL)
		n->function->why(ev, n, w);
}

void
why_value(struct eval *ev, const struct node *n, struct why *w)
{
	while (n->op == N_NAME && n->ref == REF_LET)
		n = ev->rule->let[n->index];
	*w = (struct why){.node = n, .column = -1};
	switch (n->op) {
	case N_NAME:
		set_column(ev, n->index, n, w);
		return;
	case N_NEG: case N_ADD: case N_SUB: case N_MUL: case N_DIV:
		if (!why_parts(ev, n, w) && n->op == N_DIV)
			w->kind = WHY_ZERO;
		return;
	case N_FUNC:
		why_call(ev, n, w);
		return;
	case N_AGG:
		why_aggregate(ev, n, w);
		return;
	case N_FIELD:
		w->kind = kind_of_cell(n->type, row_value(ev->linked, n->index)->kind);
		return;
	case N_LINKED:
		n->lookup->why(ev, n, w);
		return;
	case N_NUMBER: case N_PERCENT: case N_STRING: case N_LIST: case N_TUPLE: case N_OR:
	case N_AND: case N_NOT: case N_IF: case N_COMPARE: case N_IN: case N_MATCHES: case N_IS:
		return;
	}
}

/* The cells of a comparison whose sides are known but cannot be compared. */
static void
why_compare(struct eval *ev, const struct node *n, struct why *w)
{
	const struct node *side[] = {n->a, n->b};

	if (why_parts(ev, n, w) || (n->within == WITHIN_AMOUNT && why_operand(ev, n->c, w)))
		return;
	w->kind = n->compare == COMPARE_LOOSE ? WHY_UNLIKE :
	    n->compare == COMPARE_NUMBER ? WHY_RANGE : WHY_OTHER;
	for (size_t i = 0; i < LENGTH(side) && n->compare != COMPARE_NUMBER; i++) {
		if (!node_is_column(side[i]) || side[i]->type != TYPE_ANY)
			continue;
		if (row_value(ev->row, side[i]->index)->kind == VALUE_BLANK ||
		    n->compare == COMPARE_ORDER) {
			set_column(ev, side[i]->index, side[i], w);
			if (w->kind != WHY_BLANK)
				w->kind = WHY_NO_DATE;
			return;
		}
	}
}

/* The operand of and, or, if that is unknown; of two the one that is due. */
static void
why_either(struct eval *ev, const struct node *n, struct why *w)
{
	bool left = eval_cond(ev, n->a) == UNKNOWN;

	if (left)
		why_condition(ev, n->a, w);
	if ((!left || w->kind == WHY_NOT_DUE) && eval_cond(ev, n->b) == UNKNOWN)
		why_condition(ev, n->b, w);
}

static void
why_in(struct eval *ev, const struct node *n, struct why *w)
{
	struct value room;
	int period = ev->row->program->period;

	if (n->a->op != N_TUPLE && why_operand(ev, n->a, w))
		return;
	if (n->b->op == N_FIELD)
		n->b->lookup->why(ev, n->b, w);
	else if (n->compare == COMPARE_NUMBER && !value_of(ev, n->a, &room)->known)
		why_value(ev, n->a, w);
	else if (period >= 0 && row_value(ev->row, period)->kind != VALUE_ORDER)
		set_column(ev, period, n, w);
}

static inline bool
lacks_neighbour(struct eval *ev, const struct node *n)
{
	enum why_kind kind;

	return n->op == N_FUNC && n->function->reach == REACH_ORDER && ev->beside != NULL &&
	    ev->beside(ev, n, &kind) == NULL && kind == WHY_NOT_DUE;
}

bool
why_is_alone(struct eval *ev, const struct node *n)
{
	return n->op == N_COMPARE && (lacks_neighbour(ev, n->b) || lacks_neighbour(ev, n->a));
}

void
why_condition(struct eval *ev, const struct node *n, struct why *w)
{
	while (n->op == N_NOT || (n->op == N_NAME && n->ref == REF_LET))
		n = n->op == N_NOT ? n->a : ev->rule->let[n->index];
	*w = (struct why){.node = n, .column = -1};
	switch (n->op) {
	case N_AND: case N_OR: case N_IF:
		why_either(ev, n, w);
		return;
	case N_COMPARE:
		why_compare(ev, n, w);
		return;
	case N_IN:
		why_in(ev, n, w);
		return;
	case N_MATCHES: case N_IS:
		why_value(ev, n->a, w);
		return;
	case N_NUMBER: case N_PERCENT: case N_STRING: case N_NAME: case N_NEG: case N_ADD:
	case N_SUB: case N_MUL: case N_DIV: case N_FUNC: case N_AGG: case N_LIST: case N_TUPLE:
	case N_NOT: case N_FIELD: case N_LINKED:
		return;
	}
}

void
why_words(const struct program *p, const struct bound *u, const struct why *w, struct textbuf *t)
{
	if (w->kind < WHY_WHERE) {
		if (w->column >= 0)
			textbuf_add(t, p->col[w->column].name);
		else
			source_words(p, u, w->node->src, t);
		textbuf_add(t, slice_of(" "));
	}
	if (w->kind == WHY_NO_ACCEPTED) {
		textbuf_addf(t, "the accepted submission lacks %s", w->group ?
		    "a row of the group" : "the row");
	} else if (w->kind == WHY_NO_PREVIOUS) {
		textbuf_addf(t, "there is no single %s ", w->node->row ? "row" : "group");
	} else if (w->kind == WHY_LOST) {
		textbuf_addf(t, "rows of '%.*s' could not be read", SLICE_ARG(w->node->table));
	} else if (w->than != NULL) {
		textbuf_add(t, slice_of(w->kind == WHY_EARLIER ? "is before " :
		    "is in a year without a date in the list "));
		source_words(p, u, w->than->src, t);
	} else {
		textbuf_add(t, slice_of(kind_words[w->kind]));
	}
	if (w->group && w->kind != WHY_NO_ROW && w->kind < WHY_NO_ACCEPTED)
		textbuf_add(t, slice_of(" in a row of the group"));
	if (w->file != NULL)
		textbuf_addf(t, "%s %s", w->kind == WHY_LOST ? ":" : " in", w->file);
	if (w->file != NULL && w->line > 0)
		textbuf_addf(t, ", line %llu", (unsigned long long)w->line);
	if (w->lost != NULL)
		textbuf_addf(t, ", %s", w->lost);
	if (w->back == 1)
		textbuf_addf(t, "%s the period before", w->kind == WHY_NO_PREVIOUS ? "of" : " in");
	else if (w->back > 1)
		textbuf_addf(t, "%s%u periods before", w->kind == WHY_NO_PREVIOUS ? "" : " ",
		    w->back);
	if (w->kind == WHY_NO_PREVIOUS && p->form.freq == PERIOD_DAY)
		textbuf_addf(t, ", as periods are days; 'period NAME from %.*s as year', month or "
		    "quarter, has longer ones", SLICE_ARG(p->col[p->period].name));
	if (w->step != 0)
		textbuf_addf(t, " in the row %s", w->step < 0 ? "before" : "after");
	if (w->accepted)
		textbuf_add(t, slice_of(" in the accepted submission"));
}
