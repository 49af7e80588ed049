#include "suppress/complete.h"

#include <stdlib.h>
#include <string.h>

#include "suppress/labels.h"
#include "suppress/ranges.h"

enum { MOST_NAMED = 3, MOST_PAIRS = 1 << 26 };

static const struct place *
place(const struct complete *c, size_t dim, const struct row *r)
{
	return space_place(c->s, dim, r);
}

/* Whether the rows have the same place in all dimensions but two (or one, twice). */
static bool
agree_but(const struct complete *c, const struct row *a, const struct row *b, size_t d1, size_t d2)
{
	for (size_t d = 0; d < c->s->n; d++)
		if (d != d1 && d != d2 && a->at[d] != b->at[d])
			return false;
	return true;
}

/* Whether one of the parts has the place of the row in the dimension. */
static bool
has_part(const struct complete *c, const uint32_t *part, size_t n, const struct row *r, size_t dim)
{
	for (size_t i = 0; i < n; i++)
		if (c->p->table.row[part[i]].at[dim] == r->at[dim])
			return true;
	return false;
}

static bool
is_part(const struct complete *c, const struct row *r, size_t dim)
{
	return !place(c, dim, r)->total && !place(c, dim, r)->apart &&
	    place(c, dim, r)->parent == PLACE_NONE;
}

/* Adds the rows of places without a part: those by another dimension, in which the total is one. */
static size_t
add_details(const struct complete *c, size_t dim, size_t by, const struct row *total,
    uint32_t *part, size_t n)
{
	const size_t before = n;

	for (uint32_t i = 0; i < c->p->table.n; i++) {
		const struct row *r = &c->p->table.row[i];

		if (is_part(c, r, dim) && is_part(c, r, by) && agree_but(c, r, total, dim, by) &&
		    !has_part(c, part, before, r, dim))
			part[n++] = i;
	}
	return n;
}

/* Whether one of the parts has the places of the row in both dimensions. */
static bool
has_part_in(const struct complete *c, const uint32_t *part, size_t n, const struct row *r,
    size_t d1, size_t d2)
{
	for (size_t i = 0; i < n; i++)
		if (c->p->table.row[part[i]].at[d1] == r->at[d1] &&
		    c->p->table.row[part[i]].at[d2] == r->at[d2])
			return true;
	return false;
}

/*
 * Adds the rows of a third level, within `by`, where that has none: neither the region nor one of
 * its authorities has a row, but the authority's wards. The first `own` parts are the total's.
 */
static size_t
add_inner(const struct complete *c, size_t dim, size_t by, const struct row *total,
    uint32_t *part, size_t own, size_t n)
{
	const size_t before = n, inner = c->s->dim[by].inner;

	if (inner == SIZE_MAX || inner == dim || !place(c, inner, total)->total)
		return n;
	for (uint32_t i = 0; i < c->p->table.n; i++) {
		const struct row *r = &c->p->table.row[i];
		bool agrees = is_part(c, r, dim) && is_part(c, r, by) && is_part(c, r, inner);

		for (size_t d = 0; d < c->s->n && agrees; d++)
			agrees = d == dim || d == by || d == inner || r->at[d] == total->at[d];
		if (agrees && !has_part(c, part, own, r, dim) &&
		    !has_part_in(c, part + own, before - own, r, dim, by))
			part[n++] = i;
	}
	return n;
}

/* Whether the two rows have counts in common, as the totals that they are. */
static bool
overlap(const struct complete *c, const struct row *a, const struct row *b)
{
	for (size_t d = 0; d < c->s->n; d++) {
		const struct place *x = place(c, d, a), *y = place(c, d, b);
		const size_t types = c->s->dim[d].types;

		if (a->at[d] == b->at[d] || x->total || y->total)
			continue;
		/* Breakdowns of two types have all counts in common. */
		if (c->s->dim[d].typed != SIZE_MAX ||
		    (types != SIZE_MAX && a->at[types] != b->at[types]))
			continue;
		if (!x->dated || !y->dated || x->first > y->last || y->first > x->last)
			return false;
	}
	return true;
}

/* Of how many dimensions the row is a total, if it is a part of *total's; else SIZE_MAX. */
static size_t
count_totals(const struct complete *c, const struct row *r, const struct row *total, size_t dim)
{
	size_t n = 0;

	for (size_t d = 0; d < c->s->n; d++) {
		if (r->at[d] == total->at[d] && d != dim)
			n += place(c, d, r)->total;
		else if (c->s->dim[d].typed != SIZE_MAX && r->at[d] != c->type)
			return SIZE_MAX;
		else if (!is_part(c, r, d) || c->s->dim[d].kind == DIMENSION_GEOGRAPHY ||
		    !(place(c, d, total)->total || (d == dim && c->as != NULL)))
			return SIZE_MAX;
	}
	return n;
}

/* Whether the total is one of two further dimensions, so that its parts may be in both. */
static bool
is_deep(const struct complete *c, size_t dim, const struct row *total)
{
	size_t n = 0;

	for (size_t d = 0; d < c->s->n; d++)
		n += d != dim && c->s->dim[d].kind != DIMENSION_GEOGRAPHY &&
		    place(c, d, total)->total;
	return n > 1 && c->s->dim[dim].kind != DIMENSION_GEOGRAPHY;
}

/*
 * Adds the rows below the total that have nothing in common with a part, totals of most dimensions
 * first. None where there are too many to compare.
 */
static size_t
add_finest(const struct complete *c, size_t dim, const struct row *total, uint32_t *part, size_t n)
{
	const struct row *row = c->p->table.row;
	const size_t before = n;
	size_t pairs = 0;

	for (size_t level = c->s->n; level-- > 0;)
		for (uint32_t i = 0; i < c->p->table.n && pairs < MOST_PAIRS; i++) {
			bool free = count_totals(c, &row[i], total, dim) == level;

			for (size_t k = 0; k < n && free; k++, pairs++)
				free = !overlap(c, &row[part[k]], &row[i]);
			if (free)
				part[n++] = i;
		}
	return pairs < MOST_PAIRS ? n : before;
}

/* Whether all figures are known, so that a sum does not add up by accident. */
static bool
are_exact(const struct complete *c, uint32_t total, const uint32_t *part, size_t n)
{
	bool exact = c->p->low[total] == c->p->high[total];

	for (size_t i = 0; i < n && exact; i++)
		exact = c->p->low[part[i]] == c->p->high[part[i]];
	return exact;
}

/* Whether the row counts some of what the total does, as far as places leave no doubt. */
static bool
is_below(const struct complete *c, const struct row *r, const struct row *total, size_t dim,
    const uint32_t *part, size_t n)
{
	for (size_t d = 0; d < c->s->n; d++) {
		const struct place *whole = place(c, d, total);

		if (d != dim && r->at[d] == total->at[d])
			continue;
		if (!is_part(c, r, d) || (d != dim &&
		    (c->s->dim[d].kind == DIMENSION_GEOGRAPHY || !whole->total)))
			return false;
		/* Of a region, say, only what is in the places of its parts. */
		if (d == dim && (!whole->total || c->s->dim[d].kind == DIMENSION_GEOGRAPHY) &&
		    !has_part(c, part, n, r, dim))
			return false;
	}
	return true;
}

/* Whether a row below the total, which is one of a further dimension, is in none of the parts. */
static bool
leaves_out(const struct complete *c, size_t dim, const struct row *total, const uint32_t *part,
    size_t n)
{
	const struct row *row = c->p->table.row;
	bool further = false;

	for (size_t d = 0; d < c->s->n; d++)
		further |= d != dim && place(c, d, total)->total;
	for (uint32_t i = 0; i < c->p->table.n && further; i++) {
		bool in = !is_below(c, &row[i], total, dim, part, n);

		for (size_t k = 0; k < n && !in; k++)
			in = overlap(c, &row[part[k]], &row[i]);
		if (!in)
			return true;
	}
	return false;
}

/* Whether the parts make up the total: all that it has, or `most` of it, by known figures. */
static bool
make_up(const struct complete *c, const struct sum *of, const struct row *r, bool most)
{
	return ranges_add_up(c->p->low, c->p->high, of->total, of->part, of->n) &&
	    (most ? are_exact(c, of->total, of->part, of->n) :
	    !leaves_out(c, of->dim, r, of->part, of->n));
}

/* The same of rows below it; where breakdowns share totals, of one type. */
static size_t
complete_deep(struct complete *c, struct sum *with, size_t n, const struct row *r, bool most)
{
	const struct dimension *types = NULL;
	size_t found = 0;

	for (size_t d = 0; d < c->s->n && types == NULL; d++)
		types = c->s->dim[d].typed != SIZE_MAX ? &c->s->dim[d] : NULL;
	for (c->type = 0; c->type < (types != NULL ? intern_count(types->places) : 1) &&
	    found == 0; c->type++) {
		with->n = add_finest(c, with->dim, r, (uint32_t *)with->part, n);
		found = with->n > n && make_up(c, with, r, most) ? with->n : 0;
	}
	return found;
}

/* The parts of the sum, which has part[] already, and what takes the place of missing totals. */
static size_t
complete_with(struct complete *c, const struct sum *own, uint32_t *part, bool most)
{
	const struct row *r = c->as != NULL ? c->as : &c->p->table.row[own->total];
	const size_t dim = own->dim, n = own->n;
	struct sum with = *own;

	with.part = part;
	for (size_t by = 0; by < c->s->n; by++) {
		if (by == dim || c->s->dim[by].kind == DIMENSION_GEOGRAPHY ||
		    c->s->dim[by].typed != SIZE_MAX || c->s->dim[dim].typed != SIZE_MAX ||
		    !place(c, by, r)->total)
			continue;
		with.n = add_details(c, dim, by, r, part, n);
		with.n = add_inner(c, dim, by, r, part, n, with.n);
		if (with.n > n && make_up(c, &with, r, most))
			return with.n;
	}
	return is_deep(c, dim, r) ? complete_deep(c, &with, n, r, most) : 0;
}

size_t
complete_sum(struct complete *c, size_t dim, uint32_t total, const struct sum *sum, uint32_t *part)
{
	const struct sum own = {.dim = dim, .total = total, .n = sum != NULL ? sum->n : 0};
	size_t n;

	if (own.n > 0)
		memcpy(part, sum->part, own.n * sizeof(*part));
	n = complete_with(c, &own, part, false);
	return n > 0 ? n : complete_with(c, &own, part, true);
}

/*
 * Whether parts may be missing although the sum adds up, as anything does with marks. Not where a
 * sum has only some of the places of the dimension: geography, years over quarters.
 */
static bool
may_lack(const struct complete *c, const struct sum *sum)
{
	const struct dimension *d = &c->s->dim[sum->dim];

	return !are_exact(c, sum->total, sum->part, sum->n) && d->kind != DIMENSION_GEOGRAPHY &&
	    !d->nested && place(c, sum->dim, &c->p->table.row[sum->total])->total;
}

size_t
complete_parts(struct complete *c, const struct sum *sum, bool fits, uint32_t *part)
{
	const struct row *total = &c->p->table.row[sum->total];
	const bool lacks = leaves_out(c, sum->dim, total, sum->part, sum->n);
	size_t n = fits && !lacks && !may_lack(c, sum) ? 0 :
	    complete_sum(c, sum->dim, sum->total, sum, part);

	if (n == 0 && fits && (!lacks || are_exact(c, sum->total, sum->part, sum->n))) {
		n = sum->n;
		memcpy(part, sum->part, n * sizeof(*part));
	}
	return n;
}

bool
complete_can_be(const struct complete *c, const struct sum *sum)
{
	const int64_t *low = c->p->low, *high = c->p->high;
	int64_t least = 0;

	if (ranges_add_up(low, high, sum->total, sum->part, sum->n))
		return true;
	for (size_t i = 0; i < sum->n; i++)
		least += low[sum->part[i]];
	return least <= high[sum->total] &&
	    leaves_out(c, sum->dim, &c->p->table.row[sum->total], sum->part, sum->n);
}

size_t
complete_count(const struct space *s, const struct publication *p, size_t dim, size_t *broken)
{
	struct complete c = {.s = s, .p = p};
	const struct row **row = xcalloc(p->table.n, sizeof(*row));
	uint32_t *part = xcalloc(p->table.n, sizeof(*part));
	struct sums sums = {0};
	size_t n;

	for (size_t i = 0; i < p->table.n; i++)
		row[i] = &p->table.row[i];
	sums_find_in(&sums, s, row, p->table.n, dim);
	*broken = 0;
	for (size_t i = 0; i < sums.n; i++) {
		const struct sum *sum = &sums.item[i];

		*broken += !ranges_add_up(p->low, p->high, sum->total, sum->part, sum->n) &&
		    complete_sum(&c, dim, sum->total, sum, part) == 0;
	}
	n = sums.n;
	sums_free(&sums);
	free(row);
	free(part);
	return n;
}

/* Missing totals, for a message */

static bool
has_label(const struct complete *c, size_t dim)
{
	if (c->s->dim[dim].kind == DIMENSION_GEOGRAPHY)
		return false;
	for (size_t i = 0; i < c->p->table.n; i++) {
		const struct place *p = place(c, dim, &c->p->table.row[i]);

		if (p->total && (p->words.n > 0 || c->s->dim[dim].within))
			return true;
	}
	return false;
}

static void
name(struct complete *c, size_t dim, const struct row *r)
{
	const struct space *s = c->s;
	struct textbuf b = {0};
	struct errmsg e;

	if (c->missing++ >= MOST_NAMED || c->say == NULL)
		return;
	for (size_t d = 0; d < s->n; d++)
		if (d != dim && place(c, d, r)->words.n > 0 && intern_count(s->dim[d].places) > 1)
			textbuf_addf(&b, "%s%.*s", b.n > 0 ? ", " : "",
			    SLICE_ARG(place(c, d, r)->words));
	errmsg_set(&e, "%s: no total of %.*s%s%s: it is taken as not published",
	    c->p->table.file, SLICE_ARG(s->dim[dim].heading), b.n > 0 ? " for " : "",
	    b.n > 0 ? b.p : "");
	c->say(e.text);
	textbuf_free(&b);
}

/* One ward has no total over authorities. */
static bool
has_no_total(const struct complete *c, size_t dim, const struct row *r)
{
	const size_t inner = c->s->dim[dim].inner;

	return inner != SIZE_MAX && !place(c, inner, r)->total;
}

static void
report_dimension(struct complete *c, size_t dim)
{
	struct group {
		uint32_t row;
		size_t parts;
		bool total;
	} *group = xcalloc(c->p->table.n, sizeof(*group));
	uint32_t *of = xcalloc(c->p->table.n, sizeof(*of));
	struct intern *groups = intern_new();
	uint32_t key[SPACE_MAX];

	for (uint32_t i = 0; i < c->p->table.n; i++) {
		const struct row *r = &c->p->table.row[i];
		uint32_t id;

		memcpy(key, r->at, c->s->n * sizeof(*key));
		key[dim] = 0;
		id = intern_id(groups, (struct slice){(const char *)key,
		    c->s->n * sizeof(*key)});
		if (group[id].parts == 0 && !group[id].total)
			group[id].row = i;
		group[id].total |= place(c, dim, r)->total;
		group[id].parts += place(c, dim, r)->words.n > 0 &&
		    !labels_is_like_total(place(c, dim, r)->words);
		of[i] = id;
	}
	/* The total may be another indicator's. */
	for (size_t k = 0; k < c->p->sums.n; k++)
		if (c->p->sums.item[k].dim == dim)
			group[of[c->p->sums.item[k].part[0]]].total = true;
	for (uint32_t g = 0; g < intern_count(groups); g++)
		if (!group[g].total && group[g].parts > 0 &&
		    !has_no_total(c, dim, &c->p->table.row[group[g].row]))
			name(c, dim, &c->p->table.row[group[g].row]);
	intern_free(groups);
	free(group);
	free(of);
}

void
complete_report(struct complete *c)
{
	struct errmsg e;

	for (size_t d = 0; d < c->s->n; d++)
		if (has_label(c, d) && c->s->dim[d].typed == SIZE_MAX)
			report_dimension(c, d);
	if (c->missing <= MOST_NAMED || c->say == NULL)
		return;
	errmsg_set(&e, "%s: %s missing as well", c->p->table.file,
	    plural(c->missing - MOST_NAMED, "total").text);
	c->say(e.text);
}

/* Areas or categories, say, and no total: times and indicators need not have one. */
static bool
lacks_totals(const struct complete *c)
{
	bool parts = false;

	for (size_t d = 0; d < c->s->n; d++) {
		const uint32_t n = intern_count(c->s->dim[d].places);

		parts |= c->s->dim[d].kind != DIMENSION_PERIOD &&
		    c->s->dim[d].role != ROLE_INDICATOR && n > 1;
		for (uint32_t i = 0; i < n; i++)
			if (c->s->dim[d].place[i].total)
				return false;
	}
	return parts;
}

void
complete_report_none(const struct complete *c, const struct policy *policy)
{
	bool hides = false;
	struct errmsg e;

	for (size_t i = 0; i < c->p->table.n && !hides; i++)
		hides = !c->p->table.row[i].known ||
		    policy_is_sensitive(policy, c->p->table.row[i].count);
	if (!hides || c->say == NULL || !lacks_totals(c))
		return;
	errmsg_set(&e, "%s: no row is a total: totals are taken as not published; expected those "
	    "that are, or --total with what they are called", c->p->table.file);
	c->say(e.text);
}
