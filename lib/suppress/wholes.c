#include "suppress/wholes.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "suppress/complete.h"
#include "suppress/ranges.h"
#include "suppress/same.h"

#define NONE UINT32_MAX
enum { MOST = 1 << 22 };	/* indicators times places */

struct linker {
	const struct space *s;
	struct publication *p;
	size_t dim;			/* that of the indicators */
	uint32_t nindicators, nwhere;
	uint32_t *where;		/* by row: its place in all but columns */
	uint32_t *whole, *first;	/* by indicator and place: its total, its first row */
	uint32_t *next;			/* by row */
	uint32_t *only;			/* see same_only() */
	uint32_t *part, *more;		/* room */
	void (*note)(const char *message);
	size_t column, nplaces;		/* of an indicator: in what its rows differ; its places */
};

static uint32_t *
at(uint32_t *of, const struct linker *l, uint32_t indicator, uint32_t where)
{
	return &of[(size_t)indicator * l->nwhere + where];
}

static bool
is_category(const struct linker *l, size_t d)
{
	return d != l->dim && l->s->dim[d].kind == DIMENSION_COLUMN &&
	    intern_count(l->s->dim[d].places) > 1;
}

static void
number_places(struct linker *l)
{
	struct intern *seen = intern_new();

	for (size_t i = 0; i < l->p->table.n; i++) {
		uint32_t key[SPACE_MAX] = {0};

		for (size_t d = 0; d < l->s->n; d++)
			if (l->s->dim[d].kind != DIMENSION_COLUMN)
				key[d] = l->p->table.row[i].at[d];
		l->where[i] = intern_id(seen, (struct slice){(const char *)key,
		    l->s->n * sizeof(*key)});
	}
	l->nwhere = intern_count(seen);
	intern_free(seen);
}

static void
list_rows(struct linker *l)
{
	const size_t size = (size_t)l->nindicators * l->nwhere;

	l->whole = xcalloc(size, sizeof(*l->whole));
	l->first = xcalloc(size, sizeof(*l->first));
	memset(l->whole, 0xff, size * sizeof(*l->whole));
	memset(l->first, 0xff, size * sizeof(*l->first));
	for (uint32_t i = (uint32_t)l->p->table.n; i-- > 0;) {
		const struct row *r = &l->p->table.row[i];
		uint32_t *first = at(l->first, l, r->at[l->dim], l->where[i]);

		l->next[i] = *first;
		*first = i;
		if (same_is_whole(l->s, l->dim, l->only, r))
			*at(l->whole, l, r->at[l->dim], l->where[i]) = i;
	}
}

/*
 * The rows of the indicator there, into part[], where they differ in one column, *dim, only and
 * have no total in it; else 0. A single row has the indicator's.
 */
static size_t
parts_of(const struct linker *l, uint32_t indicator, uint32_t where, size_t *dim)
{
	const struct row *row = l->p->table.row;
	uint32_t first = *at(l->first, l, indicator, where);
	size_t n = 0;

	*dim = l->s->n;
	for (uint32_t i = first; i != NONE; i = l->next[i]) {
		for (size_t d = 0; d < l->s->n; d++) {
			if (!is_category(l, d) || row[i].at[d] == row[first].at[d])
				continue;
			if (*dim != l->s->n && *dim != d)
				return 0;
			*dim = d;
		}
		l->part[n++] = i;
	}
	*dim = n == 1 ? l->column : *dim;
	for (size_t i = 0; i < n && *dim < l->s->n; i++)
		if (space_place(l->s, *dim, &row[l->part[i]])->total)
			return 0;
	return *dim < l->s->n ? n : 0;
}

/* In which column the rows of the indicator differ, and how many places they have there. */
static void
describe(struct linker *l, uint32_t indicator)
{
	bool *seen;

	l->column = l->s->n;
	l->nplaces = 0;
	for (uint32_t w = 0; w < l->nwhere && l->column == l->s->n; w++) {
		size_t dim;

		if (parts_of(l, indicator, w, &dim) > 1)
			l->column = dim;
	}
	if (l->column == l->s->n)
		return;
	seen = xcalloc(intern_count(l->s->dim[l->column].places), sizeof(*seen));
	for (size_t i = 0; i < l->p->table.n; i++) {
		const struct row *r = &l->p->table.row[i];
		bool *place = &seen[r->at[l->column]];

		if (r->at[l->dim] != indicator || space_place(l->s, l->column, r)->total)
			continue;
		l->nplaces += !*place;
		*place = true;
	}
	free(seen);
}

static bool
lacks_parts(const struct linker *l, size_t dim, size_t n)
{
	return dim == l->column && n < l->nplaces;
}

static bool
are_known(const struct linker *l, uint32_t total, size_t n)
{
	const struct row *row = l->p->table.row;
	bool known = row[total].known && row[total].count > 0;

	for (size_t i = 0; i < n && known; i++)
		known = row[l->part[i]].known;
	return known;
}

/* Whether the parts make more than the total whatever is missing. */
static bool
exceeds(const struct linker *l, uint32_t total, size_t n)
{
	int64_t least = 0;

	for (size_t i = 0; i < n; i++)
		least += l->p->low[l->part[i]];
	return least > l->p->high[total];
}

/* What speaks for one indicator's total being the sum of the other's rows. */
struct evidence {
	size_t exact;			/* where they add up, and all is known */
	size_t broken;			/* where they do not, */
	uint32_t first;			/* and the first such total */
	bool open;			/* somewhere the other has no total of its own */
	size_t equal;			/* own totals that are the same */
	int64_t greatest;
};

static void
note_broken(struct evidence *e, uint32_t total)
{
	if (e->broken++ == 0)
		e->first = total;
}

/* False: the place contradicts it. */
static bool
look_at(const struct linker *l, struct evidence *e, uint32_t a, uint32_t b, uint32_t w)
{
	const uint32_t total = *at(l->whole, l, a, w), own = *at(l->whole, l, b, w);
	const struct row *row = l->p->table.row;
	size_t dim, n;

	if (total == NONE || *at(l->first, l, b, w) == NONE)
		return true;
	if (own != NONE) {
		if (!ranges_add_up(l->p->low, l->p->high, total, &own, 1)) {
			note_broken(e, total);
			return true;
		}
		e->equal += row[total].known && row[own].known;
		if (row[total].known && row[own].known && row[own].count > e->greatest)
			e->greatest = row[own].count;
		return true;
	}
	n = parts_of(l, b, w, &dim);
	if (n == 0)
		return false;
	e->open = true;
	if (ranges_add_up(l->p->low, l->p->high, total, l->part, n))
		e->exact += n > 1 && are_known(l, total, n);
	else if (!lacks_parts(l, dim, n) || exceeds(l, total, n))
		note_broken(e, total);
	return true;
}

/*
 * Whether b's rows add up to a's total wherever there are both, and somewhere exactly; or in most
 * places.
 */
static bool
is_sum(const struct linker *l, uint32_t a, uint32_t b, struct evidence *e)
{
	*e = (struct evidence){0};
	for (uint32_t w = 0; w < l->nwhere; w++)
		if (!look_at(l, e, a, b, w))
			return false;
	if (e->broken > 0)
		return e->open && e->exact > 1 && e->exact >= e->broken;
	return e->open && (e->exact > 0 ||
	    (e->equal > 0 && e->greatest > (e->equal > 1 ? 0 : SAME_LEAST)));
}

static void
add_sum(const struct linker *l, size_t dim, uint32_t total, const uint32_t *from, size_t n)
{
	struct sums *sums = &l->p->sums;
	uint32_t *part = arena_alloc(&sums->mem, n * sizeof(*part));

	memcpy(part, from, n * sizeof(*part));
	sums->item = xgrow(sums->item, &sums->cap, sums->n + 1, sizeof(*sums->item));
	sums->item[sums->n++] = (struct sum){dim, total, part, n};
}

/* The n rows in part[] and what takes the place of those that are missing, into more[]; or 0. */
static size_t
complete(const struct linker *l, uint32_t total, const struct row *like, size_t n)
{
	struct row as = l->p->table.row[total];
	uint32_t at[SPACE_MAX];
	struct complete c = {.s = l->s, .p = l->p, .as = &as};
	const struct sum sum = {l->column, total, l->part, n};

	for (size_t d = 0; d < l->s->n; d++)
		at[d] = l->s->dim[d].kind == DIMENSION_COLUMN ? like->at[d] : as.at[d];
	as.at = at;
	return complete_sum(&c, l->column, total, &sum, l->more);
}

static void
add_sums(const struct linker *l, uint32_t a, uint32_t b, const struct row *like)
{
	for (uint32_t w = 0; w < l->nwhere; w++) {
		const uint32_t total = *at(l->whole, l, a, w), own = *at(l->whole, l, b, w);
		size_t dim, n, more = 0;
		bool fits;

		if (total == NONE)
			continue;
		if (own != NONE) {
			if (ranges_add_up(l->p->low, l->p->high, total, &own, 1))
				add_sum(l, l->column, total, &own, 1);
			continue;
		}
		n = parts_of(l, b, w, &dim);
		fits = n > 0 && ranges_add_up(l->p->low, l->p->high, total, l->part, n);
		if (n == 0 ? *at(l->first, l, b, w) == NONE : lacks_parts(l, dim, n) &&
		    !(fits && are_known(l, total, n)))
			more = complete(l, total, like, n);
		if (more > 0)
			add_sum(l, l->column, total, l->more, more);
		else if (fits)
			add_sum(l, dim, total, l->part, n);
	}
}

/* Where the rows of one indicator make the total of another in most places only. */
static void
say_broken(const struct linker *l, uint32_t b, const struct evidence *of)
{
	const struct row *r = &l->p->table.row[of->first];
	struct textbuf words = {0}, more = {0};
	struct errmsg e;

	if (l->note == NULL)
		return;
	space_words(l->s, r, &words);
	if (of->broken > 1)
		textbuf_addf(&more, ", nor are %zu others", of->broken - 1);
	errmsg_set(&e, "%s:%" PRIu64 ": %.*s: %s is not the sum of the rows of '%.*s'%s, as it is "
	    "elsewhere: only there it is taken to be", r->file, r->line,
	    SLICE_ARG(l->p->table.heading[l->p->table.count]), words.p,
	    SLICE_ARG(l->s->dim[l->dim].place[b].words), more.n > 0 ? more.p : "");
	l->note(e.text);
	textbuf_free(&words);
	textbuf_free(&more);
}

/* To the totals of others. */
static void
link_indicator(struct linker *l, uint32_t b)
{
	const struct row *like = l->p->table.row;
	struct evidence e;

	describe(l, b);
	if (l->column == l->s->n)
		return;
	while (like->at[l->dim] != b)
		like++;
	for (uint32_t a = 0; a < l->nindicators; a++)
		if (a != b && is_sum(l, a, b, &e)) {
			add_sums(l, a, b, like);
			if (e.broken > 0)
				say_broken(l, b, &e);
		}
}

void
wholes_find(const struct space *s, struct publication *p, void (*note)(const char *message))
{
	struct linker l = {.s = s, .p = p, .note = note};

	while (l.dim < s->n && s->dim[l.dim].role != ROLE_INDICATOR)
		l.dim++;
	if (l.dim == s->n)
		return;
	l.nindicators = intern_count(s->dim[l.dim].places);
	l.where = xcalloc(p->table.n, sizeof(*l.where));
	l.next = xcalloc(p->table.n, sizeof(*l.next));
	l.part = xcalloc(p->table.n, sizeof(*l.part));
	l.more = xcalloc(p->table.n, sizeof(*l.more));
	l.only = same_only(s, p, l.dim);
	number_places(&l);
	if (l.nindicators > 1 && (size_t)l.nindicators * l.nwhere <= MOST) {
		list_rows(&l);
		for (uint32_t b = 0; b < l.nindicators; b++)
			link_indicator(&l, b);
	}
	free(l.whole);
	free(l.first);
	free(l.where);
	free(l.next);
	free(l.part);
	free(l.more);
	free(l.only);
}
