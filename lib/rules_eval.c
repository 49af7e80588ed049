#include "rules_eval.h"

#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "intern.h"
#include "matcher.h"
#include "rules_text.h"
#include "rules_type.h"
#include "xalloc.h"

enum { SCRATCH = 32 * 1024, WIDEST = 3 };

void
row_init(struct row *row, const struct plan *plan)
{
	*row = (struct row){.plan = plan, .number = 1};
	row->cell = xcalloc(plan->ncols + 1, sizeof(*row->cell));
}

void
row_free(struct row *row)
{
	free(row->cell);
	row->cell = NULL;
	region_free(&row->scratch);
}

void
row_next(struct row *row)
{
	if (row->scratch.bytes > SCRATCH)
		region_free(&row->scratch);
	if (++row->number != 0)
		return;
	for (size_t i = 0; i < row->plan->ncols; i++)	/* once in 2^32 rows */
		row->cell[i].read = 0;
	row->number = 1;
}

/* Equal texts: short ones by two words that overlap, which is most cells and most literals. */
static inline bool
same_text(struct slice a, struct slice b)
{
	uint64_t a1, a2, b1, b2;
	uint32_t c1, c2, d1, d2;

	if (a.n != b.n)
		return false;
	if (a.n > 16)
		return memcmp(a.p, b.p, a.n) == 0;
	if (a.n >= 8) {
		memcpy(&a1, a.p, 8);
		memcpy(&b1, b.p, 8);
		memcpy(&a2, a.p + a.n - 8, 8);
		memcpy(&b2, b.p + a.n - 8, 8);
		return ((a1 ^ b1) | (a2 ^ b2)) == 0;
	}
	if (a.n >= 4) {
		memcpy(&c1, a.p, 4);
		memcpy(&d1, b.p, 4);
		memcpy(&c2, a.p + a.n - 4, 4);
		memcpy(&d2, b.p + a.n - 4, 4);
		return ((c1 ^ d1) | (c2 ^ d2)) == 0;
	}
	return a.n == 0 || memcmp(a.p, b.p, a.n) == 0;
}

/* Plain digits with a point perhaps, up to 18 of them: nearly every cell. */
static bool
read_plain(struct slice s, struct dec *d)
{
	int64_t v = 0;
	size_t i = 0, point = s.n;
	bool minus = s.n > 0 && s.p[0] == '-';

	i = minus;
	if (s.n - i == 0 || s.n - i > 18 || s.p[i] == '.' || s.p[s.n - 1] == '.')
		return false;
	for (; i < s.n; i++) {
		unsigned digit = (unsigned char)s.p[i] - '0';

		if (digit <= 9) {
			v = v * 10 + digit;
		} else if (s.p[i] == '.' && point == s.n) {
			point = i;
		} else {
			return false;
		}
	}
	*d = (struct dec){minus ? -v : v, point == s.n ? 0 : (int)(s.n - point - 1)};
	return true;
}

/* The half unit that a figure of this column may have been rounded by; 0: exact. */
static struct rat
half_unit(struct row *row, const struct column *c, int decimals)
{
	struct eval ev = {.row = row, .odd_only = -1};

	for (size_t i = 0; i < c->nrounded; i++)
		if (c->rounded[i].where == NULL || eval_cond(&ev, c->rounded[i].where) == YES)
			return c->rounded[i].half;
	if (!c->printed)
		return RAT(0);
	return rat_of_dec((struct dec){5, (c->decimals >= 0 ? c->decimals : decimals) + 1});
}

static void
read_symbol(const struct rules *r, struct slice s, struct value *v)
{
	v->kind = VALUE_BAD;
	if (!rules_symbol(r, s))
		return;
	v->kind = VALUE_SYMBOL;
	for (size_t i = 0; i < r->nranges; i++) {
		const struct symbol_range *g = &r->range[i];

		if (!slice_eq(g->symbol, s))
			continue;
		v->known = true;
		v->num = (struct amount){.lo = rat_of_dec(g->lo), .rlo = rat_of_dec(g->lo)};
		v->num.hi = v->num.rhi = g->any ? RAT_INF : rat_of_dec(g->hi);
		return;
	}
}

static void
read_number(struct row *row, const struct column *c, struct slice s, struct value *v)
{
	struct num num;
	struct dec d;
	struct rat half;

	s = slice_trim(s);
	v->kind = VALUE_BLANK;
	if (s.n == 0)
		return;
	if (!read_plain(s, &d)) {
		if (num_parse(s, 0, &num) != NUM_VALUE) {
			read_symbol(row->plan->rules, s, v);
			return;
		}
		if (!num.exact) {
			v->kind = VALUE_HUGE;
			return;
		}
		d = num.dec;
	}
	v->kind = VALUE_NUMBER;
	v->known = true;
	v->num.lo = rat_of_dec(d);
	v->num.point = true;
	if (!c->printed && c->nrounded == 0)
		return;
	if (c->nrounded == 0 && c->decimals < 0 && d.scale < 18) {
		/* half a unit of the last decimal: 5 of the decimal behind it */
		struct rat r = {(__int128)d.digits * 10, v->num.lo.d * 10};

		v->num.hi = v->num.lo;
		v->num.rlo = (struct rat){r.n - 5, r.d};
		v->num.rhi = (struct rat){r.n + 5, r.d};
		v->num.point = false;
		return;
	}
	half = half_unit(row, c, d.scale);
	if (rat_sign(half) == 0)
		return;
	amount_widen(&v->num);
	if (!rat_sub(v->num.lo, half, &v->num.rlo) || !rat_add(v->num.lo, half, &v->num.rhi))
		v->kind = VALUE_HUGE;
}

static void
read_order(const struct column *c, struct slice s, struct value *v)
{
	struct period p;

	v->kind = VALUE_BLANK;
	if (slice_trim(s).n == 0)
		return;
	v->kind = VALUE_BAD;
	if (c->form != NULL) {
		if (!periodform_read(c->form, s, &p))
			return;
		v->ord = p.ord;
	} else if (date_parse(s, &v->ord) == DATE_NONE) {
		return;
	}
	v->kind = VALUE_ORDER;
}

/* read_order(), but rows come in runs of the same period. */
static void
read_memo(const struct column *c, struct cell *cell)
{
	struct value *v = &cell->value;

	if (cell->memo_len > 0 &&
	    same_text(cell->text, (struct slice){cell->memo, cell->memo_len})) {
		v->kind = cell->memo_kind;
		v->ord = cell->memo_ord;
		return;
	}
	read_order(c, cell->text, v);
	cell->memo_len = cell->text.n <= MEMO ? (uint8_t)cell->text.n : 0;
	if (cell->memo_len > 0)
		memcpy(cell->memo, cell->text.p, cell->memo_len);
	cell->memo_kind = (uint8_t)v->kind;
	cell->memo_ord = v->ord;
}

const struct value *
row_value(struct row *row, int col)
{
	struct cell *cell = &row->cell[col];
	const struct column *c = &row->plan->col[col];
	struct value *v = &cell->value;

	if (cell->read == row->number)
		return v;
	cell->read = row->number;
	v->known = v->tied = false;
	v->text = cell->text;
	switch (c->type) {
	case TYPE_NUMBER: read_number(row, c, cell->text, v); break;
	case TYPE_DATE:
	case TYPE_PERIOD: read_memo(c, cell); break;
	default: v->kind = slice_trim(cell->text).n == 0 ? VALUE_BLANK : VALUE_TEXT; break;
	}
	return v;
}

/* A value that arithmetic can use; what cannot be exact is remembered. */
static bool
usable(struct eval *ev, const struct value *v)
{
	ev->overflow |= v->kind == VALUE_HUGE;
	return v->known;
}

/*
 * The value of n without a copy where it has one already: a cell's, a constant's. Else it is worked
 * out into *room.
 */
static inline const struct value *
value_of(struct eval *ev, const struct node *n, struct value *room)
{
	while (n->op == N_NAME && n->ref == REF_LET)
		n = ev->rule->let[n->index];
	if (n->op == N_NAME)
		return row_value(ev->row, n->index);
	if (n->op == N_NUMBER || n->op == N_PERCENT)
		return n->value;
	eval_value(ev, n, room);
	return room;
}

static void
set_none(struct value *v)
{
	v->kind = VALUE_NONE;
	v->known = v->tied = false;
	v->text = (struct slice){"", 0};
}

static void
set_result(struct eval *ev, struct value *v, bool fits)
{
	v->kind = VALUE_NUMBER;
	v->known = true;
	v->tied = false;
	v->text = (struct slice){"", 0};
	if (fits)
		return;
	ev->overflow = true;
	set_none(v);
}

static void
set_whole(struct value *v, int64_t i)
{
	v->kind = VALUE_NUMBER;
	v->known = true;
	v->tied = false;
	v->text = (struct slice){"", 0};
	v->num = amount_point(RAT(i));
}

/* A date and days, or the days between two dates. */
static bool
date_arithmetic(const struct node *n, const struct value *a, const struct value *b,
    struct value *v)
{
	int64_t days;

	if (a->kind != VALUE_ORDER)
		return false;
	if (b->kind == VALUE_ORDER) {
		set_whole(v, (int64_t)a->ord - b->ord);
		return true;
	}
	if (!b->known || !b->num.point || !rat_digits(b->num.lo, 0, &days) || days > 4000000 ||
	    days < -4000000)
		return false;
	*v = (struct value){.kind = VALUE_ORDER, .text = {"", 0},
	    .ord = a->ord + (int32_t)(n->op == N_ADD ? days : -days)};
	return true;
}

static void
eval_arithmetic(struct eval *ev, const struct node *n, struct value *v)
{
	struct value left, right;
	const struct value *a = value_of(ev, n->a, &left), *b;
	bool fits, defined = true;

	if (n->op == N_NEG) {
		if (!usable(ev, a))
			set_none(v);
		else
			set_result(ev, v, amount_neg(&a->num, &v->num));
		return;
	}
	b = value_of(ev, n->b, &right);
	if (n->a->type == TYPE_DATE) {
		if (!date_arithmetic(n, a, b, v))
			set_none(v);
		return;
	}
	if (!usable(ev, a) || !usable(ev, b)) {
		set_none(v);
		return;
	}
	switch (n->op) {
	case N_ADD: fits = amount_add(&a->num, &b->num, &v->num); break;
	case N_SUB: fits = amount_sub(&a->num, &b->num, &v->num); break;
	case N_MUL: fits = amount_mul(&a->num, &b->num, &v->num); break;
	default: fits = amount_div(&a->num, &b->num, &v->num, &defined); break;
	}
	if (defined)
		set_result(ev, v, fits);
	else
		set_none(v);
}

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
static void
acc_value(struct eval *ev, const struct node *n, struct value *v)
{
	const struct acc *acc = &ev->acc[n->index];
	struct value count;
	bool defined;

	set_none(v);
	ev->overflow |= acc->huge;
	if (n->agg == AGG_ONLY && acc->n != 1 && !acc->unknown) {
		if (ev->odd_only < 0)
			ev->odd_only = n->index;
		return;
	}
	if (n->agg == AGG_COUNT || n->agg == AGG_DISTINCT) {
		if (!acc->unknown)
			set_whole(v, acc->n);
		return;
	}
	if (n->agg == AGG_SUM && acc->n == 0 && !acc->unknown) {
		set_whole(v, 0);
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
	set_whole(&count, acc->n);
	set_result(ev, v, amount_div(&v->num, &count.num, &v->num, &defined));
}

/* v into a sum, a least or a greatest value. */
static void
acc_fold(struct acc *acc, enum agg agg, struct value *v, struct region *mem)
{
	struct amount have;
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
		fits = agg == AGG_MIN ? amount_min(&have, &v->num, &v->num) :
		    agg == AGG_MAX ? amount_max(&have, &v->num, &v->num) :
		    amount_add(&have, &v->num, &v->num);
	}
	acc->kind = VALUE_NUMBER;
	acc->known = true;
	acc->huge |= !fits;
	if (fits)
		acc_put(acc, &v->num, (struct slice){"", 0}, mem);
}

void
acc_add(struct eval *ev, const struct node *agg, struct acc *acc, struct region *mem,
    struct fptable *seen, uint64_t group)
{
	enum truth pass = agg->b == NULL ? YES : eval_cond(ev, agg->b);
	struct value v;
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
	eval_value(ev, agg->a, &v);
	acc->huge |= ev->overflow;
	ev->overflow = false;
	switch (agg->agg) {
	case AGG_COUNT:
		acc->n += v.kind != VALUE_BLANK;
		return;
	case AGG_DISTINCT:
		if (v.kind == VALUE_BLANK)
			return;
		key[0] = text_fingerprint(ev, agg->a);
		key[1] = (struct fp){group, (uint64_t)(uintptr_t)agg};
		fptable_add(seen, fp_of(key, sizeof(key)), 0, &found);
		acc->n += !found;
		return;
	case AGG_ONLY:
		acc->huge |= v.kind == VALUE_HUGE;
		if (acc->n++ > 0)
			return;
		acc->kind = (uint8_t)v.kind;
		acc->known = v.known;
		acc->ord = v.ord;
		if (v.kind != VALUE_NUMBER && v.text.n > 0)
			acc_put(acc, &v.num, region_copy(mem, v.text), mem);
		else if (v.known)
			acc_put(acc, &v.num, (struct slice){"", 0}, mem);
		return;
	default:
		acc->huge |= v.kind == VALUE_HUGE;
		if (!v.known && v.kind != VALUE_ORDER) {
			acc->unknown = true;
			return;
		}
		acc_fold(acc, agg->agg, &v, mem);
		acc->n++;
	}
}

static void
eval_previous(struct eval *ev, const struct node *n, struct value *v)
{
	struct eval *before = ev->previous == NULL ? NULL : ev->previous(ev, n->row);

	set_none(v);
	if (before == NULL) {
		ev->no_previous = true;
		return;
	}
	before->overflow = false;
	before->odd_only = -1;
	eval_value(before, n->a, v);
	ev->overflow |= before->overflow;
	if (before->odd_only >= 0)		/* its own group's finding */
		set_none(v);
}

static void
eval_func(struct eval *ev, const struct node *n, struct value *v)
{
	int64_t decimals;

	switch (n->func) {
	case FN_PREVIOUS:
		eval_previous(ev, n, v);
		return;
	case FN_APPORTION:
		if (ev->share != NULL)
			*v = ev->share[n->index];
		else
			set_none(v);
		ev->overflow |= v->kind == VALUE_HUGE;
		return;
	case FN_ABS:
	case FN_ROUND:
		eval_value(ev, n->a, v);
		if (!usable(ev, v)) {
			set_none(v);
			return;
		}
		decimals = n->a->next != NULL ? n->a->next->num.digits : 0;
		set_result(ev, v, n->func == FN_ABS ? amount_abs(&v->num, &v->num) :
		    amount_round(&v->num, (int)decimals, &v->num));
		return;
	default:
		text_func(ev, n, v);
	}
}

void
eval_value(struct eval *ev, const struct node *n, struct value *v)
{
	switch (n->op) {
	case N_NUMBER:
	case N_PERCENT:
		*v = *n->value;
		return;
	case N_STRING:
		set_none(v);
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
		eval_arithmetic(ev, n, v);
		return;
	case N_FUNC:
		eval_func(ev, n, v);
		return;
	case N_AGG:
		acc_value(ev, n, v);
		return;
	default:
		set_none(v);
	}
}

static enum truth
not(enum truth t)
{
	return t == UNKNOWN ? UNKNOWN : t == YES ? NO : YES;
}

static bool
relation_holds(int cmp, enum relop rel)
{
	switch (rel) {
	case REL_EQ: return cmp == 0;
	case REL_NE: return cmp != 0;
	case REL_LT: return cmp < 0;
	case REL_LE: return cmp <= 0;
	case REL_GT: return cmp > 0;
	case REL_GE: return cmp >= 0;
	}
	return false;
}

/* Three-valued: a symbol's range may hold the value that makes it true, or not. */
static enum truth
compare_ranges(struct rat alo, struct rat ahi, struct rat blo, struct rat bhi, enum relop rel)
{
	bool some, all;		/* of the values they may have */

	switch (rel) {
	case REL_EQ:
	case REL_NE:
		some = rat_cmp(alo, bhi) <= 0 && rat_cmp(blo, ahi) <= 0;
		all = some && rat_cmp(alo, ahi) == 0 && rat_cmp(blo, bhi) == 0 &&
		    rat_cmp(alo, blo) == 0;
		if (rel == REL_NE) {
			bool t = all;

			all = !some;
			some = !t;
		}
		break;
	case REL_LT:
	case REL_LE:
		some = relation_holds(rat_cmp(alo, bhi), rel);
		all = relation_holds(rat_cmp(ahi, blo), rel);
		break;
	default:
		some = relation_holds(rat_cmp(ahi, blo), rel);
		all = relation_holds(rat_cmp(alo, bhi), rel);
	}
	return all ? YES : some ? UNKNOWN : NO;
}

/* rat_cmp() where the two need no more than 128 bits side by side. */
static inline int
quick_cmp(struct rat a, struct rat b)
{
	if (a.d == b.d && a.d != 0)
		return (a.n > b.n) - (a.n < b.n);
	if (a.n == (int64_t)a.n && b.n == (int64_t)b.n && a.d == (int64_t)a.d &&
	    b.d == (int64_t)b.d && a.d != 0 && b.d != 0) {
		__int128 x = (__int128)(int64_t)a.n * (int64_t)b.d;
		__int128 y = (__int128)(int64_t)b.n * (int64_t)a.d;

		return (x > y) - (x < y);
	}
	return rat_cmp(a, b);
}

/* The intervals meet: some pair of unrounded figures satisfies the relation. */
static enum truth
compare_rounded(const struct amount *a, const struct amount *b, enum relop rel)
{
	const struct rat *alo = a->point ? &a->lo : &a->rlo, *ahi = a->point ? &a->lo : &a->rhi;
	const struct rat *blo = b->point ? &b->lo : &b->rlo, *bhi = b->point ? &b->lo : &b->rhi;
	bool meet;

	switch (rel) {
	case REL_EQ:
	case REL_NE:
		meet = quick_cmp(*alo, *bhi) <= 0 && quick_cmp(*blo, *ahi) <= 0;
		return meet == (rel == REL_EQ) ? YES : NO;
	case REL_LT:
	case REL_LE:
		return relation_holds(quick_cmp(*alo, *bhi), rel) ? YES : NO;
	default:
		return relation_holds(quick_cmp(*ahi, *blo), rel) ? YES : NO;
	}
}

static inline bool
single(const struct amount *a)
{
	return a->point || (a->lo.n == a->hi.n && a->lo.d == a->hi.d);
}

static enum truth
compare_plain(const struct amount *a, const struct amount *b, enum relop rel)
{
	if (single(a) && single(b))
		return relation_holds(quick_cmp(a->lo, b->lo), rel) ? YES : NO;
	return compare_ranges(a->lo, a->point ? a->lo : a->hi, b->lo, b->point ? b->lo : b->hi, rel);
}

/* How far the right side may be missed: N, or N% of it. */
static bool
find_allowance(struct eval *ev, const struct node *n, struct comparison *c)
{
	struct value w;
	struct amount size;

	eval_value(ev, n->c, &w);
	if (!usable(ev, &w))
		return false;
	c->allowance = w.num;
	if (n->c->type == TYPE_PERCENT &&
	    (!amount_abs(&c->b.num, &size) || !amount_mul(&w.num, &size, &c->allowance))) {
		ev->overflow = true;
		return false;
	}
	c->allowed = true;
	return true;
}

static enum truth
compare_within(struct eval *ev, const struct node *n, struct comparison *c)
{
	struct amount diff, size, low, high;
	enum relop rel = n->rel;

	if (!find_allowance(ev, n, c))
		return UNKNOWN;
	if (rel == REL_EQ || rel == REL_NE) {
		if (!amount_sub(&c->a.num, &c->b.num, &diff) || !amount_abs(&diff, &size)) {
			ev->overflow = true;
			return UNKNOWN;
		}
		return compare_plain(&size, &c->allowance, rel == REL_EQ ? REL_LE : REL_GT);
	}
	if (!amount_add(&c->b.num, &c->allowance, &high) ||
	    !amount_sub(&c->b.num, &c->allowance, &low)) {
		ev->overflow = true;
		return UNKNOWN;
	}
	return compare_plain(&c->a.num, rel == REL_LT || rel == REL_LE ? &high : &low, rel);
}

/* apportion() with a tie at the cut: either share will do. */
static enum truth
compare_tied(const struct comparison *c, enum relop rel)
{
	const struct value *tied = c->a.tied ? &c->a : &c->b, *v = c->a.tied ? &c->b : &c->a;
	struct amount other = amount_point(tied->other);
	enum truth one = compare_plain(&v->num, &tied->num, REL_EQ);
	enum truth two = compare_plain(&v->num, &other, REL_EQ);
	enum truth t = one == YES || two == YES ? YES :
	    one == UNKNOWN || two == UNKNOWN ? UNKNOWN : NO;

	return rel == REL_EQ ? t : not(t);
}

static enum truth
compare_orders(struct eval *ev, const struct node *n, struct comparison *c)
{
	int64_t diff = (int64_t)c->a.ord - c->b.ord;
	struct value w;
	int64_t days;

	if (c->a.kind != VALUE_ORDER || c->b.kind != VALUE_ORDER)
		return UNKNOWN;
	if (n->within == WITHIN_NONE)
		return relation_holds((diff > 0) - (diff < 0), n->rel) ? YES : NO;
	eval_value(ev, n->c, &w);
	if (!usable(ev, &w) || !w.num.point || !rat_digits(w.num.lo, 0, &days))
		return UNKNOWN;
	c->allowance = w.num;
	c->allowed = true;
	if (n->rel == REL_EQ || n->rel == REL_NE)
		return (diff <= days && -diff <= days) == (n->rel == REL_EQ) ? YES : NO;
	diff += n->rel == REL_LT || n->rel == REL_LE ? -days : days;
	return relation_holds((diff > 0) - (diff < 0), n->rel) ? YES : NO;
}

/* Cells of undeclared columns: two dates, or two numbers; else it cannot be said. */
static enum truth
compare_loosely(const struct comparison *c, enum relop rel)
{
	struct num x, y;
	int32_t dx, dy;
	int cmp;

	if (date_parse(c->a.text, &dx) != DATE_NONE && date_parse(c->b.text, &dy) != DATE_NONE)
		return relation_holds((dx > dy) - (dx < dy), rel) ? YES : NO;
	if (num_parse(c->a.text, 0, &x) != NUM_VALUE || num_parse(c->b.text, 0, &y) != NUM_VALUE ||
	    !x.exact || !y.exact)
		return UNKNOWN;
	cmp = rat_cmp(rat_of_dec(x.dec), rat_of_dec(y.dec));
	return relation_holds(cmp, rel) ? YES : NO;
}

/* An undeclared column beside a date or a period is read as one. */
static void
as_order(struct eval *ev, const struct node *n, const struct node *other, struct value *v)
{
	const struct column c = {.type = other->type,
	    .form = other->type == TYPE_PERIOD ? &ev->row->plan->form : NULL};

	if (n->type == TYPE_ANY)
		read_order(&c, v->text, v);
}

void
eval_compare(struct eval *ev, const struct node *n, struct comparison *c)
{
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
		as_order(ev, n->a, n->b, &c->a);
		as_order(ev, n->b, n->a, &c->b);
		c->truth = compare_orders(ev, n, c);
		return;
	case COMPARE_LOOSE:
		c->truth = compare_loosely(c, n->rel);
		return;
	case COMPARE_NUMBER:
		break;
	}
	if (!usable(ev, &c->a) || !usable(ev, &c->b))
		c->truth = UNKNOWN;
	else if ((c->a.tied || c->b.tied) && (n->rel == REL_EQ || n->rel == REL_NE))
		c->truth = compare_tied(c, n->rel);
	else if (n->within == WITHIN_ROUNDING)
		c->truth = compare_rounded(&c->a.num, &c->b.num, n->rel);
	else if (n->within == WITHIN_AMOUNT)
		c->truth = compare_within(ev, n, c);
	else
		c->truth = compare_plain(&c->a.num, &c->b.num, n->rel);
}

/* The commonest test of all: a column's text against one text. */
static enum truth
eval_comparison(struct eval *ev, const struct node *n)
{
	struct comparison c;

	if (n->compare == COMPARE_NUMBER && n->within == WITHIN_NONE) {
		struct value left, right;
		const struct value *a = value_of(ev, n->a, &left), *b = value_of(ev, n->b, &right);

		if (((int)usable(ev, a) & (int)usable(ev, b)) != 0 && !a->tied && !b->tied)
			return compare_plain(&a->num, &b->num, n->rel);
	}
	if (n->compare == COMPARE_TEXT && n->a->op == N_NAME && n->a->ref == REF_COLUMN &&
	    n->b->op == N_STRING)
		return same_text(ev->row->cell[n->a->index].text, n->b->text) ==
		    (n->rel == REL_EQ) ? YES : NO;
	eval_compare(ev, n, &c);
	return c.truth;
}

static enum truth
in_list(struct eval *ev, const struct node *item, const struct slice *cells, size_t n)
{
	struct period p;
	const struct value *at;

	if (!codelist_dated(item->list))
		return codelist_has(item->list, item->list_index, cells, n, NULL) ? YES : NO;
	at = row_value(ev->row, ev->row->plan->period);
	if (at->kind != VALUE_ORDER)
		return UNKNOWN;
	p = (struct period){.freq = ev->row->plan->form.freq, .ord = at->ord};
	return codelist_has(item->list, item->list_index, cells, n, &p) ? YES : NO;
}

static enum truth
in_item(struct eval *ev, const struct node *n, const struct node *item, const struct value *v,
    const struct slice *cells, size_t ncells)
{
	if (item->op == N_LIST)
		return in_list(ev, item, cells, ncells);
	if (n->compare == COMPARE_NUMBER && item->op != N_STRING) {
		struct value w;

		eval_value(ev, item, &w);
		return usable(ev, v) ? compare_plain(&v->num, &w.num, REL_EQ) : NO;
	}
	return same_text(cells[0], item->text) ? YES : NO;
}

static enum truth
eval_in(struct eval *ev, const struct node *n)
{
	struct slice cell[WIDEST];
	struct value v;
	size_t ncells = 0;
	enum truth t = NO, one;

	if (n->a->op == N_TUPLE) {
		for (const struct node *m = n->a->a; m != NULL && ncells < WIDEST; m = m->next)
			cell[ncells++] = value_of(ev, m, &v)->text;
	} else if (n->a->op == N_NAME && n->a->ref == REF_COLUMN && n->compare == COMPARE_TEXT) {
		cell[ncells++] = ev->row->cell[n->a->index].text;
	} else {
		eval_value(ev, n->a, &v);
		if (v.kind == VALUE_NONE)
			return UNKNOWN;
		cell[ncells++] = v.text;
	}
	if (n->set != NULL && intern_find(n->set, cell[0]) != INTERN_NONE)
		return n->negate ? NO : YES;
	for (const struct node *item = n->b; item != NULL && t != YES; item = item->next) {
		if (n->set != NULL && item->op == N_STRING)
			continue;
		one = in_item(ev, n, item, &v, cell, ncells);
		t = one == NO ? t : one;
	}
	return n->negate ? not(t) : t;
}

static enum truth
eval_is(struct eval *ev, const struct node *n)
{
	struct value room;
	const struct value *v = value_of(ev, n->a, &room);
	enum truth t;

	if (v->kind == VALUE_NONE && n->is == IS_BLANK)
		return UNKNOWN;
	t = value_is(ev->row->plan, n->a, v, n->is) ? YES : NO;
	return n->negate ? not(t) : t;
}

static enum truth
eval_matches(struct eval *ev, const struct node *n)
{
	struct value room;
	const struct value *v = value_of(ev, n->a, &room);

	if (v->kind == VALUE_NONE)
		return UNKNOWN;
	return matcher_test(n->matcher, v->text) ? YES : NO;
}

enum truth
eval_cond(struct eval *ev, const struct node *n)
{
	enum truth a, b;

	switch (n->op) {
	case N_AND:
		if ((a = eval_cond(ev, n->a)) == NO)
			return NO;
		b = eval_cond(ev, n->b);
		return b == NO ? NO : a == YES ? b : UNKNOWN;
	case N_OR:
		if ((a = eval_cond(ev, n->a)) == YES)
			return YES;
		b = eval_cond(ev, n->b);
		return b == YES ? YES : a == NO ? b : UNKNOWN;
	case N_IF:
		if ((a = eval_cond(ev, n->a)) == NO)
			return YES;
		b = eval_cond(ev, n->b);
		return b == YES ? YES : a == YES ? b : UNKNOWN;
	case N_NOT:
		return not(eval_cond(ev, n->a));
	case N_COMPARE:
		return eval_comparison(ev, n);
	case N_IN:
		return eval_in(ev, n);
	case N_MATCHES:
		return eval_matches(ev, n);
	case N_IS:
		return eval_is(ev, n);
	case N_NAME:				/* a let that is a condition */
		return eval_cond(ev, ev->rule->let[n->index]);
	default:
		return UNKNOWN;
	}
}
