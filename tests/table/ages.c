#include "table/ages.h"

#include <string.h>

#include "tap/tap.h"

static const struct {
	const char *text;
	int lo, last;		/* -1: not an age; -2: and over */
} cases[] = {
	{"7", 7, 7}, {"0", 0, 0}, {"Age 0", 0, 0}, {"Aged 1 year", 1, 1}, {" 07 ", 7, 7},
	{"Aged under 1 year", 0, 0}, {"under 18", 0, 17}, {"Under 1", 0, 0},
	{"0-17", 0, 17}, {"0 to 17", 0, 17}, {"Aged 0 to 15", 0, 15}, {"10 - 14", 10, 14},
	{"0\xe2\x80\x93" "17", 0, 17}, {"Children aged 0 to 17 years", 0, 17},
	{"90+", 90, -2}, {"Aged 90+", 90, -2}, {"85 and over", 85, -2}, {"16 years or over", 16, -2},
	{"All Ages", 0, -2}, {"Total", 0, -2}, {"all persons", 0, -2},
	{"", 0, -1}, {"5-Sep", 0, -1}, {"17-0", 0, -1}, {"0-", 0, -1}, {"-17", 0, -1}, {"x", 0, -1},
	{"16 17", 0, -1}, {"0-4-9", 0, -1}, {"under 0", 0, -1}, {"2014", 0, -1}, {"5.5", 0, -1},
	{"persons", 0, -1}, {"0-17+", 0, -1}, {"under", 0, -1}, {"1e1", 0, -1},
};

static const struct {
	const char *text;
	enum sex sex;
} sexes[] = {
	{"F", SEX_FEMALE}, {"Female", SEX_FEMALE}, {"2", SEX_FEMALE}, {" males ", SEX_MALE},
	{"M", SEX_MALE}, {"1", SEX_MALE}, {"Persons", SEX_ALL}, {"Total", SEX_ALL},
	{"All persons", SEX_ALL}, {"both sexes", SEX_ALL}, {"", SEX_UNKNOWN}, {"x", SEX_UNKNOWN},
};

int
main(void)
{
	char buf[AGES_SIZE], wrong[] = "17-0", right[] = "0-17";
	struct errmsg e;
	struct ages a;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bool is = ages_parse(slice_of(cases[i].text), &a);

		tap_ok(is == (cases[i].last != -1) && (!is || (a.lo == cases[i].lo && a.end ==
		    (cases[i].last == -2 ? AGES_END : cases[i].last + 1))), cases[i].text);
	}
	for (size_t i = 0; i < sizeof(sexes) / sizeof(sexes[0]); i++)
		tap_ok(sex_parse(slice_of(sexes[i].text)) == sexes[i].sex, sexes[i].text);
	ages_format(buf, (struct ages){0, 18});
	ok(strcmp(buf, "ages 0 to 17") == 0);
	ages_format(buf, (struct ages){7, 8});
	ok(strcmp(buf, "age 7") == 0);
	ages_format(buf, (struct ages){90, AGES_END});
	ok(strcmp(buf, "ages 90 and over") == 0);
	ok(ages_option(&a, right, &e) == 0 && a.lo == 0 && a.end == 18);
	ok(ages_option(&a, wrong, &e) == -1);
	return done_testing();
}
