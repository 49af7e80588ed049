#include "suppress/wholes.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "suppress/ranges.h"

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
	uint32_t *part;			/* room */
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

/* A total in every column of categories. */
static bool
is_whole(const struct linker *l, const struct row *r)
{
	for (size_t d = 0; d < l->s->n; d++) {
		const struct place *p = space_place(l->s, d, r);

		if (is_category(l, d) && !p->total && p->words.n > 0)
			return false;
	}
	return true;
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
		if (is_whole(l, r))
			*at(l->whole, l, r->at[l->dim], l->where[i]) = i;
	}
}

/*
 * The rows of the indicator there, into part[], where they differ in one column, *dim, only and
 * have no total in it; else 0.
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
	for (size_t i = 0; i < n && n > 1; i++)
		if (space_place(l->s, *dim, &row[l->part[i]])->total)
			return 0;
	return n > 1 ? n : 0;
}

static bool
is_exact(const struct linker *l, uint32_t total, size_t n)
{
	const struct row *row = l->p->table.row;
	bool known = row[total].known && row[total].count > 0;

	for (size_t i = 0; i < n && known; i++)
		known = row[l->part[i]].known;
	return known;
}

/* Whether b's rows add up to a's total wherever there are both, and somewhere exactly. */
static bool
is_sum(const struct linker *l, uint32_t a, uint32_t b)
{
	bool exact = false;

	for (uint32_t w = 0; w < l->nwhere; w++) {
		uint32_t total = *at(l->whole, l, a, w);
		size_t dim, n;

		if (*at(l->whole, l, b, w) != NONE)
			return false;
		if (total == NONE || *at(l->first, l, b, w) == NONE)
			continue;
		n = parts_of(l, b, w, &dim);
		if (n == 0 || !ranges_add_up(l->p->low, l->p->high, total, l->part, n))
			return false;
		exact |= is_exact(l, total, n);
	}
	return exact;
}

static void
add_sums(const struct linker *l, uint32_t a, uint32_t b)
{
	struct sums *sums = &l->p->sums;

	for (uint32_t w = 0; w < l->nwhere; w++) {
		uint32_t total = *at(l->whole, l, a, w), *part;
		size_t dim, n;

		if (total == NONE || (n = parts_of(l, b, w, &dim)) == 0)
			continue;
		part = arena_alloc(&sums->mem, n * sizeof(*part));
		memcpy(part, l->part, n * sizeof(*part));
		sums->item = xgrow(sums->item, &sums->cap, sums->n + 1, sizeof(*sums->item));
		sums->item[sums->n++] = (struct sum){dim, total, part, n};
	}
}

void
wholes_find(const struct space *s, struct publication *p)
{
	struct linker l = {.s = s, .p = p};

	while (l.dim < s->n && s->dim[l.dim].role != ROLE_INDICATOR)
		l.dim++;
	if (l.dim == s->n)
		return;
	l.nindicators = intern_count(s->dim[l.dim].places);
	l.where = xcalloc(p->table.n, sizeof(*l.where));
	l.next = xcalloc(p->table.n, sizeof(*l.next));
	l.part = xcalloc(p->table.n, sizeof(*l.part));
	number_places(&l);
	if (l.nindicators > 1 && (size_t)l.nindicators * l.nwhere <= MOST) {
		list_rows(&l);
		for (uint32_t b = 0; b < l.nindicators; b++)
			for (uint32_t a = 0; a < l.nindicators; a++)
				if (a != b && is_sum(&l, a, b))
					add_sums(&l, a, b);
	}
	free(l.whole);
	free(l.first);
	free(l.where);
	free(l.next);
	free(l.part);
}
