#include "area/areas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "area/grouping.h"
#include "area/levels.h"
#include "area/pooled.h"
#include "base/intern.h"
#include "base/memory.h"
#include "table/alike.h"
#include "table/authority.h"
#include "table/register.h"

static const struct slice nothing = {"", 0};

static int
find_columns(struct areas *a, struct errmsg *e)
{
	const struct areas_query *q = a->q;
	const struct slice *h = a->in->heading;
	size_t n = a->in->ncols;
	unsigned need = ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_VALUE) | ROLES_BY_WORDS;
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
	a->people[0] = role_last(ROLE_SEX, h, n);
	a->people[1] = role_last(ROLE_AGE_BAND, h, n);
	if (a->roles.col[ROLE_AREA] < 0 && a->roles.col[ROLE_AREA_CODE] < 0)
		return roles_no_area(h, n, e);
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

/* The row's period as printed; of two columns, a year alone does not say which part of it. */
static const char *
label_of(struct areas *a, struct period p)
{
	char buf[PERIOD_SIZE];

	if ((a->roles.col[ROLE_TIME_IDENTIFIER] < 0 && !roles_has_own_year(&a->roles, a->in)) ||
	    period_per_year(p.freq) == 1)
		return keep(a, cell(a, (size_t)a->roles.col[ROLE_PERIOD]));
	period_format(buf, p);
	return keep(a, slice_of(buf));
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
		    "code of %s, and the rows above have codes of %s; " AREAS_ONE_LEVEL,
		    SLICE_ARG(code), of_code, a->level_of_codes);
	if (col < 0)
		return 0;
	level = slice_trim(input_field(a->in, (size_t)col));
	if (a->level == NULL)
		a->level = keep(a, level);
	return slice_is(level, a->level) ? 0 : input_fault(a->in, (size_t)col, e, "'%.*s', and "
	    "the rows above have '%s'; " AREAS_ONE_LEVEL, SLICE_ARG(level), a->level);
}

static bool
has_period(const struct areas_query *q, struct period p)
{
	for (size_t i = 0; i < q->nyears; i++)
		if (period_same(q->years[i], p) || (q->years[i].freq == p.freq &&
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

static void
note_other(struct areas *a, struct period p)
{
	for (size_t i = 0; i < a->nothers; i++)
		if (period_same(a->other[i], p))
			return;
	if (a->nothers < AREAS_OTHERS)
		a->other[a->nothers++] = p;
}

static bool
is_wanted(struct areas *a, struct areas_row *row)
{
	if (!has_period(a->q, row->period)) {
		note_other(a, row->period);
		return false;
	}
	a->any_period = true;
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
	return seconds_explain(&a->seconds, a->in, &a->roles, shown, first->line,
	    a->row[*at].words, e);
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
	struct errmsg why;
	size_t at = 0;
	bool regional;

	a->kind = REFUSAL_OTHER;
	row.level = level_of(a, &row);
	if (roles_want_row(&a->roles, a->in, false, e) != 0) {
		if (roles_check_area(&a->roles, a->in, &why) != 0)
			a->kind = REFUSAL_NAME;
		return -1;
	}
	if (roles_period(&a->roles, a->in, a->q->filter->fyear, &row.period, e) != 0) {
		a->kind = REFUSAL_PERIOD;
		return -1;
	}
	if (!is_wanted(a, &row))
		return 0;
	areanames_row(&a->names, a->in, &a->roles);
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
	row.words = seconds_words(&a->seconds, a->in, &a->roles);
	row.area.code = keep(a, row.code);
	row.area.name = keep(a, row.name);
	if (row.level == LEVEL_AUTHORITY && a->q->nlist > 0)
		row.area.closeness = a->q->list[row.area.member].closeness.p;
	levels_take_people(a, &row);
	row.label = label_of(a, row.period);
	row.region_code = arena_copy(&a->texts, regional ? row.code : row.region_code);
	row.region_name = arena_copy(&a->texts, regional ? row.name : row.region_name);
	a->row = xgrow(a->row, &a->cap, a->nrows + 1, sizeof(*a->row));
	a->nrows += at == a->nrows;
	a->row[at] = row;
	return row.refused ? -1 : 0;
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
	    .alike = alike_new(q->filter->quiet ? NULL : q->say, q->filter->verbose),
	    .names = {q->filter->quiet ? NULL : q->say, .all = q->filter->verbose}};
	a->figures = (struct figures){.q = q, .roles = &a->roles, .in = in,
	    .join = {.table = q->population, .lag = q->filter->lag}};
	*bad = 0;
	if (find_columns(a, &why) != 0)
		return errmsg_set(e, "%s:1: %s", input_file(in), why.text);
	roles_say(&a->roles, in->heading, q->filter->quiet, q->filter->verbose, q->say);
	while ((got = input_next(in)) == 1)
		if (take_row(a, &why) != 0) {
			refusals_add(&a->refusals, a->kind,
			    cell(a, (size_t)a->roles.col[ROLE_PERIOD]), why.text);
			++*bad;
		}
	if (q->choice == AREAS_ALL)
		*bad += levels_leave_out(a);
	refusals_close(&a->refusals);
	if (got == -1)
		return errmsg_set(e, "%s", in->error.text);
	if (a->figures.refusal.text[0] != '\0')
		return errmsg_set(e, "%s", a->figures.refusal.text);
	a->proportion = a->figures.proportion;
	a->unjoined = a->figures.join.missing;
	if (!q->filter->quiet)
		population_join_renames(&a->figures.join, q->say);
	population_join_missing(&a->figures.join, q->say);
	if (levels_check_people(a, e) != 0)
		return -1;
	grouping_make(a);
	if (q->pool > 0 && pooled_groups(a, e) != 0)
		return -1;
	grouping_finish(a, input_order && q->pool == 0);
	if (a->n == 0 && a->later) {
		areas_query_note_later(q);
		return 0;
	}
	if (a->n == 0 && !a->any_period && a->nothers > 0)
		return areas_query_no_period(q, a->other, a->nothers, AREAS_OTHERS, e);
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
	seconds_free(&a->seconds);
	alike_close(a->alike);
	areanames_close(&a->names);
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
