#include <stdlib.h>

#include "base/memory.h"
#include "rules/linked.h"
#include "rules/state.h"

/* Rules on single rows that look up rows of linked files: for many rows at once. */

struct ahead_row {
	struct row row;
	char *texts;			/* of the columns held, one after the other */
	size_t room;
	bool *is_for;			/* by state */
};

struct ahead {
	struct state **state;
	size_t nstates;
	struct lookup **lookup;		/* that their checks and sentences ask for, */
	size_t nlookups;
	struct lookup **live;		/* and what other rules ask for while the row is live */
	size_t nlive;
	struct columns held, typed;	/* and those of these that were read */
	struct ahead_row *slot;		/* LOOKUP_PLACES */
	struct row *row[LOOKUP_PLACES];	/* of these */
	size_t n;
};

static bool
looks_up(const struct bound *u, const struct node *n)
{
	bool does = false;

	for (; n != NULL && !does; n = n->next)
		does = n->op == N_LINKED || n->op == N_FIELD || looks_up(u, n->a) ||
		    looks_up(u, n->b) || looks_up(u, n->c) ||
		    (n->op == N_NAME && n->ref == REF_LET && looks_up(u, u->let[n->index]));
	return does;
}

bool
ahead_has(const struct run *r, const struct bound *u)
{
	return r->program->nlookups > 0 && u->rule->test == TEST_COND && !u->group &&
	    u->naggs == 0 && u->nshares == 0 && u->norders == 0 && !u->late &&
	    !u->previous_row && !u->where_previous && u->check->reach == 0 &&
	    looks_up(u, u->check) && !looks_up(u, u->where);
}

static bool
asks(const struct ahead *a, const struct lookup *k)
{
	bool does = false;

	for (size_t i = 0; i < a->nstates && !does; i++)
		does = a->state[i]->rule->rule == k->asked_by;
	return does;
}

static void
hold(struct ahead *a, struct columns c)
{
	for (size_t i = 0; i < c.n; i++)
		if (!has_column(a->held, c.col[i]))
			a->held.col[a->held.n++] = c.col[i];
}

void
ahead_init(struct run *r)
{
	const struct program *p = r->program;
	struct ahead *a;

	if (p->nlookups == 0)
		return;
	a = r->ahead = arena_alloc(&r->mem, sizeof(*a));
	*a = (struct ahead){.held.col = arena_alloc(&r->mem, p->nall * sizeof(int))};
	for (size_t i = 0; i < p->nrules; i++)
		if (ahead_has(r, &p->rule[i])) {
			*(struct state **)RULES_ADD(&r->mem, a->state, a->nstates) = &r->state[i];
			hold(a, p->rule[i].held);
		}
	for (size_t i = 0; i < p->nlookups; i++)
		*(asks(a, p->lookup[i]) ?
		    (struct lookup **)RULES_ADD(&r->mem, a->lookup, a->nlookups) :
		    (struct lookup **)RULES_ADD(&r->mem, a->live, a->nlive)) = p->lookup[i];
	a->typed.col = arena_alloc(&r->mem, a->held.n * sizeof(int));
	for (size_t i = 0; i < a->held.n; i++)
		if (has_column(r->typed, a->held.col[i]))
			a->typed.col[a->typed.n++] = a->held.col[i];
	a->nlookups = linked_compare(a->lookup, a->nlookups);
	a->nlive = linked_compare(a->live, a->nlive);
	if (a->nstates == 0)
		return;
	a->slot = arena_alloc(&r->mem, LOOKUP_PLACES * sizeof(*a->slot));
	for (size_t i = 0; i < LOOKUP_PLACES; i++) {
		a->slot[i] = (struct ahead_row){
		    .is_for = arena_alloc(&r->mem, a->nstates * sizeof(bool))};
		row_init(&a->slot[i].row, p);
		a->slot[i].texts = xgrow(NULL, &a->slot[i].room, 1, 1);
		a->slot[i].row.place = (uint32_t)i;
		a->row[i] = &a->slot[i].row;
	}
}

void
ahead_free(struct run *r)
{
	for (size_t i = 0; r->ahead != NULL && r->ahead->slot != NULL && i < LOOKUP_PLACES; i++) {
		row_free(&r->ahead->slot[i].row);
		free(r->ahead->slot[i].texts);
	}
}

void
ahead_live(struct run *r)
{
	struct ahead *a = r->ahead;

	struct row *live = &r->row;

	if (a->nlive > 0)
		linked_prepare(a->live, a->nlive, &live, 1);
}

void
ahead_fetch_live(struct run *r)
{
	struct ahead *a = r->ahead;

	if (a->nlive == 0)
		return;
	linked_find(a->live, a->nlive, 1);
	linked_fetch(a->live, a->nlive, 1);
}

struct state *const *
ahead_rules(const struct run *r, size_t *n, bool **wants)
{
	struct ahead *a = r->ahead;

	*n = a->nstates;
	*wants = a->nstates > 0 ? a->slot[a->n].is_for : NULL;
	return a->state;
}

static void
decide(struct run *r, struct eval *ev, const bool *is_for)
{
	struct ahead *a = r->ahead;
	struct state *s;
	enum truth t;

	for (size_t i = 0; i < a->nstates; i++) {
		if (!is_for[i])
			continue;
		r->at = s = a->state[i];
		ev->rule = s->rule;
		eval_begin(ev);
		t = eval_cond(ev, s->rule->check);
		if (t == YES && !ev->overflow) {
			s->counts.checked += s->rule->where != NULL;
			continue;
		}
		s->concluded++;
		run_conclude(r, s, ev, s->rule->check, t);
	}
}

void
ahead_finish(struct run *r)
{
	struct ahead *a = r->ahead;
	struct eval ev = r->ev;

	if (a == NULL)
		return;
	linked_prepare(a->lookup, a->nlookups, a->row, a->n);
	linked_find(a->lookup, a->nlookups, a->n);
	linked_fetch(a->lookup, a->nlookups, a->n);
	for (size_t i = 0; i < a->n; i++) {
		ev.row = &a->slot[i].row;
		decide(r, &ev, a->slot[i].is_for);
	}
	a->n = 0;
}

/* False: there is no room for all of them. */
static bool
hold_texts(struct ahead_row *slot, const struct slice *text, struct columns c)
{
	struct slice *own = slot->row.own;
	char *to = slot->texts, *end = to + slot->room;

	for (size_t i = 0; i < c.n; i++) {
		struct slice s = text[c.col[i]];

		if ((size_t)(end - to) < s.n)
			return false;
		copy_text(to, s.p, s.n);
		own[c.col[i]] = (struct slice){to, s.n};
		to += s.n;
	}
	return true;
}

static COLD void
make_room(struct ahead_row *slot, const struct slice *text, struct columns c)
{
	size_t size = 0;

	for (size_t i = 0; i < c.n; i++)
		size += text[c.col[i]].n;
	slot->texts = xgrow(slot->texts, &slot->room, size, 1);
}

void
ahead_row(struct run *r)
{
	struct ahead *a = r->ahead;
	struct ahead_row *slot = &a->slot[a->n];

	row_next(&slot->row);
	slot->row.line = r->row.line;
	slot->row.file = r->row.file;
	while (!hold_texts(slot, r->row.text, a->held))
		make_room(slot, r->row.text, a->held);
	for (size_t i = 0; i < a->typed.n; i++)
		row_take(&slot->row, &r->row, a->typed.col[i]);
	if (++a->n == LOOKUP_PLACES)
		ahead_finish(r);
}
