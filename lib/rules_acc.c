#include "rules_eval.h"

/* hi, rlo, rhi of an amount whose four ratios fit in 64 bits; and what does not, or has a text. */
struct acc_wide {
	int64_t n[3], d[3];
};

struct acc_full {
	struct amount num;
	struct slice text;
};

static bool
fits_64(struct rat r)
{
	return r.n == (int64_t)r.n && r.d == (int64_t)r.d;
}

static void
acc_put(struct acc *acc, const struct amount *num, struct slice text, struct region *mem)
{
	struct acc_wide *wide;
	struct acc_full *full;

	acc->point = num->point && fits_64(num->lo) && text.n == 0;
	if (acc->point) {
		acc->n64 = (int64_t)num->lo.n;
		acc->d64 = (int64_t)num->lo.d;
		return;
	}
	if (acc->full || text.n > 0 || num->point || !fits_64(num->lo) || !fits_64(num->hi) ||
	    !fits_64(num->rlo) || !fits_64(num->rhi)) {
		full = acc->full ? acc->more : region_alloc(mem, sizeof(*full));
		*full = (struct acc_full){*num, text};
		acc->full = true;
		acc->more = full;
		return;
	}
	if (acc->more == NULL)
		acc->more = region_alloc(mem, sizeof(*wide));
	wide = acc->more;
	acc->n64 = (int64_t)num->lo.n;
	acc->d64 = (int64_t)num->lo.d;
	*wide = (struct acc_wide){
	    {(int64_t)num->hi.n, (int64_t)num->rlo.n, (int64_t)num->rhi.n},
	    {(int64_t)num->hi.d, (int64_t)num->rlo.d, (int64_t)num->rhi.d}};
}

static void
acc_get(const struct acc *acc, struct amount *num)
{
	const struct acc_wide *wide = acc->more;

	if (acc->full && !acc->point) {
		*num = ((const struct acc_full *)acc->more)->num;
		return;
	}
	num->lo = (struct rat){acc->n64, acc->d64};
	num->point = acc->point;
	if (acc->point)
		return;
	num->hi = (struct rat){wide->n[0], wide->d[0]};
	num->rlo = (struct rat){wide->n[1], wide->d[1]};
	num->rhi = (struct rat){wide->n[2], wide->d[2]};
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
	if (acc->full && !acc->point)
		v->text = ((const struct acc_full *)acc->more)->text;
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
acc_fold(struct acc *acc, enum agg agg, const struct value *v, struct region *mem)
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

void
acc_add(struct eval *ev, const struct node *agg, struct acc *acc, struct region *mem,
    struct fptable *seen, uint64_t group)
{
	enum truth pass = agg->b == NULL ? YES : eval_cond(ev, agg->b);
	struct value room;
	const struct value *v;
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
			acc_put(acc, &v->num, region_copy(mem, v->text), mem);
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
