#include "base/figure.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

typedef unsigned __int128 u128;		/* the type has no shorter name */

const int64_t figure_power[] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000,
	10000000000, 100000000000, 1000000000000, 10000000000000, 100000000000000,
	1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000,
};

#define RAT(i) ((struct fraction){(i), 1})
#define RAT_INF ((struct fraction){1, 0})
#define RAT_NEGINF ((struct fraction){-1, 0})

struct figure_wide {		/* both from [0] to [1] */
	struct fraction printed[2];
	struct fraction open[2];	/* the unrounded value */
};

/* Ratios. Those that return bool return false when the result does not fit. */

static bool
is_small(__int128 v)
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

	while (b != 0) {		/* in 64 bits a division is a tenth of the work */
		t = (a | b) >> 64 != 0 ? a % b : (uint64_t)a % (uint64_t)b;
		a = b;
		b = t;
	}
	return a;
}

static struct fraction
lowest(struct fraction a)
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

static int
rat_sign(struct fraction a)
{
	return (a.n > 0) - (a.n < 0);
}

static bool
rat_neg(struct fraction a, struct fraction *out)
{
	out->d = a.d;
	return FITS_SUB(0, a.n, &out->n);
}

/* The sum, with no attempt at smaller parts. Decimals: one unit is a part of the other. */
static bool
add_once(struct fraction a, struct fraction b, struct fraction *out)
{
	__int128 x, y, d;

	if (is_small(a.d) && is_small(b.d)) {
		if (a.d > b.d && (int64_t)a.d % (int64_t)b.d == 0) {
			if (!FITS_MUL(b.n, a.d / b.d, &y) || !FITS_ADD(a.n, y, &x))
				return false;
			*out = (struct fraction){x, a.d};
			return true;
		}
		if (b.d > a.d && (int64_t)b.d % (int64_t)a.d == 0)
			return add_once(b, a, out);
	}
	if (!FITS_MUL(a.n, b.d, &x) || !FITS_MUL(b.n, a.d, &y) || !FITS_ADD(x, y, &x) ||
	    !FITS_MUL(a.d, b.d, &d))
		return false;
	*out = (struct fraction){x, d};
	return true;
}

static bool
rat_add(struct fraction a, struct fraction b, struct fraction *out)
{
	__int128 n;

	if (a.d == 0 || b.d == 0) {
		*out = a.d == 0 ? a : b;
		return true;
	}
	if (a.d == b.d && FITS_ADD(a.n, b.n, &n)) {
		*out = (struct fraction){n, a.d};
		return true;
	}
	return add_once(a, b, out) || add_once(lowest(a), lowest(b), out);
}

static bool
mul_once(struct fraction a, struct fraction b, struct fraction *out)
{
	__int128 n, d;

	if (!FITS_MUL(a.n, b.n, &n) || !FITS_MUL(a.d, b.d, &d))
		return false;
	*out = (struct fraction){n, d};
	return true;
}

/* 0 times no bound is 0. */
static bool
rat_mul(struct fraction a, struct fraction b, struct fraction *out)
{
	int sign = rat_sign(a) * rat_sign(b);

	if (a.d == 0 || b.d == 0) {
		*out = sign == 0 ? RAT(0) : (struct fraction){sign, 0};
		return true;
	}
	if (mul_once(a, b, out))
		return true;
	/* Reduced crosswise, after which nothing is left to cancel. */
	return mul_once(lowest((struct fraction){a.n, b.d}), lowest((struct fraction){b.n, a.d}),
	    out);
}

/* 1 / a; a is not 0. */
static bool
rat_invert(struct fraction a, struct fraction *out)
{
	if (a.d == 0) {
		*out = RAT(0);
		return true;
	}
	*out = (struct fraction){a.n < 0 ? -a.d : a.d, (__int128)magnitude(a.n)};
	return out->d > 0;
}

/* Takes the whole part off a, rounded down. */
static __int128
take_floor(struct fraction *a)
{
	__int128 whole = a->n / a->d - (a->n % a->d < 0);

	a->n %= a->d;
	a->n += a->n < 0 ? a->d : 0;
	return whole;
}

/* Whole parts first, then the rests turned over: needs no more bits than a and b have. */
static int
compare_by_parts(struct fraction a, struct fraction b)
{
	for (int sense = 1;; sense = -sense) {
		__int128 x = take_floor(&a), y = take_floor(&b);

		if (x != y)
			return x < y ? -sense : sense;
		if (a.n == 0 || b.n == 0)
			return sense * ((a.n > 0) - (b.n > 0));
		a = (struct fraction){a.d, a.n};
		b = (struct fraction){b.d, b.n};
	}
}

/* -1, 0 or 1; always exact. */
static int
rat_compare(struct fraction a, struct fraction b)
{
	__int128 x, y;

	if (a.d == 0 || b.d == 0) {
		x = a.d == 0 ? a.n : 0;
		y = b.d == 0 ? b.n : 0;
	} else if (a.d == b.d) {
		x = a.n;
		y = b.n;
	} else if (!FITS_MUL(a.n, b.d, &x) || !FITS_MUL(b.n, a.d, &y)) {
		return compare_by_parts(a, b);
	}
	return (x > y) - (x < y);
}

static struct fraction
rat_least(struct fraction a, struct fraction b)
{
	return rat_compare(a, b) <= 0 ? a : b;
}

static struct fraction
rat_greatest(struct fraction a, struct fraction b)
{
	return rat_compare(a, b) >= 0 ? a : b;
}

static bool
rat_round(struct fraction a, int decimals, struct fraction *out)
{
	__int128 n, q, r;

	if (a.d == 0) {
		*out = a;
		return true;
	}
	if (!FITS_MUL(a.n, figure_power[decimals], &n)) {
		a = lowest(a);
		if (!FITS_MUL(a.n, figure_power[decimals], &n))
			return false;
	}
	q = n / a.d;
	r = n % a.d;
	if (magnitude(r) >= (u128)a.d - magnitude(r))
		q += n < 0 ? -1 : 1;
	*out = (struct fraction){q, figure_power[decimals]};
	return true;
}

/* From the short form to intervals, and back where that is possible. */

static struct figure_wide
widen(struct figure a)
{
	struct fraction r = {a.n, a.d};

	if (a.d == 0)
		return *a.wide;
	return (struct figure_wide){{r, r}, {{r.n - a.h, r.d}, {r.n + a.h, r.d}}};
}

/* The printed number, or the lowest of a range; and the highest. */
static struct fraction
low_of(struct figure a)
{
	return a.d == 0 ? a.wide->printed[0] : (struct fraction){a.n, a.d};
}

static struct fraction
high_of(struct figure a)
{
	return a.d == 0 ? a.wide->printed[1] : (struct fraction){a.n, a.d};
}

/* To the short form, if all ends have one denominator and the open interval is symmetrical. */
static bool
shorten(const struct figure_wide *w, struct figure *out)
{
	struct fraction a = w->printed[0], b = w->printed[1], low = w->open[0], high = w->open[1];

	if (a.d == 0 || !is_small(a.d) || b.d != a.d || low.d != a.d || high.d != a.d ||
	    !is_small(a.n) || !is_small(low.n) || !is_small(high.n) || b.n != a.n ||
	    high.n - a.n != a.n - low.n || high.n < low.n || !is_small(high.n - a.n))
		return false;
	*out = (struct figure){.n = (int64_t)a.n, .h = (int64_t)(high.n - a.n), .d = (int64_t)a.d};
	return true;
}

static bool
pack(const struct figure_wide *w, struct arena *mem, struct figure *out)
{
	if (!shorten(w, out)) {
		*out = (struct figure){.wide = arena_alloc(mem, sizeof(*w))};
		*out->wide = *w;
	}
	return true;
}

struct figure
figure_range(struct figure lo, const struct figure *hi, struct arena *mem)
{
	struct fraction low = low_of(lo), high = hi == NULL ? RAT_INF : low_of(*hi);
	struct figure_wide w = {{low, high}, {low, high}};
	struct figure a;

	pack(&w, mem, &a);
	return a;
}

struct figure
figure_rounding(struct figure half, struct arena *mem)
{
	struct fraction by = low_of(half), zero = {0, by.d};
	struct figure_wide w = {{zero, zero}, {{-by.n, by.d}, by}};
	struct figure a;

	pack(&w, mem, &a);
	return a;
}

/* Operations on intervals. */

/* The least and the greatest of the four products. */
static bool
multiply(const struct fraction *a, const struct fraction *b, struct fraction *out)
{
	struct fraction product;

	for (int i = 0; i < 4; i++) {
		if (!rat_mul(a[i / 2], b[i % 2], &product))
			return false;
		out[0] = i == 0 ? product : rat_least(out[0], product);
		out[1] = i == 0 ? product : rat_greatest(out[1], product);
	}
	return true;
}

/* 1 / a; if 0 lies strictly inside, nothing is known of it. */
static bool
invert(const struct fraction *a, struct fraction *out)
{
	int low = rat_sign(a[0]), high = rat_sign(a[1]);
	bool across = low < 0 && high > 0;

	out[0] = RAT_NEGINF;
	out[1] = RAT_INF;
	return (across || high == 0 || rat_invert(a[1], &out[0])) &&
	    (across || low == 0 || rat_invert(a[0], &out[1]));
}

static bool
negate(const struct fraction *a, struct fraction *out)
{
	return rat_neg(a[1], &out[0]) && rat_neg(a[0], &out[1]);
}

/* The greater of a and -a; but if 0 lies inside, it begins there. */
static bool
absolute(const struct fraction *a, struct fraction *out)
{
	if (!negate(a, out))
		return false;
	out[0] = rat_sign(a[0]) <= 0 && rat_sign(a[1]) >= 0 ? RAT(0) : rat_greatest(a[0], out[0]);
	out[1] = rat_greatest(a[1], out[1]);
	return true;
}

static bool
operate(enum figure_operation op, const struct fraction *a, const struct fraction *b,
    struct fraction *out)
{
	struct fraction inverse[2];

	switch (op) {
	case FIGURE_ADD:
		return rat_add(a[0], b[0], &out[0]) && rat_add(a[1], b[1], &out[1]);
	case FIGURE_NEG:
		return negate(a, out);
	case FIGURE_MUL:
		return multiply(a, b, out);
	case FIGURE_DIV:
		return invert(b, inverse) && multiply(a, inverse, out);
	case FIGURE_ABS:
		return absolute(a, out);
	case FIGURE_MIN:
		out[0] = rat_least(a[0], b[0]);
		out[1] = rat_least(a[1], b[1]);
		return true;
	case FIGURE_MAX:
		out[0] = rat_greatest(a[0], b[0]);
		out[1] = rat_greatest(a[1], b[1]);
		return true;
	}
	return false;
}

bool
figure_in_wide(enum figure_operation op, struct figure a, struct figure b, struct arena *mem,
    struct figure *out)
{
	struct figure_wide x = widen(a), y = widen(b), z;

	return operate(op, x.printed, y.printed, z.printed) &&
	    operate(op, x.open, y.open, z.open) && pack(&z, mem, out);
}

bool
figure_round(struct figure a, int decimals, struct arena *mem, struct figure *out)
{
	struct figure_wide w = widen(a);

	return rat_round(w.printed[0], decimals, &w.printed[0]) &&
	    rat_round(w.printed[1], decimals, &w.printed[1]) &&
	    rat_round(w.open[0], decimals, &w.open[0]) &&
	    rat_round(w.open[1], decimals, &w.open[1]) && pack(&w, mem, out);
}

/* How a number of one interval may stand to one of another. */
static unsigned
interval_order(const struct fraction *a, const struct fraction *b)
{
	int least = rat_compare(a[0], b[1]), most = rat_compare(a[1], b[0]);

	return (least < 0 ? FIGURE_LESS : 0) | (least <= 0 && most >= 0 ? FIGURE_EQUAL : 0) |
	    (most > 0 ? FIGURE_GREATER : 0);
}

unsigned
figure_order_in_wide(struct figure a, struct figure b)
{
	struct figure_wide x = widen(a), y = widen(b);

	return interval_order(x.printed, y.printed);
}

unsigned
figure_order_unrounded(struct figure a, struct figure b)
{
	struct figure_wide x = widen(a), y = widen(b);

	return interval_order(x.open, y.open);
}

bool
figure_is_zero_in_wide(struct figure a)
{
	return rat_sign(low_of(a)) == 0 && rat_sign(high_of(a)) == 0;
}

bool
figure_is_exact(struct figure a)
{
	return a.d != 0 ? a.h == 0 : rat_compare(a.wide->open[0], a.wide->open[1]) == 0;
}

bool
figure_is_single(struct figure a)
{
	return a.d != 0 || rat_compare(low_of(a), high_of(a)) == 0;
}

bool
figure_is_whole_in_wide(struct figure a)
{
	struct fraction r = low_of(a);

	return figure_is_single(a) && r.n % r.d == 0;
}

bool
figure_digits(struct figure a, int scale, int64_t *digits)
{
	struct fraction r = lowest(low_of(a));
	__int128 n;

	if (!figure_is_single(a) || !FITS_MUL(r.n, figure_power[scale], &n) || n % r.d != 0 ||
	    !is_small(n / r.d))
		return false;
	*digits = (int64_t)(n / r.d);
	return true;
}

static struct fraction
end_of(struct figure a, enum figure_end end)
{
	struct figure_wide w = widen(a);

	return end == FIGURE_LOW || end == FIGURE_HIGH ? w.printed[end == FIGURE_HIGH] :
	    w.open[end == FIGURE_OPEN_HIGH];
}

struct fraction
figure_end(struct figure a, enum figure_end end)
{
	return lowest(end_of(a, end));
}

bool
figure_half(struct figure a, struct arena *mem, struct figure *out)
{
	struct figure_wide w = widen(a);
	struct fraction low, high = w.open[1], half;

	if (a.d != 0) {
		*out = (struct figure){.n = a.h, .d = a.d};
		return true;
	}
	if (w.open[0].d == 0 || high.d == 0 || !rat_neg(w.open[0], &low) ||
	    !rat_add(high, low, &half) || !rat_mul(half, (struct fraction){1, 2}, &half))
		return false;
	w = (struct figure_wide){{half, half}, {half, half}};
	return pack(&w, mem, out);
}

static int
by_size(const void *a, const void *b)
{
	return rat_compare(*(const struct fraction *)a, *(const struct fraction *)b);
}

/* The middle one of n, or the mean of the middle two. */
static bool
middle(struct fraction *r, size_t n, struct fraction *out)
{
	qsort(r, n, sizeof(*r), by_size);
	*out = r[n / 2];
	return n % 2 == 1 ||
	    (rat_add(r[n / 2 - 1], r[n / 2], out) && rat_mul(*out, (struct fraction){1, 2}, out));
}

bool
figure_median(const struct figure *a, size_t n, struct arena *mem, struct figure *out)
{
	struct fraction *r = xcalloc(n, sizeof(*r));
	struct figure_wide w;
	struct fraction *to[] = {&w.printed[0], &w.printed[1], &w.open[0], &w.open[1]};
	bool fits = true;

	for (int end = FIGURE_LOW; end <= FIGURE_OPEN_HIGH && fits; end++) {
		for (size_t i = 0; i < n; i++)
			r[i] = end_of(a[i], (enum figure_end)end);
		fits = middle(r, n, to[end]);
	}
	free(r);
	return fits && pack(&w, mem, out);
}

void
figure_keep_wide(struct figure *slot, struct figure a, struct arena *mem)
{
	if (slot->d != 0 || slot->wide == NULL)
		*slot = (struct figure){.wide = arena_alloc(mem, sizeof(*a.wide))};
	*slot->wide = *a.wide;
}

/* v with the point before the last `decimals` of its digits. */
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

/* How many decimals a ratio in lowest terms has; 6 if it does not end within 18. */
static int
decimals_of(struct fraction a)
{
	__int128 rest = a.d;
	int k;

	for (k = 0; k < 18 && rest != 1 && (rest % 5 == 0 || rest % 2 == 0); k++)
		rest /= rest % 10 == 0 ? 10 : rest % 5 == 0 ? 5 : 2;
	return rest == 1 ? k : 6;
}

static size_t
format_ratio(char *buf, struct fraction a, int decimals)
{
	struct fraction r;

	if (a.d == 0)
		return (size_t)(stpcpy(buf, a.n > 0 ? "any" : "-any") - buf);
	a = lowest(a);
	if (decimals < 0)
		decimals = decimals_of(a);
	while (decimals > 0 && !rat_round(a, decimals, &r))
		decimals--;
	if (!rat_round(a, decimals, &r))
		r = RAT(a.n / a.d);
	return put(buf, r.n, decimals);
}

size_t
figure_format(char *buf, struct figure a, int decimals)
{
	struct fraction low = low_of(a), high = high_of(a);
	char *to = buf;

	if (figure_is_single(a))
		return format_ratio(buf, low, decimals);
	if (low.d == 0 && high.d == 0)
		return (size_t)(stpcpy(buf, "any number") - buf);
	if (low.d != 0)
		to += format_ratio(to, low, decimals);
	if (low.d != 0 && high.d != 0)
		to = stpcpy(to, " to ");
	if (high.d != 0)
		to += format_ratio(to, high, decimals);
	if (low.d == 0 || high.d == 0)
		to = stpcpy(to, low.d == 0 ? " or less" : " or more");
	return (size_t)(to - buf);
}
