#include "table/cell.h"

#include "tap/tap.h"

/* The cell reads as the value and percentage, as csv-tidy writes them; NULL: it is no figure. */
static void
figure(const char *cell, const char *value, const char *percentage)
{
	struct textbuf v = {0}, p = {0};
	struct cell_figure f;
	bool read = cell_parse_figure(slice_of(cell), &f);

	if (read) {
		cell_plain(&v, f.value_text, &f.value);
		cell_plain(&p, f.percentage_text, &f.percentage);
	}
	if (!tap_ok(value == NULL ? !read : read && strcmp(v.p, value) == 0 &&
	    strcmp(p.p, percentage) == 0, cell))
		printf("# '%s', '%s'\n", read ? v.p : "no figure", read ? p.p : "");
	textbuf_free(&v);
	textbuf_free(&p);
}

static void
reads(const char *cell, enum cell_kind kind, enum num_kind want)
{
	struct num num;

	if (!tap_ok(cell_parse(slice_of(cell), kind, &num) == want, cell))
		printf("# as a %s: %d, wanted %d\n", cell_name(kind), (int)num.kind, (int)want);
}

static void
figures(void)
{
	figure("", "", "");
	figure(" 185 ", "185", "");
	figure("0", "0", "");
	figure("-12.50", "-12.50", "");
	figure("0.05", "0.05", "");
	figure("1,234", "1234", "");
	figure("1,234,567.8", "1234567.8", "");
	figure("130 (70%)", "130", "70");
	figure("130(70.0%)", "130", "70.0");
	figure("1,130 (0.5%)", "1130", "0.5");
	figure("130 (70)", "130", "70");
	figure("-5 (3%)", "-5", "3");
	figure("400 (>99%)", "400", "");
	figure("1 (<0.1%)", "1", "");
	figure("400 (>99)", NULL, NULL);
	figure("c (>99%)", NULL, NULL);
	figure(">99%", NULL, NULL);
	figure("70%", "", "70");
	figure("-3%", "", "-3");
	figure("c", "c", "");
	figure("[c]", "[c]", "");
	figure("c (c)", "c", "c");
	figure("5 (c)", "5", "c");
	figure("<5", "<5", "");
	figure("-", "-", "");
	figure("..", "..", "");
	figure("n/a", "n/a", "");
	figure("NA (NA)", "NA", "NA");
	figure("007", "7", "");
	figure("00", "0", "");
	figure("-007.50", "-7.50", "");
	figure("0 (07%)", "0", "7");
	figure("00.5%", "", "0.5");
	figure(".5", "0.5", "");
	figure("-.5", "-0.5", "");
	figure("+5", "5", "");
	figure("70.50", "70.50", "");
	figure("1e3", "1000", "");
	figure("1E-3", "0.001", "");
	figure("-1.5e+2", "-150", "");
	figure("1e30", "1e30", "");
	figure("1.5e1 (1e1%)", "15", "10");
	figure("12,34", NULL, NULL);
	figure("01,234", NULL, NULL);
	figure("-0,123", NULL, NULL);
	figure("130 (70%", NULL, NULL);
	figure("130 70%)", NULL, NULL);
	figure("130 (-7%)", NULL, NULL);
	figure("(70%)", NULL, NULL);
	figure("130 ()", NULL, NULL);
	figure("c%", NULL, NULL);
	figure("%", NULL, NULL);
	figure(")", NULL, NULL);
	figure("0x10", NULL, NULL);
	figure("nan", NULL, NULL);
	figure("#N/A", NULL, NULL);
	figure("\u00a312", NULL, NULL);
}

static void
kinds_and_levels(void)
{
	char suffix[LEVEL_SUFFIX];
	struct errmsg e;
	double conf = 0, list[3] = {0};
	enum kind kind;
	size_t n;

	ok(level_parse(slice_of("95"), &conf) && conf == 0.95);
	ok(level_parse(slice_of("99.8"), &conf) && conf == 0.998);
	ok(level_parse(slice_of("99.80"), &conf) && conf == 0.998);
	ok(level_parse(slice_of("50"), &conf) && conf == 0.5);
	conf = -1;
	ok(!level_parse(slice_of("0.95"), &conf));	/* a coverage, not a percentage */
	ok(!level_parse(slice_of("100"), &conf));
	ok(!level_parse(slice_of("99.9999999"), &conf));
	ok(!level_parse(slice_of(""), &conf));
	ok(!level_parse(slice_of("nan"), &conf));
	ok(conf == -1);
	ok(level_parse_list(slice_of("95,99.8, 90"), list, 3, &n, &e) == 0);
	ok(n == 3 && list[0] == 0.95 && list[1] == 0.998 && list[2] == 0.9);
	ok(level_parse_list(slice_of("95,99,90,80"), list, 3, &n, &e) == -1);
	ok(level_parse_list(slice_of("95,95.0"), list, 3, &n, &e) == -1);
	ok(level_parse_list(slice_of("95,,90"), list, 3, &n, &e) == -1);
	ok(level_parse_list(slice_of(""), list, 3, &n, &e) == -1);
	level_suffix(suffix, 0.95);
	is_str(suffix, "95", "suffix");
	level_suffix(suffix, 0.998);
	is_str(suffix, "998", "suffix");
	ok(kind_parse(slice_of(" Stock "), &kind) && kind == KIND_STOCK);
	ok(kind_parse(slice_of(""), &kind) && kind == KIND_UNSAID);
	ok(!kind_parse(slice_of("flows"), &kind));
}

/* What is quickly known to be a figure reads as a number, whatever the characters. */
static void
digits(void)
{
	static const char chars[] = "0123456789.,-+ eE%c";
	uint64_t state = 1, n = 0;
	bool right = true;

	for (int i = 0; i < 200000; i++) {
		char text[24];
		struct cell_figure f;
		struct slice s = {text, 0};

		state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
		s.n = (state >> 33) % 20;
		for (size_t k = 0; k < s.n; k++) {
			state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
			text[k] = chars[(state >> 33) % (i % 2 == 0 ? 11 : sizeof(chars) - 1)];
		}
		if (!cell_is_digits(s))
			continue;
		n++;
		right = right && cell_parse_figure(s, &f) && f.value.kind == NUM_VALUE &&
		    f.value.mark == MARK_NONE && f.percentage.kind == NUM_BLANK;
	}
	ok(right);
	ok(n > 10000);
	ok(!cell_is_digits(slice_of("")));
	ok(!cell_is_digits(slice_of("1.")));
	ok(!cell_is_digits(slice_of(".5")));
	ok(!cell_is_digits(slice_of("1.2.3")));
}

int
main(void)
{
	struct num num;

	figures();
	kinds_and_levels();
	digits();
	reads("999999999999999999", CELL_COUNT, NUM_VALUE);
	reads("1000000000000000001", CELL_COUNT, NUM_BAD);
	reads("1e30", CELL_COUNT, NUM_BAD);
	reads("1e30", CELL_WEIGHTED_COUNT, NUM_VALUE);
	reads("1.5e1", CELL_COUNT, NUM_VALUE);
	reads("15e-1", CELL_COUNT, NUM_BAD);
	reads("-0", CELL_COUNT, NUM_VALUE);
	reads("1", CELL_POPULATION, NUM_VALUE);
	reads("0.999", CELL_POPULATION, NUM_BAD);
	reads("-3%", CELL_PERCENTAGE, NUM_BAD);
	reads("-3%", CELL_PERCENTAGE_ALONE, NUM_VALUE);
	reads("0.5", CELL_WEIGHT, NUM_VALUE);
	reads("-0.5", CELL_WEIGHT, NUM_BAD);
	reads("5%", CELL_STANDARD_RATE, NUM_BAD);
	reads("-2.5", CELL_PLACE, NUM_VALUE);
	reads("2014-15", CELL_PLACE, NUM_BAD);
	reads("5 (3%)", CELL_PLACE, NUM_BAD);
	reads("c", CELL_PLACE, NUM_MARK);
	ok(cell_parse(slice_of("130 (70%)"), CELL_FIGURE, &num) == NUM_VALUE && num.value == 130);
	ok(cell_parse(slice_of("70%"), CELL_FIGURE, &num) == NUM_VALUE && num.value == 70);
	ok(cell_parse(slice_of("c (5%)"), CELL_FIGURE, &num) == NUM_MARK && num.mark == MARK_C);
	ok(isnan(cell_value(&num)));
	return done_testing();
}
