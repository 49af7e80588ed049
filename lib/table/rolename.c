#include "table/rolename.h"

#include <stdlib.h>
#include <string.h>

#include "base/errmsg.h"
#include "base/visible.h"
#include "table/ages.h"

/*
 * The headings that each role is found under, as folded_make() makes them; # is a digit, @ several
 * ages, such as 0-17 or aged under 18. The first is the role's own name, and messages have the
 * first three. Besides our own they are those of DfE's open data and census, Fingertips, Nomis,
 * ONS and LAIT.
 */
enum { MAX_NAMES = 28 };
static const struct {
	char name[36];
	unsigned char level;		/* of areas: enum area_level */
} headings_of[ROLE_N][MAX_NAMES] = {
	[ROLE_AREA] = {{"area", 0}, {"area_name", 0}, {"la_name", AREA_AUTHORITY},
	    {"geography_name", 0}, {"geography", 0}, {"areanm", 0}, {"la_and_regions", 0},
	    {"laname##", AREA_AUTHORITY}, {"lad##nm", AREA_AUTHORITY},
	    {"local_authority", AREA_AUTHORITY}, {"local_authority_name", AREA_AUTHORITY},
	    {"district", AREA_AUTHORITY}, {"district_name", AREA_AUTHORITY},
	    {"ward", AREA_WARD}, {"ward_name", AREA_WARD}, {"wd##nm", AREA_WARD},
	    {"####_ward", AREA_WARD},
	    {"msoa", AREA_MSOA}, {"msoa_name", AREA_MSOA}, {"msoa##nm", AREA_MSOA},
	    {"lsoa", AREA_LSOA}, {"lsoa_name", AREA_LSOA}, {"lsoa##nm", AREA_LSOA},
	    {"####_super_output_area_middle_layer", AREA_MSOA},
	    {"####_super_output_area_lower_layer", AREA_LSOA}},
	[ROLE_AREA_CODE] = {{"area_code", 0}, {"new_la_code", AREA_AUTHORITY},
	    {"la_code", AREA_AUTHORITY}, {"geography_code", 0}, {"areacd", 0},
	    {"mnemonic", 0},
	    {"ladcode##", AREA_AUTHORITY}, {"lad##cd", AREA_AUTHORITY},
	    {"local_authority_code", AREA_AUTHORITY}, {"district_code", AREA_AUTHORITY},
	    {"ward_code", AREA_WARD}, {"wd##cd", AREA_WARD}, {"msoa_code", AREA_MSOA},
	    {"msoa##cd", AREA_MSOA}, {"lsoa_code", AREA_LSOA}, {"lsoa##cd", AREA_LSOA},
	    {"la_gss", AREA_AUTHORITY}, {"la_gss_code", AREA_AUTHORITY},
	    {"lad_gss", AREA_AUTHORITY}, {"lad_gss_code", AREA_AUTHORITY},
	    {"ward_gss", AREA_WARD}, {"ward_gss_code", AREA_WARD},
	    {"msoa_gss", AREA_MSOA}, {"msoa_gss_code", AREA_MSOA},
	    {"lsoa_gss", AREA_LSOA}, {"lsoa_gss_code", AREA_LSOA}},
	[ROLE_PERIOD] = {{"period", 0}, {"time_period", 0}, {"quarter", 0}, {"date_name", 0},
	    {"years", 0}},
	[ROLE_TIME_IDENTIFIER] = {{"time_identifier", 0}},
	[ROLE_INDICATOR] = {{"indicator", 0}, {"measure", 0}, {"indicator_name", 0}},
	[ROLE_CATEGORY] = {{"category", 0}, {"category_of_abuse", 0}},
	[ROLE_VALUE] = {{"value", 0}, {"count", 0}, {"number", 0}, {"obs_value", 0},
	    {"values_num", 0}},
	[ROLE_PERCENTAGE] = {{"percentage", 0}, {"percent", 0}},
	[ROLE_POPULATION] = {{"population", 0}, {"population_estimate", 0}, {"denominator", 0},
	    {"mid_year_population", 0}, {"mid_year_estimate", 0}, {"population@", 0},
	    {"@_population", 0}, {"mid_year_population@", 0}, {"mid_year_estimate@", 0},
	    {"population_estimate@", 0}, {"total_population", 0}, {"resident_population", 0},
	    {"child_population", 0}, {"child_population@", 0}, {"under_##s_population", 0},
	    {"child_pop", 0}, {"pop@", 0}, {"@_pop", 0}},
	[ROLE_GEOGRAPHIC_LEVEL] = {{"geographic_level", 0}, {"level", 0}},
	[ROLE_CHILD_ID] = {{"child_id", 0}, {"LAchildID", 0}, {"child", 0}, {"la_child_id", 0},
	    {"person_id", 0}, {"client_id", 0}, {"child_ref", 0}, {"child_reference", 0}},
	[ROLE_PLAN_START] = {{"plan_start", 0}, {"CPPstartDate", 0}, {"start_date", 0},
	    {"start", 0}, {"cpp_start_date", 0}, {"plan_start_date", 0},
	    {"date_plan_started", 0}, {"cp_plan_start", 0}, {"cp_plan_start_date", 0},
	    {"cp_start_date", 0}, {"cp_start", 0}, {"cpp_start", 0}},
	[ROLE_PLAN_END] = {{"plan_end", 0}, {"CPPendDate", 0}, {"end_date", 0}, {"end", 0},
	    {"cpp_end_date", 0}, {"plan_end_date", 0}, {"date_plan_ended", 0},
	    {"cp_plan_end", 0}, {"cp_plan_end_date", 0}, {"cp_end_date", 0}, {"cp_end", 0},
	    {"cpp_end", 0}},
	[ROLE_CATEGORY_INITIAL] = {{"category_initial", 0}, {"InitialCategoryOfAbuse", 0},
	    {"initial_category", 0}, {"initial_category_of_abuse", 0}},
	[ROLE_CATEGORY_LATEST] = {{"category_latest", 0}, {"LatestCategoryOfAbuse", 0},
	    {"latest_category", 0}, {"latest_category_of_abuse", 0}},
	[ROLE_PREVIOUS_PLANS] = {{"previous_plans", 0}, {"NumberOfPreviousCPP", 0},
	    {"number_of_previous_cpp", 0}},
	[ROLE_AGE_BAND] = {{"age_band", 0}, {"age_group", 0}, {"age", 0}, {"c_age_name", 0}},
	[ROLE_SEX] = {{"sex", 0}, {"gender", 0}, {"gender_name", 0}, {"c_sex_name", 0}},
	[ROLE_STANDARD_WEIGHT] = {{"standard_weight", 0}, {"standard_population", 0}},
	[ROLE_STANDARD_RATE] = {{"standard_rate", 0}, {"reference_rate", 0}},
	[ROLE_NUMERATOR] = {{"numerator", 0}},
	[ROLE_DENOMINATOR] = {{"denominator", 0}},
};

/* The same of headings that may mean it, where rolename_spare() says. */
enum { MAX_SPARES = 16 };
static const struct {
	char name[20];
	unsigned char level;
} spares_of[ROLE_N][MAX_SPARES] = {
	[ROLE_AREA] = {{"la", AREA_AUTHORITY}, {"lad", AREA_AUTHORITY},
	    {"lad_name", AREA_AUTHORITY}, {"authority", AREA_AUTHORITY},
	    {"authority_name", AREA_AUTHORITY}, {"council", AREA_AUTHORITY},
	    {"council_name", AREA_AUTHORITY}, {"council_area", AREA_AUTHORITY},
	    {"council_area_name", AREA_AUTHORITY}, {"utla", AREA_AUTHORITY},
	    {"utla_name", AREA_AUTHORITY}, {"borough", AREA_AUTHORITY},
	    {"locality", AREA_LOCALITY}, {"locality_name", AREA_LOCALITY},
	    {"electoral_ward", AREA_WARD}},
	[ROLE_AREA_CODE] = {{"ons_code", AREA_ANY}, {"gss_code", AREA_ANY},
	    {"gss", AREA_ANY}, {"council_area_code", AREA_AUTHORITY},
	    {"lad_code", AREA_AUTHORITY}, {"authority_code", AREA_AUTHORITY},
	    {"council_code", AREA_AUTHORITY}, {"utla_code", AREA_AUTHORITY},
	    {"locality_code", AREA_LOCALITY}},
	[ROLE_PERIOD] = {{"year", 0}, {"date", 0}, {"month", 0}, {"financial_year", 0},
	    {"academic_year", 0}, {"calendar_year", 0}, {"year_ending", 0}, {"month_ending", 0},
	    {"quarter_ending", 0}, {"reporting_period", 0}, {"reporting_year", 0},
	    {"qtr", 0}, {"fy", 0}, {"mid_year", 0}},
	[ROLE_POPULATION] = {{"children@", 0}, {"people@", 0}, {"persons@", 0},
	    {"young_people@", 0}, {"under_##s", 0}, {"under_##", 0}},
};

const char *
rolename_spare(enum role role, int i)
{
	return i < MAX_SPARES && spares_of[role][i].name[0] != '\0' ? spares_of[role][i].name :
	    NULL;
}

const char *
rolename(enum role role, int i)
{
	return i < MAX_NAMES && headings_of[role][i].name[0] != '\0' ?
	    headings_of[role][i].name : NULL;
}

bool
role_is_named(enum role role, struct slice heading)
{
	for (int i = 0; i < MAX_NAMES && headings_of[role][i].name[0] != '\0'; i++)
		if (slice_caseeq(heading, slice_of(headings_of[role][i].name)))
			return true;
	return false;
}

static inline char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool
is_plain(struct slice fold, const char *name, size_t n)
{
	size_t i = 0;

	if (fold.n != n)
		return false;
	for (; i < n && (fold.p[i] == lower(name[i]) ||
	    (name[i] == '#' && fold.p[i] >= '0' && fold.p[i] <= '9')); i++)
		continue;
	return i == n;
}

/* Several ages: 0_17, (aged_0_to_17), under_18. One alone may number a second column. */
static bool
is_ages(struct slice fold)
{
	char text[40];
	struct ages ages;
	bool digit = false;

	if (fold.n >= sizeof(text))
		return false;
	for (size_t i = 0; i < fold.n; i++) {
		const bool between = i > 0 && i + 1 < fold.n && is_digit(fold.p[i - 1]) &&
		    is_digit(fold.p[i + 1]);

		text[i] = fold.p[i] == '_' && between ? '-' : fold.p[i];
		digit |= is_digit(fold.p[i]);
	}
	return digit && ages_parse((struct slice){text, fold.n}, &ages) && ages.end > ages.lo + 1;
}

/* As folded_is(), of headings that may begin so. */
static bool
is_name(struct slice fold, const char *name)
{
	const size_t n = strlen(name), before = strcspn(name, "@");
	const size_t after = before < n ? n - before - 1 : 0;

	if (before == n)
		return is_plain(fold, name, n);
	return fold.n > before + after &&
	    is_plain((struct slice){fold.p, before}, name, before) &&
	    is_plain((struct slice){fold.p + fold.n - after, after}, name + before + 1, after) &&
	    is_ages((struct slice){fold.p + before, fold.n - before - after});
}

/* Nearly all names begin otherwise. */
static inline bool
may_be(struct slice fold, const char *name)
{
	return name[0] == '#' || name[0] == '@' || (fold.n > 0 && fold.p[0] == lower(name[0]));
}

bool
folded_is(struct slice fold, const char *name)
{
	return may_be(fold, name) && is_name(fold, name);
}

uint32_t
rolename_letters(enum role role)
{
	const uint32_t digits = 0x3ffU << ('0' & 0x1f);
	uint32_t letters = 0;

	for (int i = 0; i < MAX_NAMES && headings_of[role][i].name[0] != '\0'; i++)
		letters |= headings_of[role][i].name[0] == '@' ? ~0U :
		    headings_of[role][i].name[0] == '#' ? digits :
		    1U << (headings_of[role][i].name[0] & 0x1f);
	return letters;
}

int
rolename_level(enum role role, uint32_t letters, struct slice fold)
{
	if (fold.n == 0 || (letters >> (fold.p[0] & 0x1f) & 1) == 0)
		return -1;
	for (int i = 0; i < MAX_NAMES && headings_of[role][i].name[0] != '\0'; i++)
		if (may_be(fold, headings_of[role][i].name) &&
		    is_name(fold, headings_of[role][i].name))
			return headings_of[role][i].level;
	return -1;
}

int
rolename_spare_level(enum role role, struct slice fold)
{
	for (int i = 0; rolename_spare(role, i) != NULL; i++)
		if (folded_is(fold, spares_of[role][i].name))
			return spares_of[role][i].level;
	return -1;
}

/* Headings that are nearly a name */

enum { SHORT_NAME = 5, LONG_NAME = 12 };

/* Words of their own that are nearly a name. */
static const char other_words[][16] = {"country", "county", "court", "reference_date"};

static bool
is_plural(struct slice s, struct slice of)
{
	return s.n == of.n + 1 && lower(s.p[of.n]) == 's' &&
	    slice_caseeq((struct slice){s.p, of.n}, of);
}

static bool
may_be_near(struct slice fold)
{
	return fold.n + 1 >= SHORT_NAME && !slice_has_digit(fold);
}

/*
 * A letter more, less or other, or two that changed places; of a long name two of these. Short
 * names are near too much. A number says what the column is: count_2.
 */
static bool
is_near(struct slice fold, struct slice name, bool plural)
{
	size_t limit = name.n < LONG_NAME ? 1 : 2, d;

	if (name.n < SHORT_NAME || fold.n + limit < name.n || name.n + limit < fold.n ||
	    !may_be_near(fold))
		return false;
	d = suggest_distance(fold, name, limit);
	return d > 0 && d <= limit &&
	    (plural || (!is_plural(fold, name) && !is_plural(name, fold)));
}

bool
rolename_is_any(struct slice fold)
{
	for (enum role role = 0; role < ROLE_N; role++) {
		if (rolename_spare_level(role, fold) >= 0)
			return true;
		for (int i = 0; rolename(role, i) != NULL; i++)
			if (folded_is(fold, rolename(role, i)))
				return true;
	}
	for (size_t i = 0; i < sizeof(other_words) / sizeof(other_words[0]); i++)
		if (slice_is(fold, other_words[i]))
			return true;
	return false;
}

static int
find_near(const struct folded *f, const char *name, bool plural, const bool *used)
{
	const struct slice of = slice_of(name);

	for (size_t c = 0; c < f->n; c++)
		if (!used[c] && is_near(f->fold[c], of, plural) && strpbrk(name, "#@") == NULL &&
		    !rolename_is_any(f->fold[c]))
			return (int)c;
	return -1;
}

/* Plurals of other roles are common words: starts, measures. */
static bool
is_figure(enum role role)
{
	return role == ROLE_VALUE || role == ROLE_PERCENTAGE || role == ROLE_POPULATION ||
	    role == ROLE_NUMERATOR || role == ROLE_DENOMINATOR;
}

int
folded_near(const struct folded *f, enum role role, bool only, const bool *used,
    const char **name)
{
	bool any = false;
	int col = -1;

	for (size_t c = 0; c < f->n && !any; c++)
		any = !used[c] && may_be_near(f->fold[c]);
	for (int i = 0; any && col < 0 && (*name = rolename(role, i)) != NULL; i++)
		col = find_near(f, *name, only && is_figure(role), used);
	return col;
}

int
folded_near_name(const struct folded *f, const char *name, const bool *used)
{
	return find_near(f, name, false, used);
}

bool
folded_is_authority(struct slice fold)
{
	static const char names[][16] = {"old_la_code", "la_number", "la_num", "la_no",
	    "dfe_number"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_is(fold, names[i]))
			return true;
	return false;
}

/* Headings as they are compared */

/* A blank, a hyphen, an underscore or a dash, as Excel makes of the hyphen in 0-17: its length. */
static size_t
length_between(const char *p, size_t n)
{
	if (p[0] == ' ' || p[0] == '-' || p[0] == '_')
		return 1;
	return n >= 3 && p[0] == '\xe2' && p[1] == '\x80' && (unsigned char)p[2] >= 0x90 &&
	    (unsigned char)p[2] <= 0x94 ? 3 : 0;
}

/* Makes each run of these one underscore: the new length. */
static size_t
join_words(char *p, size_t n)
{
	size_t to = 0, between;

	for (size_t i = 0; i < n; i += between > 0 ? between : 1)
		if ((between = length_between(p + i, n - i)) == 0)
			p[to++] = p[i];
		else if (to == 0 || p[to - 1] != '_')
			p[to++] = '_';
	return to;
}

static bool
has_fold(const struct folded *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++)
		if (slice_is(f->fold[i], name))
			return true;
	return false;
}

static bool
has_near(const struct folded *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++)
		if (is_near(f->fold[i], slice_of(name), false))
			return true;
	return false;
}

/* In ONS's estimates, under Code, Name and Geography, the last is the kind of the area. */
static void
name_estimates(struct folded *f)
{
	static const char names[][2][16] = {{"geography", ""}, {"name", "area_name"},
	    {"code", "area_code"}};

	for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
		if (!has_fold(f, names[k][0]))
			return;
	for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
		for (size_t i = 0; i < f->n; i++)
			if (slice_is(f->fold[i], names[k][0]))
				f->fold[i] = slice_of(names[k][1]);
}

/* In a full extract of Nomis GEOGRAPHY and GENDER are numbers for GEOGRAPHY_NAME and so on. */
static void
name_others(struct folded *f)
{
	static const char names[][2][16] = {{"geography", "geography_name"},
	    {"gender", "gender_name"}};

	name_estimates(f);
	if (!has_fold(f, "obs_value") && !has_near(f, "obs_value"))
		return;
	for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
		for (size_t i = 0; i < f->n; i++)
			if (slice_is(f->fold[i], names[k][0]) && has_fold(f, names[k][1]))
				f->fold[i].n = 0;
}

/*
 * Nomis says which authorities, and as of when: "local authority: district / unitary (as of April
 * 2023)"; the name of the level is before that.
 */
static size_t
length_of_level(struct slice fold)
{
	static const char authority[] = "local_authority:";
	static const char *const dates[] = {"_(as_of_", "_(prior_to_"};
	const char *at;

	if (fold.n >= strlen(authority) && memcmp(fold.p, authority, strlen(authority)) == 0)
		return strlen(authority) - 1;
	for (size_t i = 0; i < 2 && fold.n > 0 && fold.p[fold.n - 1] == ')'; i++)
		if ((at = memmem(fold.p, fold.n, dates[i], strlen(dates[i]))) != NULL)
			return (size_t)(at - fold.p);
	return fold.n;
}

/* In a table of Nomis the names of areas, of whatever kind, are before the codes, its mnemonic. */
static void
name_areas(struct folded *f)
{
	const uint32_t letters = rolename_letters(ROLE_AREA);
	size_t at = f->n;

	for (size_t i = 0; i < f->n; i++) {
		if (rolename_level(ROLE_AREA, letters, f->fold[i]) >= 0)
			return;
		if (slice_is(f->fold[i], "mnemonic"))
			at = i;
	}
	if (at < f->n && at > 0 && f->fold[at - 1].n > 0 && !rolename_is_any(f->fold[at - 1]))
		f->fold[at - 1] = slice_of(rolename(ROLE_AREA, 0));
}

/* Without the year of the boundaries of small areas, as in "LSOA code (2021)". */
static size_t
length_without_year(struct slice fold)
{
	static const char *const levels[] = {"ward", "msoa", "lsoa"};
	const bool within = fold.n > 0 && fold.p[fold.n - 1] == ')';
	const size_t year = within ? 7 : 5;	/* _(2021) or _2021 */
	bool is_level = false;

	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		is_level |= fold.n > 4 + year && memcmp(fold.p, levels[i], 4) == 0;
	return is_level && is_plain((struct slice){fold.p + fold.n - year, year},
	    within ? "_(####)" : "_####", year) ? fold.n - year : fold.n;
}

void
folded_make(struct folded *f, const struct slice *headings, size_t n)
{
	struct textbuf b = {0};

	*f = (struct folded){.heading = headings, .n = n, .fold = xcalloc(n, sizeof(*f->fold))};
	for (size_t i = 0; i < n; i++) {
		visible_fold(&b, headings[i]);
		b.n = join_words(b.p, b.n);
		b.n = length_of_level(textbuf_slice(&b));
		b.n = length_without_year(textbuf_slice(&b));
		f->fold[i] = arena_copy(&f->mem, textbuf_slice(&b));
	}
	textbuf_free(&b);
	name_others(f);
	name_areas(f);
}

void
folded_free(struct folded *f)
{
	free(f->fold);
	arena_free(&f->mem);
}

size_t
role_last(enum role role, const struct slice *headings, size_t n)
{
	struct folded f;
	size_t last = n;

	folded_make(&f, headings, n);
	for (size_t i = 0; i < n; i++)
		for (int k = 0; rolename(role, k) != NULL; k++)
			if (folded_is(f.fold[i], rolename(role, k)))
				last = i;
	folded_free(&f);
	return last;
}

