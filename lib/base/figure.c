#include "base/figure.h"

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/memory.h"

typedef unsigned __int128 u128;		/* the type has no shorter name */

const int64_t figure_power[] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000,
	10000000000, 100000000000, 1000000000000, 10000000000000, 100000000000000,
	1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000,
};

struct figure_wide {
	struct fraction end[4];		/* by enum figure_end */
};

/* Fractions. Those that return bool return false when the result does not fit. */

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

/* In 64 bits a division is a tenth of the work. */
static u128
divide(u128 a, u128 b, u128 *rest)
{
	bool small = (a | b) >> 64 == 0;

	*rest = small ? (uint64_t)a % (uint64_t)b : a % b;
	return small ? (uint64_t)a / (uint64_t)b : a / b;
}

static u128
gcd(u128 a, u128 b)
{
	uint64_t x, y, rest;
	u128 wide;

	for (; b >> 64 != 0; b = wide) {
		wide = a % b;
		a = b;
	}
	if (b == 0)
		return a;
	x = (uint64_t)b;
	y = (uint64_t)(a >> 64 != 0 ? a % b : (uint64_t)a % x);
	for (; y != 0; y = rest) {
		rest = x % y;
		x = y;
	}
	return x;
}

static struct fraction
lowest(struct fraction a)
{
	u128 divisor = a.d <= 1 ? 1 : gcd(magnitude(a.n), (u128)a.d), n, rest;

	if (divisor == 1)
		return a;
	n = divide(magnitude(a.n), divisor, &rest);
	return (struct fraction){(__int128)(a.n < 0 ? -n : n),
	    (__int128)divide((u128)a.d, divisor, &rest)};
}

static int
sign(struct fraction a)
{
	return (a.n > 0) - (a.n < 0);
}

/* Decimals: one unit is a part of the other. */
static bool
add_in_common_unit(struct fraction a, struct fraction b, struct fraction *out)
{
	bool small = is_small(a.d) && is_small(b.d);
	__int128 divisor = 1, x, y;

	if (a.d == b.d || (small && (int64_t)b.d % (int64_t)a.d == 0))
		divisor = a.d;
	else if (small && (int64_t)a.d % (int64_t)b.d == 0)
		divisor = b.d;
	return FITS_MUL(a.n, b.d / divisor, &x) && FITS_MUL(b.n, a.d / divisor, &y) &&
	    FITS_ADD(x, y, &out->n) && FITS_MUL(a.d, b.d / divisor, &out->d);
}

static bool
add(struct fraction a, struct fraction b, struct fraction *out)
{
	if (a.d == 0 || b.d == 0) {
		*out = a.d == 0 ? a : b;
		return true;
	}
	return add_in_common_unit(a, b, out) || add_in_common_unit(lowest(a), lowest(b), out);
}

/* 0 times no bound is 0. */
static bool
multiply(struct fraction a, struct fraction b, struct fraction *out)
{
	struct fraction x = {a.n, b.d}, y = {b.n, a.d};

	if (a.d == 0 || b.d == 0) {
		out->n = sign(a) * sign(b);
		out->d = out->n == 0;
		return true;
	}
	if (FITS_MUL(a.n, b.n, &out->n) && FITS_MUL(a.d, b.d, &out->d))
		return true;
	x = lowest(x);		/* crosswise, after which nothing is left to cancel */
	y = lowest(y);
	return FITS_MUL(x.n, y.n, &out->n) && FITS_MUL(x.d, y.d, &out->d);
}

/* 1 / a; a is not 0. */
static bool
invert(struct fraction a, struct fraction *out)
{
	*out = (struct fraction){a.n < 0 ? -a.d : a.d, a.d == 0 ? 1 : (__int128)magnitude(a.n)};
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

/* -1, 0 or 1: by the whole parts, then by the rests turned over. This always fits. */
static int
compare_by_parts(struct fraction a, struct fraction b)
{
	__int128 x = take_floor(&a), y = take_floor(&b);

	if (x != y)
		return x < y ? -1 : 1;
	if (a.n == 0 || b.n == 0)
		return sign(a) - sign(b);
	return compare_by_parts((struct fraction){b.d, b.n}, (struct fraction){a.d, a.n});
}

/* -1, 0 or 1; always exact. */
static int
compare(struct fraction a, struct fraction b)
{
	__int128 x = a.n, y = b.n;

	if (a.d != b.d && (!FITS_MUL(a.n, b.d, &x) || !FITS_MUL(b.n, a.d, &y)))
		return compare_by_parts(a, b);
	return (x > y) - (x < y);
}

static int
by_size(const void *a, const void *b)
{
	return compare(*(const struct fraction *)a, *(const struct fraction *)b);
}

static bool
round_to(struct fraction a, int decimals, struct fraction *out)
{
	__int128 n;
	u128 q, rest;

	if (a.d == 0 || a.d == figure_power[decimals]) {
		*out = a;
		return true;
	}
	if (!FITS_MUL(a.n, figure_power[decimals], &n)) {
		a = lowest(a);
		if (!FITS_MUL(a.n, figure_power[decimals], &n))
			return false;
	}
	q = divide(magnitude(n), (u128)a.d, &rest);
	q += rest >= (u128)a.d - rest;
	*out = (struct fraction){(__int128)(n < 0 ? -q : q), figure_power[decimals]};
	return true;
}

/* From the short form to the ends, and back where that is possible. */

static struct figure_wide
widen(struct figure a)
{
	struct fraction r = {a.n, a.d};

	if (a.d == 0)
		return *a.wide;
	return (struct figure_wide){{r, r, {r.n - a.h, r.d}, {r.n + a.h, r.d}}};
}

static struct fraction
end_of(struct figure a, enum figure_end end)
{
	return widen(a).end[end];
}

static struct figure
pack(struct figure_wide w, struct arena *mem)
{
	u128 n = (u128)w.end[FIGURE_LOW].n, high = (u128)w.end[FIGURE_OPEN_HIGH].n;
	struct figure a = {.n = (int64_t)n, .h = (int64_t)(high - n),
	    .d = (int64_t)w.end[FIGURE_LOW].d};
	struct figure_wide again;

	if (a.d > 0 && a.h >= 0) {
		again = widen(a);
		if (memcmp(&again, &w, sizeof(w)) == 0)
			return a;
	}
	a = (struct figure){.wide = arena_alloc(mem, sizeof(w))};
	*a.wide = w;
	return a;
}

struct figure
figure_range(struct figure lo, const struct figure *hi, struct arena *mem)
{
	struct fraction low = end_of(lo, FIGURE_LOW), high = {1, 0};

	if (hi != NULL)
		high = end_of(*hi, FIGURE_LOW);
	return pack((struct figure_wide){{low, high, low, high}}, mem);
}

struct figure
figure_rounding(struct figure half, struct arena *mem)
{
	struct fraction by = end_of(half, FIGURE_LOW), zero = {0, by.d};

	return pack((struct figure_wide){{zero, zero, {-by.n, by.d}, by}}, mem);
}

bool
figure_at(struct figure a, enum figure_end end, struct arena *mem, struct figure *out)
{
	struct fraction r = end_of(a, end);

	if (r.d == 0)
		return false;
	*out = is_small(r.n) && is_small(r.d) ?
	    (struct figure){.n = (int64_t)r.n, .d = (int64_t)r.d} :
	    pack((struct figure_wide){{r, r, r, r}}, mem);
	return true;
}

struct figure
figure_of_ends(const struct figure ends[4], struct arena *mem)
{
	struct figure_wide w;

	for (int i = FIGURE_LOW; i <= FIGURE_OPEN_HIGH; i++)
		w.end[i] = end_of(ends[i], FIGURE_LOW);
	return pack(w, mem);
}

/* Operations on intervals: a[0] to a[1]. */

/* The least and the greatest of the four products. */
static bool
multiply_intervals(const struct fraction *a, const struct fraction *b, struct fraction *out)
{
	struct fraction product;

	for (int i = 0; i < 4; i++) {
		if (!multiply(a[i / 2], b[i % 2], &product))
			return false;
		if (i == 0 || compare(product, out[0]) < 0)
			out[0] = product;
		if (i == 0 || compare(product, out[1]) > 0)
			out[1] = product;
	}
	return true;
}

/* 1 / a; if 0 lies strictly inside, nothing is known of it. */
static bool
invert_interval(const struct fraction *a, struct fraction *out)
{
	bool across = sign(a[0]) < 0 && sign(a[1]) > 0;

	out[0] = (struct fraction){-1, 0};
	out[1] = (struct fraction){1, 0};
	return (across || sign(a[1]) == 0 || invert(a[1], &out[0])) &&
	    (across || sign(a[0]) == 0 || invert(a[0], &out[1]));
}

static bool
operate(enum figure_operation op, const struct fraction *a, const struct fraction *b,
    struct fraction *out)
{
	struct fraction inverse[2];

	switch (op) {
	case FIGURE_ADD:
		return add(a[0], b[0], &out[0]) && add(a[1], b[1], &out[1]);
	case FIGURE_MUL:
		return multiply_intervals(a, b, out);
	case FIGURE_DIV:
		return invert_interval(b, inverse) && multiply_intervals(a, inverse, out);
	case FIGURE_MIN:
	case FIGURE_MAX:
		for (int i = 0; i < 2; i++)
			out[i] = compare(b[i], a[i]) == (op == FIGURE_MIN ? -1 : 1) ? b[i] : a[i];
		return true;
	}
	return false;
}

/* Neither of their units is a part of the other, but 64 bits may hold one that is of both. */
static bool
add_short(struct figure a, struct figure b, struct figure *out)
{
	int64_t divisor = (int64_t)gcd((u128)a.d, (u128)b.d);
	struct figure x, y;

	if (!figure_finer(a, b.d / divisor, &x) || !figure_finer(b, a.d / divisor, &y) ||
	    !FITS_ADD(x.n, y.n, &x.n) || !FITS_ADD(x.h, y.h, &x.h))
		return false;
	*out = x;
	return true;
}

bool
figure_in_wide(enum figure_operation op, struct figure a, struct figure b, struct arena *mem,
    struct figure *out)
{
	struct figure_wide x, y, z;

	if (op == FIGURE_ADD && a.d != 0 && b.d != 0 && add_short(a, b, out))
		return true;
	x = widen(a);
	y = widen(b);
	for (int i = FIGURE_LOW; i <= FIGURE_OPEN_HIGH; i += 2)
		if (!operate(op, x.end + i, y.end + i, z.end + i))
			return false;
	*out = pack(z, mem);
	return true;
}

/* The greatest of a, -a and 0. */
bool
figure_abs(struct figure a, struct arena *mem, struct figure *out)
{
	struct figure minus;

	/* Short, and on one side of 0. */
	if (a.d != 0 && a.n != INT64_MIN && (a.n < 0 ? -a.n : a.n) >= a.h) {
		*out = a;
		out->n = a.n < 0 ? -a.n : a.n;
		return true;
	}
	return figure_neg(a, mem, &minus) && figure_choose(FIGURE_MAX, a, minus, mem, &a) &&
	    figure_choose(FIGURE_MAX, a, figure_int(0), mem, out);
}

bool
figure_round(struct figure a, int decimals, struct arena *mem, struct figure *out)
{
	struct figure_wide w = widen(a);

	for (int i = FIGURE_LOW; i <= FIGURE_OPEN_HIGH; i++)
		if (!round_to(w.end[i], decimals, &w.end[i]))
			return false;
	*out = pack(w, mem);
	return true;
}

unsigned
figure_order_in_wide(struct figure a, struct figure b, enum figure_end low)
{
	struct figure_wide x = widen(a), y = widen(b);

	return figure_order_set(compare(x.end[low], y.end[low + 1]),
	    compare(x.end[low + 1], y.end[low]));
}

bool
figure_digits(struct figure a, int scale, int64_t *digits)
{
	struct fraction r = lowest(end_of(a, FIGURE_LOW));
	__int128 n;

	if (!figure_is_single(a) || !FITS_MUL(r.n, figure_power[scale], &n) || n % r.d != 0 ||
	    !is_small(n / r.d))
		return false;
	*digits = (int64_t)(n / r.d);
	return true;
}

struct fraction
figure_end(struct figure a, enum figure_end end)
{
	return lowest(end_of(a, end));
}

bool
figure_half(struct figure a, struct arena *mem, struct figure *out)
{
	struct fraction low = end_of(a, FIGURE_OPEN_LOW), high = end_of(a, FIGURE_OPEN_HIGH), half;

	if (a.d != 0) {
		*out = (struct figure){.n = a.h, .d = a.d};
		return true;
	}
	if (low.d == 0 || high.d == 0 || !multiply(low, (struct fraction){-1, 1}, &low) ||
	    !add(high, low, &half) || !multiply(half, (struct fraction){1, 2}, &half))
		return false;
	*out = pack((struct figure_wide){{half, half, half, half}}, mem);
	return true;
}

/* The middle one of n, or the mean of the middle two. */
static bool
middle(struct fraction *r, size_t n, struct fraction *out)
{
	qsort(r, n, sizeof(*r), by_size);
	*out = r[n / 2];
	return n % 2 == 1 ||
	    (add(r[n / 2 - 1], r[n / 2], out) && multiply(*out, (struct fraction){1, 2}, out));
}

bool
figure_median(const struct figure *a, size_t n, struct arena *mem, struct figure *out)
{
	struct fraction *r = xcalloc(n, sizeof(*r));
	struct figure_wide w;
	bool fits = true;

	for (int end = FIGURE_LOW; end <= FIGURE_OPEN_HIGH && fits; end++) {
		for (size_t i = 0; i < n; i++)
			r[i] = end_of(a[i], (enum figure_end)end);
		fits = middle(r, n, &w.end[end]);
	}
	free(r);
	if (fits)
		*out = pack(w, mem);
	return fits;
}

void
figure_keep_wide(struct figure *slot, struct figure a, struct arena *mem)
{
	if (slot->d != 0 || slot->wide == NULL)
		*slot = (struct figure){.wide = arena_alloc(mem, sizeof(*a.wide))};
	*slot->wide = *a.wide;
}

/* v with the point before the last `decimals` of its digits; returns the end. */
static char *
put(char *to, __int128 v, int decimals)
{
	char digits[48], *end = digits + sizeof(digits), *p = end;
	u128 m = magnitude(v);
	size_t whole, after = (size_t)decimals;

	for (; m > UINT64_MAX; m /= 10)
		*--p = (char)('0' + (int)(m % 10));
	p = digits_write(p, (uint64_t)m);
	while (end - p <= decimals)
		*--p = '0';
	if (v < 0)
		*to++ = '-';
	whole = (size_t)(end - p) - after;
	copy_text(to, p, whole);
	to += whole;
	if (after > 0)
		*to++ = '.';
	copy_text(to, p + whole, after);
	to[after] = '\0';
	return to + after;
}

/* How many decimals a fraction in lowest terms has; 6 if it does not end within 18. */
static int
decimals_of(struct fraction a)
{
	for (int k = 0; k <= 18 && is_small(a.d); k++)
		if (figure_power[k] % (int64_t)a.d == 0)
			return k;
	return 6;
}

/* a has a bound. As many decimals as asked for, if their digits fit. */
static char *
put_fraction(char *to, struct fraction a, int decimals)
{
	struct fraction r;

	if (decimals < 0) {
		a = lowest(a);
		decimals = decimals_of(a);
	}
	while (!round_to(a, decimals, &r))	/* to 0 decimals always fits */
		decimals--;
	return put(to, r.n, decimals);
}

size_t
figure_format(char *buf, struct figure a, int decimals)
{
	struct fraction low, high;
	char *to = buf;

	if (a.d == 1 && decimals <= 0)
		return (size_t)(put(buf, a.n, 0) - buf);
	if (a.d != 0)
		return (size_t)(put_fraction(buf, (struct fraction){a.n, a.d}, decimals) - buf);
	low = end_of(a, FIGURE_LOW);
	high = end_of(a, FIGURE_HIGH);
	if (low.d != 0)
		to = put_fraction(to, low, decimals);
	if (figure_is_single(a))
		return (size_t)(to - buf);
	if (low.d != 0)
		to = stpcpy(to, high.d != 0 ? " to " : " or more");
	if (high.d != 0)
		to = put_fraction(to, high, decimals);
	if (low.d == 0)
		to = stpcpy(to, high.d != 0 ? " or less" : "any number");
	return (size_t)(to - buf);
}
