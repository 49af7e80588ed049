#include "table/authority.h"

const struct authority authority_north_east[AUTHORITY_NORTH_EAST_N] = {
	{"E06000001", "", "Hartlepool"},
	{"E06000002", "", "Middlesbrough"},
	{"E06000003", "", "Redcar and Cleveland"},
	{"E06000004", "", "Stockton-on-Tees"},
	{"E06000005", "", "Darlington"},
	{"E06000047", "", "County Durham"},
	{"E06000057", "E06000048", "Northumberland"},
	{"E08000021", "", "Newcastle upon Tyne"},
	{"E08000022", "", "North Tyneside"},
	{"E08000023", "", "South Tyneside"},
	{"E08000024", "", "Sunderland"},
	{"E08000037", "E08000020", "Gateshead"},
};

/* England, the regions, and London with its parts. */
static const struct region {
	char code[10], name[25];
} regions[] = {
	{AUTHORITY_ENGLAND_CODE, AUTHORITY_ENGLAND_NAME},
	{AUTHORITY_NORTH_EAST_CODE, AUTHORITY_NORTH_EAST_NAME},
	{"E12000002", "North West"},
	{"E12000003", "Yorkshire and The Humber"},
	{"E12000004", "East Midlands"},
	{"E12000005", "West Midlands"},
	{"E12000006", "East of England"},
	{"E12000008", "South East"},
	{"E12000009", "South West"},
	{"E12000007", "London"},
	{"E13000001", "Inner London"},
	{"E13000002", "Outer London"},
};
enum { ENGLAND, LONDON = 9, NREGIONS = sizeof(regions) / sizeof(regions[0]) };

size_t
authority_find(struct slice code, struct slice name)
{
	const struct authority *a = authority_north_east;

	for (size_t i = 0; i < AUTHORITY_NORTH_EAST_N; i++)
		if (code.n == 0 ? slice_caseeq(name, slice_of(a[i].name)) :
		    slice_caseeq(code, slice_of(a[i].code)) ||
		    slice_caseeq(code, slice_of(a[i].earlier_code)))
			return i;
	return AUTHORITY_NORTH_EAST_N;
}

static bool
is_either(struct slice wanted, struct slice code, struct slice name)
{
	return (code.n > 0 && slice_caseeq(wanted, code)) ||
	    (name.n > 0 && slice_caseeq(wanted, name));
}

/* Is `wanted`, a code or a name, this region? */
static bool
means(struct slice wanted, const struct region *r)
{
	return is_either(wanted, slice_of(r->code), slice_of(r->name));
}

bool
authority_in_region(struct slice code, struct slice name, struct slice wanted)
{
	if (is_either(wanted, code, name))
		return true;
	for (size_t i = LONDON + 1; i < NREGIONS && means(wanted, &regions[LONDON]); i++)
		if (means(code, &regions[i]) || means(name, &regions[i]))
			return true;
	return false;
}

bool
authority_means_england(struct slice wanted)
{
	return means(wanted, &regions[ENGLAND]);
}

/* By the code, or where there is none by the name. */
static bool
is_region(const struct region *r, struct slice code, struct slice name)
{
	return code.n > 0 ? slice_caseeq(code, slice_of(r->code)) :
	    slice_caseeq(name, slice_of(r->name));
}

bool
authority_is_england(struct slice code, struct slice name)
{
	return is_region(&regions[ENGLAND], code, name);
}

bool
authority_is_region(struct slice code, struct slice name)
{
	for (size_t i = ENGLAND + 1; i < NREGIONS; i++)
		if (is_region(&regions[i], code, name))
			return true;
	return false;
}
