#include "table/popfile.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/visible.h"
#include "table/cell.h"
#include "table/points.h"
#include "table/popcols.h"

/* What a row says of an area in a period. */
struct band {
	double value;
	struct ages ages;
	enum sex sex;
	enum num_kind kind;
	enum mark mark;
	uint64_t line;
	uint32_t next;			/* of the same figure: its number + 1, or 0; */
	uint32_t same;			/* and of the same sex from the same age */
};

/* A file being read. */
struct reading {
	struct popfile *f;
	struct input *in;
	struct popcols cols;
	int fyear;
	struct errmsg *e;
};

/* Rows */

static size_t
column(const struct reading *r, enum role role)
{
	return (size_t)r->cols.roles.col[role];
}

/* 1: the row has ages that are asked for; 0: it has not; -1: *e. */
static int
read_ages(struct reading *r, struct ages *a)
{
	struct popfile *f = r->f;
	struct ages first;
	struct slice s;

	*a = (struct ages){0, AGES_END};
	if (r->cols.roles.col[ROLE_AGE_BAND] < 0)
		return 1;
	s = slice_trim(input_field(r->in, column(r, ROLE_AGE_BAND)));
	if (f->ages.end > 0) {
		if (!ages_parse(s, a))
			return input_fault(r->in, column(r, ROLE_AGE_BAND), r->e, "'%.*s' is not "
			    "an age; expected one such as 7, 0-4, 90+ or All ages", SLICE_ARG(s));
		f->top_age = a->lo > f->top_age ? a->lo : f->top_age;
		return a->lo >= f->ages.lo && a->end <= f->ages.end;
	}
	if (f->first_age.p == NULL)
		f->first_age = arena_copy(&f->texts, s);
	if (slice_caseeq(s, f->first_age) || (ages_parse(s, a) &&
	    ages_parse(f->first_age, &first) && a->lo == first.lo && a->end == first.end)) {
		*a = (struct ages){0, AGES_END};
		return 1;
	}
	return input_fault(r->in, column(r, ROLE_AGE_BAND), r->e, "several ages ('%.*s', "
	    "'%.*s', ...); expected one, or those to add up, such as --ages 0-17",
	    SLICE_ARG(f->first_age), SLICE_ARG(s));
}

static int
read_sex(struct reading *r, enum sex *sex)
{
	struct slice s;

	*sex = SEX_ALL;
	if (r->cols.roles.col[ROLE_SEX] < 0)
		return 0;
	s = input_field(r->in, column(r, ROLE_SEX));
	if ((*sex = sex_parse(s)) == SEX_UNKNOWN)
		return input_fault(r->in, column(r, ROLE_SEX), r->e, "'%.*s' is not a sex; "
		    "expected M, F or Persons", SLICE_ARG(s));
	return 0;
}

/* The figure of that area and period, which may be new. */
static struct popfile_figure *
figure_of(struct reading *r, struct slice code, struct slice name, struct period p)
{
	struct popfile *f = r->f;
	const int32_t when[] = {(int32_t)p.freq, p.ord, code.n > 0};
	uint32_t before = intern_count(f->groups), id;

	keybuf_reset(&f->key);
	keybuf_add(&f->key, (struct slice){(const char *)when, sizeof(when)});
	keybuf_add(&f->key, code.n > 0 ? code : name);
	if ((id = intern_id(f->groups, keybuf_key(&f->key))) < before)
		return &f->figure[id];
	f->figure = xgrow(f->figure, &f->cap, f->n + 1, sizeof(*f->figure));
	f->figure[f->n] = (struct popfile_figure){
		.code = arena_copy(&f->texts, code),
		.name = arena_copy(&f->texts, name),
		.period = p,
		.line = input_line(r->in),
	};
	return &f->figure[f->n++];
}

static const char *const sexes[] = {"persons", "females", "males"};

/* What columns there are not, by which the rows could differ, with a heading that may be one. */
static void
add_wanting(const struct reading *r, struct textbuf *b)
{
	const int *col = r->cols.roles.col;
	const bool age = col[ROLE_AGE_BAND] < 0, sex = col[ROLE_SEX] < 0;
	char near[SUGGEST_SIZE] = "";

	if (age)
		suggest(near, slice_of("age"), r->in->heading, r->in->ncols);
	if (sex && near[0] == '\0')
		suggest(near, slice_of("sex"), r->in->heading, r->in->ncols);
	if (age || sex)
		textbuf_addf(b, ", or a column of %s%s%s%s", age ? "ages" : "", age && sex ?
		    " or of " : "", sex ? "the sex" : "", near);
}

static int
second_row(struct reading *r, const struct popfile_figure *to, const struct band *b, size_t col,
    uint64_t first)
{
	struct slice who = to->code.n > 0 ? to->code : to->name;
	struct textbuf wanting = {0};
	char ages[AGES_SIZE], period[PERIOD_SIZE];
	bool aged = r->f->ages.end > 0;

	ages_format(ages, b->ages);
	period_format(period, to->period);
	add_wanting(r, &wanting);
	input_fault(r->in, col, r->e, "a second population for '%.*s'%s%s%s%s in %s (the first is "
	    "on line %llu); expected one%s", SLICE_ARG(who), b->sex != SEX_ALL ? ", " : "",
	    b->sex != SEX_ALL ? sexes[b->sex] : "", aged ? ", " : "", aged ? ages : "", period,
	    (unsigned long long)first, wanting.n > 0 ? wanting.p : "");
	textbuf_free(&wanting);
	return -1;
}

static int
add_band(struct reading *r, struct popfile_figure *to, const struct band *b, size_t col)
{
	struct popfile *f = r->f;

	for (uint32_t i = to->bands; i > 0; i = f->band[i - 1].next) {
		const struct band *other = &f->band[i - 1];

		if (other->sex == b->sex && other->ages.lo == b->ages.lo &&
		    other->ages.end == b->ages.end)
			return second_row(r, to, b, col, other->line);
	}
	f->band = xgrow(f->band, &f->bands_cap, f->nbands + 1, sizeof(*f->band));
	f->band[f->nbands] = *b;
	f->band[f->nbands].next = to->bands;
	to->bands = (uint32_t)++f->nbands;
	return 0;
}

/* A part of a population, such as an age of one sex, may be 0. A blank is like a missing row. */
static int
read_figure(struct reading *r, struct slice code, struct slice name, struct period p,
    struct band *b, bool wanted, size_t col)
{
	struct popfile_figure *to = figure_of(r, code, name, p);
	bool part = r->f->ages.end > 0 || b->sex != SEX_ALL;
	struct slice s = input_field(r->in, col);
	struct num num;

	if (!wanted)
		return 0;
	if (cell_parse(s, part ? CELL_WEIGHT : CELL_POPULATION, &num) == NUM_BAD) {
		cell_fault(r->in, col, s, CELL_POPULATION, r->e);
		return points_add_hint(r->in, s, r->e);
	}
	if (points_refuse_population(r->in, col, s, r->e) != 0)
		return -1;
	points_look_at(r->in, col, s);
	if (num.kind == NUM_BLANK) {
		to->blank = to->blank > 0 ? to->blank : input_line(r->in);
		return 0;
	}
	b->kind = num.kind;
	b->mark = num.mark;
	b->value = num.kind == NUM_MARK && num.mark == MARK_BELOW ? (double)num.figure.n :
	    num.value;
	b->line = input_line(r->in);
	return add_band(r, to, b, part || r->cols.nyears > 0 ? col : INPUT_WHOLE_ROW);
}

/* Whether the cell has the word, in any case; col may be none. */
static bool
says(const struct reading *r, size_t col, const char *word)
{
	struct textbuf t = {0};
	bool is;

	if (col == r->in->ncols)
		return false;
	visible_fold(&t, input_field(r->in, col));
	is = t.n > 0 && strstr(t.p, word) != NULL;
	textbuf_free(&t);
	return is;
}

/* A sex or an age among the categories of csv-tidy is a part that would be taken for the whole. */
static int
check_category(struct reading *r)
{
	const size_t col = r->cols.category;
	const struct slice s = col < r->in->ncols ? slice_trim(input_field(r->in, col)) :
	    (struct slice){"", 0};
	const char *what = NULL;
	bool number = true;
	struct ages a;

	for (size_t i = 0; i < s.n; i++)
		number &= is_digit(s.p[i]);
	if (number)
		return 0;
	if (sex_parse(s) == SEX_FEMALE || sex_parse(s) == SEX_MALE)
		what = "sex";
	else if (ages_parse(s, &a) && (a.lo > 0 || a.end < AGES_END))
		what = "age_band";
	if (what == NULL)
		return 0;
	return input_fault(r->in, col, r->e, "'%.*s' is a part of the population; expected that "
	    "of all, or -c population.%s='%.*s'", SLICE_ARG(s), what,
	    SLICE_ARG(r->in->heading[col]));
}

static int
read_row(struct reading *r)
{
	struct slice code = slice_trim(roles_area_code(&r->cols.roles, r->in));
	struct slice name = slice_trim(roles_area(&r->cols.roles, r->in));
	struct popfile *f = r->f;
	struct period p;
	struct band b;
	int wanted;

	if (input_want_row(r->in, r->e) != 0)
		return -1;
	if (says(r, r->cols.measures, "percent")) {
		f->percent++;
		return 0;
	}
	if (r->cols.indicator < r->in->ncols && !says(r, r->cols.indicator, "population"))
		return input_fault(r->in, r->cols.indicator, r->e, "'%.*s' names no population; "
		    "expected a name with that word, or -c population=%.*s",
		    SLICE_ARG(slice_trim(input_field(r->in, r->cols.indicator))),
		    SLICE_ARG(r->in->heading[column(r, ROLE_POPULATION)]));
	if (check_category(r) != 0 || (wanted = read_ages(r, &b.ages)) < 0 ||
	    read_sex(r, &b.sex) != 0 || roles_check_area(&r->cols.roles, r->in, r->e) != 0)
		return -1;
	for (size_t i = 0; i < r->cols.nyears; i++)
		if (read_figure(r, code, name, r->cols.year[i].period, &b, wanted > 0,
		    r->cols.year[i].col) != 0)
			return -1;
	if (r->cols.nyears > 0)
		return 0;
	if (roles_period(&r->cols.roles, r->in, r->cols.roles.year >= 0 ? PERIOD_NO_YEAR :
	    r->fyear, &p, r->e) != 0)
		return -1;
	if (!popcols_is_dated(p))
		return input_fault(r->in, column(r, ROLE_PERIOD), r->e, "'%.*s' is not of the "
		    "years %d to %d; expected a period of these, or -c population.period=NAME",
		    SLICE_ARG(slice_trim(input_field(r->in, column(r, ROLE_PERIOD)))),
		    POPCOLS_FIRST_YEAR, POPCOLS_LAST_YEAR);
	return read_figure(r, code, name, p, &b, wanted > 0, column(r, ROLE_POPULATION));
}

/* Sums */

/* For one sex: bands without a gap from wanted.lo to wanted.end. */
struct tiling {
	uint32_t first[AGES_END];	/* by age: of the bands from that age on */
	const struct band *from[AGES_END];	/* the band to take at that age, or NULL */
	bool any;			/* of this sex at all */
	int missing;			/* the first age that none of the bands reaches, or -1 */
};

static void
sort_bands(struct popfile *f, const struct popfile_figure *g, struct tiling t[3])
{
	memset(t, 0, 3 * sizeof(*t));
	for (uint32_t i = g->bands; i > 0; i = f->band[i - 1].next) {
		struct band *b = &f->band[i - 1];

		b->same = t[b->sex].first[b->ages.lo];
		t[b->sex].first[b->ages.lo] = i;
		t[b->sex].any = true;
	}
}

/* The widest bands that fit. */
static void
tile(const struct popfile *f, struct ages wanted, struct tiling *t)
{
	bool reached[AGES_END + 1] = {false};

	for (int x = wanted.end - 1; x >= wanted.lo; x--)
		for (uint32_t i = t->first[x]; i > 0; i = f->band[i - 1].same) {
			const struct band *b = &f->band[i - 1], **best = &t->from[x];

			if ((b->ages.end == wanted.end || (b->ages.end < wanted.end &&
			    t->from[b->ages.end] != NULL)) &&
			    (*best == NULL || b->ages.end > (*best)->ages.end))
				*best = b;
		}
	reached[wanted.lo] = true;
	t->missing = wanted.lo;
	for (int x = wanted.lo; x < wanted.end; x++)
		for (uint32_t i = t->first[x]; i > 0 && reached[x]; i = f->band[i - 1].same) {
			int end = f->band[i - 1].ages.end;

			if (end > wanted.end)
				continue;
			reached[end] = true;
			t->missing = end > t->missing ? end : t->missing;
		}
	if (t->from[wanted.lo] != NULL)
		t->missing = -1;
}

/* A part that is not a number makes the sum the same. */
static void
add_band_to(const struct band *b, struct num *to)
{
	if (to->kind != NUM_VALUE)
		return;
	to->kind = b->kind;
	to->mark = b->mark;
	if (b->kind == NUM_MARK && b->mark == MARK_BELOW)
		to->figure = figure_int((int64_t)b->value);
	to->value += b->value;
}

static void
add_up(const struct tiling *t, struct ages wanted, struct num *to)
{
	for (int x = wanted.lo; x < wanted.end; x = t->from[x]->ages.end)
		add_band_to(t->from[x], to);
}

/* Rows that overlap: what one says, and what those within it add up to. */
struct sum {
	double value, unit;		/* unit: of the rounding of all rows, as 10 of 20, 130 */
	int n;
	bool known;			/* all are numbers */
	uint64_t line;			/* of the first */
};

/* Not by fmod(): every filter that reads a table would start with libm, a tenth of its start. */
static bool
is_multiple(double value, int64_t unit)
{
	return fabs(value) < 0x1p63 && value == (double)(int64_t)value &&
	    (int64_t)value % unit == 0;
}

static void
add_to_sum(const struct band *b, struct sum *s)
{
	static const int units[] = {1000, 100, 10, 5, 1, 0};
	size_t i = 0;

	while (units[i] > 0 && !is_multiple(b->value, units[i]))
		i++;
	s->unit = s->n == 0 || units[i] < s->unit ? units[i] : s->unit;
	s->known = (s->n == 0 || s->known) && b->kind == NUM_VALUE;
	s->line = s->n == 0 || b->line < s->line ? b->line : s->line;
	s->value += b->value;
	s->n++;
}

/* Whether the two are the same, but for the rounding of each row. */
static bool
is_same_sum(const struct sum *a, const struct sum *b)
{
	const double unit = a->unit < b->unit ? a->unit : b->unit;

	return a->n == 0 || b->n == 0 || !a->known || !b->known ||
	    fabs(a->value - b->value) <= unit / 2 * (a->n + b->n) + 1e-6;
}

/* The narrowest other bands that make up this one; n is 0 if none do. */
static void
add_within(const struct popfile *f, const struct tiling *t, const struct band *whole,
    struct sum *s)
{
	const struct band *from[AGES_END];
	const int end = whole->ages.end;

	*s = (struct sum){.n = 0};
	if (end == whole->ages.lo + 1)
		return;
	memset(from, 0, sizeof(from));
	for (int x = end - 1; x >= whole->ages.lo; x--)
		for (uint32_t i = t->first[x]; i > 0; i = f->band[i - 1].same) {
			const struct band *b = &f->band[i - 1];

			if (b != whole && b->ages.end <= end &&
			    (b->ages.end == end || from[b->ages.end] != NULL) &&
			    (from[x] == NULL || b->ages.end < from[x]->ages.end))
				from[x] = b;
		}
	for (int x = whole->ages.lo; x < end && from[x] != NULL; x = from[x]->ages.end)
		add_to_sum(from[x], s);
}

static int
fault_of_sums(struct reading *r, const struct popfile_figure *g, const char *what,
    const struct sum *whole, const char *parts, const struct sum *sum)
{
	struct slice who = g->name.n > 0 ? g->name : g->code;
	char period[PERIOD_SIZE];

	period_format(period, g->period);
	return errmsg_set(r->e, "%s:%llu: %s of '%.*s' in %s: %.15g, but %s from line %llu on add "
	    "up to %.15g; expected the same, or only one of the two", input_file(r->in),
	    (unsigned long long)whole->line, what, SLICE_ARG(who), period, whole->value, parts,
	    (unsigned long long)sum->line, sum->value);
}

/* Each band that is used, with the bands within it; and persons, with the sexes. */
static int
check_overlaps(struct reading *r, const struct popfile_figure *g, const struct tiling t[3],
    struct ages wanted)
{
	struct sum whole, within, all[3] = {{.n = 0}}, both;
	char ages[AGES_SIZE], what[AGES_SIZE + 16];

	for (enum sex s = SEX_ALL; s <= SEX_MALE; s++)
		for (int x = wanted.lo; x < wanted.end && t[s].missing < 0;
		    x = t[s].from[x]->ages.end) {
			whole = (struct sum){.n = 0};
			add_to_sum(t[s].from[x], &whole);
			add_to_sum(t[s].from[x], &all[s]);
			add_within(r->f, &t[s], t[s].from[x], &within);
			ages_format(ages, t[s].from[x]->ages);
			snprintf(what, sizeof(what), "%s, %s", sexes[s], ages);
			if (!is_same_sum(&whole, &within))
				return fault_of_sums(r, g, what, &whole, "the ages within",
				    &within);
		}
	if (all[SEX_FEMALE].n == 0 || all[SEX_MALE].n == 0)
		return 0;
	both = all[SEX_FEMALE];
	both.value += all[SEX_MALE].value;
	both.n += all[SEX_MALE].n;
	both.known &= all[SEX_MALE].known;
	both.unit = both.unit < all[SEX_MALE].unit ? both.unit : all[SEX_MALE].unit;
	both.line = both.line < all[SEX_MALE].line ? both.line : all[SEX_MALE].line;
	return is_same_sum(&all[SEX_ALL], &both) ? 0 :
	    fault_of_sums(r, g, sexes[SEX_ALL], &all[SEX_ALL], "females and males", &both);
}

static int
say_missing(struct reading *r, const struct popfile_figure *g, const struct tiling t[3],
    const struct ages wanted)
{
	struct slice who = g->name.n > 0 ? g->name : g->code;
	char period[PERIOD_SIZE], ages[AGES_SIZE], age[16] = "", blank[48] = "";
	bool apart = t[SEX_FEMALE].any || t[SEX_MALE].any;
	enum sex sex = !apart ? SEX_ALL : !t[SEX_FEMALE].any ? SEX_FEMALE : !t[SEX_MALE].any ?
	    SEX_MALE : t[SEX_FEMALE].missing >= 0 ? SEX_FEMALE : SEX_MALE;

	period_format(period, g->period);
	ages_format(ages, wanted);
	if (r->f->ages.end > 0 && (t[sex].any || !apart))
		snprintf(age, sizeof(age), " aged %d", t[sex].missing);
	if (g->blank > 0)
		snprintf(blank, sizeof(blank), " (blank on line %llu)",
		    (unsigned long long)g->blank);
	return errmsg_set(r->e, "%s:%llu: no %s%s for '%.*s' in %s%s; expected %s%s",
	    input_file(r->in), (unsigned long long)g->line, sexes[sex], age, SLICE_ARG(who),
	    period, blank, age[0] == '\0' ? "both sexes, or persons" : "rows that add up to ",
	    age[0] == '\0' ? "" : ages);
}

static int
check_some(struct reading *r, const struct popfile_figure *g)
{
	if (g->num.kind != NUM_VALUE || g->num.value >= 1)
		return 0;
	return errmsg_set(r->e, "%s:%llu: a population of 0 for '%.*s'; expected 1 or more",
	    input_file(r->in), (unsigned long long)g->line,
	    SLICE_ARG(g->name.n > 0 ? g->name : g->code));
}

/* Persons where they are there, else both sexes. */
static int
add_up_figure(struct reading *r, struct popfile_figure *g)
{
	struct popfile *f = r->f;
	const struct ages wanted = f->ages.end > 0 ? f->ages : (struct ages){0, AGES_END};
	const struct band *only = &f->band[g->bands > 0 ? g->bands - 1 : 0];
	struct tiling t[3];

	g->num = (struct num){.kind = g->bands == 0 && g->blank > 0 ? NUM_BLANK : NUM_VALUE};
	if (g->num.kind == NUM_BLANK)
		return 0;
	if (g->bands > 0 && only->next == 0 && only->sex == SEX_ALL &&
	    only->ages.lo == wanted.lo && only->ages.end == wanted.end) {
		add_band_to(only, &g->num);
		return check_some(r, g);
	}
	sort_bands(f, g, t);
	for (enum sex s = SEX_ALL; s <= SEX_MALE; s++)
		tile(f, wanted, &t[s]);
	if (t[SEX_ALL].missing < 0) {
		add_up(&t[SEX_ALL], wanted, &g->num);
	} else if (t[SEX_FEMALE].missing < 0 && t[SEX_MALE].missing < 0) {
		add_up(&t[SEX_FEMALE], wanted, &g->num);
		add_up(&t[SEX_MALE], wanted, &g->num);
		f->sexes = true;
	} else {
		return say_missing(r, g, t, wanted);
	}
	return check_overlaps(r, g, t, wanted) != 0 ? -1 : check_some(r, g);
}

static int
read_all(struct reading *r, const char *const *chosen)
{
	struct popfile *f = r->f;
	int got;

	if (popcols_find(&r->cols, r->in, chosen, r->fyear, r->f->ages.end > 0, r->e) != 0)
		return -1;
	f->by_sex = r->cols.roles.col[ROLE_SEX] >= 0;
	while ((got = input_next(r->in)) == 1)
		if (read_row(r) != 0)
			return -1;
	if (got == -1)
		return errmsg_set(r->e, "%s", r->in->error.text);
	for (size_t i = 0; i < f->nbands && f->top_age == 90; i++)
		if (f->band[i].ages.lo == 90)
			f->band[i].ages.end = AGES_END;
	for (size_t i = 0; i < f->n; i++)
		if (add_up_figure(r, &f->figure[i]) != 0)
			return -1;
	return 0;
}

/* Where the message speaks of titles: the command that reads the table below them. Returns -1. */
static int
add_tidy(const char *path, struct errmsg *e)
{
	const char *end = strstr(e->text, ": remove the lines above it (csv-tidy reads them)");
	const struct errmsg whole = *e;
	const int n = (int)(end != NULL ? (size_t)(end - e->text) : strlen(e->text));

	if (end == NULL && strstr(e->text, " is alone in its row") == NULL)
		return -1;
	return errmsg_set(e, "%.*s: remove the lines above it or, where years are across the top, "
	    "take -P - after: csv-tidy --indicator Population %s |", n, whole.text, path);
}

int
popfile_read(struct popfile *f, const char *path, const struct input_options *opt,
    const char *const *chosen, int fyear, struct ages ages, struct errmsg *e)
{
	char *paths[] = {(char *)path};
	struct reading r = {.f = f, .fyear = fyear, .e = e};
	int got;

	*f = (struct popfile){.ages = ages};
	if ((r.in = input_open(paths, 1, opt, e)) == NULL)
		return add_tidy(path, e);
	f->groups = intern_new();
	got = read_all(&r, chosen);
	if (got != 0 && r.in->ncols == 1)
		add_tidy(path, e);
	input_close(r.in);
	popcols_free(&r.cols);
	return got;
}

void
popfile_free(struct popfile *f)
{
	if (f->groups != NULL)
		intern_free(f->groups);
	keybuf_free(&f->key);
	arena_free(&f->texts);
	free(f->figure);
	free(f->band);
}
