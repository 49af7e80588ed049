#include "base/exact.h"

#include <stdint.h>
#include <string.h>

typedef unsigned __int128 u128;	/* no shorter name exists for the type */

const int64_t dec_unit[] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000,
	10000000000, 100000000000, 1000000000000, 10000000000000, 100000000000000,
	1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000,
};

#define ADD(a, b, r) (!__builtin_add_overflow((a), (b), (r)))
#define SUB(a, b, r) (!__builtin_sub_overflow((a), (b), (r)))
#define MUL(a, b, r) (!__builtin_mul_overflow((a), (b), (r)))

static bool
small(__int128 v)
{
	return v == (int64_t)v;
}

static u128
magnitude(__int128 v)
{
	return v < 0 ? -(u128)v : (u128)v;
}

static u128
gcd(u128 a, u128 b)
{
	u128 t;

	while (b != 0) {
		if ((a >> 64) == 0 && (b >> 64) == 0) {
			for (uint64_t x = a, y = b, z; ; x = y, y = z) {
				if (y == 0)
					return x;
				z = x % y;
			}
		}
		t = a % b;
		a = b;
		b = t;
	}
	return a;
}

struct rat
rat_lowest(struct rat a)
{
	u128 g;

	if (a.d == 0)
		return a;
	g = gcd(magnitude(a.n), (u128)a.d);
	if (g > 1) {
		a.n /= (__int128)g;
		a.d /= (__int128)g;
	}
	return a;
}

struct rat
rat_of_dec(struct dec d)
{
	return (struct rat){d.digits, dec_unit[d.scale]};
}

int
rat_sign(struct rat a)
{
	return (a.n > 0) - (a.n < 0);
}

static bool
add_once(struct rat a, struct rat b, struct rat *out)
{
	__int128 x, y, d;

	if (small(a.d) && small(b.d)) {		/* decimals: one unit is a part of the other */
		if (a.d > b.d && (int64_t)a.d % (int64_t)b.d == 0) {
			if (!MUL(b.n, a.d / b.d, &y) || !ADD(a.n, y, &x))
				return false;
			*out = (struct rat){x, a.d};
			return true;
		}
		if (b.d > a.d && (int64_t)b.d % (int64_t)a.d == 0) {
			if (!MUL(a.n, b.d / a.d, &x) || !ADD(x, b.n, &y))
				return false;
			*out = (struct rat){y, b.d};
			return true;
		}
	}
	if (!MUL(a.n, b.d, &x) || !MUL(b.n, a.d, &y) || !ADD(x, y, &x) || !MUL(a.d, b.d, &d))
		return false;
	*out = (struct rat){x, d};
	return true;
}

bool
rat_add(struct rat a, struct rat b, struct rat *out)
{
	__int128 n;

	if (a.d == b.d && a.d != 0) {
		if (ADD(a.n, b.n, &n)) {
			*out = (struct rat){n, a.d};
			return true;
		}
	} else if (a.d == 0 || b.d == 0) {
		*out = a.d == 0 ? a : b;
		return true;
	}
	return add_once(a, b, out) || add_once(rat_lowest(a), rat_lowest(b), out);
}

bool
rat_sub(struct rat a, struct rat b, struct rat *out)
{
	if (!SUB(0, b.n, &b.n))
		return false;
	return rat_add(a, b, out);
}

static bool
mul_once(struct rat a, struct rat b, struct rat *out)
{
	__int128 n, d;

	if (small(a.n) && small(a.d) && small(b.n) && small(b.d)) {
		*out = (struct rat){(__int128)(int64_t)a.n * (int64_t)b.n,
		    (__int128)(int64_t)a.d * (int64_t)b.d};
		return true;
	}
	if (!MUL(a.n, b.n, &n) || !MUL(a.d, b.d, &d))
		return false;
	*out = (struct rat){n, d};
	return true;
}

bool
rat_mul(struct rat a, struct rat b, struct rat *out)
{
	struct rat x, y;

	if (a.d == 0 || b.d == 0) {
		int sign = rat_sign(a) * rat_sign(b);

		*out = sign == 0 ? RAT(0) : (struct rat){sign, 0};
		return true;
	}
	if (mul_once(a, b, out))
		return true;
	x = rat_lowest((struct rat){a.n, b.d});	/* cross-wise, then nothing is left to cancel */
	y = rat_lowest((struct rat){b.n, a.d});
	return mul_once(x, y, out);
}

bool
rat_div(struct rat a, struct rat b, struct rat *out)
{
	struct rat inverse;

	if (b.d == 0) {
		*out = RAT(0);
		return true;
	}
	inverse.n = b.n < 0 ? -b.d : b.d;
	inverse.d = (__int128)magnitude(b.n);
	if (inverse.d < 0)
		return false;
	return rat_mul(a, inverse, out);
}

/* Whole parts first, then the rest turned over: needs no more bits than its arguments. */
static int
cmp_slowly(struct rat a, struct rat b)
{
	int sense = 1;

	for (;;) {
		__int128 qa = a.n / a.d, qb = b.n / b.d;
		__int128 ra = a.n % a.d, rb = b.n % b.d;

		if (ra < 0) {
			ra += a.d;
			qa--;
		}
		if (rb < 0) {
			rb += b.d;
			qb--;
		}
		if (qa != qb)
			return qa < qb ? -sense : sense;
		if (ra == 0 || rb == 0)
			return ra == rb ? 0 : ra == 0 ? -sense : sense;
		a = (struct rat){a.d, ra};
		b = (struct rat){b.d, rb};
		sense = -sense;
	}
}

int
rat_cmp(struct rat a, struct rat b)
{
	__int128 x, y;

	if (a.d == b.d && a.d != 0)
		return (a.n > b.n) - (a.n < b.n);
	if (a.d == 0 || b.d == 0) {
		int ia = a.d == 0 ? rat_sign(a) : 0, ib = b.d == 0 ? rat_sign(b) : 0;

		return (ia > ib) - (ia < ib);
	}
	if (MUL(a.n, b.d, &x) && MUL(b.n, a.d, &y))
		return (x > y) - (x < y);
	return cmp_slowly(a, b);
}

bool
rat_whole(struct rat a)
{
	return a.d == 1 || (a.d != 0 && a.n % a.d == 0);
}

bool
rat_round(struct rat a, int decimals, struct rat *out)
{
	__int128 n, q, r;

	if (a.d == 0) {
		*out = a;
		return true;
	}
	if (!MUL(a.n, dec_unit[decimals], &n)) {
		a = rat_lowest(a);
		if (!MUL(a.n, dec_unit[decimals], &n))
			return false;
	}
	q = n / a.d;
	r = n % a.d;
	if (magnitude(r) >= (u128)a.d - magnitude(r))
		q += n < 0 ? -1 : 1;
	*out = (struct rat){q, dec_unit[decimals]};
	return true;
}

bool
rat_digits(struct rat a, int scale, int64_t *digits)
{
	__int128 n;

	if (a.d == 0)
		return false;
	a = rat_lowest(a);
	if (!MUL(a.n, dec_unit[scale], &n) || n % a.d != 0 || !small(n / a.d))
		return false;
	*digits = (int64_t)(n / a.d);
	return true;
}

/* v with `decimals` of its digits behind the point. */
static size_t
put(char *buf, __int128 v, int decimals)
{
	char digits[48];
	u128 m = magnitude(v);
	int n = 0;
	size_t len = 0;

	for (; m >> 64 != 0; m /= 10)
		digits[n++] = (char)('0' + (int)(m % 10));
	for (uint64_t rest = (uint64_t)m; rest != 0 || n <= decimals; rest /= 10)
		digits[n++] = (char)('0' + (int)(rest % 10));
	if (v < 0)
		buf[len++] = '-';
	while (n > 0) {
		buf[len++] = digits[--n];
		if (n == decimals && n > 0)
			buf[len++] = '.';
	}
	buf[len] = '\0';
	return len;
}

static size_t
word(char *buf, const char *s)
{
	size_t n = strlen(s);

	memcpy(buf, s, n + 1);
	return n;
}

/* A decimal as it stands, n of 64 bits behind a power of ten: without the zeros at its end. */
static bool
plain_decimal(struct rat a, int64_t *n, int *decimals)
{
	int k = 0;

	while (k < 18 && dec_unit[k] != a.d)
		k++;
	if (dec_unit[k] != a.d || !small(a.n))
		return false;
	for (*n = (int64_t)a.n; k > 0 && *n % 10 == 0; k--)
		*n /= 10;
	*decimals = k;
	return true;
}

size_t
rat_format(char *buf, struct rat a, int decimals)
{
	struct rat r;
	__int128 rest;
	int64_t n;
	int k = 0;

	if (a.d == 0)
		return word(buf, a.n > 0 ? "any" : "-any");
	if (decimals < 0 && plain_decimal(a, &n, &k))
		return put(buf, n, k);
	a = rat_lowest(a);
	if (decimals < 0) {
		rest = a.d;
		for (k = 0; k < 18 && rest != 1 && (rest % 10 == 0 || rest % 5 == 0 ||
		    rest % 2 == 0); k++)
			rest /= rest % 10 == 0 ? 10 : rest % 5 == 0 ? 5 : 2;
		decimals = rest == 1 ? k : 6;
	}
	while (decimals > 0 && !rat_round(a, decimals, &r))
		decimals--;
	if (!rat_round(a, decimals, &r))
		r = RAT(a.n / a.d);
	return put(buf, r.n, decimals);
}

struct amount
amount_point(struct rat r)
{
	return (struct amount){.lo = r, .point = true};
}

struct amount
amount_of_narrow(struct narrow a)
{
	struct rat r = {a.n, a.d};

	if (a.h == 0)
		return amount_point(r);
	return (struct amount){r, r, {r.n - a.h, a.d}, {r.n + a.h, a.d}, false};
}

bool
amount_narrow(const struct amount *a, struct narrow *out)
{
	__int128 half = a->point ? 0 : a->rhi.n - a->lo.n;

	if (!small(a->lo.n) || !small(a->lo.d) || a->lo.d == 0)
		return false;
	if (!a->point && (a->lo.n != a->hi.n || a->lo.d != a->hi.d || a->rlo.d != a->lo.d ||
	    a->rhi.d != a->lo.d || !small(a->rlo.n) || !small(a->rhi.n) || !small(half) ||
	    a->lo.n - a->rlo.n != half || half < 0))
		return false;
	*out = (struct narrow){(int64_t)a->lo.n, (int64_t)half, (int64_t)a->lo.d};
	return true;
}

void
amount_widen(struct amount *a)
{
	if (!a->point)
		return;
	a->hi = a->rlo = a->rhi = a->lo;
	a->point = false;
}

/* rat_add(), with the commonest case, the same unit, in place. */
static inline bool
quick_add(const struct rat *a, const struct rat *b, struct rat *out)
{
	__int128 n;

	if (a->d != b->d || a->d == 0 || !ADD(a->n, b->n, &n))
		return rat_add(*a, *b, out);
	*out = (struct rat){n, a->d};
	return true;
}

bool
amount_add(const struct amount *a, const struct amount *b, struct amount *out)
{
	struct rat lo, hi, rlo, rhi;

	if (a->point && b->point) {
		out->point = true;
		return quick_add(&a->lo, &b->lo, &out->lo);
	}
	if (!quick_add(&a->lo, &b->lo, &lo) ||
	    !quick_add(a->point ? &a->lo : &a->hi, b->point ? &b->lo : &b->hi, &hi) ||
	    !quick_add(a->point ? &a->lo : &a->rlo, b->point ? &b->lo : &b->rlo, &rlo) ||
	    !quick_add(a->point ? &a->lo : &a->rhi, b->point ? &b->lo : &b->rhi, &rhi))
		return false;
	*out = (struct amount){lo, hi, rlo, rhi, false};
	return true;
}

bool
amount_neg(const struct amount *a, struct amount *out)
{
	struct amount x = *a;

	if (x.point) {
		out->point = true;
		return rat_sub(RAT(0), x.lo, &out->lo);
	}
	out->point = false;
	return rat_sub(RAT(0), x.hi, &out->lo) && rat_sub(RAT(0), x.lo, &out->hi) &&
	    rat_sub(RAT(0), x.rhi, &out->rlo) && rat_sub(RAT(0), x.rlo, &out->rhi);
}

bool
amount_sub(const struct amount *a, const struct amount *b, struct amount *out)
{
	struct amount minus;

	if (a->point && b->point) {
		out->point = true;
		return rat_sub(a->lo, b->lo, &out->lo);
	}
	return amount_neg(b, &minus) && amount_add(a, &minus, out);
}

/* The least and the greatest of the four products of two intervals. */
static bool
mul_range(struct rat alo, struct rat ahi, struct rat blo, struct rat bhi, struct rat *lo,
    struct rat *hi)
{
	struct rat p[4];

	if (!rat_mul(alo, blo, &p[0]) || !rat_mul(alo, bhi, &p[1]) ||
	    !rat_mul(ahi, blo, &p[2]) || !rat_mul(ahi, bhi, &p[3]))
		return false;
	*lo = *hi = p[0];
	for (int i = 1; i < 4; i++) {
		if (rat_cmp(p[i], *lo) < 0)
			*lo = p[i];
		if (rat_cmp(p[i], *hi) > 0)
			*hi = p[i];
	}
	return true;
}

bool
amount_mul(const struct amount *a, const struct amount *b, struct amount *out)
{
	struct amount x, y;

	if (a->point && b->point) {
		out->point = true;
		return rat_mul(a->lo, b->lo, &out->lo);
	}
	x = *a;
	y = *b;
	amount_widen(&x);
	amount_widen(&y);
	out->point = false;
	return mul_range(x.lo, x.hi, y.lo, y.hi, &out->lo, &out->hi) &&
	    mul_range(x.rlo, x.rhi, y.rlo, y.rhi, &out->rlo, &out->rhi);
}

/* 1 / [lo, hi]; where 0 lies inside, on both sides of it, nothing is known of the result. */
static bool
invert(struct rat lo, struct rat hi, struct rat *ilo, struct rat *ihi)
{
	int sl = rat_sign(lo), sh = rat_sign(hi);

	if (sl < 0 && sh > 0) {
		*ilo = RAT_NEGINF;
		*ihi = RAT_INF;
		return true;
	}
	if (sh == 0)
		*ilo = RAT_NEGINF;
	else if (!rat_div(RAT(1), hi, ilo))
		return false;
	if (sl == 0)
		*ihi = RAT_INF;
	else if (!rat_div(RAT(1), lo, ihi))
		return false;
	return true;
}

bool
amount_div(const struct amount *a, const struct amount *b, struct amount *out, bool *defined)
{
	struct amount y, inverse = {0};

	*defined = true;
	if (a->point && b->point) {
		out->point = true;
		*defined = rat_sign(b->lo) != 0;
		return !*defined || rat_div(a->lo, b->lo, &out->lo);
	}
	y = *b;
	amount_widen(&y);
	if (rat_sign(y.lo) == 0 && rat_sign(y.hi) == 0) {
		*defined = false;
		return true;
	}
	return invert(y.lo, y.hi, &inverse.lo, &inverse.hi) &&
	    invert(y.rlo, y.rhi, &inverse.rlo, &inverse.rhi) && amount_mul(a, &inverse, out);
}

static struct rat
rat_least(struct rat a, struct rat b)
{
	return rat_cmp(a, b) <= 0 ? a : b;
}

static struct rat
rat_greatest(struct rat a, struct rat b)
{
	return rat_cmp(a, b) >= 0 ? a : b;
}

bool
amount_min(const struct amount *a, const struct amount *b, struct amount *out)
{
	struct amount x = *a, y = *b;

	amount_widen(&x);
	amount_widen(&y);
	*out = a->point && b->point ? amount_point(rat_least(x.lo, y.lo)) :
	    (struct amount){rat_least(x.lo, y.lo), rat_least(x.hi, y.hi),
	    rat_least(x.rlo, y.rlo), rat_least(x.rhi, y.rhi), false};
	return true;
}

bool
amount_max(const struct amount *a, const struct amount *b, struct amount *out)
{
	struct amount x = *a, y = *b;

	amount_widen(&x);
	amount_widen(&y);
	*out = a->point && b->point ? amount_point(rat_greatest(x.lo, y.lo)) :
	    (struct amount){rat_greatest(x.lo, y.lo), rat_greatest(x.hi, y.hi),
	    rat_greatest(x.rlo, y.rlo), rat_greatest(x.rhi, y.rhi), false};
	return true;
}

bool
amount_abs(const struct amount *a, struct amount *out)
{
	struct amount minus, x = *a;

	if (!amount_neg(&x, &minus) || !amount_max(&x, &minus, out))
		return false;
	if (out->point)
		return true;
	/* [-3, 5] is [0, 5]: the maximum of it and its mirror is [3, 5] */
	if (rat_sign(x.lo) <= 0 && rat_sign(x.hi) >= 0)
		out->lo = RAT(0);
	if (rat_sign(x.rlo) <= 0 && rat_sign(x.rhi) >= 0)
		out->rlo = RAT(0);
	return true;
}

bool
amount_round(const struct amount *a, int decimals, struct amount *out)
{
	struct amount x = *a;

	out->point = x.point;
	if (!rat_round(x.lo, decimals, &out->lo))
		return false;
	return x.point || (rat_round(x.hi, decimals, &out->hi) &&
	    rat_round(x.rlo, decimals, &out->rlo) && rat_round(x.rhi, decimals, &out->rhi));
}

size_t
amount_format(char *buf, const struct amount *a, int decimals)
{
	size_t n;

	if (a->point || rat_cmp(a->lo, a->hi) == 0)
		return rat_format(buf, a->lo, decimals);
	if (a->lo.d == 0 && a->hi.d == 0)
		return word(buf, "any number");
	if (a->lo.d == 0) {
		n = rat_format(buf, a->hi, decimals);
		return n + word(buf + n, " or less");
	}
	n = rat_format(buf, a->lo, decimals);
	if (a->hi.d == 0)
		return n + word(buf + n, " or more");
	n += word(buf + n, " to ");
	return n + rat_format(buf + n, a->hi, decimals);
}
