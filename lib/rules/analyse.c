#include "rules/analyse.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/textbuf.h"
#include "rules/function.h"

enum { MOST_CONJUNCTS = 64 };

/*
 * A condition is never true when it is a constant that is false, or a conjunction that wants two
 * different texts, or an empty span of numbers, of one column.
 */

static bool
is_column(const struct node *n)
{
	return n->op == N_NAME && n->ref == REF_COLUMN;
}

static bool
is_number(const struct node *n)
{
	return n->op == N_NUMBER || n->op == N_PERCENT;
}

/* COLUMN = "text", COLUMN in ("text", ...): may the column be this text? */
static bool
admits(const struct node *n, struct slice text)
{
	bool in = false;

	if (n->op == N_COMPARE)
		return slice_eq(n->b->text, text) == (n->rel == REL_EQ);
	for (const struct node *item = n->b; item != NULL; item = item->next) {
		if (item->op == N_LIST && !item->list->dated)
			in |= codelist_has(item->list, item->list_index, &text, 1, NULL);
		else if (item->op == N_STRING)
			in |= slice_eq(item->text, text);
		else
			return true;
	}
	return in != n->negate;
}

/* A conjunct about one column's text, of those kinds. */
static bool
is_about_text(const struct node *n)
{
	if (n->op == N_COMPARE)
		return n->compare == COMPARE_TEXT && (n->rel == REL_EQ || n->rel == REL_NE) &&
		    is_column(n->a) && n->b->op == N_STRING;
	return n->op == N_IN && n->compare == COMPARE_TEXT && is_column(n->a);
}

static bool
is_about_number(const struct node *n)
{
	return n->op == N_COMPARE && n->compare == COMPARE_NUMBER && n->within == WITHIN_NONE &&
	    is_column(n->a) && is_number(n->b);
}

/* COLUMN rel A and COLUMN rel B: tries the column below, at and above each, where possible. */
static bool
spans_meet(const struct node *a, const struct node *b)
{
	unsigned order = figure_order(a->b->num, b->b->num);

	for (int x = -1; x <= 1; x++)
		for (int y = -1; y <= 1; y++)
			if ((order == FIGURE_EQUAL ? x == y : x == y ? x != 0 :
			    (x < y) == (order == FIGURE_GREATER)) &&
			    relation_holds(x, a->rel) && relation_holds(y, b->rel))
				return true;
	return false;
}

static bool
clash(const struct node *a, const struct node *b)
{
	if (is_about_number(a) && is_about_number(b))
		return a->a->index == b->a->index && !spans_meet(a, b);
	if (!is_about_text(a) || !is_about_text(b) || a->a->index != b->a->index)
		return false;
	if (a->op == N_COMPARE && a->rel == REL_EQ)
		return !admits(b, a->b->text);
	if (b->op == N_COMPARE && b->rel == REL_EQ)
		return !admits(a, b->b->text);
	if (a->op != N_IN || b->op != N_IN || a->negate)
		return false;
	for (const struct node *item = a->b; item != NULL; item = item->next)
		if (item->op != N_STRING || admits(b, item->text))
			return false;
	return true;
}

static size_t
conjuncts(const struct node *n, const struct node **out, size_t at)
{
	if (n->op == N_AND)
		return conjuncts(n->b, out, conjuncts(n->a, out, at));
	if (at < MOST_CONJUNCTS)
		out[at++] = n;
	return at;
}

static bool
is_constant(const struct node *n)
{
	return is_number(n) || (n->op == N_STRING && n->type == TYPE_TEXT);
}

static bool
is_false(const struct node *n)
{
	int cmp;

	if (n->op != N_COMPARE || !is_constant(n->a) || !is_constant(n->b) ||
	    n->within != WITHIN_NONE)
		return false;
	if (n->compare == COMPARE_NUMBER)
		return compare_figures(n->a->num, n->b->num, n->rel) == NO;
	cmp = slice_cmp(n->a->text, n->b->text);
	return !relation_holds((cmp > 0) - (cmp < 0), n->rel);
}

bool
analyse_never(const struct node *n)
{
	const struct node *part[MOST_CONJUNCTS];
	size_t count;

	if (n->op == N_OR)
		return analyse_never(n->a) && analyse_never(n->b);
	if (n->op != N_AND)
		return is_false(n);
	count = conjuncts(n, part, 0);
	for (size_t i = 0; i < count; i++) {
		if (analyse_never(part[i]))
			return true;
		for (size_t k = 0; k < i; k++)
			if (clash(part[k], part[i]))
				return true;
	}
	return false;
}

/* The columns that tell the faults of a rule of groups apart. */
static size_t
fault_columns(const struct bound *of, int *col)
{
	size_t n = 0;

	for (size_t i = 0; i < of->rule->by.n; i++)
		col[n++] = of->by[i];
	for (size_t i = 0; i < of->rule->naxes; i++)
		if (!has_column(col, n, of->axis[i].col))
			col[n++] = of->axis[i].col;
	return n;
}

static void
add_need(struct program *p, struct bound *u, size_t needed)
{
	struct bound *of = &p->rule[needed];
	int *known = xcalloc(of->rule->by.n + of->rule->naxes + 1, sizeof(*known));
	size_t n = fault_columns(of, known);
	struct hold_back *h;

	u->needs = rules_grow(&p->mem, u->needs, u->nneeds, sizeof(*u->needs));
	h = &u->needs[u->nneeds++];
	*h = (struct hold_back){.rule = needed,
	    .col = arena_alloc(&p->mem, (u->rule->by.n + n + 1) * sizeof(*h->col))};
	of->needed = true;
	if (u->rule->by.n > 0) {
		for (size_t i = 0; i < u->rule->by.n; i++)
			if (!of->group || has_column(known, n, u->by[i]))
				h->col[h->ncols++] = u->by[i];
	} else if (!of->group) {
		h->same_row = !u->group;
	} else if (!u->group) {
		for (size_t i = 0; i < n; i++)
			h->col[h->ncols++] = known[i];
	}
	free(known);
}

/* first: by rule of the file, the first made of it in the program; those of one are together. */
static void
bind_need(struct program *p, struct remarks *m, struct bound *u, size_t i, const size_t *first,
    bool some)
{
	const struct rules *r = p->rules;
	const struct rule *rule = u->rule;
	struct slice id = rule->needs.name[i];
	bool once = u == &p->rule[first[rule - r->rule]];	/* for all of each: */
	size_t other, k;

	for (other = 0; other < r->nrules && !slice_eq(r->rule[other].id, id); other++)
		;
	k = other < r->nrules ? first[other] : SIZE_MAX;
	if (other == r->nrules && once)
		remark(m, true, "%s:%u: rule %.*s needs '%.*s': no such rule", rule->file,
		    rule->needs.at[i].line, SLICE_ARG(rule->id), SLICE_ARG(id));
	else if (k == SIZE_MAX && once && !some && r->rule[other].header != rule->header)
		remark(m, true, "%s:%u: rule %.*s needs '%.*s', which is not on the same rows",
		    rule->file, rule->needs.at[i].line, SLICE_ARG(rule->id), SLICE_ARG(id));
	for (; k < p->nrules && p->rule[k].rule == &r->rule[other]; k++)
		add_need(p, u, k);
}

/* Reports "circular needs: (A -> B -> A)"; done: the rules that need none of a circle. */
static void
report_circle(const struct program *p, struct remarks *m, size_t rule, const bool *done)
{
	const struct rule *of = p->rule[rule].rule;
	bool *met = xcalloc(p->nrules, sizeof(*met));
	struct textbuf path = {0};
	size_t i;

	while (!met[rule]) {
		met[rule] = true;
		textbuf_addf(&path, "%.*s -> ", SLICE_ARG(p->rule[rule].rule->id));
		for (i = 0; done[p->rule[rule].needs[i].rule]; i++)
			;
		rule = p->rule[rule].needs[i].rule;
	}
	remark(m, true, "%s:%u: rule %.*s: circular needs: (%s%.*s)", of->file, of->line,
	    SLICE_ARG(of->id), path.p, SLICE_ARG(p->rule[rule].rule->id));
	textbuf_free(&path);
	free(met);
}

/* Each rule after those it needs. */
static void
put_in_order(struct program *p, struct remarks *m)
{
	bool *done = xcalloc(p->nrules + 1, sizeof(*done)), moved = true, ready;
	size_t n = 0;

	p->order = arena_alloc(&p->mem, (p->nrules + 1) * sizeof(*p->order));
	while (moved) {
		moved = false;
		for (size_t r = 0; r < p->nrules; r++) {
			ready = !done[r];
			for (size_t i = 0; ready && i < p->rule[r].nneeds; i++)
				ready = done[p->rule[r].needs[i].rule];
			if (!ready)
				continue;
			p->order[n++] = r;
			done[r] = moved = true;
		}
	}
	for (size_t r = 0; r < p->nrules; r++)
		if (!done[r])
			report_circle(p, m, r, done);
	free(done);
}

void
analyse_needs(struct program *p, struct remarks *m, bool some)
{
	size_t *first = xcalloc(p->rules->nrules + 1, sizeof(*first));

	for (size_t i = 0; i < p->rules->nrules; i++)
		first[i] = SIZE_MAX;
	for (size_t r = p->nrules; r-- > 0;)
		first[p->rule[r].rule - p->rules->rule] = r;
	for (size_t r = 0; r < p->nrules; r++)
		for (size_t i = 0; i < p->rule[r].rule->needs.n; i++)
			bind_need(p, m, &p->rule[r], i, first, some);
	free(first);
	put_in_order(p, m);
}

/* The columns marked for one rule; room for all of them, shared by the rules. */
struct holding {
	const struct bound *bound;
	bool *marked;		/* by column */
	int *col;		/* those marked */
	size_t n;
	bool dated;		/* a list that is valid by period was met */
	bool aggregates;	/* mark what they name too */
};

static void
mark(struct holding *h, const int *col, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!h->marked[col[i]]) {
			h->marked[col[i]] = true;
			h->col[h->n++] = col[i];
		}
}

static bool
looks_back(const struct node *n)
{
	return n->op == N_FUNC && n->function->reach == REACH_PREVIOUS && n->row;
}

static void
mark_tree(struct holding *h, struct node *n)
{
	for (; n != NULL; n = n->next) {
		if ((n->op == N_AGG && !h->aggregates) || looks_back(n))
			continue;	/* not of this row */
		if (n->op == N_NAME && n->ref == REF_COLUMN)
			mark(h, &n->index, 1);
		if (n->op == N_NAME && n->ref == REF_LET)
			mark_tree(h, h->bound->let[n->index]);
		h->dated |= n->op == N_LIST && n->list != NULL && n->list->dated;
		mark_tree(h, n->a);
		mark_tree(h, n->b);
		mark_tree(h, n->c);
	}
}

static int
by_column(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* What was marked, in order, with what its rounding depends on; h is empty again. */
static int *
take_marked(struct program *p, struct holding *h, size_t *n)
{
	int *col;

	for (size_t i = 0; i < h->n; i++)
		for (size_t k = 0; k < p->col[h->col[i]].nrounded; k++)
			mark_tree(h, p->col[h->col[i]].rounded[k].where);
	qsort(h->col, h->n, sizeof(*h->col), by_column);
	col = arena_alloc(&p->mem, (h->n + 1) * sizeof(*col));
	memcpy(col, h->col, h->n * sizeof(*col));
	for (size_t i = 0; i < h->n; i++)
		h->marked[h->col[i]] = false;
	*n = h->n;
	h->n = 0;
	h->dated = h->aggregates = false;
	return col;
}

/* The columns that its needs, and those of rules that need it, compare. */
static void
mark_needs(struct holding *h, const struct program *p, const struct bound *u)
{
	for (size_t i = 0; i < u->nneeds; i++)
		mark(h, u->needs[i].col, u->needs[i].ncols);
	for (size_t r = 0; u->needed && r < p->nrules; r++)
		for (size_t i = 0; i < p->rule[r].nneeds; i++)
			if (&p->rule[p->rule[r].needs[i].rule] == u)
				mark(h, p->rule[r].needs[i].col, p->rule[r].needs[i].ncols);
}

static void
hold(struct program *p, struct bound *u, struct holding *h)
{
	const struct rule *rule = u->rule;

	h->bound = u;
	h->aggregates = u->where_previous;
	if (u->where_previous) {
		mark_tree(h, u->where);
		for (size_t i = 0; i < u->naggs; i++)
			mark_tree(h, u->agg[i]);
	}
	mark_tree(h, u->check);
	for (size_t i = 0; i < rule->nsay; i++)
		mark_tree(h, u->say[i]);
	if ((u->previous_row || h->dated) && p->period >= 0)
		mark(h, &p->period, 1);
	mark(h, u->arg, rule->args.n);
	mark(h, u->arg_to, rule->args_to.n);
	for (size_t i = 0; i < rule->naxes; i++)
		mark(h, &u->axis[i].col, 1);
	if (u->previous_row || !u->group || u->where_previous)
		mark(h, p->key, p->nkey);
	if (!u->group || u->where_previous) {
		mark(h, u->by, rule->by.n);
		if (u->column >= 0)
			mark(h, &u->column, 1);
		mark_needs(h, p, u);
	}
	u->held = take_marked(p, h, &u->nheld);
}

static void
previous_visit(struct node *n, void *arg)
{
	if (looks_back(n))
		mark_tree(arg, n->a);
}

void
analyse_held(struct program *p)
{
	struct holding h = {.marked = xcalloc(p->ncols + 1, sizeof(*h.marked)),
	    .col = xcalloc(p->ncols + 1, sizeof(*h.col))};

	for (size_t r = 0; r < p->nrules; r++)
		hold(p, &p->rule[r], &h);
	for (size_t r = 0; r < p->nrules; r++) {
		struct bound *u = &p->rule[r];

		h.bound = u;
		node_walk(u->where, previous_visit, &h);
		node_walk(u->check, previous_visit, &h);
		for (size_t i = 0; i < u->rule->nlets; i++)
			node_walk(u->let[i], previous_visit, &h);
		for (size_t i = 0; i < u->rule->nsay; i++)
			node_walk(u->say[i], previous_visit, &h);
	}
	p->previous_held = take_marked(p, &h, &p->nprevious_held);
	free(h.marked);
	free(h.col);
}
