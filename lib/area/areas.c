#include "area/areas.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "table/authority.h"
#include "table/cell.h"

/* A row that is used. */
struct areas_row {
	struct area area;
	enum role_level level;
	struct period period;
	const char *label;
	struct slice region_code, region_name;
};

/* Which area a row is about; what has no column is empty. */
struct identity {
	struct slice code, old_code, name, region_code, region_name;
};

static const struct slice nothing = {"", 0};

int
areas_open(struct areas *a, struct input *in, const struct areas_query *q,
    const struct role_choice *choices, size_t nchoices, struct errmsg *e)
{
	unsigned need = ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_VALUE);
	const struct slice *h = input_headings(in);
	size_t n = input_ncols(in);

	*a = (struct areas){.in = in, .q = q, .other_region = "",
	    .region_code = heading_find(h, n, slice_of("region_code")),
	    .region_name = heading_find(h, n, slice_of("region_name")),
	    .old_code = heading_find(h, n, slice_of("old_la_code"))};
	if (q->population == NULL)
		need |= ROLE_BIT(ROLE_POPULATION);
	if (roles_find(&a->roles, h, n, need, ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE),
	    choices, nchoices, e) != 0)
		return -1;
	if (a->roles.col[ROLE_AREA] < 0 && a->roles.col[ROLE_AREA_CODE] < 0)
		return errmsg_set(e, "no column for an area's code or name; expected area_code, "
		    "new_la_code, area_name or la_name, or -c area=NAME");
	if ((q->choice == AREAS_REGION || q->choice == AREAS_EVERY_REGION) &&
	    a->region_code == n && a->region_name == n && !authority_means_england(q->region))
		return errmsg_set(e, "no column for the region; expected region_code or "
		    "region_name");
	a->seen = intern_new();
	return 0;
}

static struct slice
cell(const struct areas *a, size_t col)
{
	return col < input_ncols(a->in) ? slice_trim(input_field(a->in, col)) : nothing;
}

static const char *
keep(struct areas *a, struct slice s)
{
	return arena_copy(&a->texts, s).p;
}

/* What the row is about: by its level, or without such a column by its code or name. */
static enum role_level
level(const struct areas *a, const struct identity *id)
{
	enum role_level l = roles_level(&a->roles, a->in);

	if (l != LEVEL_NONE)
		return l;
	if (authority_is_england(id->code, id->name))
		return LEVEL_NATIONAL;
	return authority_is_region(id->code, id->name) ? LEVEL_REGIONAL : LEVEL_AUTHORITY;
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
		if (same_period(q->years[i], p))
			return true;
	return q->nyears == 0;
}

/* Is the region one that authorities are compared with? */
static bool
has_region(const struct areas_query *q, const struct identity *id)
{
	switch (q->choice) {
	case AREAS_NORTH_EAST:
		return slice_caseeq(id->code, slice_of(AUTHORITY_NORTH_EAST_CODE)) ||
		    (id->code.n == 0 &&
		    slice_caseeq(id->name, slice_of(AUTHORITY_NORTH_EAST_NAME)));
	case AREAS_EVERY_REGION:
		return true;
	case AREAS_REGION:
	case AREAS_LIST:
		return q->region.n > 0 && (slice_caseeq(id->code, q->region) ||
		    slice_caseeq(id->name, q->region));
	}
	return false;
}

/* The first name in the list, from the one numbered `from`, that means this authority; or nlist. */
static size_t
find_listed(const struct areas_query *q, const struct identity *id, size_t from)
{
	for (; from < q->nlist; from++) {
		const struct area_name *l = &q->list[from];

		if ((id->code.n > 0 && slice_caseeq(l->code, id->code)) ||
		    (id->old_code.n > 0 && slice_eq(l->old_code, id->old_code)) ||
		    (id->name.n > 0 && slice_caseeq(l->name, id->name)))
			break;
	}
	return from;
}

/* Is the authority one to compare? *member: where the query names authorities, which it is. */
static bool
has_authority(const struct areas_query *q, const struct identity *id, size_t *member)
{
	switch (q->choice) {
	case AREAS_NORTH_EAST:
		*member = authority_find(id->code, id->name);
		return *member < AUTHORITY_NORTH_EAST_N;
	case AREAS_REGION:
		return authority_means_england(q->region) ||
		    authority_in_region(id->region_code, id->region_name, q->region);
	case AREAS_EVERY_REGION:
		return true;
	case AREAS_LIST:
		*member = find_listed(q, id, 0);
		return *member < q->nlist;
	}
	return false;
}

static bool
is_wanted(struct areas *a, struct areas_row *row, const struct identity *id)
{
	const struct areas_query *q = a->q;

	if (!has_period(q, row->period))
		return false;
	switch (row->level) {
	case LEVEL_NATIONAL:
		return true;
	case LEVEL_REGIONAL:
		return has_region(q, id);
	case LEVEL_AUTHORITY:
		if (has_authority(q, id, &row->area.member))
			return true;
		if (a->other_region[0] == '\0')
			a->other_region = keep(a, id->region_name);
		return false;
	case LEVEL_NONE:
	case LEVEL_OTHER:
		break;
	}
	return false;
}

/* Why the area has no rate: the printed mark, or the word for a cell that is blank. */
static const char *
mark_of(struct areas *a, const struct num *num, struct slice printed, const char *blank)
{
	return num->kind == NUM_VALUE ? "" : num->kind == NUM_BLANK ? blank :
	    keep(a, slice_trim(printed));
}

/* The mark of a missing count comes before that of a missing population. */
static int
read_figures(struct areas *a, struct areas_row *row, const struct identity *id, struct errmsg *e)
{
	static const struct cell_rule rule = {"count",
	    "a whole number of 0 or more, or a mark such as c", .whole = true};
	const struct areas_query *q = a->q;
	size_t col = (size_t)a->roles.col[ROLE_VALUE];
	struct num count, population = {.kind = NUM_BLANK};
	struct area *area = &row->area;
	char mark[NUM_MARK_SIZE];
	struct slice printed;

	if (cell_read(a->in, col, &rule, &count, e) != 0)
		return -1;
	area->count = cell_value(&count);
	area->mark = mark_of(a, &count, input_field(a->in, col), "blank");
	if (q->population == NULL) {
		col = (size_t)a->roles.col[ROLE_POPULATION];
		if (cell_read(a->in, col, &population_rule, &population, e) != 0)
			return -1;
		printed = input_field(a->in, col);
	} else {
		population_find(q->population, id->code, id->name,
		    population_period(q->population, row->period, q->lag), &population);
		num_format_mark(mark, &population);
		printed = slice_of(mark);
	}
	area->population = cell_value(&population);
	if (area->mark[0] == '\0')
		area->mark = mark_of(a, &population, printed, "no population");
	return 0;
}

/* Of an area with two rows neither count is used: which is right is not known. */
static int
found_twice(struct areas_row *first, struct input *in, struct slice shown, struct errmsg *e)
{
	first->area.count = NAN;
	first->area.mark = "twice";
	return input_fault(in, input_ncols(in), e, "a second row for '%.*s' in the same period "
	    "(the first is on line %llu); expected one: choose an indicator or category first",
	    SLICE_ARG(shown), (unsigned long long)first->area.line);
}

/* How many authorities the query names; 0: it names a region. */
static size_t
named(const struct areas_query *q)
{
	return q->choice == AREAS_NORTH_EAST ? AUTHORITY_NORTH_EAST_N : q->nlist;
}

static void
start_key(struct areas *a, struct period p)
{
	keybuf_reset(&a->key);
	keybuf_add(&a->key, (struct slice){(const char *)&p.freq, sizeof(p.freq)});
	keybuf_add(&a->key, (struct slice){(const char *)&p.ord, sizeof(p.ord)});
}

/*
 * A new number, or that of an earlier row for the same area and period. An area is known by its
 * code, or without one by its name; one that the query names is the same area under any code.
 */
static size_t
number_of(struct areas *a, const struct areas_row *row, const struct identity *id)
{
	struct slice who = id->code.n > 0 ? id->code : id->name;

	if (row->level == LEVEL_AUTHORITY && named(a->q) > 0)
		who = (struct slice){(const char *)&row->area.member, sizeof(row->area.member)};
	start_key(a, row->period);
	keybuf_add(&a->key, (struct slice){(const char *)&row->level, sizeof(row->level)});
	keybuf_add(&a->key, who);
	return intern_id(a->seen, keybuf_key(&a->key));
}

/* -1: the row is left out, for the reason in *e. */
static int
take_row(struct areas *a, struct errmsg *e)
{
	struct identity id = {
		slice_trim(roles_area_code(&a->roles, a->in)), cell(a, a->old_code),
		slice_trim(roles_area(&a->roles, a->in)), cell(a, a->region_code),
		cell(a, a->region_name),
	};
	struct slice shown = id.name.n > 0 ? id.name : id.code;
	struct areas_row row = {.level = level(a, &id), .area.line = input_line(a->in)};
	bool regional = row.level == LEVEL_REGIONAL;
	size_t number, again;

	if (roles_period(&a->roles, a->in, a->q->fyear, &row.period, e) != 0)
		return -1;
	if (!is_wanted(a, &row, &id))
		return 0;
	again = find_listed(a->q, &id, row.area.member + 1);
	if (row.level == LEVEL_AUTHORITY && again < a->q->nlist)
		return input_fault(a->in, input_ncols(a->in), e, "'%.*s' is listed twice, as "
		    "'%.*s' and as '%.*s'; expected each authority once", SLICE_ARG(shown),
		    SLICE_ARG(a->q->list[row.area.member].name), SLICE_ARG(a->q->list[again].name));
	if (read_figures(a, &row, &id, e) != 0)
		return -1;
	if ((number = number_of(a, &row, &id)) < a->nrows)
		return found_twice(&a->row[number], a->in, shown, e);
	row.area.code = keep(a, id.code);
	row.area.name = keep(a, id.name);
	row.label = keep(a, cell(a, (size_t)a->roles.col[ROLE_PERIOD]));
	row.region_code = arena_copy(&a->texts, regional ? id.code : id.region_code);
	row.region_name = arena_copy(&a->texts, regional ? id.name : id.region_name);
	a->row = xgrow(a->row, &a->cap, a->nrows + 1, sizeof(*a->row));
	a->row[a->nrows++] = row;
	return 0;
}

int
areas_read(struct areas *a, void (*say)(const char *message), size_t *bad, struct errmsg *e)
{
	struct errmsg why;
	int got;

	*bad = 0;
	while ((got = input_next(a->in)) == 1)
		if (take_row(a, &why) != 0) {
			say(why.text);
			++*bad;
		}
	return got == 0 ? 0 : errmsg_set(e, "%s", input_error(a->in));
}

/* The group of a row's period and, where each region has its own, of its region. */
static struct area_group *
group_of(struct areas *a, struct intern *groups, size_t *cap, const struct areas_row *row)
{
	bool own = a->q->choice == AREAS_EVERY_REGION;
	uint32_t id;

	start_key(a, row->period);
	keybuf_add(&a->key, !own ? nothing : row->region_code.n > 0 ? row->region_code :
	    row->region_name);
	if ((id = intern_id(groups, keybuf_key(&a->key))) < a->n)
		return &a->group[id];
	a->group = xgrow(a->group, cap, ++a->n, sizeof(*a->group));
	a->group[id] = (struct area_group){
		.period = row->period,
		.label = row->label,
		.region_code = own ? row->region_code.p : "",
		.region_name = own ? row->region_name.p : "",
	};
	return &a->group[id];
}

static void
add_area(struct area_group *g, const struct area *area)
{
	g->area = xgrow(g->area, &g->cap, g->n + 1, sizeof(*g->area));
	g->area[g->n++] = *area;
}

/* Of several rows for England or a region, under various codes, the last counts. */
static void
make_groups(struct areas *a)
{
	struct intern *groups = intern_new();
	size_t cap = 0, kept = 0;

	for (size_t i = 0; i < a->nrows; i++) {
		const struct areas_row *row = &a->row[i];

		if (row->level == LEVEL_AUTHORITY) {
			add_area(group_of(a, groups, &cap, row), &row->area);
			a->any_population |= !isnan(row->area.population);
		} else if (row->level == LEVEL_REGIONAL) {
			group_of(a, groups, &cap, row)->region = row->area;
		}
	}
	intern_free(groups);
	for (size_t i = 0; i < a->n; i++)
		if (a->group[i].n > 0)
			a->group[kept++] = a->group[i];
	a->n = kept;
	for (size_t i = 0; i < a->nrows; i++)
		for (size_t k = 0; k < a->n && a->row[i].level == LEVEL_NATIONAL; k++)
			if (same_period(a->group[k].period, a->row[i].period))
				a->group[k].england = a->row[i].area;
}

/* A letter and eight digits, as the Office for National Statistics makes them. */
static bool
is_code(struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (i == 0 ? !isalpha((unsigned char)s.p[i]) : !isdigit((unsigned char)s.p[i]))
			return false;
	return s.n == 9;
}

static struct area_name
member_name(const struct areas_query *q, size_t member)
{
	struct area_name l;

	if (q->choice == AREAS_NORTH_EAST)
		return (struct area_name){.code = slice_of(authority_north_east[member].code),
		    .name = slice_of(authority_north_east[member].name)};
	l = q->list[member];
	if (slice_eq(l.code, l.name))		/* from --areas, where it may be either */
		*(is_code(l.code) ? &l.name : &l.code) = nothing;
	return l;
}

static bool
has_member(const struct area_group *g, size_t member)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->area[i].member == member)
			return true;
	return false;
}

static void
add_absent(struct areas *a, struct area_group *g)
{
	size_t n = named(a->q);

	g->wanted = n > 0 ? n : g->n;
	g->whole_region = a->q->choice != AREAS_LIST;
	for (size_t i = 0; i < n; i++) {
		struct area_name name = member_name(a->q, i);

		if (!has_member(g, i))
			add_area(g, &(struct area){keep(a, name.code), keep(a, name.name), NAN, NAN,
			    "absent", 0, SIZE_MAX});
	}
}

static const char *
title(struct areas *a, const struct area_group *g)
{
	switch (a->q->choice) {
	case AREAS_NORTH_EAST:
		return AUTHORITY_NORTH_EAST_NAME;
	case AREAS_EVERY_REGION:
		return g->region_name;
	case AREAS_REGION:
		return g->region.code != NULL && g->region.name[0] != '\0' ? g->region.name :
		    keep(a, a->q->region);
	case AREAS_LIST:
		break;
	}
	return "";
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

void
areas_finish(struct areas *a, bool input_order)
{
	make_groups(a);
	for (size_t i = 0; i < a->n; i++) {
		struct area_group *g = &a->group[i];

		add_absent(a, g);
		if (authority_means_england(a->q->region) && g->england.code != NULL)
			g->region = g->england;
		g->title = title(a, g);
	}
	if (!input_order && a->n > 0)
		qsort(a->group, a->n, sizeof(*a->group), by_period);
}

void
areas_free(struct areas *a)
{
	for (size_t i = 0; i < a->n; i++)
		free(a->group[i].area);
	free(a->group);
	free(a->row);
	intern_free(a->seen);
	keybuf_free(&a->key);
	arena_free(&a->texts);
}

bool
area_is_known(const struct area *a)
{
	return !isnan(a->count) && !isnan(a->population);
}

size_t
area_group_known(const struct area_group *g)
{
	size_t known = 0;

	for (size_t i = 0; i < g->n; i++)
		known += area_is_known(&g->area[i]);
	return known;
}

const char *
area_shown(const struct area *a)
{
	return a->name[0] != '\0' ? a->name : a->code;
}

bool
area_is(const struct area *a, const char *who)
{
	struct slice code = slice_of(a->code), name = slice_of(a->name), about = slice_of(who);
	size_t member = authority_find(about, nothing);

	return slice_caseeq(code, about) || slice_caseeq(name, about) ||
	    (member < AUTHORITY_NORTH_EAST_N && authority_find(code, name) == member);
}

bool
areas_has(const struct areas *a, const char *who)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < a->group[i].n; k++)
			if (area_is(&a->group[i].area[k], who))
				return true;
	return false;
}
