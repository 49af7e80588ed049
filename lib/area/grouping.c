#include "area/grouping.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "table/authority.h"

static const struct slice nothing = {"", 0};

/* The group of a row's period and, where each region has its own, of its region. */
static struct area_group *
group_of(struct areas *a, size_t *cap, const struct areas_row *row)
{
	bool own = a->q->choice == AREAS_EVERY_REGION;

	for (size_t i = a->n; i-- > 0;) {
		struct area_group *g = &a->group[i];

		if (period_same(g->period, row->period) && (!own ||
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
	errmsg_set(&e, "note: %s:%llu: '%s' is not used, as its districts are there too; "
	    "%s of counties in all", first->area.file, (unsigned long long)first->area.line,
	    area_shown(&first->area), plural(n, "row").text);
	a->q->say(e.text);
}

void
grouping_make(struct areas *a)
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
			if (period_same(a->group[k].period, row->period))
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

	struct slice code = either && !is_code ? nothing : l->code;
	struct slice name = either && is_code ? nothing : l->name;

	return (struct area){.code = arena_copy(&a->texts, code).p,
	    .name = arena_copy(&a->texts, name).p, .count = NAN, .population = NAN,
	    .mark = "absent", .member = SIZE_MAX, .closeness = l->closeness.p};
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

void
grouping_finish(struct areas *a, bool input_order)
{
	for (size_t i = 0; i < a->n; i++)
		finish_group(a, &a->group[i]);
	if (!input_order && a->n > 0)
		qsort(a->group, a->n, sizeof(*a->group), by_period);
}
