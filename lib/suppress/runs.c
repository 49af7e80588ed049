#include "suppress/tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "suppress/labels.h"

#define NONE UINT32_MAX

/* A place and, if it is the sum of those before it, these. */
struct node {
	uint32_t place;
	struct node *below;		/* on the stack, or the next of its siblings */
	struct node *child;
};

struct runs {
	struct tree *t;
	uint32_t *first, *next;		/* rows, by place */
	struct group {
		uint32_t stamp;
		int64_t low, high;	/* of the sum of the parts so far */
		size_t positive, unknown;
		uint32_t total;		/* a row */
		bool fits;
	} *group;
	uint32_t stamp;
	size_t steps;			/* that are left */
	struct node **list;		/* those on the stack, the lowest first */
	size_t n;
	size_t telling;			/* on the way to a cover: sums that say something */
	bool marks;			/* some counts are not known */
	bool loose;			/* a few may be left over */
	struct arena mem;
};

enum { MOST_STEPS = 1 << 22, MOST_FITS = 6, MOST_PLACES = 2000 };

/* How well a place is the sum of the n on top of the stack. */
struct fit {
	size_t n;
	/* Groups that add up exactly; these with two parts or more; how unlikely that is. */
	unsigned exact, telling, bits;
	bool open;			/* no figure of the whole is known */
};

/* Sums */

static void
step(struct runs *r)
{
	r->steps -= r->steps > 0;
}

static size_t
start(struct runs *r, uint32_t total)
{
	size_t n = 0;

	r->stamp++;
	for (uint32_t i = r->first[total]; i != NONE; i = r->next[i], n++, step(r))
		r->group[r->t->group[i]] = (struct group){.stamp = r->stamp, .total = i,
		    .fits = r->t->row[i]->low == 0};
	return n;
}

static bool
group_fits(const struct runs *r, const struct group *g)
{
	const struct row *total = r->t->row[g->total];

	return g->low <= total->high && g->high >= total->low;
}

/* Adds the place to the sums. False: they are too large, or it has none of the total's groups. */
static bool
add_place(struct runs *r, uint32_t place, size_t *fit)
{
	bool ok = true, any = false;

	for (uint32_t i = r->first[place]; i != NONE; i = r->next[i]) {
		const struct row *row = r->t->row[i];
		struct group *g = &r->group[r->t->group[i]];
		const bool before = g->fits;

		step(r);
		if (g->stamp != r->stamp)
			continue;
		any = true;
		g->low += row->low;
		g->high = g->high == TABLE_NO_HIGH || row->high == TABLE_NO_HIGH ? TABLE_NO_HIGH :
		    g->high + row->high;
		g->positive += row->known && row->count > 0;
		g->unknown += !row->known;
		g->fits = group_fits(r, g);
		*fit = *fit + g->fits - before;
		ok &= g->low <= r->t->row[g->total]->high;
	}
	return ok && any;
}

/* What speaks for a sum that fits in all groups. */
static struct fit
weigh(struct runs *r, uint32_t total, size_t n)
{
	struct fit fit = {.n = n, .open = true};

	for (uint32_t i = r->first[total]; i != NONE; i = r->next[i]) {
		const struct group *g = &r->group[r->t->group[i]];
		const struct row *row = r->t->row[i];

		step(r);
		fit.open &= !row->known;
		if (!row->known || g->unknown > 0 || g->positive == 0)
			continue;
		fit.exact++;
		fit.telling += g->positive > 1;
		for (int64_t rest = row->count; rest > 0; rest /= 2)
			fit.bits++;
	}
	return fit;
}

/* How many of the top of the stack the place may be the sum of: into fit[]. */
static size_t
find_fits(struct runs *r, uint32_t total, const struct node *top, struct fit fit[MOST_FITS])
{
	const size_t groups = start(r, total);
	size_t n = 0, fitting = 0, k = 0;

	for (uint32_t i = r->first[total]; i != NONE; i = r->next[i])
		fitting += r->group[r->t->group[i]].fits;
	for (; top != NULL && n < MOST_FITS && r->steps > 0; top = top->below) {
		if (!add_place(r, top->place, &fitting))
			break;
		k++;
		if (fitting == groups)
			fit[n++] = weigh(r, total, k);
	}
	return n;
}

/* The place as the sum of the n on top. */
static struct node *
reduce(struct runs *r, uint32_t place, struct node *top, size_t n)
{
	struct node *node = arena_alloc(&r->mem, sizeof(*node)), *child = NULL;

	node->place = place;
	for (size_t i = 0; i < n; i++) {
		struct node *copy = arena_alloc(&r->mem, sizeof(*copy));

		*copy = *top;
		copy->below = child;
		child = copy;
		top = top->below;
	}
	node->child = child;
	node->below = top;
	return node;
}

static struct node *
push(struct runs *r, const struct node *of, struct node *top)
{
	struct node *node = arena_alloc(&r->mem, sizeof(*node));

	*node = *of;
	node->below = top;
	return node;
}

static void
list_stack(struct runs *r, const struct node *top)
{
	size_t n = 0;

	for (const struct node *k = top; k != NULL; k = k->below)
		n++;
	r->n = n;
	for (const struct node *k = top; k != NULL; k = k->below)
		r->list[--n] = push(r, k, NULL);
}

static void
turn(struct runs *r)
{
	for (size_t i = 0; i < r->n / 2; i++) {
		struct node *other = r->list[r->n - 1 - i];

		r->list[r->n - 1 - i] = r->list[i];
		r->list[i] = other;
	}
}

/* Sums that hold in several groups, as by chance they do not */

static bool
is_sure(const struct fit *fit)
{
	return fit->exact >= 2 && fit->bits >= 16;
}

static bool
take_sure(struct runs *r)
{
	struct node *top = NULL;
	bool any = false;

	for (size_t i = 0; i < r->n; i++) {
		struct fit fit[MOST_FITS], best = {0};
		size_t n = r->list[i]->child != NULL ? 0 :
		    find_fits(r, r->list[i]->place, top, fit);

		for (size_t k = 0; k < n; k++)
			if (fit[k].bits >= best.bits && is_sure(&fit[k]))
				best = fit[k];
		any |= best.n > 0;
		top = best.n > 0 ? reduce(r, r->list[i]->place, top, best.n) :
		    push(r, r->list[i], top);
	}
	list_stack(r, top);
	return any;
}

/* Sums that cover the table */

/* Whether the place is the sum of all others on the stack. */
static bool
is_crown(struct runs *r, uint32_t place, const struct node *top)
{
	const size_t groups = start(r, place);
	size_t fitting = 0, n = 0;

	for (uint32_t i = r->first[place]; i != NONE; i = r->next[i])
		fitting += r->group[r->t->group[i]].fits;
	for (; top != NULL; top = top->below)
		if (top->place != place && (n++, !add_place(r, top->place, &fitting)))
			return false;
	return n > 1 && fitting == groups;
}

/*
 * Whether all is in sums, of which two or more say something, but for one that may be the sum of
 * them.
 */
static bool
is_cover(struct runs *r, const struct node *top)
{
	const struct node *leaf = NULL;
	size_t leaves = 0;

	for (const struct node *k = top; k != NULL; k = k->below)
		if (k->child == NULL) {
			leaf = k;
			leaves++;
		}
	return r->telling > (r->marks ? 0 : 1) && (leaves <= (r->loose ? r->telling / 3 : 0) ||
	    (leaves == 1 && is_crown(r, leaf->place, top)));
}

static const struct node *cover(struct runs *r, size_t i, struct node *top);

/* How the place may be a sum of what is on top: exactly, or if hidden counts are so. */
enum way { EXACT, POSSIBLE, SAME, OPEN };

static enum way
way_of(const struct fit *fit)
{
	return fit->open ? OPEN : fit->n == 1 ? SAME : fit->exact > 0 ? EXACT : POSSIBLE;
}

static const struct node *
cover_sum(struct runs *r, size_t i, struct node *top, const struct fit *fit, size_t n, enum way way)
{
	const struct node *found = NULL;

	for (size_t k = 0; k < n && found == NULL && r->steps > 0; k++) {
		const bool telling = fit[k].telling > 0;

		if (way != way_of(&fit[k]))
			continue;
		r->telling += telling;
		found = cover(r, i + 1, reduce(r, r->list[i]->place, top, fit[k].n));
		r->telling -= found == NULL && telling;
	}
	return found;
}

static const struct node *
cover(struct runs *r, size_t i, struct node *top)
{
	struct fit fit[MOST_FITS];
	const struct node *found = NULL;
	size_t n;

	if (i == r->n)
		return is_cover(r, top) ? top : NULL;
	if (r->steps == 0)
		return NULL;
	n = r->list[i]->child != NULL ? 0 : find_fits(r, r->list[i]->place, top, fit);
	for (enum way way = EXACT; way <= OPEN && found == NULL; way++) {
		if (way == SAME)
			found = cover(r, i + 1, push(r, r->list[i], top));
		if (found == NULL)
			found = cover_sum(r, i, top, fit, n, way);
	}
	return found;
}

/* What is left as the sum of all the others. */
static void
apply_crown(struct runs *r)
{
	struct node *top = NULL, *leaf = NULL;

	for (size_t i = 0; i < r->n; i++) {
		top = push(r, r->list[i], top);
		leaf = top->child == NULL ? top : leaf;
	}
	if (leaf == NULL || !is_crown(r, leaf->place, top))
		return;
	for (size_t i = 0; i < r->n; i++)
		if (r->list[i]->place != leaf->place)
			r->t->parent[r->list[i]->place] = leaf->place;
}

/* With the whole before its parts, or after them. */
static bool
find_cover(struct runs *r)
{
	const struct node *top = NULL;

	for (int k = 0; k < 2 && top == NULL && r->n <= MOST_PLACES; k++) {
		turn(r);
		r->steps = MOST_STEPS / 4;
		r->telling = 0;
		for (size_t i = 0; i < r->n; i++)
			r->telling += r->list[i]->child != NULL;
		top = cover(r, 0, NULL);
	}
	if (top == NULL)
		return false;
	list_stack(r, top);
	apply_crown(r);
	return true;
}

static bool
apply(struct tree *t, const struct node *node)
{
	for (const struct node *k = node->child; k != NULL; k = k->below) {
		t->parent[k->place] = node->place;
		apply(t, k);
	}
	return node->child != NULL;
}

/* The places without a parent, in the order of their first rows. */
static void
list_places(struct runs *r)
{
	struct tree *t = r->t;
	uint32_t *last = xmalloc((t->nplaces + 1) * sizeof(*last));

	memset(r->first, 0xff, t->nplaces * sizeof(*r->first));
	for (uint32_t i = 0; i < t->n; i++) {
		const uint32_t at = tree_place(t, i);

		if (!tree_can(t, i) || t->parent[at] != NONE ||
		    labels_leaves_out(space_place(t->s, t->dim, t->row[i])->words))
			continue;
		r->marks |= !t->row[i]->known;
		r->next[i] = NONE;
		if (r->first[at] == NONE) {
			r->first[at] = i;
			r->list[r->n] = arena_alloc(&r->mem, sizeof(struct node));
			r->list[r->n++]->place = at;
		} else {
			r->next[last[at]] = i;
		}
		last[at] = i;
	}
	free(last);
}

bool
runs_find(struct tree *t)
{
	struct runs r = {.t = t};
	bool any = false, more = true;

	r.first = xcalloc(t->nplaces + 1, sizeof(*r.first));
	r.next = xcalloc(t->n + 1, sizeof(*r.next));
	r.group = xcalloc(t->ngroups + 1, sizeof(*r.group));
	r.list = xcalloc(t->nplaces + 1, sizeof(*r.list));
	list_places(&r);
	r.steps = MOST_STEPS;
	if (!find_cover(&r)) {
		r.steps = MOST_STEPS;
		for (int k = 0; k < 4 && more; k++) {
			turn(&r);
			more = take_sure(&r) || k == 0;
		}
		r.loose = true;
		find_cover(&r);
	}
	for (size_t i = 0; i < r.n; i++)
		any |= apply(t, r.list[i]);
	free(r.first);
	free(r.next);
	free(r.group);
	free(r.list);
	arena_free(&r.mem);
	return any;
}
