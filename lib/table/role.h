#ifndef TABLE_ROLE_H
#define TABLE_ROLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/input.h"

/* What a column is for. One table in table/role.c holds the names each is found under. */
enum role {
	ROLE_AREA,
	ROLE_AREA_CODE,
	ROLE_PERIOD,
	ROLE_TIME_IDENTIFIER,
	ROLE_INDICATOR,
	ROLE_CATEGORY,
	ROLE_VALUE,
	ROLE_PERCENTAGE,
	ROLE_POPULATION,
	ROLE_GEOGRAPHIC_LEVEL,
	ROLE_CHILD_ID,
	ROLE_PLAN_START,
	ROLE_PLAN_END,
	ROLE_CATEGORY_INITIAL,
	ROLE_CATEGORY_LATEST,
	ROLE_PREVIOUS_PLANS,
	ROLE_AGE_BAND,
	ROLE_STANDARD_WEIGHT,
	ROLE_STANDARD_RATE,
	ROLE_N,
};

#define ROLE_BIT(r) (1u << (r))

/* From -c ROLE=NAME: the column NAME fills the role, whatever else could. */
struct role_choice {
	enum role role;
	const char *column;
};

struct roles {
	int col[ROLE_N];	/* column, or -1; for areas of three levels, the authority's column */
	int country[2];		/* [0] name and [1] code of the country, region, authority, chosen  */
	int region[2];		/* row by row where geographic_level is present; -1 without that */
	int authority[2];
};

enum role_level { LEVEL_NONE, LEVEL_NATIONAL, LEVEL_REGIONAL, LEVEL_AUTHORITY, LEVEL_OTHER };

/*
 * Finds the columns of the roles in `need` (must be there) and `want` (may be); no other role is
 * looked for. ROLE_GEOGRAPHIC_LEVEL and ROLE_TIME_IDENTIFIER are looked for whenever an area or a period is.
 * Returns 0, or -1: *e lists the headings and the nearest spelling, or names the two columns
 * that could both fill a role.
 */
int roles_find(struct roles *r, const struct slice *headings, size_t n, unsigned need,
    unsigned want, const struct role_choice *choices, size_t nchoices, struct errmsg *e);

/* "area is la_name, period is time_period, value is CPP_At31": which column fills which role, for -v. */
void roles_describe(const struct roles *r, const struct slice *headings, struct errmsg *text);

/* "value=CPP_At31" to a choice; *column points into arg. False: no such role, or no '='. */
bool role_parse_choice(const char *arg, struct role_choice *choice);
const char *role_name(enum role role);

/* The column's index by its exact heading, or n. */
size_t heading_find(const struct slice *headings, size_t n, struct slice name);

/* -1 with "no column NAME; the headings are ...; nearest is ..." in *e. */
int heading_missing(const struct slice *headings, size_t n, struct slice name, struct errmsg *e);

/* Of the present row of in. Empty where there is no column. */
enum role_level roles_level(const struct roles *r, struct input *in);
struct slice roles_area(const struct roles *r, struct input *in);
struct slice roles_area_code(const struct roles *r, struct input *in);

/* The row's period; -1: *e is the located message. */
int roles_period(const struct roles *r, struct input *in, int fyear, struct period *p,
    struct errmsg *e);

#endif
