#include "suppress/nested.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "suppress/missing.h"
#include "suppress/ranges.h"

enum { MOST_NAMED = 10 };

/* A year that has its quarters. */
struct year {
	const uint32_t *at;
	const struct row *row;		/* NULL: its sums meet in totals without rows */
	size_t nparts;
	bool fits;
	bool telling;			/* it does, and would not as the count at its end */
	bool end;			/* it is that of its last quarter */
};

struct nested {
	struct study *st;
	const struct row **row;		/* by cell */
	int64_t *low, *high;
	size_t dim;
	struct year *year;
	size_t n, direct, cap;		/* direct: those that have rows */
	void (*fault)(const char *message), (*note)(const char *message);
	size_t broken;
};

struct verdict {
	size_t years, telling, broken, ends;
};

static void
collect(struct nested *n)
{
	const struct study *st = n->st;

	n->row = xcalloc(st->ncells, sizeof(*n->row));
	n->low = xcalloc(st->ncells, sizeof(*n->low));
	n->high = xcalloc(st->ncells, sizeof(*n->high));
	for (size_t i = 0; i < st->ncells; i++) {
		const struct study_cell *c = &st->cell[i];
		const struct publication *p = &st->pub[c->pub];

		n->row[i] = c->row;
		n->low[i] = p->low[c->in] > c->low ? p->low[c->in] : c->low;
		n->high[i] = p->high[c->in] < c->high ? p->high[c->in] : c->high;
		/* A hidden count is no 0, here: else plans at the end of a year might do. */
		if (!c->row->known && n->low[i] == 0)
			n->low[i] = n->high[i] > 0;
	}
}

static void
add_year(void *arg, const uint32_t *at, bool fits, bool telling)
{
	struct nested *n = arg;

	if (n->direct > 0 && !fits)
		return;
	n->year = xgrow(n->year, &n->cap, n->n + 1, sizeof(*n->year));
	n->year[n->n++] = (struct year){.at = at, .fits = fits, .telling = telling};
}

/* Whether the sum is known, and that it fits no accident: of plans at the end it would not. */
static bool
is_telling(const struct nested *n, const struct sum *s)
{
	bool known = n->low[s->total] == n->high[s->total];
	size_t above = 0;

	for (size_t i = 0; i < s->n && known; i++) {
		known = n->low[s->part[i]] == n->high[s->part[i]];
		above += n->low[s->part[i]] > 0;
	}
	return known && above > 1;
}

static bool
is_last(const struct nested *n, const struct sum *s)
{
	const uint32_t last = s->part[s->n - 1];

	return n->low[last] == n->high[last] && n->low[s->total] == n->low[last] &&
	    n->high[s->total] == n->high[last];
}

static void
find_years(struct nested *n)
{
	struct sums sums = {0};

	sums_find_in(&sums, &n->st->space, n->row, n->st->ncells, n->dim);
	for (size_t k = 0; k < sums.n; k++) {
		const struct sum *s = &sums.item[k];
		const struct row *total = n->row[s->total];
		bool fits = ranges_add_up(n->low, n->high, s->total, s->part, s->n);

		if (space_place(&n->st->space, n->dim, total)->total)
			continue;
		add_year(n, total->at, fits, fits && is_telling(n, s));
		n->year[n->n - 1].row = total;
		n->year[n->n - 1].nparts = s->n;
		n->year[n->n - 1].end = is_last(n, s);
	}
	sums_free(&sums);
	n->direct = n->n;
	missing_years(n->st, n->dim, add_year, n);
}

static void
count(struct verdict *v, const struct year *y)
{
	v->years++;
	v->telling += y->telling;
	v->broken += !y->fits;
	v->ends += y->end;
}

static bool
is_sum(const struct verdict *v)
{
	return v->years > 0 && (v->broken == 0 || v->telling > 0);
}

/* A few wrong years are an error, as other totals are; many: it is true of the others only. */
static bool
is_mixed(const struct verdict *v)
{
	return is_sum(v) && v->broken > 0 && 2 * v->broken > v->years;
}

/* By place of the dimension. The caller frees it. */
static struct verdict *
count_by(const struct nested *n, size_t by)
{
	struct verdict *v = xcalloc(intern_count(n->st->space.dim[by].places), sizeof(*v));

	for (size_t i = 0; i < n->n; i++)
		count(&v[n->year[i].at[by]], &n->year[i]);
	return v;
}

/*
 * Whether the places of the dimension show which years are sums: all of those of one place, or
 * none. One wrong year shows nothing.
 */
static bool
explains(const struct nested *n, size_t by)
{
	const struct dimension *d = &n->st->space.dim[by];
	struct verdict *v = count_by(n, by);
	bool sums = false, clean = true;

	for (uint32_t i = 0; i < intern_count(d->places); i++) {
		sums |= v[i].telling > 0;
		clean &= v[i].broken == 0 || (v[i].telling == 0 &&
		    (v[i].broken > 1 || v[i].ends == v[i].years || d->role == ROLE_INDICATOR));
	}
	free(v);
	return sums && clean;
}

/* The dimension that shows it, indicators before others; SIZE_MAX: none. */
static size_t
find_by(const struct nested *n)
{
	const struct space *s = &n->st->space;
	size_t indicator = SIZE_MAX;

	for (size_t d = 0; d < s->n; d++)
		if (s->dim[d].role == ROLE_INDICATOR && intern_count(s->dim[d].places) > 1)
			indicator = d;
	if (indicator != SIZE_MAX && explains(n, indicator))
		return indicator;
	for (size_t d = 0; d < s->n; d++)
		if (d != n->dim && s->dim[d].kind == DIMENSION_COLUMN && explains(n, d))
			return d;
	return indicator;
}

/* What the rows that differ only in the period have in common. */
static struct slice
key_of(const struct space *s, size_t dim, const uint32_t *at, uint32_t *key)
{
	memcpy(key, at, s->n * sizeof(*key));
	key[dim] = 0;
	return (struct slice){(const char *)key, s->n * sizeof(*key)};
}

static void
name_broken(struct nested *n, const struct year *y)
{
	const struct table *t = &n->st->pub[0].table;
	struct textbuf b = {0};
	struct errmsg e;

	if (y->row == NULL || n->broken++ >= MOST_NAMED)
		return;
	space_words(&n->st->space, y->row, &b);
	errmsg_set(&e, "%s:%" PRIu64 ": %.*s: %s is not the sum of its parts (%s), as others are; "
	    "expected years that add up: correct it, or the rows of its parts", y->row->file,
	    y->row->line, SLICE_ARG(t->heading[t->count]), b.p, plural(y->nparts, "row").text);
	n->fault(e.text);
	textbuf_free(&b);
}

static void
say_mixed(const struct nested *n, const struct verdict *v, size_t by, uint32_t place)
{
	const struct space *s = &n->st->space;
	struct slice words = by == SIZE_MAX ? (struct slice){0} : s->dim[by].place[place].words;
	struct errmsg e;

	if (n->note == NULL)
		return;
	errmsg_set(&e, "%s: %s%.*s%s%zu of %s %s the sum of quarters or months: only these are "
	    "taken to be", n->st->pub[0].table.file, words.n > 0 ? "of " : "", SLICE_ARG(words),
	    words.n > 0 ? ", " : "", v->years - v->broken, plural(v->years, "year").text,
	    v->years - v->broken == 1 ? "is" : "are");
	n->note(e.text);
}

static void
decide(struct nested *n)
{
	struct space *s = &n->st->space;
	struct dimension *d = &s->dim[n->dim];
	struct verdict all = {0}, *by = NULL;
	uint32_t places;

	for (size_t i = 0; i < n->n; i++)
		count(&all, &n->year[i]);
	d->nested = is_sum(&all);
	d->by = all.broken == 0 ? SIZE_MAX : find_by(n);
	by = d->by == SIZE_MAX ? &all : count_by(n, d->by);
	places = d->by == SIZE_MAX ? 1 : intern_count(s->dim[d->by].places);
	for (uint32_t i = 0; i < places; i++) {
		if (d->by != SIZE_MAX)
			s->dim[d->by].place[i].flow = is_sum(&by[i]);
		if (is_mixed(&by[i]))
			say_mixed(n, &by[i], d->by, i);
	}
	for (size_t i = 0; i < n->n; i++) {
		const struct verdict *v = d->by == SIZE_MAX ? by : &by[n->year[i].at[d->by]];
		uint32_t key[SPACE_MAX];

		if (n->year[i].fits || !is_sum(v))
			continue;
		if (!is_mixed(v))
			name_broken(n, &n->year[i]);
		if (d->except == NULL)
			d->except = intern_new();
		intern_id(d->except, key_of(s, n->dim, n->year[i].at, key));
	}
	if (by != &all)
		free(by);
}

bool
nested_holds(const struct space *s, size_t dim, const struct row *r)
{
	const struct dimension *d = &s->dim[dim];
	uint32_t key[SPACE_MAX];

	return d->nested && (d->by == SIZE_MAX || s->dim[d->by].place[r->at[d->by]].flow) &&
	    (d->except == NULL ||
	    intern_find(d->except, key_of(s, dim, r->at, key)) == INTERN_NONE);
}

int
nested_find(struct study *st, bool *found, void (*fault)(const char *message),
    void (*note)(const char *message), struct errmsg *e)
{
	struct nested n = {.st = st, .fault = fault, .note = note};

	*found = false;
	while (n.dim < st->space.n && st->space.dim[n.dim].kind != DIMENSION_PERIOD)
		n.dim++;
	if (n.dim == st->space.n)
		return 0;
	st->space.dim[n.dim].nested = true;
	collect(&n);
	find_years(&n);
	decide(&n);
	*found = st->space.dim[n.dim].nested;
	free(n.row);
	free(n.low);
	free(n.high);
	free(n.year);
	if (n.broken == 0)
		return 0;
	return errmsg_set(e, "%s %s not add up: check the table first, as with csv-check",
	    plural(n.broken, "year").text, n.broken == 1 ? "does" : "do");
}
