#include "board/axis.h"

#include "tap/tap.h"

/* The ticks, as they are written. */
static const char *
ticks(double low, double high, int want, enum axis_from from, bool whole, double top)
{
	static char text[2048];
	char one[AXIS_TEXT];
	struct axis a;
	size_t n = 0;

	axis_make(&a, low, high, want, from, whole, top);
	text[0] = '\0';
	for (int i = 0; i < a.nticks; i++) {
		axis_format(one, axis_tick(&a, i), a.decimals);
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%s", i > 0 ? " " : "", one);
	}
	snprintf(text + n, sizeof(text) - n, "%s", a.cut ? " cut" : "");
	return text;
}

#define ARE(wanted, ...) is_str(ticks(__VA_ARGS__), wanted, #__VA_ARGS__)

int
main(void)
{
	char text[AXIS_TEXT];
	struct axis a;

	ARE("0 50 100 150 200", 117, 185, 5, AXIS_FROM_0, true, NAN);
	ARE("0 50 100 150 200", 117, 185, 5, AXIS_FROM_ANY, true, NAN);
	ARE("181 182 183 184 185 cut", 181, 185, 5, AXIS_FROM_ANY, true, NAN);
	ARE("0 50 100 150 200", 181, 185, 5, AXIS_FROM_0, true, NAN);
	ARE("-8 -6 -4 -2 0", -7, -5, 5, AXIS_FROM_0, true, NAN);
	ARE("-10 -5 0 5 10", -9, 8, 5, AXIS_FROM_ANY, true, NAN);
	ARE("0.0 0.2 0.4 0.6 0.8", 0, 0.7, 5, AXIS_FROM_0, false, NAN);
	ARE("0 1", 0, 0.7, 5, AXIS_FROM_0, true, NAN);
	ARE("0.000 0.002 0.004 0.006", 0, 0.006, 5, AXIS_FROM_0, false, NAN);
	ARE("0 20 40 60 80 100", 3, 99, 5, AXIS_FROM_0, false, 100);
	ARE("0 50 100 150", 3, 104, 5, AXIS_FROM_0, false, 100);
	ARE("30 40 50 60 70 80 cut", 38.8, 78.9, 5, AXIS_CLOSE, false, NAN);
	/* nothing, all equal, 0 alone */
	ARE("0 1", NAN, NAN, 5, AXIS_FROM_ANY, true, NAN);
	ARE("0 2 4 6 8", 7, 7, 5, AXIS_FROM_ANY, true, NAN);
	ARE("0.0 0.2 0.4 0.6 0.8 1.0", 0, 0, 5, AXIS_FROM_ANY, false, NAN);
	ARE("-1,000,000,000,000,000 -500,000,000,000,000 0 500,000,000,000,000 "
	    "1,000,000,000,000,000", -1e15, 1e15, 5, AXIS_FROM_ANY, true, NAN);

	axis_make(&a, 1e-300, 1e-299, 5, AXIS_FROM_ANY, false, NAN);
	ok(a.nticks >= 2 && a.nticks <= 8 && a.decimals < 12);
	for (double v = 1e-9; v < 1e15; v *= 3.7) {
		axis_make(&a, 0, v, 5, AXIS_FROM_0, false, NAN);
		if (a.low != 0 || a.high < v || a.nticks < 3 || a.nticks > 8)
			break;
	}
	ok(a.low == 0 && a.high > 1e14);

	axis_make(&a, 0, 200, 4, AXIS_FROM_0, true, NAN);
	is_close(axis_place(&a, 50, 300, 100), 250, 1e-12, "a quarter of the way up");

	axis_format(text, 1234567.891, 1);
	is_str(text, "1,234,567.9", "thousands");
	axis_format(text, -1234, 0);
	is_str(text, "-1,234", "below 0");
	axis_format(text, -0.04, 1);
	is_str(text, "0.0", "what rounds to 0 has no sign");
	axis_format(text, 999, 0);
	is_str(text, "999", "below 1,000");
	return done_testing();
}
