#include "suppress/guess.h"

#include <stdlib.h>

#include "suppress/ranges.h"

struct guess {
	struct space *s;
	const struct publication *p;
	const struct row **row;
};

/* How many sums the dimension has, and how many of them do not add up. */
static size_t
count_sums(const struct guess *g, size_t dim, size_t *broken)
{
	struct sums sums = {0};
	size_t n;

	sums_find_in(&sums, g->s, g->row, g->p->table.n, dim);
	*broken = 0;
	for (size_t i = 0; i < sums.n; i++) {
		const struct sum *sum = &sums.item[i];

		*broken += !ranges_add_up(g->p->low, g->p->high, sum->total, sum->part, sum->n);
	}
	n = sums.n;
	sums_free(&sums);
	return n;
}

/* The place is a total where that gives sums, and all of them add up. */
static bool
try_place(const struct guess *g, size_t dim, struct place *place)
{
	size_t before, broken_before, after, broken;
	const bool apart = place->apart;

	before = count_sums(g, dim, &broken_before);
	place->total = true;
	place->apart = false;
	after = count_sums(g, dim, &broken);
	if (after > before && broken <= broken_before)
		return true;
	place->total = false;
	place->apart = apart;
	return false;
}

static bool
may_be_total(const struct dimension *d, const struct place *place)
{
	if (place->total)
		return false;
	return place->apart || (place->words.n == 0 && d->kind == DIMENSION_COLUMN &&
	    d->role != ROLE_INDICATOR);
}

void
guess_totals(struct space *s, const struct publication *p)
{
	struct guess g = {s, p, xcalloc(p->table.n, sizeof(*g.row))};

	for (size_t i = 0; i < p->table.n; i++)
		g.row[i] = &p->table.row[i];
	for (size_t d = 0; d < s->n; d++)
		for (uint32_t i = 0; i < intern_count(s->dim[d].places); i++)
			if (may_be_total(&s->dim[d], &s->dim[d].place[i]))
				try_place(&g, d, &s->dim[d].place[i]);
	free(g.row);
}

/* Some of the parts */

struct shortfall {
	const struct row *total;
	size_t few, falls, holds;	/* sums: few parts; much too small; exact or too large */
};

enum { REGIONS = 9 };

/* Rounding to 10 explains a difference of this much. */
static int64_t
slack(const struct sum *s)
{
	return 5 * ((int64_t)s->n + 1);
}

static void
look_at(struct shortfall *f, const struct publication *p, const struct sum *s)
{
	const struct row *row = p->table.row, *total = &row[s->total];
	int64_t rest = total->count;
	bool regions = false;

	for (size_t i = 0; i < s->n; i++) {
		if (!row[s->part[i]].known)
			return;
		rest -= row[s->part[i]].count;
		regions |= row[s->part[i]].level == LEVEL_REGIONAL;
	}
	if (!total->known)
		return;
	f->total = total;
	f->few += total->level == LEVEL_NATIONAL && regions && s->n < REGIONS && rest > 0;
	f->falls += rest > slack(s) && rest > total->count / 10;
	f->holds += rest < -slack(s) || (rest == 0 && total->count > 0);
}

static bool
is_partial(const struct shortfall *f)
{
	return f->holds == 0 && (f->falls > 0 || f->few > 0);
}

static void
report(const struct shortfall *f, const struct space *s, const struct publication *p, size_t dim,
    void (*note)(const char *message))
{
	struct errmsg e;

	errmsg_set(&e, "%s: %.*s is more than the sum of the rows: these are taken as some of its "
	    "parts", p->table.file, SLICE_ARG(space_place(s, dim, f->total)->words));
	if (note != NULL)
		note(e.text);
}

void
guess_partial(const struct space *s, struct publication *p, void (*note)(const char *message))
{
	struct shortfall *of;
	size_t dim = 0, kept = 0;
	uint32_t n;

	while (dim < s->n && s->dim[dim].kind != DIMENSION_GEOGRAPHY)
		dim++;
	if (dim == s->n)
		return;
	n = intern_count(s->dim[dim].places);
	of = xcalloc(n, sizeof(*of));
	for (size_t i = 0; i < p->sums.n; i++)
		if (p->sums.item[i].dim == dim)
			look_at(&of[p->table.row[p->sums.item[i].total].at[dim]], p,
			    &p->sums.item[i]);
	for (size_t i = 0; i < p->sums.n; i++) {
		const struct sum *sum = &p->sums.item[i];

		if (sum->dim != dim || !is_partial(&of[p->table.row[sum->total].at[dim]]))
			p->sums.item[kept++] = *sum;
	}
	p->sums.n = kept;
	for (uint32_t i = 0; i < n; i++)
		if (is_partial(&of[i]))
			report(&of[i], s, p, dim, note);
	free(of);
}
