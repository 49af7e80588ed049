#include "suppress/subtotals.h"

#include <stdlib.h>

#include "base/intern.h"
#include "suppress/hints.h"
#include "suppress/labels.h"
#include "suppress/relate.h"
#include "suppress/subset.h"

enum { MOST_TOGETHER = 6, MOST_TRIES = 20, MOST_NAMED = 6,
	MOST_IN_RUNS = 200 };

struct finder {
	struct space *s;
	const struct publication *p;
	struct grid_source from;
	struct grid g;
	uint32_t excess;		/* a line: how much more all parts make than the total */
	bool broken;			/* totals do not add up */
	bool again;			/* as much as it: they make it twice */
	uint32_t *cand;			/* labels */
	size_t ncands;
	struct subset_work work;
	uint32_t *found;		/* labels, of which the first are sums of others; */
	size_t nfound, nsums;		/* the rest are parts in another way */
	uint32_t label;			/* being looked at; */
	size_t nsets;			/* sets of others that make it */
	size_t tries;
};

static bool
count_set(void *arg, const uint32_t *part, size_t n, size_t chosen)
{
	struct finder *f = arg;
	const struct grid_sum s = {.total = f->label, .part = part, .n = n};
	struct grid_tally t = grid_count(&f->g, &s);

	(void)chosen;
	f->nsets += n > 1 && t.several && t.fits > 0 && t.misses == 0;
	return f->nsets > SUBTOTALS_SETS;
}

/* Whether it is known of which others the label is the sum; none are those left out with it. */
static bool
has_sum(struct finder *f, uint32_t label, const uint32_t *out, size_t nout)
{
	uint32_t *cand = xcalloc(f->ncands, sizeof(*cand));
	struct subset sub = {.g = &f->g, .total = label, .cand = cand, .direct = true,
	    .take = count_set, .arg = f, .work = &f->work};

	f->label = label;
	f->nsets = 0;
	f->work.steps = SUBSET_STEPS;
	for (size_t i = 0; i < f->ncands; i++) {
		bool is_out = false;

		for (size_t k = 0; k < nout && !is_out; k++)
			is_out = out[k] == f->cand[i];
		if (!is_out)
			cand[sub.n++] = f->cand[i];
	}
	sub.most = sub.n;
	if (sub.n > 1)
		subset_find(&sub);
	free(cand);
	return f->nsets > 0 && f->nsets <= SUBTOTALS_SETS &&
	    SUBSET_STEPS - f->work.steps < SUBSET_STEPS_EACH;
}

static bool
is_called_whole(const struct finder *f, uint32_t label)
{
	return labels_is_like_total(f->s->dim[f->g.dim].place[f->g.place[label]].words);
}

/* Whether the total adds up without these by more than chance, and each is a sum. */
static bool
are_subtotals(void *arg, const uint32_t *part, size_t n, size_t chosen)
{
	struct finder *f = arg;
	const struct grid_sum s = {.total = f->excess, .part = part, .n = n};
	struct grid_tally t = grid_count(&f->g, &s);
	bool whole = true;

	if (n > MOST_TOGETHER || chosen != n || n == f->ncands || f->tries == MOST_TRIES)
		return false;
	for (size_t i = 0; i < n; i++)
		whole &= is_called_whole(f, part[i]);
	if (t.misses > 0 || !relate_holds(&t, relate_choices(f->ncands, n),
	    whole ? RELATE_WORDS : n == 1 ? RELATE_WHOLE : RELATE_ORDER, false))
		return false;
	f->tries++;
	for (f->nfound = 0; f->nfound < n; f->nfound++) {
		f->found[f->nfound] = part[f->nfound];
		if (!(f->again && n > 1) && !has_sum(f, part[f->nfound], part, n))
			return false;
	}
	f->nsums = f->again ? 0 : n;
	return true;
}

/* Labels */

/* Puts those that ages or codes call sums of others into found[]. */
static void
list_called(struct finder *f, const struct hints *h, const bool *may)
{
	uint32_t *part = xcalloc(f->g.nlabels, sizeof(*part));

	for (size_t i = 0; i < f->ncands; i++)
		if (hints_parts(h, HINT_AGES, f->cand[i], may, part) > 1 ||
		    hints_parts(h, HINT_CODES, f->cand[i], may, part) > 1)
			f->found[f->nsums++] = f->cand[i];
	f->nfound = f->nsums;
	free(part);
}

/*
 * Whether the candidate at `at` is the sum of those directly before, or after, by steps of 1 or -1;
 * with names: a place that is the sum of authorities.
 */
static bool
is_run(const struct finder *f, const struct hints *names, size_t at, ptrdiff_t step, uint32_t *part)
{
	struct grid_sum s = {.total = f->cand[at], .part = part};
	bool is = false, named = names != NULL && !names->label[s.total].authority;

	for (ptrdiff_t i = (ptrdiff_t)at + step; i >= 0 && i < (ptrdiff_t)f->ncands && !is;
	    i += step) {
		struct grid_tally t;

		part[s.n++] = f->cand[i];
		named = named && names->label[f->cand[i]].authority;
		if (names != NULL && !named)
			break;
		t = grid_count(&f->g, &s);
		is = s.n > 1 && (t.several || named) && t.fits > 0 && t.misses == 0;
	}
	return is;
}

/* Puts those into found[] that come directly after, or before, what they are the sum of. */
static void
list_runs(struct finder *f, const struct hints *names)
{
	uint32_t *part = xcalloc(f->g.nlabels, sizeof(*part));

	f->nsums = 0;
	for (size_t i = 0; i < f->ncands && f->ncands <= MOST_IN_RUNS; i++)
		if (is_run(f, names, i, -1, part) || is_run(f, names, i, 1, part))
			f->found[f->nsums++] = f->cand[i];
	f->nfound = f->nsums;
	free(part);
}

/* Whether the ages that are left follow one another. */
static bool
has_all_ages(const struct finder *f, const struct hints *h, const bool *left)
{
	size_t n = 0, first = 0;

	for (size_t i = 0; i < f->ncands; i++) {
		const struct hints_label *l = &h->label[f->cand[i]];
		size_t next = 0, overlaps = 0;

		if (!left[f->cand[i]] || !l->aged)
			continue;
		for (size_t k = 0; k < f->ncands; k++) {
			const struct hints_label *o = &h->label[f->cand[k]];

			if (k == i || !left[f->cand[k]] || !o->aged)
				continue;
			next += l->youngest == o->oldest + 1;
			overlaps += l->youngest <= o->oldest && o->youngest <= l->oldest;
		}
		n++;
		first += next == 0;
		if (overlaps > 0)
			return false;
	}
	return n > 1 && first == 1;
}

static bool
fits_without(const struct finder *f, size_t from, size_t to)
{
	const struct grid_sum s = {.total = f->excess, .part = f->found + from, .n = to - from};
	const struct grid_tally t = grid_count(&f->g, &s);

	return s.n > 0 && t.fits > 0 && t.misses == 0;
}

/* Whether totals add up without those called sums, and perhaps without those that are not ages. */
static bool
find_called(struct finder *f, const struct hints *h)
{
	bool *left = xcalloc(f->g.nlabels, sizeof(*left));
	bool found;

	for (size_t i = 0; i < f->ncands; i++)
		left[f->cand[i]] = true;
	f->nsums = 0;
	list_called(f, h, left);
	found = fits_without(f, 0, f->nsums);
	for (size_t i = 0; i < f->nsums; i++)
		left[f->found[i]] = false;
	if (!found && has_all_ages(f, h, left)) {
		for (size_t i = 0; i < f->ncands; i++)
			if (left[f->cand[i]] && !h->label[f->cand[i]].aged)
				f->found[f->nfound++] = f->cand[i];
		found = f->nfound > f->nsums + 1 && fits_without(f, 0, f->nfound);
	}
	free(left);
	for (size_t k = 0; k < 2 && !found; k++) {
		list_runs(f, k == 0 ? h : NULL);
		found = fits_without(f, 0, f->nsums);
	}
	return found;
}

/* How much more the parts make than the total; false: less, or that is not known. */
static bool
find_excess(const struct finder *f, const struct sum *sum, int64_t *excess)
{
	const int64_t total = f->from.value[sum->total];

	*excess = -total;
	if (total == GRID_NOT_KNOWN)
		return false;
	for (size_t i = 0; i < sum->n; i++) {
		const int64_t v = f->from.value[sum->part[i]];

		if (v == GRID_NOT_KNOWN)
			return false;
		*excess += v;
	}
	return true;
}

/* The parts of totals, as candidates. */
static void
list_parts(struct finder *f, const struct sums *sums)
{
	bool *is = xcalloc(intern_count(f->s->dim[f->g.dim].places), sizeof(*is));

	for (size_t k = 0; k < sums->n; k++) {
		const struct sum *sum = &sums->item[k];

		if (!space_place(f->s, f->g.dim, f->from.row[sum->total])->total)
			continue;
		for (size_t i = 0; i < sum->n; i++)
			is[f->from.row[sum->part[i]]->at[f->g.dim]] = true;
	}
	f->ncands = 0;
	for (uint32_t l = 0; l < f->excess; l++)
		if (is[f->g.place[l]])
			f->cand[f->ncands++] = l;
	free(is);
}

/* Fills the line of the excess. False: nothing is too much, or something too little. */
static bool
fill_excess(struct finder *f, const struct sums *sums, const uint32_t *group)
{
	bool any = false, whole = true;

	f->again = true;
	f->broken = false;
	for (size_t k = 0; k < sums->n; k++) {
		const uint32_t in = group[sums->item[k].part[0]];
		const int64_t total = f->from.value[sums->item[k].total];
		int64_t *value = &f->g.value[(size_t)f->excess * f->g.ngroups + in], excess, rest;

		if (!space_place(f->s, f->g.dim, f->from.row[sums->item[k].total])->total ||
		    *value != GRID_NOT_KNOWN || !find_excess(f, &sums->item[k], &excess))
			continue;
		f->broken |= excess != 0;
		if (excess < 0)
			return false;
		*value = rest = excess;
		any |= excess > 0;
		f->again &= excess == total;
		for (uint32_t l = 0; l < f->excess; l++)
			if (is_called_whole(f, l) && grid_value(&f->g, l, in) == total)
				rest -= total;
		whole &= rest == 0;
	}
	/* Labels that are called as totals, and are, are found by labels.h. */
	f->broken &= !whole;
	return any && !whole;
}

/* Whether no total is less than its parts that are known, without those in out[] by place. */
static bool
can_hold(const struct finder *f, const struct sums *sums, const bool *out)
{
	bool can = true;

	for (size_t k = 0; k < sums->n && can; k++) {
		const struct sum *sum = &sums->item[k];
		int64_t rest = f->from.value[sum->total];

		if (rest == GRID_NOT_KNOWN)
			continue;
		for (size_t i = 0; i < sum->n; i++) {
			const int64_t v = f->from.value[sum->part[i]];

			if (v != GRID_NOT_KNOWN && !out[f->from.row[sum->part[i]]->at[f->g.dim]])
				rest -= v;
		}
		can = rest >= 0;
	}
	return can;
}

/* The same as find_called() where every group has hidden counts: labels alone. */
static bool
find_hidden(struct finder *f, const struct sums *sums, const struct hints *h)
{
	bool *out = xcalloc(intern_count(f->s->dim[f->g.dim].places), sizeof(*out));
	bool *may = xcalloc(f->g.nlabels, sizeof(*may));
	bool found = true;

	for (uint32_t i = 0; i < f->g.ngroups && found; i++)
		found = grid_value(&f->g, f->excess, i) == GRID_NOT_KNOWN;
	found = found && !f->broken && !can_hold(f, sums, out);
	for (size_t i = 0; i < f->ncands && found; i++)
		may[f->cand[i]] = true;
	f->nsums = 0;
	if (found)
		list_called(f, h, may);
	for (size_t i = 0; i < f->nsums; i++)
		out[f->g.place[f->found[i]]] = true;
	found = found && f->nsums > 0 && can_hold(f, sums, out);
	free(out);
	free(may);
	return found;
}

static void
take(struct finder *f, void (*note)(const char *message))
{
	struct dimension *d = &f->s->dim[f->g.dim];
	struct textbuf b = {0};
	const size_t more = f->nfound > MOST_NAMED ? f->nfound - MOST_NAMED + 1 : 0;
	struct errmsg e;

	for (size_t i = 0; i < f->nfound; i++) {
		struct place *p = &d->place[f->g.place[f->found[i]]];

		p->apart = true;
		p->subtotal = i < f->nsums;
		if (i + more < f->nfound)
			textbuf_addf(&b, "%s'%.*s'", i > 0 ? ", " : "", SLICE_ARG(p->words));
	}
	if (more > 0)
		textbuf_addf(&b, " and %zu others", more);
	errmsg_set(&e, "%s: %.*s: the totals add up without %s: %s taken as %s",
	    f->p->table.file, SLICE_ARG(d->heading), b.p, f->nfound > 1 ? "they are" : "it is",
	    f->nsums == 0 ? "parts in another way" : f->nsums < f->nfound ?
	    "sums of others, or parts in another way" : f->nfound > 1 ? "sums of others" :
	    "the sum of others");
	if (note != NULL)
		note(e.text);
	textbuf_free(&b);
}

static void
look_in(struct finder *f, const struct sums *sums, void (*note)(const char *message))
{
	uint32_t *group = xcalloc(f->from.n, sizeof(*group));
	struct subset sub = {.g = &f->g, .least = 1, .take = are_subtotals, .arg = f,
	    .work = &f->work};
	struct hints hints;
	bool found = false;

	for (uint32_t l = 0; l < f->g.nlabels; l++)
		for (uint32_t i = 0; i < f->g.ngroups; i++)
			if (grid_row(&f->g, l, i) != GRID_NO_ROW)
				group[grid_row(&f->g, l, i)] = i;
	f->excess = grid_add_line(&f->g);
	hints_open(&hints, &f->g, f->s);
	f->cand = xcalloc(f->g.nlabels, sizeof(*f->cand));
	f->found = xcalloc(f->g.nlabels, sizeof(*f->found));
	list_parts(f, sums);
	sub.total = f->excess;
	sub.cand = f->cand;
	sub.n = f->ncands;
	f->work.steps = SUBSET_STEPS;
	f->tries = 0;
	if (fill_excess(f, sums, group)) {
		found = find_called(f, &hints);
		for (sub.most = 1; sub.most <= MOST_TOGETHER && !found; sub.most++)
			found = subset_find(&sub);
	} else {
		found = find_hidden(f, sums, &hints);
	}
	if (found) {
		take(f, note);
		f->broken = false;
	}
	hints_close(&hints);
	free(f->cand);
	free(f->found);
	free(group);
}

/* False: totals do not add up. */
static bool
find_in(struct finder *f, size_t dim, void (*note)(const char *message))
{
	struct sums sums = {0};

	f->broken = false;
	sums_find_in(&sums, f->s, f->from.row, f->from.n, dim);
	f->g = (struct grid){0};
	if (sums.n > 0 && grid_open(&f->g, &f->from, dim, GRID_ALL, 0))
		look_in(f, &sums, note);
	grid_close(&f->g);
	sums_free(&sums);
	return !f->broken;
}

/* A tree that no column gives is none where the totals add up only without it. */
static void
find_with_tree(struct finder *f, size_t dim, void (*note)(const char *message))
{
	struct dimension *d = &f->s->dim[dim];

	if (find_in(f, dim, note) || !d->tree || d->named)
		return;
	d->tree = false;
	d->tree = !find_in(f, dim, note);
}

void
subtotals_find(struct space *s, const struct publication *p, void (*note)(const char *message))
{
	struct finder f = {.s = s, .p = p};
	const struct row **row = xcalloc(p->table.n, sizeof(*row));
	int64_t *value = xcalloc(p->table.n, sizeof(*value));

	for (size_t i = 0; i < p->table.n; i++) {
		row[i] = &p->table.row[i];
		value[i] = row[i]->known ? row[i]->count : GRID_NOT_KNOWN;
	}
	f.from = (struct grid_source){s, row, value, NULL, p->table.n};
	for (size_t d = 0; d < s->n; d++)
		if (s->dim[d].kind == DIMENSION_COLUMN || s->dim[d].kind == DIMENSION_AREA)
			find_with_tree(&f, d, note);
	free(row);
	free(value);
}
