#include "suppress/earlier.h"

#include <stdlib.h>

#include "base/sets.h"
#include "suppress/attack.h"

struct earlier {
	struct study *st;
	const struct view_options *o;
	int64_t protect;
	bool *mark;			/* by cell: hidden earlier, and shown nowhere */
	bool *earlier;			/* by cell: see study_earlier() */
	uint32_t *parent;		/* by cell: of marks that sums relate */
	struct view view;
	unsigned char *hidden;
	struct attack *attack;		/* with all of the table known: what we know ourselves */
};

static void
find_marks(struct earlier *e)
{
	for (size_t k = 1; k < e->st->npubs; k++) {
		const struct publication *p = &e->st->pub[k];

		for (size_t i = 0; i < p->table.n; i++)
			e->mark[p->cell[i]] |= !p->table.row[i].known &&
			    study_is_hidden(p->table.row[i].cell[p->table.count]) &&
			    !e->st->cell[p->cell[i]].shown;
	}
}

/* Relates the marks of a fact that earlier publications had all of, and totals without rows. */
static void
relate(struct earlier *e, const struct fact *f)
{
	uint32_t first = UINT32_MAX;
	bool all = true;

	for (size_t i = 0; i <= f->n && all; i++)
		all = e->earlier[i < f->n ? f->part[i] : f->total];
	for (size_t i = 0; i <= f->n && all; i++) {
		const uint32_t cell = i < f->n ? f->part[i] : f->total;

		if (!e->mark[cell] && (e->st->cell[cell].hidden || e->st->cell[cell].shown))
			continue;
		if (first == UINT32_MAX)
			first = cell;
		e->parent[sets_find(e->parent, cell)] = sets_find(e->parent, first);
	}
}

static bool
is_small(const struct policy *p, int64_t low, int64_t high)
{
	return low >= p->min && high <= p->max;
}

/* Whether the count is known to be small already: to us, or to everybody. */
static bool
is_known_small(const struct earlier *e, uint32_t cell)
{
	const struct study_cell *c = &e->st->cell[cell];
	const struct publication *p = &e->st->pub[c->pub];

	if (c->row->known && p->low[c->in] == p->high[c->in])
		return policy_is_sensitive(e->o->policy, c->row->count);
	return is_small(e->o->policy, c->low, c->high);
}

static void
open_attack(struct earlier *e)
{
	view_build(&e->view, e->st, e->o);
	for (size_t i = 0; i < e->st->ncells; i++)
		e->hidden[i] = e->view.cell[i].class == CELL_MARK;
	e->attack = attack_new(&e->view.system, e->hidden);
}

static void
close_attack(struct earlier *e)
{
	attack_free(e->attack);
	view_free(&e->view);
}

/* Whether the count can be protected, with all hidden that may be. */
static bool
can_protect(const struct earlier *e, uint32_t cell)
{
	unsigned char *hidden = xcalloc(e->st->ncells, 1);
	int64_t low, high;
	struct attack *a;
	bool can;

	for (size_t i = 0; i < e->st->ncells; i++)
		hidden[i] = e->view.cell[i].class != CELL_FIXED;
	a = attack_new(&e->view.system, hidden);
	can = attack_protects(a, cell, e->protect, &low, &high);
	attack_free(a);
	free(hidden);
	return can;
}

/* Takes the count for a small one, if it can be: such as can be protected, or any. */
static bool
try_small(struct earlier *e, uint32_t cell, bool any)
{
	struct study_cell *c = &e->st->cell[cell];
	const int64_t low = c->low, high = c->high;
	const struct policy *p = e->o->policy;
	uint32_t clash;

	if (c->row->known || high < p->min || low > p->max)
		return false;
	c->low = low > p->min ? low : p->min;
	c->high = high < p->max ? high : p->max;
	close_attack(e);
	open_attack(e);
	if (attack_clash(e->attack, &clash, 1) == 0 && (any || can_protect(e, cell)))
		return true;
	c->low = low;
	c->high = high;
	close_attack(e);
	open_attack(e);
	return false;
}

/*
 * One of the marks related to this: one that is certainly small, or else may be, and rather one
 * that can be protected.
 */
static void
settle_group(struct earlier *e, uint32_t group)
{
	enum { SURE, OPEN, ANY, N_TRIES };

	for (uint32_t i = 0; i < e->st->ncells; i++)
		if (e->mark[i] && sets_find(e->parent, i) == group && is_known_small(e, i))
			return;
	for (int try = SURE; try < N_TRIES; try++)
		for (uint32_t i = 0; i < e->st->ncells; i++) {
			int64_t low, high;

			if (!e->mark[i] || sets_find(e->parent, i) != group)
				continue;
			if (try == SURE && (attack_range(e->attack, i, &low, &high) !=
			    ATTACK_DONE || !is_small(e->o->policy, low, high)))
				continue;
			if (try_small(e, i, try != OPEN))
				return;
		}
}

void
earlier_find(struct study *st, const struct view_options *o, int64_t protect)
{
	struct earlier e = {.st = st, .o = o, .protect = protect};
	uint32_t clash;
	bool *settled;

	if (st->npubs < 2)
		return;
	settled = xcalloc(st->ncells, sizeof(*settled));
	e.mark = xcalloc(st->ncells, sizeof(*e.mark));
	e.earlier = study_earlier(st);
	e.parent = xcalloc(st->ncells, sizeof(*e.parent));
	e.hidden = xcalloc(st->ncells, 1);
	for (uint32_t i = 0; i < st->ncells; i++)
		e.parent[i] = i;
	find_marks(&e);
	for (size_t k = 0; k < st->nfacts; k++)
		if (st->fact[k].kind != FACT_PRINTED)
			relate(&e, &st->fact[k]);
	open_attack(&e);
	if (attack_clash(e.attack, &clash, 1) == 0)
		for (uint32_t i = 0; i < st->ncells; i++) {
			const uint32_t group = sets_find(e.parent, i);

			if (!e.mark[i] || settled[group])
				continue;
			settled[group] = true;
			settle_group(&e, group);
		}
	close_attack(&e);
	free(e.mark);
	free(e.parent);
	free(e.earlier);
	free(settled);
	free(e.hidden);
}
