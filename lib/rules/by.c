#include "base/memory.h"
#include "rules/binder.h"
#include "rules/exact.h"
#include "rules/function.h"

/* by: with names of lets, and the rules on rows in their order. */

enum { MOST_NODES = 10000 };

size_t
by_most(const struct rules *r, size_t ncols)
{
	size_t most = 0;

	for (size_t i = 0; i < r->nrules; i++) {
		const struct rule *rule = &r->rule[i];

		for (size_t k = 0; k < rule->by.n; k++)
			if (RULES_FIND(rule->let, rule->nlets, rule->by.name[k]) < rule->nlets)
				most += rule->each.p != NULL ? ncols : 1;
	}
	return most;
}

void
by_drop(struct program *p, size_t n)
{
	p->nall -= p->computed.n - n;
	p->computed.n = n;
}

/* A copy with the expressions of the first lets in place of their names; *room: nodes left. */
static struct node *
expand(struct binder *b, const struct node *n, size_t lets, size_t *room)
{
	const struct rule *rule = b->rule;
	size_t let = n != NULL && n->op == N_NAME ? RULES_FIND(rule->let, lets, n->text) : lets;
	struct node *c;

	if (n == NULL || *room == 0)
		return NULL;
	--*room;
	if (let < lets) {
		b->let_used[let] = true;
		c = expand(b, rule->let[let].expr, let, room);
		if (c == NULL)
			return NULL;
		c->next = expand(b, n->next, lets, room);
		return c;
	}
	c = arena_alloc(&b->program->mem, sizeof(*c));
	*c = *n;
	c->a = expand(b, n->a, lets, room);
	c->b = expand(b, n->b, lets, room);
	c->c = expand(b, n->c, lets, room);
	c->next = expand(b, n->next, lets, room);
	return c;
}

/* The value of a let by columns alone; NULL with a remark. */
static struct node *
bind_value(struct binder *b, size_t let, unsigned line)
{
	const struct let *l = &b->rule->let[let];
	const char *clause = b->clause;
	bool before = b->m->fatal, wrong;
	size_t room = MOST_NODES;
	struct node *n = expand(b, l->expr, let, &room);

	if (room == 0) {
		remark_at(b, line, "'%.*s' has more than 10,000 operations with its lets; expected "
		    "fewer", SLICE_ARG(l->name));
		return NULL;
	}
	b->m->fatal = false;
	b->clause = "let";
	type_expr(b, n);
	b->clause = clause;
	wrong = b->m->fatal;
	b->m->fatal |= before;
	if (wrong || b->missing)
		return NULL;
	if (n->type != TYPE_COND && n->reach == 0)
		return n;
	remark_at(b, line, n->type == TYPE_COND ? "'%.*s' is a condition; expected a value of the "
	    "row" : "'%.*s' depends on other rows; expected a let that needs the row alone",
	    SLICE_ARG(l->name));
	return NULL;
}

static int
add_computed(struct program *p, struct slice name, struct node *n)
{
	int col = (int)p->nall++;

	p->col[col] = (struct column){.name = name, .from = n,
	    .type = n->type == TYPE_TEXT ? TYPE_ANY :
	    n->type == TYPE_PERCENT ? TYPE_NUMBER : n->type,
	    .form = n->type == TYPE_PERIOD ? n->form : NULL};
	*(int *)RULES_ADD(&p->mem, p->computed.col, p->computed.n) = col;
	return col;
}

int
by_bind_name(struct binder *b, struct slice name, unsigned line)
{
	struct program *p = b->program;
	const struct rule *rule = b->rule;
	size_t let = RULES_FIND(rule->let, rule->nlets, name);
	struct node *n;

	if (let == rule->nlets || name_column(p, name) >= 0)
		return name_bind_column(b, name, line);
	b->let_used[let] = true;
	if ((n = bind_value(b, let, line)) == NULL)
		return -1;
	for (size_t i = 0; i < p->computed.n; i++) {
		const struct column *c = &p->col[p->computed.col[i]];

		if (slice_eq(c->name, name) && exact_is_same(b->bound, c->from, n))
			return p->computed.col[i];
	}
	return add_computed(p, name, n);
}

/* The start and the end of no overlap(): dates, periods or numbers, and both of one kind. */
void
by_want_span(struct binder *b)
{
	static const char *const words[] = {[TYPE_NUMBER] = "a number", [TYPE_DATE] = "a date",
	    [TYPE_PERIOD] = "a period"};
	const struct rule *rule = b->rule;
	enum type type[2];

	for (size_t i = 0; i < LENGTH(type); i++) {
		int col = b->bound->arg.col[i];

		if (col < 0)
			return;
		type[i] = b->program->col[col].type;
		if (type[i] != TYPE_ANY)
			continue;
		remark_at(b, rule->args.at[i].line, "'%.*s' is not declared; expected a date, a "
		    "period or a number in no overlap()", SLICE_ARG(rule->args.name[i]));
		return;
	}
	if (type[0] != type[1])
		remark_at(b, rule->args.at[1].line, "'%.*s' is %s and '%.*s' is %s; expected a "
		    "start and an end of one kind in no overlap()", SLICE_ARG(rule->args.name[0]),
		    words[type[0]], SLICE_ARG(rule->args.name[1]), words[type[1]]);
}

/* The rows of a file in one order: most likely the rule means those of a child, or of an area. */
void
by_warn_ungrouped(struct binder *b)
{
	const struct rule *rule = b->rule;
	const struct bound *u = &b->program->rule[b->program->nrules - 1];
	const char *what = rule->test == TEST_NO_OVERLAP ? "no overlap()" :
	    u->norders > 0 ? "before() or after()" : NULL;

	for (size_t i = 0; i < u->naggs && what == NULL; i++)
		if (u->agg[i]->function->step != 0)
			what = "first() or last()";
	if (what != NULL && rule->by.n == 0 && !rule->header)
		remark(b->m, false, "%s:%u: rule %.*s has %s without 'by:', which makes the whole "
		    "file one group", rule->file, rule->line, SLICE_ARG(rule->id), what);
}
