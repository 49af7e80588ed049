#include "suppress/missing.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "suppress/absent.h"
#include "suppress/closing.h"
#include "suppress/labels.h"
#include "suppress/needed.h"
#include "suppress/ranges.h"
#include "suppress/same.h"

struct finder {
	struct study *st;
	struct absent absent;
	size_t first, n;		/* cells of rows, and with the missing totals */
	int64_t *low, *high;		/* by cell */
	bool *sound;			/* by missing total: a sum has all that the dimension has */
	struct fact *fact;
	size_t nfacts, fact_cap;
};

static const struct row *
row_of(const struct finder *f, size_t cell)
{
	return cell < f->first ? f->st->cell[cell].row : &f->absent.table.row[cell - f->first];
}

static struct slice
key_of(const struct finder *f, const struct row *r)
{
	return (struct slice){(const char *)r->at, f->st->space.n * sizeof(*r->at)};
}

/* Sums */

/* The sums of all cells and of these rows, which have the numbers from `first`. */
static void
sum_all(const struct finder *f, struct sums *sums)
{
	const struct row **row = xcalloc(f->n, sizeof(*row));
	uint32_t *cell = xcalloc(f->n, sizeof(*cell)), nrows = 0;
	struct intern *seen = intern_new();

	for (uint32_t i = 0; i < f->n; i++) {
		/* Of a revised count one figure. */
		if (intern_id(seen, key_of(f, row_of(f, i))) != nrows)
			continue;
		cell[nrows] = i;
		row[nrows++] = row_of(f, i);
	}
	sums_find(sums, &f->st->space, row, nrows);
	for (size_t k = 0; k < sums->n; k++) {
		sums->item[k].total = cell[sums->item[k].total];
		for (size_t i = 0; i < sums->item[k].n; i++)
			((uint32_t *)sums->item[k].part)[i] = cell[sums->item[k].part[i]];
	}
	intern_free(seen);
	free(row);
	free(cell);
}

/* A row that only its figure made a total, next to the sum of which it may be a part; or NULL. */
static const uint32_t *
doubtful_part(const struct finder *f, const struct sums *sums, size_t k)
{
	const struct sum *s = &sums->item[k];

	for (size_t i = k; s->total >= f->first && i-- > 0 && sums->item[i].dim == s->dim;) {
		const struct sum *other = &sums->item[i];
		const struct place *p;

		if (other->n != s->n || memcmp(other->part, s->part, s->n * sizeof(*s->part)) != 0)
			break;
		p = space_place(&f->st->space, s->dim, row_of(f, other->total));
		if (other->total < f->first && p->total && p->words.n > 0 &&
		    !space_is_label(&f->st->space, p->words) &&
		    !labels_is_like_total(p->words))
			return &other->total;
	}
	return NULL;
}

/*
 * Sums that a coincidence may have made too small come last, when others have said what the total
 * is; and again with the row that would be a part then.
 */
static void
add_doubtful(const struct finder *f, struct sums *sums)
{
	const size_t n = sums->n;
	struct sum *last = xcalloc(2 * n, sizeof(*last));
	size_t kept = 0, nlast = 0;

	for (size_t k = 0; k < n; k++) {
		const uint32_t *other = doubtful_part(f, sums, k);
		struct sum with = sums->item[k];
		uint32_t *part;

		if (other == NULL)
			continue;
		part = arena_alloc(&sums->mem, (with.n + 1) * sizeof(*part));
		memcpy(part, with.part, with.n * sizeof(*part));
		part[with.n++] = *other;
		with.part = part;
		last[nlast++] = sums->item[k];
		last[nlast++] = with;
	}
	for (size_t k = 0, d = 0; k < n; k++) {
		if (d < nlast && sums->item[k].part == last[d].part)
			d += 2;
		else
			sums->item[kept++] = sums->item[k];
	}
	sums->item = xgrow(sums->item, &sums->cap, kept + nlast + 1, sizeof(*sums->item));
	memcpy(sums->item + kept, last, nlast * sizeof(*last));
	sums->n = kept + nlast;
	free(last);
}

static void
find_ranges(struct finder *f)
{
	const struct study *st = f->st;

	f->low = xcalloc(f->n, sizeof(*f->low));
	f->high = xcalloc(f->n, sizeof(*f->high));
	f->sound = xcalloc(f->absent.table.n, sizeof(*f->sound));
	for (size_t i = 0; i < f->n; i++) {
		const struct study_cell *c = i < f->first ? &st->cell[i] : NULL;
		const struct publication *p = c != NULL ? &st->pub[c->pub] : NULL;

		f->high[i] = TABLE_NO_HIGH;
		if (c == NULL)
			continue;
		f->low[i] = p->low[c->in] > c->low ? p->low[c->in] : c->low;
		f->high[i] = p->high[c->in] < c->high ? p->high[c->in] : c->high;
	}
}

/* What the parts make; false: not what is known of the total. */
static bool
narrow(struct finder *f, const struct sum *s)
{
	int64_t least = 0, most = 0;

	if (!ranges_add_up(f->low, f->high, s->total, s->part, s->n))
		return false;
	if (s->total < f->first)
		return true;
	for (size_t i = 0; i < s->n; i++) {
		const int64_t high = f->high[s->part[i]];

		least += f->low[s->part[i]];
		most = most == TABLE_NO_HIGH || high == TABLE_NO_HIGH ? TABLE_NO_HIGH : most + high;
	}
	if (least > f->low[s->total])
		f->low[s->total] = least;
	if (most < f->high[s->total])
		f->high[s->total] = most;
	return true;
}

/* How many places there are, by dimension and indicator. */
struct places {
	size_t indicators;		/* their dimension, or SPACE_MAX */
	uint32_t *n[SPACE_MAX];
};

static uint32_t
indicator_of(const struct places *p, size_t dim, const struct row *r)
{
	return p->indicators == SPACE_MAX || p->indicators == dim ? 0 : r->at[p->indicators];
}

static void
count_places(const struct finder *f, struct places *p)
{
	const struct space *s = &f->st->space;
	struct intern *seen = intern_new();

	*p = (struct places){.indicators = SPACE_MAX};
	for (size_t d = 0; d < s->n; d++)
		if (s->dim[d].role == ROLE_INDICATOR)
			p->indicators = d;
	for (size_t d = 0; d < s->n; d++) {
		p->n[d] = xcalloc(p->indicators == SPACE_MAX ? 1 :
		    intern_count(s->dim[p->indicators].places), sizeof(*p->n[d]));
		for (size_t i = 0; i < f->first; i++) {
			const struct row *r = f->st->cell[i].row;
			const uint32_t known = intern_count(seen);
			uint32_t key[3] = {(uint32_t)d, r->at[d], indicator_of(p, d, r)};

			if (space_place(s, d, r)->total || space_place(s, d, r)->apart)
				continue;
			if (intern_id(seen, (struct slice){(char *)key, sizeof(key)}) == known)
				p->n[d][key[2]]++;
		}
	}
	intern_free(seen);
}

static void
free_places(const struct finder *f, struct places *p)
{
	for (size_t d = 0; d < f->st->space.n; d++)
		free(p->n[d]);
}

/* Whether the sum has a part for each place of its dimension, where it needs one. */
static bool
has_all(const struct finder *f, const struct places *p, const struct sum *s)
{
	const struct dimension *d = &f->st->space.dim[s->dim];

	return d->kind == DIMENSION_GEOGRAPHY || d->nested || d->within || d->tree ||
	    s->n >= p->n[s->dim][indicator_of(p, s->dim, row_of(f, s->total))];
}

static bool
is_exact(const struct finder *f, const struct sum *s)
{
	bool exact = s->total >= f->first || f->low[s->total] == f->high[s->total];

	for (size_t i = 0; i < s->n && exact; i++)
		exact = f->low[s->part[i]] == f->high[s->part[i]];
	return exact;
}

/* Whether all missing totals among the parts, if *any, are certain to be what their sums say. */
static bool
are_sound(const struct finder *f, const struct sum *s, bool *any)
{
	bool sound = true;

	*any = false;
	for (size_t i = 0; i < s->n; i++) {
		if (s->part[i] < f->first)
			continue;
		*any = true;
		sound &= f->sound[s->part[i] - f->first];
	}
	return sound;
}

/*
 * Whether the sum holds. Of figures that are all known it does if it adds up; of others only if no
 * part can be missing. A total that has a row is the sum of rows, which was looked for before.
 */
static bool
holds(struct finder *f, const struct places *p, const struct sum *s)
{
	const struct dimension *d = &f->st->space.dim[s->dim];
	const bool exact = is_exact(f, s);
	bool missing, sound = are_sound(f, s, &missing);

	if (s->total < f->first)
		return missing && (exact || (sound && d->kind != DIMENSION_GEOGRAPHY &&
		    !d->within)) && narrow(f, s);
	sound &= has_all(f, p, s);
	if (!(f->absent.keep[s->total - f->first] || exact || sound) || !narrow(f, s))
		return false;
	f->sound[s->total - f->first] |= sound;
	return true;
}

static void
add_fact(struct finder *f, struct fact fact)
{
	f->fact = xgrow(f->fact, &f->fact_cap, f->nfacts + 1, sizeof(*f->fact));
	f->fact[f->nfacts++] = fact;
}

/* Narrows missing totals by their sums, but for one dimension. */
static void
find_values(struct finder *f, const struct places *places, struct sums *sums, size_t except)
{
	sum_all(f, sums);
	add_doubtful(f, sums);
	/* Parts may be missing totals themselves. */
	for (size_t d = 0; d < f->st->space.n; d++)
		for (size_t k = 0; k < sums->n; k++)
			if (sums->item[k].total >= f->first && sums->item[k].dim != except)
				holds(f, places, &sums->item[k]);
}

static void
find_sums(struct finder *f, struct sums *sums)
{
	struct places places;

	count_places(f, &places);
	find_values(f, &places, sums, SPACE_MAX);
	for (size_t k = 0; k < sums->n; k++) {
		const struct sum *s = &sums->item[k];

		if (holds(f, &places, s))
			add_fact(f, (struct fact){.kind = FACT_SUM, .pub = f->st->npubs,
			    .dim = s->dim, .total = s->total, .part = s->part, .n = s->n});
	}
	free_places(f, &places);
}

/* Years of which other sums say what they are */

/* A count that is hidden is at least 1, here: else plans at the end of a year might do. */
static int64_t
least_of(const struct finder *f, uint32_t cell)
{
	if (cell >= f->first || f->st->cell[cell].row->known || f->low[cell] > 0)
		return f->low[cell];
	return f->high[cell] > 0;
}

static void
look_at_year(const struct finder *f, const struct sum *s,
    void (*add)(void *arg, const uint32_t *at, bool fits, bool telling), void *arg)
{
	bool known = true, missing = s->total >= f->first, fits;
	int64_t least = 0, most = 0;
	size_t above = 0;

	for (size_t i = 0; i < s->n; i++) {
		const int64_t low = least_of(f, s->part[i]), high = f->high[s->part[i]];

		known &= f->low[s->part[i]] == high;
		missing |= s->part[i] >= f->first;
		least += low;
		most = most == TABLE_NO_HIGH || high == TABLE_NO_HIGH ? TABLE_NO_HIGH : most + high;
		above += low > 0;
	}
	fits = least <= f->high[s->total] && most >= f->low[s->total];
	if (missing && above > 0 && f->low[s->total] == f->high[s->total])
		add(arg, row_of(f, s->total)->at, fits, fits && known && above > 1);
}

static void
close_finder(struct finder *f, struct sums *sums)
{
	absent_close(&f->absent, &f->st->space);
	sums_free(sums);
	free(f->low);
	free(f->high);
	free(f->sound);
	free(f->fact);
}

void
missing_years(struct study *st, size_t dim,
    void (*add)(void *arg, const uint32_t *at, bool fits, bool telling), void *arg)
{
	struct finder f = {.st = st, .first = st->ncells};
	struct sums sums = {0};
	struct places places;

	absent_find(&f.absent, st);
	f.n = f.first + f.absent.table.n;
	find_ranges(&f);
	count_places(&f, &places);
	find_values(&f, &places, &sums, dim);
	for (size_t k = 0; k < sums.n; k++)
		if (sums.item[k].dim == dim &&
		    !space_place(&st->space, dim, row_of(&f, sums.item[k].total))->total)
			look_at_year(&f, &sums.item[k], add, arg);
	free_places(&f, &places);
	free(f.absent.table.row);
	close_finder(&f, &sums);
}

/* Counts under two names */

/* All cells as a publication, whose rows are known where that leaves no doubt. */
static void
collect(const struct finder *f, struct table *t)
{
	*t = (struct table){.n = f->n, .row = xcalloc(f->n, sizeof(*t->row))};
	for (size_t i = 0; i < f->n; i++) {
		t->row[i] = *row_of(f, i);
		t->row[i].known = f->low[i] == f->high[i];
		t->row[i].count = f->low[i];
	}
}

static void
add_one(void *arg, uint32_t a, uint32_t b)
{
	struct finder *f = arg;
	uint32_t *part = arena_alloc(&f->st->mem, sizeof(*part));

	*part = b;
	add_fact(f, (struct fact){.kind = FACT_SAME, .pub = f->st->npubs, .total = a,
	    .part = part, .n = 1});
}

/* Two that one publication has are found there. */
static void
add_same(void *arg, uint32_t a, uint32_t b)
{
	const struct finder *f = arg;

	if (a >= f->first || b >= f->first || f->st->cell[a].pub != f->st->cell[b].pub)
		add_one(arg, a, b);
}

static void
find_same(struct finder *f)
{
	struct publication all = {0};

	collect(f, &all.table);
	same_find(&f->st->space, &all, add_same, f);
	closing_find(&f->st->space, &all.table, add_one, f);
	free(all.table.row);
}

/* What is needed, into the study */

/* Numbers the missing totals that are left, into of[]. */
static void
add_cells(struct finder *f, const bool *need, uint32_t *of)
{
	struct study *st = f->st;
	struct publication *p = &st->pub[st->npubs];
	bool *used = xcalloc(f->n, sizeof(*used));

	for (size_t k = 0; k < f->nfacts; k++) {
		used[f->fact[k].total] |= need[k];
		for (size_t i = 0; i < f->fact[k].n; i++)
			used[f->fact[k].part[i]] |= need[k];
	}
	*p = (struct publication){.table = f->absent.table};
	p->table.n = 0;
	for (size_t i = f->first; i < f->n; i++) {
		if (!used[i])
			continue;
		of[i - f->first] = (uint32_t)(f->first + p->table.n);
		p->table.row[p->table.n++] = f->absent.table.row[i - f->first];
	}
	p->cell = xcalloc(p->table.n, sizeof(*p->cell));
	p->low = xcalloc(p->table.n, sizeof(*p->low));
	p->high = xcalloc(p->table.n, sizeof(*p->high));
	for (size_t i = f->first; i < f->n; i++) {
		const size_t in = of[i - f->first] - f->first;

		if (!used[i])
			continue;
		p->low[in] = f->low[i];
		p->high[in] = f->high[i];
		p->cell[in] = of[i - f->first];
		st->cell = xgrow(st->cell, &st->cap, st->ncells + 1, sizeof(*st->cell));
		st->cell[st->ncells++] = (struct study_cell){.row = &p->table.row[in],
		    .pub = st->npubs, .in = in, .high = TABLE_NO_HIGH};
	}
	free(used);
}

static void
add_facts(struct finder *f, const bool *need, const uint32_t *of)
{
	for (size_t k = 0; k < f->nfacts; k++) {
		struct fact fact = f->fact[k];
		uint32_t *part;

		if (!need[k])
			continue;
		part = arena_alloc(&f->st->mem, fact.n * sizeof(*part));
		for (size_t i = 0; i < fact.n; i++)
			part[i] = fact.part[i] < f->first ? fact.part[i] :
			    of[fact.part[i] - f->first];
		fact.part = part;
		if (fact.total >= f->first)
			fact.total = of[fact.total - f->first];
		study_add(f->st, fact);
	}
}

static void
add_needed(struct finder *f)
{
	const struct needed needed = {f->st, f->fact, f->nfacts, f->first, f->n, f->absent.keep};
	bool *need = xcalloc(f->nfacts, sizeof(*need));
	uint32_t *of = xcalloc(f->absent.table.n, sizeof(*of));

	needed_find(&needed, need);
	add_cells(f, need, of);
	add_facts(f, need, of);
	free(need);
	free(of);
}

void
missing_find(struct study *st)
{
	struct finder f = {.st = st, .first = st->ncells};
	struct sums sums = {0};

	absent_find(&f.absent, st);
	f.n = f.first + f.absent.table.n;
	find_ranges(&f);
	if (f.absent.table.n > 0)
		find_sums(&f, &sums);
	find_same(&f);
	add_needed(&f);
	close_finder(&f, &sums);
}
