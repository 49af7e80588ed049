#include "suppress/sums.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/visible.h"
#include "suppress/breakdown.h"
#include "suppress/nested.h"

struct finder {
	struct sums *sums;
	const struct space *s;
	const struct row *const *row;
	size_t dim;
	uint32_t *part;			/* as many as there are rows */
	/* Of a tree: by place its row in the group; by row what it is a part of. */
	uint32_t *at, *up;
	uint32_t *first, *next;		/* by row: its parts */
	/* Of breakdowns that share a total: these, by place in all but the two dimensions. */
	struct intern *wholes;
	uint32_t *whole;		/* rows */
};

#define NONE UINT32_MAX

static void
add(struct finder *f, uint32_t total, size_t nparts)
{
	struct sums *sums = f->sums;
	uint32_t *part;

	if (nparts == 0)
		return;
	part = arena_alloc(&sums->mem, nparts * sizeof(*part));
	memcpy(part, f->part, nparts * sizeof(*part));
	sums->item = xgrow(sums->item, &sums->cap, sums->n + 1, sizeof(*sums->item));
	sums->item[sums->n++] = (struct sum){f->dim, total, part, nparts};
}

static bool
is_total(const struct finder *f, uint32_t row)
{
	return space_place(f->s, f->dim, f->row[row])->total;
}

/* Periods */

struct span {
	int32_t first, last;
	uint32_t row;
	bool inside;			/* another, which is the sum of it and others */
};

/* By the first day, and longer ones first. */
static int
by_days(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	if (x->last != y->last)
		return x->last > y->last ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* The fewest periods within span i that fill it, if there are any, are its parts. */
static void
fill(struct finder *f, struct span *span, size_t n, size_t i)
{
	const struct span *whole = &span[i];
	int32_t next = whole->first;
	size_t nparts = 0;

	for (size_t k = i + 1; k < n && span[k].first <= whole->last; k++) {
		if (span[k].first != next || span[k].last > whole->last ||
		    (span[k].first == whole->first && span[k].last == whole->last))
			continue;
		f->part[nparts++] = span[k].row;
		next = span[k].last + 1;
	}
	if (next != whole->last + 1)
		return;
	add(f, whole->row, nparts);
	for (size_t k = i + 1, part = 0; k < n && part < nparts; k++)
		if (span[k].row == f->part[part]) {
			span[k].inside = true;
			part++;
		}
}

/* The rows of periods that lie in no other, into part[]; other rows are parts as they are. */
static size_t
add_nested(struct finder *f, const uint32_t *group, size_t n)
{
	struct span *span = xcalloc(n, sizeof(*span));
	size_t nspans = 0, nparts = 0;

	for (size_t i = 0; i < n; i++) {
		const struct place *p = space_place(f->s, f->dim, f->row[group[i]]);

		if (p->dated && !p->total)
			span[nspans++] = (struct span){p->first, p->last, group[i], false};
	}
	qsort(span, nspans, sizeof(*span), by_days);
	for (size_t i = 0; i < nspans; i++)
		fill(f, span, nspans, i);
	for (size_t i = 0; i < n; i++)
		if (!is_total(f, group[i]) && !space_place(f->s, f->dim, f->row[group[i]])->dated)
			f->part[nparts++] = group[i];
	for (size_t i = 0; i < nspans; i++)
		if (!span[i].inside)
			f->part[nparts++] = span[i].row;
	free(span);
	return nparts;
}

/* Trees */

/* The nearest of those that the row is a part of, if any has a row in the group. */
static uint32_t
find_up(const struct finder *f, uint32_t row)
{
	const struct place *place = f->s->dim[f->dim].place;
	uint32_t p = place[f->row[row]->at[f->dim]].parent;

	while (p != PLACE_NONE && (f->at[p] == NONE || place[p].total))
		p = place[p].parent;
	return p == PLACE_NONE ? NONE : f->at[p];
}

static void
add_tree(struct finder *f, const uint32_t *group, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		f->at[f->row[group[i]]->at[f->dim]] = group[i];
		f->first[group[i]] = NONE;
	}
	for (size_t i = n; i-- > 0;) {
		const uint32_t row = group[i], up = is_total(f, row) ? NONE : find_up(f, row);

		f->up[row] = up;
		if (up == NONE)
			continue;
		f->next[row] = f->first[up];
		f->first[up] = row;
	}
	for (size_t i = 0; i < n; i++) {
		size_t nparts = 0;

		if (!space_place(f->s, f->dim, f->row[group[i]])->parts)
			continue;
		for (uint32_t k = f->first[group[i]]; k != NONE; k = f->next[k])
			f->part[nparts++] = k;
		add(f, group[i], nparts);
	}
	for (size_t i = 0; i < n; i++)
		f->at[f->row[group[i]]->at[f->dim]] = NONE;
}

/* Whether the row is a part of a total that is the sum of all. */
static bool
is_part(const struct finder *f, uint32_t row)
{
	return !is_total(f, row) && !space_place(f->s, f->dim, f->row[row])->apart &&
	    (!f->s->dim[f->dim].tree || f->up[row] == NONE);
}

/* Breakdowns that share a total */

static struct slice
whole_key(const struct finder *f, uint32_t row, uint32_t *key)
{
	memcpy(key, f->row[row]->at, f->s->n * sizeof(*key));
	key[f->dim] = key[f->s->dim[f->dim].types] = 0;
	return (struct slice){(const char *)key, f->s->n * sizeof(*key)};
}

static void
list_wholes(struct finder *f, size_t n)
{
	uint32_t key[SPACE_MAX];

	f->wholes = intern_new();
	f->whole = xcalloc(n + 1, sizeof(*f->whole));
	for (uint32_t i = (uint32_t)n; i-- > 0;)
		if (is_total(f, i) &&
		    space_place(f->s, f->s->dim[f->dim].types, f->row[i])->total)
			f->whole[intern_id(f->wholes, whole_key(f, i, key))] = i;
}

/* The parts of a type that has no total of its own. */
static void
add_shared(struct finder *f, size_t nparts)
{
	uint32_t key[SPACE_MAX], id;

	if (nparts == 0 || !breakdown_shares(f->s, f->dim, f->row[f->part[0]]))
		return;
	id = intern_find(f->wholes, whole_key(f, f->part[0], key));
	if (id != INTERN_NONE)
		add(f, f->whole[id], nparts);
}

/* The totals of types, each of which is that of all. */
static void
add_types(struct finder *f, const uint32_t *group, size_t n)
{
	const size_t typed = f->s->dim[f->dim].typed;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n && is_total(f, group[i]); k++) {
			f->part[0] = group[k];
			if (!is_total(f, group[k]) &&
			    space_place(f->s, typed, f->row[group[k]])->total &&
			    breakdown_shares(f->s, typed, f->row[group[k]]))
				add(f, group[i], 1);
		}
}

/* A group: rows that differ only in the dimension. */
static void
add_labelled(struct finder *f, const uint32_t *group, size_t n)
{
	const bool nested = nested_holds(f->s, f->dim, f->row[group[0]]);
	size_t nparts = 0, ntotals = 0;

	if (nested)
		nparts = add_nested(f, group, n);
	for (size_t i = 0; i < n && !nested; i++)
		if (is_part(f, group[i]))
			f->part[nparts++] = group[i];
	for (size_t i = 0; i < n; i++)
		if (is_total(f, group[i])) {
			add(f, group[i], nparts);
			ntotals++;
		}
	if (f->wholes != NULL && ntotals == 0)
		add_shared(f, nparts);
}

/* Geography */

enum london { NOT_LONDON, LONDON, LONDON_HALF };

static enum london
london_of(struct slice region)
{
	static const struct {
		char name[16];
		enum london is;
	} names[] = {
		{"London", LONDON}, {"E12000007", LONDON}, {"Inner London", LONDON_HALF},
		{"Outer London", LONDON_HALF}, {"E13000001", LONDON_HALF},
		{"E13000002", LONDON_HALF},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_caseeq(region, slice_of(names[i].name)))
			return names[i].is;
	return NOT_LONDON;
}

struct geography {
	const uint32_t *group;
	size_t n;
	bool london, halves, authorities;	/* which have rows */
	size_t nregions;
	bool *stands_in;	/* a ward, for its authority, which has no row */
};

static const struct row *
row_of(const struct finder *f, const struct geography *g, size_t i)
{
	return f->row[g->group[i]];
}

static bool
is_region(const struct finder *f, const struct geography *g, size_t i)
{
	return row_of(f, g, i)->level == LEVEL_REGIONAL && !is_total(f, g->group[i]);
}

/* Authorities are the rows of that level or, where there are none, of any other. */
static bool
is_authority(const struct finder *f, const struct geography *g, size_t i)
{
	const enum role_level level = row_of(f, g, i)->level;

	if (is_total(f, g->group[i]) || level == LEVEL_NATIONAL || level == LEVEL_REGIONAL)
		return false;
	return level == LEVEL_AUTHORITY || !g->authorities || g->stands_in[i];
}

/* One region under two names, NE and North East: no region has the authority's name for it. */
static bool
is_same_code(const struct finder *f, const struct geography *g, const struct row *authority,
    const struct row *region)
{
	if (authority->region_code.n == 0 ||
	    !slice_caseeq(authority->region_code, region->region_code))
		return false;
	for (size_t i = 0; i < g->n; i++)
		if (is_region(f, g, i) && slice_caseeq(row_of(f, g, i)->region, authority->region))
			return false;
	return true;
}

static bool
lies_in(const struct finder *f, const struct geography *g, const struct row *authority,
    const struct row *region)
{
	if (authority->region.n == 0)		/* not known */
		return g->nregions == 1;
	return slice_caseeq(authority->region, region->region) ||
	    is_same_code(f, g, authority, region) ||
	    (london_of(region->region) == LONDON && !g->halves &&
	    london_of(authority->region) == LONDON_HALF);
}

static bool
has_region(const struct finder *f, const struct geography *g, const struct row *authority)
{
	if (authority->region.n == 0)
		return g->nregions > 0;
	for (size_t i = 0; i < g->n; i++)
		if (is_region(f, g, i) && lies_in(f, g, authority, row_of(f, g, i)))
			return true;
	return g->london && london_of(authority->region) == LONDON_HALF;
}

static void
add_region(struct finder *f, const struct geography *g, size_t region)
{
	const struct row *r = row_of(f, g, region);
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++)
		if (is_authority(f, g, i) && lies_in(f, g, row_of(f, g, i), r))
			f->part[n++] = g->group[i];
	add(f, g->group[region], n);
	if (london_of(r->region) != LONDON || !g->halves)
		return;
	n = 0;
	for (size_t i = 0; i < g->n; i++)
		if (is_region(f, g, i) && london_of(row_of(f, g, i)->region) == LONDON_HALF)
			f->part[n++] = g->group[i];
	add(f, g->group[region], n);
}

/* The nation: its regions, and the authorities whose region has no row. */
static void
add_nation(struct finder *f, const struct geography *g, size_t nation)
{
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++) {
		const struct row *r = row_of(f, g, i);

		if (is_region(f, g, i) ? !g->london || london_of(r->region) != LONDON_HALF :
		    is_authority(f, g, i) && !has_region(f, g, r))
			f->part[n++] = g->group[i];
	}
	add(f, g->group[nation], n);
}

/* Below authorities */

static bool
is_lower(const struct finder *f, const struct geography *g, size_t i)
{
	return row_of(f, g, i)->authority.n > 0 && !is_total(f, g->group[i]);
}

/* Numbers authorities by name: those that have a row, and those of the areas below them. */
static void
number_authorities(const struct finder *f, const struct geography *g, uint32_t *of)
{
	struct intern *names = intern_new();
	struct textbuf fold = {0};

	for (size_t i = 0; i < g->n; i++) {
		const struct row *r = row_of(f, g, i);

		of[i] = INTERN_NONE;
		if (!is_lower(f, g, i) && r->level != LEVEL_AUTHORITY)
			continue;
		visible_fold(&fold, is_lower(f, g, i) ? r->authority :
		    r->area.n > 0 ? r->area : r->area_code);
		of[i] = intern_id(names, textbuf_slice(&fold));
	}
	intern_free(names);
	textbuf_free(&fold);
}

/* The areas of one level, that of the area `first`, in the same authority: into part[]. */
static size_t
collect_lower(struct finder *f, const struct geography *g, const uint32_t *of, size_t first)
{
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++) {
		if (!is_lower(f, g, i) || of[i] != of[first] ||
		    !slice_caseeq(row_of(f, g, i)->below, row_of(f, g, first)->below))
			continue;
		if (i < first)
			return 0;
		f->part[n++] = g->group[i];
	}
	return n;
}

/* An authority is the sum of its wards, and of its schools. */
static void
add_authority(struct finder *f, const struct geography *g, const uint32_t *of, size_t authority)
{
	for (size_t i = 0; i < g->n; i++)
		if (is_lower(f, g, i) && of[i] == of[authority])
			add(f, g->group[authority], collect_lower(f, g, of, i));
}

/* Where authorities have rows, wards stand in for one that has none. */
static void
find_stand_ins(const struct finder *f, struct geography *g, const uint32_t *of)
{
	bool *has = xcalloc(g->n, sizeof(*has));
	size_t first = g->n;

	for (size_t i = 0; i < g->n; i++)
		if (is_lower(f, g, i))
			first = first == g->n ? i : first;
		else if (of[i] != INTERN_NONE)
			has[of[i]] = true;
	for (size_t i = first; i < g->n; i++)
		g->stands_in[i] = is_lower(f, g, i) && !has[of[i]] &&
		    slice_caseeq(row_of(f, g, i)->below, row_of(f, g, first)->below);
	free(has);
}

static void
add_below(struct finder *f, struct geography *g)
{
	uint32_t *of = xcalloc(g->n, sizeof(*of));

	number_authorities(f, g, of);
	find_stand_ins(f, g, of);
	for (size_t i = 0; i < g->n; i++)
		if (!is_lower(f, g, i) && of[i] != INTERN_NONE)
			add_authority(f, g, of, i);
	free(of);
}

static void
add_geography(struct finder *f, const uint32_t *group, size_t n)
{
	struct geography g = {.group = group, .n = n};

	for (size_t i = 0; i < n; i++) {
		enum london is = is_region(f, &g, i) ? london_of(row_of(f, &g, i)->region) :
		    NOT_LONDON;

		g.london |= is == LONDON;
		g.halves |= is == LONDON_HALF;
		g.nregions += is_region(f, &g, i);
		g.authorities |= row_of(f, &g, i)->level == LEVEL_AUTHORITY;
	}
	g.stands_in = xcalloc(n, sizeof(*g.stands_in));
	if (g.authorities)
		add_below(f, &g);
	for (size_t i = 0; i < n; i++)
		if (is_region(f, &g, i))
			add_region(f, &g, i);
	for (size_t i = 0; i < n; i++)
		if (row_of(f, &g, i)->level == LEVEL_NATIONAL || is_total(f, group[i]))
			add_nation(f, &g, i);
	free(g.stands_in);
}

/* Groups */

/* Numbers the groups of rows that differ only in the dimension: into of[]. Returns how many. */
static uint32_t
number_groups(const struct finder *f, size_t n, uint32_t *of)
{
	struct intern *groups = intern_new();
	uint32_t key[SPACE_MAX], count;

	for (size_t i = 0; i < n; i++) {
		memcpy(key, f->row[i]->at, f->s->n * sizeof(*key));
		key[f->dim] = 0;
		of[i] = intern_id(groups, (struct slice){(const char *)key,
		    f->s->n * sizeof(*key)});
	}
	count = intern_count(groups);
	intern_free(groups);
	return count;
}

static void
find_in(struct finder *f, size_t n)
{
	uint32_t *of = xcalloc(n, sizeof(*of)), *member = xcalloc(n, sizeof(*member));
	uint32_t ngroups = number_groups(f, n, of);
	size_t *end = xcalloc((size_t)ngroups + 1, sizeof(*end));

	for (size_t i = 0; i < n; i++)
		end[of[i] + 1]++;
	for (uint32_t g = 0; g < ngroups; g++)
		end[g + 1] += end[g];
	for (size_t i = 0; i < n; i++)
		member[end[of[i]]++] = (uint32_t)i;
	for (uint32_t g = 0; g < ngroups; g++) {
		size_t first = g > 0 ? end[g - 1] : 0;

		if (f->s->dim[f->dim].tree)
			add_tree(f, member + first, end[g] - first);
		if (f->s->dim[f->dim].kind == DIMENSION_GEOGRAPHY)
			add_geography(f, member + first, end[g] - first);
		else if (f->s->dim[f->dim].typed != SIZE_MAX)
			add_types(f, member + first, end[g] - first);
		else
			add_labelled(f, member + first, end[g] - first);
	}
	free(of);
	free(member);
	free(end);
}

void
sums_find_in(struct sums *sums, const struct space *s, const struct row *const *row, size_t n,
    size_t dim)
{
	struct finder f = {.sums = sums, .s = s, .row = row, .dim = dim};

	const size_t places = intern_count(s->dim[dim].places);

	f.part = xcalloc(n, sizeof(*f.part));
	if (s->dim[dim].tree) {
		f.at = xmalloc((places + 1) * sizeof(*f.at));
		memset(f.at, 0xff, (places + 1) * sizeof(*f.at));
		f.up = xcalloc(n, sizeof(*f.up));
		f.first = xcalloc(n, sizeof(*f.first));
		f.next = xcalloc(n, sizeof(*f.next));
	}
	if (s->dim[dim].types != SIZE_MAX)
		list_wholes(&f, n);
	find_in(&f, n);
	if (f.wholes != NULL)
		intern_free(f.wholes);
	free(f.whole);
	free(f.part);
	free(f.at);
	free(f.up);
	free(f.first);
	free(f.next);
}

void
sums_find(struct sums *sums, const struct space *s, const struct row *const *row, size_t n)
{
	*sums = (struct sums){0};
	for (size_t d = 0; d < s->n; d++)
		sums_find_in(sums, s, row, n, d);
}

void
sums_free(struct sums *sums)
{
	free(sums->item);
	arena_free(&sums->mem);
	*sums = (struct sums){0};
}
