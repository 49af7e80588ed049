#include "table/authority.h"

#include "tap/tap.h"

static size_t
find(const char *code, const char *name)
{
	return authority_find(slice_of(code), slice_of(name));
}

static bool
in_region(const char *code, const char *name, const char *wanted)
{
	return authority_in_region(slice_of(code), slice_of(name), slice_of(wanted));
}

int
main(void)
{
	const size_t none = AUTHORITY_NORTH_EAST_N;

	for (size_t i = 0; i < none; i++) {
		tap_ok(find(authority_north_east[i].code, "") == i, authority_north_east[i].name);
		ok(find("", authority_north_east[i].name) == i);
	}
	ok(find("E08000020", "") == find("E08000037", ""));	/* Gateshead */
	ok(find("E06000048", "") == find("E06000057", ""));	/* Northumberland */
	ok(find("", "REDCAR AND CLEVELAND") == find(AUTHORITY_OWN_CODE, ""));
	ok(find("E06000010", "Hartlepool") == none);	/* the code decides */
	ok(find("", "") == none);
	ok(find("", "Redcar") == none);
	ok(in_region("E12000009", "South West", "south west"));
	ok(in_region("E12000009", "", "E12000009"));
	ok(!in_region("E12000009", "South West", "South East"));
	ok(in_region("E13000001", "Inner London", "London"));
	ok(in_region("E13000002", "Outer London", "E12000007"));
	ok(!in_region("E12000007", "London", "Inner London"));
	ok(!in_region("", "", ""));
	ok(authority_is_england(slice_of("E92000001"), slice_of("")));
	ok(authority_is_england(slice_of(""), slice_of("England")));
	ok(!authority_is_england(slice_of("E12000001"), slice_of("England")));
	ok(authority_is_region(slice_of("E13000001"), slice_of("")));
	ok(authority_is_region(slice_of(""), slice_of("East of England")));
	ok(!authority_is_region(slice_of("E06000003"), slice_of("London")));
	return done_testing();
}
