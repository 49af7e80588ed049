#include "suppress/subset.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "suppress/relate.h"

enum { MOST_GROUPS = 64, MOST_DEPTH = 24 };
#define ENDLESS (INT64_MAX / 4)

struct search {
	const struct subset *s;
	size_t ngroups, n;		/* groups looked at, candidates */
	uint32_t group[MOST_GROUPS];
	uint32_t *label;		/* candidates from the greatest */
	int64_t *value, *rest;		/* by candidate and group; rest: of it and all later ones */
	int64_t gap[MOST_DEPTH + 1][MOST_GROUPS];
	uint64_t on[MOST_DEPTH + 1];	/* groups in which all is known */
	uint32_t chosen[MOST_DEPTH];
	uint32_t *part;
	size_t depth, most, steps;
	bool but;			/* the chosen are those left out */
};

/* Groups */

static void
find_groups(struct search *f)
{
	const struct grid *g = f->s->g;
	size_t seen = 0;

	for (uint32_t i = 0; i < g->ngroups && f->ngroups < MOST_GROUPS; i++) {
		if (g->derived[i] || grid_value(g, f->s->total, i) == GRID_NOT_KNOWN)
			continue;
		if (f->s->half == SUBSET_ALL || (seen++ % 2 == 0) == (f->s->half == SUBSET_EVEN))
			f->group[f->ngroups++] = i;
	}
}

/* How many may be chosen at most, so that it is certain. */
static size_t
find_most(const struct search *f)
{
	double bits = 0;
	size_t most = 0;

	for (size_t i = 0; i < f->ngroups; i++)
		bits += log2(1 + (double)grid_value(f->s->g, f->s->total, f->group[i]));
	while (most < f->n && most < MOST_DEPTH && bits >= log2((double)f->n + 1) + 1 +
	    f->s->margin + relate_choices(f->n, most + 1))
		most++;
	return most;
}

/* Candidates */

struct ranked {
	uint32_t label;
	int64_t sum;
};

static int
by_sum_down(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->sum != y->sum)
		return x->sum > y->sum ? -1 : 1;
	return (x->label > y->label) - (x->label < y->label);
}

static void
list(struct search *f)
{
	struct ranked *r = xcalloc(f->n, sizeof(*r));

	for (size_t i = 0; i < f->n; i++) {
		r[i].label = f->s->cand[i];
		for (size_t j = 0; j < f->ngroups; j++) {
			const int64_t v = grid_value(f->s->g, r[i].label, f->group[j]);

			r[i].sum += v > 0 ? v : 0;
		}
	}
	qsort(r, f->n, sizeof(*r), by_sum_down);
	f->label = xcalloc(f->n, sizeof(*f->label));
	f->part = xcalloc(f->n, sizeof(*f->part));
	f->value = xcalloc(f->n * f->ngroups, sizeof(*f->value));
	f->rest = xcalloc((f->n + 1) * f->ngroups, sizeof(*f->rest));
	for (size_t i = f->n; i-- > 0;) {
		f->label[i] = r[i].label;
		for (size_t j = 0; j < f->ngroups; j++) {
			const int64_t v = grid_value(f->s->g, r[i].label, f->group[j]);
			const int64_t later = f->rest[(i + 1) * f->ngroups + j];

			f->value[i * f->ngroups + j] = v;
			f->rest[i * f->ngroups + j] = v == GRID_NOT_KNOWN || later == ENDLESS ?
			    ENDLESS : later + v;
		}
	}
	free(r);
}

/* The gap that the chosen have to fill. */
static void
start(struct search *f)
{
	f->depth = 0;
	f->steps = 0;
	f->on[0] = 0;
	for (size_t j = 0; j < f->ngroups; j++) {
		const int64_t v = grid_value(f->s->g, f->s->total, f->group[j]);

		f->gap[0][j] = f->but ? f->rest[j] - v : v;
		if (!f->but || f->rest[j] != ENDLESS)
			f->on[0] |= (uint64_t)1 << j;
	}
}

/* Search */

static bool
is_filled(const struct search *f)
{
	bool filled = f->on[f->depth] != 0;

	for (size_t j = 0; j < f->ngroups && filled; j++)
		filled = (f->on[f->depth] >> j & 1) == 0 || f->gap[f->depth][j] == 0;
	return filled;
}

static bool
take(struct search *f)
{
	size_t n = 0;

	if (!f->but)
		return f->s->take(f->s->arg, f->chosen, f->depth, f->depth);
	for (size_t i = 0; i < f->n; i++) {
		bool out = false;

		for (size_t k = 0; k < f->depth && !out; k++)
			out = f->chosen[k] == f->label[i];
		if (!out)
			f->part[n++] = f->label[i];
	}
	return f->s->take(f->s->arg, f->part, n, f->depth);
}

/* Whether the candidates from i on can fill the gap. */
static bool
can_fill(const struct search *f, size_t i)
{
	bool can = true;

	for (size_t j = 0; j < f->ngroups && can; j++)
		can = (f->on[f->depth] >> j & 1) == 0 ||
		    f->gap[f->depth][j] <= f->rest[i * f->ngroups + j];
	return can;
}

static bool
choose(struct search *f, size_t i)
{
	const size_t d = f->depth;
	bool fits = true;

	f->on[d + 1] = f->on[d];
	for (size_t j = 0; j < f->ngroups && fits; j++) {
		const int64_t v = f->value[i * f->ngroups + j];

		if (v == GRID_NOT_KNOWN)
			f->on[d + 1] &= ~((uint64_t)1 << j);
		f->gap[d + 1][j] = f->gap[d][j] - v;
		fits = (f->on[d + 1] >> j & 1) == 0 || f->gap[d + 1][j] >= 0;
	}
	if (fits)
		f->chosen[f->depth++] = f->label[i];
	return fits;
}

static bool
search_from(struct search *f, size_t first)
{
	bool found = false;

	if (f->depth >= (f->but ? 1 : f->s->least > 0 ? f->s->least : 2) && is_filled(f))
		return take(f);
	if (f->depth == f->most)
		return false;
	for (size_t i = first; i < f->n && !found && can_fill(f, i); i++) {
		if (f->steps++ > SUBSET_STEPS_EACH || f->s->work->steps == 0)
			return false;
		f->s->work->steps--;
		if (!choose(f, i))
			continue;
		found = search_from(f, i + 1);
		f->depth--;
	}
	return found;
}

bool
subset_find(const struct subset *s)
{
	struct search *f = xcalloc(1, sizeof(*f));
	bool found = false;

	f->s = s;
	f->n = s->n;
	find_groups(f);
	f->most = f->ngroups == 0 ? 0 : s->most > 0 ? s->most : find_most(f);
	f->most = f->most < MOST_DEPTH ? f->most : MOST_DEPTH;
	if (f->most > 0) {
		list(f);
		for (int but = 0; but <= !s->direct && !found; but++) {
			f->but = but;
			start(f);
			found = search_from(f, 0);
		}
	}
	free(f->label);
	free(f->part);
	free(f->value);
	free(f->rest);
	free(f);
	return found;
}
