#include "rules/function.h"

#include <stdlib.h>

#include "base/memory.h"
#include "rules/binder.h"
#include "rules/datefunc.h"
#include "rules/textfunc.h"
#include "stat/apportion.h"

/* previous() and rolling(). */
static void
bind_periods(struct binder *b, struct node *call)
{
	const struct program *p = b->program;
	const char *name = call->function->name;
	struct errmsg what;
	unsigned reach;

	if (b->in_agg || b->rule == NULL) {
		REMARK(b, call, "%s() inside an aggregate; expected a value of the row", name);
		return;
	}
	reach = call->a->reach;
	errmsg_set(&what, "%s()", name);
	if ((reach & ~(unsigned)REACH_GROUP) != 0)
		REMARK(b, call, "%s() of a value that already depends on other rows; expected a "
		    "value of the row or group", name);
	else if (!call->row && reach == 0 && !b->missing)
		REMARK(b, call, "%s() of '%.*s', which is the same in the group before: rows "
		    "are grouped by it; expected another column", name, SLICE_ARG(call->a->src));
	else if (call->row && reach != 0)
		REMARK(b, call, "%s() of a value that mixes the row with its group's totals; "
		    "expected one or the other", name);
	else if (!name_has_period(b, call, what.text) || (call->row && !name_has_key(b, call)))
		return;
	else if (!call->row && !type_is_by(b->bound, p->period))
		REMARK(b, call, "%s() of a group's value; expected the period '%.*s' in 'by:'",
		    name, SLICE_ARG(p->col[p->period].name));
	b->bound->previous_row |= call->row;
	b->bound->where_previous |= b->in_where;
}

static void
bind_previous(struct binder *b, struct node *call)
{
	call->index = 1;
	bind_periods(b, call);
}

enum { MOST_PERIODS = 1000 };

static void
bind_rolling(struct binder *b, struct node *call)
{
	const struct node *n = call->a->next;

	if (n->op != N_NUMBER || n->num.d != 1 || n->num.n < 1 || n->num.n > MOST_PERIODS) {
		REMARK(b, n, "rolling() over '%.*s'; expected a whole number of periods from 1 "
		    "to 1,000", SLICE_ARG(n->src));
		return;
	}
	call->index = (int)n->num.n - 1;
	bind_periods(b, call);
}

static inline void
begin_there(struct eval *there)
{
	there->overflow = false;
	there->failed_only = -1;
}

/* The value of the argument in another row or group. */
static inline void
value_there(struct eval *ev, struct eval *there, const struct node *call, struct value *v)
{
	const struct value *found;
	struct figure was;

	begin_there(there);
	found = value_of(there, call->a, v);
	if (found != v)
		*v = *found;
	if (v->known && v->num.d == 0) {	/* copied to this row's memory */
		was = v->num;
		v->num = (struct figure){0};
		figure_keep(&v->num, was, &ev->row->scratch);
	}
	ev->overflow |= there->overflow;
	if (there->failed_only >= 0)		/* reported for its own group */
		value_set_none(v);
}

static void
previous_value(struct eval *ev, const struct node *call, struct value *v)
{
	struct eval *before = ev->previous == NULL ? NULL : ev->previous(ev, call->row, 1);

	value_set_none(v);
	if (before != NULL)
		value_there(ev, before, call, v);
	else
		ev->no_previous = true;
}

/* A period that is not there counts before one whose value is unknown: the rule may wait for it. */
static void
rolling_value(struct eval *ev, const struct node *call, struct value *v)
{
	struct figure room, sum;
	const struct figure *one = eval_number(ev, call->a, &room);
	struct eval *before;
	bool known = one != NULL;

	if (known)
		sum = *one;
	value_set_none(v);
	for (int back = 1; back <= call->index; back++) {
		before = ev->previous == NULL ? NULL :
		    ev->previous(ev, call->row, (unsigned)back);
		if (before == NULL) {
			ev->no_previous = true;
			return;
		}
		begin_there(before);
		one = eval_number(before, call->a, &room);
		ev->overflow |= before->overflow;
		known &= one != NULL && before->failed_only < 0;
		if (known && !figure_add(sum, *one, &ev->row->scratch, &sum)) {
			ev->overflow = true;
			known = false;
		}
	}
	if (known)
		value_set_number(v, sum);
}

/* before() and after(). */
static void
bind_beside(struct binder *b, struct node *call)
{
	const char *name = call->function->name;
	struct bound *u = b->bound;
	size_t i = 0;

	call->row = true;
	if (b->in_agg || b->missing)
		return;			/* the aggregate is at fault */
	if (b->in_where || b->rule == NULL) {
		REMARK(b, call, "%s() in where; expected it in a let or the check", name);
		return;
	}
	if (call->a->reach != 0)
		REMARK(b, call, "%s() of a value that depends on other rows; expected a value of "
		    "the row", name);
	else if (!call->a->row)
		REMARK(b, call, "%s() of '%.*s', which is the same in all rows of a group; "
		    "expected a value of the row", name, SLICE_ARG(call->a->src));
	while (i < u->norders && !slice_eq(u->order[i]->src, call->c->src))
		i++;
	call->index = (int)i;
	if (i == u->norders)
		*(struct node **)RULES_ADD(&b->program->mem, u->order, u->norders) = call->c;
}

static void
beside_value(struct eval *ev, const struct node *call, struct value *v)
{
	enum why_kind why;
	struct eval *there = ev->beside == NULL ? NULL : ev->beside(ev, call, &why);

	if (there == NULL) {
		value_set_none(v);
		return;
	}
	value_there(ev, there, call, v);
	if (!node_is_column(call->a))		/* a text made for that row, which may go */
		v->text = arena_copy(&ev->row->scratch, v->text);
}

static void
bind_accepted(struct binder *b, struct node *call)
{
	call->row = true;		/* by its key and period, whatever the value */
	if (b->rule == NULL || b->opt->header || b->program->rules->link != NULL)
		REMARK(b, call, "accepted() in %s; expected a rule on rows", b->rule == NULL ?
		    "a heading" : b->opt->header ? "a rule on the headings" :
		    "a rule on a linked file");
	else if (call->a->reach != 0)
		REMARK(b, call, "accepted() of a value that depends on other rows; expected a "
		    "value of the row, as in sum(accepted(value))");
	else if (name_has_period(b, call, "accepted()"))
		name_has_key(b, call);
}

static void
accepted_value(struct eval *ev, const struct node *call, struct value *v)
{
	struct eval *there = ev->accepted == NULL ? NULL : ev->accepted(ev);

	value_set_none(v);
	if (there != NULL)
		value_there(ev, there, call, v);
}

/*
 * The unit of apportion(value, total, decimals): a whole number is a number of decimals, as in
 * round(); less than 1 is the unit itself. 1 is one decimal, but a whole unit if it is compared
 * with whole figures.
 */
static struct figure
share_unit(const struct node *call, bool whole)
{
	struct figure decimals = call->a->next->next->num;
	int64_t n;

	if (!figure_digits(decimals, 0, &n))
		return decimals;
	return n == 1 && whole ? figure_int(1) : figure_decimal(1, (int)n);
}

/* Is the total a whole number of units? */
static bool
can_share(const struct binder *b, const struct node *call)
{
	const struct node *total = call->a->next, *decimals = total->next;
	struct figure units;

	if (total->op != N_NUMBER || decimals->op != N_NUMBER || figure_is_zero(total->num) ||
	    figure_order(decimals->num, figure_int(6)) == FIGURE_GREATER)
		return false;
	return figure_div(total->num, share_unit(call, true), &b->program->mem, &units) &&
	    figure_is_whole(units);
}

static void
bind_share(struct binder *b, struct node *call)
{
	struct bound *u = b->bound;

	call->row = true;
	if (b->in_agg || b->in_where || b->rule == NULL || call->a->reach != 0) {
		REMARK(b, call, "apportion() in where, in an aggregate or of a group's value; "
		    "expected a value of the row in let, check or say");
		return;
	}
	if (!can_share(b, call)) {
		REMARK(b, call, "'%.*s'; expected two numbers for total and decimals, as in "
		    "apportion(value, 100, 1)", SLICE_ARG(call->src));
		return;
	}
	call->index = (int)u->nshares;
	*(struct node **)RULES_ADD(&b->program->mem, u->share, u->nshares) = call;
}

/* All values as whole numbers of one decimal unit; false when one is not known or does not fit. */
static bool
to_counts(const struct value *v, size_t n, int64_t *count, bool *huge)
{
	int scale = 0;

	for (size_t i = 0; i < n; i++) {
		*huge |= v[i].kind == VALUE_HUGE;
		if (!v[i].known || !figure_is_single(v[i].num))
			return false;
	}
	for (size_t i = 0; i < n; )
		if (figure_digits(v[i].num, scale, &count[i])) {
			i++;
		} else if (scale == 18) {
			*huge = true;
			return false;
		} else {
			scale++;
			i = 0;
		}
	return true;
}

void
function_share(const struct node *call, bool whole, struct value *v, size_t n, struct arena *mem)
{
	struct figure unit = share_unit(call, whole), units;
	int64_t *count = xcalloc(n + 1, sizeof(*count)), *got = xcalloc(n + 1, sizeof(*got));
	int64_t total = 0;
	bool *either = xcalloc(n + 1, sizeof(*either)), huge = false, known, winner;
	__int128 sum = 0;

	known = to_counts(v, n, count, &huge) &&
	    figure_div(call->a->next->num, unit, mem, &units) &&
	    figure_digits(units, 0, &total) && apportion(count, n, total, got, either) == 0;
	for (size_t i = 0; i < n; i++)
		sum += count[i];
	for (size_t i = 0; i < n; i++) {
		v[i] = (struct value){.kind = huge ? VALUE_HUGE : VALUE_NONE, .text = {"", 0}};
		if (!known)
			continue;
		v[i].kind = VALUE_NUMBER;
		v[i].known = true;
		figure_mul(figure_int(got[i]), unit, mem, &v[i].num);
		if (!either[i])
			continue;
		/* a tied winner has its whole part and one more */
		winner = got[i] * sum > (__int128)total * count[i];
		v[i].tied = true;
		figure_mul(figure_int(got[i] + (winner ? -1 : 1)), unit, mem, &v[i].other);
	}
	free(count);
	free(got);
	free(either);
}

static void
share_value(struct eval *ev, const struct node *call, struct value *v)
{
	if (ev->share != NULL)
		*v = ev->share[call->index];
	else
		value_set_none(v);
	ev->overflow |= v->kind == VALUE_HUGE;
}

/* An argument after the first; false: it is not known. */
static bool
take_argument(struct eval *ev, enum argument kind, const struct node *arg, int64_t *whole)
{
	struct value v;
	int32_t day = 0;

	if (kind == ARG_LIST)
		return true;
	eval_value(ev, arg, &v);
	if (kind != ARG_DATE)
		return v.known && figure_is_exact(v.num) && figure_digits(v.num, 0, whole);
	if (!datefunc_day(&v, &day))
		return false;
	*whole = day;
	return true;
}

/* A number that was computed has no text until one is wanted: it is the shortest. */
static void
write_computed(struct eval *ev, const struct node *n, struct value *v)
{
	if (v->kind == VALUE_NUMBER && v->text.n == 0)
		v->text = value_text(n, v, -1, arena_bytes(&ev->row->scratch, VALUE_TEXT_SIZE));
}

static void
apply_value(struct eval *ev, const struct node *call, struct value *v)
{
	const struct function *f = call->function;
	struct applied a = {.call = call, .mem = &ev->row->scratch, .v = v};
	unsigned i = 0;

	eval_value(ev, call->a, v);
	a.known = f->arg[0] == ARG_NUMBER ? value_usable(ev, v) : f->arg[0] == ARG_DATE ?
	    datefunc_day(v, &a.day) : v->kind != VALUE_NONE;
	for (const struct node *arg = call->a->next; arg != NULL && a.known; arg = arg->next, i++)
		a.known = take_argument(ev, f->arg[i + 1], arg, &a.whole[i]);
	if (f->arg[0] == ARG_ANY)
		write_computed(ev, call->a, v);
	if (a.known)
		f->apply(&a);
	ev->overflow |= a.overflow;
	if (!a.known)
		value_set_none(v);
}

static void
set_number(struct applied *a, bool fits, struct figure num)
{
	a->known = fits;
	a->overflow = !fits;
	if (fits)
		value_set_number(a->v, num);
}

static void
apply_abs(struct applied *a)
{
	struct figure size;

	set_number(a, figure_abs(a->v->num, a->mem, &size), size);
}

static void
bind_round(struct binder *b, struct node *call)
{
	const struct node *decimals = call->a->next;

	if (decimals->op != N_NUMBER || decimals->num.d != 1 || decimals->num.n > 12)
		REMARK(b, call, "round() to other than whole decimals; expected 0 to 12");
}

static void
apply_round(struct applied *a)
{
	struct figure rounded;

	set_number(a, figure_round(a->v->num, (int)a->whole[0], a->mem, &rounded), rounded);
}

static void
bind_remainder(struct binder *b, struct node *call)
{
	const struct node *n = call->a->next;

	if (n->op != N_NUMBER || n->num.d != 1 || n->num.n < 1)
		REMARK(b, n, "remainder() after division by '%.*s'; expected a whole number above "
		    "0", SLICE_ARG(n->src));
}

/* From 0 to less than the divisor. Of a figure that is not exact it may be any of these. */
static void
apply_remainder(struct applied *a)
{
	struct figure by = figure_int(a->whole[0]), x = a->v->num, q, r;
	bool fits = true;

	if (!figure_is_exact(x)) {
		set_number(a, true, figure_range(figure_int(0), &by, a->mem));
		return;
	}
	fits = figure_div(x, by, a->mem, &q) && figure_round(q, 0, a->mem, &q) &&
	    figure_mul(q, by, a->mem, &q) && figure_sub(x, q, a->mem, &r);
	if (fits && figure_order(r, figure_int(0)) == FIGURE_LESS)
		fits = figure_add(r, by, a->mem, &r);
	set_number(a, fits, r);
}

#define APPLY(name) .value = apply_value, .apply = apply_##name
#define TEXTFUNC(name) .value = apply_value, .apply = textfunc_##name
#define DATEFUNC(name) .value = apply_value, .apply = datefunc_##name

static const struct function functions[] = {
	{"previous", {ARG_ANY}, RESULT_ARGUMENT, REACH_PREVIOUS, .words = "$ of the period before",
	    .bind = bind_previous, .value = previous_value},
	{"rolling", {ARG_NUMBER, ARG_ANY}, RESULT_NUMBER, REACH_PREVIOUS | REACH_ROLLING,
	    .words = "the sum of $ over # periods", .bind = bind_rolling, .value = rolling_value},
	{"before", {ARG_ANY}, RESULT_ARGUMENT, REACH_ORDER, .step = -1,
	    .words = "$ of the row before in the order of %", .bind = bind_beside,
	    .value = beside_value},
	{"after", {ARG_ANY}, RESULT_ARGUMENT, REACH_ORDER, .step = 1,
	    .words = "$ of the row after in the order of %", .bind = bind_beside,
	    .value = beside_value},
	{"accepted", {ARG_ANY}, RESULT_ARGUMENT, REACH_ACCEPTED, .words = "$ as last accepted",
	    .bind = bind_accepted, .value = accepted_value},
	{"apportion", {ARG_NUMBER, ARG_ANY, ARG_ANY}, RESULT_NUMBER, REACH_SHARES,
	    .words = "the share of & when # is shared out by largest remainder",
	    .bind = bind_share, .value = share_value},
	{"abs", {ARG_NUMBER}, RESULT_NUMBER, APPLY(abs), .words = "the absolute value of $"},
	{"round", {ARG_NUMBER, ARG_ANY}, RESULT_NUMBER, APPLY(round), .bind = bind_round,
	    .words = "$ rounded to # decimals", .one_words = "$ rounded to 1 decimal"},
	{"remainder", {ARG_NUMBER, ARG_ANY}, RESULT_NUMBER, APPLY(remainder),
	    .bind = bind_remainder, .words = "the remainder of $ after division by #"},
	{"length", {ARG_ANY}, RESULT_NUMBER, TEXTFUNC(length),
	    .words = "the number of characters of $"},
	{"left", {ARG_ANY, ARG_NUMBER}, RESULT_TEXT, TEXTFUNC(left),
	    .words = "the start of $ (# characters)", .one_words = "the first character of $"},
	{"mid", {ARG_ANY, ARG_NUMBER, ARG_NUMBER}, RESULT_TEXT, TEXTFUNC(mid),
	    .words = "the part of $ from character # on (@ characters)",
	    .one_words = "character # of $"},
	{"right", {ARG_ANY, ARG_NUMBER}, RESULT_TEXT, TEXTFUNC(right),
	    .words = "the end of $ (# characters)", .one_words = "the last character of $"},
	{"lower", {ARG_ANY}, RESULT_TEXT, TEXTFUNC(lower), .words = "$ in small letters"},
	{"trim", {ARG_ANY}, RESULT_TEXT, TEXTFUNC(trim),
	    .words = "$ without the blanks around it"},
	{"number", {ARG_ANY}, RESULT_NUMBER, TEXTFUNC(number), .words = "& read as a number"},
	{"weekday", {ARG_DATE}, RESULT_NUMBER, DATEFUNC(weekday),
	    .words = "the weekday of $ (1 for Monday)"},
	{"month", {ARG_DATE}, RESULT_PERIOD, .freq = PERIOD_MONTH, DATEFUNC(period),
	    .words = "the month of $"},
	{"quarter", {ARG_DATE}, RESULT_PERIOD, .freq = PERIOD_FQUARTER, DATEFUNC(period),
	    .words = "the quarter of $"},
	{"year", {ARG_DATE}, RESULT_PERIOD, .freq = PERIOD_YEAR, DATEFUNC(period),
	    .words = "the calendar year of $"},
	{"financial_year", {ARG_DATE}, RESULT_PERIOD, .freq = PERIOD_FYEAR, DATEFUNC(period),
	    .words = "the financial year of $"},
	{"age", {ARG_DATE, ARG_DATE}, RESULT_NUMBER, DATEFUNC(age), .why = datefunc_why_earlier,
	    .words = "the age in years on # of someone born on &"},
	{"months_later", {ARG_DATE, ARG_NUMBER}, RESULT_DATE, DATEFUNC(months_later),
	    .words = "the day # months after $"},
	{"working_days", {ARG_DATE, ARG_DATE, ARG_LIST}, RESULT_NUMBER, DATEFUNC(working_days),
	    .bind = datefunc_bind_holidays, .why = datefunc_why_days,
	    .words = "the number of working days after & up to # without the dates of the list @"},
};

const struct function *
function_at(size_t i)
{
	const struct function *f = i < LENGTH(functions) ? &functions[i] :
	    &aggregates[i - LENGTH(functions)];

	return f->name != NULL ? f : NULL;
}

const struct function *
function_find(struct slice name)
{
	const struct function *f;

	for (size_t i = 0; (f = function_at(i)) != NULL; i++)
		if (slice_is(name, f->name))
			return f;
	return NULL;
}

unsigned
function_arity(const struct function *f)
{
	unsigned n = 0;

	while (n < MOST_ARGUMENTS && f->arg[n] != ARG_NONE)
		n++;
	return n;
}
