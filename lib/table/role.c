#include "table/role.h"

#include <stdio.h>
#include <string.h>

/* The names each role is found under, ours first. Compared without case. */
#define MAX_NAMES 8
static const struct {
	const char *role;
	const char *name[MAX_NAMES];
} names[ROLE_N] = {
	[ROLE_AREA] = {"area", {"area", "area_name", "la_name"}},
	[ROLE_AREA_CODE] = {"area_code", {"area_code", "new_la_code", "la_code"}},
	[ROLE_PERIOD] = {"period", {"period", "time_period", "quarter"}},
	[ROLE_TIME_IDENTIFIER] = {"time_identifier", {"time_identifier"}},
	[ROLE_INDICATOR] = {"indicator", {"indicator", "measure"}},
	[ROLE_CATEGORY] = {"category", {"category", "category_of_abuse"}},
	[ROLE_VALUE] = {"value", {"value", "count", "number"}},
	[ROLE_PERCENTAGE] = {"percentage", {"percentage", "percent"}},
	[ROLE_POPULATION] = {"population", {"population", "population_estimate"}},
	[ROLE_GEOGRAPHIC_LEVEL] = {"geographic_level", {"geographic_level", "level"}},
	[ROLE_CHILD_ID] = {"child_id", {"child_id", "LAchildID", "child", "child id"}},
	[ROLE_PLAN_START] = {"plan_start",
	    {"plan_start", "CPPstartDate", "start_date", "start", "plan start", "start date"}},
	[ROLE_PLAN_END] = {"plan_end",
	    {"plan_end", "CPPendDate", "end_date", "end", "plan end", "end date"}},
	[ROLE_CATEGORY_INITIAL] = {"category_initial",
	    {"category_initial", "InitialCategoryOfAbuse", "initial_category"}},
	[ROLE_CATEGORY_LATEST] = {"category_latest",
	    {"category_latest", "LatestCategoryOfAbuse", "latest_category"}},
	[ROLE_PREVIOUS_PLANS] = {"previous_plans", {"previous_plans", "NumberOfPreviousCPP"}},
	[ROLE_AGE_BAND] = {"age_band", {"age_band", "age_group"}},
	[ROLE_STANDARD_WEIGHT] = {"standard_weight", {"standard_weight", "standard_population"}},
	[ROLE_STANDARD_RATE] = {"standard_rate", {"standard_rate", "reference_rate"}},
};

const char *
role_name(enum role role)
{
	return names[role].role;
}

bool
role_parse_choice(const char *arg, struct role_choice *choice)
{
	const char *equals = strchr(arg, '=');
	struct slice name;

	if (equals == NULL || equals[1] == '\0')
		return false;
	name = (struct slice){arg, (size_t)(equals - arg)};
	for (int r = 0; r < ROLE_N; r++)
		if (slice_is(name, names[r].role)) {
			*choice = (struct role_choice){(enum role)r, equals + 1};
			return true;
		}
	return false;
}

size_t
heading_find(const struct slice *headings, size_t n, struct slice name)
{
	for (size_t i = 0; i < n; i++)
		if (slice_eq(headings[i], name))
			return i;
	return n;
}

/* The headings as a list for a message, cut with "..." when long. */
static void
list_headings(char *buf, size_t size, const struct slice *headings, size_t n)
{
	size_t at = 0;

	buf[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		if (at + headings[i].n + 8 > size) {
			snprintf(buf + at, size - at, ", ...");
			return;
		}
		at += (size_t)snprintf(buf + at, size - at, "%s%.*s", i > 0 ? ", " : "",
		    SLICE_ARG(headings[i]));
	}
}

int
heading_missing(const struct slice *headings, size_t n, struct slice name, struct errmsg *e)
{
	char list[700];
	size_t near = slice_nearest(name, headings, n);

	list_headings(list, sizeof list, headings, n);
	if (near < n)
		return errmsg_set(e, "no column '%.*s'; nearest is '%.*s'; the headings are %s",
		    SLICE_ARG(name), SLICE_ARG(headings[near]), list);
	return errmsg_set(e, "no column '%.*s'; the headings are %s", SLICE_ARG(name), list);
}

static int
find_named(const struct slice *headings, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (slice_caseeq(headings[i], slice_of(name)))
			return (int)i;
	return -1;
}

/* No column fills the role: say which names it would be found under, and the nearest spelling. */
static int
no_column(enum role role, const struct slice *headings, size_t n, struct errmsg *e)
{
	char list[500], known[200];
	size_t at = 0, near = n;

	list_headings(list, sizeof list, headings, n);
	for (int i = 0; i < MAX_NAMES && names[role].name[i] != NULL; i++) {
		at += (size_t)snprintf(known + at, sizeof known - at, "%s%s", i > 0 ? ", " : "",
		    names[role].name[i]);
		if (near == n)
			near = slice_nearest(slice_of(names[role].name[i]), headings, n);
	}
	if (near < n)
		return errmsg_set(e, "no column for the role %s (%s); the headings are %s; "
		    "nearest is '%.*s': name it with -c %s='%.*s'", names[role].role, known, list,
		    SLICE_ARG(headings[near]), names[role].role, SLICE_ARG(headings[near]));
	return errmsg_set(e, "no column for the role %s (%s); the headings are %s; "
	    "name one with -c %s=NAME%s", names[role].role, known, list, names[role].role,
	    role == ROLE_POPULATION ? ", or give a table of populations with -P" : "");
}

/* The one column that fills the role by its name: 1 found, 0 none, -1 two (*e). */
static int
find_by_name(enum role role, const struct slice *headings, size_t n, int *col, struct errmsg *e)
{
	int found = -1, c;

	for (int i = 0; i < MAX_NAMES && names[role].name[i] != NULL; i++) {
		if ((c = find_named(headings, n, names[role].name[i])) < 0 || c == found)
			continue;
		if (found >= 0)
			return errmsg_set(e, "two columns could be the %s: '%.*s' and '%.*s'; "
			    "name one with -c %s=NAME", names[role].role,
			    SLICE_ARG(headings[found]), SLICE_ARG(headings[c]),
			    names[role].role);
		found = c;
	}
	*col = found;
	return found >= 0;
}

int
roles_find(struct roles *r, const struct slice *headings, size_t n, unsigned need,
    unsigned want, const struct role_choice *choices, size_t nchoices, struct errmsg *e)
{
	unsigned looked = need | want;
	bool chosen[ROLE_N] = {false};
	size_t col;
	int found;

	for (int i = 0; i < ROLE_N; i++)
		r->col[i] = -1;
	for (int i = 0; i < 2; i++)
		r->country[i] = r->region[i] = r->authority[i] = -1;
	if ((looked & (ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE))) != 0)
		looked |= ROLE_BIT(ROLE_GEOGRAPHIC_LEVEL);
	if ((looked & ROLE_BIT(ROLE_PERIOD)) != 0)
		looked |= ROLE_BIT(ROLE_TIME_IDENTIFIER);
	for (size_t i = 0; i < nchoices; i++) {
		col = heading_find(headings, n, slice_of(choices[i].column));
		if (col == n)
			return heading_missing(headings, n, slice_of(choices[i].column), e);
		r->col[choices[i].role] = (int)col;
		chosen[choices[i].role] = true;
	}
	for (int role = 0; role < ROLE_N; role++) {
		if ((looked & ROLE_BIT(role)) == 0 || chosen[role])
			continue;
		if ((found = find_by_name((enum role)role, headings, n, &r->col[role], e)) < 0)
			return -1;
		if (found == 0 && (need & ROLE_BIT(role)) != 0)
			return no_column((enum role)role, headings, n, e);
	}
	if (r->col[ROLE_GEOGRAPHIC_LEVEL] >= 0) {
		r->country[0] = find_named(headings, n, "country_name");
		r->country[1] = find_named(headings, n, "country_code");
		r->region[0] = find_named(headings, n, "region_name");
		r->region[1] = find_named(headings, n, "region_code");
		r->authority[0] = r->col[ROLE_AREA];
		r->authority[1] = r->col[ROLE_AREA_CODE];
		/* A column called area or area_name, or chosen, holds the areas of every level. */
		for (int i = 0; i < 2; i++) {
			enum role role = i == 0 ? ROLE_AREA : ROLE_AREA_CODE;

			if (r->col[role] >= 0 && !chosen[role] &&
			    slice_caseeq((struct slice){headings[r->col[role]].p,
			    headings[r->col[role]].n < 4 ? headings[r->col[role]].n : 4},
			    slice_of("area")))
				chosen[role] = true;
			if (chosen[role])
				r->country[i] = r->region[i] = r->authority[i] = -1;
		}
	}
	return 0;
}

void
roles_describe(const struct roles *r, const struct slice *headings, struct errmsg *text)
{
	size_t at = 0, size = sizeof text->text;

	text->text[0] = '\0';
	for (int role = 0; role < ROLE_N && at < size; role++)
		if (r->col[role] >= 0)
			at += (size_t)snprintf(text->text + at, size - at, "%s%s is %.*s",
			    at > 0 ? ", " : "", names[role].role,
			    SLICE_ARG(headings[r->col[role]]));
}

enum role_level
roles_level(const struct roles *r, struct input *in)
{
	struct slice s;

	if (r->col[ROLE_GEOGRAPHIC_LEVEL] < 0)
		return LEVEL_NONE;
	s = slice_trim(input_field(in, (size_t)r->col[ROLE_GEOGRAPHIC_LEVEL]));
	if (slice_caseeq(s, slice_of("National")))
		return LEVEL_NATIONAL;
	if (slice_caseeq(s, slice_of("Regional")))
		return LEVEL_REGIONAL;
	if (slice_caseeq(s, slice_of("Local authority")))
		return LEVEL_AUTHORITY;
	return LEVEL_OTHER;
}

/* The area's name (which 0) or code (which 1), from the column of the row's level. */
static struct slice
area_field(const struct roles *r, struct input *in, int which)
{
	int col = r->col[which == 0 ? ROLE_AREA : ROLE_AREA_CODE];

	switch (roles_level(r, in)) {
	case LEVEL_NATIONAL:
		if (r->country[which] >= 0)
			col = r->country[which];
		break;
	case LEVEL_REGIONAL:
		if (r->region[which] >= 0)
			col = r->region[which];
		break;
	default:
		break;
	}
	return col >= 0 ? input_field(in, (size_t)col) : (struct slice){"", 0};
}

struct slice
roles_area(const struct roles *r, struct input *in)
{
	return area_field(r, in, 0);
}

struct slice
roles_area_code(const struct roles *r, struct input *in)
{
	return area_field(r, in, 1);
}

int
roles_period(const struct roles *r, struct input *in, int fyear, struct period *p,
    struct errmsg *e)
{
	size_t col = (size_t)r->col[ROLE_PERIOD];
	struct slice s = input_field(in, col), id;
	bool read;

	if (r->col[ROLE_TIME_IDENTIFIER] >= 0) {
		id = input_field(in, (size_t)r->col[ROLE_TIME_IDENTIFIER]);
		read = period_parse_pair(s, id, fyear, p);
		if (!read && slice_trim(id).n > 0)
			return input_fault(in, col, e, "'%.*s' with '%.*s' is not a period; "
			    "expected one such as 201415 with Financial year", SLICE_ARG(s),
			    SLICE_ARG(id));
	} else {
		read = period_parse(s, fyear, p);
	}
	if (read)
		return 0;
	s = slice_trim(s);
	if (s.n == 2 && (s.p[0] == 'Q' || s.p[0] == 'q') && fyear == PERIOD_NO_YEAR)
		return input_fault(in, col, e, "'%.*s' has no year; give it with -y, as in "
		    "-y 2014-15", SLICE_ARG(s));
	return input_fault(in, col, e, "'%.*s' is not a period; expected one such as 2014-15 Q1, "
	    "2014-Q2, 2014-15, 2014, 2014-06", SLICE_ARG(s));
}
