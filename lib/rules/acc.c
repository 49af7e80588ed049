#include "rules/narrow.h"

struct acc_more {
	struct amount num;
	struct slice text;
};

static void
acc_put(struct acc *acc, const struct amount *num, struct slice text, struct arena *mem)
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
	*acc->more = (struct acc_more){*num, text};
}

static void
acc_get(const struct acc *acc, struct amount *num)
{
	*num = acc->narrow ? amount_of_narrow(acc->figure) : acc->more->num;
}

bool
acc_figure(const struct acc *acc, enum agg agg, struct narrow *v)
{
	if (acc->unknown || acc->huge)
		return false;
	if (agg == AGG_COUNT || agg == AGG_DISTINCT || (agg == AGG_SUM && acc->n == 0)) {
		*v = (struct narrow){acc->n, 0, 1};
		return true;
	}
	*v = acc->figure;
	return acc->n > 0 && acc->narrow && (agg != AGG_ONLY || acc->n == 1) && agg != AGG_MEAN;
}

/* The value an aggregate has gathered. */
void
acc_value(struct eval *ev, const struct node *n, struct value *v)
{
	const struct acc *acc = &ev->acc[n->index];
	struct value count;
	bool defined;

	value_set_none(v);
	ev->overflow |= acc->huge;
	if (n->agg == AGG_ONLY && (acc->n > 1 || (acc->n == 0 && !acc->unknown))) {
		if (ev->odd_only < 0)
			ev->odd_only = n->index;
		return;
	}
	if (n->agg == AGG_COUNT || n->agg == AGG_DISTINCT) {
		if (!acc->unknown)
			value_set_whole(v, acc->n);
		return;
	}
	if (n->agg == AGG_SUM && acc->n == 0 && !acc->unknown) {
		value_set_whole(v, 0);
		return;
	}
	if (acc->unknown || acc->huge || acc->n == 0)
		return;
	v->kind = acc->kind;
	v->known = acc->known;
	if (acc->full)
		v->text = acc->more->text;
	if (!acc->narrow)
		v->ord = acc->ord;
	if (acc->known)
		acc_get(acc, &v->num);
	if (n->agg != AGG_MEAN)
		return;
	value_set_whole(&count, acc->n);
	value_set_result(ev, v, amount_div(&v->num, &count.num, &v->num, &defined));
}

/* v into a sum, a least or a greatest value. */
static void
acc_fold(struct acc *acc, enum agg agg, const struct value *v, struct arena *mem)
{
	struct amount have, both;
	const struct amount *now = &v->num;
	bool fits = true, less;

	if (v->kind == VALUE_ORDER) {
		less = v->ord < acc->ord;
		if (acc->n == 0 || less == (agg == AGG_MIN))
			acc->ord = v->ord;
		acc->kind = VALUE_ORDER;
		return;
	}
	if (acc->n > 0) {
		acc_get(acc, &have);
		fits = agg == AGG_MIN ? amount_min(&have, &v->num, &both) :
		    agg == AGG_MAX ? amount_max(&have, &v->num, &both) :
		    amount_add(&have, &v->num, &both);
		now = &both;
	}
	acc->kind = VALUE_NUMBER;
	acc->known = true;
	acc->huge |= !fits;
	if (fits)
		acc_put(acc, now, (struct slice){"", 0}, mem);
}

/* acc_fold() of a figure onto figures; false: the long way is to be taken. */
static bool
fold_figure(struct acc *acc, enum agg agg, struct narrow v)
{
	struct narrow sum = v;

	if (acc->n > 0) {
		if (!acc->narrow)
			return false;
		if (agg == AGG_SUM || agg == AGG_MEAN) {
			if (!narrow_add(acc->figure, v, &sum))
				return false;
		} else if (acc->figure.h != 0 || v.h != 0) {
			return false;
		} else if ((narrow_cmp(v, acc->figure) < 0) != (agg == AGG_MIN)) {
			sum = acc->figure;
		}
	}
	acc->n++;
	acc->kind = VALUE_NUMBER;
	acc->known = acc->narrow = true;
	acc->full = false;
	acc->figure = sum;
	return true;
}

static bool
add_figure(struct acc *acc, enum agg agg, struct narrow v)
{
	switch (agg) {
	case AGG_DISTINCT:
		return false;
	case AGG_COUNT:
		acc->n++;
		return true;
	case AGG_ONLY:
		if (acc->n > 0) {
			acc->n++;
			return true;
		}
		return fold_figure(acc, agg, v);
	default:
		return fold_figure(acc, agg, v);
	}
}

void
acc_add(struct eval *ev, const struct node *agg, struct acc *acc, struct arena *mem,
    struct fptable *seen, uint64_t group)
{
	enum truth pass = agg->b == NULL || agg->b->literal ? YES : eval_cond(ev, agg->b);
	struct value room;
	const struct value *v;
	struct narrow figure;
	struct fp key[2];
	bool found;

	acc->huge |= ev->overflow;
	ev->overflow = false;
	acc->unknown |= pass == UNKNOWN;
	if (pass != YES)
		return;
	if (agg->a == NULL) {
		acc->n++;
		return;
	}
	if (narrow_value(ev, agg->a, &figure) && add_figure(acc, agg->agg, figure))
		return;
	v = value_of(ev, agg->a, &room);
	acc->huge |= ev->overflow;
	ev->overflow = false;
	switch (agg->agg) {
	case AGG_COUNT:
		acc->n += v->kind != VALUE_BLANK;
		return;
	case AGG_DISTINCT:
		if (v->kind == VALUE_BLANK)
			return;
		key[0] = text_fingerprint(ev, agg->a);
		key[1] = (struct fp){group, (uint64_t)(uintptr_t)agg};
		fptable_add(seen, fp_of(key, sizeof(key)), 0, &found);
		acc->n += !found;
		return;
	case AGG_ONLY:
		acc->huge |= v->kind == VALUE_HUGE;
		if (acc->n++ > 0)
			return;
		acc->kind = (uint8_t)v->kind;
		acc->known = v->known;
		acc->ord = v->ord;
		if (v->kind != VALUE_NUMBER && v->text.n > 0)
			acc_put(acc, &v->num, arena_copy(mem, v->text), mem);
		else if (v->known)
			acc_put(acc, &v->num, (struct slice){"", 0}, mem);
		return;
	default:
		acc->huge |= v->kind == VALUE_HUGE;
		if (!v->known && v->kind != VALUE_ORDER) {
			acc->unknown = true;
			return;
		}
		acc_fold(acc, agg->agg, v, mem);
		acc->n++;
	}
}
