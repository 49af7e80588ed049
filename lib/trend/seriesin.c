#include "trend/seriesin.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/num.h"
#include "base/textbuf.h"

#define VALUE_FLAGS (NUM_COMMAS | NUM_PERCENT | NUM_EXPONENT | NUM_MARKS)

/* One of the points at which limits start afresh, as --rebase names it. */
struct rebase {
	struct slice text;
	struct period period;
	struct num num;
	bool dated, met;
};

/* A column used for nothing: does it differ from row to row? Then it may be what the key lacks. */
struct spare {
	size_t col;
	char *first;			/* the first row's cell */
	bool differs, text;		/* text: some cell is no number */
};

struct seriesin {
	struct input *in;
	struct roles roles;
	struct keycols keys;		/* -k, or just the column called series */
	bool area, indicator, category;	/* these are keys too */
	int x, rebase_col;		/* columns, or -1 */
	bool rows, repeats;
	int fyear, lag;
	const struct population *population;
	struct period first, last;	/* of the rows that were looked up in it */
	struct keybuf key;
	char label[PERIOD_SIZE];
	struct rebase *rebase;
	size_t nrebase;
	struct spare *spare;
	size_t nspare;
	uint64_t row;
};

static int
column(const struct input *in, const char *name)
{
	size_t n = input_ncols(in), i = heading_find(input_headings(in), n, slice_of(name));

	return i < n ? (int)i : -1;
}

/* The column of the role, or else the one called `name` where that is allowed. */
static void
fall_back(struct seriesin *si, enum role role, const char *name)
{
	if (si->roles.col[role] < 0)
		si->roles.col[role] = column(si->in, name);
}

static int
find_x(struct seriesin *si, const struct seriesin_options *o, struct errmsg *e)
{
	const struct slice *h = input_headings(si->in);
	size_t n = input_ncols(si->in);

	if (o->x != NULL) {
		si->x = column(si->in, o->x);
		return si->x >= 0 ? 0 : heading_missing(h, n, slice_of(o->x), e);
	}
	si->x = column(si->in, "t");
	if (si->x < 0 && o->xy)
		si->x = column(si->in, "x");
	return 0;
}

static int
find_roles(struct seriesin *si, const struct seriesin_options *o, struct errmsg *e)
{
	const struct slice *h = input_headings(si->in);
	size_t n = input_ncols(si->in);
	const unsigned area = ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE);
	unsigned need = 0, want = ROLE_BIT(ROLE_VALUE) | ROLE_BIT(ROLE_PERIOD);

	if (o->keys == NULL)
		want |= area | ROLE_BIT(ROLE_INDICATOR) | ROLE_BIT(ROLE_CATEGORY);
	if (o->population != NULL) {
		want |= area;
		need |= ROLE_BIT(ROLE_PERIOD);
	} else {
		want |= ROLE_BIT(ROLE_POPULATION);
	}
	if (!(o->xy && column(si->in, "y") >= 0))
		need |= ROLE_BIT(ROLE_VALUE);
	if (si->x < 0 && !o->rows)
		need |= ROLE_BIT(ROLE_PERIOD);
	if (roles_find(&si->roles, h, n, need, want, o->choice, o->nchoices, e) != 0)
		return -1;
	fall_back(si, ROLE_VALUE, "y");
	if (o->population != NULL && si->roles.col[ROLE_AREA] < 0 && si->roles.col[ROLE_AREA_CODE] < 0)
		return errmsg_set(e, "-P: no column for the area; expected area or area_code, or one "
		    "named with -c area=NAME");
	si->rows = si->x < 0 && si->roles.col[ROLE_PERIOD] < 0;
	return 0;
}

static int
find_keys(struct seriesin *si, const struct seriesin_options *o, struct errmsg *e)
{
	const char *names = o->keys;
	const struct roles *r = &si->roles;

	if (names == NULL) {
		si->area = r->col[ROLE_AREA] >= 0 || r->col[ROLE_AREA_CODE] >= 0;
		si->indicator = r->col[ROLE_INDICATOR] >= 0;
		si->category = r->col[ROLE_CATEGORY] >= 0;
		if (column(si->in, "series") >= 0)
			names = "series";
	}
	return keycols_find(&si->keys, names, input_headings(si->in), input_ncols(si->in), e);
}

static int
parse_rebase(struct seriesin *si, const char *list, struct errmsg *e)
{
	size_t len;

	for (; list != NULL; list = list[len] == ',' ? list + len + 1 : NULL) {
		struct rebase *r;

		len = strcspn(list, ",");
		si->rebase = xrealloc(si->rebase, si->nrebase + 1, sizeof *si->rebase);
		r = &si->rebase[si->nrebase++];
		*r = (struct rebase){.text = slice_trim((struct slice){list, len})};
		if (r->text.n == 0)
			return errmsg_set(e, "--rebase: a blank period; expected periods separated by "
			    "commas");
		r->dated = period_parse(r->text, si->fyear, &r->period);
		(void)num_parse(r->text, NUM_EXPONENT, &r->num);
	}
	return 0;
}

static void
find_spares(struct seriesin *si)
{
	size_t n = input_ncols(si->in);

	si->spare = xcalloc(n, sizeof *si->spare);
	for (size_t c = 0; c < n; c++) {
		bool used = (int)c == si->x || (int)c == si->rebase_col;

		for (int r = 0; r < ROLE_N; r++)
			used = used || si->roles.col[r] == (int)c;
		for (int i = 0; i < 2; i++)
			used = used || si->roles.country[i] == (int)c ||
			    si->roles.region[i] == (int)c || si->roles.authority[i] == (int)c;
		for (size_t k = 0; k < si->keys.n; k++)
			used = used || si->keys.col[k] == c;
		if (!used)
			si->spare[si->nspare++] = (struct spare){.col = c};
	}
}

struct seriesin *
seriesin_open(struct input *in, const struct seriesin_options *o, struct errmsg *e)
{
	struct seriesin *si = xcalloc(1, sizeof *si);

	si->in = in;
	si->repeats = o->xy;
	si->fyear = o->fyear;
	si->population = o->population;
	si->lag = o->lag;
	if (find_x(si, o, e) != 0 || find_roles(si, o, e) != 0 || find_keys(si, o, e) != 0 ||
	    parse_rebase(si, o->rebase, e) != 0) {
		seriesin_close(si);
		return NULL;
	}
	si->rebase_col = column(in, "rebase");
	find_spares(si);
	return si;
}

void
seriesin_close(struct seriesin *si)
{
	if (si == NULL)
		return;
	for (size_t i = 0; i < si->nspare; i++)
		free(si->spare[i].first);
	free(si->spare);
	free(si->rebase);
	keybuf_free(&si->key);
	keycols_free(&si->keys);
	free(si);
}

static bool
by_period(const struct seriesin *si)
{
	return si->x < 0 && !si->rows;
}

struct series_set *
seriesin_set(const struct seriesin *si)
{
	struct series_set *set = series_new(by_period(si), si->repeats);

	for (size_t i = 0; i < si->nrebase && by_period(si); i++)
		if (si->rebase[i].dated)
			series_rebase(set, si->rebase[i].period);
	return set;
}

bool
seriesin_named(const struct seriesin *si)
{
	return si->keys.n > 0 || si->area || si->indicator || si->category;
}

struct slice
seriesin_value(const struct seriesin *si)
{
	return input_headings(si->in)[si->roles.col[ROLE_VALUE]];
}

static void
make_key(struct seriesin *si)
{
	struct slice area;

	keybuf_reset(&si->key);
	if (si->area) {
		area = roles_area(&si->roles, si->in);
		if (slice_trim(area).n == 0)
			area = roles_area_code(&si->roles, si->in);
		keybuf_add(&si->key, area);
	}
	if (si->indicator)
		keybuf_add(&si->key, input_field(si->in, (size_t)si->roles.col[ROLE_INDICATOR]));
	if (si->category)
		keybuf_add(&si->key, input_field(si->in, (size_t)si->roles.col[ROLE_CATEGORY]));
	for (size_t i = 0; i < si->keys.n; i++)
		keybuf_add(&si->key, input_field(si->in, si->keys.col[i]));
}

/* A number, a mark, or NA, which qtrend's own details have where there is none. */
static enum num_kind
parse_cell(struct slice s, struct num *num)
{
	if (num_parse(s, VALUE_FLAGS, num) == NUM_BAD && slice_is(slice_trim(s), "NA"))
		num->kind = NUM_BLANK;
	return num->kind;
}

static int
read_value(struct seriesin *si, struct series_point *p, struct errmsg *e)
{
	size_t col = (size_t)si->roles.col[ROLE_VALUE];
	struct slice s = input_field(si->in, col);
	struct num num, percent;

	if (parse_cell(s, &num) == NUM_BAD && !num_parse_count_percent(s, &num, &percent))
		return input_fault(si->in, col, e, "'%.*s' is not a number; expected a number, blank or a "
		    "mark such as c, x or z", SLICE_ARG(s));
	s = slice_trim(s);
	p->y = num.kind == NUM_VALUE ? num.value : NAN;
	p->mark = num.mark;
	p->percent = s.n > 0 && s.p[s.n - 1] == '%';
	return 0;
}

static void
look_up_population(struct seriesin *si, struct series_point *p)
{
	struct num num;

	if (p->period.freq == PERIOD_NONE)
		return;
	if (si->first.freq == PERIOD_NONE || p->period.ord < si->first.ord)
		si->first = p->period;
	if (si->last.freq == PERIOD_NONE || p->period.ord > si->last.ord)
		si->last = p->period;
	if (population_find(si->population, roles_area_code(&si->roles, si->in),
	    roles_area(&si->roles, si->in),
	    population_period(si->population, p->period, si->lag), &num) && num.kind == NUM_VALUE)
		p->population = num.value;
}

bool
seriesin_joined(const struct seriesin *si, struct errmsg *text)
{
	if (si->first.freq == PERIOD_NONE)
		return false;
	population_note(si->population, si->first, si->last, si->lag, text);
	return true;
}

static int
read_population(struct seriesin *si, struct series_point *p, struct errmsg *e)
{
	int col = si->roles.col[ROLE_POPULATION];
	struct slice s;
	struct num num;

	p->population = NAN;
	if (si->population != NULL) {
		look_up_population(si, p);
		return 0;
	}
	if (col < 0)
		return 0;
	s = input_field(si->in, (size_t)col);
	if (parse_cell(s, &num) == NUM_BAD)
		return input_fault(si->in, (size_t)col, e, "'%.*s' is not a number; expected a population, "
		    "blank or a mark", SLICE_ARG(s));
	if (num.kind == NUM_VALUE)
		p->population = num.value;
	return 0;
}

/* The period: needed when x is to come from it, a label when it is not. */
static int
read_period(struct seriesin *si, struct series_point *p, struct errmsg *e)
{
	int col = si->roles.col[ROLE_PERIOD];
	bool paired = si->roles.col[ROLE_TIME_IDENTIFIER] >= 0;

	p->period = (struct period){0};
	p->label = (struct slice){"", 0};
	if (col < 0)
		return 0;
	p->label = slice_trim(input_field(si->in, (size_t)col));
	if (roles_period(&si->roles, si->in, si->fyear, &p->period, e) != 0) {
		p->period = (struct period){0};
		return by_period(si) ? -1 : 0;
	}
	/* A period in two columns, or without its year, is written out whole. */
	if (paired || p->label.n < 4) {
		period_format(si->label, p->period);
		p->label = slice_of(si->label);
	}
	return 0;
}

static int
read_x(struct seriesin *si, struct series_point *p, struct errmsg *e)
{
	struct slice s;
	struct num num;

	p->x = (double)++si->row;
	if (si->x < 0)
		return 0;
	s = input_field(si->in, (size_t)si->x);
	if (parse_cell(s, &num) == NUM_BAD)
		return input_fault(si->in, (size_t)si->x, e, "'%.*s' is not a number; expected a place on "
		    "the x axis", SLICE_ARG(s));
	p->x = num.kind == NUM_VALUE ? num.value : NAN;
	if (p->label.n == 0)
		p->label = slice_trim(s);
	return 0;
}

static int
read_rebase(struct seriesin *si, struct series_point *p, struct errmsg *e)
{
	struct slice s;
	struct num num;

	p->rebase = false;
	if (si->rebase_col >= 0) {
		s = input_field(si->in, (size_t)si->rebase_col);
		if (num_parse(s, 0, &num) == NUM_BAD)
			return input_fault(si->in, (size_t)si->rebase_col, e, "'%.*s'; expected 1 where limits "
			    "start afresh, else 0 or blank", SLICE_ARG(s));
		p->rebase = num.kind == NUM_VALUE && num.value > 0;
	}
	for (size_t i = 0; i < si->nrebase; i++) {
		struct rebase *r = &si->rebase[i];
		bool here = slice_eq(r->text, p->label) || (r->dated &&
		    r->period.freq == p->period.freq && r->period.ord == p->period.ord) ||
		    (si->x >= 0 && r->num.kind == NUM_VALUE && r->num.value == p->x);

		r->met = r->met || here;
		p->rebase = p->rebase || here;
	}
	return 0;
}

static void
look_at_spares(struct seriesin *si)
{
	for (size_t i = 0; i < si->nspare; i++) {
		struct spare *sp = &si->spare[i];
		struct slice s = input_field(si->in, sp->col);
		struct num num;

		if (sp->first == NULL) {
			sp->first = slice_dup(s);
			sp->text = num_parse(s, VALUE_FLAGS, &num) == NUM_BAD;
		} else if (!sp->differs && !slice_is(s, sp->first)) {
			sp->differs = true;
			sp->text = sp->text || num_parse(s, VALUE_FLAGS, &num) == NUM_BAD;
		}
	}
}

/* The present row: *key and *p, which last until the next. -1: it cannot be used. */
static int
read_row(struct seriesin *si, struct slice *key, struct series_point *p, struct errmsg *e)
{
	p->file = input_file(si->in);
	p->line = input_line(si->in);
	if (read_period(si, p, e) != 0 || read_x(si, p, e) != 0 || read_value(si, p, e) != 0 ||
	    read_population(si, p, e) != 0 || read_rebase(si, p, e) != 0)
		return -1;
	look_at_spares(si);
	make_key(si);
	*key = keybuf_key(&si->key);
	return 0;
}

static void
suggest_key(const struct seriesin *si, struct errmsg *e)
{
	struct textbuf b = {0};
	size_t n = 0;
	bool text = false;

	for (size_t i = 0; i < si->nspare; i++)
		text = text || (si->spare[i].differs && si->spare[i].text);
	for (size_t i = 0; i < si->nspare; i++) {
		const struct spare *sp = &si->spare[i];

		if (sp->differs && sp->text == text)
			textbuf_addf(&b, "%s'%.*s'", n++ > 0 ? ", " : "",
			    SLICE_ARG(input_headings(si->in)[sp->col]));
	}
	if (n > 0) {
		struct errmsg had = *e;

		errmsg_set(e, "%s; perhaps the key lacks %s (-k)", had.text, b.p);
	}
	textbuf_free(&b);
}

static int
rebase_met(const struct seriesin *si, struct errmsg *e)
{
	if (input_rows(si->in) == 0)
		return 0;
	for (size_t i = 0; i < si->nrebase; i++)
		if (!si->rebase[i].met)
			return errmsg_set(e, "--rebase: no row has the period '%.*s'",
			    SLICE_ARG(si->rebase[i].text));
	return 0;
}

static int
finish(const struct seriesin *si, const struct seriesin_read *r, size_t id, struct errmsg *e)
{
	if (r->finished(r->arg, id, e) == 0)
		return 0;
	suggest_key(si, e);
	return -1;
}

int
seriesin_read(struct seriesin *si, struct seriesin_read *r, struct errmsg *e)
{
	struct series_point p;
	struct slice key;
	size_t done = 0;
	int got;

	r->bad = 0;
	while ((got = input_next(si->in)) == 1) {
		if (read_row(si, &key, &p, e) != 0) {
			if (!r->skip_bad)
				return -1;
			r->bad++;
			continue;
		}
		if (series_add(r->set, key, &p, e) != 0)
			return -1;
		if (r->sorted && series_count(r->set) > done + 1) {
			if (finish(si, r, done, e) != 0)
				return -1;
			series_drop(r->set, done++);
		}
	}
	if (got == -1)
		return errmsg_set(e, "%s", input_error(si->in));
	if (rebase_met(si, e) != 0)
		return -1;
	for (; done < series_count(r->set); done++)
		if (finish(si, r, done, e) != 0)
			return -1;
	return 0;
}
