#ifndef TABLE_ROLE_H
#define TABLE_ROLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/period.h"
#include "base/slice.h"
#include "table/input.h"

/* What a column is for. A table in table/role.c has the headings that each role is found under. */
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
	ROLE_SEX,
	ROLE_STANDARD_WEIGHT,
	ROLE_STANDARD_RATE,
	ROLE_NUMERATOR,
	ROLE_DENOMINATOR,
	ROLE_N,
};

#define ROLE_BIT(r) (1u << (r))
#define ROLES_OF_AREAS (ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE) | \
	ROLE_BIT(ROLE_GEOGRAPHIC_LEVEL))
#define ROLES_OF_TIME (ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_TIME_IDENTIFIER))
#define ROLES_OF_SERIES (ROLES_OF_AREAS | ROLES_OF_TIME | ROLE_BIT(ROLE_INDICATOR) | \
	ROLE_BIT(ROLE_CATEGORY) | ROLE_BIT(ROLE_VALUE))

/*
 * In `need`: a value that has no column by its name may have one by words: Children on plans. An
 * area may be under a word that may mean it: LA. With ROLES_BY_REST, too, a value may also be the
 * only column that has no role, unless its heading has words of another figure.
 */
#define ROLES_BY_WORDS (1u << 31)
#define ROLES_BY_REST (1u << 30)

#define ROLES_TWO_YEARS (-2)

enum role_level { LEVEL_NONE, LEVEL_NATIONAL, LEVEL_REGIONAL, LEVEL_AUTHORITY, LEVEL_OTHER };

struct roles {
	int col[ROLE_N];	/* column, or -1; of areas in columns by level, the authority's */
	/* Other columns, chosen by geographic_level, of [0] the area's name and [1] its code. */
	int by_level[LEVEL_OTHER + 1][2];
	/* Of years, for periods that are quarters or months without one; or -1, ROLES_TWO_YEARS. */
	int year;
	bool by_words;		/* the value was found by ROLES_BY_WORDS or ROLES_BY_REST */
};

/*
 * Finds the columns of the roles in `need` (must be there) and `want` (may be there). Area and
 * period bring ROLE_GEOGRAPHIC_LEVEL and ROLE_TIME_IDENTIFIER with them, where these are there.
 * Headings match whatever their case, blanks around them and hidden characters (visible_fold()).
 * chosen[ROLE_N]: by role, the heading of the column that fills it whatever else could, or NULL.
 * It fills no other role then, unless both say the same of it (an area and its code).
 * A heading that is nearly a name of a role is refused where the role has no column or found one by
 * another name: figures would change in silence.
 * Returns 0, or -1: *e says which role or chosen column is missing, which two columns could fill a
 * role, which column would fill two, or which is misspelt.
 */
int roles_find(struct roles *r, const struct slice *headings, size_t n, unsigned need,
    unsigned want, const char *const *chosen, struct errmsg *e);

/* "area is la_name, value is CPP_At31": which column fills which role, for -v. */
void roles_describe(const struct roles *r, const struct slice *headings, struct errmsg *text);

/* Says a value that was found by words, unless quiet, and with verbose roles_describe(). */
void roles_say(const struct roles *r, const struct slice *headings, bool quiet, bool verbose,
    void (*say)(const char *message));

/*
 * Enters ROLE=NAME of -c into chosen[ROLE_N], without copying it. of: ROLE_BITs of the filter's
 * roles; 0: all. -1: *e, or it is not of this form.
 */
int role_choose(void *chosen, unsigned of, char *arg, struct errmsg *e);

/* Is the heading, in any case, one of those under which the role is found without -c? */
bool role_is_named(enum role role, struct slice heading);

/* The last heading with one of the role's names, as GENDER_NAME after GENDER, of numbers; or n. */
size_t role_last(enum role role, const struct slice *headings, size_t n);

/* The index of exactly this heading, or n. */
size_t heading_find(const struct slice *headings, size_t n, struct slice name);

/*
 * *col: the column of that name, compared as names of roles are, or n. -1: two have it, or one that
 * has a name which is nearly so (*e).
 */
int heading_named(const struct slice *headings, size_t n, const char *name, size_t *col,
    struct errmsg *e);

/* -1 with "no column 'NAME'; expected one of ..." and a suggestion in *e. */
int heading_missing(const struct slice *headings, size_t n, struct slice name, struct errmsg *e);

/* The same of a column in a place, such as " in the linked file 'plans'". */
int heading_missing_in(const struct slice *headings, size_t n, struct slice name, const char *in,
    struct errmsg *e);

/*
 * -1 with "no column for an area's code or name; expected ..." in *e: where no column has such a
 * name, or more than one may mean it.
 */
int roles_no_area(const struct slice *headings, size_t n, struct errmsg *e);

/* Of the present row of in. Empty where there is no column. */
enum role_level roles_level(const struct roles *r, struct input *in);
struct slice roles_area(const struct roles *r, struct input *in);
struct slice roles_area_code(const struct roles *r, struct input *in);

/*
 * input_want_row(), and whether a row of a table of areas belongs to one, and of indicators to
 * one: -1, with the located message in *e, if that cell is blank where there is such a column. A
 * country or region may be named by its geographic_level alone; a level that is nearly a known one
 * is refused, and so is a row that roles_check_area() refuses. indicator: look at that, too.
 */
int roles_want_row(const struct roles *r, struct input *in, bool indicator, struct errmsg *e);

/* -1: the row's code and name mean two areas, as register_contradicts() decides (*e, located). */
int roles_check_area(const struct roles *r, struct input *in, struct errmsg *e);

/*
 * The row's period; -1: *e is the located message. A quarter, or a month by its name, has the year
 * of a column of years (Year, Financial year, FY, Academic year); fyear is for where there is none,
 * and must not say another year than that.
 */
int roles_period(const struct roles *r, struct input *in, int fyear, struct period *p,
    struct errmsg *e);

/* Whether the row's year is in the column of years, so that the period is not one cell's text. */
bool roles_has_own_year(const struct roles *r, struct input *in);

/* Whether it is of years that a quarter or month in another column may need. */
bool heading_is_year(struct slice heading);

/* Whether a cell is a quarter, or the name of a month, without its year. */
bool role_lacks_year(struct slice s);

/* Whether it is "Autumn" or the like. */
bool role_is_term(struct slice s);

/* A year, which may be "22/23" in a column of years. */
bool role_read_year(struct slice s, struct period *year);

/*
 * The period in a cell, with its time_identifier or ""; -1: *e says what is wrong, not where, with
 * ROLE_NO_PERIOD where that is all that is known.
 */
#define ROLE_NO_PERIOD " is not a period; expected one such as "
int role_read_period(struct slice s, struct slice identifier, int fyear, struct period *p,
    struct errmsg *e);

/*
 * The same of a cell and what another column has of the period: a time_identifier, or a quarter or
 * month of the year s, whose column's heading says whether it is a financial or an academic one. A
 * quarter of a calendar year is refused, unless fyear is that year.
 */
int role_read_pair(struct slice heading, struct slice s, struct slice part, int fyear,
    struct period *p, struct errmsg *e);

#endif
