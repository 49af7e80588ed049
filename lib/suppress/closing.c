#include "suppress/closing.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "suppress/hints.h"
#include "suppress/nested.h"
#include "suppress/same.h"

enum { MOST_SERIES = 1000, SHORTEST = 28 };

/* A row by where and when it ends. */
struct end {
	uint32_t where;			/* a number for its place in the other dimensions */
	int32_t last, days;
	uint32_t series, row;
};

/* What says that the counts of two ends are one. */
struct evidence {
	size_t equal, broken;
	int64_t greatest;
};

struct pair {
	uint32_t a, b;			/* rows */
	size_t of;			/* its evidence */
};

struct finder {
	const struct space *s;
	const struct table *t;
	size_t period, series;		/* dimensions; SPACE_MAX: there is none */
	struct end *end;
	size_t n;
	struct pair *pair;
	size_t npairs, cap;
};

static int
by_place(const void *a, const void *b)
{
	const struct end *x = a, *y = b;

	if (x->where != y->where)
		return x->where < y->where ? -1 : 1;
	if (x->last != y->last)
		return x->last < y->last ? -1 : 1;
	if (x->series != y->series)
		return x->series < y->series ? -1 : 1;
	if (x->days != y->days)
		return x->days > y->days ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* The dimension whose places may be openings or closings: indicators, or what shows flows. */
static size_t
series_of(const struct space *s, size_t period)
{
	if (s->dim[period].by != SIZE_MAX)
		return s->dim[period].by;
	for (size_t d = 0; d < s->n; d++)
		if (s->dim[d].role == ROLE_INDICATOR)
			return d;
	return SPACE_MAX;
}

static void
list_ends(struct finder *f)
{
	struct intern *places = intern_new();

	f->end = xcalloc(f->t->n, sizeof(*f->end));
	for (uint32_t i = 0; i < f->t->n; i++) {
		const struct row *r = &f->t->row[i];
		const struct place *p = space_place(f->s, f->period, r);
		uint32_t key[SPACE_MAX];

		if (!p->dated)
			continue;
		memcpy(key, r->at, f->s->n * sizeof(*key));
		key[f->period] = 0;
		if (f->series != SPACE_MAX)
			key[f->series] = 0;
		f->end[f->n++] = (struct end){intern_id(places, (struct slice){(char *)key,
		    f->s->n * sizeof(*key)}), p->last, p->last - p->first + 1,
		    f->series == SPACE_MAX ? 0 : r->at[f->series], i};
	}
	intern_free(places);
	qsort(f->end, f->n, sizeof(*f->end), by_place);
}

static void
add_pair(struct finder *f, struct evidence *e, size_t of, uint32_t a, uint32_t b)
{
	const struct row *x = &f->t->row[a], *y = &f->t->row[b];

	f->pair = xgrow(f->pair, &f->cap, f->npairs + 1, sizeof(*f->pair));
	f->pair[f->npairs++] = (struct pair){a, b, of};
	if (!x->known || !y->known)
		return;
	e[of].equal += x->count == y->count && x->count > 0;
	e[of].broken += x->count != y->count;
	if (x->count == y->count && x->count > e[of].greatest)
		e[of].greatest = x->count;
}

static bool
are_equal(const struct finder *f, const struct pair *p)
{
	const struct row *x = &f->t->row[p->a], *y = &f->t->row[p->b];

	return x->known && y->known && x->count == y->count;
}

/* Hands over the pairs that hold, and forgets all. */
static void
settle(struct finder *f, const struct evidence *e, void (*add)(void *arg, uint32_t a, uint32_t b),
    void *arg)
{
	for (size_t i = 0; i < f->npairs; i++) {
		const struct evidence *of = &e[f->pair[i].of];

		if (of->equal == 0 || (of->equal == 1 && of->greatest <= SAME_LEAST) ||
		    of->broken > of->equal || (of->broken > 0 && !are_equal(f, &f->pair[i])))
			continue;
		add(arg, f->pair[i].a, f->pair[i].b);
	}
	f->npairs = 0;
}

/* A year and its last quarter, unless it is the sum of all. */
static void
find_years(struct finder *f, struct evidence *e)
{
	for (size_t i = 1; i < f->n; i++) {
		const struct end *a = &f->end[i - 1], *b = &f->end[i];

		if (a->where == b->where && a->last == b->last && a->series == b->series &&
		    a->days > b->days && b->days >= SHORTEST &&
		    !nested_holds(f->s, f->period, &f->t->row[a->row]))
			add_pair(f, e, a->series, a->row, b->row);
	}
}

/* The first that ends there on that day, or later. */
static size_t
find_end(const struct finder *f, uint32_t where, int32_t last)
{
	size_t low = 0, high = f->n;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const struct end *e = &f->end[middle];

		if (e->where < where || (e->where == where && e->last < last))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Whether the row is of a year to date, which opens or closes nothing. */
static bool
is_to_date(const struct finder *f, uint32_t row)
{
	static const char *const words[] = {"date", "ytd", "cumulative", NULL};

	return f->series != SPACE_MAX &&
	    hints_has_word(space_place(f->s, f->series, &f->t->row[row])->words, words);
}

/* Openings and the closings of the period before, which is about as long. */
static void
find_openings(struct finder *f, struct evidence *e, uint32_t nseries)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct end *a = &f->end[i];
		const int32_t before = a->last - a->days;

		for (size_t k = find_end(f, a->where, before); k < f->n; k++) {
			const struct end *b = &f->end[k];

			if (b->where != a->where || b->last != before)
				break;
			if (b->series != a->series && abs(b->days - a->days) <= 3 &&
			    !is_to_date(f, a->row) && !is_to_date(f, b->row))
				add_pair(f, e, (size_t)a->series * nseries + b->series, a->row,
				    b->row);
		}
	}
}

void
closing_find(const struct space *s, const struct table *t,
    void (*add)(void *arg, uint32_t a, uint32_t b), void *arg)
{
	struct finder f = {.s = s, .t = t};
	struct evidence *e;
	uint32_t nseries = 1;

	while (f.period < s->n && s->dim[f.period].kind != DIMENSION_PERIOD)
		f.period++;
	if (f.period == s->n)
		return;
	f.series = series_of(s, f.period);
	if (f.series != SPACE_MAX)
		nseries = intern_count(s->dim[f.series].places);
	list_ends(&f);
	e = xcalloc(nseries, sizeof(*e));
	find_years(&f, e);
	settle(&f, e, add, arg);
	free(e);
	if (nseries > 1 && nseries <= MOST_SERIES) {
		e = xcalloc((size_t)nseries * nseries, sizeof(*e));
		find_openings(&f, e, nseries);
		settle(&f, e, add, arg);
		free(e);
	}
	free(f.end);
	free(f.pair);
}
