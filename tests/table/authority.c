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

static const struct {
	const char *code, *name;
	enum authority_whole want;
} wholes[] = {
	{"E92000001", "", AUTHORITY_ENGLAND}, {"", "England", AUTHORITY_ENGLAND},
	{"E12000001", "England", AUTHORITY_REGION}, {"E13000001", "", AUTHORITY_REGION},
	{"", "East of England", AUTHORITY_REGION}, {"W92000004", "Cymru", AUTHORITY_REGION},
	{"", "Scotland", AUTHORITY_REGION}, {"K02000001", "", AUTHORITY_OTHER_WHOLE},
	{"E47000006", "Tees Valley", AUTHORITY_OTHER_WHOLE}, {"", "total", AUTHORITY_OTHER_WHOLE},
	{"", "Grand  total", AUTHORITY_OTHER_WHOLE}, {"E06000003", "Total", AUTHORITY_OTHER_WHOLE},
	{"", "Total Wales", AUTHORITY_OTHER_WHOLE}, {"", "Totalland", AUTHORITY_NO_WHOLE},
	{"", "Great Britain", AUTHORITY_OTHER_WHOLE}, {"E06000003", "London", AUTHORITY_NO_WHOLE},
	{"E10000012", "Essex", AUTHORITY_NO_WHOLE}, {"", "Leeds", AUTHORITY_NO_WHOLE},
	{"E1", "Alpha", AUTHORITY_NO_WHOLE}, {"", "", AUTHORITY_NO_WHOLE},
};

static const char *const same[][2] = {
	{"Redcar & Cleveland", "Redcar and Cleveland"},
	{"Redcar&Cleveland", "Redcar and Cleveland"},
	{"Durham", "County Durham"}, {"Durham County Council", "County Durham"},
	{"Stockton on Tees", "Stockton-on-Tees"}, {"Newcastle-upon-Tyne", "Newcastle upon Tyne"},
	{"Hartlepool Borough Council", "HARTLEPOOL"}, {"Gateshead MBC", "Gateshead"},
	{"City of Sunderland", "Sunderland"}, {"St Helens", "St. Helens"},
	{"Bristol, City of", "Bristol"}, {"  Darlington (B)", "Darlington"},
};
static const char *const other[][2] = {
	{"Redcar", "Redcar and Cleveland"}, {"Newcastle", "Newcastle upon Tyne"},
	{"North Tyneside", "South Tyneside"}, {"Nottingham City", "Nottinghamshire"}, {"", "&"},
	{"Council", "Borough"}, {"---", "&"}, {"City of London", "London"},
};

/* Perhaps one area, and two. */
static const char *const like[][2] = {
	{"Redcar", "Redcar & Cleveland"}, {"Ayresome", "Ayresone"}, {"Park", "The Park"},
	{"Coulby Newham", "Coulbey Newhame"}, {"Ward 12", "12 Ward"}, {"", ""},
};
static const char *const unlike[][2] = {
	{"Middlesbrough 001A", "Middlesbrough 001B"}, {"Park", "Dale"}, {"Ward 1", "Ward 11"},
	{"Park", "Pale"}, {"North Tyneside", "South Tyneside"}, {"Coulby Newham", "Newham South"},
};

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
	for (size_t i = 0; i < sizeof(wholes) / sizeof(wholes[0]); i++)
		tap_ok(authority_whole(slice_of(wholes[i].code), slice_of(wholes[i].name)) ==
		    wholes[i].want, wholes[i].code[0] != '\0' ? wholes[i].code : wholes[i].name);
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		tap_ok(authority_same_name(slice_of(same[i][0]), slice_of(same[i][1])),
		    same[i][0]);
	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		tap_ok(!authority_same_name(slice_of(other[i][0]), slice_of(other[i][1])),
		    other[i][0]);
	for (size_t i = 0; i < sizeof(like) / sizeof(like[0]); i++)
		tap_ok(authority_like_name(slice_of(like[i][0]), slice_of(like[i][1])),
		    like[i][0]);
	for (size_t i = 0; i < sizeof(unlike) / sizeof(unlike[0]); i++)
		tap_ok(!authority_like_name(slice_of(unlike[i][0]), slice_of(unlike[i][1])),
		    unlike[i][0]);
	ok(authority_county(slice_of("E10000012")) == 12);
	ok(authority_county(slice_of("E06000012")) == 0);
	ok(authority_county_of_district(slice_of("E07000077")) == 12);	/* Uttlesford: Essex */
	ok(authority_county_of_district(slice_of("E07000240")) == 15);	/* St Albans: Herts */
	ok(authority_county_of_district(slice_of("E07000999")) == 0);
	ok(authority_county_of_district(slice_of("E06000077")) == 0);
	ok(authority_is_outside_england(slice_of("W06000015")));
	ok(!authority_is_outside_england(slice_of("E06000015")));
	ok(!authority_is_outside_england(slice_of("")));
	return done_testing();
}
