/*
 * The decimals of doubles, against printf() and strtod() of the C library. DOUBLES=100000000 in the
 * environment tries so many random ones, not half a million.
 */
#include "base/shortest.h"

#include <float.h>
#include <inttypes.h>
#include <stdlib.h>

#include "tap/random.h"
#include "tap/tap.h"

/* v correctly rounded to n digits by printf(), and what strtod() reads that as. */
static struct decimal
rounded(double v, int n, double *back)
{
	char text[48], *e;

	snprintf(text, sizeof(text), "%.*e", n - 1, v);
	*back = strtod(text, NULL);
	e = strchr(text, 'e');
	*e = '\0';
	if (n > 1)
		memmove(text + 1, text + 2, (size_t)(e - text) - 1);	/* the point */
	return (struct decimal){strtoull(text, NULL, 10), (int)strtol(e + 1, NULL, 10) - (n - 1)};
}

static double
read_back(struct decimal d)
{
	char text[48];

	snprintf(text, sizeof(text), "%" PRIu64 "e%d", d.digits, d.exponent);
	return strtod(text, NULL);
}

static bool
is_same(struct decimal a, struct decimal b)
{
	return a.digits == b.digits && a.exponent == b.exponent;
}

/*
 * It reads back, and one digit fewer does not; and it is what printf() rounds to. At a power of 2
 * doubles lie closer below than above: what printf() rounds to, below, may be read as another one,
 * and the decimal above as v.
 */
static bool
is_right(double v, struct decimal d)
{
	int n = 0, e;
	const bool power = frexp(v, &e) == 0.5;
	struct decimal r;
	double back;

	while (d.digits % 10 == 0) {
		d.digits /= 10;
		d.exponent++;
	}
	for (uint64_t rest = d.digits; rest > 0; rest /= 10)
		n++;
	r = rounded(v, n, &back);
	if (power && back != v) {
		r.digits++;
		back = read_back(r);
	}
	if (n > 17 || back != v || !is_same(r, d))
		return false;
	if (n == 1)
		return true;
	r = rounded(v, n - 1, &back);
	r.digits += power;
	return back != v && (!power || read_back(r) != v);
}

static bool all_right;

static void
try(double v)
{
	struct decimal d;

	if (!(v > 0 && v <= DBL_MAX))
		return;
	d = shortest_decimal(v);
	if (!is_right(v, d)) {
		printf("# %a: %" PRIu64 "e%d\n", v, d.digits, d.exponent);
		all_right = false;
	}
}

static void
try_near(double v)
{
	try(v);
	try(nextafter(v, 0));
	try(nextafter(v, INFINITY));
}

static void
test_powers(void)
{
	all_right = true;
	for (int e = -1074; e < 1024; e++) {
		try_near(ldexp(1, e));
		try_near(ldexp(3, e));
	}
	tap_ok(all_right, "all powers of 2, three times these, and their neighbours");
	all_right = true;
	for (int e = -324; e <= 308; e++)
		for (uint64_t m = 1; m <= 9; m++)
			try_near(read_back((struct decimal){m, e}));
	tap_ok(all_right, "1 to 9 times all powers of 10, and their neighbours");
}

static void
test_extremes(void)
{
	uint64_t state = 7;

	all_right = true;
	for (int i = 1; i <= 1000; i++) {
		try(i * DBL_TRUE_MIN);
		try(DBL_MIN - i * DBL_TRUE_MIN);
		try(DBL_MIN + i * DBL_TRUE_MIN);
		try(DBL_MAX - i * (DBL_MAX - nextafter(DBL_MAX, 0)));
		try((double)(random_next(&state) >> (12 + i % 50)) * DBL_TRUE_MIN);
	}
	try(DBL_MAX);
	tap_ok(all_right, "subnormal numbers, the smallest and the largest");
	all_right = true;
	for (int i = 0; i <= 1000; i++) {
		try(0x1p53 - i);
		try(0x1p53 + 2 * i);
		try(0x1p53 / 2 - i + 0.5);
		try(0x1p53 / 8 + i * 0.125);
	}
	tap_ok(all_right, "around the largest whole numbers");
}

static void
test_random(void)
{
	const char *wanted = getenv("DOUBLES");
	long n = wanted != NULL ? strtol(wanted, NULL, 10) : 500000;
	uint64_t state = 20261126, bits;
	double v;

	all_right = true;
	for (long i = 0; i < n; i++) {
		bits = random_next(&state) >> 1;
		memcpy(&v, &bits, sizeof(v));
		try(v);
	}
	tap_ok(all_right, "random bits");
	all_right = true;
	for (long i = 0; i < n / 5; i++) {
		v = (double)(random_next(&state) % 1000) / (double)(1 + random_next(&state) % 30000);
		try(v * 10000);
		try((double)(random_next(&state) % 100000000) / (double[]){10, 100, 1000, 1e6}[i % 4]);
	}
	tap_ok(all_right, "random rates, and numbers of few decimals");
}

/* Each way through: the digits wanted are those of Python's repr(). */
static void
test_paths(void)
{
	static const struct {
		double v;
		uint64_t digits;
		int exponent;
		const char *name;
	} path[] = {
		{1, 1, 0, "whole"},
		{70000, 70000, 0, "whole, its zeros kept"},
		{0x1p53 - 1, 9007199254740991, 0, "the largest that is taken as whole"},
		{0x1p53, 9007199254740992, 0, "the first that is not"},
		{1e22, 1, 22, "a power of 10"},
		{0.5, 5, -1, "without its zeros"},
		{1e23, 1, 23, "a multiple of 10 above"},
		{35.302332798841363, 3530233279884136, -14, "a multiple of 10 below"},
		{69.496619083395942, 6949661908339594, -14, "of two decimals only that below reads back"},
		{122.40868706811452, 12240868706811452, -14, "of two decimals only that above reads back"},
		{0.1 + 0.2, 30000000000000004, -17, "of two decimals that below is nearer"},
		{4.754472999002518e18, 4754472999002518, 3, "of two that above is nearer"},
		{1125899906842624.25, 11258999068426242, -1, "half way, the even one below"},
		{1125899906842624.75, 11258999068426248, -1, "half way, the even one above"},
		{0x1p-44, 5684341886080802, -29, "a power of 2, the decimal above it"},
		{0x1p-1022, 22250738585072014, -324, "the least normal number"},
		{0x1p-1023, 11125369292536007, -324, "a subnormal power of 2"},
		{DBL_TRUE_MIN, 5, -324, "the least of all"},
		{DBL_MAX, 17976931348623157, 292, "the most"},
	};

	for (size_t i = 0; i < sizeof(path) / sizeof(path[0]); i++) {
		struct decimal d = shortest_decimal(path[i].v);

		if (!tap_ok(d.digits == path[i].digits && d.exponent == path[i].exponent,
		    path[i].name))
			printf("# %" PRIu64 "e%d\n", d.digits, d.exponent);
	}
}

int
main(void)
{
	test_paths();
	test_powers();
	test_extremes();
	test_random();
	return done_testing();
}
