#include "table/population.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/visible.h"
#include "table/authority.h"
#include "table/cell.h"

struct population {
	char *file;
	struct intern *keys;	/* of (kind, code or name, period) */
	struct entry *entry;	/* by key */
	size_t cap;
	bool has_year;
	struct keybuf *key;	/* work space of every look-up */
};

struct entry {
	struct num num;		/* NUM_BAD: two areas have this name */
	uint64_t line;
};

/*
 * Kinds: 'c' a code, 'n' the name of an area without a code, 'm' the name of one with a code, which
 * only counts without a code look for: areas under two codes may share a name (Dorset in 2019).
 */
static struct slice
make_key(struct keybuf *b, char kind, struct slice area, struct period p)
{
	keybuf_reset(b);
	keybuf_add(b, (struct slice){&kind, 1});
	keybuf_add(b, slice_trim(area));
	keybuf_add(b, (struct slice){(const char *)&p.freq, sizeof(p.freq)});
	keybuf_add(b, (struct slice){(const char *)&p.ord, sizeof(p.ord)});
	return keybuf_key(b);
}

static int
store(struct population *t, struct input *in, char kind, struct slice area, struct period p,
    const struct num *num, struct errmsg *e)
{
	uint32_t before = intern_count(t->keys), id;

	if (slice_trim(area).n == 0)
		return 0;
	id = intern_id(t->keys, make_key(t->key, kind, area, p));
	if (id == before) {
		t->entry = xgrow(t->entry, &t->cap, id + 1, sizeof(*t->entry));
		t->entry[id] = (struct entry){*num, input_line(in)};
	} else if (kind == 'm') {
		t->entry[id].num.kind = NUM_BAD;
	} else {
		return input_fault(in, in->ncols, e, "a second population for '%.*s' in the "
		    "same period (the first is on line %llu); expected one: choose an age group "
		    "first", SLICE_ARG(area), (unsigned long long)t->entry[id].line);
	}
	return 0;
}

static int
read_row(struct population *t, const struct roles *r, struct input *in, int fyear,
    struct errmsg *e)
{
	struct slice code = roles_area_code(r, in), name = roles_area(r, in);
	struct period p;
	struct num num;

	if (roles_period(r, in, fyear, &p, e) != 0 ||
	    cell_read(in, (size_t)r->col[ROLE_POPULATION], CELL_POPULATION, &num, e) != 0)
		return -1;
	t->has_year |= p.freq == PERIOD_YEAR;
	if (slice_trim(code).n == 0)
		return store(t, in, 'n', name, p, &num, e);
	if (store(t, in, 'c', code, p, &num, e) != 0)
		return -1;
	return store(t, in, 'm', name, p, &num, e);
}

static int
read_rows(struct population *t, struct input *in, const char *const *chosen, int fyear,
    struct errmsg *e)
{
	struct errmsg why;
	struct roles r;
	int got;

	if (roles_find(&r, in->heading, in->ncols,
	    ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_POPULATION),
	    ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE), chosen, &why) != 0)
		return errmsg_set(e, "%s:1: %s", input_file(in), why.text);
	if (r.col[ROLE_AREA] < 0 && r.col[ROLE_AREA_CODE] < 0)
		return errmsg_set(e, "%s:1: no column for an area's code or name; expected "
		    "area_code, new_la_code, area_name or la_name", t->file);
	while ((got = input_next(in)) == 1)
		if (read_row(t, &r, in, fyear, e) != 0)
			return -1;
	return got == 0 ? 0 : errmsg_set(e, "%s", in->error.text);
}

struct population *
population_read(const char *path, const struct input_options *opt, const char *const *chosen,
    int fyear, struct errmsg *e)
{
	char *paths[] = {(char *)path};
	struct population *t;
	struct input *in;

	if ((in = input_open(paths, 1, opt, e)) == NULL)
		return NULL;
	t = xcalloc(1, sizeof(*t));
	t->file = xstrdup(path);
	t->keys = intern_new();
	t->key = xcalloc(1, sizeof(*t->key));
	if (read_rows(t, in, chosen, fyear, e) != 0) {
		population_free(t);
		t = NULL;
	}
	input_close(in);
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

/* Looks for the code, then for the later and the earlier code of that North East authority. */
static uint32_t
find_code(const struct population *t, struct slice code, struct period p)
{
	uint32_t id = intern_find(t->keys, make_key(t->key, 'c', code, p));
	const struct authority *a;
	size_t i;

	if (id != INTERN_NONE)
		return id;
	if ((i = authority_find(code, (struct slice){"", 0})) == AUTHORITY_NORTH_EAST_N)
		return INTERN_NONE;
	a = &authority_north_east[i];
	id = intern_find(t->keys, make_key(t->key, 'c', slice_of(a->code), p));
	if (id == INTERN_NONE && a->earlier_code[0] != '\0')
		id = intern_find(t->keys, make_key(t->key, 'c', slice_of(a->earlier_code), p));
	return id;
}

bool
population_find(const struct population *t, struct slice code, struct slice name,
    struct period p, struct num *num)
{
	bool coded = slice_trim(code).n > 0;
	uint32_t id = coded ? find_code(t, slice_trim(code), p) : INTERN_NONE;

	if (id == INTERN_NONE)
		id = intern_find(t->keys, make_key(t->key, 'n', name, p));
	if (id == INTERN_NONE && !coded)
		id = intern_find(t->keys, make_key(t->key, 'm', name, p));
	if (id == INTERN_NONE || t->entry[id].num.kind == NUM_BAD)
		return false;
	*num = t->entry[id].num;
	return true;
}

void
population_note(const struct population *t, struct period first, struct period last, int lag,
    struct errmsg *text)
{
	char a[PERIOD_SIZE], b[PERIOD_SIZE], from[PERIOD_SIZE], to[PERIOD_SIZE];
	char lagged[80] = "no lag";

	period_format(a, first);
	period_format(b, last);
	period_format(from, population_period(t, first, lag));
	period_format(to, population_period(t, last, lag));
	if (lag > 0)
		snprintf(lagged, sizeof(lagged), "a lag of %s", plural((uint64_t)lag, "year").text);
	if (strcmp(a, b) == 0)
		errmsg_set(text, "counts of %s with the population of %s in %s (%s)", a, from,
		    t->file, lagged);
	else
		errmsg_set(text, "counts of %s to %s with the populations of %s to %s in %s (%s)",
		    a, b, from, to, t->file, lagged);
}

void
population_free(struct population *t)
{
	if (t == NULL)
		return;
	intern_free(t->keys);
	keybuf_free(t->key);
	free(t->key);
	free(t->entry);
	free(t->file);
	free(t);
}

/* An area of the table that looks like this one, but differs; or p is NULL. */
static struct slice
find_alike(const struct population *t, struct slice area)
{
	struct slice rest, kind, known;

	for (uint32_t i = 0; i < intern_count(t->keys); i++) {
		rest = intern_key(t->keys, i);
		keybuf_next(&rest, &kind);
		keybuf_next(&rest, &known);
		if (!slice_eq(known, area) && visible_alike(known, area))
			return known;
	}
	return (struct slice){0};
}

/* The first row without a population. */
static void
note_missing(struct population_join *j, struct input *in, struct slice area)
{
	struct slice other = find_alike(j->table, slice_trim(area));
	struct textbuf x = {0}, y = {0};

	if (other.p == NULL) {
		input_fault(in, INPUT_WHOLE_ROW, &j->first_missing, "no population for '%.*s' in "
		    "that period", SLICE_ARG(area));
		return;
	}
	visible_add_all(&x, area);
	visible_add_all(&y, other);
	input_fault(in, INPUT_WHOLE_ROW, &j->first_missing, "no population for '%s' in that "
	    "period; '%s' in %s looks alike but differs", x.p, y.p, j->table->file);
	textbuf_free(&x);
	textbuf_free(&y);
}

bool
population_join(struct population_join *j, const struct roles *r, struct input *in,
    struct period p, struct num *num)
{
	struct slice code = roles_area_code(r, in), name = roles_area(r, in);

	if (!population_find(j->table, code, name, population_period(j->table, p, j->lag), num)) {
		if (j->missing++ == 0)
			note_missing(j, in, name.n > 0 ? name : code);
		return false;
	}
	if (j->found == 0 || p.ord < j->first.ord)
		j->first = p;
	if (j->found == 0 || p.ord > j->last.ord)
		j->last = p;
	j->found++;
	return true;
}

void
population_join_notes(const struct population_join *j, void (*say)(const char *message))
{
	struct errmsg years, text;

	if (j->found > 0) {
		population_note(j->table, j->first, j->last, j->lag, &years);
		errmsg_set(&text, "note: %s", years.text);
		say(text.text);
	}
	if (j->missing > 0) {
		errmsg_set(&text, "%s; %s", j->first_missing.text,
		    plural(j->missing, "such row").text);
		say(text.text);
	}
}
