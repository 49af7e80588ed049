#include "suppress/relate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "suppress/hints.h"
#include "suppress/subset.h"
#include "suppress/subtotals.h"

enum { MOST_SETS = 3, FEW = 4 };

struct seeker {
	const struct grid *g;
	struct hints hints;
	struct relations *r;
	uint32_t total;			/* the label that may be a sum */
	bool *leaf;			/* by label: not found to be one */
	bool *may;			/* the others that have rows where it has */
	uint32_t *cand, *part;		/* those, in order; room */
	size_t ncands;
	bool *out;			/* by label: a whole adds up only without it */
	size_t found;			/* sets that make the total */
	struct subset_work work;
};

void
relate_add(struct relations *r, const struct grid_sum *s)
{
	struct grid_sum copy = *s;
	uint32_t *part = arena_alloc(&r->mem, s->n * sizeof(*part));

	memcpy(part, s->part, s->n * sizeof(*part));
	copy.part = part;
	r->item = xgrow(r->item, &r->cap, r->n + 1, sizeof(*r->item));
	r->item[r->n++] = copy;
}

void
relate_free(struct relations *r)
{
	free(r->item);
	arena_free(&r->mem);
	*r = (struct relations){0};
}

double
relate_choices(size_t n, size_t k)
{
	return k > n ? 0 : (lgamma((double)n + 1) - lgamma((double)k + 1) -
	    lgamma((double)(n - k) + 1)) / log(2);
}

bool
relate_holds(const struct grid_tally *t, double choices, double margin, bool weak)
{
	const double all = (double)(t->fits + t->misses);

	if (t->fits == 0 || 2 * t->misses > t->fits)
		return false;
	if (t->misses > 0)
		margin += (double)t->misses * (log2(all) + 4);
	return (weak ? t->weak : t->bits) >= choices + margin;
}

/* Where no group shows all counts, labels alone decide; of periods, figures have to leave room. */
static bool
is_certain(const struct seeker *k, enum hint hint, const uint32_t *part, size_t n)
{
	const struct grid_sum sum = {.total = k->total, .part = part, .n = n};
	struct grid_tally t = grid_count(k->g, &sum);

	if (n < 2 || t.fits > 0 || t.misses > 0)
		return false;
	switch (hint) {
	case HINT_AGES:
	case HINT_EXCEPT:
		return true;
	case HINT_DAYS:
	case HINT_SPAN:
	case HINT_HALF:
		return t.loose > 0;
	case HINT_WORDS:
	case HINT_CODES:
	case HINT_N:
		break;
	}
	return false;
}

/* Candidates */

/* Labels that have rows in most of the groups in which the total has one. */
static void
find_candidates(struct seeker *k)
{
	const struct grid *g = k->g;

	k->ncands = 0;
	for (uint32_t l = 0; l < g->nlabels; l++) {
		size_t both = 0, own = 0;

		for (uint32_t i = 0; i < g->ngroups; i++) {
			own += grid_row(g, k->total, i) != GRID_NO_ROW;
			both += grid_row(g, k->total, i) != GRID_NO_ROW &&
			    grid_row(g, l, i) != GRID_NO_ROW;
		}
		k->may[l] = l != k->total && k->leaf[l] && both > 0 && 2 * both >= own;
		if (k->may[l])
			k->cand[k->ncands++] = l;
	}
}

static void
add_sum(struct seeker *k, const uint32_t *part, size_t n)
{
	relate_add(k->r, &(struct grid_sum){.total = k->total, .part = part, .n = n});
	k->leaf[k->total] = false;
}

/* Adds the sum unless that may be chance. */
static bool
consider(struct seeker *k, const uint32_t *part, size_t n, double choices, double margin, bool weak)
{
	const struct grid_sum sum = {.total = k->total, .part = part, .n = n};
	struct grid_tally t;

	if (n < 2)
		return false;
	t = grid_count(k->g, &sum);
	if (k->hints.label[k->total].other || !hints_differs(&k->hints, k->total, part, n)) {
		margin = RELATE_MARGIN;
		weak = true;
	}
	if (!t.several || t.idle || !relate_holds(&t, choices, margin, weak))
		return false;
	add_sum(k, part, n);
	return true;
}

static void
add_called(struct seeker *k, const uint32_t *part, size_t n)
{
	relate_add(k->r, &(struct grid_sum){k->total, part, n, 0, true});
	k->leaf[k->total] = false;
}

/* Ages that fill others, codes below others and all but some are sums wherever figures let them. */
static bool
is_named(const struct seeker *k, const uint32_t *part, size_t n)
{
	const struct grid_sum sum = {.total = k->total, .part = part, .n = n};
	const struct grid_tally t = grid_count(k->g, &sum);

	return n > 1 && t.fits > 0 && t.misses == 0;
}

static bool
try_hints(struct seeker *k)
{
	static const enum hint named[] = {HINT_AGES, HINT_CODES, HINT_EXCEPT};
	bool found = false;

	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
		const size_t n = hints_parts(&k->hints, named[i], k->total, k->may, k->part);

		if (is_named(k, k->part, n)) {
			add_sum(k, k->part, n);
			return true;
		}
	}
	for (enum hint h = 0; h < HINT_N; h++) {
		const size_t n = hints_parts(&k->hints, h, k->total, k->may, k->part);

		if (is_certain(k, h, k->part, n)) {
			add_called(k, k->part, n);
			found = true;
		}
		found = consider(k, k->part, n, 0, RELATE_WORDS, false) || found;
	}
	return found;
}

/*
 * All others: of a total that comes first or last there are two. Where there is a total already it
 * takes more.
 */
static bool
try_all(struct seeker *k)
{
	const bool whole = k->hints.label[k->total].whole, again = k->g->has_total && !whole;
	const bool ends = k->ncands > 0 && (k->total < k->cand[0] ||
	    k->total > k->cand[k->ncands - 1]);

	if (whole && hints_differs(&k->hints, k->total, k->cand, k->ncands) &&
	    is_certain(k, HINT_DAYS, k->cand, k->ncands)) {
		add_called(k, k->cand, k->ncands);
		return true;
	}
	return consider(k, k->cand, k->ncands, ends ? 1 : log2((double)k->ncands + 1),
	    whole ? RELATE_WORDS : again ? RELATE_MARGIN : RELATE_WHOLE, again);
}

/* Runs of labels next to the total, or to another run that makes it */

struct run {
	int64_t *gap;			/* by group */
	bool *on;			/* all counts are known */
	size_t zero, below, above;	/* groups */
};

static void
start_run(const struct seeker *k, struct run *r)
{
	for (uint32_t i = 0; i < k->g->ngroups; i++) {
		r->gap[i] = grid_value(k->g, k->total, i);
		r->on[i] = r->gap[i] != GRID_NOT_KNOWN && !k->g->derived[i];
	}
}

static void
extend_run(const struct seeker *k, struct run *r, uint32_t label)
{
	r->zero = r->below = r->above = 0;
	for (uint32_t i = 0; i < k->g->ngroups; i++) {
		const int64_t v = grid_value(k->g, label, i);

		if (v == GRID_NOT_KNOWN)
			r->on[i] = false;
		if (!r->on[i])
			continue;
		r->gap[i] -= v;
		r->zero += r->gap[i] == 0;
		r->below += r->gap[i] < 0;
		r->above += r->gap[i] > 0;
	}
}

/* A place among authorities that is none of them, next to these: Tees Valley. */
static bool
is_place_of(const struct seeker *k, const uint32_t *part, size_t n)
{
	bool is = !k->hints.label[k->total].authority;

	for (size_t i = 0; i < n && is; i++)
		is = k->hints.label[part[i]].authority;
	return is;
}

/* The n parts of a run up to the candidate at `last`; those to an end of the list are fewer. */
static bool
consider_run(struct seeker *k, size_t n, size_t last)
{
	const double labels = (double)k->ncands + 1;

	if (is_place_of(k, k->part, n)) {
		if (k->hints.label[k->total].place->subtotal && is_named(k, k->part, n)) {
			add_sum(k, k->part, n);
			return true;
		}
		return consider(k, k->part, n, log2(labels), RELATE_WORDS, false);
	}
	if (k->hints.label[k->total].whole || (n > 2 && (last == 0 || last == k->ncands - 1)))
		return consider(k, k->part, n, log2(2 * labels), RELATE_WHOLE, false);
	return consider(k, k->part, n, log2(labels * labels), RELATE_ORDER, false);
}

/* From the candidate at `first`, by steps of 1 or -1; parts are in k->part. */
static bool
try_run(struct seeker *k, struct run *r, ptrdiff_t first, ptrdiff_t step)
{
	bool found = false;
	size_t n = 0;

	start_run(k, r);
	for (ptrdiff_t i = first; i >= 0 && i < (ptrdiff_t)k->ncands; i += step) {
		k->part[n++] = k->cand[i];
		extend_run(k, r, k->cand[i]);
		if (r->below > r->zero + r->above)
			break;
		if (n < 2 || n == k->ncands || 2 * (r->below + r->above) > r->zero ||
		    !consider_run(k, n, (size_t)i))
			continue;
		found = true;
		n = 0;
		start_run(k, r);
	}
	return found;
}

static bool
try_runs(struct seeker *k)
{
	struct run r;
	ptrdiff_t after = 0;
	bool found;

	r.gap = xcalloc(k->g->ngroups, sizeof(*r.gap));
	r.on = xcalloc(k->g->ngroups, sizeof(*r.on));
	while (after < (ptrdiff_t)k->ncands && k->cand[after] < k->total)
		after++;
	found = try_run(k, &r, after - 1, -1);
	found = try_run(k, &r, after, 1) || found;
	free(r.gap);
	free(r.on);
	return found;
}

/* Any sets */

/* Marks the candidates that are not among the parts. */
static void
leave_out(struct seeker *k, const uint32_t *part, size_t n)
{
	for (size_t i = 0; i < k->ncands; i++)
		k->out[k->cand[i]] = true;
	for (size_t i = 0; i < n; i++)
		k->out[part[i]] = false;
}

static bool
take_set(void *arg, const uint32_t *part, size_t n, size_t chosen)
{
	struct seeker *k = arg;
	const bool whole = k->hints.label[k->total].whole && k->found == 0;
	const double choices = relate_choices(k->ncands, chosen) + 1 +
	    (whole ? 0 : log2((double)k->ncands + 1));

	if (!consider(k, part, n, choices, whole ? RELATE_WHOLE : RELATE_MARGIN, true))
		return false;
	if (chosen < n && n + chosen == k->ncands)
		leave_out(k, part, n);
	return ++k->found == MOST_SETS;
}

/* The few sets that can make a label that is known to be a sum. */
static bool
take_any(void *arg, const uint32_t *part, size_t n, size_t chosen)
{
	struct seeker *k = arg;

	(void)chosen;
	if (n > 1 && ++k->found > SUBTOTALS_SETS)
		return true;
	consider(k, part, n, 0, 0, true);
	return false;
}

/* More sets than a few say nothing. */
static void
try_subtotal(struct seeker *k)
{
	const size_t before = k->r->n;
	struct subset sub = {.g = k->g, .total = k->total, .cand = k->cand, .n = k->ncands,
	    .most = k->ncands, .direct = true, .take = take_any, .arg = k, .work = &k->work};

	k->found = 0;
	if (k->ncands < 2 || !subset_find(&sub) || k->hints.label[k->total].place->subtotal)
		return;
	k->r->n = before;
	k->leaf[k->total] = true;
}

/* Among all groups or, where a misfit may hide the sum, among half of them; small sets first. */
static void
try_sets(struct seeker *k)
{
	struct subset sub = {.g = k->g, .total = k->total, .cand = k->cand, .n = k->ncands,
	    .take = take_set, .arg = k, .work = &k->work, .margin =
	    k->hints.label[k->total].whole ? -log2((double)k->ncands) : RELATE_MARGIN};

	k->found = 0;
	for (sub.most = 1; k->hints.label[k->total].whole && sub.most <= FEW; sub.most++) {
		subset_find(&sub);
		if (k->found > 0)
			return;
	}
	sub.most = 0;
	for (sub.half = SUBSET_ALL; sub.half < SUBSET_N; sub.half++) {
		subset_find(&sub);
		if (k->found > 0 || k->g->ngroups < 6)
			return;
	}
}

/* Labels from the smallest: the parts of a sum come before it. */

struct rank {
	uint32_t label;
	int64_t sum;
};

static int
by_sum(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->sum != y->sum)
		return x->sum < y->sum ? -1 : 1;
	return (x->label > y->label) - (x->label < y->label);
}

static struct rank *
rank_labels(const struct grid *g)
{
	struct rank *rank = xcalloc(g->nlabels, sizeof(*rank));

	for (uint32_t l = 0; l < g->nlabels; l++) {
		rank[l].label = l;
		for (uint32_t i = 0; i < g->ngroups; i++)
			rank[l].sum += grid_value(g, l, i) > 0 ? grid_value(g, l, i) : 0;
	}
	qsort(rank, g->nlabels, sizeof(*rank), by_sum);
	return rank;
}

void
relate_find(struct relations *r, const struct grid *g, const struct space *s)
{
	struct seeker k = {.g = g, .r = r, .work = {.steps = SUBSET_STEPS}};
	struct rank *rank = rank_labels(g);

	hints_open(&k.hints, g, s);
	k.leaf = xcalloc(g->nlabels, sizeof(*k.leaf));
	k.out = xcalloc(g->nlabels, sizeof(*k.out));
	k.may = xcalloc(g->nlabels, sizeof(*k.may));
	k.cand = xcalloc(g->nlabels, sizeof(*k.cand));
	k.part = xcalloc(g->nlabels, sizeof(*k.part));
	memset(k.leaf, 1, g->nlabels * sizeof(*k.leaf));
	for (uint32_t i = 0; i < g->nlabels; i++) {
		bool found;

		k.total = rank[i].label;
		find_candidates(&k);
		if (k.ncands < 2)
			continue;
		found = try_hints(&k);
		found = found || try_all(&k);
		if (found || try_runs(&k))
			continue;
		if (k.hints.label[k.total].place->subtotal)
			try_subtotal(&k);
		else
			try_sets(&k);
	}
	for (uint32_t i = 0; i < g->nlabels; i++) {
		k.total = rank[i].label;
		if (!k.out[k.total] || !k.leaf[k.total])
			continue;
		find_candidates(&k);
		try_subtotal(&k);
	}
	hints_close(&k.hints);
	free(rank);
	free(k.out);
	free(k.leaf);
	free(k.may);
	free(k.cand);
	free(k.part);
}
