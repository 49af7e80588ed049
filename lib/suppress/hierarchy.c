#include "suppress/hierarchy.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/visible.h"
#include "suppress/labels.h"
#include "suppress/own.h"
#include "table/authority.h"

/* The dimensions and, where it is tried, one column more: number s->n. */
struct trial {
	const struct space *s;
	const struct table *t;
	uint32_t *more;			/* by row: its place in that column; NULL: none */
	bool *more_own;			/* by place */
	size_t dups;			/* rows that are alike */
	size_t ok, broken;		/* sums that add up; whose parts are too large */
	size_t parts;			/* of those that add up */
	size_t completed;		/* sums that were completed, or not */
	/* By row, of totals: whether the sum adds up, or lacks parts. */
	enum held { NO_SUM, HOLDS, SHORT } *held;
};

/* England, or a region, in a column of authorities. */
static bool
is_whole_area(struct slice heading, struct slice words)
{
	return role_is_named(ROLE_AREA, heading) &&
	    authority_whole(slice_of(""), words) != AUTHORITY_NO_WHOLE;
}

/* Whether the row is a whole in the dimension: its cell is blank, or called as a total. */
static bool
is_own(const struct trial *tr, size_t dim, const struct row *r)
{
	const struct place *p;

	if (dim == tr->s->n)
		return tr->more_own[tr->more[r - tr->t->row]];
	p = space_place(tr->s, dim, r);
	return p->whole || p->apart;
}

static size_t
dimensions(const struct trial *tr)
{
	return tr->s->n + (tr->more != NULL);
}

/* Whether blanks and totals of the dimension are looked at. */
static bool
can_nest(const struct trial *tr, size_t dim)
{
	const struct dimension *d = &tr->s->dim[dim];

	return dim == tr->s->n || (d->kind != DIMENSION_PERIOD &&
	    d->kind != DIMENSION_GEOGRAPHY && d->role != ROLE_INDICATOR);
}

enum { MOST_COMPLETED = 100 };	/* sums in a trial: each takes a look at all rows */

#define ALL SIZE_MAX
#define WHOLE (UINT32_MAX - 1)	/* in place of a blank, and of the label of a total */

static uint32_t
at(const struct trial *tr, size_t dim, size_t row)
{
	return dim == tr->s->n ? tr->more[row] : tr->t->row[row].at[dim];
}

static uint32_t
place_of(const struct trial *tr, size_t dim, size_t row)
{
	return can_nest(tr, dim) && is_own(tr, dim, &tr->t->row[row]) ? WHOLE : at(tr, dim, row);
}

/* Numbers rows by their places in all dimensions but one, or in all as they are. */
static uint32_t
number_rows(const struct trial *tr, size_t except, uint32_t *of)
{
	struct intern *groups = intern_new();
	uint32_t key[SPACE_MAX + 1], n;

	for (size_t i = 0; i < tr->t->n; i++) {
		for (size_t d = 0; d < dimensions(tr); d++)
			key[d] = except == ALL ? at(tr, d, i) : d == except ? 0 :
			    place_of(tr, d, i);
		of[i] = intern_id(groups, (struct slice){(const char *)key,
		    dimensions(tr) * sizeof(*key)});
	}
	n = intern_count(groups);
	intern_free(groups);
	return n;
}

struct parts {
	int64_t low, high;
	size_t n;
};

static void
add_part(struct parts *p, const struct row *r)
{
	p->low += r->low;
	p->high = p->high == TABLE_NO_HIGH || r->high == TABLE_NO_HIGH ? TABLE_NO_HIGH :
	    p->high + r->high;
	p->n++;
}

/* Whether the rows have the same place in all dimensions but two. */
static bool
agree_but(const struct trial *tr, size_t a, size_t b, size_t d1, size_t d2)
{
	for (size_t d = 0; d < dimensions(tr); d++)
		if (d != d1 && d != d2 && place_of(tr, d, a) != place_of(tr, d, b))
			return false;
	return true;
}

/* Adds the wards of authorities without a row of their own. */
static void
add_details(const struct trial *tr, size_t dim, size_t by, size_t total, struct parts *p)
{
	bool *has = xcalloc(tr->t->n, sizeof(*has));

	for (size_t i = 0; i < tr->t->n; i++)
		if (agree_but(tr, i, total, dim, dim))
			has[at(tr, dim, i)] = true;
	for (size_t i = 0; i < tr->t->n; i++)
		if (!has[at(tr, dim, i)] && !is_own(tr, dim, &tr->t->row[i]) &&
		    !is_own(tr, by, &tr->t->row[i]) && agree_but(tr, i, total, dim, by))
			add_part(p, &tr->t->row[i]);
	free(has);
}

/* Whether a total that is more than its parts adds up with those that have no row. */
static bool
is_completed(struct trial *tr, size_t dim, size_t total, const struct parts *parts)
{
	const struct row *r = &tr->t->row[total];

	if (tr->completed++ >= MOST_COMPLETED)
		return false;
	for (size_t by = 0; by < dimensions(tr); by++) {
		struct parts p = *parts;

		if (by == dim || !can_nest(tr, by) || !is_own(tr, by, r))
			continue;
		add_details(tr, dim, by, total, &p);
		if (p.n > 0 && p.low <= r->high && p.high >= r->low)
			return true;
	}
	return false;
}

static void
try_sums(struct trial *tr, size_t dim, uint32_t *of)
{
	struct parts *group = xcalloc(number_rows(tr, dim, of), sizeof(*group));

	for (size_t i = 0; i < tr->t->n; i++)
		if (!is_own(tr, dim, &tr->t->row[i]))
			add_part(&group[of[i]], &tr->t->row[i]);
	for (size_t i = 0; i < tr->t->n; i++) {
		const struct row *r = &tr->t->row[i];
		const struct parts *p = &group[of[i]];

		if (p->n == 0 || !is_own(tr, dim, r))
			continue;
		if (p->low > r->high)
			tr->broken++;
		else if (p->high >= r->low || is_completed(tr, dim, i, p)) {
			tr->ok++;
			tr->parts += p->n;
			tr->held[i] = HOLDS;
		} else if (tr->held[i] == NO_SUM) {
			tr->held[i] = SHORT;
		}
	}
	free(group);
}

/* Wholes in several dimensions without parts in any: a region that has wards alone. */
static void
try_grand(struct trial *tr)
{
	const struct parts none = {0};

	for (size_t i = 0; i < tr->t->n; i++)
		for (size_t d = 0; d < dimensions(tr) && tr->held[i] == NO_SUM; d++) {
			if (!can_nest(tr, d) || !is_own(tr, d, &tr->t->row[i]) ||
			    !is_completed(tr, d, i, &none))
				continue;
			tr->ok++;
			tr->held[i] = HOLDS;
		}
}

static void
try_all(struct trial *tr)
{
	uint32_t *of = xcalloc(tr->t->n, sizeof(*of));

	tr->held = xcalloc(tr->t->n, sizeof(*tr->held));
	tr->dups = tr->t->n - number_rows(tr, ALL, of);
	for (size_t d = 0; d < dimensions(tr); d++)
		if (can_nest(tr, d))
			try_sums(tr, d, of);
	try_grand(tr);
	free(of);
}

/* Makes the column the trial's further one. False: it is not one of words. */
static bool
add_column(struct trial *tr, size_t col)
{
	struct intern *places = intern_new();
	struct textbuf fold = {0};
	size_t words = 0, filled = 0;

	tr->more = xcalloc(tr->t->n, sizeof(*tr->more));
	tr->more_own = xcalloc(tr->t->n, sizeof(*tr->more_own));
	for (size_t i = 0; i < tr->t->n; i++) {
		struct slice cell = slice_trim(tr->t->row[i].place[col]);

		visible_fold(&fold, cell);
		tr->more[i] = intern_id(places, textbuf_slice(&fold));
		tr->more_own[tr->more[i]] = cell.n == 0 || labels_is_like_total(cell) ||
		    (space_is_label(tr->s, cell) && !own_has(tr->t, cell)) ||
		    is_whole_area(tr->t->heading[col], cell);
		filled += cell.n > 0;
		words += cell.n > 0 && table_is_word(cell);
	}
	intern_free(places);
	textbuf_free(&fold);
	return filled > 0 && 2 * words >= filled;
}

static void
trial_free(struct trial *tr)
{
	free(tr->more);
	free(tr->more_own);
	free(tr->held);
}

/* Whether a whole is one of several in the further column: of one region, not of all. */
static bool
parts_wholes(const struct trial *a)
{
	const size_t more = a->s->n;
	uint32_t first = UINT32_MAX;
	bool several = false, whole = false;

	for (size_t i = 0; i < a->t->n; i++) {
		bool own = false;

		if (is_own(a, more, &a->t->row[i]))
			continue;
		for (size_t d = 0; d < more && !own; d++)
			own = a->s->dim[d].kind == DIMENSION_AREA && is_own(a, d, &a->t->row[i]);
		whole |= own;
		several |= !own && first != UINT32_MAX && a->more[i] != first;
		first = own ? first : a->more[i];
	}
	return several && whole;
}

/*
 * More sums add up, or as many of fewer parts, or fewer rows are alike; and none of the sums that
 * did before is lost.
 */
static bool
is_better(const struct trial *a, const struct trial *than)
{
	if (a->ok < than->ok || a->ok <= a->broken || a->dups > than->dups ||
	    (a->dups == than->dups && (a->broken > than->broken ||
	    (a->ok == than->ok && (a->parts >= than->parts || !parts_wholes(a))))))
		return false;
	for (size_t i = 0; i < a->t->n; i++)
		if (than->held[i] == HOLDS && a->held[i] == NO_SUM)
			return false;
	return true;
}

static bool
precedes(const struct trial *a, const struct trial *b)
{
	return a->dups != b->dups ? a->dups < b->dups : a->ok > b->ok;
}

static bool
has_own_rows(const struct trial *tr)
{
	for (size_t d = 0; d < tr->s->n; d++)
		for (uint32_t i = 0; i < intern_count(tr->s->dim[d].places) && can_nest(tr, d); i++)
			if (tr->s->dim[d].place[i].whole)
				return true;
	return false;
}

/* Of the columns that are codes, or of the others. */
static bool
find_among(const struct trial *base, bool codes, size_t *col)
{
	struct trial best = *base;
	bool found = false;

	for (size_t c = 0; c < base->t->ncols; c++) {
		struct trial next = {.s = base->s, .t = base->t};

		if (c == base->t->count || (int)c == base->t->parent ||
		    space_is_code(base->t->heading[c]) != codes ||
		    space_has_role(base->t, c) || space_has_column(base->s, base->t, c))
			continue;
		if (add_column(&next, c))
			try_all(&next);
		if (next.held != NULL && is_better(&next, base) &&
		    (!found || precedes(&next, &best))) {
			best.dups = next.dups;
			best.ok = next.ok;
			*col = c;
			found = true;
		}
		trial_free(&next);
	}
	return found;
}

bool
hierarchy_find(const struct space *s, const struct table *t, size_t *col)
{
	struct trial base = {.s = s, .t = t};
	bool found = false;

	if (s->n == SPACE_MAX)
		return false;
	try_all(&base);
	if (base.dups > 0 || has_own_rows(&base))
		found = find_among(&base, false, col) || find_among(&base, true, col);
	trial_free(&base);
	return found;
}

/* Which is within which */

#define NONE UINT32_MAX

/* Whether each place of `inner` lies in one of `outer`; *several: not all in the same one. */
static bool
lies_within(const struct trial *tr, size_t inner, size_t outer, bool *several)
{
	const uint32_t n = intern_count(tr->s->dim[inner].places);
	uint32_t *in = xmalloc((n + 1) * sizeof(*in)), first = NONE;
	bool unique = true;

	*several = false;
	memset(in, 0xff, (n + 1) * sizeof(*in));
	for (size_t i = 0; i < tr->t->n; i++) {
		const struct row *r = &tr->t->row[i];
		uint32_t *of = &in[r->at[inner]];

		if (is_own(tr, inner, r) || is_own(tr, outer, r))
			continue;
		*several |= first != NONE && r->at[outer] != first;
		first = r->at[outer];
		unique &= *of == NONE || *of == r->at[outer];
		*of = r->at[outer];
	}
	free(in);
	return unique && first != NONE;
}

/* Whether rows are wholes in `inner`, but not in `outer`. */
static bool
has_wholes(const struct trial *tr, size_t inner, size_t outer)
{
	for (size_t i = 0; i < tr->t->n; i++)
		if (is_own(tr, inner, &tr->t->row[i]) && !is_own(tr, outer, &tr->t->row[i]))
			return true;
	return false;
}

/*
 * An authority may have rows of its own, but no ward has rows without an authority. Columns that
 * both have a role cross each other.
 */
static bool
is_within(const struct trial *tr, size_t inner, size_t outer)
{
	const struct dimension *d = tr->s->dim;

	return inner != outer && (d[inner].role == ROLE_N || d[outer].role == ROLE_N) &&
	    can_nest(tr, inner) && can_nest(tr, outer) && !has_wholes(tr, outer, inner);
}

/* Whether both are areas, as their headings or their places say. */
static bool
are_areas(const struct trial *tr, size_t inner, size_t outer)
{
	const struct dimension *i = &tr->s->dim[inner], *o = &tr->s->dim[outer];
	bool several;

	if (i->kind == DIMENSION_COLUMN && o->kind == DIMENSION_COLUMN)
		return false;
	return (i->kind == DIMENSION_AREA && role_is_named(ROLE_AREA, o->heading)) ||
	    (lies_within(tr, inner, outer, &several) && several);
}

/* England among authorities is a whole, if it is anything. */
static void
set_apart(struct dimension *d)
{
	for (uint32_t k = 0; k < intern_count(d->places); k++)
		d->place[k].apart = !d->place[k].total &&
		    is_whole_area(d->heading, d->place[k].words);
}

/* How sure it is that the dimension is the outer one's inner: 0 is not at all. */
static int
rank_inner(const struct trial *tr, size_t inner, size_t outer)
{
	bool several;

	if (are_areas(tr, inner, outer) || lies_within(tr, inner, outer, &several))
		return 2;
	return has_wholes(tr, inner, outer) && tr->s->dim[inner].role == ROLE_N;
}

/* Of several the surest, and then the next one, which has the fewest places. */
static void
find_inner(const struct trial *tr, struct dimension *dim, size_t outer)
{
	int best = 0;

	for (size_t inner = 0; inner < tr->s->n; inner++) {
		int rank = is_within(tr, inner, outer) ? rank_inner(tr, inner, outer) : 0;

		if (rank == 0 || rank < best || (rank == best &&
		    intern_count(dim[inner].places) >= intern_count(dim[dim[outer].inner].places)))
			continue;
		best = rank;
		dim[outer].inner = inner;
	}
}

void
hierarchy_relate(struct space *s, const struct table *t)
{
	const struct trial tr = {.s = s, .t = t};

	for (size_t outer = 0; outer < s->n; outer++) {
		find_inner(&tr, s->dim, outer);
		for (size_t inner = 0; inner < s->n; inner++) {
			struct dimension *i = &s->dim[inner], *o = &s->dim[outer];

			if (!is_within(&tr, inner, outer))
				continue;
			o->within = i->within = true;
			if (!are_areas(&tr, inner, outer))
				continue;
			if (o->role == ROLE_N) {
				o->kind = DIMENSION_PLACE;
				set_apart(o);
			} else if (i->role == ROLE_N) {
				i->kind = DIMENSION_PLACE;
			}
		}
	}
}

bool
hierarchy_join(struct dimension *d, bool join)
{
	const uint32_t n = intern_count(d->places);
	uint32_t first = NONE;
	bool changed = false;

	for (uint32_t i = 0; i < n && d->within; i++)
		if (d->place[i].whole && (first == NONE ||
		    (d->place[i].total && !d->place[first].total)))
			first = i;
	for (uint32_t i = 0; i < n && first != NONE; i++) {
		if (!d->place[i].whole)
			continue;
		changed |= i != first;
		d->place[i].same = join ? first : i;
	}
	return changed;
}
