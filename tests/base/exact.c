/* exact: values from Python's fractions module, and the edges of 128 bits. */
#include "base/exact.h"
#include "tap/tap.h"

static struct rat
dec(int64_t digits, int scale)
{
	return rat_of_dec((struct dec){digits, scale});
}

static void
shows(struct rat r, int decimals, const char *want)
{
	char buf[RAT_TEXT];

	rat_format(buf, r, decimals);
	is_str(buf, want, want);
}

static void
arithmetic(void)
{
	struct rat r, third, big = {(__int128)1 << 126, 1};

	ok(rat_add(dec(1, 1), dec(2, 1), &r) && rat_cmp(r, dec(3, 1)) == 0);
	ok(rat_add(dec(1, 1), dec(25, 2), &r) && rat_cmp(r, dec(35, 2)) == 0);
	ok(rat_div(RAT(1), RAT(3), &third) && rat_cmp(third, dec(333333333333333333, 18)) > 0);
	ok(rat_mul(third, RAT(3), &r) && rat_cmp(r, RAT(1)) == 0);
	ok(rat_div(RAT(-6), RAT(-4), &r) && rat_cmp(r, dec(15, 1)) == 0);
	ok(rat_sub(dec(INT64_MIN, 0), RAT(1), &r) && rat_cmp(r, dec(INT64_MIN, 0)) < 0);
	ok(!rat_add(big, big, &r));
	ok(!rat_mul(big, RAT(2), &r));
	ok(rat_mul(big, (struct rat){1, (__int128)1 << 100}, &r) && rat_cmp(r, RAT(1 << 26)) == 0);
	/* products that do not fit are compared all the same */
	ok(rat_cmp((struct rat){((__int128)1 << 126) + 1, ((__int128)1 << 126) - 1},
	    (struct rat){((__int128)1 << 125) + 1, ((__int128)1 << 125) - 1}) < 0);
	ok(rat_cmp((struct rat){-((__int128)1 << 126) - 1, ((__int128)1 << 126) - 1},
	    (struct rat){-((__int128)1 << 125) - 1, ((__int128)1 << 125) - 1}) > 0);
	ok(rat_cmp((struct rat){(__int128)1 << 126, ((__int128)1 << 126) - 1},
	    (struct rat){(__int128)1 << 126, ((__int128)1 << 126) - 1}) == 0);
	ok(rat_cmp(RAT_INF, big) > 0 && rat_cmp(RAT_NEGINF, RAT(0)) < 0);
	ok(rat_add(RAT_INF, RAT(5), &r) && rat_cmp(r, RAT_INF) == 0);
	ok(rat_mul(RAT_INF, RAT(0), &r) && rat_sign(r) == 0);
}

static void
formats(void)
{
	struct rat r;

	shows(dec(705, 1), -1, "70.5");
	shows(dec(7050, 2), -1, "70.5");
	shows(dec(-5, 3), -1, "-0.005");
	ok(rat_div(RAT(3400), RAT(185), &r));
	shows(r, -1, "18.378378");		/* Fraction(3400, 185), rounded to 6 */
	shows(r, 2, "18.38");
	shows(r, 0, "18");
	ok(rat_div(RAT(1), RAT(8), &r));
	shows(r, -1, "0.125");
	shows(r, 2, "0.13");			/* halves away from zero */
	shows(dec(-125, 3), 2, "-0.13");
	shows(dec(25, 1), 0, "3");
	shows(RAT_INF, -1, "any");
	ok(rat_round(dec(2675, 3), 2, &r) && rat_cmp(r, dec(268, 2)) == 0);
	ok(rat_round(dec(-15, 1), 0, &r) && rat_cmp(r, RAT(-2)) == 0);
}

static struct amount
range(int64_t lo, int64_t hi)
{
	return (struct amount){RAT(lo), RAT(hi), RAT(lo), RAT(hi), false};
}

static bool
is_range(const struct amount *a, struct rat lo, struct rat hi)
{
	return rat_cmp(a->lo, lo) == 0 && rat_cmp(a->hi, hi) == 0 && rat_cmp(a->rlo, lo) == 0 &&
	    rat_cmp(a->rhi, hi) == 0;
}

static void
intervals(void)
{
	struct amount a = range(-2, 3), b = range(4, 5), five = amount_point(RAT(5)), r;
	struct amount open = {RAT(1), RAT_INF, RAT(1), RAT_INF, false};
	bool defined;

	ok(amount_add(&a, &b, &r) && is_range(&r, RAT(2), RAT(8)));
	ok(amount_sub(&a, &b, &r) && is_range(&r, RAT(-7), RAT(-1)));
	ok(amount_mul(&a, &b, &r) && is_range(&r, RAT(-10), RAT(15)));
	ok(amount_mul(&a, &a, &r) && is_range(&r, RAT(-6), RAT(9)));
	ok(amount_abs(&a, &r) && is_range(&r, RAT(0), RAT(3)));
	ok(amount_neg(&open, &r) && is_range(&r, RAT_NEGINF, RAT(-1)));
	ok(amount_div(&five, &b, &r, &defined) && defined && is_range(&r, RAT(1), dec(125, 2)));
	ok(amount_div(&five, &a, &r, &defined) && defined && is_range(&r, RAT_NEGINF, RAT_INF));
	ok(amount_div(&five, &open, &r, &defined) && defined && is_range(&r, RAT(0), RAT(5)));
	ok(amount_div(&five, &(struct amount){.lo = RAT(0), .point = true}, &r, &defined) &&
	    !defined);
	ok(amount_add(&five, &five, &r) && r.point && rat_cmp(r.lo, RAT(10)) == 0);
	ok(amount_add(&open, &five, &open) && is_range(&open, RAT(6), RAT_INF));
	ok(amount_max(&a, &b, &r) && is_range(&r, RAT(4), RAT(5)));
	ok(amount_min(&a, &five, &r) && is_range(&r, RAT(-2), RAT(3)));
}

static void
digits(void)
{
	int64_t d;

	ok(rat_digits(dec(1250, 2), 1, &d) && d == 125);
	ok(!rat_digits(dec(1255, 2), 1, &d));
	ok(rat_whole(dec(300, 2)) && !rat_whole(dec(301, 2)));
}

int
main(void)
{
	arithmetic();
	formats();
	intervals();
	digits();
	return done_testing();
}
