#include "suppress/guess.h"

#include <stdlib.h>

#include "suppress/labels.h"
#include "suppress/ranges.h"

static bool
may_be_total(const struct dimension *d, const struct place *place)
{
	if (place->total || labels_leaves_out(place->words))
		return false;
	return place->apart || (place->words.n == 0 && d->kind != DIMENSION_PERIOD &&
	    d->kind != DIMENSION_GEOGRAPHY && d->role != ROLE_INDICATOR);
}

/* Returns whether one was found. */
static bool
guess_in(struct space *s, const struct publication *p, size_t dim)
{
	bool found = false;

	for (uint32_t i = 0; i < intern_count(s->dim[dim].places); i++)
		if (may_be_total(&s->dim[dim], &s->dim[dim].place[i]))
			found |= labels_try(s, p, dim, &i, 1) == LABELS_HOLD;
	return found;
}

void
guess_totals(struct space *s, const struct publication *p)
{
	/* Of two, All wards and a blank, one may add up only once the other is a total. */
	for (size_t d = 0; d < s->n; d++)
		while (guess_in(s, p, d))
			continue;
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

/* Of wards or schools: whether most of the sums, where all is known, do not add up. */
static bool
is_lower_loose(const struct publication *p)
{
	size_t ok = 0, broken = 0;

	for (size_t i = 0; i < p->sums.n; i++) {
		const struct sum *s = &p->sums.item[i];
		const struct row *part = &p->table.row[s->part[0]];

		if (p->table.row[s->total].level != LEVEL_AUTHORITY || part->authority.n == 0)
			continue;
		if (ranges_add_up(p->low, p->high, s->total, s->part, s->n))
			ok++;
		else
			broken++;
	}
	return broken > ok;
}

/* Schools need not have all of an authority's children. */
static void
drop_lower(struct publication *p, void (*note)(const char *message))
{
	size_t kept = 0;
	struct errmsg e;

	if (!is_lower_loose(p))
		return;
	for (size_t i = 0; i < p->sums.n; i++) {
		const struct sum *s = &p->sums.item[i];

		if (p->table.row[s->total].level != LEVEL_AUTHORITY ||
		    p->table.row[s->part[0]].authority.n == 0)
			p->sums.item[kept++] = *s;
	}
	p->sums.n = kept;
	errmsg_set(&e, "%s: the areas below authorities do not add up to them: they are taken as "
	    "some of their parts", p->table.file);
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
	drop_lower(p, note);
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
