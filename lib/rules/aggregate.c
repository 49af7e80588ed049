#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/function.h"
#include "rules/why.h"

/* A value that median() keeps. */
struct kept {
	struct kept *next;
	struct figure num;
};

/* What has no room in a struct acc. */
struct acc_more {
	struct figure num;
	struct slice text;
	struct kept *kept;	/* until the median is asked for */
	struct arena *mem;
	int32_t ord;
};

/* The number, unless that is in more. */
static inline struct figure
acc_number(const struct acc *acc)
{
	return acc->scale == ACC_APART ? *acc->num : (struct figure){.n = acc->digits,
	    .h = acc->half, .d = figure_power[acc->scale]};
}

/* Has a number in such units room in the aggregate itself? */
static inline bool
has_room(struct acc *acc, int64_t n, int64_t h)
{
	enum { SPARE = 16 };		/* bits of 64 that digits lacks */

	if (h > UINT16_MAX || n != (int64_t)((uint64_t)n << SPARE) >> SPARE)
		return false;
	acc->digits = n;
	acc->half = (uint64_t)h;
	return true;
}

static COLD void
keep_otherwise(struct acc *acc, struct figure num, struct arena *mem)
{
	uint8_t scale = 0;

	while (scale < LENGTH(figure_power) && figure_power[scale] != num.d)
		scale++;
	if (acc->scale != ACC_APART && scale < LENGTH(figure_power) &&
	    has_room(acc, num.n, num.h)) {
		acc->scale = scale;
		return;
	}
	if (acc->scale != ACC_APART)
		acc->num = arena_alloc(mem, sizeof(*acc->num));
	acc->scale = ACC_APART;
	figure_keep(acc->num, num, mem);
}

static inline void
keep_number(struct acc *acc, struct figure num, struct arena *mem)
{
	if (acc->scale == ACC_APART || num.d != figure_power[acc->scale] ||
	    !has_room(acc, num.n, num.h))
		keep_otherwise(acc, FIGURE_COPY(num), mem);
}

/* Adds a number to one in the same units, where both and the sum are in the aggregate itself. */
static inline bool
add_in_place(struct acc *acc, struct figure num)
{
	int64_t n, h;

	return acc->scale != ACC_APART && num.d == figure_power[acc->scale] &&
	    FITS_ADD(acc->digits, num.n, &n) && FITS_ADD(acc->half, num.h, &h) &&
	    has_room(acc, n, h);
}

/* The aggregate of the call in the group of ev; *v is not known yet. */
static struct acc *
begin(struct eval *ev, const struct node *call, struct value *v)
{
	struct acc *acc = &ev->acc[call->index];

	value_set_none(v);
	ev->overflow |= acc->huge;
	return acc;
}

/* What was put into it; false when that is not known. */
static bool
put_value(const struct acc *acc, struct value *v)
{
	if (acc->unknown || acc->huge || acc->n == 0)
		return false;
	v->kind = acc->kind;
	v->known = acc->known;
	if (acc->full) {
		v->text = acc->more->text;
		v->ord = acc->more->ord;
	} else if (acc->kind == VALUE_ORDER) {
		v->ord = acc->ord;
	}
	if (acc->known)
		v->num = acc->full ? acc->more->num : acc_number(acc);
	return true;
}

/* The value of the row is not known, and so that of the group is not. */
static void
set_unknown(struct adding *a, struct acc *acc)
{
	struct why why;

	if (acc->unknown)
		return;
	why_value(a->ev, a->call->a, &why);
	aggregate_unknown(acc, why.kind);
	if (why.kind >= WHY_BLANK && why.kind <= WHY_NO_PERIOD && why.column < UINT8_MAX)
		acc->column = (uint8_t)(why.column + 1);
}

/* Is the number known? It counts as one of those added. */
static bool
is_number(struct adding *a, struct acc *acc, const struct value *v)
{
	if (!v->known) {
		acc->huge |= v->kind == VALUE_HUGE;
		set_unknown(a, acc);
		return false;
	}
	acc->n++;
	acc->known = true;
	acc->kind = VALUE_NUMBER;
	return true;
}

/* Adds a number, which is counted, by op, which combines two. */
static COLD void
combine(struct adding *a, struct acc *acc, struct figure num, enum figure_operation op)
{
	struct arena *scratch = &a->ev->row->scratch;

	if (acc->n == 1 || (op == FIGURE_ADD ? figure_add(acc_number(acc), num, scratch, &num) :
	    figure_choose(op, acc_number(acc), num, scratch, &num)))
		keep_number(acc, num, a->mem);
	else
		acc->huge = true;
}

static void
sum_add(struct adding *a, struct acc *acc, const struct value *v)
{
	if (is_number(a, acc, v) && !add_in_place(acc, v->num))
		combine(a, acc, FIGURE_COPY(v->num), FIGURE_ADD);
}

static void
sum_value(struct eval *ev, const struct node *call, struct value *v)
{
	const struct acc *acc = begin(ev, call, v);

	if (acc->n == 0 && !acc->unknown)
		value_set_number(v, figure_int(0));
	else
		put_value(acc, v);
}

static void
mean_value(struct eval *ev, const struct node *call, struct value *v)
{
	const struct acc *acc = begin(ev, call, v);
	struct figure mean;

	if (put_value(acc, v))
		value_set_result(ev, v, figure_div(v->num, figure_int(acc->n), &ev->row->scratch,
		    &mean), mean);
}

static void
plain_value(struct eval *ev, const struct node *call, struct value *v)
{
	put_value(begin(ev, call, v), v);
}

static void
add_order(struct acc *acc, int32_t ord, bool further)
{
	if (acc->n++ == 0 || further)
		acc->ord = ord;
	acc->kind = VALUE_ORDER;
}

static void
min_add(struct adding *a, struct acc *acc, const struct value *v)
{
	if (v->kind == VALUE_ORDER)
		add_order(acc, v->ord, v->ord < acc->ord);
	else if (is_number(a, acc, v))
		combine(a, acc, v->num, FIGURE_MIN);
}

static void
max_add(struct adding *a, struct acc *acc, const struct value *v)
{
	if (v->kind == VALUE_ORDER)
		add_order(acc, v->ord, v->ord > acc->ord);
	else if (is_number(a, acc, v))
		combine(a, acc, v->num, FIGURE_MAX);
}

static void
count_add(struct adding *a, struct acc *acc, const struct value *v)
{
	if (v->kind == VALUE_NONE)
		set_unknown(a, acc);
	else
		acc->n += v->kind != VALUE_BLANK;
}

static void
count_value(struct eval *ev, const struct node *call, struct value *v)
{
	const struct acc *acc = begin(ev, call, v);

	if (!acc->unknown)
		value_set_number(v, figure_int(acc->n));
}

/* By value, as rules/value.h says; a value that is not written anywhere has a text all the same. */
static void
distinct_add(struct adding *a, struct acc *acc, const struct value *v)
{
	uint64_t of[2] = {a->group, (uint64_t)(uintptr_t)a->call};
	char buf[VALUE_TEXT_SIZE];
	struct value room;
	bool found;

	if (v->kind == VALUE_BLANK)
		return;
	if (v->kind == VALUE_NONE) {
		set_unknown(a, acc);
		return;
	}
	if (v->text.n == 0) {
		room = *v;
		room.text = value_text(a->call->a, v, -1, buf);
		v = &room;
	}
	keybuf_reset(a->key);
	value_key(a->key, v);
	keybuf_add(a->key, (struct slice){(const char *)of, sizeof(of)});
	fptable_add(a->seen, fp_of(a->key->p, a->key->n), 0, &found);
	acc->n += !found;
}

static void
only_add(struct adding *a, struct acc *acc, const struct value *v)
{
	acc->huge |= v->kind == VALUE_HUGE;
	if (v->kind == VALUE_NONE)
		set_unknown(a, acc);
	if (acc->n++ > 0)
		return;
	acc->kind = (uint8_t)v->kind;
	acc->known = v->known;
	if (v->kind != VALUE_NUMBER && v->text.n > 0) {
		acc->full = true;
		acc->more = arena_alloc(a->mem, sizeof(*acc->more));
		acc->more->text = arena_copy(a->mem, v->text);
		acc->more->ord = v->ord;
		if (v->known)
			figure_keep(&acc->more->num, v->num, a->mem);
	} else if (v->known) {
		keep_number(acc, v->num, a->mem);
	} else {
		acc->ord = v->ord;
	}
}

static void
only_value(struct eval *ev, const struct node *call, struct value *v)
{
	const struct acc *acc = begin(ev, call, v);

	if (acc->n == 1 || (acc->n == 0 && acc->unknown))
		put_value(acc, v);
	else if (ev->failed_only < 0)
		ev->failed_only = call->index;
}

/* Of first() and last(): also the rank of the row that is chosen, and the room for its text. */
struct acc_chosen {
	struct acc_more more;
	struct figure rank;
	char *text;
	size_t room;
};

static void
choose(struct adding *a, struct acc_chosen *chosen, struct figure rank, const struct value *v)
{
	figure_keep(&chosen->rank, rank, a->mem);
	if (v->known)
		figure_keep(&chosen->more.num, v->num, a->mem);
	if (v->text.n > chosen->room) {
		chosen->room = 2 * v->text.n;
		chosen->text = arena_bytes(a->mem, chosen->room);
	}
	if (v->text.n > 0)
		memcpy(chosen->text, v->text.p, v->text.n);
	chosen->more.text = (struct slice){v->text.n > 0 ? chosen->text : "", v->text.n};
}

/* first() and last(): a row without a place in the order is ignored. */
static void
ordered_add(struct adding *a, struct acc *acc, const struct value *v)
{
	struct acc_chosen *chosen;
	struct figure rank;
	struct value room;
	const struct value *at = value_of(a->ev, a->call->c, &room);
	int cmp = 1;

	acc->huge |= a->ev->overflow || at->kind == VALUE_HUGE;
	a->ev->overflow = false;
	if (!value_rank(at, &a->ev->row->scratch, &rank))
		return;
	if (acc->n++ == 0) {
		chosen = arena_alloc(a->mem, sizeof(*chosen));
		acc->full = true;
		acc->more = &chosen->more;
	} else {
		chosen = (struct acc_chosen *)(void *)acc->more;
		cmp = rank_compare(rank, chosen->rank) * a->call->function->step;
	}
	acc->tied = cmp == 0 || (acc->tied && cmp < 0);
	if (cmp <= 0)
		return;
	acc->kind = (uint8_t)v->kind;
	acc->known = v->known;
	chosen->more.ord = v->ord;
	choose(a, chosen, rank, v);
}

static void
ordered_value(struct eval *ev, const struct node *call, struct value *v)
{
	const struct acc *acc = begin(ev, call, v);

	if (!acc->tied)
		put_value(acc, v);
}

static void
median_add(struct adding *a, struct acc *acc, const struct value *v)
{
	struct kept *k;

	if (!is_number(a, acc, v))
		return;
	if (!acc->full) {
		acc->full = true;
		acc->more = arena_alloc(a->mem, sizeof(*acc->more));
		*acc->more = (struct acc_more){.text = {"", 0}, .mem = a->mem};
	}
	k = arena_alloc(a->mem, sizeof(*k));
	figure_keep(&k->num, v->num, a->mem);
	k->next = acc->more->kept;
	acc->more->kept = k;
}

/* Worked out when it is first asked for: a check once a row asks for it as often. */
static void
median_value(struct eval *ev, const struct node *call, struct value *v)
{
	struct acc *acc = &ev->acc[call->index];
	struct figure *num;
	size_t n = 0;

	if (acc->full && acc->more->kept != NULL && !acc->unknown && !acc->huge) {
		num = xcalloc(acc->n, sizeof(*num));
		for (const struct kept *k = acc->more->kept; k != NULL; k = k->next)
			num[n++] = k->num;
		acc->huge = !figure_median(num, n, acc->more->mem, &acc->more->num);
		acc->more->kept = NULL;
		free(num);
	}
	plain_value(ev, call, v);
}

void
aggregate_unknown(struct acc *acc, enum why_kind why)
{
	if (!acc->unknown)
		acc->why = (uint8_t)why;
	acc->unknown = true;
}

struct adder *
aggregate_adders(const struct bound *u, struct arena *mem)
{
	struct adder *by = arena_alloc(mem, u->naggs * sizeof(*by));

	for (size_t i = 0; i < u->naggs; i++) {
		const struct node *call = u->agg[i], *before = i > 0 ? u->agg[i - 1]->b : NULL;

		by[i] = (struct adder){.call = call, .where = call->b, .add = call->function->add,
		    .column = call->a != NULL && node_is_column(call->a) ? call->a->index : -1,
		    .opposite = before != NULL && call->b != NULL &&
		    eval_is_opposite(before, call->b)};
	}
	return by;
}

#define AGGREGATE .reach = REACH_GROUP, .where_words = " over the rows where "

const struct function aggregates[] = {
	{"sum", {ARG_NUMBER}, RESULT_NUMBER, AGGREGATE, .words = "the sum of $",
	    .add = sum_add, .value = sum_value},
	{"count", {ARG_ANY}, RESULT_NUMBER, AGGREGATE, .words = "the number of $", .rows = true,
	    .add = count_add, .value = count_value},
	{"min", {ARG_ORDERED}, RESULT_ARGUMENT, AGGREGATE, .words = "the least $",
	    .when_words = "the earliest $", .add = min_add, .value = plain_value},
	{"max", {ARG_ORDERED}, RESULT_ARGUMENT, AGGREGATE, .words = "the greatest $",
	    .when_words = "the latest $", .add = max_add, .value = plain_value},
	{"mean", {ARG_NUMBER}, RESULT_NUMBER, AGGREGATE, .words = "the mean of $",
	    .add = sum_add, .value = mean_value},
	{"median", {ARG_NUMBER}, RESULT_NUMBER, AGGREGATE, .words = "the median of $",
	    .add = median_add, .value = median_value},
	{"distinct", {ARG_ANY}, RESULT_NUMBER, AGGREGATE,
	    .words = "the number of different values of $",
	    .add = distinct_add, .value = count_value},
	{"only", {ARG_ANY}, RESULT_ARGUMENT, REACH_GROUP, .words = "the one $",
	    .where_words = " of the row where ", .single = true, .add = only_add,
	    .value = only_value},
	{"first", {ARG_ANY}, RESULT_ARGUMENT, AGGREGATE, .step = -1,
	    .words = "the first $ in the order of %", .add = ordered_add, .value = ordered_value},
	{"last", {ARG_ANY}, RESULT_ARGUMENT, AGGREGATE, .step = 1,
	    .words = "the last $ in the order of %", .add = ordered_add, .value = ordered_value},
	{"lookup", {ARG_ANY}, RESULT_ARGUMENT, REACH_GROUP, .words = "$",
	    .where_words = " of the row where ", .single = true, .linked = true,
	    .add = only_add, .value = only_value},
	{0},
};
