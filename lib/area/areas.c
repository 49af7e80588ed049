#include "area/areas.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "area/pooled.h"
#include "base/intern.h"
#include "base/memory.h"
#include "table/alike.h"
#include "table/authority.h"
#include "table/register.h"

static const struct slice nothing = {"", 0};

/* A row. Its texts are the input's, and kept once it is known that they are needed. */
struct areas_row {
	struct area area;
	enum role_level level;
	struct period period;
	const char *label;
	bool refused;		/* its figures; a second row for the area takes its place */
	struct slice code, old_code, name, region_code, region_name;	/* empty: no such column */
};

static int
find_columns(struct areas *a, struct errmsg *e)
{
	const struct areas_query *q = a->q;
	const struct slice *h = a->in->heading;
	size_t n = a->in->ncols;
	unsigned need = ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_VALUE);
	unsigned want = ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE);

	if (q->population == NULL)
		need |= ROLE_BIT(ROLE_POPULATION);
	if (q->dictionary != NULL || q->filter->chosen[ROLE_INDICATOR] != NULL)
		want |= ROLE_BIT(ROLE_INDICATOR);
	if (roles_find(&a->roles, h, n, need, want, q->filter->chosen, e) != 0 ||
	    heading_named(h, n, "region_code", &a->region_code, e) != 0 ||
	    heading_named(h, n, "region_name", &a->region_name, e) != 0 ||
	    heading_named(h, n, "old_la_code", &a->old_code, e) != 0 ||
	    heading_named(h, n, "indicator", &a->figures.indicator, e) != 0 ||
	    heading_named(h, n, "unit", &a->figures.unit, e) != 0)
		return -1;
	if (a->roles.col[ROLE_AREA] < 0 && a->roles.col[ROLE_AREA_CODE] < 0)
		return errmsg_set(e, "no column for an area's code or name; expected area_code, "
		    "new_la_code, area_name or la_name, or -c area=NAME");
	if ((q->choice == AREAS_REGION || q->choice == AREAS_EVERY_REGION) &&
	    a->region_code == n && a->region_name == n && !authority_means_england(q->region))
		return errmsg_set(e, "no column for the region; expected region_code or "
		    "region_name");
	return 0;
}

static struct slice
cell(const struct areas *a, size_t col)
{
	return col < a->in->ncols ? slice_trim(input_field(a->in, col)) : nothing;
}

static const char *
keep(struct areas *a, struct slice s)
{
	return arena_copy(&a->texts, s).p;
}

/*
 * What the row is about: a whole by its code, whatever its level says; else by its level, or
 * without such a column by its name. With --areas all, rows of any other level are areas.
 */
static enum role_level
level_of(const struct areas *a, const struct areas_row *row)
{
	enum role_level l = roles_level(&a->roles, a->in);
	enum authority_whole whole = authority_whole(row->code, row->name);

	if (whole == AUTHORITY_NO_WHOLE || (row->code.n == 0 && l != LEVEL_NONE &&
	    whole != AUTHORITY_OTHER_WHOLE))
		return l == LEVEL_NONE || (l == LEVEL_OTHER && a->q->choice == AREAS_ALL) ?
		    LEVEL_AUTHORITY : l;
	switch (whole) {
	case AUTHORITY_ENGLAND:
		return LEVEL_NATIONAL;
	case AUTHORITY_REGION:
		return LEVEL_REGIONAL;
	case AUTHORITY_OTHER_WHOLE:
	case AUTHORITY_NO_WHOLE:
		break;
	}
	return LEVEL_NONE;
}

/* With --areas all: areas of two levels, by their column or codes, would be compared. */
static int
check_level(struct areas *a, struct slice code, struct errmsg *e)
{
	const int col = a->roles.col[ROLE_GEOGRAPHIC_LEVEL];
	const char *of_code = authority_level(code);
	struct slice level;

	if (a->q->choice != AREAS_ALL)
		return 0;
	if (of_code != NULL && a->level_of_codes == NULL)
		a->level_of_codes = of_code;
	if (of_code != NULL && strcmp(of_code, a->level_of_codes) != 0)
		return input_fault(a->in, (size_t)a->roles.col[ROLE_AREA_CODE], e, "'%.*s' is a "
		    "code of %s, after one of %s; expected areas of one level with --areas all",
		    SLICE_ARG(code), of_code, a->level_of_codes);
	if (col < 0)
		return 0;
	level = slice_trim(input_field(a->in, (size_t)col));
	if (a->level == NULL)
		a->level = keep(a, level);
	return slice_is(level, a->level) ? 0 : input_fault(a->in, (size_t)col, e, "'%.*s' after "
	    "'%s'; expected areas of one level with --areas all", SLICE_ARG(level), a->level);
}

static bool
same_period(struct period a, struct period b)
{
	return a.freq == b.freq && a.ord == b.ord;
}

static bool
has_period(const struct areas_query *q, struct period p)
{
	for (size_t i = 0; i < q->nyears; i++)
		if (same_period(q->years[i], p) || (q->years[i].freq == p.freq &&
		    p.ord <= q->years[i].ord && p.ord > q->years[i].ord - q->pool))
			return true;
	return q->nyears == 0;
}

static bool
is_later(const struct areas_query *q, struct period p)
{
	return q->until_arg != NULL && period_ends_after(p, q->until);
}

/* Is the region one that authorities are compared with? */
static bool
has_region(const struct areas_query *q, const struct areas_row *row)
{
	switch (q->choice) {
	case AREAS_NORTH_EAST:
		return slice_caseeq(row->code, slice_of(AUTHORITY_NORTH_EAST_CODE)) ||
		    (row->code.n == 0 &&
		    slice_caseeq(row->name, slice_of(AUTHORITY_NORTH_EAST_NAME)));
	case AREAS_EVERY_REGION:
		return true;
	case AREAS_REGION:
	case AREAS_LIST:
	case AREAS_ALL:
		return q->region.n > 0 && (slice_caseeq(row->code, q->region) ||
		    slice_caseeq(row->name, q->region));
	}
	return false;
}

/*
 * The first name in the list, from the one numbered `from`, that means this authority; or nlist.
 * Two authorities of one name (Dorset) have different numbers.
 */
static size_t
find_listed(const struct areas_query *q, const struct areas_row *row, size_t from)
{
	const struct registered *r =
	    register_by_code(row->code.n > 0 ? row->code : row->old_code);

	for (; from < q->nlist; from++) {
		const struct area_name *l = &q->list[from];

		if ((row->code.n > 0 && slice_caseeq(l->code, row->code)) ||
		    (row->old_code.n > 0 && slice_eq(l->old_code, row->old_code)) ||
		    (r != NULL && slice_is(l->old_code, r->number)) ||
		    (row->name.n > 0 && (r == NULL || l->old_code.n == 0) &&
		    authority_same_name(l->name, row->name)))
			break;
	}
	return from;
}

/* Is the authority one to compare? Where the query names authorities, finds which it is. */
static bool
has_authority(const struct areas_query *q, struct areas_row *row)
{
	size_t *member = &row->area.member;

	switch (q->choice) {
	case AREAS_NORTH_EAST:
		*member = authority_find(row->code, row->name);
		return *member < AUTHORITY_NORTH_EAST_N;
	case AREAS_REGION:
		return authority_means_england(q->region) ?
		    !authority_is_outside_england(row->code) :
		    authority_in_region(row->region_code, row->region_name, q->region);
	case AREAS_EVERY_REGION:
	case AREAS_ALL:
		return true;
	case AREAS_LIST:
		*member = find_listed(q, row, 0);
		return *member < q->nlist;
	}
	return false;
}

static bool
is_wanted(struct areas *a, struct areas_row *row)
{
	if (!has_period(a->q, row->period))
		return false;
	if (is_later(a->q, row->period)) {
		a->later = true;
		return false;
	}
	switch (row->level) {
	case LEVEL_NATIONAL:
		return true;
	case LEVEL_REGIONAL:
		return has_region(a->q, row);
	case LEVEL_AUTHORITY:
		if (has_authority(a->q, row))
			return true;
		strangers_add(&a->strangers, a->in, &a->roles, row->code, row->name,
		    row->region_code, row->region_name);
		if (a->other_region[0] == '\0')
			a->other_region = keep(a, row->region_name);
		return false;
	case LEVEL_NONE:
	case LEVEL_OTHER:
		break;
	}
	return false;
}

/*
 * A new number, or that of an earlier row for the same area and period. An area is known by its
 * code, or without one by its name; one that the query names is the same area under any code.
 */
static size_t
number_of(struct areas *a, const struct areas_row *row)
{
	const int32_t when[] = {(int32_t)row->period.freq, row->period.ord, (int32_t)row->level};
	struct slice who = row->code.n > 0 ? row->code : row->name;

	if (row->level == LEVEL_AUTHORITY && a->q->nlist > 0)
		who = (struct slice){(const char *)&row->area.member, sizeof(row->area.member)};
	keybuf_reset(&a->key);
	keybuf_add(&a->key, (struct slice){(const char *)when, sizeof(when)});
	keybuf_add(&a->key, who);
	return intern_id(a->seen, keybuf_key(&a->key));
}

/*
 * Of an authority that the list names twice, or an area with two rows, which is right? Of two rows
 * one of which is refused, the other. *at: the number of the row.
 */
static int
check_once(struct areas *a, const struct areas_row *row, size_t *at, struct errmsg *e)
{
	const struct areas_query *q = a->q;
	struct slice shown = row->name.n > 0 ? row->name : row->code;
	size_t member = row->area.member, again = q->nlist;
	struct area *first;

	if (row->level == LEVEL_AUTHORITY && q->choice == AREAS_LIST)
		again = find_listed(q, row, member + 1);
	if (again < q->nlist)
		return input_fault(a->in, INPUT_WHOLE_ROW, e, "'%.*s' is listed twice, as '%.*s' "
		    "and as '%.*s'; expected each authority once", SLICE_ARG(shown),
		    SLICE_ARG(q->list[member].name), SLICE_ARG(q->list[again].name));
	if ((*at = number_of(a, row)) == a->nrows) {
		if (row->level == LEVEL_AUTHORITY && row->code.n == 0 && q->nlist == 0)
			alike_cell(a->alike, a->in, (size_t)a->roles.col[ROLE_AREA], row->name);
		return 0;
	}
	if (a->row[*at].refused)
		return 0;
	first = &a->row[*at].area;
	first->count = NAN;
	first->mark = "twice";
	a->kind = REFUSAL_SECOND;
	return refusals_second(a->in, shown, first->line, e);
}

/* -1: the row is left out, or has no figures, for the reason in *e. */
static int
take_row(struct areas *a, struct errmsg *e)
{
	struct areas_row row = {
		.area = {.file = input_file(a->in), .line = input_line(a->in)},
		.code = slice_trim(roles_area_code(&a->roles, a->in)),
		.old_code = cell(a, a->old_code),
		.name = slice_trim(roles_area(&a->roles, a->in)),
		.region_code = cell(a, a->region_code),
		.region_name = cell(a, a->region_name),
	};
	struct figure_pair pair;
	size_t at = 0;
	bool regional;

	a->kind = REFUSAL_OTHER;
	row.level = level_of(a, &row);
	if (roles_want_row(&a->roles, a->in, false, e) != 0)
		return -1;
	if (roles_period(&a->roles, a->in, a->q->filter->fyear, &row.period, e) != 0) {
		a->kind = REFUSAL_PERIOD;
		return -1;
	}
	if (!is_wanted(a, &row))
		return 0;
	if (row.level == LEVEL_AUTHORITY && check_level(a, row.code, e) != 0)
		return -1;
	row.refused = figures_read(&a->figures, row.code, row.name, row.period,
	    row.level == LEVEL_AUTHORITY, &a->texts, &pair, e) != 0;
	if (row.refused && number_of(a, &row) < a->nrows)
		return -1;
	row.area.count = pair.count;
	row.area.population = pair.population;
	row.area.mark = pair.mark;
	if (check_once(a, &row, &at, e) != 0)
		return -1;
	regional = row.level == LEVEL_REGIONAL;
	row.area.code = keep(a, row.code);
	row.area.name = keep(a, row.name);
	if (row.level == LEVEL_AUTHORITY && a->q->nlist > 0)
		row.area.closeness = a->q->list[row.area.member].closeness.p;
	row.label = keep(a, cell(a, (size_t)a->roles.col[ROLE_PERIOD]));
	row.region_code = arena_copy(&a->texts, regional ? row.code : row.region_code);
	row.region_name = arena_copy(&a->texts, regional ? row.name : row.region_name);
	a->row = xgrow(a->row, &a->cap, a->nrows + 1, sizeof(*a->row));
	a->nrows += at == a->nrows;
	a->row[at] = row;
	return row.refused ? -1 : 0;
}

/* The group of a row's period and, where each region has its own, of its region. */
static struct area_group *
group_of(struct areas *a, size_t *cap, const struct areas_row *row)
{
	bool own = a->q->choice == AREAS_EVERY_REGION;

	for (size_t i = a->n; i-- > 0;) {
		struct area_group *g = &a->group[i];

		if (same_period(g->period, row->period) && (!own ||
		    (slice_is(row->region_code, g->region_code) && (row->region_code.n > 0 ||
		    slice_is(row->region_name, g->region_name)))))
			return g;
	}
	a->group = xgrow(a->group, cap, a->n + 1, sizeof(*a->group));
	a->group[a->n] = (struct area_group){
		.period = row->period,
		.first = row->period,
		.label = row->label,
		.region_code = own ? row->region_code.p : "",
		.region_name = own ? row->region_name.p : "",
	};
	return &a->group[a->n++];
}

static void
add_area(struct area_group *g, struct area area)
{
	g->area = xgrow(g->area, &g->cap, g->n + 1, sizeof(*g->area));
	g->area[g->n++] = area;
}

/* The periods in which a county has districts of its own in the input. */
static void
find_districts(struct areas *a, struct intern *counties)
{
	for (const struct areas_row *row = a->row; row < a->row + a->nrows; row++) {
		struct slice code = slice_of(row->area.code);
		int32_t key[] = {(int32_t)row->period.freq, row->period.ord,
		    authority_county_of_district(code)};

		if (key[2] > 0)
			intern_id(counties, (struct slice){(const char *)key, sizeof(key)});
	}
}

/* A county with its districts would count their people twice; in a list it was asked for. */
static bool
is_county_of_districts(const struct areas *a, const struct areas_row *row,
    struct intern *counties)
{
	int32_t key[] = {(int32_t)row->period.freq, row->period.ord,
	    authority_county(slice_of(row->area.code))};

	return key[2] > 0 && a->q->nlist == 0 &&
	    intern_find(counties, (struct slice){(const char *)key, sizeof(key)}) != INTERN_NONE;
}

static void
note_counties(const struct areas *a, const struct areas_row *first, size_t n)
{
	struct errmsg e;

	if (n == 0 || a->q->filter->quiet)
		return;
	errmsg_set(&e, "note: %s:%llu: '%s' is not used with its districts; %s of counties in "
	    "all", first->area.file, (unsigned long long)first->area.line,
	    area_shown(&first->area), plural(n, "row").text);
	a->q->say(e.text);
}

/* Of several rows for England or a region, under various codes, the last counts. */
static void
make_groups(struct areas *a)
{
	struct intern *counties = intern_new();
	const struct areas_row *county = NULL;
	size_t cap = 0, kept = 0, left = 0;

	find_districts(a, counties);
	for (const struct areas_row *row = a->row; row < a->row + a->nrows; row++) {
		if (is_county_of_districts(a, row, counties)) {
			county = left++ == 0 ? row : county;
		} else if (row->level == LEVEL_AUTHORITY) {
			struct area_group *g = group_of(a, &cap, row);

			if (g->n == 0)
				g->code = row->region_code.p;
			else if (!slice_is(row->region_code, g->code))
				g->code = "";
			add_area(g, row->area);
			a->any_population |= !isnan(row->area.population);
		} else if (row->level == LEVEL_REGIONAL) {
			group_of(a, &cap, row)->region = row->area;
		}
	}
	note_counties(a, county, left);
	intern_free(counties);
	for (size_t i = 0; i < a->n; i++)
		if (a->group[i].n > 0)
			a->group[kept++] = a->group[i];
	a->n = kept;
	for (const struct areas_row *row = a->row; row < a->row + a->nrows; row++)
		for (size_t k = 0; k < a->n && row->level == LEVEL_NATIONAL; k++)
			if (same_period(a->group[k].period, row->period))
				a->group[k].england = row->area;
}

/*
 * A name from --areas is both the code and the name in the list, but an area has it as one: a code
 * is a letter and eight digits, as the Office for National Statistics makes them.
 */
static struct area
absent_area(struct areas *a, const struct area_name *l)
{
	bool either = slice_eq(l->code, l->name), is_code = l->code.n == 9 &&
	    isalpha((unsigned char)l->code.p[0]) && strspn(l->code.p + 1, "0123456789") >= 8;

	return (struct area){.code = keep(a, either && !is_code ? nothing : l->code),
	    .name = keep(a, either && is_code ? nothing : l->name), .count = NAN,
	    .population = NAN, .mark = "absent", .member = SIZE_MAX,
	    .closeness = l->closeness.p};
}

/* Adds what a group has once all rows are in it. */
static void
finish_group(struct areas *a, struct area_group *g)
{
	const struct areas_query *q = a->q;
	size_t k;

	if (g->region.code != NULL && g->region.code[0] != '\0')
		g->code = g->region.code;
	else if (q->choice == AREAS_NORTH_EAST)
		g->code = AUTHORITY_NORTH_EAST_CODE;
	g->wanted = q->nlist > 0 ? q->nlist : g->n;
	g->whole_region = q->choice != AREAS_LIST && q->choice != AREAS_ALL;
	for (size_t i = 0; i < q->nlist; i++) {
		for (k = 0; k < g->n && g->area[k].member != i;)
			k++;
		if (k < g->n)
			continue;
		add_area(g, absent_area(a, &q->list[i]));
		a->absent[i] = true;
	}
	if (authority_means_england(q->region) && g->england.code != NULL)
		g->region = g->england;
	g->title = q->choice == AREAS_NORTH_EAST ? AUTHORITY_NORTH_EAST_NAME :
	    q->choice != AREAS_REGION ? g->region_name :
	    g->region.code != NULL && g->region.name[0] != '\0' ? g->region.name : q->region_arg;
}

/* For qsort: oldest first, then by the region's code. */
static int
by_period(const void *va, const void *vb)
{
	const struct area_group *a = va, *b = vb;

	if (a->period.freq != b->period.freq)
		return a->period.freq < b->period.freq ? -1 : 1;
	if (a->period.ord != b->period.ord)
		return a->period.ord < b->period.ord ? -1 : 1;
	return strcmp(a->region_code, b->region_code);
}

/* Is `who` in some group, and with a row of its own? */
static bool
has_area(const struct areas *a, const char *who, bool with_row)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < a->group[i].n; k++)
			if (area_is(&a->group[i].area[k], who) &&
			    (!with_row || a->group[i].area[k].line > 0))
				return true;
	return false;
}

static void
say_missing(struct areas *a, const char *option, struct slice name)
{
	char near[SUGGEST_SIZE];
	struct errmsg e;

	errmsg_set(&e, "%s: no row for '%.*s'%s", option, SLICE_ARG(name),
	    strangers_suggest(&a->strangers, name, near));
	a->q->say(e.text);
	a->missing++;
}

/* Those that were asked for by name and have no row anywhere. */
static void
find_missing(struct areas *a)
{
	const struct areas_query *q = a->q;
	bool found;

	for (size_t i = 0; i < q->nlist && q->named; i++) {
		found = false;
		for (size_t k = 0; k < a->nrows && !found; k++)
			found = a->row[k].level == LEVEL_AUTHORITY && a->row[k].area.member == i;
		if (!found)
			say_missing(a, "--areas", q->list[i].name);
	}
	if (q->about != NULL && !q->named && !has_area(a, q->about, true))
		say_missing(a, "--about", slice_of(q->about));
}

/* Whom --about names is not compared; perhaps it is spelt otherwise. */
static int
not_about(const struct areas *a, struct errmsg *e)
{
	const struct area_group *g = &a->group[0];
	struct slice *name = xcalloc(g->n, sizeof(*name));
	char near[SUGGEST_SIZE];

	for (size_t i = 0; i < g->n; i++)
		name[i] = slice_of(g->area[i].name);
	errmsg_set(e, "--about: '%s' is not one of the %s compared%s", a->q->about, areas_noun(a),
	    suggest(near, slice_of(a->q->about), name, g->n));
	free(name);
	return -1;
}

int
areas_read(struct areas *a, struct input *in, const struct areas_query *q, bool input_order,
    size_t *bad, struct errmsg *e)
{
	struct errmsg why;
	int got;

	*a = (struct areas){.in = in, .q = q, .other_region = "", .seen = intern_new(),
	    .refusals = {.say = q->say, .verbose = q->filter->verbose},
	    .strangers = {.q = q}, .absent = xcalloc(q->nlist + 1, sizeof(bool)),
	    .alike = alike_new(q->filter->quiet ? NULL : q->say, q->filter->verbose)};
	a->figures = (struct figures){.q = q, .roles = &a->roles, .in = in,
	    .join = {.table = q->population, .lag = q->filter->lag}};
	*bad = 0;
	if (find_columns(a, &why) != 0)
		return errmsg_set(e, "%s:1: %s", input_file(in), why.text);
	if (q->filter->verbose) {
		roles_describe(&a->roles, in->heading, &why);
		q->say(why.text);
	}
	while ((got = input_next(in)) == 1)
		if (take_row(a, &why) != 0) {
			refusals_add(&a->refusals, a->kind,
			    cell(a, (size_t)a->roles.col[ROLE_PERIOD]), why.text);
			++*bad;
		}
	refusals_close(&a->refusals);
	if (got == -1)
		return errmsg_set(e, "%s", in->error.text);
	if (a->figures.refusal.text[0] != '\0')
		return errmsg_set(e, "%s", a->figures.refusal.text);
	a->proportion = a->figures.proportion;
	a->unjoined = a->figures.join.missing;
	population_join_missing(&a->figures.join, q->say);
	make_groups(a);
	if (q->pool > 0 && pooled_groups(a, e) != 0)
		return -1;
	for (size_t i = 0; i < a->n; i++)
		finish_group(a, &a->group[i]);
	if ((!input_order || q->pool > 0) && a->n > 0)
		qsort(a->group, a->n, sizeof(*a->group), by_period);
	if (a->n == 0 && a->later) {
		areas_query_note_later(q);
		return 0;
	}
	if (a->n == 0 && in->rows > 0)
		return areas_query_not_found(q, *bad, a->other_region, e);
	if (q->about != NULL && a->n > 0 && !has_area(a, q->about, false))
		return not_about(a, e);
	if (a->n > 0)
		find_missing(a);
	areas_query_note_absent(q, a->absent);
	strangers_notes(&a->strangers, a->absent);
	return 0;
}

void
areas_free(struct areas *a)
{
	for (size_t i = 0; i < a->n; i++)
		free(a->group[i].area);
	free(a->group);
	free(a->row);
	free(a->absent);
	intern_free(a->seen);
	strangers_free(&a->strangers);
	alike_close(a->alike);
	keybuf_free(&a->key);
	arena_free(&a->texts);
}

bool
area_group_is_sum(const struct area_group *g)
{
	return g->first.ord < g->period.ord;
}

const char *
areas_noun(const struct areas *a)
{
	return a->q->choice == AREAS_ALL ? "areas" : "authorities";
}

bool
area_is_known(const struct area *a)
{
	return !isnan(a->count) && !isnan(a->population) && a->mark[0] == '\0';
}

const char *
area_shown(const struct area *a)
{
	return a->name[0] != '\0' ? a->name : a->code;
}

const char *
area_plain_mark(const struct area *a)
{
	return a->plain != NULL && a->plain[0] != '\0' ? a->plain : a->mark;
}

bool
area_is(const struct area *a, const char *who)
{
	struct slice code = slice_of(a->code), name = slice_of(a->name), about = slice_of(who);
	const struct registered *r = register_by_code(about), *is;

	if (slice_caseeq(code, about) || (name.n > 0 && authority_same_name(name, about)))
		return true;
	if (r == NULL && name.n == 0)
		r = register_by_name(about);
	if (r == NULL)
		return false;
	is = code.n > 0 ? register_by_code(code) : register_by_name(name);
	return is != NULL && slice_is(slice_of(r->number), is->number);
}
