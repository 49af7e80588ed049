/* narrow: whatever it gives is what amounts give, over random figures and the edges of 64 bits. */
#include "base/exact.h"
#include "tap/tap.h"

static uint64_t state = 20261123;

/* splitmix64 (Steele, Lea and Flood, 2014). */
static uint64_t
draw(void)
{
	uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* Of any size: the number of bits is drawn first. */
static int64_t
whole(bool negative)
{
	int64_t v = (int64_t)(draw() >> (1 + draw() % 63));

	return negative && draw() % 2 == 0 ? -v : v;
}

static struct narrow
figure(void)
{
	struct narrow a = {whole(true), draw() % 2 == 0 ? 0 : whole(false), 0};

	switch (draw() % 4) {
	case 0: a.d = 1; break;
	case 1: a.d = dec_unit[draw() % 19]; break;
	case 2: a.d = 1 + whole(false) / 2; break;
	default: a.d = 2 * dec_unit[draw() % 3]; break;
	}
	if (draw() % 16 == 0)
		a.n = draw() % 2 == 0 ? INT64_MIN : INT64_MAX;
	return a;
}

static bool
same(const struct amount *a, struct narrow n)
{
	struct amount x = *a, y = amount_of_narrow(n);

	amount_widen(&x);
	amount_widen(&y);
	return n.d > 0 && n.h >= 0 && rat_cmp(x.lo, y.lo) == 0 && rat_cmp(x.hi, y.hi) == 0 &&
	    rat_cmp(x.rlo, y.rlo) == 0 && rat_cmp(x.rhi, y.rhi) == 0;
}

enum { ADD, SUB, MUL, DIV, NEG, ABS, OPERATIONS };

static const char *const names[OPERATIONS] = {"add", "sub", "mul", "div", "neg", "abs"};

static bool
in_narrow(int op, struct narrow a, struct narrow b, struct narrow *out)
{
	switch (op) {
	case ADD: return narrow_add(a, b, out);
	case SUB: return narrow_sub(a, b, out);
	case MUL: return narrow_mul(a, b, out);
	case DIV: return narrow_div(a, b, out);
	case NEG: return narrow_neg(a, out);
	default: return narrow_abs(a, out);
	}
}

static bool
in_amounts(int op, struct narrow a, struct narrow b, struct amount *out)
{
	struct amount x = amount_of_narrow(a), y = amount_of_narrow(b);
	bool defined = true;

	switch (op) {
	case ADD: return amount_add(&x, &y, out);
	case SUB: return amount_sub(&x, &y, out);
	case MUL: return amount_mul(&x, &y, out);
	case DIV: return amount_div(&x, &y, out, &defined) && defined;
	case NEG: return amount_neg(&x, out);
	default: return amount_abs(&x, out);
	}
}

static void
operations(void)
{
	enum { ROUNDS = 200000 };

	for (int op = 0; op < OPERATIONS; op++) {
		long given = 0, wrong = 0;

		for (long i = 0; i < ROUNDS; i++) {
			struct narrow a = figure(), b = figure(), c;
			struct amount want = {0};

			if (!in_narrow(op, a, b, &c))
				continue;
			given++;
			wrong += !in_amounts(op, a, b, &want) || !same(&want, c);
		}
		ok(wrong == 0);
		printf("# %s: %ld of %d given, %ld of them wrong\n", names[op], given, ROUNDS, wrong);
		ok(given > ROUNDS / 20);
	}
}

static void
comparisons(void)
{
	long wrong = 0, ends = 0;

	for (long i = 0; i < 200000; i++) {
		struct narrow a = figure(), b = figure(), lo, hi, back;
		struct amount x = amount_of_narrow(a), y = amount_of_narrow(b);

		wrong += narrow_cmp(a, b) != rat_cmp(x.lo, y.lo);
		wrong += narrow_cmp(a, a) != 0;
		if (!narrow_ends(a, &lo, &hi))
			continue;
		ends++;
		wrong += !amount_narrow(&x, &back) || !same(&x, back);
		amount_widen(&x);
		wrong += rat_cmp((struct rat){lo.n, lo.d}, x.rlo) != 0 ||
		    rat_cmp((struct rat){hi.n, hi.d}, x.rhi) != 0;
	}
	ok(wrong == 0);
	ok(ends > 100000);
}

static void
refused(void)
{
	struct narrow most = {INT64_MAX, 0, 1}, least = {INT64_MIN, 0, 1}, one = {1, 0, 1};
	struct narrow zero = {0, 0, 1}, about = {2, 5, 10}, out;
	struct amount range = {RAT(1), RAT(4), RAT(1), RAT(4), false}, skew;

	ok(!narrow_add(most, one, &out));
	ok(!narrow_sub(least, one, &out));
	ok(!narrow_neg(least, &out));
	ok(!narrow_abs(least, &out));
	ok(!narrow_mul(most, (struct narrow){2, 0, 1}, &out));
	ok(!narrow_div(one, zero, &out));
	ok(!narrow_div(one, about, &out));		/* by what is not exact */
	ok(!narrow_mul(about, about, &out));		/* unequal sides */
	ok(!narrow_abs(about, &out));			/* 0.2 within 0.5: 0 lies inside */
	ok(!narrow_add((struct narrow){1, 0, 3}, (struct narrow){1, 0, 7}, &out));
	ok(!amount_narrow(&range, &out));
	skew = (struct amount){RAT(2), RAT(2), RAT(1), RAT(4), false};
	ok(!amount_narrow(&skew, &out));
}

int
main(void)
{
	operations();
	comparisons();
	refused();
	return done_testing();
}
