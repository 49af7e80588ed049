#include "suppress/facts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "suppress/across.h"
#include "suppress/breakdown.h"
#include "suppress/complete.h"
#include "suppress/discover.h"
#include "suppress/missing.h"
#include "suppress/nil.h"
#include "suppress/outside.h"
#include "suppress/same.h"
#include "suppress/shares.h"
#include "suppress/tree.h"
#include "suppress/unnamed.h"

struct finder {
	struct study *st;
	struct intern *seen;		/* sums, by total and parts */
	struct intern *totals;		/* (dimension, total), and with type, that have a sum */
	struct intern *single;		/* (publication, dimension) of one part: was said */
	void (*say)(const char *message), (*note)(const char *message);
	size_t broken;			/* totals that do not add up */
	bool audit;
	struct complete complete;
	uint32_t *part;			/* as many as a table has rows */
};

enum { MOST_NAMED = 10 };

static int64_t
plus(int64_t a, int64_t b)
{
	return a == TABLE_NO_HIGH || b == TABLE_NO_HIGH ? TABLE_NO_HIGH : a + b;
}

static int64_t
low_of(const struct study *st, uint32_t cell)
{
	const struct study_cell *c = &st->cell[cell];
	int64_t low = st->pub[c->pub].low[c->in];

	return c->low > low ? c->low : low;
}

static int64_t
high_of(const struct study *st, uint32_t cell)
{
	const struct study_cell *c = &st->cell[cell];
	int64_t high = st->pub[c->pub].high[c->in];

	return c->high < high ? c->high : high;
}

static bool
adds_up(const struct study *st, uint32_t total, const uint32_t *part, size_t n)
{
	int64_t least = 0, most = 0;

	for (size_t i = 0; i < n; i++) {
		least += low_of(st, part[i]);
		most = plus(most, high_of(st, part[i]));
	}
	return least <= high_of(st, total) && (most == TABLE_NO_HIGH || most >= low_of(st, total));
}


static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static bool
is_new(struct intern *t, const uint32_t *key, size_t n)
{
	uint32_t known = intern_count(t);

	return intern_id(t, (struct slice){(const char *)key, n * sizeof(*key)}) == known;
}

/* Sums */

/* "; no row for Neglect": places of the dimension, in this table, without a part in the sum. */
static void
add_absent(const struct study *st, const struct table *t, const struct sum *s, struct textbuf *b)
{
	const struct dimension *d = &st->space.dim[s->dim];
	bool *has = xcalloc(intern_count(d->places), sizeof(*has));
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		has[t->row[s->part[i]].at[s->dim]] = true;
	for (size_t i = 0; i < t->n && d->kind != DIMENSION_GEOGRAPHY && !d->within &&
	    !d->tree; i++) {
		uint32_t at = t->row[i].at[s->dim];

		if (has[at] || d->place[at].total || d->place[at].apart ||
		    d->place[at].words.n == 0)
			continue;
		has[at] = true;
		if (n++ < 3)
			textbuf_addf(b, "%s%.*s", n == 1 ? "; no row for " : ", ",
			    SLICE_ARG(d->place[at].words));
	}
	if (n > 3)
		textbuf_addf(b, " and %zu others", n - 3);
	free(has);
}

static void
name_broken(struct finder *f, const struct table *t, const struct sum *s)
{
	const struct row *total = &t->row[s->total];
	struct textbuf b = {0}, absent = {0};
	struct errmsg e;

	if (f->broken++ < MOST_NAMED) {
		space_words(&f->st->space, total, &b);
		add_absent(f->st, t, s, &absent);
		errmsg_set(&e, "%s:%" PRIu64 ": %.*s: %s is not the sum of its parts (%s%s); "
		    "expected totals that add up: correct it, or add a row for the rest, such "
		    "as 'Not known'", total->file, total->line,
		    SLICE_ARG(t->heading[t->count]), b.p, plural(s->n, "row").text,
		    absent.n > 0 ? absent.p : "");
		f->say(e.text);
	}
	textbuf_free(&b);
	textbuf_free(&absent);
}

/* What no name calls a total is none where its figures do not say so. */
static void
say_unlike(const struct finder *f, const struct table *t, const struct sum *s)
{
	const struct row *total = &t->row[s->total];
	struct textbuf b = {0};
	struct errmsg e;

	if (f->note == NULL)
		return;
	space_words(&f->st->space, total, &b);
	errmsg_set(&e, "%s:%" PRIu64 ": %.*s: %s is not the sum of the others, as it is elsewhere: "
	    "here it is not taken as their total", total->file, total->line,
	    SLICE_ARG(t->heading[t->count]), b.p);
	f->note(e.text);
	textbuf_free(&b);
}

/* Whether all sums of the dimension have the same place alone, which is less than the total. */
static bool
is_single(const struct publication *p, size_t dim)
{
	const struct row *part = NULL;

	for (size_t i = 0; i < p->sums.n; i++) {
		const struct sum *s = &p->sums.item[i];
		const struct row *r = &p->table.row[s->part[0]];

		if (s->dim != dim)
			continue;
		if (s->n > 1 || (part != NULL && part->at[dim] != r->at[dim]) ||
		    p->low[s->part[0]] > p->high[s->total])
			return false;
		part = r;
	}
	return part != NULL;
}

/* A table with one area and the total of all: said once. */
static void
say_single(struct finder *f, const struct publication *p, const struct sum *s)
{
	const uint32_t key[2] = {(uint32_t)(p - f->st->pub), (uint32_t)s->dim};
	const struct dimension *d = &f->st->space.dim[s->dim];
	struct errmsg e;

	if (!is_new(f->single, key, 2) || f->note == NULL)
		return;
	errmsg_set(&e, "%s: %.*s: the total is more than %.*s, its only row: this is taken as one "
	    "of its parts", p->table.file, SLICE_ARG(d->heading),
	    SLICE_ARG(d->place[p->table.row[s->part[0]].at[s->dim]].words));
	f->note(e.text);
}

static bool
is_guess(const struct finder *f, size_t dim, uint32_t total, uint32_t part)
{
	const struct row *r = f->st->cell[total].row;

	return tree_is_guess(&f->st->space, dim, r) ||
	    breakdown_is_doubtful(&f->st->space, dim, r, f->st->cell[part].row, f->audit);
}

/* part[] is an arena's. */
static void
add_sum(struct finder *f, size_t pub, size_t dim, uint32_t total, uint32_t *part, size_t n)
{
	uint32_t *key = xcalloc(n + 1, sizeof(*key)), place[3] = {(uint32_t)dim, total,
	    breakdown_type(&f->st->space, dim, f->st->cell[part[0]].row)};

	key[0] = total;
	memcpy(key + 1, part, n * sizeof(*key));
	qsort(key + 1, n, sizeof(*key), by_number);
	is_new(f->totals, place, 2);
	is_new(f->totals, place, 3);
	if (is_new(f->seen, key, n + 1))
		study_add(f->st, (struct fact){.kind = is_guess(f, dim, total, part[0]) ?
		    FACT_FIGURES : FACT_SUM, .pub = pub, .dim = dim, .total = total,
		    .part = part, .n = n});
	free(key);
}

/* Rows of a publication as its cells. */
static uint32_t *
cells_of(struct finder *f, const struct publication *p, const uint32_t *row, size_t n)
{
	uint32_t *cell = arena_alloc(&f->st->mem, n * sizeof(*cell));

	for (size_t i = 0; i < n; i++)
		cell[i] = p->cell[row[i]];
	return cell;
}

static bool
has_sum(const struct finder *f, size_t dim, uint32_t total)
{
	uint32_t place[2] = {(uint32_t)dim, total};

	return intern_find(f->totals, (struct slice){(char *)place, sizeof(place)}) != INTERN_NONE;
}

/* The same of a breakdown, which may share the total with others. */
static bool
has_sum_of(const struct finder *f, size_t dim, uint32_t total, uint32_t part)
{
	uint32_t place[3] = {(uint32_t)dim, total,
	    breakdown_type(&f->st->space, dim, f->st->cell[part].row)};

	return intern_find(f->totals, (struct slice){(char *)place, sizeof(place)}) != INTERN_NONE;
}

/*
 * A sum that does not add up: other publications may have the parts that are missing, so it waits
 * until all are known.
 */
struct unsure {
	size_t pub, sum;
};

static void
add_own(struct finder *f, size_t pub, struct unsure *unsure, size_t *nunsure)
{
	const struct publication *p = &f->st->pub[pub];

	f->complete = (struct complete){.s = &f->st->space, .p = p};
	for (size_t k = 0; k < p->sums.n; k++) {
		const struct sum *s = &p->sums.item[k];
		bool fits;
		size_t n;

		for (size_t i = 0; i < s->n; i++)
			f->part[i] = p->cell[s->part[i]];
		fits = adds_up(f->st, p->cell[s->total], f->part, s->n);
		n = complete_parts(&f->complete, s, fits, f->part);
		if (n > 0)
			add_sum(f, pub, s->dim, p->cell[s->total], cells_of(f, p, f->part, n), n);
		else if (!fits)
			unsure[(*nunsure)++] = (struct unsure){pub, k};
	}
}

/* Totals without a sum in any dimension: of several, where the margins have no rows. */
static void
add_grand(struct finder *f, const struct publication *p, size_t pub)
{
	const size_t ndims = f->st->space.n;

	f->complete = (struct complete){.s = &f->st->space, .p = p};
	for (uint32_t i = 0; i < p->table.n; i++) {
		size_t n = 0, dims = 0, first = ndims;

		for (size_t d = 0; d < ndims && dims != SIZE_MAX; d++) {
			if (!space_place(&f->st->space, d, &p->table.row[i])->total)
				continue;
			first = dims++ == 0 ? d : first;
			if (has_sum(f, d, p->cell[i]))
				dims = SIZE_MAX;
		}
		if (dims > 1 && dims != SIZE_MAX)
			n = complete_sum(&f->complete, first, i, NULL, f->part);
		if (n > 0)
			add_sum(f, pub, first, p->cell[i], cells_of(f, p, f->part, n), n);
	}
}

/* What is a sum only over several of them: also of the details of a total that none of them has. */
static void
add_across(struct finder *f)
{
	struct study *st = f->st;
	struct publication all;
	const struct row **row = xcalloc(st->ncells, sizeof(*row));
	uint32_t *part = xcalloc(st->ncells, sizeof(*part));

	across_collect(st, &all);
	for (size_t i = 0; i < st->ncells; i++)
		row[i] = &all.table.row[i];
	sums_find(&all.sums, &st->space, row, st->ncells);
	f->complete = (struct complete){.s = &st->space, .p = &all};
	for (size_t k = 0; k < all.sums.n; k++) {
		const struct sum *s = &all.sums.item[k];
		size_t n;
		bool fits;

		if (has_sum_of(f, s->dim, s->total, s->part[0]))
			continue;
		fits = adds_up(st, s->total, s->part, s->n);
		n = complete_parts(&f->complete, s, fits, part);
		if (n > 0)
			add_sum(f, st->npubs, s->dim, s->total, memcpy(arena_alloc(&st->mem,
			    n * sizeof(*part)), part, n * sizeof(*part)), n);
	}
	add_grand(f, &all, st->npubs);
	across_free(&all);
	free(row);
	free(part);
}

static int
find_sums(struct finder *f, struct errmsg *e)
{
	struct study *st = f->st;
	size_t n = 0, nunsure = 0;
	struct unsure *unsure;

	for (size_t k = 0; k < st->npubs; k++)
		n += st->pub[k].sums.n;
	unsure = xcalloc(n, sizeof(*unsure));
	for (size_t k = 0; k < st->npubs; k++)
		add_own(f, k, unsure, &nunsure);
	if (st->npubs > 1)
		add_across(f);
	for (size_t k = 0; k < st->npubs; k++)
		add_grand(f, &st->pub[k], k);
	for (size_t i = 0; i < nunsure; i++) {
		const struct publication *p = &st->pub[unsure[i].pub];
		const struct sum *s = &p->sums.item[unsure[i].sum];

		if (has_sum(f, s->dim, p->cell[s->total]) ||
		    tree_is_guess(&st->space, s->dim, &p->table.row[s->total]))
			continue;
		if (unnamed_has(&p->table, st->space.dim[s->dim].heading,
		    space_place(&st->space, s->dim, &p->table.row[s->total])->words))
			say_unlike(f, &p->table, s);
		else if (is_single(p, s->dim))
			say_single(f, p, s);
		else
			name_broken(f, &p->table, s);
	}
	free(unsure);
	if (f->broken == 0)
		return 0;
	return errmsg_set(e, "%s %s not add up: check the table first, as with csv-check",
	    plural(f->broken, "total").text, f->broken == 1 ? "does" : "do");
}

/* Counts of two indicators; rows of a publication */

struct pair {
	struct study *st;
	size_t pub;
};

static void
add_same(void *arg, uint32_t a, uint32_t b)
{
	const struct pair *pair = arg;
	const struct publication *p = &pair->st->pub[pair->pub];
	uint32_t *part = arena_alloc(&pair->st->mem, sizeof(*part));

	part[0] = p->cell[b];
	study_add(pair->st, (struct fact){.kind = FACT_SAME, .pub = pair->pub, .total = p->cell[a],
	    .part = part, .n = 1});
}

/* Of a publication, or of all together. */
static size_t
most_rows(const struct study *st)
{
	size_t most = st->ncells;

	for (size_t k = 0; k < st->npubs; k++)
		if (st->pub[k].table.n > most)
			most = st->pub[k].table.n;
	return most;
}

int
facts_find(struct study *st, const struct facts_say *say, struct errmsg *e)
{
	struct finder f = {.st = st, .seen = intern_new(), .totals = intern_new(),
	    .single = intern_new(), .say = say->fault, .note = say->note,
	    .audit = say->audit,
	    .part = xcalloc(most_rows(st), sizeof(*f.part))};
	int status = find_sums(&f, e);

	intern_free(f.seen);
	intern_free(f.totals);
	intern_free(f.single);
	free(f.part);
	if (status != 0)
		return status;
	discover_find(st, say->note);
	f.complete = (struct complete){.s = &st->space, .p = st->pub, .say = say->note};
	if (st->nfacts == 0)
		complete_report_none(&f.complete, say->policy);
	complete_report(&f.complete);
	if (!say->audit)
		nil_find(st);
	missing_find(st);
	for (size_t k = 0; k < st->npubs; k++) {
		struct pair pair = {st, k};

		shares_find(st, k, say);
		same_find(&st->space, &st->pub[k], add_same, &pair);
	}
	if (say->note != NULL)
		outside_report(st, say->note);
	return 0;
}

/* Words */

/* The cell's words in the dimension alone, or all of them. */
static struct slice
place_words(const struct study *st, uint32_t cell, size_t dim)
{
	const struct row *r = st->cell[cell].row;
	struct slice s = space_place(&st->space, dim, r)->words;

	if (s.n == 0 && r->own && st->space.dim[dim].kind == DIMENSION_AREA && r->area.n > 0)
		return r->area;
	return s.n > 0 ? s : slice_of("(blank)");
}

/* " of 2014-15 Q1, Hartlepool": where the sum is, in the other dimensions. */
static void
add_where(const struct study *st, const struct row *r, size_t except, struct textbuf *b)
{
	const struct space *s = &st->space;
	size_t n = 0;

	for (size_t d = 0; d < s->n; d++) {
		struct slice words = space_place(s, d, r)->words;

		if (d != except && words.n > 0 && intern_count(s->dim[d].places) > 1)
			textbuf_addf(b, "%s%.*s", n++ > 0 ? ", " : " of ", SLICE_ARG(words));
	}
}

static void
add_parts(const struct study *st, const struct fact *f, uint32_t except, struct textbuf *b)
{
	enum { MOST = 3 };
	size_t n = 0, left = 0;

	for (size_t i = 0; i < f->n; i++) {
		if (f->part[i] == except)
			continue;
		if (n == MOST && f->n > MOST + 2) {
			left++;
			continue;
		}
		textbuf_addf(b, "%s%.*s", n++ > 0 ? ", " : "",
		    SLICE_ARG(place_words(st, f->part[i], f->dim)));
	}
	if (left > 0)
		textbuf_addf(b, " and %zu others", left);
}

bool
facts_has_sum(const void *study, size_t dim, uint32_t place)
{
	const struct study *st = study;
	bool has = false;

	for (size_t k = 0; k < st->nfacts && !has; k++) {
		const struct fact *f = &st->fact[k];

		has = f->dim == dim && !f->dropped &&
		    (f->kind == FACT_SUM || f->kind == FACT_FIGURES) &&
		    st->cell[f->total].row->at[dim] == place;
	}
	return has;
}

bool
facts_is_guessed(const struct study *st, const struct fact *f)
{
	const struct study_cell *c = &st->cell[f->total];
	const size_t pub = study_is_missing(st, f->total) ? 0 : c->pub;

	return f->kind == FACT_SUM && unnamed_has(&st->pub[pub].table,
	    st->space.dim[f->dim].heading, space_place(&st->space, f->dim, c->row)->words);
}

void
facts_words(const struct study *st, const struct fact *f, uint32_t cell, struct textbuf *b)
{
	const struct row *total = st->cell[f->total].row;
	struct textbuf words = {0};

	textbuf_reset(b);
	switch (f->kind) {
	case FACT_SUM:
		if (f->total == cell) {
			textbuf_addf(b, "sum of ");
			add_parts(st, f, f->total, b);
			break;
		}
		textbuf_addf(b, "%.*s", SLICE_ARG(place_words(st, f->total, f->dim)));
		add_where(st, total, f->dim, b);
		if (f->n > 1) {
			textbuf_addf(b, " less ");
			add_parts(st, f, cell, b);
		}
		break;
	case FACT_PRINTED:
		space_words(&st->space, st->cell[f->part[0]].row, &words);
		textbuf_addf(b, "%s of %s", f->printed->rate ? "rate" : "percentage", words.p);
		break;
	case FACT_SAME:
		if (f->total == cell)
			total = st->cell[f->part[0]].row;
		space_words(&st->space, total, &words);
		textbuf_addf(b, "same as %s", words.p);
		break;
	case FACT_FIGURES:
		discover_words(st, f, true, b);
		break;
	}
	textbuf_free(&words);
}
