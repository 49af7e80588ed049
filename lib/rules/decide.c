#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/function.h"
#include "rules/state.h"

/* Conditions on rows that wait for the others of their group. */

/* A rule that is being decided for the rows of its groups. */
struct deciding {
	struct run *run;
	struct state *state;
	struct eval *ev;
	struct value *all;		/* of apportion(), by share and row */
	size_t cap;
	struct value *mine;		/* of the present row */
};

/* The shares of the n rows of a group, to v. */
static void
find_shares(const struct deciding *d, size_t share, size_t n, struct value *v, struct arena *mem)
{
	const struct bound *u = d->state->rule;
	int compared = u->share[share]->compared;
	struct slice text;
	struct figure num;
	bool whole;

	for (size_t k = 0; k < u->nshares && compared < 0; k++)	/* in say: as in the check */
		compared = u->share[k]->compared;
	whole = compared >= 0;		/* no figure that it is compared with has decimals */
	for (size_t i = 0; i < n; i++) {
		d->ev->row = wait_at(d->run, i);
		eval_value(d->ev, u->share[share]->a, &v[i]);
		num = v[i].num;
		v[i].num = (struct figure){0};
		if (v[i].known)
			figure_keep(&v[i].num, num, mem);
		text = compared >= 0 ? d->ev->row->text[compared] : slice_of("");
		whole &= memchr(text.p, '.', text.n) == NULL;
	}
	function_share(u->share[share], whole, v, n, mem);
}

static void
share_group(struct deciding *d, size_t n, struct arena *mem)
{
	size_t k = d->state->rule->nshares;

	d->all = xgrow(d->all, &d->cap, n * k, sizeof(*d->all));
	for (size_t j = 0; j < k; j++)
		find_shares(d, j, n, d->all + j * n, mem);
}

static void
decide_group(void *arg, size_t n)
{
	struct deciding *d = arg;
	struct run *r = d->run;
	struct state *s = d->state;
	struct eval *ev = d->ev;
	const struct bound *u = s->rule;
	struct arena mem = {0};		/* of wide shares */

	ev->acc = state_accs(s, r->gid);
	if (u->nshares > 0)
		share_group(d, n, &mem);
	if (u->norders > 0)
		order_group(r, s, ev, n);
	for (size_t i = 0; i < n; i++) {
		ev->row = wait_at(r, i);
		ev->row->given_up = NULL;	/* of its place in an order */
		for (size_t j = 0; j < u->nshares; j++)
			d->mine[j] = d->all[j * n + i];
		eval_begin(ev);
		run_decide(r, s, ev, u->check);
	}
	arena_free(&mem);
}

enum { SHARED_ROWS = 8 };	/* a total is seldom shared by more */

void
decide_waiting(struct run *r, struct state *s, struct eval *ev)
{
	const struct bound *u = s->rule;
	size_t slots = u->norders > 0 ? WAITING_ROWS : u->nshares > 0 ? SHARED_ROWS : 1;
	struct deciding d = {.run = r, .state = s, .ev = ev,
	    .mine = xcalloc(s->rule->nshares, sizeof(*d.mine))};

	ev->share = d.mine;
	wait_groups(r, s, slots, decide_group, &d);
	free(d.all);
	free(d.mine);
}
