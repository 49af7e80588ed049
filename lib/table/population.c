#include "table/population.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/visible.h"
#include "table/authority.h"
#include "table/popfile.h"
#include "table/register.h"

enum { SHOWN = 3 };

struct population {
	char *file;
	struct popfile rows;
	struct intern *keys;	/* of (kind, code, number or name, period) */
	uint32_t *figure;	/* by key: its number in rows.figure, or NO_FIGURE */
	size_t cap;
	bool has_year;
	struct period *period;	/* each that the file has */
	size_t nperiods, periods_cap;
	struct work *work;	/* of every look-up */
};

struct work {
	struct keybuf key;
	struct errmsg how;	/* the last look-up found something otherwise; "": as it is */
	struct slice of;	/* the area of that message */
	const struct popfile_figure *coded;	/* what it found by its code, or NULL */
	struct intern *named;	/* codes with another name in the table */
	struct intern *noted;	/* areas found otherwise */
	struct errmsg note[SHOWN];
	struct intern *missed;	/* areas without a population, */
	bool *known;		/* and whether the table has them in some other period */
	size_t known_cap;
};

#define NO_FIGURE UINT32_MAX	/* two areas have this name */

/*
 * Kinds of keys. Names of areas with a code only count without a code to look for: areas under two
 * codes may share a name (Dorset in 2019). Folded: as authority_fold_name() does.
 */
enum kind_of_key { BY_CODE = 'c', BY_NUMBER = 'd', BY_NAME = 'n', BY_FOLDED_NAME = 'f',
    BY_NAME_OF_CODED = 'm', BY_FOLDED_NAME_OF_CODED = 'g' };

static struct slice
make_key(const struct population *t, enum kind_of_key kind, struct slice area, struct period p)
{
	struct keybuf *b = &t->work->key;
	char c = (char)kind;

	keybuf_reset(b);
	keybuf_add(b, (struct slice){&c, 1});
	keybuf_add(b, slice_trim(area));
	keybuf_add(b, (struct slice){(const char *)&p.freq, sizeof(p.freq)});
	keybuf_add(b, (struct slice){(const char *)&p.ord, sizeof(p.ord)});
	return keybuf_key(b);
}

static bool
is_blank(const struct population *t, uint32_t figure)
{
	return t->rows.figure[figure].num.kind == NUM_BLANK;
}

/* Of two areas with one key neither is found, unless one is blank in that period. */
static void
store(struct population *t, enum kind_of_key kind, struct slice area, uint32_t figure)
{
	struct period p = t->rows.figure[figure].period;
	uint32_t before = intern_count(t->keys), id;

	if (slice_trim(area).n == 0)
		return;
	if ((id = intern_id(t->keys, make_key(t, kind, area, p))) < before) {
		if (t->figure[id] != NO_FIGURE && !is_blank(t, figure))
			t->figure[id] = is_blank(t, t->figure[id]) ? figure : NO_FIGURE;
		return;
	}
	t->figure = xgrow(t->figure, &t->cap, id + 1, sizeof(*t->figure));
	t->figure[id] = figure;
}

static void
store_figure(struct population *t, uint32_t i)
{
	const struct popfile_figure *f = &t->rows.figure[i];
	const struct registered *r = register_by_code(f->code);
	char folded[AUTHORITY_FOLDED];
	bool coded = f->code.n > 0;

	t->has_year |= f->period.freq == PERIOD_YEAR;
	store(t, BY_CODE, f->code, i);
	if (r != NULL)
		store(t, BY_NUMBER, slice_of(r->number), i);
	store(t, coded ? BY_NAME_OF_CODED : BY_NAME, f->name, i);
	if (authority_fold_name(folded, f->name))
		store(t, coded ? BY_FOLDED_NAME_OF_CODED : BY_FOLDED_NAME, slice_of(folded), i);
}

static void
add_period(struct population *t, struct period p)
{
	for (size_t i = 0; i < t->nperiods; i++)
		if (period_same(t->period[i], p))
			return;
	t->period = xgrow(t->period, &t->periods_cap, t->nperiods + 1, sizeof(*t->period));
	t->period[t->nperiods++] = p;
}

/* For qsort. */
static int
by_time(const void *va, const void *vb)
{
	const struct period *a = va, *b = vb;

	return a->ord < b->ord ? -1 : a->ord > b->ord;
}

struct population *
population_read(const char *path, const struct input_options *opt, const char *const *chosen,
    int fyear, struct ages ages, struct errmsg *e)
{
	struct population *t = xcalloc(1, sizeof(*t));

	t->file = xstrdup(strcmp(path, "-") == 0 ? "standard input" : path);
	t->keys = intern_new();
	t->work = xcalloc(1, sizeof(*t->work));
	t->work->noted = intern_new();
	t->work->missed = intern_new();
	t->work->named = intern_new();
	if (popfile_read(&t->rows, path, opt, chosen, fyear, ages, e) != 0) {
		population_free(t);
		return NULL;
	}
	for (uint32_t i = 0; i < t->rows.n; i++) {
		store_figure(t, i);
		add_period(t, t->rows.figure[i].period);
	}
	if (t->nperiods > 0)
		qsort(t->period, t->nperiods, sizeof(*t->period), by_time);
	return t;
}

struct period
population_period(const struct population *t, struct period p, int lag)
{
	int year, month, mday;

	if (p.freq != PERIOD_YEAR && t->has_year) {
		date_civil(period_last_day(p), &year, &month, &mday);
		return (struct period){.freq = PERIOD_YEAR, .ord = year - lag};
	}
	p.ord -= lag * period_per_year(p.freq);
	return p;
}

/* Look-ups: NULL, or the figure, which is not blank; or whether *sum is the sum */

static const struct popfile_figure *
find(const struct population *t, enum kind_of_key kind, struct slice area, struct period p)
{
	uint32_t id = intern_find(t->keys, make_key(t, kind, area, p));

	return id != INTERN_NONE && t->figure[id] != NO_FIGURE && !is_blank(t, t->figure[id]) ?
	    &t->rows.figure[t->figure[id]] : NULL;
}

static bool
add(const struct popfile_figure *figure, struct num *sum)
{
	if (figure == NULL || figure->num.kind != NUM_VALUE)
		return false;
	sum->value += figure->num.value;
	return true;
}

static bool
add_parts(const struct population *t, const struct registered *r, struct period p,
    struct num *sum)
{
	const struct registered *part[REGISTER_PARTS];
	size_t n = register_parts(r, part);

	*sum = (struct num){.kind = NUM_VALUE};
	for (size_t i = 0; i < n; i++)
		if (!add(find(t, BY_NUMBER, slice_of(part[i]->number), p), sum))
			return false;
	return n > 0;
}

static const struct popfile_figure *
find_district(const struct population *t, int number, struct period p)
{
	char code[10];

	snprintf(code, sizeof(code), "E07%06d", number % 1000);
	return number > 0 ? find(t, BY_CODE, slice_of(code), p) : NULL;
}

/* The sum of a county's districts, if all are there, each under one code: how many, or 0. */
static int
add_districts(const struct population *t, struct slice code, struct period p, struct num *sum)
{
	int first, last, n = 0;
	uint64_t added = 0;

	*sum = (struct num){.kind = NUM_VALUE};
	if (!authority_districts(authority_county(code), &first, &last))
		return 0;
	for (int i = first; i <= last; i++) {
		int number = authority_later_district(i);
		const struct popfile_figure *figure = find_district(t, i, p);
		const struct popfile_figure *later = find_district(t, number, p);
		uint64_t bit = (uint64_t)1 << number % 64;

		if ((figure == NULL) == (later == NULL))
			return 0;
		if (later != NULL && (added & bit) != 0)
			continue;
		if (!add(figure != NULL ? figure : later, sum))
			return 0;
		added |= later != NULL ? bit : 0;
		n++;
	}
	return n;
}

/* An authority of the register, under whichever code. */
static bool
add_registered(const struct population *t, const struct registered *r, struct period p,
    struct num *sum)
{
	const struct popfile_figure *figure = find(t, BY_NUMBER, slice_of(r->number), p);
	struct num own;

	if (figure != NULL)
		return add(figure, sum);
	if (!add_parts(t, r, p, &own) && add_districts(t, slice_of(r->code), p, &own) == 0)
		return false;
	sum->value += own.value;
	return true;
}

/* The sum of a region's or England's authorities, as they are now or were then: how many, or 0. */
static int
add_region(const struct population *t, struct slice area, bool now, struct period p,
    struct num *sum)
{
	int year, month, mday, n = 0;

	*sum = (struct num){.kind = NUM_VALUE};
	date_civil(period_last_day(p), &year, &month, &mday);
	for (size_t i = 0; i < register_count; i++) {
		const struct registered *r = &register_list[i];
		bool is = now ? r->until == 0 :
		    r->from <= year && (r->until == 0 || year < r->until);

		if (!is || (!authority_means_england(area) &&
		    !authority_in_region(slice_of(r->region), (struct slice){"", 0}, area)))
			continue;
		if (!add_registered(t, r, p, sum))
			return 0;
		n++;
	}
	return n;
}

static bool
find_region(const struct population *t, struct slice code, struct slice name, struct period p,
    struct num *num)
{
	struct slice area = authority_region_code(code, name);
	int n = 0;

	if (area.n > 0 && (n = add_region(t, area, true, p, num)) == 0)
		n = add_region(t, area, false, p, num);
	if (n == 0)
		return false;
	errmsg_set(&t->work->how, "'%.*s' is not in %s: the sum of its %d authorities is used",
	    SLICE_ARG(name.n > 0 ? name : code), t->file, n);
	t->work->of = area;
	return true;
}

/* By another code of the authority, as the sum of what it became or of its districts. */
static bool
find_otherwise(const struct population *t, struct slice code, struct period p, struct num *num)
{
	const struct registered *r = register_by_code(code);
	const struct popfile_figure *figure;
	struct errmsg *how = &t->work->how, text;
	int n;

	if (r == NULL)
		return false;
	t->work->of = slice_of(r->number);
	if ((figure = find(t, BY_NUMBER, slice_of(r->number), p)) != NULL) {
		*num = figure->num;
		if (slice_eq(code, slice_of(r->number)))
			return true;
		register_describe_code(r, how);
	} else if (add_parts(t, r, p, num)) {
		register_describe_change(r, &text);
		errmsg_set(how, "%s: their sum is used", text.text);
	} else if ((n = add_districts(t, slice_of(r->code), p, num)) > 0) {
		errmsg_set(how, "'%s' is not in %s: the sum of its %s is used", r->name, t->file,
		    plural((uint64_t)n, "district").text);
	} else {
		return false;
	}
	return true;
}

/* Whether another authority had this name at that time. */
static bool
is_other(const struct popfile_figure *figure, struct period p)
{
	const struct registered *r = register_by_code(figure->code);
	int year, month, mday;

	date_civil(period_last_day(p), &year, &month, &mday);
	return r != NULL && register_had_other(r, year);
}

static const struct popfile_figure *
find_name(const struct population *t, struct slice name, bool coded, struct period p)
{
	static const enum kind_of_key kinds[2][2] = {{BY_NAME, BY_NAME_OF_CODED},
	    {BY_FOLDED_NAME, BY_FOLDED_NAME_OF_CODED}};
	char folded[AUTHORITY_FOLDED];
	const struct popfile_figure *figure;

	for (int i = 0; i < 2; i++) {
		if (i == 1 && !authority_fold_name(folded, name))
			return NULL;
		for (int k = 0; k < (coded ? 1 : 2); k++) {
			figure = find(t, kinds[i][k], i == 0 ? name : slice_of(folded), p);
			if (figure != NULL)
				return k == 1 && is_other(figure, p) ? NULL : figure;
		}
	}
	return NULL;
}

static bool
look_up(const struct population *t, struct slice code, struct slice name, struct period p,
    struct num *num)
{
	const struct popfile_figure *figure = NULL;

	t->work->how.text[0] = '\0';
	code = slice_trim(code);
	name = slice_trim(name);
	if (code.n > 0)
		figure = find(t, BY_CODE, code, p);
	t->work->coded = figure;
	if (figure == NULL && code.n > 0 && find_otherwise(t, code, p, num))
		return true;
	if (figure == NULL)
		figure = find_name(t, name, code.n > 0, p);
	if (figure == NULL)
		return find_region(t, code, name, p, num);
	*num = figure->num;
	return true;
}

bool
population_find(const struct population *t, struct slice code, struct slice name,
    struct period p, struct num *num)
{
	struct work *w = t->work;
	uint32_t before = intern_count(w->noted);
	struct num found;

	if (!look_up(t, code, name, p, &found))
		return false;
	*num = found;
	if (w->how.text[0] != '\0' && intern_id(w->noted, w->of) == before && before < SHOWN)
		w->note[before] = w->how;
	return true;
}

bool
population_other_name(const struct population *t, struct slice name, struct slice *theirs)
{
	const struct popfile_figure *f = t->work->coded;
	uint32_t before = intern_count(t->work->named);

	if (f == NULL || name.n == 0 || f->name.n == 0 || slice_caseeq(name, f->name) ||
	    authority_like_name(name, f->name) || intern_id(t->work->named, f->code) < before)
		return false;
	*theirs = f->name;
	return true;
}

/* Notes */

/* What is joined, in brackets: the lag, ages and sexes. */
static void
describe_join(const struct population *t, int lag, struct textbuf *b)
{
	const struct slice one = t->rows.first_age;
	struct ages a = t->rows.ages;
	char ages[AGES_SIZE];

	if (lag > 0)
		textbuf_addf(b, "a lag of %s", plural((uint64_t)lag, "year").text);
	else
		textbuf_addf(b, "no lag");
	if (a.end > 0 || ages_parse(one, &a)) {
		ages_format(ages, a);
		textbuf_addf(b, "; %s", ages);
	} else if (one.n > 0) {
		textbuf_addf(b, "; ages '%.*s'", SLICE_ARG(one));
	}
	if (t->rows.sexes)
		textbuf_addf(b, "; both sexes added");
}

void
population_notes(const struct population *t, struct period first, struct period last, int lag,
    void (*say)(const char *message))
{
	char a[PERIOD_SIZE], b[PERIOD_SIZE], from[PERIOD_SIZE], to[PERIOD_SIZE];
	bool several, many;
	uint32_t noted = intern_count(t->work->noted);
	struct textbuf how = {0};
	struct errmsg text;

	period_format(a, first);
	period_format(b, last);
	period_format(from, population_period(t, first, lag));
	period_format(to, population_period(t, last, lag));
	several = strcmp(a, b) != 0;
	many = strcmp(from, to) != 0;
	describe_join(t, lag, &how);
	errmsg_set(&text, "note: counts of %s%s%s with the population%s of %s%s%s in %s (%s)", a,
	    several ? " to " : "", several ? b : "", many ? "s" : "", from, many ? " to " : "",
	    many ? to : "", t->file, how.p);
	say(text.text);
	textbuf_free(&how);
	errmsg_set(&text, "note: %s: %s of per cent left out (MEASURES_NAME)", t->file,
	    plural(t->rows.percent, "row").text);
	if (t->rows.percent > 0)
		say(text.text);
	for (uint32_t i = 0; i < noted && i < SHOWN; i++) {
		errmsg_set(&text, "note: %s", t->work->note[i].text);
		say(text.text);
	}
	errmsg_set(&text, "note: %s found by another code or as a sum",
	    plural(noted - SHOWN, "more area").text);
	if (noted > SHOWN)
		say(text.text);
}

/* For messages on areas that are not found */

const char *
population_file(const struct population *t)
{
	return t->file;
}

struct slice
population_alike(const struct population *t, struct slice area)
{
	for (size_t i = 0; i < t->rows.n; i++) {
		const struct popfile_figure *f = &t->rows.figure[i];

		if (!slice_eq(f->code, area) && visible_alike(f->code, area))
			return f->code;
		if (!slice_eq(f->name, area) && visible_alike(f->name, area))
			return f->name;
	}
	return (struct slice){0};
}

uint64_t
population_blank(const struct population *t, struct slice code, struct slice name,
    struct period p)
{
	for (size_t i = 0; i < t->rows.n; i++) {
		const struct popfile_figure *f = &t->rows.figure[i];

		if (f->num.kind == NUM_BLANK && f->period.freq == p.freq &&
		    f->period.ord == p.ord && (code.n > 0 && f->code.n > 0 ?
		    slice_eq(f->code, code) : slice_eq(f->name, name)))
			return f->blank;
	}
	return 0;
}

bool
population_periods(const struct population *t, struct slice code, struct slice name, bool all,
    struct textbuf *b)
{
	struct period first = {0}, last = {0};
	char a[PERIOD_SIZE], z[PERIOD_SIZE];
	struct num num;
	int n = 0;

	for (size_t i = 0; i < t->nperiods; i++) {
		if (!all && !look_up(t, code, name, t->period[i], &num))
			continue;
		first = n++ == 0 ? t->period[i] : first;
		last = t->period[i];
	}
	if (n == 0)
		return false;
	period_format(a, first);
	period_format(z, last);
	textbuf_addf(b, "%s", a);
	if (n > 1)
		textbuf_addf(b, "%s%s", n == 2 ? " and " : " to ", z);
	return true;
}

int
population_years_before(const struct population *t, struct slice code, struct slice name,
    struct period p)
{
	const int year = period_per_year(p.freq);
	struct num num;

	for (size_t i = 1; i < t->nperiods; i++)
		if (t->period[i].freq != t->period[0].freq)
			return 0;
	for (int n = 1; n <= POPULATION_OLDEST; n++) {
		p.ord -= year;
		if (look_up(t, code, name, p, &num))
			return n;
	}
	return 0;
}

bool
population_has_area(const struct population *t, struct slice code, struct slice name)
{
	uint32_t before = intern_count(t->work->missed), id;
	struct textbuf none = {0};

	keybuf_reset(&t->work->key);
	keybuf_add(&t->work->key, code);
	keybuf_add(&t->work->key, name);
	if ((id = intern_id(t->work->missed, keybuf_key(&t->work->key))) == before) {
		t->work->known = xgrow(t->work->known, &t->work->known_cap, id + 1,
		    sizeof(*t->work->known));
		t->work->known[id] = population_periods(t, code, name, false, &none);
		textbuf_free(&none);
	}
	return t->work->known[id];
}

bool
population_people(const struct population *t, struct ages *a)
{
	*a = t->rows.ages;
	if (a->end == 0 && (t->rows.first_age.p == NULL || !ages_parse(t->rows.first_age, a)))
		*a = (struct ages){0, 0};
	return t->rows.by_sex;
}

const char *
population_suggest(const struct population *t, struct slice name, char near[SUGGEST_SIZE])
{
	struct slice *names = xcalloc(t->rows.n + 1, sizeof(*names));

	for (size_t i = 0; i < t->rows.n; i++)
		names[i] = t->rows.figure[i].name;
	near[0] = '\0';
	if (t->rows.n > 0 && name.n > 0)
		suggest(near, name, names, t->rows.n);
	free(names);
	return near;
}

void
population_free(struct population *t)
{
	if (t == NULL)
		return;
	popfile_free(&t->rows);
	intern_free(t->keys);
	intern_free(t->work->noted);
	intern_free(t->work->missed);
	intern_free(t->work->named);
	free(t->work->known);
	keybuf_free(&t->work->key);
	free(t->work);
	free(t->period);
	free(t->figure);
	free(t->file);
	free(t);
}
