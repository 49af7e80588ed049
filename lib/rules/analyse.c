#include <stdlib.h>
#include <string.h>

#include "base/errmsg.h"
#include "base/memory.h"
#include "base/slice.h"
#include "rules/binder.h"
#include "rules/function.h"

/*
 * A condition is never true when it is a constant that is false, or a conjunction that wants two
 * different texts, or an empty span of numbers, of one column.
 */

/* COLUMN = "text", COLUMN in ("text", ...): may the column be this text? */
static bool
admits(const struct node *n, struct slice text)
{
	bool in = false;

	if (n->op == N_COMPARE)
		return slice_eq(n->b->text, text) == (n->rel == REL_EQ);
	for (const struct node *item = n->b; item != NULL; item = item->next) {
		if (item->op == N_LIST && !item->list->dated)
			in |= codelist_has(item->list, item->list_index,
			    &(struct sought){text, NULL}, 1, NULL);
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
		    node_is_column(n->a) && n->b->op == N_STRING;
	return n->op == N_IN && n->compare == COMPARE_TEXT && node_is_column(n->a);
}

static bool
is_about_number(const struct node *n)
{
	return n->op == N_COMPARE && n->compare == COMPARE_NUMBER && n->within == WITHIN_NONE &&
	    node_is_column(n->a) && node_is_number(n->b);
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

/* Does a part of one conjunction clash with a part of the other? */
static bool
parts_clash(const struct node *a, const struct node *b)
{
	if (a->op == N_AND)
		return parts_clash(a->a, b) || parts_clash(a->b, b);
	if (b->op == N_AND)
		return parts_clash(a, b->a) || parts_clash(a, b->b);
	return clash(a, b);
}

static bool
is_constant(const struct node *n)
{
	return node_is_number(n) || (n->op == N_STRING && n->type == TYPE_TEXT);
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
	if (n->op == N_OR)
		return analyse_never(n->a) && analyse_never(n->b);
	if (n->op == N_AND)
		return analyse_never(n->a) || analyse_never(n->b) || parts_clash(n->a, n->b);
	return is_false(n);
}

/* The columns that identify the faults of a rule of groups. */
static struct columns
fault_columns(struct program *p, const struct bound *of)
{
	struct columns c = {.col = arena_alloc(&p->mem, (of->by.n + of->arg.n) * sizeof(*c.col))};

	for (size_t i = 0; i < of->by.n; i++)
		c.col[c.n++] = of->by.col[i];
	for (size_t i = 0; of->rule->test == TEST_EVERY && i < of->arg.n; i++)
		if (!has_column(c, of->arg.col[i]))
			c.col[c.n++] = of->arg.col[i];
	return c;
}

static void
add_need(struct program *p, struct bound *u, size_t needed)
{
	struct bound *of = &p->rule[needed];
	struct hold_back *h = RULES_ADD(&p->mem, u->needs, u->nneeds);

	h->rule = needed;
	h->never = of->rule->severity < u->rule->severity;
	if (h->never)
		return;
	of->needed = true;
	if (u->by.n > 0)
		h->cols = u->by;
	else if (!of->group)
		h->same_row = !u->group;
	else if (!u->group)
		h->cols = fault_columns(p, of);
}

/* The rule's need i is of none: perhaps of one whose id is spelt otherwise. */
static void
no_such_rule(const struct rules *r, struct remarks *m, const struct rule *rule, size_t i)
{
	struct slice id = rule->needs.name[i], *known = xcalloc(r->nrules, sizeof(*known));
	char near[SUGGEST_SIZE];

	for (size_t k = 0; k < r->nrules; k++)
		known[k] = r->rule[k].id;
	suggest(near, id, known, r->nrules);
	remark(m, true, "%s:%u: rule %.*s needs '%.*s': no such rule%s", rule->file,
	    rule->needs.at[i].line, SLICE_ARG(rule->id), SLICE_ARG(id), near[0] != '\0' ? near :
	    "; expected the id of another rule");
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
	size_t other = RULES_FIND(r->rule, r->nrules, id);
	size_t k = other < r->nrules ? first[other] : SIZE_MAX;

	if (other == r->nrules && once)
		no_such_rule(r, m, rule, i);
	else if (k == SIZE_MAX && once && !some && (r->rule[other].header != rule->header ||
	    !slice_eq(r->rule[other].on, rule->on)))
		remark(m, true, "%s:%u: rule %.*s needs '%.*s', which is not on the same rows; "
		    "expected a rule with the same 'on:'", rule->file, rule->needs.at[i].line,
		    SLICE_ARG(rule->id), SLICE_ARG(id));
	for (; k < p->nrules && p->rule[k].rule == &r->rule[other]; k++)
		add_need(p, u, k);
}

/* Reports "circular needs: (A -> B -> A)"; done: the rules whose needs are not circular. */
static void
report_cycle(const struct program *p, struct remarks *m, size_t rule, const bool *done)
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
	remark(m, true, "%s:%u: rule %.*s: circular needs: (%s%.*s); expected rules that do "
	    "not need each other", of->file, of->line, SLICE_ARG(of->id), path.p,
	    SLICE_ARG(p->rule[rule].rule->id));
	textbuf_free(&path);
	free(met);
}

/* Each rule after those it needs. */
static void
put_in_order(struct program *p, struct remarks *m)
{
	bool *done = xcalloc(p->nrules + 1, sizeof(*done)), moved = true, ready;
	size_t n = 0;

	p->order = arena_alloc(&p->mem, p->nrules * sizeof(*p->order));
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
			report_cycle(p, m, r, done);
	free(done);
}

void
analyse_needs(struct program *p, struct remarks *m, bool some)
{
	size_t *first = xcalloc(p->rules->nrules + 1, sizeof(*first));

	for (size_t i = 0; i < p->rules->nrules; i++)
		first[i] = SIZE_MAX;
	for (size_t r = p->nrules; r-- > 0;)
		if (!p->rule[r].builtin)
			first[p->rule[r].rule - p->rules->rule] = r;
	for (size_t r = 0; r < p->nrules; r++)
		for (size_t i = 0; i < p->rule[r].rule->needs.n; i++)
			bind_need(p, m, &p->rule[r], i, first, some);
	free(first);
	put_in_order(p, m);
}

/* Does the rule report every two rows that have the same in all of these columns, and no others? */
static bool
is_unique_in(const struct bound *u, struct columns c)
{
	bool is = u->rule->test == TEST_UNIQUE && u->where == NULL && u->rule->needs.n == 0;

	for (size_t i = 0; i < u->by.n && is; i++)
		is = has_column(c, u->by.col[i]);
	for (size_t i = 0; i < u->arg.n && is; i++)
		is = has_column(c, u->arg.col[i]);
	for (size_t i = 0; i < c.n && is; i++)
		is = has_column(u->by, c.col[i]) || has_column(u->arg, c.col[i]);
	return is;
}

/*
 * The key with the period; or, without a key, the period alone if that is wanted, or previous() of
 * a row relies on it. Nothing where the file lacks one of them.
 */
static struct columns
key_columns(struct program *p, bool wanted)
{
	const struct rules *r = p->rules;
	struct columns c = {.col = arena_alloc(&p->mem, (p->key.n + 1) * sizeof(*c.col))};

	wanted |= r->key.n > 0;
	for (size_t i = 0; i < p->nrules && !wanted; i++)
		wanted = p->rule[i].previous_row;
	if (!wanted || p->key.n < r->key.n || (r->period.p != NULL && p->period < 0))
		return c;
	for (size_t i = 0; i < p->key.n; i++)
		if (!has_column(c, p->key.col[i]))
			c.col[c.n++] = p->key.col[i];
	if (p->period >= 0 && !has_column(c, p->period))
		c.col[c.n++] = p->period;
	return c;
}

/* The first column of the key, or the period, that the file lacks; p == NULL: none. */
static struct slice
absent_key(const struct program *p)
{
	const struct rules *r = p->rules;

	for (size_t i = 0; i < r->key.n; i++)
		if ((unsigned)name_column(p, r->key.name[i]) >= p->ncols)
			return r->key.name[i];
	return r->period.p == NULL || p->period >= 0 ? (struct slice){0} :
	    r->period_from.p != NULL ? r->period_from : r->period;
}

/* Is a rule left out because the file lacks that optional column? */
static bool
is_missed(const struct program *p, struct slice column)
{
	bool is = false;

	for (size_t i = 0; i < p->nleft_out; i++)
		is |= p->left_out[i].optional && slice_eq(p->left_out[i].column, column);
	return is;
}

void
analyse_key(struct program *p, bool wanted)
{
	const struct names *optional = &p->rules->optional;
	struct slice absent = absent_key(p);
	const struct slice id = slice_of("S17");
	struct columns c = key_columns(p, wanted);
	struct rule *rule = arena_alloc(&p->mem, sizeof(*rule));
	size_t same = 0;
	bool spared;

	*rule = (struct rule){.id = id, .severity = rules_severity(p->rules, id, SEV_ERROR),
	    .file = p->rules->file, .test = TEST_UNIQUE};
	if (rule->severity == SEV_OFF)
		return;
	if (absent.p != NULL && (p->rules->key.n > 0 || wanted || is_missed(p, absent)))
		*(struct left_out *)RULES_ADD(&p->mem, p->left_out, p->nleft_out) =
		    (struct left_out){.rule = rule, .column = absent,
		    .optional = names_have(optional, absent)};
	if (c.n == 0)
		return;
	while (same < p->nrules && (p->rule[same].rule->severity < rule->severity ||
	    !is_unique_in(&p->rule[same], c)))
		same++;
	if (same < p->nrules)
		p->rule[same].repeats_key = true;
	spared = same < p->nrules;
	*(struct bound *)RULES_ADD(&p->mem, p->rule, p->nrules) = (struct bound){.rule = rule,
	    .each = -1, .column = -1, .by = {.col = c.col}, .arg = c, .builtin = true,
	    .spared = spared};
}

/* The columns to keep for one rule. */
struct holding {
	struct program *program;
	const struct bound *bound;
	bool *marked;		/* by column */
	bool dated;		/* a list that is valid by period was met */
	bool aggregates;	/* mark what they name too */
	bool linked;		/* a linked file was met */
};

static void mark_tree(struct holding *h, const struct node *n);

/* Marks a column, and those that its rounding depends on. */
static void
mark(struct holding *h, int col)
{
	const struct column *c = &h->program->col[col];

	if (h->marked[col])
		return;
	h->marked[col] = true;
	for (size_t i = 0; i < c->nrounded; i++)
		mark_tree(h, c->rounded[i].where);
}

static void
mark_all(struct holding *h, struct columns c)
{
	for (size_t i = 0; i < c.n; i++)
		mark(h, c.col[i]);
}

/* For nothing of this row, unlike rolling(). */
static bool
looks_back(const struct node *n)
{
	return n->op == N_FUNC && n->function->reach == REACH_PREVIOUS && n->row;
}

/* accepted(): the row is found by its key and period. */
static bool
looks_up(struct holding *h, const struct node *n)
{
	const struct program *p = h->program;

	if (n->op != N_FUNC || n->function->reach != REACH_ACCEPTED)
		return false;
	mark_all(h, p->key);
	if (p->period >= 0)
		mark(h, p->period);
	return true;
}

static void
mark_tree(struct holding *h, const struct node *n)
{
	for (; n != NULL; n = n->next) {
		if ((n->op == N_AGG && !h->aggregates) || looks_back(n) || looks_up(h, n))
			continue;	/* not of this row */
		if (n->op == N_NAME && n->ref == REF_COLUMN)
			mark(h, n->index);
		if (n->op == N_NAME && n->ref == REF_LET)
			mark_tree(h, h->bound->let[n->index]);
		h->dated |= n->op == N_LIST && n->list != NULL && n->list->dated;
		h->linked |= n->op == N_LINKED || n->op == N_FIELD;
		mark_tree(h, n->a);
		mark_tree(h, n->b);
		mark_tree(h, n->c);
	}
}

/* The marked columns; h is empty again. */
static struct columns
take_marked(struct holding *h)
{
	size_t ncols = h->program->nall;
	struct columns c = {0};

	for (size_t i = 0; i < ncols; i++)
		c.n += h->marked[i];
	c.col = arena_alloc(&h->program->mem, c.n * sizeof(*c.col));
	c.n = 0;
	for (size_t i = 0; i < ncols; i++)
		if (h->marked[i])
			c.col[c.n++] = (int)i;
	memset(h->marked, 0, ncols * sizeof(*h->marked));
	h->dated = h->aggregates = h->linked = false;
	return c;
}

/* columns_leading() for the condition. */
static size_t
leading(struct holding *h, const struct node *n)
{
	const struct program *p = h->program;
	bool other = n == NULL || n->reach != 0;

	if (!other)
		mark_tree(h, n);
	if (h->dated)
		mark(h, p->period);
	other |= h->linked;
	return columns_leading(p, take_marked(h)) | (other ? SIZE_MAX : 0);
}

/* The columns that its needs, and those of rules that need it, compare. */
static void
mark_needs(struct holding *h, const struct program *p, const struct bound *u)
{
	for (size_t r = 0; r < p->nrules; r++)
		for (size_t i = 0; i < p->rule[r].nneeds; i++) {
			const struct hold_back *need = &p->rule[r].needs[i];

			if (&p->rule[r] == u || &p->rule[need->rule] == u)
				mark_all(h, need->cols);
		}
}

static void
hold(struct program *p, struct bound *u, struct holding *h)
{
	const struct rule *rule = u->rule;

	h->bound = u;
	u->leading = leading(h, u->where != NULL ? u->where : u->check);
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
		mark(h, p->period);
	mark_all(h, u->arg);
	mark_all(h, u->arg_to);
	if (u->previous_row || !u->group || u->where_previous)
		mark_all(h, p->key);
	if (!u->group && p->period >= 0)
		mark(h, p->period);
	if (!u->group || u->where_previous) {
		mark_all(h, u->by);
		if (u->column >= 0)
			mark(h, u->column);
		mark_needs(h, p, u);
	}
	u->held = take_marked(h);
}

/* The columns of the row before that the tree looks at. */
static void
mark_previous(struct holding *h, const struct node *n)
{
	for (; n != NULL; n = n->next) {
		if (n->op == N_FUNC && (n->function->reach & REACH_PREVIOUS) != 0 && n->row)
			mark_tree(h, n->a);
		mark_previous(h, n->a);
		mark_previous(h, n->b);
		mark_previous(h, n->c);
	}
}

void
analyse_held(struct program *p)
{
	struct holding h = {.program = p, .marked = xcalloc(p->nall + 1, sizeof(*h.marked))};

	for (size_t r = 0; r < p->nrules; r++)
		hold(p, &p->rule[r], &h);
	for (size_t r = 0; r < p->nrules; r++) {
		h.bound = &p->rule[r];
		mark_previous(&h, h.bound->where);
		mark_previous(&h, h.bound->check);
		for (size_t i = 0; i < h.bound->rule->nlets; i++)
			mark_previous(&h, h.bound->let[i]);
		for (size_t i = 0; i < h.bound->rule->nsay; i++)
			mark_previous(&h, h.bound->say[i]);
	}
	p->previous_held = take_marked(&h);
	free(h.marked);
}
