#include <stdlib.h>

#include "base/memory.h"
#include "rules/function.h"
#include "rules/narrow.h"

/* A value that median() keeps; d 0: it is the first part of a struct kept_amount. */
struct kept {
	struct kept *next;
	struct narrow figure;
};

struct kept_amount {
	struct kept kept;
	struct amount num;
};

/* What has no room in a struct acc. */
struct acc_more {
	struct amount num;
	struct slice text;
	struct kept *kept;	/* until the median is asked for */
};

static void
put(struct acc *acc, const struct amount *num, struct slice text, struct arena *mem)
{
	struct narrow figure;

	acc->narrow = text.n == 0 && amount_narrow(num, &figure);
	if (acc->narrow) {
		acc->full = false;
		acc->figure = figure;
		return;
	}
	if (!acc->full)
		acc->more = arena_alloc(mem, sizeof(*acc->more));
	acc->full = true;
	*acc->more = (struct acc_more){.num = *num, .text = text};
}

static void
get(const struct acc *acc, struct amount *num)
{
	*num = acc->narrow ? amount_of_narrow(acc->figure) : acc->more->num;
}

static bool
put_figure(struct acc *acc, struct narrow v)
{
	acc->n++;
	acc->kind = VALUE_NUMBER;
	acc->known = acc->narrow = true;
	acc->full = false;
	acc->figure = v;
	return true;
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
	if (acc->full)
		v->text = acc->more->text;
	if (!acc->narrow)
		v->ord = acc->ord;
	if (acc->known)
		get(acc, &v->num);
	return true;
}

static bool
count_figure(struct eval *ev, const struct node *call, struct narrow *v)
{
	const struct acc *acc = &ev->acc[call->index];

	*v = (struct narrow){acc->n, 0, 1};
	return !acc->unknown && !acc->huge;
}

static bool
plain_figure(struct eval *ev, const struct node *call, struct narrow *v)
{
	const struct acc *acc = &ev->acc[call->index];

	*v = acc->figure;
	return acc->narrow && acc->n > 0 && !acc->unknown && !acc->huge;
}

/* Adds a number by op, which combines two. */
static void
add_number(struct adding *a, struct acc *acc, const struct value *v,
    bool (*op)(const struct amount *, const struct amount *, struct amount *))
{
	struct amount have, both;
	const struct amount *now = &v->num;
	bool fits = true;

	acc->huge |= v->kind == VALUE_HUGE;
	if (!v->known) {
		acc->unknown = true;
		return;
	}
	if (acc->n++ > 0) {
		get(acc, &have);
		fits = op(&have, &v->num, &both);
		now = &both;
	}
	acc->kind = VALUE_NUMBER;
	acc->known = true;
	acc->huge |= !fits;
	if (fits)
		put(acc, now, (struct slice){"", 0}, a->mem);
}

static void
sum_add(struct adding *a, struct acc *acc, const struct value *v)
{
	add_number(a, acc, v, amount_add);
}

static bool
sum_add_figure(struct acc *acc, struct narrow v)
{
	if (acc->n > 0 && (!acc->narrow || !narrow_add(acc->figure, v, &v)))
		return false;
	return put_figure(acc, v);
}

static void
sum_value(struct eval *ev, const struct node *call, struct value *v)
{
	const struct acc *acc = begin(ev, call, v);

	if (acc->n == 0 && !acc->unknown)
		value_set_whole(v, 0);
	else
		put_value(acc, v);
}

static bool
sum_figure(struct eval *ev, const struct node *call, struct narrow *v)
{
	return ev->acc[call->index].n == 0 ? count_figure(ev, call, v) : plain_figure(ev, call, v);
}

static void
mean_value(struct eval *ev, const struct node *call, struct value *v)
{
	const struct acc *acc = begin(ev, call, v);
	struct amount count = amount_point(RAT(acc->n));
	bool defined;

	if (put_value(acc, v))
		value_set_result(ev, v, amount_div(&v->num, &count, &v->num, &defined));
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
	else
		add_number(a, acc, v, amount_min);
}

static bool
min_add_figure(struct acc *acc, struct narrow v)
{
	if (acc->n > 0 && (!acc->narrow || acc->figure.h != 0 || v.h != 0))
		return false;
	return put_figure(acc, acc->n > 0 && narrow_cmp(acc->figure, v) <= 0 ? acc->figure : v);
}

static void
max_add(struct adding *a, struct acc *acc, const struct value *v)
{
	if (v->kind == VALUE_ORDER)
		add_order(acc, v->ord, v->ord > acc->ord);
	else
		add_number(a, acc, v, amount_max);
}

static bool
max_add_figure(struct acc *acc, struct narrow v)
{
	if (acc->n > 0 && (!acc->narrow || acc->figure.h != 0 || v.h != 0))
		return false;
	return put_figure(acc, acc->n > 0 && narrow_cmp(acc->figure, v) > 0 ? acc->figure : v);
}

static void
count_add(struct adding *a, struct acc *acc, const struct value *v)
{
	(void)a;
	acc->n += v->kind != VALUE_BLANK;
}

static bool
count_add_figure(struct acc *acc, struct narrow v)
{
	(void)v;
	acc->n++;
	return true;
}

static void
count_value(struct eval *ev, const struct node *call, struct value *v)
{
	const struct acc *acc = begin(ev, call, v);

	if (!acc->unknown)
		value_set_whole(v, acc->n);
}

/* Equal for equal numbers, dates and periods, else for equal texts. */
static struct fp
fingerprint(struct eval *ev, const struct node *n)
{
	struct value v;
	char buf[VALUE_TEXT_SIZE];
	struct rat r;
	struct slice s;

	eval_value(ev, n, &v);
	if (v.kind == VALUE_NUMBER && v.known &&
	    (v.num.point || rat_cmp(v.num.lo, v.num.hi) == 0)) {
		r = rat_lowest(v.num.lo);
		return fp_of(&r, sizeof(r));
	}
	if (v.kind == VALUE_ORDER)
		return fp_of(&v.ord, sizeof(v.ord));
	s = v.text.n > 0 ? v.text : value_text(ev->row->program, n, &v, -1, buf);
	return fp_of(s.p, s.n);
}

static void
distinct_add(struct adding *a, struct acc *acc, const struct value *v)
{
	struct fp key[2];
	bool found;

	if (v->kind == VALUE_BLANK)
		return;
	key[0] = fingerprint(a->ev, a->call->a);
	key[1] = (struct fp){a->group, (uint64_t)(uintptr_t)a->call};
	fptable_add(a->seen, fp_of(key, sizeof(key)), 0, &found);
	acc->n += !found;
}

static void
only_add(struct adding *a, struct acc *acc, const struct value *v)
{
	acc->huge |= v->kind == VALUE_HUGE;
	if (acc->n++ > 0)
		return;
	acc->kind = (uint8_t)v->kind;
	acc->known = v->known;
	acc->ord = v->ord;
	if (v->kind != VALUE_NUMBER && v->text.n > 0)
		put(acc, &v->num, arena_copy(a->mem, v->text), a->mem);
	else if (v->known)
		put(acc, &v->num, (struct slice){"", 0}, a->mem);
}

static bool
only_add_figure(struct acc *acc, struct narrow v)
{
	if (acc->n == 0)
		return put_figure(acc, v);
	acc->n++;
	return true;
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

static bool
only_figure(struct eval *ev, const struct node *call, struct narrow *v)
{
	return ev->acc[call->index].n == 1 && plain_figure(ev, call, v);
}

static void
median_add(struct adding *a, struct acc *acc, const struct value *v)
{
	struct narrow figure;
	struct kept_amount *wide;
	struct kept *k;

	acc->huge |= v->kind == VALUE_HUGE;
	if (!v->known) {
		acc->unknown = true;
		return;
	}
	if (acc->n++ == 0) {
		acc->more = arena_alloc(a->mem, sizeof(*acc->more));
		acc->more->text = (struct slice){"", 0};
	}
	acc->kind = VALUE_NUMBER;
	acc->known = acc->full = true;
	if (amount_narrow(&v->num, &figure)) {
		k = arena_alloc(a->mem, sizeof(*k));
		k->figure = figure;
	} else {
		wide = arena_alloc(a->mem, sizeof(*wide));
		wide->num = v->num;
		k = &wide->kept;
	}
	k->next = acc->more->kept;
	acc->more->kept = k;
}

static int
by_size(const void *a, const void *b)
{
	return rat_cmp(*(const struct rat *)a, *(const struct rat *)b);
}

/* The middle one of n numbers, or the mean of the middle two; false when that does not fit. */
static bool
middle(struct rat *r, size_t n, struct rat *out)
{
	qsort(r, n, sizeof(*r), by_size);
	*out = r[n / 2];
	return n % 2 == 1 || (rat_add(r[n / 2 - 1], r[n / 2], out) && rat_div(*out, RAT(2), out));
}

/* The median of each end of the intervals: the interval of all medians that the values may have. */
static bool
median(const struct kept *kept, size_t n, struct amount *out)
{
	struct rat *r = xcalloc(n, sizeof(*r)), *to[] = {&out->lo, &out->hi, &out->rlo, &out->rhi};
	bool fits = true, point = true;

	for (size_t end = 0; end < 4 && fits && (end == 0 || !point); end++) {
		size_t i = 0;

		for (const struct kept *k = kept; k != NULL; k = k->next) {
			struct amount num = k->figure.d != 0 ? amount_of_narrow(k->figure) :
			    ((const struct kept_amount *)k)->num;

			point &= num.point;
			amount_widen(&num);
			r[i++] = (const struct rat[]){num.lo, num.hi, num.rlo, num.rhi}[end];
		}
		fits = middle(r, n, to[end]);
	}
	free(r);
	out->point = point;
	return fits;
}

/* Worked out when it is first asked for: a check once a row asks for it as often. */
static void
median_value(struct eval *ev, const struct node *call, struct value *v)
{
	struct acc *acc = &ev->acc[call->index];

	if (acc->full && acc->more->kept != NULL && !acc->unknown && !acc->huge) {
		acc->huge = !median(acc->more->kept, acc->n, &acc->more->num);
		acc->more->kept = NULL;
	}
	plain_value(ev, call, v);
}

void
aggregate_add(struct adding *a, struct acc *acc)
{
	const struct node *call = a->call;
	const struct function *f = call->function;
	enum truth pass = call->b == NULL || call->b->literal ? YES : eval_cond(a->ev, call->b);
	struct value room;
	const struct value *v;
	struct narrow figure;

	acc->huge |= a->ev->overflow;
	a->ev->overflow = false;
	acc->unknown |= pass == UNKNOWN;
	if (pass != YES)
		return;
	if (call->a == NULL) {
		acc->n++;
		return;
	}
	if (f->add_figure != NULL && narrow_value(a->ev, call->a, &figure) &&
	    f->add_figure(acc, figure))
		return;
	v = value_of(a->ev, call->a, &room);
	acc->huge |= a->ev->overflow;
	a->ev->overflow = false;
	f->add(a, acc, v);
}

#define AGGREGATE .reach = REACH_GROUP, .where_words = " over the rows where "

const struct function aggregates[] = {
	{"sum", {ARG_NUMBER}, RESULT_NUMBER, AGGREGATE, .words = "the sum of $",
	    .add = sum_add, .add_figure = sum_add_figure, .value = sum_value, .figure = sum_figure},
	{"count", {ARG_ANY}, RESULT_NUMBER, AGGREGATE, .words = "the number of $", .rows = true,
	    .add = count_add, .add_figure = count_add_figure, .value = count_value,
	    .figure = count_figure},
	{"min", {ARG_ORDERED}, RESULT_ARGUMENT, AGGREGATE, .words = "the least $",
	    .add = min_add, .add_figure = min_add_figure, .value = plain_value,
	    .figure = plain_figure},
	{"max", {ARG_ORDERED}, RESULT_ARGUMENT, AGGREGATE, .words = "the greatest $",
	    .add = max_add, .add_figure = max_add_figure, .value = plain_value,
	    .figure = plain_figure},
	{"mean", {ARG_NUMBER}, RESULT_NUMBER, AGGREGATE, .words = "the mean of $",
	    .add = sum_add, .add_figure = sum_add_figure, .value = mean_value},
	{"median", {ARG_NUMBER}, RESULT_NUMBER, AGGREGATE, .words = "the median of $",
	    .add = median_add, .value = median_value},
	{"distinct", {ARG_ANY}, RESULT_NUMBER, AGGREGATE,
	    .words = "the number of different values of $",
	    .add = distinct_add, .value = count_value, .figure = count_figure},
	{"only", {ARG_ANY}, RESULT_ARGUMENT, REACH_GROUP, .words = "the one $",
	    .where_words = " of the row where ",
	    .add = only_add, .add_figure = only_add_figure, .value = only_value,
	    .figure = only_figure},
	{0},
};
