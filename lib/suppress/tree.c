#include "suppress/tree.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/visible.h"
#include "suppress/sums.h"

#define NONE UINT32_MAX
enum { MOST_TRIES = 64 };		/* each takes a look at all rows */

/* Sums that a place would have. */
struct verdict {
	size_t exact, telling, bad, open;	/* open: hidden counts may make it one */
};

struct judge {
	struct tree t;
	struct space *s;
	struct verdict *of;		/* by place */
	uint32_t *at;			/* by place: its row in the group, or NONE */
	size_t *end;			/* by group, of its members */
	uint32_t *member;
	struct whole {
		int64_t low, high;
		size_t n, positive, unknown;
	} *sum;				/* by row */
	int64_t slack;			/* of a rounded figure */
};

/* Rows of all tables */

static void
collect(struct judge *j, struct table *const *tables, size_t n)
{
	struct tree *t = &j->t;
	struct intern *seen = intern_new();
	size_t all = 0;

	for (size_t k = 0; k < n; k++)
		all += tables[k]->n;
	t->row = xcalloc(all + 1, sizeof(*t->row));
	t->of = xcalloc(all + 1, sizeof(*t->of));
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < tables[k]->n; i++) {
			const struct row *r = &tables[k]->row[i];
			const uint32_t known = intern_count(seen);

			if (n > 1 && intern_id(seen, (struct slice){(const char *)r->at,
			    j->s->n * sizeof(*r->at)}) < known)
				continue;
			t->of[t->n] = tables[k];
			t->row[t->n++] = r;
		}
	t->first = tables[0];
	intern_free(seen);
}

/* Numbers the texts of columns that may name places. */
static void
number_texts(struct tree *t)
{
	const size_t ncols = t->first->ncols;
	struct textbuf fold = {0};

	t->texts = intern_new();
	t->name = xcalloc(ncols + 1, sizeof(*t->name));
	t->cell = xmalloc((t->n * ncols + 1) * sizeof(*t->cell));
	memset(t->cell, 0xff, t->n * ncols * sizeof(*t->cell));
	for (size_t c = 0; c < ncols; c++) {
		const struct table *in = NULL;
		size_t col = c;

		t->name[c] = above_can_name(t->first, c);
		for (size_t i = 0; i < t->n && t->name[c]; i++) {
			if (in != t->of[i])
				col = above_column(in = t->of[i], t->first->heading[c]);
			if (col >= in->ncols)
				continue;
			visible_fold(&fold, t->row[i]->cell[col]);
			if (fold.n > 0)
				t->cell[i * ncols + c] = intern_id(t->texts,
				    textbuf_slice(&fold));
		}
	}
	textbuf_free(&fold);
}

static void
number_groups(struct judge *j)
{
	struct tree *t = &j->t;
	struct intern *groups = intern_new();
	uint32_t key[SPACE_MAX];

	for (size_t i = 0; i < t->n; i++) {
		memcpy(key, t->row[i]->at, j->s->n * sizeof(*key));
		key[t->dim] = 0;
		t->group[i] = intern_id(groups, (struct slice){(const char *)key,
		    j->s->n * sizeof(*key)});
	}
	t->ngroups = intern_count(groups);
	intern_free(groups);
	j->end = xcalloc(t->ngroups + 1, sizeof(*j->end));
	for (size_t i = 0; i < t->n; i++)
		j->end[t->group[i] + 1]++;
	for (size_t g = 0; g < t->ngroups; g++)
		j->end[g + 1] += j->end[g];
	for (size_t i = 0; i < t->n; i++)
		j->member[j->end[t->group[i]]++] = (uint32_t)i;
}

/* Figures that are all multiples of 10, or of 5, may be rounded. */
static int64_t
find_slack(const struct tree *t)
{
	int64_t base = 10;

	for (size_t i = 0; i < t->n && base > 0; i++)
		while (base > 0 && t->row[i]->known && t->row[i]->count % base != 0)
			base = base == 10 ? 5 : 0;
	return (base + 1) / 2;
}

/* Judging */

static bool
has_cycle(const struct tree *t)
{
	for (uint32_t i = 0; i < t->nplaces; i++) {
		uint32_t slow = i, fast = i;

		do {
			for (int k = 0; k < 2 && fast != NONE; k++)
				fast = t->parent[fast];
			slow = t->parent[slow];
			if (fast != NONE && fast == slow)
				return true;
		} while (fast != NONE);
	}
	return false;
}

static void
add_up(struct judge *j, uint32_t row)
{
	const struct tree *t = &j->t;
	const struct row *r = t->row[row];
	uint32_t up = t->parent[tree_place(t, row)];
	struct whole *sum;

	while (up != NONE && j->at[up] == NONE)
		up = t->parent[up];
	if (up == NONE || !tree_can(t, row))
		return;
	sum = &j->sum[j->at[up]];
	sum->n++;
	sum->low += r->low;
	sum->high = sum->high == TABLE_NO_HIGH || r->high == TABLE_NO_HIGH ? TABLE_NO_HIGH :
	    sum->high + r->high;
	sum->positive += r->known && r->count > 0;
	sum->unknown += !r->known;
}

static void
judge_row(struct judge *j, uint32_t row, int64_t slack)
{
	const struct row *r = j->t.row[row];
	const struct whole *sum = &j->sum[row];
	struct verdict *v = &j->of[tree_place(&j->t, row)];
	const int64_t off = slack * ((int64_t)sum->n + 1);

	if (sum->n == 0)
		return;
	if (sum->low - off > r->high || (sum->high != TABLE_NO_HIGH && sum->high + off < r->low)) {
		v->bad++;
	} else if (r->known && sum->unknown == 0) {
		v->exact += r->count > 0;
		v->telling += sum->positive > 1;
	} else {
		v->open++;
	}
}

/* Sets the verdict on each place, if the parents are as in the tree. */
static struct verdict
judge(struct judge *j, int64_t slack)
{
	const struct tree *t = &j->t;
	struct verdict all = {0};

	memset(j->of, 0, t->nplaces * sizeof(*j->of));
	memset(j->sum, 0, t->n * sizeof(*j->sum));
	for (size_t g = 0, i = 0; g < t->ngroups; g++) {
		const size_t first = i;

		for (i = first; i < j->end[g]; i++)
			if (tree_can(t, j->member[i]))
				j->at[tree_place(t, j->member[i])] = j->member[i];
		for (i = first; i < j->end[g]; i++)
			add_up(j, j->member[i]);
		for (i = first; i < j->end[g]; i++) {
			judge_row(j, j->member[i], slack);
			j->at[tree_place(t, j->member[i])] = NONE;
		}
	}
	for (uint32_t p = 0; p < t->nplaces; p++) {
		all.exact += j->of[p].exact;
		all.telling += j->of[p].telling;
		all.bad += j->of[p].bad;
		all.open += j->of[p].open;
	}
	return all;
}

/* Whether the place is a sum by its own figures. */
static bool
holds(const struct verdict *v)
{
	return v->exact >= v->bad && (v->exact > 0 || (v->bad == 0 && v->open > 0));
}

/* What names, or sets in, its parts is their sum if most such sums add up. */
static bool
is_strong(struct judge *j)
{
	struct verdict all;

	if (has_cycle(&j->t))
		return false;
	all = judge(j, j->slack);
	return holds(&all);
}

/* Leaves only those whose own figures add up; false: these say too little. */
static bool
is_weak(struct judge *j, size_t least)
{
	struct tree *t = &j->t;
	struct verdict all;
	bool changed = true;

	for (int k = 0; k < 8 && changed; k++) {
		changed = false;
		all = judge(j, 0);
		for (uint32_t p = 0; p < t->nplaces; p++)
			if (t->parent[p] != NONE && !holds(&j->of[t->parent[p]])) {
				t->parent[p] = NONE;
				changed = true;
			}
	}
	return !changed && all.telling >= least;
}

/* Results */

static uint32_t
depth_of(const struct tree *t, uint32_t place)
{
	uint32_t depth = 0;

	for (; t->parent[place] != NONE; place = t->parent[place])
		depth++;
	return depth;
}

/*
 * A place of which no sum adds up is more than the parts that the table has, where that is so of
 * most on its level, or more than once; else it is wrong.
 */
static void
apply(struct judge *j)
{
	const struct tree *t = &j->t;
	struct dimension *d = &j->s->dim[t->dim];
	struct verdict *level = xcalloc((size_t)t->nplaces + 1, sizeof(*level));

	for (uint32_t p = 0; p < t->nplaces; p++) {
		level[depth_of(t, p)].exact += j->of[p].exact;
		level[depth_of(t, p)].bad += j->of[p].bad;
	}
	for (uint32_t p = 0; p < t->nplaces; p++) {
		const struct verdict *v = &j->of[p], *all = &level[depth_of(t, p)];

		d->place[p].parent = t->parent[p];
		if (d->place[p].parts || d->place[p].more)
			continue;
		d->place[p].parts = v->exact + v->open + v->bad > 0 &&
		    (v->bad == 0 || v->exact > 0 || (v->bad == 1 && all->exact >= all->bad));
		d->place[p].more = v->exact + v->open + v->bad > 0 && !d->place[p].parts;
	}
	d->tree = true;
	free(level);
}

/* Whether a column of levels shows all of them already: regions of authorities. */
static bool
is_shown(const struct judge *j)
{
	const struct tree *t = &j->t;
	struct dimension *d = &j->s->dim[t->dim];
	bool *has = xcalloc(t->n + 1, sizeof(*has)), all = true;
	struct sums sums = {0};

	if (d->kind == DIMENSION_GEOGRAPHY)
		sums_find_in(&sums, j->s, t->row, t->n, t->dim);
	for (size_t k = 0; k < sums.n; k++)
		has[sums.item[k].total] = true;
	for (size_t i = 0; i < t->n && all; i++)
		all = j->sum[i].n == 0 || has[i];
	sums_free(&sums);
	free(has);
	return all;
}

static void
clear(struct judge *j)
{
	memset(j->t.parent, 0xff, j->t.nplaces * sizeof(*j->t.parent));
}

/* Places whose parent, of this text or any, has no row, as parts of another: if it adds up so. */
static bool
adopt(struct judge *j, uint32_t place, uint32_t text)
{
	struct tree *t = &j->t;
	bool ok;

	for (uint32_t i = 0; i < t->nplaces; i++)
		if (i != place && t->parent[i] == NONE && t->orphan[i] != NONE &&
		    (text == NONE || t->orphan[i] == text))
			t->parent[i] = place;
	ok = !has_cycle(t) && (judge(j, 0), j->of[place].bad == 0) && j->of[place].exact > 0;
	for (uint32_t i = 0; i < t->nplaces && !ok; i++)
		if (t->parent[i] == place && t->orphan[i] != NONE)
			t->parent[i] = NONE;
	if (!ok)
		judge(j, 0);
	return ok;
}

/* Whether another part of the same whole has parts, where the place has none. */
static bool
lacks_parts(const struct tree *t, uint32_t place)
{
	bool others = false;

	for (uint32_t i = 0; i < t->nplaces; i++) {
		const uint32_t up = t->parent[i];

		if (up == place)
			return false;
		others |= up != NONE && t->parent[place] != NONE &&
		    t->parent[up] == t->parent[place];
	}
	return others;
}

/*
 * A region may have no row although its authorities name it: a nation that is more than its other
 * regions may be the sum of those and of these, and a region of the wards of its only authority.
 */
static void
adopt_all(struct judge *j)
{
	const struct tree *t = &j->t;
	size_t tries = 0;

	judge(j, 0);
	for (uint32_t p = 0; p < t->nplaces && tries < MOST_TRIES; p++) {
		bool done;

		const bool bad = j->of[p].bad > 0 && j->of[p].exact == 0;

		if (!bad && !lacks_parts(t, p))
			continue;
		tries++;
		done = bad && adopt(j, p, NONE);
		for (uint32_t i = 0; i < t->nplaces && !done && tries < MOST_TRIES; i++) {
			const bool is = t->orphan[i] != NONE && t->parent[i] == NONE;

			tries += is;
			done = is && adopt(j, p, t->orphan[i]);
		}
	}
}

/* By what is in the column: codes, or words, of which one extends another. */
static bool
try_words(struct judge *j, size_t col)
{
	clear(j);
	if (above_prefix(&j->t, col, true) && is_weak(j, 1))
		return true;
	clear(j);
	return above_prefix(&j->t, col, false) && is_weak(j, 2);
}

/* What the rows themselves say, in any order; what they say in this one; what figures confirm. */
enum source { WORDS = 1, ORDER = 2, RUNS = 4 };

/* By the order of the rows, and indentation or a level in the column. */
static bool
try_depths(struct judge *j, size_t col, unsigned sources)
{
	clear(j);
	if (above_indented(&j->t, col) && is_strong(j)) {
		j->s->dim[j->t.dim].shown = true;
		return true;
	}
	for (int after = 0; after < 2 && (sources & RUNS) != 0; after++) {
		clear(j);
		if (above_levels(&j->t, col, after > 0) && is_weak(j, 2))
			return true;
	}
	return false;
}

/*
 * Whether more sums add up by the order alone: rows between the levels may be missing. Not where
 * indentation shows levels that add up.
 */
static bool
try_order(struct judge *j)
{
	struct tree *t = &j->t;
	uint32_t *before = xmemdup(t->parent, t->nplaces * sizeof(*before));
	struct verdict with = judge(j, 0), without;
	bool better;

	if (j->s->dim[t->dim].shown && with.bad == 0) {
		free(before);
		return false;
	}
	clear(j);
	better = runs_find(t);
	without = judge(j, 0);
	better = better && without.bad == 0 && without.telling > with.telling;
	if (!better)
		memcpy(t->parent, before, t->nplaces * sizeof(*before));
	free(before);
	return better;
}

static bool
try_columns(struct judge *j, unsigned sources)
{
	for (size_t c = 0; c < j->t.first->ncols; c++) {
		if (!j->t.name[c] || (int)c == j->t.first->parent)
			continue;
		if (((sources & ORDER) != 0 && try_depths(j, c, sources)) ||
		    ((sources & WORDS) != 0 && try_words(j, c)))
			return true;
	}
	clear(j);
	return false;
}

/* Finds parents. True: some are new. */
static bool
find_parents(struct judge *j, unsigned sources)
{
	struct tree *t = &j->t;
	struct dimension *d = &j->s->dim[t->dim];
	bool found = false;

	if (d->tree) {
		for (uint32_t p = 0; p < t->nplaces; p++)
			t->parent[p] = d->place[p].parent;
		return (sources & RUNS) != 0 && runs_find(t);
	}
	if ((sources & WORDS) != 0 && above_named(t) && is_strong(j)) {
		d->named = found = true;
		adopt_all(j);
	} else {
		found = try_columns(j, sources);
	}
	if ((sources & RUNS) != 0)
		found |= (found && try_order(j)) || runs_find(t);
	return found;
}

static void
find_in(struct judge *j, unsigned sources)
{
	struct tree *t = &j->t;
	struct dimension *d = &j->s->dim[t->dim];

	t->nplaces = intern_count(d->places);
	t->parent = xmalloc((t->nplaces + 1) * sizeof(*t->parent));
	t->orphan = xmalloc((t->nplaces + 1) * sizeof(*t->orphan));
	memset(t->orphan, 0xff, t->nplaces * sizeof(*t->orphan));
	j->of = xcalloc(t->nplaces + 1, sizeof(*j->of));
	j->at = xmalloc((t->nplaces + 1) * sizeof(*j->at));
	memset(j->at, 0xff, t->nplaces * sizeof(*j->at));
	clear(j);
	number_groups(j);
	if (find_parents(j, sources)) {
		judge(j, 0);
		if (d->named || !is_shown(j))
			apply(j);
	}
	free(t->parent);
	free(t->orphan);
	free(j->of);
	free(j->at);
	free(j->end);
}

static void
look_at(struct space *s, struct table *const *tables, size_t n, unsigned sources)
{
	struct judge j = {.s = s, .t = {.s = s}};
	struct tree *t = &j.t;

	collect(&j, tables, n);
	number_texts(t);
	t->group = xcalloc(t->n + 1, sizeof(*t->group));
	j.member = xcalloc(t->n + 1, sizeof(*j.member));
	j.sum = xcalloc(t->n + 1, sizeof(*j.sum));
	j.slack = find_slack(t);
	for (t->dim = 0; t->dim < s->n; t->dim++)
		if (s->dim[t->dim].kind != DIMENSION_PERIOD &&
		    intern_count(s->dim[t->dim].places) > 2)
			find_in(&j, sources);
	free(t->row);
	free(t->of);
	free(t->cell);
	free(t->name);
	free(t->group);
	free(j.member);
	free(j.sum);
	intern_free(t->texts);
}

/* The order is that of each table. */
void
tree_find(struct space *s, struct table *const *tables, size_t n, const bool *rounded)
{
	look_at(s, tables, n, n > 1 ? WORDS : WORDS | ORDER | (rounded[0] ? 0 : RUNS));
	for (size_t k = 0; k < n && n > 1; k++)
		look_at(s, &tables[k], 1, ORDER | (rounded[k] ? 0 : RUNS));
}

bool
tree_has_parents(const struct space *s)
{
	for (size_t d = 0; d < s->n; d++)
		if (s->dim[d].named)
			return true;
	return false;
}

bool
tree_is_guess(const struct space *s, size_t dim, const struct row *r)
{
	const struct place *p = space_place(s, dim, r);

	return p->parts && !p->total && !s->dim[dim].named && !s->dim[dim].shown;
}

/* Messages */

static void
say(const struct table *t, const struct dimension *d, const struct place *first, size_t n,
    bool sums, void (*note)(const char *message))
{
	struct errmsg e;

	errmsg_set(&e, "%s: %.*s: '%.*s' is %s%s%s: %s %staken as %s", t->file,
	    SLICE_ARG(d->heading), SLICE_ARG(first->words), sums ? "the sum of other rows" :
	    "not the sum of the rows below it", n == 1 ? "" : sums ? n == 2 ? ", and so is " :
	    ", and so are " : n == 2 ? ", nor is " : ", nor are ",
	    n == 1 ? "" : plural(n - 1, "other").text, n == 1 ? "it is" : "they are",
	    sums ? "" : "not ", n == 1 ? "their total" : "totals");
	note(e.text);
}

void
tree_report(const struct space *s, const struct table *t,
    bool (*has)(const void *arg, size_t dim, uint32_t place), const void *arg,
    void (*note)(const char *message))
{
	for (size_t k = 0; k < s->n; k++) {
		const struct dimension *d = &s->dim[k];
		const struct place *sum = NULL, *more = NULL;
		size_t nsums = 0, nmore = 0;

		for (uint32_t i = intern_count(d->places); i-- > 0 && d->tree;) {
			const struct place *p = &d->place[i];

			if (p->parts && !d->named && has(arg, k, i)) {
				sum = p;
				nsums++;
			} else if (p->more) {
				more = p;
				nmore++;
			}
		}
		if (nsums > 0)
			say(t, d, sum, nsums, true, note);
		if (nmore > 0)
			say(t, d, more, nmore, false, note);
	}
}
