#include "base/num.h"

#include <inttypes.h>
#include <stdlib.h>

#include "tap/tap.h"

static void
value(const char *text, unsigned flags, int64_t digits, int scale)
{
	struct num n;

	num_parse(slice_of(text), flags, &n);
	if (!tap_ok(n.kind == NUM_VALUE && n.exact && n.figure.n == digits && n.figure.h == 0 &&
	    n.figure.d == figure_power[scale], text))
		printf("# kind %d, %lld / %lld\n", (int)n.kind, (long long)n.figure.n,
		    (long long)n.figure.d);
}

static void
kind(const char *text, unsigned flags, enum num_kind want)
{
	struct num n;

	if (!tap_ok(num_parse(slice_of(text), flags, &n) == want, text))
		printf("# kind %d, wanted %d\n", (int)n.kind, (int)want);
}

static void
fixed(double v, int decimals, const char *want)
{
	char buf[64];

	num_format_fixed(buf, sizeof(buf), v, decimals);
	is_str(buf, want, want);
}

/* What is read of decimals of up to 18 digits is what strtod() reads. */
static void
nearest(void)
{
	uint64_t state = 1, v;
	bool same = true;
	char text[48];
	struct num n;

	for (int i = 0; i < 300000 && same; i++) {
		int width = 1 + i % 18, point = (int)(state >> 40) % 20, at = i % 3 == 0 ? 1 : 0;

		text[0] = '-';
		for (int k = 0; k < width; k++) {
			state = state * 6364136223846793005u + 1442695040888963407u;
			v = i % 7 == 0 ? 9 * (state >> 63) : (state >> 33) % 10;
			if (k == point)
				text[at++] = '.';
			text[at++] = (char)('0' + v);
		}
		text[at] = '\0';
		same = num_parse(slice_of(text), 0, &n) == NUM_VALUE &&
		    n.value == strtod(text, NULL);
	}
	if (!tap_ok(same, "the nearest double, as strtod() reads"))
		printf("# %s\n", text);
	for (int i = -40; i <= 40; i++) {	/* half way between two doubles, and near it */
		snprintf(text, sizeof(text), "%" PRId64, (INT64_C(1) << 54) + 2 + i);
		num_parse(slice_of(text), 0, &n);
		same = same && n.value == strtod(text, NULL);
		snprintf(text, sizeof(text), "-%" PRId64 ".%02d", (INT64_C(1) << 52) + 1, 50 + i);
		num_parse(slice_of(text), 0, &n);
		same = same && n.value == strtod(text, NULL);
	}
	tap_ok(same, "half way between doubles");
}

int
main(void)
{
	const unsigned all = NUM_COMMAS | NUM_PERCENT | NUM_MARKS;
	struct num n;
	static const char *const marks[] = {"c", "z", "x", "u", "k", "low", ":", "..", "~", "-",
	    "*", "NA", "N/A", "<5"};
	char mark[NUM_MARK_SIZE];
	int64_t v;

	nearest();
	value("185", 0, 185, 0);
	value(" -12.50 ", 0, -1250, 2);
	value("+7", 0, 7, 0);
	value(".5", 0, 5, 1);
	value("0.000", 0, 0, 3);
	value("007", 0, 7, 0);
	value("000000000000000000000000000007", 0, 7, 0);
	value("0000000000000000001.50", 0, 150, 2);
	value("1,234", NUM_COMMAS, 1234, 0);
	value("1,234,567.8", NUM_COMMAS, 12345678, 1);
	value("70%", NUM_PERCENT, 70, 0);
	value("-1,070.5 \t%", NUM_PERCENT | NUM_COMMAS, -10705, 1);
	value(" 82.9\302\240% ", NUM_PERCENT, 829, 1);
	value("82.9\342\200\257 %", NUM_PERCENT, 829, 1);
	value("1e1 %", NUM_PERCENT | NUM_EXPONENT, 10, 0);
	value("999999999999999999", 0, 999999999999999999, 0);
	value("1e3", NUM_EXPONENT, 1000, 0);
	value("1E+05", NUM_EXPONENT, 100000, 0);
	value("5e0", NUM_EXPONENT, 5, 0);
	value("1.25e1", NUM_EXPONENT, 125, 1);
	value("1.25e4", NUM_EXPONENT, 12500, 0);
	value("-2.5E-2", NUM_EXPONENT, -25, 3);
	value("150e-1", NUM_EXPONENT, 15, 0);
	value("1e17", NUM_EXPONENT, 100000000000000000, 0);
	value("1e-18", NUM_EXPONENT, 1, 18);
	value("10e-19", NUM_EXPONENT, 1, 18);
	value("0e999", NUM_EXPONENT, 0, 0);
	kind("1,234", 0, NUM_BAD);
	kind("12,34", NUM_COMMAS, NUM_BAD);
	kind("1234,567", NUM_COMMAS, NUM_BAD);
	kind("1,2345", NUM_COMMAS, NUM_BAD);
	kind(",123", NUM_COMMAS, NUM_BAD);
	kind("1,23.4", NUM_COMMAS, NUM_BAD);
	kind("5.", 0, NUM_BAD);
	kind(".", 0, NUM_BAD);
	kind("-", 0, NUM_BAD);
	kind("--5", 0, NUM_BAD);
	kind("0x10", NUM_EXPONENT, NUM_BAD);
	kind("inf", NUM_EXPONENT, NUM_BAD);
	kind("nan", all, NUM_BAD);
	kind("1e400", NUM_EXPONENT, NUM_BAD);
	kind("1e5", 0, NUM_BAD);
	kind("70%", 0, NUM_BAD);
	kind("70 %", 0, NUM_BAD);
	kind("%", all, NUM_BAD);
	kind(" %", all, NUM_BAD);
	kind("- %", all, NUM_BAD);
	kind("c %", all, NUM_BAD);
	kind("<5 %", all, NUM_BAD);
	kind("70 % %", all, NUM_BAD);
	kind("70%%", all, NUM_BAD);
	kind("70 % 5", all, NUM_BAD);
	kind("7 0 %", all, NUM_BAD);
	kind("82,9 %", all, NUM_BAD);
	kind("70\302\240", all, NUM_BAD);
	kind("70\240%", all, NUM_BAD);
	kind("5 6", all, NUM_BAD);
	kind("", all, NUM_BLANK);
	kind(" \t", all, NUM_BLANK);
	kind("c", 0, NUM_BAD);
	kind("c", all, NUM_MARK);
	kind("[C]", all, NUM_MARK);
	kind("low", all, NUM_MARK);
	kind("-", all, NUM_MARK);
	kind("..", all, NUM_MARK);
	kind(":", all, NUM_MARK);
	kind("<5", all, NUM_MARK);
	kind("na", all, NUM_MARK);
	kind("[n/a]", all, NUM_MARK);
	kind("#N/A", all, NUM_BAD);
	kind("<-5", all, NUM_BAD);
	kind("<", all, NUM_BAD);
	kind("[]", all, NUM_BAD);
	num_parse(slice_of("<5"), all, &n);
	ok(n.mark == MARK_BELOW && n.figure.n == 5);
	num_parse(slice_of("-.5"), 0, &n);
	is_close(n.value, -0.5, 0, "-.5 is -0.5");
	num_parse(slice_of("1.5e-300"), NUM_EXPONENT, &n);
	is_close(n.value, 1.5e-300, 0, "1.5e-300");
	ok(!n.exact);
	num_parse(slice_of("1e19"), NUM_EXPONENT, &n);
	ok(n.kind == NUM_VALUE && !n.exact && n.value == 1e19);
	num_parse(slice_of("1e-19"), NUM_EXPONENT, &n);
	ok(n.kind == NUM_VALUE && !n.exact && n.value == 1e-19);
	ok(n.places == 0);
	num_parse(slice_of("-0.000000025317807984289895"), 0, &n);
	ok(n.kind == NUM_VALUE && !n.exact && n.figure.n == -25317807984289895 && n.places == 24);
	num_parse(slice_of("1.0000000000000000000"), 0, &n);
	ok(n.kind == NUM_VALUE && !n.exact && n.places == 0);
	num_parse(slice_of("0.0000000000000000000000000000000000001"), 0, &n);
	ok(n.kind == NUM_VALUE && !n.exact && n.places == 0);
	num_parse(slice_of("1e"), NUM_EXPONENT, &n);
	ok(n.kind == NUM_BAD);
	num_parse(slice_of("1e3"), NUM_EXPONENT, &n);
	ok(n.value == 1000);
	num_parse(slice_of("0.1"), 0, &n);
	is_close(n.value, 0.1, 0, "0.1 is the nearest double");
	num_parse(slice_of("123456789012345678"), 0, &n);
	is_close(n.value, 123456789012345678., 0, "18 digits");
	num_parse(slice_of("1234567890123456789012"), 0, &n);
	ok(n.kind == NUM_VALUE && !n.exact);

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		num_parse(slice_of(marks[i]), NUM_MARKS, &n);
		num_format_mark(mark, &n);
		is_str(mark, marks[i], marks[i]);
	}
	num_parse(slice_of("5"), NUM_MARKS, &n);
	num_format_mark(mark, &n);
	is_str(mark, "", "a number is no mark");

	fixed(78.9062215919421, 1, "78.9");
	fixed(0.5, 0, "1");
	fixed(2.5, 0, "3");
	fixed(-2.5, 0, "-3");
	fixed(-0.04, 1, "0.0");
	fixed(0.125, 2, "0.13");
	fixed(2.675, 2, "2.68");	/* as printed, though the double is just below */
	fixed(2.6749, 2, "2.67");
	fixed(1e22, 1, "10000000000000000000000.0");

	ok(num_parse_int("12", 0, 20, &v) && v == 12);
	ok(!num_parse_int("12x", 0, 20, &v));
	ok(!num_parse_int("21", 0, 20, &v));
	ok(!num_parse_int("", 0, 20, &v));
	return done_testing();
}
