/*
 * figure: every operation against fractions of whole numbers of any length, on random figures and
 * at the edges of 64 and of 128 bits; and some values from Python's fractions module.
 */
#include "base/figure.h"
#include "tap/random.h"
#include "tap/tap.h"

/* A whole number of 32 * LIMBS bits, more than any product below needs; the lowest limb first. */
enum { LIMBS = 18 };

struct big {
	bool minus;
	uint32_t limb[LIMBS];
};

struct exact {
	struct big n, d;	/* d > 0 */
};

static struct big
big(__int128 v)
{
	unsigned __int128 m = v < 0 ? -(unsigned __int128)v : (unsigned __int128)v;
	struct big b = {.minus = v < 0};

	for (int i = 0; m != 0; i++, m >>= 32)
		b.limb[i] = (uint32_t)m;
	return b;
}

static int
compare_sizes(const struct big *a, const struct big *b)
{
	for (int i = LIMBS; i-- > 0;)
		if (a->limb[i] != b->limb[i])
			return a->limb[i] < b->limb[i] ? -1 : 1;
	return 0;
}

static struct big
big_add(struct big a, struct big b)
{
	struct big sum = {.minus = a.minus};
	int64_t carry = 0, sign = a.minus == b.minus ? 1 : -1;

	if (sign < 0 && compare_sizes(&a, &b) < 0)
		return big_add(b, a);
	for (int i = 0; i < LIMBS; i++, carry >>= 32) {
		carry += (int64_t)a.limb[i] + sign * (int64_t)b.limb[i];
		sum.limb[i] = (uint32_t)carry;
	}
	return sum;
}

static struct big
big_mul(struct big a, struct big b)
{
	struct big product = {.minus = a.minus != b.minus};

	for (int i = 0; i < LIMBS; i++) {
		uint64_t carry = 0;

		for (int j = 0; i + j < LIMBS; j++, carry >>= 32) {
			carry += (uint64_t)a.limb[i] * b.limb[j] + product.limb[i + j];
			product.limb[i + j] = (uint32_t)carry;
		}
	}
	return product;
}

static int
big_sign(struct big a)
{
	struct big zero = {0};
	int size = compare_sizes(&a, &zero);

	return a.minus ? -size : size;
}

static struct exact
exact(struct fraction r)
{
	return (struct exact){big(r.n), big(r.d)};
}

static struct exact
minus(struct exact a)
{
	a.n.minus = !a.n.minus;
	return a;
}

static struct exact
plus(struct exact a, struct exact b)
{
	return (struct exact){big_add(big_mul(a.n, b.d), big_mul(b.n, a.d)), big_mul(a.d, b.d)};
}

static struct exact
times(struct exact a, struct exact b)
{
	return (struct exact){big_mul(a.n, b.n), big_mul(a.d, b.d)};
}

static struct exact
inverse(struct exact a)
{
	struct exact b = {a.d, a.n};

	b.n.minus = a.n.minus;
	b.d.minus = false;
	return b;
}

static int
order(struct exact a, struct exact b)
{
	return big_sign(plus(a, minus(b)).n);
}

static struct exact
least(struct exact a, struct exact b)
{
	return order(a, b) <= 0 ? a : b;
}

static struct exact
greatest(struct exact a, struct exact b)
{
	return order(a, b) >= 0 ? a : b;
}

static struct exact
zero(void)
{
	return exact((struct fraction){0, 1});
}

/* Is r what a is when rounded half away from zero to multiples of 10^-decimals? */
static bool
is_rounded(struct exact a, struct exact r, int decimals)
{
	struct exact off = plus(a, minus(r)), unit = exact((struct fraction){1, 2});
	bool away = big_sign(off.n) == 0 || (big_sign(off.n) > 0) != (big_sign(r.n) > 0);
	int cmp;

	unit = times(unit, exact((struct fraction){1, figure_power[decimals]}));
	off.n.minus = false;
	cmp = order(off, unit);
	return cmp < 0 || (cmp == 0 && away);
}

/* Random figures. */

static struct arena mem;
static uint64_t state = 20261123;

static uint64_t
draw(void)
{
	return random_next(&state);
}

/* Of any size: the number of bits is drawn first. */
static int64_t
whole(bool negative)
{
	int64_t v = (int64_t)(draw() >> (1 + draw() % 63));

	return negative && draw() % 2 == 0 ? -v : v;
}

static struct figure
short_figure(void)
{
	struct figure a = {.n = whole(true), .h = draw() % 2 == 0 ? 0 : whole(false)};

	switch (draw() % 4) {
	case 0: a.d = 1; break;
	case 1: a.d = figure_power[draw() % 19]; break;
	case 2: a.d = 1 + whole(false) / 2; break;
	default: a.d = 2 * figure_power[draw() % 3]; break;
	}
	if (draw() % 16 == 0)
		a.n = draw() % 2 == 0 ? INT64_MIN : INT64_MAX;
	return a;
}

/* One in four is a range or a product, mostly in the wide form. */
static struct figure
some_figure(void)
{
	struct figure a = short_figure(), b = short_figure(), c;

	if (draw() % 4 != 0)
		return a;
	if (draw() % 2 == 0 && figure_mul(a, b, &mem, &c))
		return c;
	a.h = b.h = 0;
	return figure_order(a, b) != FIGURE_GREATER ? figure_range(a, &b, &mem) :
	    figure_range(b, &a, &mem);
}

/* How many bits the parts of a need at most. */
static int
bits(struct figure a)
{
	__int128 size = a.n < 0 ? -(__int128)a.n : a.n;
	unsigned __int128 most = (unsigned __int128)size + (uint64_t)a.h;
	int n = 0;

	for (most |= (uint64_t)a.d; most != 0; most >>= 1)
		n++;
	return n;
}

/* The operations. */

static const char *const names[] = {"add", "neg", "mul", "div", "abs", "min", "max"};
enum operation { ADD, NEG, MUL, DIV, ABS, MIN, MAX, OPERATIONS };

static bool
in_figures(enum operation op, struct figure a, struct figure b, struct figure *out)
{
	switch (op) {
	case ADD: return figure_add(a, b, &mem, out);
	case NEG: return figure_neg(a, &mem, out);
	case MUL: return figure_mul(a, b, &mem, out);
	case DIV: return figure_div(a, b, &mem, out);
	case ABS: return figure_abs(a, &mem, out);
	case MIN: return figure_choose(FIGURE_MIN, a, b, &mem, out);
	case MAX: return figure_choose(FIGURE_MAX, a, b, &mem, out);
	case OPERATIONS: return false;
	}
	return false;
}

static void
product(const struct exact *a, const struct exact *b, struct exact *out)
{
	struct exact p = times(a[0], b[0]), q = times(a[0], b[1]), r = times(a[1], b[0]),
	    s = times(a[1], b[1]);

	out[0] = least(least(p, q), least(r, s));
	out[1] = greatest(greatest(p, q), greatest(r, s));
}

/* The intervals a and b; false if the result has no bounds. */
static bool
in_fractions(enum operation op, const struct exact *a, const struct exact *b,
    struct exact *out)
{
	struct exact over[2];

	switch (op) {
	case ADD:
		out[0] = plus(a[0], b[0]);
		out[1] = plus(a[1], b[1]);
		return true;
	case NEG:
		out[0] = minus(a[1]);
		out[1] = minus(a[0]);
		return true;
	case MUL:
		product(a, b, out);
		return true;
	case DIV:
		if (big_sign(b[0].n) * big_sign(b[1].n) <= 0)
			return false;
		over[0] = inverse(b[1]);
		over[1] = inverse(b[0]);
		product(a, over, out);
		return true;
	case ABS:
		out[1] = greatest(minus(a[0]), a[1]);
		out[0] = big_sign(a[0].n) < 0 && big_sign(a[1].n) > 0 ? zero() :
		    least(greatest(a[0], minus(a[0])), greatest(a[1], minus(a[1])));
		return true;
	case MIN:
		out[0] = least(a[0], b[0]);
		out[1] = least(a[1], b[1]);
		return true;
	case MAX:
		out[0] = greatest(a[0], b[0]);
		out[1] = greatest(a[1], b[1]);
		return true;
	case OPERATIONS:
		return false;
	}
	return false;
}

static void
ends(struct figure a, struct exact *out)
{
	for (int i = FIGURE_LOW; i <= FIGURE_OPEN_HIGH; i++)
		out[i] = exact(figure_end(a, (enum figure_end)i));
}

/* Is got what op makes of a and b? Ends without a bound are not compared. */
static bool
is_right(enum operation op, struct figure a, struct figure b, struct figure got)
{
	struct exact x[4], y[4], z[4], want[2];

	ends(a, x);
	ends(b, y);
	ends(got, z);
	for (int i = 0; i < 4; i += 2)
		if (in_fractions(op, x + i, y + i, want) && (order(z[i], want[0]) != 0 ||
		    order(z[i + 1], want[1]) != 0))
			return false;
	return got.d == 0 || (got.d > 0 && got.h >= 0);
}

static void
operations(void)
{
	enum { ROUNDS = 10000 };

	for (int op = 0; op < OPERATIONS; op++) {
		long shorts = 0, wides = 0, unfit = 0, wrong = 0;

		for (long i = 0; i < ROUNDS; i++, arena_free(&mem)) {
			struct figure a = some_figure(), b = some_figure(), c;

			if (op == DIV && figure_is_zero(b))
				continue;
			if (in_figures((enum operation)op, a, b, &c)) {
				wrong += !is_right((enum operation)op, a, b, c);
				*(c.d != 0 ? &shorts : &wides) += 1;
			} else {
				wrong += a.d != 0 && b.d != 0 && bits(a) + bits(b) < 127;
				unfit++;
			}
		}
		ok(wrong == 0);
		printf("# %s: %ld short, %ld wide, %ld do not fit, %ld wrong\n", names[op], shorts,
		    wides, unfit, wrong);
		ok(shorts > ROUNDS / 20);
	}
}

static unsigned
order_of(const struct exact *a, const struct exact *b)
{
	return (order(a[0], b[1]) < 0 ? FIGURE_LESS : 0) |
	    (order(a[0], b[1]) <= 0 && order(b[0], a[1]) <= 0 ? FIGURE_EQUAL : 0) |
	    (order(a[1], b[0]) > 0 ? FIGURE_GREATER : 0);
}

static void
comparisons(void)
{
	long wrong = 0, equal = 0;

	for (long i = 0; i < 20000; i++, arena_free(&mem)) {
		struct figure a = some_figure(), b = draw() % 8 == 0 ? a : some_figure();
		struct exact x[4], y[4];

		ends(a, x);
		ends(b, y);
		wrong += figure_order(a, b) != order_of(x, y);
		wrong += figure_order_unrounded(a, b) != order_of(x + 2, y + 2);
		wrong += figure_is_single(a) != (order(x[0], x[1]) == 0);
		wrong += figure_is_exact(a) != (order(x[2], x[3]) == 0);
		equal += figure_order(a, b) == FIGURE_EQUAL;
	}
	ok(wrong == 0);
	ok(equal > 1000);
}

/* The number that a text of digits and perhaps a point says, and how many decimals it has. */
static struct exact
read_text(const char *s, int *decimals)
{
	struct exact f = zero();
	bool negative = *s == '-', point = false;

	*decimals = 0;
	for (s += negative; *s != '\0'; s++) {
		if (*s == '.') {
			point = true;
			continue;
		}
		f.n = big_add(big_mul(f.n, big(10)), big(*s - '0'));
		if (point)
			f.d = big_mul(f.d, big(10));
		*decimals += point;
	}
	f.n.minus = negative;
	return f;
}

static void
rounding(void)
{
	long wrong = 0, unfit = 0;

	for (long i = 0; i < 20000; i++, arena_free(&mem)) {
		struct figure a = some_figure(), r;
		struct exact x[4], y[4];
		int decimals = (int)(draw() % 19);

		if (!figure_round(a, decimals, &mem, &r)) {
			wrong += a.d != 0;
			unfit++;
			continue;
		}
		ends(a, x);
		ends(r, y);
		for (int k = 0; k < 4; k++)
			wrong += !is_rounded(x[k], y[k], decimals);
	}
	ok(wrong == 0);
	ok(unfit < 10000);
}

static void
texts(void)
{
	long wrong = 0, whole_decimals = 0;
	char buf[FIGURE_TEXT];
	int64_t n;
	int k;

	for (long i = 0; i < 20000; i++, arena_free(&mem)) {
		struct figure a = short_figure();
		struct fraction r = figure_end(a, FIGURE_LOW);
		struct exact x = exact(r), shown;
		int decimals = (int)(draw() % 8) - 1;
		bool all = figure_power[18] % r.d == 0;

		wrong += figure_format(buf, a, decimals) != strlen(buf);
		shown = read_text(buf, &k);
		if (decimals < 0 && all) {
			whole_decimals++;
			wrong += order(x, shown) != 0 || (k > 0 && buf[strlen(buf) - 1] == '0');
		} else {
			wrong += !is_rounded(x, shown, k) || (decimals >= 0 && k != decimals);
		}
		k = (int)(draw() % 19);
		if (figure_digits(a, k, &n))
			wrong += order(x, exact((struct fraction){n, figure_power[k]})) != 0;
	}
	ok(wrong == 0);
	ok(whole_decimals > 1000);
}

/* Copies outlive what they were copied from, and use their memory again. */
static void
kept(void)
{
	struct arena own = {0};
	struct figure slot = {0}, a, two = figure_int(2), want;
	size_t bytes;

	a = figure_range(figure_int(1), &two, &mem);
	figure_keep(&slot, a, &own);
	bytes = own.bytes;
	a = figure_range(figure_int(1), NULL, &mem);
	figure_keep(&slot, a, &own);
	ok(own.bytes == bytes);
	arena_free(&mem);
	ok(figure_end(slot, FIGURE_HIGH).d == 0 && figure_order(slot, two) == 7);
	want = figure_int(-7);
	figure_keep(&slot, want, &own);
	ok(slot.d == 1 && slot.n == -7 && slot.h == 0);
	arena_free(&own);
}

static struct figure
dec(int64_t digits, int scale)
{
	return figure_decimal(digits, scale);
}

static bool
equal(struct figure a, struct figure b)
{
	return figure_order(a, b) == FIGURE_EQUAL;
}

static struct figure
range(int64_t lo, int64_t hi)
{
	struct figure b = figure_int(hi);

	return figure_range(figure_int(lo), &b, &mem);
}

/* 2^bits, for what is near the limit of 128. */
static struct figure
power_of_2(int n)
{
	struct figure a = figure_int(1);

	while (n-- > 0)
		figure_mul(a, figure_int(2), &mem, &a);
	return a;
}

/* From Python's fractions module, and at the edges of 128 bits. */
static void
arithmetic(void)
{
	struct figure r, third, large = power_of_2(126), a, b;

	ok(figure_add(dec(1, 1), dec(2, 1), &mem, &r) && equal(r, dec(3, 1)));
	ok(figure_add(dec(1, 1), dec(25, 2), &mem, &r) && equal(r, dec(35, 2)));
	ok(figure_div(figure_int(1), figure_int(3), &mem, &third));
	ok(figure_order(third, dec(333333333333333333, 18)) == FIGURE_GREATER);
	ok(figure_mul(third, figure_int(3), &mem, &r) && equal(r, figure_int(1)));
	ok(figure_div(figure_int(-6), figure_int(-4), &mem, &r) && equal(r, dec(15, 1)));
	ok(figure_sub(figure_int(INT64_MIN), figure_int(1), &mem, &r) &&
	    figure_order(r, figure_int(INT64_MIN)) == FIGURE_LESS && r.d == 0);
	ok(figure_add(r, figure_int(1), &mem, &r) && r.d == 1 && r.n == INT64_MIN);
	ok(!figure_add(large, large, &mem, &r));
	ok(!figure_mul(large, figure_int(2), &mem, &r));
	ok(figure_div(large, power_of_2(100), &mem, &r) && equal(r, figure_int(1 << 26)));
	/* products that do not fit are compared all the same: (n + 1) / (n - 1) falls */
	ok(figure_add(large, figure_int(1), &mem, &a));
	ok(figure_sub(large, figure_int(1), &mem, &b));
	ok(figure_div(a, b, &mem, &a) && figure_div(figure_int(1), a, &mem, &b));
	ok(figure_order(a, figure_int(1)) == FIGURE_GREATER && equal(a, a));
	ok(figure_order(b, figure_int(1)) == FIGURE_LESS);
	ok(figure_order(b, a) == FIGURE_LESS);
	ok(figure_neg(a, &mem, &a) && figure_neg(b, &mem, &b));
	ok(figure_order(b, a) == FIGURE_GREATER);
}

static void
shows(struct figure a, int decimals, const char *want)
{
	char buf[FIGURE_TEXT];

	figure_format(buf, a, decimals);
	is_str(buf, want, want);
}

static void
formats(void)
{
	struct figure r;

	shows(dec(705, 1), -1, "70.5");
	shows(dec(7050, 2), -1, "70.5");
	shows(dec(-5, 3), -1, "-0.005");
	ok(figure_div(figure_int(3400), figure_int(185), &mem, &r));
	shows(r, -1, "18.378378");		/* Fraction(3400, 185), rounded to 6 */
	shows(r, 2, "18.38");
	shows(r, 0, "18");
	ok(figure_div(figure_int(1), figure_int(8), &mem, &r));
	shows(r, -1, "0.125");
	shows(r, 2, "0.13");			/* halves away from zero */
	shows(dec(-125, 3), 2, "-0.13");
	shows(dec(25, 1), 0, "3");
	shows(power_of_2(100), -1, "1267650600228229401496703205376");
	shows(range(3, 8), -1, "3 to 8");
	shows(figure_range(figure_int(3), NULL, &mem), -1, "3 or more");
	ok(figure_neg(figure_range(figure_int(3), NULL, &mem), &mem, &r));
	shows(r, -1, "-3 or less");
	ok(figure_div(figure_int(1), range(-1, 1), &mem, &r));
	shows(r, -1, "any number");
	ok(figure_round(dec(2675, 3), 2, &mem, &r) && equal(r, dec(268, 2)));
	ok(figure_round(dec(-15, 1), 0, &mem, &r) && equal(r, figure_int(-2)));
}

/* As printed and unrounded; d of lo or hi is 0: no bound. */
static bool
is_range(struct figure a, struct fraction lo, struct fraction hi)
{
	for (int i = FIGURE_LOW; i <= FIGURE_OPEN_HIGH; i++) {
		struct fraction r = figure_end(a, (enum figure_end)i), want = i % 2 == 0 ? lo : hi;

		if (r.n != want.n || r.d != want.d)
			return false;
	}
	return true;
}

static void
intervals(void)
{
	const struct fraction above = {1, 0}, below = {-1, 0};
	struct figure a = range(-2, 3), b = range(4, 5), five = figure_int(5), r, about;
	struct figure open = figure_range(figure_int(1), NULL, &mem);

	ok(figure_add(a, b, &mem, &r) &&
	    is_range(r, (struct fraction){2, 1}, (struct fraction){8, 1}));
	ok(figure_sub(a, b, &mem, &r) &&
	    is_range(r, (struct fraction){-7, 1}, (struct fraction){-1, 1}));
	ok(figure_mul(a, a, &mem, &r) &&
	    is_range(r, (struct fraction){-6, 1}, (struct fraction){9, 1}));
	ok(figure_abs(a, &mem, &r) &&
	    is_range(r, (struct fraction){0, 1}, (struct fraction){3, 1}));
	ok(figure_neg(open, &mem, &r) && is_range(r, below, (struct fraction){-1, 1}));
	ok(figure_div(five, b, &mem, &r));
	ok(is_range(r, (struct fraction){1, 1}, (struct fraction){5, 4}));
	ok(figure_div(five, a, &mem, &r) && is_range(r, below, above));
	ok(figure_div(five, open, &mem, &r));
	ok(is_range(r, (struct fraction){0, 1}, (struct fraction){5, 1}));
	ok(figure_div(five, range(0, 5), &mem, &r) && is_range(r, (struct fraction){1, 1}, above));
	ok(figure_mul(open, figure_int(0), &mem, &r) && figure_is_exact(r) && figure_is_zero(r));
	ok(figure_is_zero(range(0, 0)) && !figure_is_zero(range(0, 1)));
	ok(figure_is_exact(range(3, 3)));
	ok(figure_add(open, five, &mem, &r) && is_range(r, (struct fraction){6, 1}, above));
	ok(figure_choose(FIGURE_MIN, a, five, &mem, &r) &&
	    is_range(r, (struct fraction){-2, 1}, (struct fraction){3, 1}));
	/* 2.5 as printed with one decimal: 2.45 to 2.55; its half */
	ok(figure_add(dec(25, 1), figure_rounding(dec(5, 2), &mem), &mem, &about));
	ok(figure_is_single(about) && !figure_is_exact(about) && about.d == 100 && about.h == 5);
	ok(figure_half(about, &mem, &r) && equal(r, dec(5, 2)) && figure_is_exact(r));
	ok(figure_half(five, &mem, &r) && figure_is_zero(r) && !figure_half(open, &mem, &r));
	ok(figure_order(about, dec(254, 2)) == FIGURE_LESS);
	ok(figure_order_unrounded(about, dec(254, 2)) ==
	    (FIGURE_LESS | FIGURE_EQUAL | FIGURE_GREATER));
	ok(figure_order_unrounded(about, dec(255, 2)) == (FIGURE_LESS | FIGURE_EQUAL));
	/* halves of which 64 bits do not hold the denominator */
	ok(figure_mul(dec(5, 18), dec(1, 1), &mem, &r));
	ok(figure_add(dec(3, 18), figure_rounding(r, &mem), &mem, &r) && figure_is_single(r) &&
	    figure_order_unrounded(r, dec(3, 18)) == 7 && figure_half(r, &mem, &r));
	shows(r, -1, "0.000000");
}

/* Of an odd and an even number of figures; of each end, if some are not exact. */
static void
medians(void)
{
	struct figure a[] = {figure_int(7), dec(25, 1), figure_int(-3), dec(26, 1)}, r, large[2];

	ok(figure_median(a, 1, &mem, &r) && equal(r, figure_int(7)));
	ok(figure_median(a, 3, &mem, &r) && equal(r, dec(25, 1)) && figure_is_exact(r));
	ok(figure_median(a, 4, &mem, &r) && equal(r, dec(255, 2)));
	a[0] = range(1, 4);
	ok(figure_median(a, 3, &mem, &r) &&
	    is_range(r, (struct fraction){1, 1}, (struct fraction){5, 2}));
	a[0] = figure_range(figure_int(5), NULL, &mem);
	ok(figure_median(a, 1, &mem, &r) &&
	    is_range(r, (struct fraction){5, 1}, (struct fraction){1, 0}));
	large[0] = large[1] = power_of_2(126);
	ok(!figure_median(large, 2, &mem, &r));
}

static void
digits(void)
{
	int64_t d;

	ok(figure_digits(dec(1250, 2), 1, &d) && d == 125);
	ok(!figure_digits(dec(1255, 2), 1, &d));
	ok(!figure_digits(range(1, 2), 1, &d));
	ok(!figure_digits(figure_int(INT64_MAX), 1, &d));
	ok(figure_is_whole(dec(300, 2)) && !figure_is_whole(dec(301, 2)) &&
	    !figure_is_whole(range(1, 2)));
}

int
main(void)
{
	operations();
	comparisons();
	rounding();
	texts();
	kept();
	arithmetic();
	formats();
	intervals();
	medians();
	digits();
	arena_free(&mem);
	return done_testing();
}
