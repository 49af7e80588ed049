#include "table/role.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/errmsg.h"
#include "base/memory.h"
#include "base/slice.h"
#include "base/visible.h"
#include "table/register.h"
#include "table/rolearea.h"
#include "table/rolecount.h"
#include "table/rolefault.h"
#include "table/rolename.h"

static const char *
name_of(enum role role)
{
	return rolename(role, 0);
}

int
role_choose(void *chosen, unsigned of, char *arg, struct errmsg *e)
{
	const char **column = chosen, *equals = strchr(arg, '=');
	struct slice name = {arg, equals != NULL ? (size_t)(equals - arg) : 0}, roles[ROLE_N];
	struct textbuf b = {0};
	char near[SUGGEST_SIZE];
	bool known = false;
	size_t n = 0;

	if (name.n == 0 || equals[1] == '\0')
		return -1;
	for (enum role r = 0; r < ROLE_N; r++) {
		known |= slice_is(name, name_of(r));
		if (of != 0 && (of & ROLE_BIT(r)) == 0)
			continue;
		roles[n] = slice_of(name_of(r));
		if (slice_eq(name, roles[n++])) {
			column[r] = equals + 1;
			textbuf_free(&b);
			return 0;
		}
		textbuf_addf(&b, "%s%s", n > 1 ? ", " : "", name_of(r));
	}
	errmsg_set(e, "%s '%.*s'%s; expected one of %s%s", known ? "the role" : "no role",
	    SLICE_ARG(name), known ? " has no use here" : "", b.p, known ? "" :
	    suggest(near, name, roles, n));
	textbuf_free(&b);
	return -1;
}

size_t
heading_find(const struct slice *headings, size_t n, struct slice name)
{
	for (size_t i = 0; i < n; i++)
		if (slice_eq(headings[i], name))
			return i;
	return n;
}

/*
 * Looks for columns with this name, after *col with another name of the role, or -1: 0, *col is the
 * one, or -1; -1 where there are two (*e).
 */
static int
find_named(const struct folded *f, const char *name, const char *role, bool choosable, int *col,
    struct errmsg *e)
{
	for (int i = 0; i < (int)f->n; i++) {
		if (i == *col || !folded_is(f->fold[i], name))
			continue;
		if (*col >= 0)
			return rolefault_two(f, *col, i, role, choosable, e);
		*col = i;
	}
	return 0;
}

/* Whether the heading is the own name of another role that is looked for. */
static bool
is_of_other(struct slice fold, enum role role, unsigned looked)
{
	for (enum role r = 0; r < ROLE_N; r++)
		if (r != role && (looked & ROLE_BIT(r)) != 0 && folded_is(fold, name_of(r)))
			return true;
	return false;
}

/* Whether the column fills a role already. */
static bool
is_taken(const struct roles *r, int col)
{
	for (enum role role = 0; role < ROLE_N; role++)
		if (r->col[role] == col)
			return true;
	return false;
}

/*
 * A name that may mean the role: of a period only where there is no other; of a population also
 * where there is one, as that of the children and that of all are two figures.
 */
static int
find_spare(enum role role, const struct folded *f, const struct roles *r, int *col,
    struct errmsg *e)
{
	if (*col >= 0 && role != ROLE_POPULATION)
		return 0;
	for (int c = 0; c < (int)f->n; c++) {
		if (rolename_spare_level(role, f->fold[c]) < 0 || is_taken(r, c))
			continue;
		if (*col >= 0)
			return rolefault_two(f, *col, c, rolename(role, 0), true, e);
		*col = c;
	}
	return 0;
}

/*
 * The one column that fills the role by its name, or with `spare` by a name that may mean it: 1
 * found, 0 none, -1 two (*e).
 */
static int
find_by_name(enum role role, const struct folded *f, struct roles *r, unsigned looked, bool spare,
    struct errmsg *e)
{
	int *col = &r->col[role];
	const char *name;

	for (int i = 0; (name = rolename(role, i)) != NULL; i++)
		for (int c = 0; c < (int)f->n; c++) {
			if (c == *col || !folded_is(f->fold[c], name) ||
			    (i > 0 && is_of_other(f->fold[c], role, looked)))
				continue;
			if (*col >= 0)
				return rolefault_two(f, *col, c, name_of(role), true, e);
			*col = c;
		}
	if (spare && find_spare(role, f, r, col, e) != 0)
		return -1;
	return *col >= 0;
}

/* The columns that fill a role. */
static bool *
used_columns(const struct roles *r, size_t n)
{
	bool *used = xcalloc(n, sizeof(*used));

	for (enum role role = 0; role < ROLE_N; role++)
		if (r->col[role] >= 0)
			used[r->col[role]] = true;
	for (int l = 0; l <= LEVEL_OTHER; l++)
		for (int i = 0; i < 2; i++)
			if (r->by_level[l][i] >= 0)
				used[r->by_level[l][i]] = true;
	return used;
}

/*
 * A heading that is nearly a name of a role is refused, as without its column, or with another that
 * has such a name, the figures are others. Areas have columns at several levels, and are so only
 * where there is none. One heading alone is a title.
 */
static int
refuse_misspelt(const struct roles *r, const struct folded *f, unsigned looked,
    const char *const *chosen, struct errmsg *e)
{
	bool *used = used_columns(r, f->n);
	const char *name = "";
	int status = 0, col;

	for (enum role role = 0; role < ROLE_N && status == 0 && f->n > 1; role++) {
		bool there = r->col[role] >= 0;

		if ((looked & ROLE_BIT(role)) == 0 || chosen[role] != NULL ||
		    (there && (role == ROLE_AREA || role == ROLE_AREA_CODE)))
			continue;
		if ((col = folded_near(f, role, !there, used, &name)) >= 0)
			status = rolefault_misspelt(f, col, name, name_of(role), true, e);
	}
	free(used);
	return status;
}

int
heading_named(const struct slice *headings, size_t n, const char *name, size_t *col,
    struct errmsg *e)
{
	bool *used = xcalloc(n, sizeof(*used));
	struct folded f;
	int at = -1, status;

	folded_make(&f, headings, n);
	status = find_named(&f, name, name, false, &at, e);
	*col = at >= 0 ? (size_t)at : n;
	if (status == 0 && at < 0 && (at = folded_near_name(&f, name, used)) >= 0)
		status = rolefault_misspelt(&f, at, name, name, false, e);
	folded_free(&f);
	free(used);
	return status;
}

/* The columns of each level's areas, unless one column, chosen or called area..., holds all. */
static int
find_levels(struct roles *r, const struct folded *f, const char *const *chosen, struct errmsg *e)
{
	static const char country[][16] = {"country_name", "country_code"};
	static const char region[][16] = {"region_name", "region_code"};

	for (int i = 0; i < 2; i++) {
		enum role role = i == 0 ? ROLE_AREA : ROLE_AREA_CODE;
		int col = r->col[role];

		if (chosen[role] != NULL || (col >= 0 && f->fold[col].n >= 4 &&
		    slice_is((struct slice){f->fold[col].p, 4}, "area")))
			continue;
		if (find_named(f, country[i], country[i], false,
		    &r->by_level[LEVEL_NATIONAL][i], e) != 0 ||
		    find_named(f, region[i], region[i], false,
		    &r->by_level[LEVEL_REGIONAL][i], e) != 0)
			return -1;
	}
	return 0;
}

/* The columns of the roles in `looked` that were not chosen. */
static int
find_by_names(struct roles *r, const struct folded *f, unsigned need, unsigned looked,
    const char *const *chosen, struct errmsg *e)
{
	const unsigned areas = ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE);
	struct rolearea a = {.f = f, .level = -1};
	int found;

	if ((looked & areas) != 0)
		rolearea_find_level(&a, r, chosen, (need & ROLES_BY_WORDS) != 0);
	for (enum role role = 0; role < ROLE_N; role++) {
		if ((looked & ROLE_BIT(role)) == 0 || chosen[role] != NULL)
			continue;
		found = (ROLE_BIT(role) & areas) != 0 ? rolearea_find(&a, role, chosen, r, e) :
		    find_by_name(role, f, r, looked, (need & ROLE_BIT(role)) != 0, e);
		if (found < 0)
			return -1;
		if (found == 0 && role == ROLE_VALUE && (need & ROLES_BY_WORDS) != 0) {
			r->col[role] = folded_counted(f, r->col, (need & ROLES_BY_REST) != 0);
			r->by_words = r->col[role] >= 0;
		}
		if (r->col[role] < 0 && (need & ROLE_BIT(role)) != 0)
			return rolefault_none(role, f, r->col, e);
	}
	return r->col[ROLE_GEOGRAPHIC_LEVEL] >= 0 ? find_levels(r, f, chosen, e) : 0;
}

/* The column of years next to that of the periods. */
static void
find_year(struct roles *r, const struct folded *f)
{
	if (r->col[ROLE_PERIOD] < 0 || r->col[ROLE_TIME_IDENTIFIER] >= 0)
		return;
	for (int c = 0; c < (int)f->n; c++) {
		if (is_taken(r, c) || !heading_is_year(f->heading[c]))
			continue;
		if (r->year >= 0) {
			r->year = ROLES_TWO_YEARS;
			return;
		}
		r->year = c;
	}
}

/* Whether a column chosen for one role may fill the other too, as both say the same of it. */
static bool
may_share(enum role chosen, enum role other)
{
	static const unsigned together[] = {
		ROLE_BIT(ROLE_VALUE) | ROLE_BIT(ROLE_NUMERATOR),
		ROLE_BIT(ROLE_POPULATION) | ROLE_BIT(ROLE_DENOMINATOR),
		ROLE_BIT(ROLE_CATEGORY) | ROLE_BIT(ROLE_CATEGORY_INITIAL) |
		    ROLE_BIT(ROLE_CATEGORY_LATEST),
	};

	for (size_t i = 0; i < sizeof(together) / sizeof(together[0]); i++)
		if ((together[i] & ROLE_BIT(chosen)) != 0 && (together[i] & ROLE_BIT(other)) != 0)
			return true;
	return chosen == ROLE_AREA && other == ROLE_AREA_CODE;
}

/* Roles of texts by which rows are told apart, and which a table may lack. */
static const unsigned names = ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE) |
    ROLE_BIT(ROLE_INDICATOR) | ROLE_BIT(ROLE_CATEGORY) | ROLE_BIT(ROLE_GEOGRAPHIC_LEVEL) |
    ROLE_BIT(ROLE_TIME_IDENTIFIER) | ROLE_BIT(ROLE_AGE_BAND);

/*
 * Whether a chosen column fills another role too: not one of names that it fills by its own name
 * alone, and that need not be there.
 */
static int
part_roles(struct roles *r, const struct folded *f, unsigned need, const char *const *chosen,
    struct errmsg *e)
{
	int value = r->col[ROLE_VALUE];
	const char *name;

	for (enum role a = 0; a < ROLE_N; a++)
		for (enum role b = 0; b < ROLE_N && chosen[a] != NULL; b++) {
			if (b == a || r->col[b] != r->col[a] || may_share(a, b))
				continue;
			if (chosen[b] != NULL || (need & ROLE_BIT(b)) != 0 ||
			    (names & ROLE_BIT(a)) == 0 || (names & ROLE_BIT(b)) == 0)
				return rolefault_both(a, b, f->heading[r->col[a]], e);
			r->col[b] = -1;
		}
	for (int i = 0; chosen[ROLE_VALUE] != NULL && (name = rolename(ROLE_POPULATION, i)) != NULL;
	    i++)
		if (folded_is(f->fold[value], name))
			return rolefault_both(ROLE_VALUE, ROLE_POPULATION, f->heading[value], e);
	return 0;
}

int
roles_find(struct roles *r, const struct slice *headings, size_t n, unsigned need,
    unsigned want, const char *const *chosen, struct errmsg *e)
{
	unsigned looked = need | want;
	struct folded folded;
	size_t col;
	int found;

	memset(r, 0xff, sizeof(*r));		/* all -1 */
	r->by_words = false;
	if ((looked & (ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE))) != 0)
		looked |= ROLE_BIT(ROLE_GEOGRAPHIC_LEVEL);
	if ((looked & ROLE_BIT(ROLE_PERIOD)) != 0)
		looked |= ROLE_BIT(ROLE_TIME_IDENTIFIER);
	for (enum role role = 0; role < ROLE_N; role++) {
		if (chosen[role] == NULL)
			continue;
		if ((col = heading_find(headings, n, slice_of(chosen[role]))) == n)
			return heading_missing(headings, n, slice_of(chosen[role]), e);
		r->col[role] = (int)col;
	}
	folded_make(&folded, headings, n);
	found = chosen[ROLE_VALUE] == NULL ||
	    !folded_is_authority(folded.fold[r->col[ROLE_VALUE]]) ? 0 :
	    errmsg_set(e, "'%s' is the number of an authority; expected a column of figures for "
	    "the role value", chosen[ROLE_VALUE]);
	if (found == 0)
		found = find_by_names(r, &folded, need, looked, chosen, e);
	if (found == 0)
		found = part_roles(r, &folded, need, chosen, e);
	if (found == 0)
		find_year(r, &folded);
	if (found == 0)
		found = refuse_misspelt(r, &folded, looked, chosen, e);
	folded_free(&folded);
	return found;
}

void
roles_describe(const struct roles *r, const struct slice *headings, struct errmsg *text)
{
	size_t at = 0, size = sizeof(text->text);

	text->text[0] = '\0';
	for (int role = 0; role < ROLE_N && at < size; role++)
		if (r->col[role] >= 0)
			at += (size_t)snprintf(text->text + at, size - at, "%s%s is %.*s",
			    at > 0 ? ", " : "", name_of((enum role)role),
			    SLICE_ARG(headings[r->col[role]]));
}

void
roles_say(const struct roles *r, const struct slice *headings, bool quiet, bool verbose,
    void (*say)(const char *message))
{
	struct errmsg text;

	if (r->by_words && !quiet) {
		errmsg_set(&text, "note: value is '%.*s'",
		    SLICE_ARG(slice_trim(headings[r->col[ROLE_VALUE]])));
		say(text.text);
	}
	if (!verbose)
		return;
	roles_describe(r, headings, &text);
	say(text.text);
}

/* How the levels are called; the first three are our own words, which messages have. */
static const struct {
	char words[26];
	enum role_level level;
} levels[] = {
	{"National", LEVEL_NATIONAL}, {"Regional", LEVEL_REGIONAL},
	{"Local authority", LEVEL_AUTHORITY}, {"Country", LEVEL_NATIONAL},
	{"Nation", LEVEL_NATIONAL}, {"England", LEVEL_NATIONAL}, {"Region", LEVEL_REGIONAL},
	{"Regions", LEVEL_REGIONAL}, {"GOR", LEVEL_REGIONAL}, {"RGN", LEVEL_REGIONAL},
	{"LA", LEVEL_AUTHORITY}, {"Local authorities", LEVEL_AUTHORITY},
	{"Local authority district", LEVEL_AUTHORITY},
	{"Local authority districts", LEVEL_AUTHORITY}, {"LAD", LEVEL_AUTHORITY},
	{"Upper tier local authority", LEVEL_AUTHORITY}, {"UTLA", LEVEL_AUTHORITY},
};
enum { OWN_LEVELS = 3 };

enum role_level
roles_level(const struct roles *r, struct input *in)
{
	struct slice s;

	if (r->col[ROLE_GEOGRAPHIC_LEVEL] < 0)
		return LEVEL_NONE;
	s = slice_trim(input_field(in, (size_t)r->col[ROLE_GEOGRAPHIC_LEVEL]));
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		if (slice_caseeq(s, slice_of(levels[i].words)))
			return levels[i].level;
	return LEVEL_OTHER;
}

/* The column of this row's area or code, or -1. */
static int
area_column(const struct roles *r, struct input *in, enum role role)
{
	int col = r->by_level[roles_level(r, in)][role == ROLE_AREA_CODE];

	return col >= 0 ? col : r->col[role];
}

static struct slice
area_field(const struct roles *r, struct input *in, enum role role)
{
	int col = area_column(r, in, role);

	return col >= 0 ? input_field(in, (size_t)col) : (struct slice){"", 0};
}

struct slice
roles_area(const struct roles *r, struct input *in)
{
	return area_field(r, in, ROLE_AREA);
}

struct slice
roles_area_code(const struct roles *r, struct input *in)
{
	return area_field(r, in, ROLE_AREA_CODE);
}

/* Is a column of the role there, and blank in this row? */
static bool
is_blank(const struct roles *r, struct input *in, enum role role)
{
	return r->col[role] >= 0 && slice_trim(input_field(in, (size_t)r->col[role])).n == 0;
}

/* A level of another name is that of other areas, but not one that is spelt nearly like these. */
static int
refuse_misspelt_level(const struct roles *r, struct input *in, struct errmsg *e)
{
	size_t col = (size_t)r->col[ROLE_GEOGRAPHIC_LEVEL];
	struct slice s = slice_trim(input_field(in, col));

	for (size_t l = 0; l < OWN_LEVELS; l++)
		if (suggest_distance(s, slice_of(levels[l].words), 2) <= 2)
			return input_fault(in, col, e, "'%.*s' is nearly '%s'; expected that, or "
			    "another level", SLICE_ARG(s), levels[l].words);
	return 0;
}

int
roles_check_area(const struct roles *r, struct input *in, struct errmsg *e)
{
	int name = area_column(r, in, ROLE_AREA), code = area_column(r, in, ROLE_AREA_CODE);
	struct slice is, has, of;

	if (name < 0 || code < 0)
		return 0;
	is = slice_trim(input_field(in, (size_t)name));
	has = slice_trim(input_field(in, (size_t)code));
	if (!register_contradicts(has, is, &of))
		return 0;
	return input_fault(in, (size_t)name, e, "'%.*s', with the code of %.*s (%.*s); expected "
	    "the name and the code of one area", SLICE_ARG(is), SLICE_ARG(of), SLICE_ARG(has));
}

int
roles_want_row(const struct roles *r, struct input *in, bool indicator, struct errmsg *e)
{
	int col = r->col[r->col[ROLE_AREA] >= 0 ? ROLE_AREA : ROLE_AREA_CODE];
	enum role_level level;

	if (input_want_row(in, e) != 0 ||
	    (roles_level(r, in) == LEVEL_OTHER && refuse_misspelt_level(r, in, e) != 0))
		return -1;
	if (col >= 0 && slice_trim(roles_area(r, in)).n == 0 &&
	    slice_trim(roles_area_code(r, in)).n == 0 &&
	    (level = roles_level(r, in)) != LEVEL_NATIONAL && level != LEVEL_REGIONAL)
		return input_fault(in, (size_t)col, e, "blank; expected an area's name or code");
	if (indicator && is_blank(r, in, ROLE_INDICATOR))
		return input_fault(in, (size_t)r->col[ROLE_INDICATOR], e, "blank; expected an "
		    "indicator's name (csv-tidy --indicator NAME gives one)");
	return roles_check_area(r, in, e);
}
