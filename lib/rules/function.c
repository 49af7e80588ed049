#include "rules/function.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/num.h"
#include "rules/binder.h"
#include "stat/apportion.h"

static void
bind_previous(struct binder *b, struct node *call)
{
	const struct program *p = b->program;
	unsigned reach;

	if (b->in_agg || b->rule == NULL) {
		REMARK(b, call, "previous() inside an aggregate");
		return;
	}
	reach = call->a->reach;
	if ((reach & (REACH_PREVIOUS | REACH_SHARES)) != 0)
		REMARK(b, call, "previous() of a value that already depends on other rows");
	else if (!call->row && reach == 0 && !b->missing)
		REMARK(b, call, "previous() of '%.*s', which is the same in the group before: rows "
		    "are grouped by it", SLICE_ARG(call->a->src));
	else if (call->row && reach != 0)
		REMARK(b, call, "previous() of a value that mixes the row with its group's totals");
	else if (!name_has_period(b, call, "previous()") ||
	    (call->row && !name_has_key(b, call, "previous()")))
		return;
	else if (!call->row && !type_is_by(b->bound, p->period))
		REMARK(b, call, "previous() of a group's value; expected the period '%.*s' in "
		    "'by:'", SLICE_ARG(p->col[p->period].name));
	b->bound->previous_row |= call->row;
	b->bound->where_previous |= b->in_where;
}

static void
previous_value(struct eval *ev, const struct node *call, struct value *v)
{
	struct eval *before = ev->previous == NULL ? NULL : ev->previous(ev, call->row);
	struct figure was;

	value_set_none(v);
	if (before == NULL) {
		ev->no_previous = true;
		return;
	}
	before->overflow = false;
	before->failed_only = -1;
	eval_value(before, call->a, v);
	if (v->known && v->num.d == 0) {	/* copied to this row's memory */
		was = v->num;
		v->num = (struct figure){0};
		figure_keep(&v->num, was, &ev->row->scratch);
	}
	ev->overflow |= before->overflow;
	if (before->failed_only >= 0)		/* reported for its own group */
		value_set_none(v);
}

/*
 * The unit of apportion(value, total, decimals): a whole number is so many decimals, as in round();
 * less than 1 is the unit itself. 1 is one decimal, but a whole unit if it is compared with whole
 * figures.
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

/* The first argument, a number; false when it is not known. */
static bool
number_argument(struct eval *ev, const struct node *call, struct value *v)
{
	eval_value(ev, call->a, v);
	if (value_usable(ev, v))
		return true;
	value_set_none(v);
	return false;
}

static void
abs_value(struct eval *ev, const struct node *call, struct value *v)
{
	struct figure size;

	if (number_argument(ev, call, v))
		value_set_result(ev, v, figure_abs(v->num, &ev->row->scratch, &size), size);
}

static void
bind_round(struct binder *b, struct node *call)
{
	const struct node *decimals = call->a->next;

	if (decimals->op != N_NUMBER || decimals->num.d != 1 || decimals->num.n > 12)
		REMARK(b, call, "round() to other than whole decimals; expected 0 to 12");
}

static void
round_value(struct eval *ev, const struct node *call, struct value *v)
{
	struct figure rounded;

	if (number_argument(ev, call, v))
		value_set_result(ev, v, figure_round(v->num, (int)call->a->next->num.n,
		    &ev->row->scratch, &rounded), rounded);
}

/* Does the byte begin a character of UTF-8? */
static bool
is_first_byte(char c)
{
	return (c & 0xc0) != 0x80;
}

static int64_t
characters(struct slice s)
{
	int64_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += is_first_byte(s.p[i]);
	return n;
}

/* Where the character numbered k begins (0 is the first), or the end. */
static size_t
offset(struct slice s, int64_t k)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (is_first_byte(s.p[i]) && k-- <= 0)
			break;
	return i;
}

/* `count` characters from the one numbered `from`. */
static struct slice
part(struct slice s, int64_t from, int64_t count)
{
	size_t start;

	if (from < 0) {
		count += from;
		from = 0;
	}
	start = offset(s, from);
	s = (struct slice){s.p + start, s.n - start};
	return (struct slice){s.p, count <= 0 ? 0 : offset(s, count)};
}

/* The first argument with its text; false when it has none. */
static bool
text_argument(struct eval *ev, const struct node *call, struct value *v)
{
	eval_value(ev, call->a, v);
	return v->kind != VALUE_NONE;
}

static bool
whole_argument(struct eval *ev, const struct node *arg, struct value *v, int64_t *out)
{
	struct value n;

	eval_value(ev, arg, &n);
	if (n.known && figure_is_exact(n.num) && figure_digits(n.num, 0, out))
		return true;
	value_set_none(v);
	return false;
}

static void
set_text(struct value *v, struct slice s)
{
	v->text = s;
	v->known = v->tied = false;
	v->kind = s.n == 0 ? VALUE_BLANK : VALUE_TEXT;
}

static void
length_value(struct eval *ev, const struct node *call, struct value *v)
{
	if (text_argument(ev, call, v))
		value_set_number(v, figure_int(characters(v->text)));
}

static void
left_value(struct eval *ev, const struct node *call, struct value *v)
{
	int64_t count;

	if (text_argument(ev, call, v) && whole_argument(ev, call->a->next, v, &count))
		set_text(v, part(v->text, 0, count));
}

static void
mid_value(struct eval *ev, const struct node *call, struct value *v)
{
	const struct node *from = call->a->next;
	int64_t first, count;

	if (text_argument(ev, call, v) && whole_argument(ev, from, v, &first) &&
	    whole_argument(ev, from->next, v, &count))
		set_text(v, part(v->text, first - 1, count));
}

static void
right_value(struct eval *ev, const struct node *call, struct value *v)
{
	int64_t count, all;

	if (!text_argument(ev, call, v) || !whole_argument(ev, call->a->next, v, &count))
		return;
	all = characters(v->text);
	if (count > all)
		count = all;
	set_text(v, part(v->text, all - count, count));
}

/* Of ASCII letters only. */
static void
lower_value(struct eval *ev, const struct node *call, struct value *v)
{
	struct slice copy;
	char *p;

	if (!text_argument(ev, call, v))
		return;
	copy = arena_copy(&ev->row->scratch, v->text);
	p = (char *)copy.p;
	for (size_t i = 0; i < copy.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] - 'A' + 'a');
	set_text(v, copy);
}

static void
trim_value(struct eval *ev, const struct node *call, struct value *v)
{
	if (text_argument(ev, call, v))
		set_text(v, slice_trim(v->text));
}

static void
weekday_value(struct eval *ev, const struct node *call, struct value *v)
{
	int32_t day = 0;
	bool date;

	if (!text_argument(ev, call, v))
		return;
	date = v->kind == VALUE_TEXT && date_parse(v->text, &day) != DATE_NONE;
	if (date || v->kind == VALUE_ORDER)
		value_set_number(v, figure_int(date_weekday(date ? day : v->ord)));
	else
		value_set_none(v);
}

/* With thousands commas and a percent sign, which is dropped. */
static void
number_value(struct eval *ev, const struct node *call, struct value *v)
{
	struct num num;

	if (!text_argument(ev, call, v) || v->known)
		return;
	num_parse(v->text, NUM_COMMAS | NUM_PERCENT, &num);
	v->tied = false;
	v->known = num.kind == NUM_VALUE && num.exact;
	v->kind = v->known ? VALUE_NUMBER : num.kind == NUM_VALUE ? VALUE_HUGE : VALUE_NONE;
	if (v->known)
		v->num = num.figure;
	ev->overflow |= v->kind == VALUE_HUGE;
}

static const struct function functions[] = {
	{"previous", {ARG_ANY}, RESULT_ARGUMENT, REACH_PREVIOUS, .words = "$ of the period before",
	    .bind = bind_previous, .value = previous_value},
	{"apportion", {ARG_NUMBER, ARG_ANY, ARG_ANY}, RESULT_NUMBER, REACH_SHARES,
	    .words = "the share of & when # is shared out by largest remainder",
	    .bind = bind_share, .value = share_value},
	{"abs", {ARG_NUMBER}, RESULT_NUMBER, .value = abs_value},
	{"round", {ARG_NUMBER, ARG_ANY}, RESULT_NUMBER, .bind = bind_round, .value = round_value},
	{"length", {ARG_ANY}, RESULT_NUMBER, .value = length_value},
	{"left", {ARG_ANY, ARG_NUMBER}, RESULT_TEXT, .value = left_value},
	{"mid", {ARG_ANY, ARG_NUMBER, ARG_NUMBER}, RESULT_TEXT, .value = mid_value},
	{"right", {ARG_ANY, ARG_NUMBER}, RESULT_TEXT, .value = right_value},
	{"lower", {ARG_ANY}, RESULT_TEXT, .value = lower_value},
	{"trim", {ARG_ANY}, RESULT_TEXT, .value = trim_value},
	{"weekday", {ARG_DATE}, RESULT_NUMBER, .value = weekday_value},
	{"number", {ARG_ANY}, RESULT_NUMBER, .value = number_value},
};

enum { FUNCTIONS = sizeof(functions) / sizeof(functions[0]) };

const struct function *
function_at(size_t i)
{
	const struct function *f = i < FUNCTIONS ? &functions[i] : &aggregates[i - FUNCTIONS];

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
