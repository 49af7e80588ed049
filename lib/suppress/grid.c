#include "suppress/grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"

enum { MOST_CELLS = 1 << 22, MOST_PAIRS = 1 << 24, MOST_APART = 64 };

/* Which places are labels, as numbers from 0; GRID_NO_ROW: they are not. */
static uint32_t *
number_labels(struct grid *g, const struct grid_source *from, size_t slice, uint32_t place)
{
	const uint32_t n = intern_count(from->space->dim[g->dim].places);
	uint32_t *label = xcalloc(n, sizeof(*label));
	bool *is = xcalloc(n, sizeof(*is));

	for (size_t i = 0; i < from->n; i++)
		if (slice == GRID_ALL || from->row[i]->at[slice] == place)
			is[from->row[i]->at[g->dim]] = true;
	for (size_t i = 0; i < from->n; i++)
		if ((slice == GRID_ALL || from->row[i]->at[slice] == place) &&
		    (space_place(from->space, g->dim, from->row[i])->total ||
		    (from->summed != NULL && (from->summed[i] >> g->dim & 1) != 0))) {
			is[from->row[i]->at[g->dim]] = false;
			g->has_total = true;
		}
	g->place = xcalloc(n, sizeof(*g->place));
	for (uint32_t i = 0; i < n; i++) {
		label[i] = is[i] ? g->nlabels : GRID_NO_ROW;
		if (is[i])
			g->place[g->nlabels++] = i;
	}
	free(is);
	return label;
}

static uint32_t *
number_groups(struct grid *g, const struct grid_source *from, const uint32_t *label, size_t slice,
    uint32_t place)
{
	uint32_t *of = xcalloc(from->n, sizeof(*of)), key[SPACE_MAX];
	struct intern *groups = intern_new();
	const size_t size = from->space->n * sizeof(*key);

	for (size_t i = 0; i < from->n; i++) {
		of[i] = GRID_NO_ROW;
		if (label[from->row[i]->at[g->dim]] == GRID_NO_ROW ||
		    (slice != GRID_ALL && from->row[i]->at[slice] != place))
			continue;
		memcpy(key, from->row[i]->at, size);
		key[g->dim] = 0;
		of[i] = intern_id(groups, (struct slice){(const char *)key, size});
	}
	g->ngroups = intern_count(groups);
	intern_free(groups);
	return of;
}

static void
fill(struct grid *g, const struct grid_source *from, const uint32_t *label, const uint32_t *of)
{
	const size_t n = (size_t)g->nlabels * g->ngroups;

	g->row = xcalloc(n, sizeof(*g->row));
	g->value = xcalloc(n, sizeof(*g->value));
	g->derived = xcalloc(g->ngroups, sizeof(*g->derived));
	memset(g->row, 0xff, n * sizeof(*g->row));
	for (size_t i = 0; i < n; i++)
		g->value[i] = GRID_NOT_KNOWN;
	for (size_t i = 0; i < from->n; i++) {
		const uint32_t l = label[from->row[i]->at[g->dim]];
		const size_t k = (size_t)l * g->ngroups + of[i];

		if (of[i] == GRID_NO_ROW || g->row[k] != GRID_NO_ROW)
			continue;
		g->row[k] = (uint32_t)i;
		g->value[k] = from->value[i];
		g->derived[of[i]] |= from->summed != NULL &&
		    (from->summed[i] & ~((uint32_t)1 << g->dim)) != 0;
	}
}

bool
grid_open(struct grid *g, const struct grid_source *from, size_t dim, size_t slice, uint32_t place)
{
	uint32_t *label, *of;
	bool fits;

	*g = (struct grid){.dim = dim};
	label = number_labels(g, from, slice, place);
	of = number_groups(g, from, label, slice, place);
	fits = g->nlabels > 1 && (size_t)g->nlabels * g->ngroups <= MOST_CELLS &&
	    (double)g->nlabels * g->nlabels * g->ngroups <= MOST_PAIRS;
	if (fits)
		fill(g, from, label, of);
	free(label);
	free(of);
	return fits;
}

uint32_t
grid_add_line(struct grid *g)
{
	const size_t from = (size_t)g->nlabels * g->ngroups, n = from + g->ngroups;

	g->place = xrealloc(g->place, g->nlabels + 1, sizeof(*g->place));
	g->row = xrealloc(g->row, n, sizeof(*g->row));
	g->value = xrealloc(g->value, n, sizeof(*g->value));
	g->place[g->nlabels] = 0;
	for (size_t i = from; i < n; i++) {
		g->row[i] = GRID_NO_ROW;
		g->value[i] = GRID_NOT_KNOWN;
	}
	return g->nlabels++;
}

void
grid_close(struct grid *g)
{
	free(g->place);
	free(g->row);
	free(g->value);
	free(g->derived);
}

bool
grid_gap(const struct grid *g, const struct grid_sum *s, uint32_t group, int64_t *gap)
{
	*gap = grid_value(g, s->total, group);
	if (*gap == GRID_NOT_KNOWN)
		return false;
	for (size_t i = 0; i < s->n; i++) {
		const int64_t v = grid_value(g, s->part[i], group);

		if (v == GRID_NOT_KNOWN)
			return false;
		*gap += i < s->n - s->left ? -v : v;
	}
	return true;
}

/* A number for the counts of the group, which are known. */
static uint64_t
digest(const struct grid *g, const struct grid_sum *s, uint32_t group)
{
	uint64_t h = (uint64_t)grid_value(g, s->total, group);

	for (size_t i = 0; i < s->n; i++)
		h = h * 0x9e3779b97f4a7c15 + (uint64_t)grid_value(g, s->part[i], group) + 1;
	return h;
}

/* The sum of one side, and what is left of it without the greatest count of either. */
static void
add_chance(const struct grid *g, const struct grid_sum *s, uint32_t group, struct grid_tally *t)
{
	int64_t side = grid_value(g, s->total, group), most = side, rest = 0;
	size_t parts = 0;

	for (size_t i = 0; i < s->n; i++) {
		const int64_t v = grid_value(g, s->part[i], group);

		if (i >= s->n - s->left) {
			side += v;
			most = v > most ? v : most;
		}
	}
	if (s->left == 0)
		most = 0;
	for (size_t i = 0; i < s->n - s->left; i++) {
		const int64_t v = grid_value(g, s->part[i], group);

		parts += v > 0;
		most = v > most ? v : most;
	}
	rest = s->n > 1 ? side - most : side;
	t->several |= parts > 1;
	t->bits += log2(1 + (double)side);
	t->weak += (log2(1 + (double)side) + log2(1 + (double)rest)) / 2;
}

/*
 * Where counts are hidden, those that are known may be too many; else the total exceeds two of
 * them, and each that is hidden is one at least.
 */
static void
count_hidden(const struct grid *g, const struct grid_sum *s, uint32_t group, struct grid_tally *t)
{
	int64_t rest = grid_value(g, s->total, group);
	size_t known = 0, hidden = 0;

	if (rest == GRID_NOT_KNOWN || s->left > 0)
		return;
	for (size_t i = 0; i < s->n; i++) {
		const int64_t v = grid_value(g, s->part[i], group);

		if (grid_row(g, s->part[i], group) == GRID_NO_ROW)
			return;
		known += v != GRID_NOT_KNOWN;
		hidden += v == GRID_NOT_KNOWN;
		rest -= v == GRID_NOT_KNOWN ? 0 : v;
	}
	t->misses += rest < 0;
	t->loose += known > (s->n > 2) && rest >= (int64_t)hidden;
}

/* Whether a part is 0 wherever the sum fits, and not where it does not. */
static bool
has_idle(const struct grid *g, const struct grid_sum *s)
{
	bool idle = false;

	for (size_t i = 0; i < s->n && !idle; i++) {
		bool fitting = false, other = false;

		for (uint32_t k = 0; k < g->ngroups && !fitting; k++) {
			int64_t gap;

			if (g->derived[k] || !grid_gap(g, s, k, &gap) ||
			    grid_value(g, s->part[i], k) == 0)
				continue;
			fitting = gap == 0;
			other |= gap != 0;
		}
		idle = other && !fitting;
	}
	return idle;
}

struct grid_tally
grid_count(const struct grid *g, const struct grid_sum *s)
{
	struct grid_tally t = {0};
	uint64_t seen[MOST_APART];
	size_t nseen = 0, derived = 0;

	for (uint32_t k = 0; k < g->ngroups; k++) {
		uint64_t h;
		int64_t gap;
		bool again = false;

		if (!grid_gap(g, s, k, &gap)) {
			count_hidden(g, s, k, &t);
			continue;
		}
		derived += g->derived[k] && gap != 0;
		t.misses += !g->derived[k] && gap != 0;
		t.fits += !g->derived[k] && gap == 0;
		if (g->derived[k] || gap != 0)
			continue;
		h = digest(g, s, k);
		for (size_t i = 0; i < nseen && !again; i++)
			again = seen[i] == h;
		if (again)
			continue;
		if (nseen < MOST_APART)
			seen[nseen++] = h;
		add_chance(g, s, k, &t);
	}
	/* A sum of groups does not fit unless one of them does not. */
	if (t.misses == 0)
		t.misses = derived;
	t.idle = t.misses > 0 && 2 * t.misses <= t.fits && has_idle(g, s);
	return t;
}
