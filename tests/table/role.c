#include "table/role.h"

#include <stdio.h>
#include <string.h>

#include "tap/tap.h"

#define N(a) (sizeof (a) / sizeof (a)[0])
#define S(text) {text, sizeof text - 1}

enum { MOST = 8 };

/* The columns of these roles among the headings, with commas between: "2,1", - for none, ? two. */
static void
finds(const char *line, const enum role *role, size_t n, const char *wanted)
{
	const char *const none[ROLE_N] = {0};
	struct slice cell[MOST];
	struct slice rest = slice_of(line);
	char got[40] = "";
	unsigned want = 0;
	size_t cells = 0;
	struct errmsg e;
	struct roles r;

	while (cells < MOST && slice_next(&rest, ',', &cell[cells]))
		cells++;
	for (size_t i = 0; i < n; i++)
		want |= ROLE_BIT(role[i]);
	if (roles_find(&r, cell, cells, 0, want, none, &e) != 0)
		snprintf(got, sizeof(got), "?");
	for (size_t i = 0; i < n && got[0] != '?'; i++)
		snprintf(got + strlen(got), 6, r.col[role[i]] < 0 ? "%s-" : "%s%d", i > 0 ? "," : "",
		    r.col[role[i]]);
	if (!tap_ok(strcmp(got, wanted) == 0, line))
		printf("# %s %s\n", got, got[0] == '?' ? e.text : "");
}

/* The field's own names, and areas of several levels. */
static void
names(void)
{
	static const enum role area[] = {ROLE_AREA, ROLE_AREA_CODE};
	static const enum role all[] = {ROLE_AREA, ROLE_AREA_CODE, ROLE_PERIOD, ROLE_VALUE,
	    ROLE_POPULATION};

	finds("Area Code,Area Name,Time period,Count,Denominator", all, 5, "1,0,2,3,4");
	finds("DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,C_AGE_NAME,OBS_VALUE", all, 5, "1,2,0,4,-");
	finds("ladcode23,laname23,sex,age", area, 2, "1,0");
	finds("LAD21CD,LAD21NM", area, 2, "1,0");
	finds("LA and Regions,Years,values_num", all, 4, "0,-,1,2");
	finds("la-name,New LA code", area, 2, "0,1");
	finds("LA__Name,la\u00a0code", area, 2, "0,1");
	finds("Local authority,n", area, 2, "0,-");
	finds("District,LA name", area, 2, "?");
	finds("LA name,Ward,n", area, 2, "1,-");
	finds("LA name,LA code,Ward,LSOA21CD", area, 2, "-,3");
	finds("LA name,LA code,Ward,Ward code", area, 2, "2,3");
	finds("Ward,LSOA,LSOA name", area, 2, "2,1");
	finds("Ward name,Ward", area, 2, "0,1");
	finds("LSOA,LSOA name,LSOA code", area, 2, "?");
	finds("Electoral Ward,Ward GSS", area, 2, "-,1");
	finds("LSOA,LSOA GSS code", area, 2, "0,1");
	finds("Area,Ward", area, 2, "?");
	finds("Area,LA code", area, 2, "0,1");
	finds("lad2cd,laname2", area, 2, "-,-");
	finds("lad2cd,laname", area, 2, "?");
	finds("Area,mnemonic,n", area, 2, "0,1");
	finds("local authority: county / unitary (as of April 2023),mnemonic", area, 2, "0,1");
	finds("local authority: district / unitary (as of April 2021),n", area, 2, "0,-");
	finds("ward (as of 2022),2011 ward code,n", area, 2, "0,-");
	finds("2011 ward,mnemonic", area, 2, "0,1");
	finds("2021 super output area - lower layer,mnemonic", area, 2, "0,1");
	finds("region,mnemonic,n", area, 2, "0,1");
	finds("region,n", area, 2, "-,-");
	finds("indicator,mnemonic", area, 2, "-,1");
	finds("LA name,type,mnemonic", area, 2, "0,2");
	finds("Area,Ctaegory,n", area, 2, "0,-");
	finds("Ares,Wards,Districts,Aera", area, 2, "-,-");
	finds("Distirct,n", area, 2, "?");
	finds("Area,Distirct", area, 2, "0,-");
	finds("Area,Perid,n,Population", all, 5, "?");
	finds("Area,Period,County,Population", all, 5, "0,-,1,-,3");
	finds("Area,Period,value,Counts,Population", all, 5, "0,-,1,2,4");
	finds("Area,Period,value,Cuont,Population", all, 5, "?");
	finds("Area,Period,Counts,Population", all, 5, "?");
	finds("Area,Period,value,Denominators", all, 5, "?");
	finds("Area,Period,value,reference_date", all, 5, "0,-,1,2,-");
	finds("area_,_area", area, 2, "-,-");
	finds("LA,Locality,n", area, 2, "-,-");
	finds("Area,Period,n,Population 0-17", all, 5, "0,-,1,-,3");
	finds("Area,Period,n,Population (aged 0 to 17)", all, 5, "0,-,1,-,3");
	finds("Area,Period,n,Population 0\u201317", all, 5, "0,-,1,-,3");
	finds("Area,Period,n,Under-18 population", all, 5, "0,-,1,-,3");
	finds("Area,Period,n,Under 18s population", all, 5, "0,-,1,-,3");
	finds("Area,Period,n,Child population", all, 5, "0,-,1,-,3");
	finds("Area,Period,n,Child pop", all, 5, "0,-,1,-,3");
	finds("Area,Period,n,0-17 pop", all, 5, "0,-,1,-,3");
	finds("Area,Period,n,Population 2", all, 5, "0,-,1,-,-");
	finds("Area,Period,n,Population 2023", all, 5, "0,-,1,-,-");
	finds("Area,Period,n,Population density", all, 5, "0,-,1,-,-");
	finds("Area,Period,n,Population,Population 0-17", all, 5, "?");
	finds("Area,Period,n,Children 0-17", all, 5, "0,-,1,-,-");
}

/* Headings that may mean a role: what the filters of rates need, "LA,Year,..." for the columns. */
static void
words(void)
{
	static const char *const lines[][2] = {
		{"LA,Year,Children in need,Under 18s", "0,-,2,3"},
		{"Council,LA code,Year,CIN count,Children 0-17", "0,1,3,4"},
		{"LA,LA name,Year,Referrals,Population", "1,-,3,4"},
		{"LA,Locality,Year,Referrals,Population", "1,-,3,4"},
		{"Locality,Ward,Year,Referrals,Population", "1,-,3,4"},
		{"Locality,LA code,Year,Referrals,Population", "0,-,3,4"},
		{"LA,Council,Year,Referrals,Population", "?"},
		{"LA,Year,Section 47 enquiries,Young people aged 10-17", "0,-,2,3"},
		{"LA,Year,Referrals,Children 0-17,Population", "?"},
		{"LA,Year,Referrals,Children 0-17,Children 5-17", "?"},
		{"LA,Year,Count,Children 0-17", "0,-,2,3"},
		{"LA,Year,Primary need,Population", "?"},
		{"LA,Year,Calls,Population", "?"},
	};
	static const enum role role[] = {ROLE_AREA, ROLE_AREA_CODE, ROLE_VALUE, ROLE_POPULATION};
	const char *const none[ROLE_N] = {0};

	for (size_t i = 0; i < N(lines); i++) {
		struct slice cell[MOST], rest = slice_of(lines[i][0]);
		char got[40] = "";
		size_t cells = 0;
		struct errmsg e;
		struct roles r;

		while (cells < MOST && slice_next(&rest, ',', &cell[cells]))
			cells++;
		if (roles_find(&r, cell, cells, ROLES_BY_WORDS | ROLE_BIT(ROLE_PERIOD) |
		    ROLE_BIT(ROLE_VALUE) | ROLE_BIT(ROLE_POPULATION), ROLE_BIT(ROLE_AREA) |
		    ROLE_BIT(ROLE_AREA_CODE), none, &e) != 0)
			snprintf(got, sizeof(got), "?");
		for (size_t k = 0; k < N(role) && got[0] != '?'; k++)
			snprintf(got + strlen(got), 6, r.col[role[k]] < 0 ? "%s-" : "%s%d",
			    k > 0 ? "," : "", r.col[role[k]]);
		is_str(got, lines[i][1], lines[i][0]);
	}
}

int
main(void)
{
	static const struct slice tidy[] = {S("indicator"), S("category"), S("period"), S("value"),
	    S("percentage")};
	static const struct slice dfe[] = {S("time_period"), S("time_identifier"),
	    S("geographic_level"), S("country_code"), S("country_name"), S("region_code"),
	    S("region_name"), S("old_la_code"), S("new_la_code"), S("la_name"), S("CPP_At31")};
	static const struct slice two[] = {S("value"), S("count"), S("period")};
	static const struct slice flat[] = {S("time_period"), S("geographic_level"), S("area_code"),
	    S("area_name"), S("count")};
	static const struct slice cased[] = {S("Count"), S("count"), S("period")};
	static const struct slice spaced[] = {S("period"), S("count "), S("count\u200b")};
	static const struct slice hidden[] = {S("\ufeffPeriod"), S(" VALUE\u00a0"), S("area")};
	static const struct slice levels[] = {S("time_period"), S("geographic_level"),
	    S("Region_Name"), S("region_name"), S("la_name"), S("value")};
	static const struct slice year[] = {S("Year"), S("Value")};
	static const struct slice years[] = {S("Month"), S("Year"), S("Value")};
	static const struct slice dated[] = {S("DATE"), S("DATE_NAME"), S("Value")};
	static const struct slice odd[] = {S("Perriod"), S("Value")};
	const char *const none[ROLE_N] = {0};
	const char *const choice[ROLE_N] = {[ROLE_VALUE] = "CPP_At31"};
	const char *const wrong[ROLE_N] = {[ROLE_VALUE] = "CPP_at31"};
	const char *const second[ROLE_N] = {[ROLE_VALUE] = "count"};
	char typed[] = "value=CPP_At31", unknown[] = "valu=x", blank[] = "value=", bare[] = "value",
	    vlue[] = "vlue=value";
	const char *chosen[ROLE_N] = {0};
	const unsigned need = ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_VALUE);
	const unsigned area = ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE);
	struct errmsg e = {""};
	struct roles r;

	names();
	words();
	ok(roles_find(&r, tidy, N(tidy), need, ROLE_BIT(ROLE_INDICATOR), none, &e) == 0);
	ok(r.col[ROLE_PERIOD] == 2 && r.col[ROLE_VALUE] == 3 && r.col[ROLE_INDICATOR] == 0);
	ok(r.col[ROLE_CATEGORY] == -1 && r.col[ROLE_AREA] == -1);

	ok(roles_find(&r, dfe, N(dfe), need | area, 0, choice, &e) == 0);
	ok(r.col[ROLE_VALUE] == 10 && r.col[ROLE_TIME_IDENTIFIER] == 1);
	ok(r.by_level[LEVEL_NATIONAL][1] == 3 && r.by_level[LEVEL_REGIONAL][0] == 6);
	ok(r.col[ROLE_AREA_CODE] == 8 && r.col[ROLE_AREA] == 9);
	ok(roles_find(&r, dfe, N(dfe), need, 0, wrong, &e) == -1);
	ok(strstr(e.text, "; did you mean 'CPP_At31'?") != NULL);
	ok(roles_find(&r, dfe, N(dfe), need, 0, none, &e) == -1);
	ok(strstr(e.text, "no column for the role value") != NULL);

	ok(roles_find(&r, flat, N(flat), need | area, 0, none, &e) == 0);
	ok(r.col[ROLE_AREA_CODE] == 2 && r.by_level[LEVEL_REGIONAL][1] == -1 &&
	    r.col[ROLE_GEOGRAPHIC_LEVEL] == 1);

	ok(roles_find(&r, two, N(two), need, 0, none, &e) == -1);
	ok(strstr(e.text, "'value' and 'count'") != NULL);
	ok(roles_find(&r, two, N(two), need, 0, second, &e) == 0 && r.col[ROLE_VALUE] == 1);

	ok(roles_find(&r, cased, N(cased), need, 0, none, &e) == -1);
	is_str(e.text, "two columns could be the value: 'Count' and 'count'; expected one, or "
	    "-c value=NAME", "case");
	ok(roles_find(&r, cased, N(cased), need, 0, second, &e) == 0 && r.col[ROLE_VALUE] == 1);
	ok(roles_find(&r, cased, N(cased), ROLE_BIT(ROLE_PERIOD), 0, none, &e) == 0);
	ok(roles_find(&r, spaced, N(spaced), need, 0, none, &e) == -1);
	is_str(e.text, "two columns could be the value: 'count ' and 'count\\u200b'; expected one, "
	    "or -c value=NAME", "blanks, and what is hidden");
	ok(roles_find(&r, hidden, N(hidden), need, 0, none, &e) == 0);
	ok(r.col[ROLE_PERIOD] == 0 && r.col[ROLE_VALUE] == 1);
	ok(roles_find(&r, levels, N(levels), need | area, 0, none, &e) == -1);
	is_str(e.text, "no column for the role area_code; expected area_code, new_la_code, "
	    "la_code, or -c area_code=NAME; the headings are time_period, geographic_level, "
	    "Region_Name, region_name, la_name, value", "a role before");
	ok(roles_find(&r, levels, N(levels), need, area, none, &e) == -1);
	is_str(e.text, "two columns could be the region_name: 'Region_Name' and 'region_name'; "
	    "expected one", "a level");

	ok(roles_find(&r, year, N(year), need, 0, none, &e) == 0 && r.col[ROLE_PERIOD] == 0);
	ok(roles_find(&r, year, N(year), 0, need, none, &e) == 0 && r.col[ROLE_PERIOD] == -1);
	ok(roles_find(&r, years, N(years), need, 0, none, &e) == -1);
	is_str(e.text, "two columns could be the period: 'Month' and 'Year'; expected one, or "
	    "-c period='Year' -c time_identifier='Month'", "a year and a month");
	ok(roles_find(&r, dated, N(dated), need, 0, none, &e) == 0 && r.col[ROLE_PERIOD] == 1);

	ok(roles_find(&r, odd, N(odd), need, 0, none, &e) == -1);
	is_str(e.text, "no column for the role period; expected period, time_period, quarter, or "
	    "-c period=NAME; the headings are Perriod, Value; did you mean 'Perriod'?",
	    "a misspelling");

	ok(role_choose(chosen, 0, typed, &e) == 0 && strcmp(chosen[ROLE_VALUE], "CPP_At31") == 0);
	ok(role_choose(chosen, 0, unknown, &e) == -1 && role_choose(chosen, 0, blank, &e) == -1 &&
	    role_choose(chosen, 0, bare, &e) == -1);
	ok(role_choose(chosen, ROLES_OF_SERIES, typed, &e) == 0);
	ok(role_choose(chosen, ROLES_OF_AREAS, typed, &e) == -1);
	is_str(e.text, "the role 'value' has no use here; expected one of area, area_code, "
	    "geographic_level", "a role of other filters");
	ok(role_choose(chosen, 0, vlue, &e) == -1 && strstr(e.text, "no role 'vlue'; expected one of "
	    "area, area_code, ") == e.text && strstr(e.text, "; did you mean 'value'?") != NULL);
	return done_testing();
}
