#include "trend/seriesin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "table/alike.h"
#include "table/areanames.h"
#include "table/cell.h"
#include "table/keycols.h"
#include "table/popjoin.h"
#include "table/role.h"
#include "trend/further.h"
#include "trend/own.h"
#include "trend/rated.h"
#include "trend/spares.h"

/* A point at which limits start afresh, as --rebase names it. */
struct rebase {
	struct slice text;
	struct period period;
	struct num num;
	bool dated, met;
};

struct seriesin {
	struct input *in;
	const struct seriesin_options *o;
	struct roles roles;
	struct keycols keys;		/* -k, or just the column called series */
	bool area, indicator, category;	/* are keys too */
	bool one_area;			/* no key, but all rows have the same */
	struct slice the_area;		/* "" where no row has one */
	uint64_t area_line;		/* of the first row that has it */
	int x, rebase_col;		/* columns, or -1 */
	struct owns owns;
	struct arena texts;
	bool shares;			/* the value is the numerator, not the role value */
	size_t empty;			/* rows whose denominator is 0 */
	bool rows;			/* x is the row's number */
	struct population_join join;
	struct keybuf key;
	char label[PERIOD_SIZE];
	struct rebase *rebase;
	size_t nrebase;
	struct spares spares;
	struct further further;
	bool divided;			/* by the latter */
	struct rated rated;
	struct roles places;		/* columns of areas, those of -k among them */
	struct keybuf kind;		/* the key without its area */
	uint64_t row;
	struct series_set *set;
	size_t next, skipped;		/* next: the series to return */
	bool ended;
	struct textbuf name;		/* of the series returned last */
	struct alike *alike;		/* texts of the key */
	struct areanames names;
};

static int
column(const struct input *in, const char *name)
{
	size_t n = in->ncols, i = heading_find(in->heading, n, slice_of(name));

	return i < n ? (int)i : -1;
}

static bool
is_by_period(const struct seriesin *si)
{
	return si->x < 0 && !si->rows;
}

static int
find_x(struct seriesin *si, struct errmsg *e)
{
	const char *name = si->o->x;

	si->x = si->o->one_area ? -1 : column(si->in, name != NULL ? name : "t");
	if (si->x < 0 && name != NULL)
		return heading_missing(si->in->heading, si->in->ncols,
		    slice_of(name), e);
	if (si->x < 0 && si->o->xy)
		si->x = column(si->in, "x");
	return 0;
}

/*
 * Whether the input has both columns, by name or by -c; the roles to look for: these, or the one
 * that is missing, as its heading may be misspelt.
 */
static unsigned
find_shares(struct seriesin *si)
{
	static const char names[2][12] = {"numerator", "denominator"};
	const unsigned both = ROLE_BIT(ROLE_NUMERATOR) | ROLE_BIT(ROLE_DENOMINATOR);
	unsigned found = 0;

	for (int k = 0; k < 2; k++) {
		bool has = si->o->filter->chosen[ROLE_NUMERATOR + k] != NULL;

		for (size_t i = 0; i < si->in->ncols && !has; i++)
			has = slice_caseeq(si->in->heading[i], slice_of(names[k]));
		found |= has ? ROLE_BIT(ROLE_NUMERATOR + k) : 0;
	}
	si->shares = found == both;
	return found == both ? both : found != 0 ? both & ~found : 0;
}

/* The numerator is the value, the denominator the population. */
static int
settle_shares(struct seriesin *si, struct errmsg *e)
{
	int *col = si->roles.col;

	if (!si->shares)
		return si->o->filter->chosen[ROLE_NUMERATOR] == NULL &&
		    si->o->filter->chosen[ROLE_DENOMINATOR] == NULL ? 0 :
		    errmsg_set(e, "-c: a numerator needs a denominator, and vice versa; expected "
		    "columns for both roles");
	if (si->o->population != NULL)
		return errmsg_set(e, "--population cannot be combined with a numerator and a "
		    "denominator");
	col[ROLE_VALUE] = col[ROLE_NUMERATOR];
	col[ROLE_POPULATION] = col[ROLE_DENOMINATOR];
	return 0;
}

static int
find_roles(struct seriesin *si, struct errmsg *e)
{
	const struct seriesin_options *o = si->o;
	const unsigned area = ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE);
	int *col = si->roles.col, y = o->xy ? column(si->in, "y") : -1;
	unsigned need = 0, want = ROLE_BIT(ROLE_VALUE) | ROLE_BIT(ROLE_PERIOD);

	if (o->keys == NULL)
		want |= area | ROLE_BIT(ROLE_INDICATOR) | ROLE_BIT(ROLE_CATEGORY);
	if (o->population != NULL) {
		want |= area;
		need |= ROLE_BIT(ROLE_PERIOD);
	} else {
		want |= ROLE_BIT(ROLE_POPULATION);
	}
	want |= find_shares(si);
	if (!si->shares && y < 0)
		need |= ROLE_BIT(ROLE_VALUE) | ROLES_BY_WORDS | ROLES_BY_REST;
	if (si->x < 0 && !o->rows)
		need |= ROLE_BIT(ROLE_PERIOD);
	if (roles_find(&si->roles, si->in->heading, si->in->ncols, need, want,
	    o->filter->chosen, e) != 0)
		return -1;
	roles_say(&si->roles, si->in->heading, o->filter->quiet, false, filter_say);
	if (col[ROLE_VALUE] < 0)
		col[ROLE_VALUE] = y;
	if (o->population != NULL && col[ROLE_AREA] < 0 && col[ROLE_AREA_CODE] < 0)
		return roles_no_area(si->in->heading, si->in->ncols, e);
	if (o->x != NULL && si->x == col[ROLE_VALUE])
		return errmsg_set(e, "--x: '%s' is the value; expected another column", o->x);
	si->rows = si->x < 0 && col[ROLE_PERIOD] < 0;
	return settle_shares(si, e);
}

static int
find_keys(struct seriesin *si, struct errmsg *e)
{
	const char *names = si->o->keys;
	const int *col = si->roles.col;

	if (names == NULL) {
		si->area = col[ROLE_AREA] >= 0 || col[ROLE_AREA_CODE] >= 0;
		si->one_area = si->area && si->o->one_area;
		si->area = si->area && !si->one_area;
		si->indicator = col[ROLE_INDICATOR] >= 0;
		si->category = col[ROLE_CATEGORY] >= 0;
		if (column(si->in, "series") >= 0)
			names = "series";
	}
	return keycols_find(&si->keys, names, si->in->heading, si->in->ncols, &si->roles, e);
}

static int
parse_rebase(struct seriesin *si, struct errmsg *e)
{
	si->rebase = xcalloc(si->o->rebase.n, sizeof(*si->rebase));
	for (size_t i = 0; i < si->o->rebase.n; i++) {
		struct rebase *r = &si->rebase[si->nrebase++];

		r->text = slice_trim(slice_of(si->o->rebase.item[i]));
		if (r->text.n == 0)
			return errmsg_set(e, "--rebase: a blank period; expected periods separated "
			    "by commas");
		r->dated = period_parse(r->text, si->o->filter->fyear, &r->period);
		(void)num_parse(r->text, NUM_EXPONENT, &r->num);
		if (r->dated && is_by_period(si))
			series_rebase(si->set, r->period);
	}
	return 0;
}

static bool
is_used(const struct seriesin *si, int col)
{
	const struct roles *r = &si->roles;
	bool used = col == si->x || col == si->rebase_col || col == si->owns.unit ||
	    col == si->owns.polarity || col == si->owns.target;

	for (int i = 0; i < ROLE_N; i++)
		used = used || r->col[i] == col;
	for (int i = 0; i < 2; i++)
		used = used || r->by_level[LEVEL_NATIONAL][i] == col ||
		    r->by_level[LEVEL_REGIONAL][i] == col;
	for (size_t k = 0; k < si->keys.n; k++)
		used = used || si->keys.col[k] == (size_t)col;
	return used;
}

/* Where two columns could be the area, none is. */
static void
find_places(struct seriesin *si)
{
	struct errmsg e;

	if (roles_find(&si->places, si->in->heading, si->in->ncols, 0, ROLE_BIT(ROLE_AREA) |
	    ROLE_BIT(ROLE_AREA_CODE), si->o->filter->chosen, &e) != 0)
		si->places.col[ROLE_AREA] = si->places.col[ROLE_AREA_CODE] = -1;
}

static int
find_rebase(struct seriesin *si, struct errmsg *e)
{
	size_t col;

	if (heading_named(si->in->heading, si->in->ncols, "rebase", &col, e) != 0)
		return -1;
	si->rebase_col = col < si->in->ncols ? (int)col : -1;
	return 0;
}

/* Whether further columns may be keys: all rows have to be known, and the user has not chosen. */
static bool
can_divide(const struct seriesin *si)
{
	return si->o->keys == NULL && !si->o->sorted && !si->o->one_area && !si->o->xy &&
	    is_by_period(si);
}

struct seriesin *
seriesin_open(struct input *in, const struct seriesin_options *o, struct errmsg *e)
{
	struct seriesin *si = xcalloc(1, sizeof(*si));

	si->in = in;
	si->o = o;
	si->alike = alike_new(o->filter->quiet ? NULL : filter_say, o->filter->verbose);
	si->join = (struct population_join){.table = o->population, .lag = o->filter->lag};
	if (find_x(si, e) == 0 && find_roles(si, e) == 0 && find_keys(si, e) == 0 &&
	    find_rebase(si, e) == 0 && owns_find(&si->owns, in, e) == 0) {
		si->set = series_new(is_by_period(si), o->xy);
		find_places(si);
		si->names = (struct areanames){.all = o->filter->verbose,
		    .say = o->filter->quiet ? NULL : filter_say,
		    .apart = si->area ? "each name is a series of its own" : NULL};
		si->spares.code = si->area && si->roles.col[ROLE_AREA] >= 0 ?
		    si->roles.col[ROLE_AREA_CODE] : -1;
		for (size_t c = 0; c < in->ncols; c++)
			if (!is_used(si, (int)c)) {
				spares_add(&si->spares, in, c);
				if (can_divide(si))
					further_add(&si->further, in, c);
			}
		si->further.owns = si->owns;
		if (parse_rebase(si, e) == 0)
			return si;
	}
	seriesin_close(si);
	return NULL;
}

void
seriesin_close(struct seriesin *si)
{
	if (si == NULL)
		return;
	spares_free(&si->spares);
	further_free(&si->further);
	rated_free(&si->rated);
	free(si->rebase);
	owns_free(&si->owns);
	arena_free(&si->texts);
	textbuf_free(&si->name);
	alike_close(si->alike);
	areanames_close(&si->names);
	keybuf_free(&si->key);
	keybuf_free(&si->kind);
	keycols_free(&si->keys);
	series_free(si->set);
	free(si);
}

bool
seriesin_has_keys(const struct seriesin *si)
{
	return si->divided || si->keys.n > 0 || si->area || si->indicator || si->category;
}

static struct slice
field(struct seriesin *si, int col)
{
	return input_field(si->in, (size_t)col);
}

/* The area's name, or its code where there is no name; *role says which. */
static struct slice
find_area(const struct seriesin *si, enum role *role)
{
	struct slice area = roles_area(&si->roles, si->in);

	*role = slice_trim(area).n > 0 ? ROLE_AREA : ROLE_AREA_CODE;
	return *role == ROLE_AREA ? area : roles_area_code(&si->roles, si->in);
}

static struct slice
make_key(struct seriesin *si, struct keybuf *key, bool area)
{
	const int *place = si->places.col;
	enum role role;

	keybuf_reset(key);
	if (si->area && area)
		keybuf_add(key, find_area(si, &role));
	if (si->indicator)
		keybuf_add(key, field(si, si->roles.col[ROLE_INDICATOR]));
	if (si->category)
		keybuf_add(key, field(si, si->roles.col[ROLE_CATEGORY]));
	for (size_t i = 0; i < si->keys.n; i++)
		if (area || ((int)si->keys.col[i] != place[ROLE_AREA] &&
		    (int)si->keys.col[i] != place[ROLE_AREA_CODE]))
			keybuf_add(key, input_field(si->in, si->keys.col[i]));
	return keybuf_key(key);
}

/* The first row of a series: does its key look like another's? */
static void
look_at_key(struct seriesin *si)
{
	const enum role others[] = {ROLE_INDICATOR, ROLE_CATEGORY};
	const bool is_key[] = {si->indicator, si->category};
	const int *col = si->roles.col;
	struct slice area;
	enum role role;

	if (si->area) {
		area = find_area(si, &role);
		alike_cell(si->alike, si->in, (size_t)col[col[role] >= 0 ? role : ROLE_AREA], area);
	}
	for (size_t i = 0; i < 2; i++)
		if (is_key[i])
			(i == 1 && si->o->one_area ? alike_cell : alike_key)(si->alike, si->in,
			    (size_t)col[others[i]], field(si, col[others[i]]));
	for (size_t i = 0; i < si->keys.n; i++)
		alike_key(si->alike, si->in, si->keys.col[i],
		    input_field(si->in, si->keys.col[i]));
}

size_t
seriesin_unjoined(const struct seriesin *si)
{
	return si->join.missing;
}

void
seriesin_notes(const struct seriesin *si, void (*say)(const char *message))
{
	struct errmsg text;

	errmsg_set(&text, "%s left out (--skip-bad)", plural(si->skipped, "row").text);
	if (si->skipped > 0)
		say(text.text);
	errmsg_set(&text, "note: %s with a denominator of 0: no percentage there",
	    plural(si->empty, "row").text);
	if (si->empty > 0 && !si->o->filter->quiet)
		say(text.text);
	(si->o->filter->quiet ? population_join_missing : population_join_notes)(&si->join, say);
}

static int
read_population(struct seriesin *si, struct series_point *p, struct errmsg *e)
{
	int col = si->roles.col[ROLE_POPULATION];
	struct num num = {.kind = NUM_BLANK};

	if (si->o->population == NULL && col >= 0 && cell_read(si->in, (size_t)col,
	    si->shares ? CELL_COUNT : CELL_POPULATION, &num, e) != 0)
		return -1;
	if (si->o->population != NULL && p->period.freq != PERIOD_NONE)
		(void)population_join(&si->join, &si->roles, si->in, p->period, &num);
	p->population = cell_value(&num);
	p->proportion = si->shares && !si->o->rates;
	return 0;
}

/* A numerator is no more than its denominator; of none, there is no proportion. */
static int
check_share(struct seriesin *si, struct series_point *p, struct errmsg *e)
{
	if (p->population == 0) {
		if (p->y > 0)
			return input_fault(si->in, (size_t)si->roles.col[ROLE_VALUE], e,
			    "a numerator of %g for a denominator of 0; expected 0 of 0, or a "
			    "denominator", p->y);
		si->empty++;
		p->population = NAN;
		return 0;
	}
	if (p->proportion && p->y > p->population)
		return input_fault(si->in, (size_t)si->roles.col[ROLE_VALUE], e,
		    "a numerator of %.17g for a denominator of %.17g; expected no more than the "
		    "denominator, or --chart u for a rate", p->y, p->population);
	return 0;
}

/* A value with a population is a count. */
static int
read_value(struct seriesin *si, struct series_point *p, struct errmsg *e)
{
	enum cell_kind kind = isnan(p->population) && !si->shares ? CELL_FIGURE : CELL_COUNT;
	int col = si->roles.col[ROLE_VALUE];
	struct slice s = slice_trim(field(si, col));
	struct num num;

	if (cell_read(si->in, (size_t)col, kind, &num, e) != 0) {
		const struct errmsg had = *e;

		if (kind == CELL_COUNT && !si->shares &&
		    cell_parse(s, CELL_FIGURE, &num) != NUM_BAD)
			errmsg_set(e, "%s; to judge a rate, leave out the population", had.text);
		return -1;
	}
	p->y = cell_value(&num);
	p->mark = num.mark;
	p->below = num.mark == MARK_BELOW ? (double)num.figure.n : NAN;
	p->percent = s.n > 0 && s.p[s.n - 1] == '%';
	return si->shares ? check_share(si, p, e) : 0;
}

/* Q1, April or 202304, which does not say its year, or hardly. */
static bool
is_bare(struct slice label, struct period p)
{
	return label.n < 4 || (p.freq == PERIOD_MONTH && (!is_digit(label.p[label.n - 1]) ||
	    (is_digit(label.p[0]) && label.n == strlen("202304"))));
}

/* The period: required when x comes from it, else a label. */
static int
read_period(struct seriesin *si, struct series_point *p, struct errmsg *e)
{
	int col = si->roles.col[ROLE_PERIOD];
	bool paired = si->roles.col[ROLE_TIME_IDENTIFIER] >= 0;

	if (col < 0)
		return 0;
	p->label = slice_trim(field(si, col));
	if (roles_period(&si->roles, si->in, si->o->filter->fyear, &p->period, e) != 0) {
		p->period = (struct period){0};
		return is_by_period(si) ? -1 : 0;
	}
	/* A period in two columns, or without its year, is written in full. */
	if (paired || is_bare(p->label, p->period)) {
		period_format(si->label, p->period);
		p->label = slice_of(si->label);
	}
	return 0;
}

static int
read_x(struct seriesin *si, struct series_point *p, struct errmsg *e)
{
	struct num num;

	p->x = (double)++si->row;
	if (si->x < 0)
		return 0;
	if (cell_read(si->in, (size_t)si->x, CELL_PLACE, &num, e) != 0)
		return -1;
	p->x = cell_value(&num);
	if (p->label.n == 0)
		p->label = slice_trim(field(si, si->x));
	return 0;
}

static int
read_rebase(struct seriesin *si, struct series_point *p, struct errmsg *e)
{
	struct slice s;
	struct num num;

	if (si->rebase_col >= 0) {
		s = field(si, si->rebase_col);
		if (num_parse(s, 0, &num) == NUM_BAD)
			return input_fault(si->in, (size_t)si->rebase_col, e, "'%.*s' is not a "
			    "number; expected 1 where limits start afresh, else 0 or blank",
			    SLICE_ARG(s));
		p->rebase = num.kind == NUM_VALUE && num.value > 0;
	}
	for (size_t i = 0; i < si->nrebase; i++) {
		struct rebase *r = &si->rebase[i];
		bool here = slice_eq(r->text, p->label) || (r->dated &&
		    period_same(r->period, p->period)) ||
		    (si->x >= 0 && r->num.kind == NUM_VALUE && r->num.value == p->x);

		r->met = r->met || here;
		p->rebase = p->rebase || here;
	}
	return 0;
}

/* Rows of a second area are an error; those without an area are not. */
static int
check_area(struct seriesin *si, struct errmsg *e)
{
	const int *col = si->roles.col;
	struct slice area;
	enum role role;

	if (!si->one_area)
		return 0;
	area = slice_trim(find_area(si, &role));
	if (area.n == 0 || slice_eq(area, si->the_area))
		return 0;
	if (si->the_area.n > 0)
		return input_fault(si->in, (size_t)col[col[role] >= 0 ? role : ROLE_AREA], e,
		    "'%.*s', but line %llu has '%.*s'; expected one area", SLICE_ARG(area),
		    (unsigned long long)si->area_line, SLICE_ARG(si->the_area));
	si->the_area = arena_copy(&si->texts, area);
	si->area_line = input_line(si->in);
	return 0;
}

static bool
has_populations(const struct seriesin *si)
{
	return si->roles.col[ROLE_POPULATION] >= 0 || si->o->population != NULL;
}

static int
read_row(struct seriesin *si, struct errmsg *e)
{
	size_t known = series_count(si->set);
	struct series_point p = {.file = input_file(si->in), .line = input_line(si->in),
	    .label = {"", 0}};
	struct dictionary_entry own;

	if (check_area(si, e) != 0)
		return -1;
	if (roles_want_row(&si->roles, si->in, si->indicator, e) != 0 ||
	    (si->o->keys != NULL && roles_check_area(&si->places, si->in, e) != 0) ||
	    read_period(si, &p, e) != 0 || read_x(si, &p, e) != 0 ||
	    read_population(si, &p, e) != 0 || read_value(si, &p, e) != 0 ||
	    read_rebase(si, &p, e) != 0 || owns_read(&si->owns, si->in, &own, e) != 0) {
		if (!si->o->skip_bad)
			return -1;
		si->skipped++;
		return 0;
	}
	if (series_add(si->set, make_key(si, &si->key, true), &p, e) != 0)
		return -1;
	areanames_row(&si->names, si->in, &si->places);
	spares_look(&si->spares, si->in, series_last_added(si->set));
	further_look(&si->further, si->in, series_last_added(si->set), &own);
	if (series_count(si->set) > known)
		look_at_key(si);
	if (has_populations(si) && rated_add(&si->rated, series_last_added(si->set),
	    make_key(si, &si->kind, false), p.population > 0) != 0)
		return input_fault(si->in, INPUT_WHOLE_ROW, e, "a population, where an earlier "
		    "area has none; with --sorted, expected one for each area of an indicator");
	if (si->o->each != NULL)
		si->o->each(si->o->arg, si->in, series_last_added(si->set), p.period);
	owns_keep(&si->owns, series_last_added(si->set), &own);
	return 0;
}

/* Two areas of one name are no further key. */
static void
divide(struct seriesin *si)
{
	struct errmsg text;

	if (si->spares.two_codes || !further_settle(&si->further, si->set, &si->rated, &si->owns))
		return;
	si->divided = true;
	further_describe(&si->further, si->in, si->set, &text);
	if (!si->o->filter->quiet)
		filter_say(text.text);
}

static int
end(struct seriesin *si, struct errmsg *e)
{
	si->ended = true;
	for (size_t i = 0; i < si->nrebase && si->in->rows > 0; i++)
		if (!si->rebase[i].met)
			return errmsg_set(e, "--rebase: no row has the period '%.*s'; expected one "
			    "of the input", SLICE_ARG(si->rebase[i].text));
	divide(si);
	return 0;
}

/* A row, or the end. */
static int
read_on(struct seriesin *si, struct errmsg *e)
{
	int got = input_next(si->in);

	if (got == -1)
		return errmsg_set(e, "%s", si->in->error.text);
	return got == 1 ? read_row(si, e) : end(si, e);
}

int
seriesin_read(struct seriesin *si, struct errmsg *e)
{
	while (!si->ended)
		if (read_on(si, e) != 0)
			return -1;
	return 0;
}

struct series_set *
seriesin_set(struct seriesin *si)
{
	return si->set;
}

struct slice
seriesin_area(const struct seriesin *si)
{
	return si->the_area;
}

void
seriesin_add_name(const struct seriesin *si, size_t id, struct textbuf *b)
{
	if (seriesin_has_keys(si))
		series_add_name(b, series_key(si->set, id), SIZE_MAX, (struct slice){0});
	else
		textbuf_add(b, si->in->heading[si->roles.col[ROLE_VALUE]]);
}

int
seriesin_get(struct seriesin *si, size_t id, struct series *s, struct errmsg *e)
{
	if (series_get(si->set, id, s, e) != 0) {
		spares_suggest(&si->spares, si->in, e);
		return -1;
	}
	if (has_populations(si) && !s->populated && (si->shares || si->o->population != NULL ||
	    rated_has(&si->rated, id)))
		series_rate(s, si->shares && !si->o->rates);
	textbuf_reset(&si->name);
	seriesin_add_name(si, id, &si->name);
	s->name = si->name.p;
	s->own = id < si->owns.n ? &si->owns.own[id] : NULL;
	return 0;
}

int
seriesin_next(struct seriesin *si, struct series *s, struct errmsg *e)
{
	if (si->o->sorted && si->next > 0)
		series_drop(si->set, si->next - 1);
	while (!si->ended && !(si->o->sorted && series_count(si->set) > si->next + 1))
		if (read_on(si, e) != 0)
			return -1;
	if (si->next == series_count(si->set))
		return 0;
	return seriesin_get(si, si->next++, s, e) == 0 ? 1 : -1;
}
