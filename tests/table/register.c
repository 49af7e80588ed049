#include "table/register.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap/tap.h"

static const struct registered *
code(const char *s)
{
	return register_by_code(slice_of(s));
}

static const char *
describe(const char *s)
{
	static struct errmsg text;

	return code(s) != NULL && (register_describe_change(code(s), &text) ||
	    register_describe_code(code(s), &text)) ? text.text : "";
}

static void
check_text(const char *s, const char *want)
{
	tap_ok(strcmp(describe(s), want) == 0, describe(s));
}

/* Each line of the published list, in the folder of the open data, is in ours. */
static void
check_list(void)
{
	const char *data = getenv("QUARTERLY_DATA");
	char path[500], line[300], want[60];
	size_t n = 0, found = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/../codes/authorities-2013-2025.csv",
	    data != NULL ? data : "../shared/data");
	if ((f = fopen(path, "r")) == NULL) {
		tap_ok(true, "no list of authorities next to $QUARTERLY_DATA # SKIP");
		return;
	}
	while (fgets(line, sizeof(line), f) != NULL && ++n > 0)
		for (size_t i = 0; i < register_count; i++) {
			const struct registered *r = &register_list[i];
			const char *quote = strchr(r->name, ',') != NULL ? "\"" : "";

			snprintf(want, sizeof(want), "%s,%s,%s%s%s,%s,", r->number, r->code, quote,
			    r->name, quote, r->region);
			if (strncmp(line, want, strlen(want)) == 0 &&
			    (strstr(line, ",2025,") != NULL) == (r->until == 0) &&
			    (strstr(line, ",2013,") != NULL || r->from > 2013))
				found++;
		}
	fclose(f);
	ok(n == 162 && found == 161);
}

static bool
contradicts(const char *code, const char *name)
{
	struct slice of;

	return register_contradicts(slice_of(code), slice_of(name), &of);
}

/* All codes and numbers with all names, in two orders and twice each, as answers are remembered. */
static size_t
wrong_answers(void)
{
	size_t wrong = 0, n = register_count;

	for (size_t at = 0; at < 2 * n * n; at++) {
		const struct registered *of = &register_list[at < n * n ? at / n : at % n];
		const struct registered *named = &register_list[at < n * n ? at % n : at / n % n];
		bool same = false;

		for (size_t i = 0; i < n; i++)
			same |= strcmp(register_list[i].number, of->number) == 0 &&
			    strcmp(register_list[i].name, named->name) == 0;
		for (int twice = 0; twice < 2; twice++)
			wrong += contradicts(of->code, named->name) == same ||
			    contradicts(of->number, named->name) == same;
	}
	return wrong;
}

int
main(void)
{
	const struct registered *part[REGISTER_PARTS];

	check_list();
	ok(code("E06000003") == code("807"));
	ok(code("E99999999") == NULL && code("") == NULL && code("80") == NULL);
	ok(strcmp(code("933")->code, "E06000066") == 0);	/* the latest */
	ok(strcmp(code("e10000027")->number, "933") == 0);
	ok(strcmp(code("E08000020")->number, code("E08000037")->number) == 0);
	ok(register_by_name(slice_of("Redcar & Cleveland Borough Council")) == code("807"));
	ok(register_by_name(slice_of("Dorset Council")) == code("838"));
	ok(register_by_name(slice_of("Bristol")) == code("801"));
	ok(register_by_name(slice_of("London")) == NULL);
	ok(register_by_name(slice_of("City of London")) == code("201"));
	ok(register_by_name(slice_of("Derby City")) == code("831"));
	ok(register_by_name(slice_of("Derbyshire County Council")) == code("830"));
	ok(register_by_name(slice_of("")) == NULL);
	ok(register_parts(code("E10000021"), part) == 2 && part[0] == code("940") &&
	    part[1] == code("941"));
	ok(register_parts(code("E10000009"), part) == 0);	/* not the whole of its parts */
	ok(register_parts(code("E06000003"), part) == 0);
	for (size_t i = 0; i < register_count; i++) {
		const struct registered *r = &register_list[i];

		tap_ok(code(r->code) == r && register_by_name(slice_of(r->name)) != NULL,
		    r->name);
	}
	check_text("E10000027", "E10000027 Somerset became E06000066 in 2023");
	check_text("E06000066", "E10000027 Somerset became E06000066 in 2023");
	check_text("E08000037", "E08000020 Gateshead became E08000037 in 2013");
	check_text("E10000021", "E10000021 Northamptonshire was divided into North "
	    "Northamptonshire and West Northamptonshire in 2021");
	check_text("E06000063", "E06000063 Cumberland was part of Cumbria until 2023");
	check_text("837", "Dorset (E10000009), Poole and Bournemouth became Dorset (E06000059) and "
	    "Bournemouth, Christchurch and Poole in 2019");
	check_text("E06000003", "");
	ok(!contradicts("E06000003", "Redcar & Cleveland BC"));
	ok(!contradicts("E10000009", "Dorset") && !contradicts("838", "Dorset"));
	ok(!contradicts("E06000003", "Redcar") && !contradicts("E06000003", ""));
	ok(!contradicts("", "Middlesbrough") && !contradicts("E05000001", "Middlesbrough"));
	ok(contradicts("E06000003", "Middlesbrough") && contradicts("807", "middlesbrough"));
	ok(contradicts("E06000003", "North East") && contradicts("E12000001", "Redcar & Cleveland"));
	ok(contradicts("E12000007", "City of London") && contradicts("E09000001", "London"));
	ok(!contradicts("E09000001", "City of London"));
	ok(wrong_answers() == 0);
	for (int twice = 0; twice < 2; twice++) {	/* longer than what is remembered */
		ok(!contradicts("E06000058", "Bournemouth, Christchurch and Poole Unitary Authority"));
		ok(contradicts("E06000059", "Bournemouth, Christchurch and Poole Unitary Authority"));
	}
	return done_testing();
}
