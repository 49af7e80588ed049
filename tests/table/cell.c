/* Kinds and levels in words; tests/cmd has the cells. */
#include "table/cell.h"

#include "tap/tap.h"

int
main(void)
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
	return done_testing();
}
