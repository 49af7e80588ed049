#include "area/areas.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/num.h"
#include "table/authority.h"

struct areas {
	const struct areas_query *q;
	struct roles roles;
	size_t region_code, region_name, old_code;	/* columns; ncols: none */
	struct area_group *group;
	size_t n, cap;
	struct intern *groups;		/* (period, region) to a number in group[] */
	struct intern *seen;		/* (period, area) to a number in seen_at[] */
	uint64_t *seen_at;
	size_t seen_cap;
	struct intern *periods;		/* to a number in england[] */
	struct area *england;
	size_t england_cap;
	char *other_region;		/* of the first authority that was not asked for */
	struct keybuf key;
};

static const struct slice nothing = {"", 0};

static struct slice
cell(struct input *in, size_t col)
{
	return col < input_ncols(in) ? slice_trim(input_field(in, col)) : nothing;
}

struct areas *
areas_new(struct input *in, const struct areas_query *q, const struct role_choice *choices,
    size_t nchoices, struct errmsg *e)
{
	unsigned need = ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_VALUE);
	const struct slice *h = input_headings(in);
	size_t n = input_ncols(in);
	struct areas *a = xcalloc(1, sizeof *a);

	if (q->population == NULL)
		need |= ROLE_BIT(ROLE_POPULATION);
	a->q = q;
	a->groups = intern_new();
	a->seen = intern_new();
	a->periods = intern_new();
	a->region_code = heading_find(h, n, slice_of("region_code"));
	a->region_name = heading_find(h, n, slice_of("region_name"));
	a->old_code = heading_find(h, n, slice_of("old_la_code"));
	if (roles_find(&a->roles, h, n, need, ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE),
	    choices, nchoices, e) != 0)
		goto fail;
	if (a->roles.col[ROLE_AREA] < 0 && a->roles.col[ROLE_AREA_CODE] < 0) {
		errmsg_set(e, "no column for an area's code or name (area_code, new_la_code, "
		    "area_name, la_name); name one with -c area=NAME");
		goto fail;
	}
	if ((q->choice == AREAS_REGION || q->choice == AREAS_EVERY_REGION) &&
	    a->region_code == n && a->region_name == n &&
	    !authority_means_england(q->region)) {
		errmsg_set(e, "no column region_code or region_name to choose authorities by");
		goto fail;
	}
	return a;
fail:
	areas_free(a);
	return NULL;
}

void
areas_describe(const struct areas *a, struct input *in, struct errmsg *text)
{
	roles_describe(&a->roles, input_headings(in), text);
}

/* What the row is about: by its level, or without such a column by its code or name. */
static enum role_level
level(const struct areas *a, struct input *in, struct slice code, struct slice name)
{
	enum role_level l = roles_level(&a->roles, in);

	if (l != LEVEL_NONE)
		return l;
	if (authority_is_england(code, name))
		return LEVEL_NATIONAL;
	return authority_is_region(code, name) ? LEVEL_REGIONAL : LEVEL_AUTHORITY;
}

static bool
is_named(const struct area_name *l, struct slice code, struct slice old, struct slice name)
{
	return (code.n > 0 && slice_caseeq(l->code, code)) ||
	    (old.n > 0 && slice_eq(l->old_code, old)) ||
	    (name.n > 0 && slice_caseeq(l->name, name));
}

/* Is the authority of this row one to be compared? Then *member says which, where there is a list. */
static bool
chosen(const struct areas *a, struct input *in, struct slice code, struct slice name,
    size_t *member)
{
	const struct areas_query *q = a->q;

	*member = 0;
	switch (q->choice) {
	case AREAS_NORTH_EAST:
		*member = authority_find(code, name);
		return *member < AUTHORITY_NORTH_EAST_N;
	case AREAS_REGION:
		return authority_means_england(q->region) ||
		    authority_in_region(cell(in, a->region_code), cell(in, a->region_name),
		    q->region);
	case AREAS_LIST:
		while (*member < q->nlist && !is_named(&q->list[*member], code,
		    cell(in, a->old_code), name))
			++*member;
		return *member < q->nlist;
	default:
		return true;
	}
}

/* Is the row's authority in the list a second time, by code and by name? *e says so. */
static bool
listed_twice(const struct areas *a, struct input *in, struct slice code, struct slice name,
    size_t member, struct errmsg *e)
{
	const struct area_name *list = a->q->list;

	if (a->q->choice != AREAS_LIST)
		return false;
	for (size_t i = member + 1; i < a->q->nlist; i++)
		if (is_named(&list[i], code, cell(in, a->old_code), name)) {
			input_fault(in, input_ncols(in), e, "'%.*s' is asked for twice, as '%.*s' and as "
			    "'%.*s'; expected each authority once", SLICE_ARG(name.n > 0 ? name : code),
			    SLICE_ARG(list[member].name), SLICE_ARG(list[i].name));
			return true;
		}
	return false;
}

/* Is the region of this row the one its authorities are compared with? */
static bool
region_chosen(const struct areas *a, struct slice code, struct slice name)
{
	const struct slice wanted = a->q->region;

	switch (a->q->choice) {
	case AREAS_NORTH_EAST:
		return slice_caseeq(code, slice_of(AUTHORITY_NORTH_EAST_CODE)) ||
		    (code.n == 0 && slice_caseeq(name, slice_of(AUTHORITY_NORTH_EAST_NAME)));
	case AREAS_EVERY_REGION:
		return true;
	default:
		return wanted.n > 0 && (slice_caseeq(code, wanted) || slice_caseeq(name, wanted));
	}
}

static bool
period_eq(struct period a, struct period b)
{
	return a.freq == b.freq && a.ord == b.ord;
}

static bool
wanted_period(const struct areas_query *q, struct period p)
{
	for (size_t i = 0; i < q->nyears; i++)
		if (period_eq(q->years[i], p))
			return true;
	return q->nyears == 0;
}

static struct slice
key(struct keybuf *b, struct period p, struct slice s, struct slice t)
{
	keybuf_reset(b);
	keybuf_add(b, (struct slice){(const char *)&p.freq, sizeof p.freq});
	keybuf_add(b, (struct slice){(const char *)&p.ord, sizeof p.ord});
	keybuf_add(b, s);
	keybuf_add(b, t);
	return keybuf_key(b);
}

/* The group of a period and, where each region has its own, of a region. */
static struct area_group *
group_of(struct areas *a, struct period p, struct slice label, struct slice code,
    struct slice name)
{
	struct slice region = a->q->choice != AREAS_EVERY_REGION ? nothing :
	    code.n > 0 ? code : name;
	uint32_t id = intern_id(a->groups, key(&a->key, p, region, nothing));

	if (id < a->n)
		return &a->group[id];
	a->group = xgrow(a->group, &a->cap, id + 1, sizeof *a->group);
	areagroup_start(&a->group[id], p, label, region.n > 0 ? code : nothing,
	    region.n > 0 ? name : nothing);
	a->n = id + 1;
	return &a->group[id];
}

static int
read_count(struct areas *a, struct input *in, struct area *area, struct errmsg *e)
{
	size_t col = (size_t)a->roles.col[ROLE_VALUE];
	struct slice s = input_field(in, col);
	struct num num;

	num_parse(s, NUM_COMMAS | NUM_MARKS | NUM_EXPONENT, &num);
	if (num.kind == NUM_BAD ||
	    (num.kind == NUM_VALUE && !(num.value >= 0 && num.value == floor(num.value))))
		return input_fault(in, col, e, "'%.*s' is not a count; expected a whole number of 0 "
		    "or more, or a mark such as c", SLICE_ARG(s));
	area->count = num.kind == NUM_VALUE ? num.value : NAN;
	area->mark = num.kind == NUM_MARK ? slice_dup(slice_trim(s)) :
	    xstrdup(num.kind == NUM_BLANK ? "blank" : "");
	return 0;
}

/* From the row's own column. */
static int
read_population(struct areas *a, struct input *in, struct num *num, struct slice *printed,
    struct errmsg *e)
{
	size_t col = (size_t)a->roles.col[ROLE_POPULATION];

	*printed = input_field(in, col);
	num_parse(*printed, NUM_COMMAS | NUM_MARKS | NUM_EXPONENT, num);
	if (num->kind == NUM_BAD || (num->kind == NUM_VALUE && !(num->value > 0)))
		return input_fault(in, col, e, "'%.*s' is not a population; expected a number above 0, "
		    "or a mark such as x", SLICE_ARG(*printed));
	return 0;
}

static int
add_population(struct areas *a, struct input *in, struct period p, struct area *area,
    struct errmsg *e)
{
	const struct areas_query *q = a->q;
	struct num num = {.kind = NUM_BLANK};
	struct slice printed = nothing;
	char mark[NUM_MARK_SIZE];

	if (q->population == NULL) {
		if (read_population(a, in, &num, &printed, e) != 0)
			return -1;
		printed = slice_trim(printed);
	} else if (population_find(q->population, slice_of(area->code), slice_of(area->name),
	    population_period(q->population, p, q->lag), &num)) {
		num_format_mark(mark, &num);
		printed = slice_of(mark);
	}
	area->population = num.kind == NUM_VALUE ? num.value : NAN;
	if (num.kind == NUM_VALUE || area->mark[0] != '\0')
		return 0;	/* the count's own mark comes first */
	free(area->mark);
	area->mark = num.kind == NUM_MARK ? slice_dup(printed) : xstrdup("no population");
	return 0;
}

/* Takes an area's count away: it has two rows, and which is right is not known. */
static void
spoil(struct area *area, uint64_t line)
{
	if (area->code == NULL || area->line != line)
		return;
	area->count = NAN;
	free(area->mark);
	area->mark = xstrdup("twice");
}

static void
spoil_first(struct areas *a, struct period p, enum role_level l, uint64_t line)
{
	for (uint32_t i = 0; l == LEVEL_NATIONAL && i < intern_count(a->periods); i++)
		spoil(&a->england[i], line);
	for (size_t i = 0; i < a->n; i++) {
		if (!period_eq(a->group[i].period, p))
			continue;
		if (l == LEVEL_REGIONAL)
			spoil(&a->group[i].region, line);
		for (size_t k = 0; l == LEVEL_AUTHORITY && k < a->group[i].n; k++)
			spoil(&a->group[i].area[k], line);
	}
}

/*
 * An area has one row in a period: known by its code, or where it has none by its name; one of the twelve, or of
 * a list, is the same area under whatever code.
 */
static int
duplicate(struct areas *a, struct input *in, struct period p, enum role_level l,
    const struct area *area, struct errmsg *e)
{
	bool listed = l == LEVEL_AUTHORITY &&
	    (a->q->choice == AREAS_NORTH_EAST || a->q->choice == AREAS_LIST);
	struct slice code = slice_of(area->code), name = slice_of(area->name), who;
	struct slice kind = {l == LEVEL_AUTHORITY ? "a" : l == LEVEL_REGIONAL ? "r" : "e", 1};
	uint32_t before = intern_count(a->seen), id;

	who = code.n > 0 ? code : name;
	if (listed)
		who = (struct slice){(const char *)&area->member, sizeof area->member};
	id = intern_id(a->seen, key(&a->key, p, kind, who));
	if (id < before) {
		spoil_first(a, p, l, a->seen_at[id]);
		return input_fault(in, input_ncols(in), e, "a second row for '%.*s' in the same period "
		    "(the first is on line %llu); expected one: choose an indicator or category first",
		    SLICE_ARG(name.n > 0 ? name : code), (unsigned long long)a->seen_at[id]);
	}
	a->seen_at = xgrow(a->seen_at, &a->seen_cap, id + 1, sizeof *a->seen_at);
	a->seen_at[id] = area->line;
	return 0;
}

static struct area *
england_of(struct areas *a, struct period p)
{
	uint32_t before = intern_count(a->periods);
	uint32_t id = intern_id(a->periods, key(&a->key, p, nothing, nothing));

	if (id == before) {
		a->england = xgrow(a->england, &a->england_cap, id + 1, sizeof *a->england);
		a->england[id] = (struct area){0};
	}
	return &a->england[id];
}

/* Where an area that is asked for goes. */
static struct area *
place(struct areas *a, struct input *in, enum role_level l, struct period p, struct slice code,
    struct slice name)
{
	struct slice label = cell(in, (size_t)a->roles.col[ROLE_PERIOD]);

	if (l == LEVEL_NATIONAL)
		return england_of(a, p);
	if (l == LEVEL_REGIONAL)
		return &group_of(a, p, label, code, name)->region;
	return areagroup_add(group_of(a, p, label, cell(in, a->region_code),
	    cell(in, a->region_name)));
}

int
areas_row(struct areas *a, struct input *in, struct errmsg *e)
{
	struct slice code = slice_trim(roles_area_code(&a->roles, in));
	struct slice name = slice_trim(roles_area(&a->roles, in));
	enum role_level l = level(a, in, code, name);
	struct area area = {.line = input_line(in)}, *to;
	struct period p;

	if (roles_period(&a->roles, in, a->q->fyear, &p, e) != 0)
		return -1;
	if (!wanted_period(a->q, p) || l == LEVEL_OTHER)
		return 0;
	if (l == LEVEL_AUTHORITY && !chosen(a, in, code, name, &area.member)) {
		if (a->other_region == NULL && a->region_name < input_ncols(in))
			a->other_region = slice_dup(cell(in, a->region_name));
		return 0;
	}
	if (l == LEVEL_REGIONAL && !region_chosen(a, code, name))
		return 0;
	if (l == LEVEL_AUTHORITY && listed_twice(a, in, code, name, area.member, e))
		return -1;
	area.code = slice_dup(code);
	area.name = slice_dup(name);
	if (read_count(a, in, &area, e) != 0 || add_population(a, in, p, &area, e) != 0 ||
	    duplicate(a, in, p, l, &area, e) != 0) {
		area_clear(&area);
		return -1;
	}
	to = place(a, in, l, p, code, name);
	area_clear(to);		/* under a second code for England or the region: the last one counts */
	*to = area;
	return 0;
}

/* A letter and eight digits, as the Office for National Statistics makes them. */
static bool
is_code(struct slice s)
{
	if (s.n != 9 || !isalpha((unsigned char)s.p[0]))
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (!isdigit((unsigned char)s.p[i]))
			return false;
	return true;
}

/* What an option named may be either; in the output a name is no code. */
static void
add_absent(struct area_group *g, const struct area_name *l)
{
	bool either = slice_eq(l->code, l->name);

	areagroup_add_absent(g, either && !is_code(l->code) ? nothing : l->code,
	    either && is_code(l->name) ? nothing : l->name);
}

static void
complete(const struct areas *a, struct area_group *g)
{
	const struct areas_query *q = a->q;

	g->wanted = g->n;
	g->whole_region = q->choice != AREAS_LIST;
	if (q->choice == AREAS_NORTH_EAST) {
		g->wanted = AUTHORITY_NORTH_EAST_N;
		for (size_t i = 0; i < g->wanted; i++)
			if (!areagroup_has(g, i))
				areagroup_add_absent(g, slice_of(authority_north_east[i].code),
				    slice_of(authority_north_east[i].name));
	} else if (q->choice == AREAS_LIST) {
		g->wanted = q->nlist;
		for (size_t i = 0; i < g->wanted; i++)
			if (!areagroup_has(g, i))
				add_absent(g, &q->list[i]);
	}
}

static struct slice
title(const struct areas_query *q, const struct area_group *g)
{
	switch (q->choice) {
	case AREAS_NORTH_EAST:
		return slice_of(AUTHORITY_NORTH_EAST_NAME);
	case AREAS_EVERY_REGION:
		return slice_of(g->region_name);
	case AREAS_REGION:
		return g->region.code != NULL && g->region.name[0] != '\0' ?
		    slice_of(g->region.name) : q->region;
	default:
		return nothing;
	}
}

void
areas_finish(struct areas *a, bool input_order)
{
	size_t kept = 0;

	for (size_t i = 0; i < a->n; i++) {
		if (a->group[i].n == 0)
			areagroup_clear(&a->group[i]);
		else
			a->group[kept++] = a->group[i];
	}
	a->n = kept;
	for (size_t i = 0; i < a->n; i++) {
		struct area_group *g = &a->group[i];
		uint32_t id;

		complete(a, g);
		id = intern_find(a->periods, key(&a->key, g->period, nothing, nothing));
		if (id != INTERN_NONE)
			g->england = area_copy(&a->england[id]);
		if (authority_means_england(a->q->region) && g->england.code != NULL) {
			area_clear(&g->region);
			g->region = area_copy(&g->england);
		}
		g->title = slice_dup(title(a->q, g));
	}
	if (!input_order && a->n > 0)
		qsort(a->group, a->n, sizeof *a->group, areagroup_order);
}

const char *
areas_other_region(const struct areas *a)
{
	return a->other_region != NULL ? a->other_region : "";
}

size_t
areas_ngroups(const struct areas *a)
{
	return a->n;
}

const struct area_group *
areas_group(const struct areas *a, size_t i)
{
	return &a->group[i];
}

bool
areas_any_population(const struct areas *a)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < a->group[i].n; k++)
			if (!isnan(a->group[i].area[k].population))
				return true;
	return false;
}

void
areas_free(struct areas *a)
{
	if (a == NULL)
		return;
	for (size_t i = 0; i < a->n; i++)
		areagroup_clear(&a->group[i]);
	for (uint32_t i = 0; i < intern_count(a->periods); i++)
		area_clear(&a->england[i]);
	free(a->group);
	free(a->england);
	free(a->seen_at);
	intern_free(a->groups);
	intern_free(a->seen);
	intern_free(a->periods);
	keybuf_free(&a->key);
	free(a->other_region);
	free(a);
}
