#include "suppress/unnamed.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/visible.h"
#include "suppress/own.h"

#define NONE SIZE_MAX

enum { MOST_NAMED = 2 };

struct finder {
	const struct space *s;
	const struct table *t;
	size_t dim, by;			/* the dimension; a further column, or NONE */
	uint32_t *of;			/* by row: its group */
	struct group {
		int64_t sum;		/* of the counts that are known */
		uint32_t greatest;	/* a row */
		size_t positive, hidden, n;
		bool tie;		/* another row has as much */
		bool whole;		/* it has a total, or what may be one */
	} *group;
	size_t ngroups;
	struct intern *found;		/* keys of rows that are sums: key_of(); */
	size_t *good, *bad;		/* by key: groups; */
	size_t *full;			/* good ones without a 0 */
	struct textbuf text, fold;	/* room */
};

/* Groups */

static bool
is_whole(const struct finder *f, const struct row *r)
{
	const struct place *p = space_place(f->s, f->dim, r);

	return p->total || p->whole || p->apart || p->parent != PLACE_NONE;
}

static void
add_row(struct group *g, const struct table *t, uint32_t i)
{
	const struct row *r = &t->row[i];
	const int64_t most = g->n > 0 && t->row[g->greatest].known ? t->row[g->greatest].count : -1;

	g->n++;
	if (!r->known) {
		g->hidden++;
		if (g->n == 1)
			g->greatest = i;
		return;
	}
	g->sum += r->count;
	g->positive += r->count > 0;
	g->tie = r->count == most || (g->tie && r->count < most);
	if (r->count > most)
		g->greatest = i;
}

/* Rows that differ in the dimension, and agree in the others and in the further column. */
static void
make_groups(struct finder *f)
{
	struct intern *groups = intern_new();

	for (uint32_t i = 0; i < f->t->n; i++) {
		const struct row *r = &f->t->row[i];
		uint32_t key[SPACE_MAX];

		memcpy(key, r->at, f->s->n * sizeof(*key));
		key[f->dim] = 0;
		textbuf_reset(&f->text);
		textbuf_add(&f->text, (struct slice){(const char *)key, f->s->n * sizeof(*key)});
		if (f->by != NONE) {
			visible_fold(&f->fold, r->place[f->by]);
			textbuf_add(&f->text, textbuf_slice(&f->fold));
		}
		f->of[i] = intern_id(groups, textbuf_slice(&f->text));
	}
	f->ngroups = intern_count(groups);
	f->group = xcalloc(f->ngroups + 1, sizeof(*f->group));
	intern_free(groups);
	for (uint32_t i = 0; i < f->t->n; i++) {
		struct group *g = &f->group[f->of[i]];

		if (is_whole(f, &f->t->row[i]))
			g->whole = true;
		else
			add_row(g, f->t, i);
	}
}

/* Whether the greatest count is the sum of the others. */
static bool
adds_up(const struct finder *f, const struct group *g)
{
	return g->hidden == 0 && g->positive > 2 && !g->tie &&
	    2 * f->t->row[g->greatest].count == g->sum;
}

/* Whether it says something that the group adds up: of 1, 1 and 2 it does not. */
static bool
is_telling(const struct finder *f, const struct group *g)
{
	return g->positive > 3 || (g->positive == 3 && g->n > 3 &&
	    f->t->row[g->greatest].count >= 10);
}

/* In one of four groups of three parts or more, as by chance it is far fewer; or all of two. */
static bool
hold(const struct finder *f)
{
	size_t holds = 0, broken = 0, few = 0, few_broken = 0;

	for (size_t i = 0; i < f->ngroups; i++) {
		const struct group *g = &f->group[i];
		const bool adds = adds_up(f, g);

		if (g->whole || g->hidden > 0)
			continue;
		holds += adds && is_telling(f, g);
		broken += !adds && is_telling(f, g);
		few += adds && !is_telling(f, g);
		few_broken += !adds && g->positive == 3 && !is_telling(f, g);
	}
	return holds > 0 ? 3 * holds >= broken : few > 1 && broken + few_broken == 0;
}

/* Rows that are sums */

static struct slice
dimension_words(const struct finder *f, const struct row *r)
{
	return space_place(f->s, f->dim, r)->words;
}

static struct slice
key_of(struct finder *f, struct slice words, struct slice further)
{
	textbuf_reset(&f->text);
	visible_fold(&f->fold, words);
	textbuf_addf(&f->text, "%.*s\n", (int)f->fold.n, f->fold.p);
	visible_fold(&f->fold, further);
	textbuf_add(&f->text, textbuf_slice(&f->fold));
	return textbuf_slice(&f->text);
}

static struct slice
key_of_row(struct finder *f, const struct row *r)
{
	return key_of(f, dimension_words(f, r), f->by == NONE ? slice_of("") : r->place[f->by]);
}

/* Counts, by key, the groups in which the row is the sum of the others, and those in which not. */
static void
count_rows(struct finder *f)
{
	const uint32_t n = intern_count(f->found);

	f->good = xcalloc(n + 1, sizeof(*f->good));
	f->bad = xcalloc(n + 1, sizeof(*f->bad));
	f->full = xcalloc(n + 1, sizeof(*f->full));
	for (uint32_t i = 0; i < f->t->n; i++) {
		const struct group *g = &f->group[f->of[i]];
		const struct row *r = &f->t->row[i];
		const uint32_t id = is_whole(f, r) ? INTERN_NONE :
		    intern_find(f->found, key_of_row(f, r));

		if (id == INTERN_NONE)
			continue;
		if (!g->whole && adds_up(f, g) && g->greatest == i) {
			f->good[id]++;
			f->full[id] += g->positive == g->n;
		}
		f->bad[id] += g->whole || (r->known && g->n > 1 && (g->hidden == 0 ?
		    2 * r->count != g->sum : 2 * r->count < g->sum));
	}
}

/*
 * Without a further column a label is a total everywhere: a few that do not add up are wrong,
 * unless others may do so because of a part of 0.
 */
static bool
is_total(struct finder *f, uint32_t id)
{
	if (id == INTERN_NONE || f->by != NONE)
		return id != INTERN_NONE && f->good[id] > f->bad[id];
	return f->bad[id] == 0 || (f->full[id] > 1 && f->full[id] >= f->bad[id]);
}

static bool
find_rows(struct finder *f)
{
	bool all = true, any = false;

	for (size_t i = 0; i < f->ngroups; i++) {
		const struct group *g = &f->group[i];

		if (!g->whole && adds_up(f, g))
			intern_id(f->found, key_of_row(f, &f->t->row[g->greatest]));
	}
	count_rows(f);
	for (uint32_t id = 0; id < intern_count(f->found); id++) {
		any |= is_total(f, id);
		all &= is_total(f, id);
	}
	return any && (all || f->by != NONE);
}

/* What they become */

static void
call_total(struct finder *f, struct table *t, struct slice words)
{
	if (t->called == NULL)
		t->called = intern_new();
	intern_id(t->called, key_of(f, words, f->s->dim[f->dim].heading));
}

static int
column_in(const struct finder *f, const struct table *t, size_t col)
{
	for (size_t c = 0; c < t->ncols; c++)
		if (t == f->t ? c == col : visible_alike(t->heading[c], f->t->heading[col]))
			return (int)c;
	return -1;
}

/* The column of the dimension in the first table. */
static size_t
dimension_column(const struct finder *f)
{
	const struct dimension *d = &f->s->dim[f->dim];
	const int *of = f->t->roles.col;

	if (d->role == ROLE_AREA)
		return (size_t)(of[ROLE_AREA] >= 0 ? of[ROLE_AREA] : of[ROLE_AREA_CODE]);
	if (d->role != ROLE_N)
		return (size_t)of[d->role];
	for (size_t c = 0; c < f->t->ncols; c++)
		if (visible_alike(f->t->heading[c], d->heading))
			return c;
	return 0;
}

/* Reads the cells as blank, so that they are found as an authority's own rows are. */
static void
blank_rows(struct finder *f, struct table *t)
{
	const int col = column_in(f, t, dimension_column(f)), by = column_in(f, t, f->by);

	for (size_t i = 0; i < t->n && col >= 0 && by >= 0; i++) {
		struct row *r = &t->row[i];

		if (is_total(f, intern_find(f->found, key_of(f, slice_trim(r->place[col]),
		    r->place[by]))))
			own_blank(t, r, (size_t)col);
	}
}

static void
say(struct finder *f, void (*note)(const char *message))
{
	size_t n = 0;
	struct errmsg e;

	for (size_t i = 0; i < f->ngroups && note != NULL; i++) {
		const struct group *g = &f->group[i];
		const struct row *r = &f->t->row[g->greatest];

		if (g->whole || !adds_up(f, g) || !is_total(f, intern_find(f->found,
		    key_of_row(f, r))) || n++ >= MOST_NAMED)
			continue;
		errmsg_set(&e, "%s:%" PRIu64 ": %.*s: '%.*s' is the sum of the others: it is taken "
		    "as their total", r->file, r->line, SLICE_ARG(f->s->dim[f->dim].heading),
		    SLICE_ARG(dimension_words(f, r)));
		note(e.text);
	}
	if (n <= MOST_NAMED)
		return;
	errmsg_set(&e, "%s: %.*s: the same in %s", f->t->file,
	    SLICE_ARG(f->s->dim[f->dim].heading), plural(n - MOST_NAMED, "more group").text);
	note(e.text);
}

/* Where it holds in some groups, but not wherever the row is: perhaps a total. */
static bool
hint(struct finder *f, void (*note)(const char *message))
{
	const struct group *sum = NULL;
	size_t holds = 0, broken = 0;
	struct errmsg e;

	for (size_t i = 0; i < f->ngroups; i++) {
		const struct group *g = &f->group[i];

		if (g->whole || g->hidden > 0 || !is_telling(f, g))
			continue;
		holds += adds_up(f, g);
		broken += !adds_up(f, g);
		sum = sum == NULL && adds_up(f, g) ? g : sum;
	}
	if (sum == NULL || 3 * holds < broken)
		return false;
	errmsg_set(&e, "%s:%" PRIu64 ": %.*s: '%.*s' is the sum of the others; --total '%.*s' "
	    "if it is their total", f->t->file, f->t->row[sum->greatest].line,
	    SLICE_ARG(f->s->dim[f->dim].heading),
	    SLICE_ARG(dimension_words(f, &f->t->row[sum->greatest])),
	    SLICE_ARG(dimension_words(f, &f->t->row[sum->greatest])));
	note(e.text);
	return true;
}

static bool
try_column(struct finder *f, struct table *const *t, size_t n, void (*note)(const char *message))
{
	bool found;

	f->found = intern_new();
	make_groups(f);
	found = hold(f) && find_rows(f);
	for (size_t k = 0; k < n && found && f->by != NONE; k++)
		blank_rows(f, t[k]);
	for (size_t i = 0; i < f->ngroups && found && f->by == NONE; i++)
		for (size_t k = 0; k < n && !f->group[i].whole && adds_up(f, &f->group[i]); k++)
			call_total(f, t[k],
			    dimension_words(f, &f->t->row[f->group[i].greatest]));
	if (found)
		say(f, note);
	free(f->group);
	free(f->good);
	free(f->bad);
	free(f->full);
	f->good = f->bad = f->full = NULL;
	intern_free(f->found);
	return found;
}

/* What may have totals: not years, of which a later one may be the sum of three by chance. */
static bool
can_have(const struct finder *f)
{
	const struct dimension *d = &f->s->dim[f->dim];

	return d->kind != DIMENSION_PERIOD && d->kind != DIMENSION_GEOGRAPHY &&
	    intern_count(d->places) > 2;
}

static bool
can_group(const struct finder *f)
{
	size_t words = 0;

	if (f->by == f->t->count || space_has_column(f->s, f->t, f->by) ||
	    f->s->dim[f->dim].role == ROLE_INDICATOR)
		return false;
	for (size_t i = 0; i < f->t->n; i++)
		words += table_is_word(f->t->row[i].cell[f->by]);
	return 2 * words > f->t->n;
}

static bool
has_secrets(const struct table *t, const struct policy *policy)
{
	for (size_t i = 0; i < t->n; i++)
		if (!t->row[i].known || policy_is_sensitive(policy, t->row[i].count))
			return true;
	return false;
}

/* One for each dimension, once nothing more is found. */
static void
give_hints(struct finder *f, void (*note)(const char *message))
{
	for (f->dim = 0; f->dim < f->s->n; f->dim++) {
		bool given = !can_have(f);

		for (f->by = NONE; !given && (f->by == NONE || f->by < f->t->ncols); f->by++) {
			if (f->by != NONE && !can_group(f))
				continue;
			make_groups(f);
			given = hint(f, note);
			free(f->group);
		}
	}
}

bool
unnamed_find(const struct space *s, struct table *const *t, size_t n,
    const struct policy *policy, void (*note)(const char *message))
{
	struct finder f = {.s = s, .t = t[0]};
	bool found = false;

	f.of = xcalloc(f.t->n + 1, sizeof(*f.of));
	for (f.dim = 0; f.dim < s->n && !found && has_secrets(f.t, policy); f.dim++) {
		f.by = NONE;
		if (!can_have(&f))
			continue;
		found = try_column(&f, t, n, note);
		for (f.by = 0; f.by < f.t->ncols && !found; f.by++)
			found = can_group(&f) && try_column(&f, t, n, note);
	}
	if (!found && note != NULL && has_secrets(f.t, policy))
		give_hints(&f, note);
	free(f.of);
	textbuf_free(&f.text);
	textbuf_free(&f.fold);
	return found;
}

bool
unnamed_has(const struct table *t, struct slice heading, struct slice words)
{
	struct finder f = {0};
	bool has = t->called != NULL &&
	    intern_find(t->called, key_of(&f, words, heading)) != INTERN_NONE;

	textbuf_free(&f.text);
	textbuf_free(&f.fold);
	return has;
}

void
unnamed_forget(struct table *t)
{
	intern_free(t->called);
	t->called = NULL;
}
