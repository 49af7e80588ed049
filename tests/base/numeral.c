/* Numbers as printed: rounded half away from zero, digit by digit, in the form they have. */
#include "base/numeral.h"

#include <stdlib.h>

#include "base/num.h"
#include "tap/tap.h"

enum { AS_PRINTED = NUMERAL_AS_PRINTED };

static void
written(const char *s, int decimals, bool commas, const char *want)
{
	struct textbuf b = {0};

	textbuf_add(&b, slice_of("> "));
	numeral_add(&b, slice_of(s), (struct numeral_form){decimals, commas});
	is_str(b.p + 2, want, s);
	textbuf_free(&b);
}

static void
test_rounding(void)
{
	written("1.005", 2, false, "1.01");
	written("2.675", 2, false, "2.68");
	written("-1.005", 2, false, "-1.01");
	written("0.285", 2, false, "0.29");
	written("1.00499999999999999999999999", 2, false, "1.00");
	written("99.95", 1, false, "100.0");
	written("9.5", 0, false, "10");
	written("0.5", 0, false, "1");
	written("0.49", 0, false, "0");
	written("0.05", 0, false, "0");
	written("-0.4", 0, false, "0");
	written("-0.04", 1, false, "0.0");
	written("-0.06", 1, false, "-0.1");
	written("7", 2, false, "7.00");
	written(" 7.1 ", 2, false, "7.10");
	written("007.25", 1, false, "7.3");
	written("+7.25", 1, false, "7.3");
	written(".55", 1, false, "0.6");
	written("00", 1, false, "0.0");
	written("1234567890123456781.26", 1, false, "1234567890123456781.3");
	written("99999999999999999999.99", 1, false, "100000000000000000000.0");
}

static void
test_exponents(void)
{
	written("1e5", 0, false, "100000");
	written("1e5", 1, true, "100,000.0");
	written("1.26E+01", 0, false, "13");
	written("2.675e-3", 3, false, "0.003");
	written("2.675e-3", 5, false, "0.00268");
	written("5e-1", 0, false, "1");
	written("4e-1", 0, false, "0");
	written("5e-2", 0, false, "0");
	written("1e-9999", 2, false, "0.00");
	written("-1e-9999", 2, false, "0.00");
	written("1e22", 0, false, "10000000000000000000000");
	written("1e3", AS_PRINTED, true, "1e3");
}

static void
test_form(void)
{
	written("1,234.56", 1, false, "1,234.6");
	written("999,999.96", 1, false, "1,000,000.0");
	written("999.96", 1, true, "1,000.0");
	written("12.25%", 1, false, "12.3%");
	written("-12.25%", 1, false, "-12.3%");
	written("-0.01%", 1, false, "0.0%");
	written("1234", AS_PRINTED, true, "1,234");
	written("-1234567.5%", AS_PRINTED, true, "-1,234,567.5%");
	written("123", AS_PRINTED, true, "123");
	written("-123", AS_PRINTED, true, "-123");
	written("1,234", AS_PRINTED, true, "1,234");
	written("1234.5678", AS_PRINTED, true, "1,234.5678");
	written("+05", AS_PRINTED, true, "+05");
	written("001234", AS_PRINTED, true, "001234");
}

static void
decimals(const char *s, int want, bool want_exponent)
{
	bool exponent;
	int n = numeral_decimals(slice_of(s), &exponent);

	tap_ok(n == want && exponent == want_exponent, s);
}

static void
test_decimals(void)
{
	decimals("1,234.50%", 2, false);
	decimals("1E5", 0, true);
	decimals("1.25e1", 1, true);
	decimals("2.5e-3", 4, true);
	decimals(" -7 ", 0, false);
}

int
main(void)
{
	test_rounding();
	test_exponents();
	test_form();
	test_decimals();
	return done_testing();
}
