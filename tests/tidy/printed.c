#include "tidy/printed.h"

#include "tap/tap.h"

/* The cell reads as the value and percentage; want NULL: as neither. */
static void
reads(const char *cell, const char *value, const char *percentage)
{
	struct printed_cell f = {0};
	bool read = printed_read(&f, slice_of(cell));

	tap_ok(value == NULL ? !read : read && strcmp(f.value.p, value) == 0 &&
	    strcmp(f.percentage.p, percentage) == 0, cell);
	printed_free(&f);
}

static void
of_which(const char *cell, const char *value, const char *percentage, const char *what)
{
	struct printed_cell f = {0};
	struct slice w;
	bool read = printed_read_of_which(&f, slice_of(cell), &w);

	tap_ok(value == NULL ? !read : read && strcmp(f.value.p, value) == 0 &&
	    strcmp(f.percentage.p, percentage) == 0 && slice_is(w, what), cell);
	printed_free(&f);
}

int
main(void)
{
	struct printed_cell f = {0};

	reads("", "", "");
	reads(" 185 ", "185", "");
	reads("0", "0", "");
	reads("-12.50", "-12.50", "");
	reads("0.05", "0.05", "");
	reads("1,234", "1234", "");
	reads("1,234,567.8", "1234567.8", "");
	reads("130 (70%)", "130", "70");
	reads("130(70.0%)", "130", "70.0");
	reads("1,130 (0.5%)", "1130", "0.5");
	reads("130 (70)", "130", "70");
	reads("70%", "", "70");
	reads("c", "c", "");
	reads("[c]", "[c]", "");
	reads("c (c)", "c", "c");
	reads("5 (c)", "5", "c");
	reads("<5", "<5", "");
	reads("-", "-", "");
	reads("..", "..", "");
	reads("12,34", NULL, NULL);
	reads("130 (70%", NULL, NULL);
	reads("130 70%)", NULL, NULL);
	reads("(70%)", NULL, NULL);
	reads("130 ()", NULL, NULL);
	reads("007", NULL, NULL);
	reads("0 (07%)", NULL, NULL);
	reads("00%", NULL, NULL);
	reads("1e3", NULL, NULL);
	reads("0x10", NULL, NULL);
	reads("nan", NULL, NULL);
	reads("n/a", NULL, NULL);
	reads("\u00a312", NULL, NULL);

	of_which("Of which 102 were early help agencies", "102", "", "early help agencies");
	of_which(" of which 1,002 (55%) were boys", "1002", "55", "boys");
	of_which("Of which c were boys who were ill", "c", "", "boys who were ill");
	of_which("Of which were boys", NULL, NULL, NULL);
	of_which("Of which 5 were ", NULL, NULL, NULL);
	of_which("Of which 5 are boys", NULL, NULL, NULL);
	of_which("Of which some were boys", NULL, NULL, NULL);
	of_which("Of whom 5 were boys", NULL, NULL, NULL);
	of_which("", NULL, NULL, NULL);

	printed_read(&f, slice_of("5"));
	ok(printed_read_percentage(&f, slice_of("70.3%")) && strcmp(f.percentage.p, "70.3") == 0);
	ok(strcmp(f.value.p, "5") == 0);
	ok(printed_read_percentage(&f, slice_of("c")) && strcmp(f.percentage.p, "c") == 0);
	ok(!printed_read_percentage(&f, slice_of("many")));
	printed_free(&f);
	return done_testing();
}
