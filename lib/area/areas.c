#include "area/areas.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/visible.h"
#include "table/alike.h"
#include "table/authority.h"
#include "table/cell.h"

static const struct slice nothing = {"", 0};

/* A row. Its texts are the input's, and kept once it is known that they are needed. */
struct areas_row {
	struct area area;
	enum role_level level;
	struct period period;
	const char *label;
	struct slice code, old_code, name, region_code, region_name;	/* empty: no such column */
};

static int
find_columns(struct areas *a, struct errmsg *e)
{
	const struct areas_query *q = a->q;
	const struct slice *h = a->in->heading;
	size_t n = a->in->ncols;
	unsigned need = ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_VALUE);

	if (q->population == NULL)
		need |= ROLE_BIT(ROLE_POPULATION);
	a->region_code = heading_find(h, n, slice_of("region_code"));
	a->region_name = heading_find(h, n, slice_of("region_name"));
	a->old_code = heading_find(h, n, slice_of("old_la_code"));
	if (roles_find(&a->roles, h, n, need, ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE),
	    q->filter->chosen, e) != 0)
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

/* What the row is about: by its level, or without such a column by its code or name. */
static enum role_level
level_of(const struct areas *a, const struct areas_row *row)
{
	enum role_level l = roles_level(&a->roles, a->in);

	if (l != LEVEL_NONE)
		return l;
	if (authority_is_england(row->code, row->name))
		return LEVEL_NATIONAL;
	return authority_is_region(row->code, row->name) ? LEVEL_REGIONAL : LEVEL_AUTHORITY;
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
		return q->region.n > 0 && (slice_caseeq(row->code, q->region) ||
		    slice_caseeq(row->name, q->region));
	}
	return false;
}

/* The first name in the list, from the one numbered `from`, that means this authority; or nlist. */
static size_t
find_listed(const struct areas_query *q, const struct areas_row *row, size_t from)
{
	for (; from < q->nlist; from++) {
		const struct area_name *l = &q->list[from];

		if ((row->code.n > 0 && slice_caseeq(l->code, row->code)) ||
		    (row->old_code.n > 0 && slice_eq(l->old_code, row->old_code)) ||
		    (row->name.n > 0 && slice_caseeq(l->name, row->name)))
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
		return authority_means_england(q->region) ||
		    authority_in_region(row->region_code, row->region_name, q->region);
	case AREAS_EVERY_REGION:
		return true;
	case AREAS_LIST:
		*member = find_listed(q, row, 0);
		return *member < q->nlist;
	}
	return false;
}

/* Says of a text that it looks like a name in the query, but differs. */
static bool
looks_like(struct areas *a, enum role role, struct slice text, struct slice asked)
{
	struct textbuf shown = {0};
	struct errmsg e;
	int col;

	if (asked.n == 0 || !visible_alike(text, asked))
		return false;
	visible_add_all(&shown, text);
	col = role < ROLE_N ? a->roles.col[role] : -1;
	input_fault(a->in, col >= 0 ? (size_t)col : INPUT_WHOLE_ROW, &e,
	    "'%s' looks like '%.*s' but differs; the row is not taken for it", shown.p,
	    SLICE_ARG(asked));
	a->q->say(e.text);
	textbuf_free(&shown);
	return true;
}

/* Of an authority that was not asked for: does its code, name or region look as if it was? */
static void
look_at_stranger(struct areas *a, const struct areas_row *row)
{
	const struct areas_query *q = a->q;
	uint32_t known = intern_count(a->strange);

	if (q->filter->quiet)
		return;
	keybuf_reset(&a->key);
	keybuf_add(&a->key, row->code);
	keybuf_add(&a->key, row->name);
	keybuf_add(&a->key, row->region_name);
	if (intern_id(a->strange, keybuf_key(&a->key)) != known)
		return;
	for (size_t i = 0; i < q->nlist; i++)
		if (looks_like(a, ROLE_AREA_CODE, row->code, q->list[i].code) ||
		    looks_like(a, ROLE_AREA, row->name, q->list[i].name))
			return;
	if (q->choice == AREAS_REGION && !looks_like(a, ROLE_N, row->region_name, q->region))
		looks_like(a, ROLE_N, row->region_code, q->region);
}

static bool
is_wanted(struct areas *a, struct areas_row *row)
{
	if (!has_period(a->q, row->period))
		return false;
	switch (row->level) {
	case LEVEL_NATIONAL:
		return true;
	case LEVEL_REGIONAL:
		return has_region(a->q, row);
	case LEVEL_AUTHORITY:
		if (has_authority(a->q, row))
			return true;
		look_at_stranger(a, row);
		if (a->other_region[0] == '\0')
			a->other_region = keep(a, row->region_name);
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
read_figures(struct areas *a, struct areas_row *row, struct errmsg *e)
{
	const struct areas_query *q = a->q;
	size_t col = (size_t)a->roles.col[ROLE_VALUE];
	struct num count, population = {.kind = NUM_BLANK};
	struct area *area = &row->area;
	char mark[NUM_MARK_SIZE];
	struct slice printed;

	if (cell_read(a->in, col, CELL_COUNT, &count, e) != 0)
		return -1;
	area->count = cell_value(&count);
	area->mark = mark_of(a, &count, input_field(a->in, col), "blank");
	if (q->population == NULL) {
		col = (size_t)a->roles.col[ROLE_POPULATION];
		if (cell_read(a->in, col, CELL_POPULATION, &population, e) != 0)
			return -1;
		printed = input_field(a->in, col);
	} else {
		population_find(q->population, row->code, row->name,
		    population_period(q->population, row->period, q->filter->lag), &population);
		num_format_mark(mark, &population);
		printed = slice_of(mark);
	}
	area->population = cell_value(&population);
	if (area->mark[0] == '\0')
		area->mark = mark_of(a, &population, printed, "no population");
	return 0;
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

/* Of an authority that the list names twice, or an area with two rows, which is right? */
static int
check_once(struct areas *a, const struct areas_row *row, struct errmsg *e)
{
	const struct areas_query *q = a->q;
	struct slice shown = row->name.n > 0 ? row->name : row->code;
	size_t member = row->area.member, number, again = q->nlist;
	struct area *first;

	if (row->level == LEVEL_AUTHORITY && q->choice == AREAS_LIST)
		again = find_listed(q, row, member + 1);
	if (again < q->nlist)
		return input_fault(a->in, INPUT_WHOLE_ROW, e, "'%.*s' is listed twice, as '%.*s' "
		    "and as '%.*s'; expected each authority once", SLICE_ARG(shown),
		    SLICE_ARG(q->list[member].name), SLICE_ARG(q->list[again].name));
	if ((number = number_of(a, row)) == a->nrows) {
		if (row->level == LEVEL_AUTHORITY && row->code.n == 0 && q->nlist == 0)
			alike_cell(a->alike, a->in, (size_t)a->roles.col[ROLE_AREA], row->name);
		return 0;
	}
	first = &a->row[number].area;
	first->count = NAN;
	first->mark = "twice";
	return input_fault(a->in, INPUT_WHOLE_ROW, e, "a second row for '%.*s' in the same period "
	    "(the first is on line %llu); expected one: choose an indicator or category first",
	    SLICE_ARG(shown), (unsigned long long)first->line);
}

/* -1: the row is left out, for the reason in *e. */
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
	bool regional;

	row.level = level_of(a, &row);
	if (roles_period(&a->roles, a->in, a->q->filter->fyear, &row.period, e) != 0)
		return -1;
	if (!is_wanted(a, &row))
		return 0;
	if (read_figures(a, &row, e) != 0 || check_once(a, &row, e) != 0)
		return -1;
	regional = row.level == LEVEL_REGIONAL;
	row.area.code = keep(a, row.code);
	row.area.name = keep(a, row.name);
	row.label = keep(a, cell(a, (size_t)a->roles.col[ROLE_PERIOD]));
	row.region_code = arena_copy(&a->texts, regional ? row.code : row.region_code);
	row.region_name = arena_copy(&a->texts, regional ? row.name : row.region_name);
	a->row = xgrow(a->row, &a->cap, a->nrows + 1, sizeof(*a->row));
	a->row[a->nrows++] = row;
	return 0;
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

/* Of several rows for England or a region, under various codes, the last counts. */
static void
make_groups(struct areas *a)
{
	size_t cap = 0, kept = 0;

	for (const struct areas_row *row = a->row; row < a->row + a->nrows; row++) {
		if (row->level == LEVEL_AUTHORITY) {
			add_area(group_of(a, &cap, row), row->area);
			a->any_population |= !isnan(row->area.population);
		} else if (row->level == LEVEL_REGIONAL) {
			group_of(a, &cap, row)->region = row->area;
		}
	}
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
	    .population = NAN, .mark = "absent", .member = SIZE_MAX};
}

/* Adds what a group has once all rows are in it. */
static void
finish_group(struct areas *a, struct area_group *g)
{
	const struct areas_query *q = a->q;
	size_t k;

	g->wanted = q->nlist > 0 ? q->nlist : g->n;
	g->whole_region = q->choice != AREAS_LIST;
	for (size_t i = 0; i < q->nlist; i++) {
		for (k = 0; k < g->n && g->area[k].member != i;)
			k++;
		if (k == g->n)
			add_area(g, absent_area(a, &q->list[i]));
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

/* Is `who` in some group? */
static bool
has_area(const struct areas *a, const char *who)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < a->group[i].n; k++)
			if (area_is(&a->group[i].area[k], who))
				return true;
	return false;
}

int
areas_read(struct areas *a, struct input *in, const struct areas_query *q, bool input_order,
    size_t *bad, struct errmsg *e)
{
	struct errmsg why;
	int got;

	*a = (struct areas){.in = in, .q = q, .other_region = "", .seen = intern_new(),
	    .strange = intern_new(), .alike = alike_new(q->filter->quiet ? NULL : q->say,
	    q->filter->verbose)};
	*bad = 0;
	if (find_columns(a, &why) != 0)
		return errmsg_set(e, "%s:1: %s", input_file(in), why.text);
	if (q->filter->verbose) {
		roles_describe(&a->roles, in->heading, &why);
		q->say(why.text);
	}
	while ((got = input_next(in)) == 1)
		if (take_row(a, &why) != 0) {
			q->say(why.text);
			++*bad;
		}
	if (got == -1)
		return errmsg_set(e, "%s", in->error.text);
	make_groups(a);
	for (size_t i = 0; i < a->n; i++)
		finish_group(a, &a->group[i]);
	if (!input_order && a->n > 0)
		qsort(a->group, a->n, sizeof(*a->group), by_period);
	if (a->n == 0 && in->rows > 0)
		return areas_query_not_found(q, a->other_region, e);
	if (q->about != NULL && a->n > 0 && !has_area(a, q->about))
		return errmsg_set(e, "--about: '%s' is not one of the authorities compared",
		    q->about);
	return 0;
}

void
areas_free(struct areas *a)
{
	for (size_t i = 0; i < a->n; i++)
		free(a->group[i].area);
	free(a->group);
	free(a->row);
	intern_free(a->seen);
	intern_free(a->strange);
	alike_close(a->alike);
	keybuf_free(&a->key);
	arena_free(&a->texts);
}

bool
area_is_known(const struct area *a)
{
	return !isnan(a->count) && !isnan(a->population);
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
