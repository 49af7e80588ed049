#include "suppress/shares.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"

struct wholes {
	struct study *st;
	size_t pub;
	struct printed_whole *item;
	size_t n, cap;
};

static void
add_whole(struct wholes *w, struct printed_whole whole)
{
	w->item = xgrow(w->item, &w->cap, w->n + 1, sizeof(*w->item));
	w->item[w->n++] = whole;
}

static void
add_own(struct wholes *w)
{
	const struct publication *p = &w->st->pub[w->pub];

	for (size_t i = 0; i < p->sums.n; i++) {
		const struct sum *s = &p->sums.item[i];

		add_whole(w, (struct printed_whole){s->dim, p->cell[s->total], p->low[s->total],
		    p->high[s->total], s->part, s->n, false});
	}
}

/* Whether the row is a total in each dimension that has some, and in two at least. */
static bool
is_grand(const struct wholes *w, const struct row *r, const bool *totals)
{
	const struct space *s = &w->st->space;
	size_t n = 0;

	for (size_t d = 0; d < s->n; d++) {
		if (totals[d] && !space_place(s, d, r)->total)
			return false;
		n += totals[d];
	}
	return n >= 2;
}

/* Numbers the rows by their places in all other dimensions: into of[]. Returns how many. */
static uint32_t
number_groups(const struct wholes *w, const bool *totals, uint32_t *of)
{
	const struct table *t = &w->st->pub[w->pub].table;
	const struct space *s = &w->st->space;
	struct intern *groups = intern_new();
	uint32_t key[SPACE_MAX], n;

	for (size_t i = 0; i < t->n; i++) {
		for (size_t d = 0; d < s->n; d++)
			key[d] = totals[d] ? 0 : t->row[i].at[d];
		of[i] = intern_id(groups, (struct slice){(const char *)key, s->n * sizeof(*key)});
	}
	n = intern_count(groups);
	intern_free(groups);
	return n;
}

/* Of a total in all dimensions, such as Total of Total, everything is a part. */
static void
add_grand(struct wholes *w)
{
	const struct publication *p = &w->st->pub[w->pub];
	const uint32_t nrows = (uint32_t)p->table.n;
	uint32_t *of = xcalloc(nrows, sizeof(*of)), *row, *end, ngroups;
	bool totals[SPACE_MAX] = {false};

	for (size_t i = 0; i < nrows; i++)
		for (size_t d = 0; d < w->st->space.n; d++)
			totals[d] |= space_place(&w->st->space, d, &p->table.row[i])->total;
	ngroups = number_groups(w, totals, of);
	end = xcalloc((size_t)ngroups + 1, sizeof(*end));
	row = arena_alloc(&w->st->mem, nrows * sizeof(*row));
	for (uint32_t i = 0; i < nrows; i++)
		end[of[i] + 1] += !is_grand(w, &p->table.row[i], totals);
	for (uint32_t g = 0; g < ngroups; g++)
		end[g + 1] += end[g];
	for (uint32_t i = 0; i < nrows; i++)
		if (!is_grand(w, &p->table.row[i], totals))
			row[end[of[i]]++] = i;
	for (uint32_t i = 0; i < nrows; i++) {
		const uint32_t first = of[i] > 0 ? end[of[i] - 1] : 0;

		if (is_grand(w, &p->table.row[i], totals))
			add_whole(w, (struct printed_whole){w->st->space.n, p->cell[i], p->low[i],
			    p->high[i], row + first, end[of[i]] - first, false});
	}
	free(of);
	free(end);
}

/* What the publication has of the parts of a total that it has not. */
static void
add_other(struct wholes *w, const uint32_t *at, const struct sum *s)
{
	struct study *st = w->st;
	const struct study_cell *total = &st->cell[s->total];
	uint32_t *part = arena_alloc(&st->mem, s->n * sizeof(*part));
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		if (at[s->part[i]] != UINT32_MAX)
			part[n++] = at[s->part[i]];
	if (n > 0)
		add_whole(w, (struct printed_whole){s->dim, s->total,
		    st->pub[total->pub].low[total->in], st->pub[total->pub].high[total->in],
		    part, n, study_is_missing(st, s->total)});
}

/* Rows of the publication whose total is in another one alone. */
static void
add_across(struct wholes *w, const uint32_t *at)
{
	struct study *st = w->st;
	const struct row **row = xcalloc(st->ncells, sizeof(*row));
	struct sums sums = {0};
	size_t n = 0;

	for (; n < st->ncells && !study_is_missing(st, n); n++)
		row[n] = st->cell[n].row;
	sums_find(&sums, &st->space, row, n);
	for (size_t k = 0; k < sums.n; k++)
		if (at[sums.item[k].total] == UINT32_MAX)
			add_other(w, at, &sums.item[k]);
	sums_free(&sums);
	free(row);
}

/* Those whose total has no row. */
static void
add_missing(struct wholes *w, const uint32_t *at)
{
	for (size_t k = 0; k < w->st->nfacts; k++) {
		const struct fact *f = &w->st->fact[k];

		if (f->kind == FACT_SUM && study_is_missing(w->st, f->total))
			add_other(w, at, &(struct sum){f->dim, f->total, f->part, f->n});
	}
}

static void
add_all(struct wholes *w)
{
	const struct publication *p = &w->st->pub[w->pub];
	uint32_t *at = xcalloc(w->st->ncells, sizeof(*at));

	add_own(w);
	add_grand(w);
	memset(at, 0xff, w->st->ncells * sizeof(*at));
	for (uint32_t i = 0; i < p->table.n; i++)
		at[p->cell[i]] = i;
	if (w->st->npubs > 1)
		add_across(w, at);
	add_missing(w, at);
	free(at);
}

static void
say_odd(const struct study *st, size_t pub, void (*note)(const char *message))
{
	const struct publication *p = &st->pub[pub];
	struct textbuf b = {0};
	struct errmsg e;

	for (size_t i = 0; i < p->printed.nodd; i++) {
		const struct printed_odd *odd = &p->printed.odd[i];

		if (odd->missing)
			continue;
		textbuf_reset(&b);
		space_words(&st->space, st->cell[odd->whole].row, &b);
		errmsg_set(&e, "%s: %.*s: %s %s with the total of %s: left out of account",
		    p->table.file, SLICE_ARG(p->table.heading[odd->col]),
		    plural(odd->n, "row").text, odd->n == 1 ? "disagrees" : "disagree", b.p);
		note(e.text);
	}
	textbuf_free(&b);
}

void
shares_find(struct study *st, size_t pub, const struct facts_say *say)
{
	struct publication *p = &st->pub[pub];
	struct wholes w = {.st = st, .pub = pub};
	struct printed_source from = {.space = &st->space, .table = &p->table, .low = p->low,
	    .high = p->high, .audit = say->audit, .slot = st->nslots};

	add_all(&w);
	from.whole = w.item;
	from.nwholes = w.n;
	printed_find(&p->printed, &from);
	st->nslots += p->table.ncols;
	free(w.item);
	for (size_t i = 0; i < p->printed.n; i++) {
		const struct printed *d = &p->printed.item[i];
		uint32_t *part = arena_alloc(&st->mem, sizeof(*part));

		part[0] = p->cell[d->row];
		study_add(st, (struct fact){.kind = FACT_PRINTED, .pub = pub, .part = part, .n = 1,
		    .total = d->rate ? part[0] : d->whole, .printed = d, .reading = d->reading});
	}
	if (say->note != NULL)
		say_odd(st, pub, say->note);
}
