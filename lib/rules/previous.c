#include <stdlib.h>

#include "base/memory.h"
#include "rules/state.h"

/* Identifies a series, by all cells but the period's, at that period. */
static struct fp
series_fingerprint(struct run *r, const struct row *row, const int *col, size_t n, int32_t ord)
{
	keybuf_reset(&r->key);
	keybuf_add(&r->key, (struct slice){(const char *)&ord, sizeof(ord)});
	for (size_t i = 0; i < n; i++)
		if (col[i] != r->program->period)
			row_key(r, row, &col[i], 1);
	return fp_of(r->key.p, r->key.n);
}

static struct chain *
chain_of(struct run *r, struct row *row)
{
	uint32_t series = group_number(r, r->series, row);

	while (r->nchains <= series) {
		r->chain = xgrow(r->chain, &r->chain_cap, r->nchains + 1, sizeof(*r->chain));
		r->chain[r->nchains++] = (struct chain){.sorted = true};
	}
	return &r->chain[series];
}

/*
 * Does the truth of the tree depend on nothing but the texts of the series? Numbers also depend on
 * their rounding, and an overflow is reported for every row.
 */
static bool
is_of_series(const struct run *r, const struct bound *u, const struct node *n)
{
	for (; n != NULL; n = n->next)
		switch (n->op) {
		case N_NAME:
			if (n->ref == REF_LET ? !is_of_series(r, u, u->let[n->index]) :
			    n->ref != REF_COLUMN || n->type == TYPE_NUMBER ||
			    !has_column(r->series->col, r->series->n, n->index))
				return false;
			break;
		case N_LIST:
			if (n->list->dated)
				return false;
			break;
		case N_NUMBER: case N_STRING: case N_TUPLE: case N_OR: case N_AND: case N_NOT:
		case N_IF: case N_COMPARE: case N_IN: case N_MATCHES: case N_IS:
			if (!is_of_series(r, u, n->a) || !is_of_series(r, u, n->b) ||
			    !is_of_series(r, u, n->c))
				return false;
			break;
		case N_PERCENT: case N_NEG: case N_ADD: case N_SUB: case N_MUL: case N_DIV:
		case N_FUNC: case N_AGG:
			return false;
		}
	return true;
}

/* A part of where: that has the same truth in all rows of a series; or NULL. */
static const struct node *
part_of_series(const struct run *r, const struct bound *u, const struct node *where)
{
	const struct node *part = NULL;

	if (where != NULL && where->op == N_AND &&
	    (part = part_of_series(r, u, where->a)) == NULL)
		part = part_of_series(r, u, where->b);
	if (part == NULL && where != NULL && is_of_series(r, u, where))
		part = where;
	return part;
}

void
previous_init(struct run *r)
{
	const struct program *p = r->program;
	size_t n = 0;

	r->series_col = arena_alloc(&r->mem, p->nkey * sizeof(*r->series_col));
	for (size_t i = 0; i < p->nkey; i++)
		if (p->key[i] != p->period)
			r->series_col[n++] = p->key[i];
	r->series = run_grouper(r, r->series_col, n);
	for (size_t i = 0; i < p->nrules; i++) {
		const struct bound *u = &p->rule[i];
		const struct node *part = part_of_series(r, u, u->where);

		if (u->where_previous)
			r->state[i].filter = part;
		if (u->previous_row && part == NULL)
			r->previous_always = true;
		else if (u->previous_row)
			*(struct looks_back *)RULES_ADD(&r->mem, r->looks_back, r->nlooks_back) =
			    (struct looks_back){u, part};
	}
}

/* Does a rule look back in the live row's series? */
static bool
series_wanted(struct run *r)
{
	bool wanted = r->previous_always;

	for (size_t i = 0; i < r->nlooks_back && !wanted; i++) {
		r->ev.rule = r->looks_back[i].rule;
		wanted = eval_cond(&r->ev, r->looks_back[i].part) != NO;
	}
	return wanted;
}

void
previous_index(struct run *r)
{
	const struct program *p = r->program;
	const struct value *at;
	struct chain *c;

	r->row_chain = NULL;
	if (!series_wanted(r))
		return;
	at = row_value(&r->row, p->period);
	if (at->kind != VALUE_ORDER)
		return;
	r->row_chain = c = chain_of(r, &r->row);
	c->link = xgrow(c->link, &c->cap, c->n + 1, sizeof(*c->link));
	c->sorted = c->sorted && (c->n == 0 || c->link[c->n - 1].ord < at->ord);
	c->link[c->n++] = (struct link){at->ord,
	    run_keep_row(r, &r->row, p->previous_held, p->nprevious_held)};
}

static int
by_period(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	return x->ord < y->ord ? -1 : x->ord > y->ord;
}

/* The only row of that period in the series; NULL when there is none or several. */
static const char *
find_link(struct chain *c, int32_t ord)
{
	struct link want = {ord, NULL}, *hit;

	if (!c->sorted)
		qsort(c->link, c->n, sizeof(*c->link), by_period);
	c->sorted = true;
	hit = bsearch(&want, c->link, c->n, sizeof(*c->link), by_period);
	if (hit == NULL || (hit > c->link && hit[-1].ord == ord) ||
	    (hit + 1 < c->link + c->n && hit[1].ord == ord))
		return NULL;
	return hit->image;
}

/* While rows are still being read, only the last row of the series before this one is looked at. */
static const char *
previous_image(struct run *r, struct eval *ev, int32_t ord)
{
	struct chain *c;

	if (ev->row == &r->row) {
		c = r->row_chain;
		if (c == NULL || c->n < 2 || c->link[c->n - 2].ord != ord ||
		    (c->n > 2 && c->link[c->n - 3].ord == ord))
			return NULL;
		return c->link[c->n - 2].image;
	}
	c = chain_of(r, ev->row);
	return c->n == 0 ? NULL : find_link(c, ord);
}

static struct eval *
previous_row(struct run *r, struct eval *ev)
{
	const struct program *p = r->program;
	const struct value *at = row_value(ev->row, p->period);
	const char *image;

	if (at->kind != VALUE_ORDER || (image = previous_image(r, ev, at->ord - 1)) == NULL)
		return NULL;
	if (image != r->before_image)
		run_load_row(&r->before, image, p->previous_held, p->nprevious_held);
	r->before_image = image;
	r->before_ev = (struct eval){.row = &r->before, .rule = ev->rule, .failed_only = -1};
	return &r->before_ev;
}

static void
index_groups(struct run *r, struct state *s)
{
	struct grouper *g = s->grouper;
	const struct value *at;
	bool found;

	g->indexed = true;
	for (uint32_t gid = 0; gid < intern_count(g->keys); gid++) {
		state_load_group(s, gid, &r->before);
		at = row_value(&r->before, r->program->period);
		if (at->kind == VALUE_ORDER)
			fptable_add(&g->previous, series_fingerprint(r, &r->before, g->col, g->n,
			    at->ord), gid, &found);
	}
}

static struct eval *
previous_group(struct run *r, struct eval *ev)
{
	struct state *s = r->at;
	struct grouper *g = s->grouper;
	const struct value *at;
	const uint64_t *gid;

	r->before_image = NULL;
	if (!g->indexed)
		index_groups(r, s);
	state_load_group(s, r->gid, &r->before);
	at = row_value(&r->before, r->program->period);
	if (at->kind != VALUE_ORDER)
		return NULL;
	gid = fptable_find(&g->previous,
	    series_fingerprint(r, &r->before, g->col, g->n, at->ord - 1));
	if (gid == NULL || state_local(s, (uint32_t)*gid) == s->nfirst)
		return NULL;
	state_load_group(s, (uint32_t)*gid, &r->before);
	r->before_ev = (struct eval){.row = &r->before, .rule = ev->rule, .failed_only = -1,
	    .acc = state_accs(s, (uint32_t)*gid)};
	return &r->before_ev;
}

struct eval *
previous_find(struct eval *ev, bool row)
{
	return row ? previous_row(ev->arg, ev) : previous_group(ev->arg, ev);
}

void
previous_free(struct run *r)
{
	for (size_t i = 0; i < r->nchains; i++)
		free(r->chain[i].link);
	free(r->chain);
}
