#include "rules/bind.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "rules/declare.h"
#include "rules/hold.h"
#include "rules/matcher.h"
#include "rules/needs.h"
#include "rules/type.h"

/* Within a group the columns of by: are all the same: a test over their values says nothing. */
static void
want_not_by(struct binder *b, int col, struct slice name, unsigned line)
{
	for (size_t i = 0; i < b->rule->by.n; i++)
		if (col >= 0 && b->bound->by[i] == col)
			remark_at(b, line, "'%.*s' is in by:, so that each group has one value of it",
			    SLICE_ARG(name));
}

/* A column named a second time: a key is made of different ones. */
static void
want_new(struct binder *b, const int *col, size_t n, struct slice name, unsigned line)
{
	for (size_t i = 0; i < n && col[n] >= 0; i++)
		if (col[i] == col[n]) {
			remark_at(b, line, "'%.*s' is named twice", SLICE_ARG(name));
			return;
		}
}

static int *
bind_names(struct binder *b, const struct names *names)
{
	int *col = xcalloc(names->n + 1, sizeof(*col));

	for (size_t i = 0; i < names->n; i++) {
		col[i] = bind_column(b, names->name[i], names->at[i].line);
		want_new(b, col, i, names->name[i], names->at[i].line);
	}
	return col;
}

static void
bind_axes(struct binder *b)
{
	const struct rule *rule = b->rule;
	int col[RULES_MOST_AXES];

	b->bound->axis = xcalloc(rule->naxes + 1, sizeof(*b->bound->axis));
	for (size_t i = 0; i < rule->naxes; i++) {
		struct bound_axis *x = &b->bound->axis[i];

		x->col = col[i] = bind_column(b, rule->axis[i].name, rule->check_line);
		want_new(b, col, i, rule->axis[i].name, rule->check_line);
		want_not_by(b, col[i], rule->axis[i].name, rule->check_line);
		if (rule->axis[i].list.p == NULL)
			continue;
		x->list = bind_list(b, rule->axis[i].list, rule->check_line);
		if (x->list == NULL)
			continue;
		x->list_col = codelist_column(x->list, rule->axis[i].name);
		x->list_index = codelist_index(x->list, &x->list_col, 1);
	}
}

struct first {
	const struct bound *bound;
	int col;
};

static void
first_visit(struct node *n, void *arg)
{
	struct first *f = arg;

	if (f->col >= 0 || n->op != N_NAME)
		return;
	if (n->ref == REF_COLUMN)
		f->col = n->index;
	else if (n->ref == REF_LET)
		node_walk(f->bound->let[n->index], first_visit, f);
}

/* The column of the first name in the check, looking through lets. */
static int
first_column(const struct bound *bound)
{
	struct first f = {bound, -1};

	if (bound->rule->naxes > 0)
		return bound->axis[0].col;
	if (bound->arg != NULL && bound->rule->args.n > 0)
		return bound->arg[0];
	if (bound->check != NULL)
		node_walk(bound->check, first_visit, &f);
	return f.col;
}

/* A name that a rule gives must not hide another, or the rule reads as if it spoke of that. */
static void
want_own_name(struct binder *b, struct slice name, unsigned line)
{
	const struct rules *r = b->program->rules;
	const char *other = program_column(b->program, name) >= 0 ? "column" : NULL;

	for (size_t i = 0; i < r->nparams && other == NULL; i++)
		if (slice_eq(r->param[i].name, name))
			other = "parameter";
	if (other != NULL)
		remark_at(b, line, "'%.*s' is a %s already; another name expected", SLICE_ARG(name),
		    other);
}

enum { MOST_OPERATIONS = 10000, DEEPEST = 1000 };

static struct extent
extent_of(const struct binder *b, const struct node *n)
{
	struct extent sum = {0}, part;

	for (; n != NULL; n = n->next) {
		const struct node *inner[] = {n->a, n->b, n->c};
		size_t depth = 0;

		for (size_t i = 0; i < 3; i++) {
			part = extent_of(b, inner[i]);
			sum.operations += part.operations;
			depth = part.depth > depth ? part.depth : depth;
		}
		if (n->op == N_NAME && n->ref == REF_LET) {
			sum.operations += b->extent[n->index].operations;
			depth = b->extent[n->index].depth;
		}
		sum.operations++;
		sum.depth = depth + 1 > sum.depth ? depth + 1 : sum.depth;
	}
	return sum;
}

/* A let that names another twice, named twice by the next, doubles with each. */
static bool
want_small(struct binder *b, const struct node *n, struct extent *x)
{
	*x = extent_of(b, n);
	if (x->operations <= MOST_OPERATIONS && x->depth <= DEEPEST)
		return true;
	remark_at(b, n->line, "with the lets it names, %zu operations, %zu within each other; at most %d, "
	    "and %d within each other, expected", x->operations, x->depth, MOST_OPERATIONS, DEEPEST);
	b->missing = true;
	return false;
}

static bool
bind_lets(struct binder *b)
{
	struct bound *u = b->bound;
	struct rule *rule = b->rule;

	u->let = xcalloc(rule->nlets + 1, sizeof(*u->let));
	for (size_t i = 0; i < rule->nlets; i++) {
		u->let[i] = node_clone(&b->program->mem, rule->let[i].expr);
		want_own_name(b, rule->let[i].name, u->let[i]->line);
		if (slice_eq(rule->let[i].name, rule->each))
			remark_at(b, u->let[i]->line, "'%.*s' is the name of each: already; another "
			    "name expected", SLICE_ARG(rule->each));
		bind_expr(b, u->let[i]);
		if (!want_small(b, u->let[i], &b->extent[i]))
			return false;
		b->nlets = i + 1;
	}
	return true;
}

static void
bind_clauses(struct binder *b)
{
	struct bound *u = b->bound;
	struct rule *rule = b->rule;
	struct arena *mem = &b->program->mem;
	struct extent x;

	b->clause = "by";
	u->by = bind_names(b, &rule->by);
	b->clause = "where";
	if (rule->where != NULL) {
		u->where = node_clone(mem, rule->where);
		b->in_where = true;
		bind_cond(b, u->where);
		b->in_where = false;
	}
	b->clause = "let";
	if (!bind_lets(b))
		return;
	b->clause = "check";
	u->arg = bind_names(b, &rule->args);
	if (rule->test == TEST_NO_GAPS)
		want_not_by(b, u->arg[0], rule->args.name[0], rule->check_line);
	u->arg_to = bind_names(b, &rule->args_to);
	bind_axes(b);
	if (rule->check != NULL) {
		u->check = node_clone(mem, rule->check);
		bind_cond(b, u->check);
		if (!want_small(b, u->check, &x))
			return;
	}
	b->clause = "say";
	u->say = xcalloc(rule->nsay + 1, sizeof(*u->say));
	for (size_t i = 0; i < rule->nsay; i++)
		if (rule->say[i].expr != NULL) {
			u->say[i] = node_clone(mem, rule->say[i].expr);
			if (rule->test == TEST_COND)
				bind_expr(b, u->say[i]);
			else
				bind_plain(b, u->say[i], "the message of such a test");
		}
}

static void
check_grain(struct binder *b)
{
	struct bound *u = b->bound;
	const struct rule *rule = b->rule;

	u->column = first_column(u);
	switch (rule->test) {
	case TEST_COND:
		u->group = !u->check->row;
		u->late = u->group || u->naggs > 0 || u->nshares > 0 || u->previous_row;
		break;
	case TEST_NO_GAPS:
		if (u->arg[0] >= 0 && u->arg[0] != b->program->period && !b->missing)
			remark(b->m, true, "%s:%u: rule %.*s: no gaps() takes the period; '%.*s' is "
			    "not declared with 'period'", rule->file, rule->check_line,
			    SLICE_ARG(rule->id), SLICE_ARG(rule->args.name[0]));
		/* fall through */
	case TEST_EVERY:
		u->group = u->late = true;
		break;
	case TEST_UNIQUE:
	case TEST_DEPENDS:
		u->late = u->where_previous;
		break;
	}
	if (u->where != NULL && !b->missing && !b->m->fatal && cond_never(b->program, u->where)) {
		u->never = true;
		remark(b->m, false, "%s:%u: rule %.*s: 'where: %.*s' is never true", rule->file,
		    rule->where_line, SLICE_ARG(rule->id), SLICE_ARG(rule->where->src));
	}
}

static void
bound_free(struct bound *u);

static void
add_bound(struct binder *b, int each)
{
	struct program *p = b->program;
	bool before = b->m->fatal;

	p->rule = xgrow(p->rule, &p->rule_cap, p->nrules + 1, sizeof(*p->rule));
	b->bound = &p->rule[p->nrules++];
	*b->bound = (struct bound){.rule = b->rule, .each = each, .column = -1};
	b->nlets = 0;
	b->missing = false;
	b->m->fatal = false;
	bind_clauses(b);
	b->wrong = b->m->fatal;
	b->m->fatal |= before;
	if (b->missing) {
		bound_free(b->bound);
		p->nrules--;
		return;
	}
	check_grain(b);
}

static void
each_matching(struct binder *b)
{
	struct errmsg e;
	struct rule *rule = b->rule;
	struct matcher *m = matcher_new(rule->each_pattern, &e);
	size_t hits = 0;

	if (m == NULL) {
		remark(b->m, true, "%s:%u: rule %.*s: %s", rule->file, rule->each_line,
		    SLICE_ARG(rule->id), e.text);
		return;
	}
	for (size_t c = 0; c < b->program->ncols && !b->wrong; c++)
		if (matcher_test(m, b->program->col[c].name)) {
			add_bound(b, (int)c);
			hits++;
		}
	matcher_free(m);
	if (hits == 0 && !b->opt->some)
		remark(b->m, true, "%s:%u: rule %.*s: no column matches \"%.*s\"", rule->file,
		    rule->each_line, SLICE_ARG(rule->id), SLICE_ARG(rule->each_pattern));
}

static void
each_named(struct binder *b)
{
	const struct names *names = &b->rule->each_columns;

	for (size_t i = 0; i < names->n && !b->wrong; i++) {
		int col = bind_column(b, names->name[i], names->at[i].line);

		if (col >= 0)
			add_bound(b, col);
	}
}

/* Names that a rule makes and never uses: what it should speak of is misspelt, most likely. */
static void
tell_unused(struct binder *b)
{
	const struct rule *rule = b->rule;

	for (size_t i = 0; i < rule->nlets; i++)
		if (!b->let_used[i])
			remark(b->m, false, "%s:%u: rule %.*s: nothing in it names '%.*s'", rule->file,
			    rule->let[i].expr->line, SLICE_ARG(rule->id), SLICE_ARG(rule->let[i].name));
	if (rule->each.p != NULL && !b->each_used)
		remark(b->m, false, "%s:%u: rule %.*s: nothing in it names '%.*s', so that it runs the "
		    "same for every column", rule->file, rule->each_line, SLICE_ARG(rule->id),
		    SLICE_ARG(rule->each));
}

static void
bind_rule(struct binder *b, struct rule *rule)
{
	size_t before = b->program->nrules;

	b->rule = rule;
	b->file = rule->file;
	b->clause = "each";
	b->bound = NULL;
	b->missing = b->wrong = b->each_used = false;
	b->let_used = xcalloc(rule->nlets + 1, sizeof(*b->let_used));
	b->extent = xcalloc(rule->nlets + 1, sizeof(*b->extent));
	if (rule->each.p != NULL)
		want_own_name(b, rule->each, rule->each_line);
	if (rule->each.p == NULL)
		add_bound(b, -1);
	else if (rule->each_pattern.p != NULL)
		each_matching(b);
	else
		each_named(b);
	if (!b->wrong && b->program->nrules > before)
		tell_unused(b);
	free(b->let_used);
	free(b->extent);
}

struct program *
program_bind(struct rules *rules, const struct slice *headings, size_t n,
    const struct bind_options *opt, struct remarks *m)
{
	struct program *p = xcalloc(1, sizeof(*p));
	struct binder b = {.program = p, .file = rules->file, .m = m, .opt = opt};
	static const struct slice header_columns[] = {{"name", 4}, {"position", 8}};

	p->rules = rules;
	p->period = -1;
	p->ncols = opt->header ? 2 : n;
	p->col = xcalloc(p->ncols + 1, sizeof(*p->col));
	for (size_t i = 0; i < p->ncols; i++)
		p->col[i] = (struct column){.name = opt->header ? header_columns[i] : headings[i],
		    .type = opt->header && i == 1 ? TYPE_NUMBER : TYPE_ANY};
	program_index(p);
	if (opt->header) {
		struct errmsg e;

		p->list = xcalloc(rules->nlists + 1, sizeof(*p->list));
		for (size_t i = 0; i < rules->nlists; i++)
			if (rules->list[i].valid_from.p == NULL)
				p->list[i] = codelist_load(&rules->list[i], &p->form, &e);
	} else {
		bind_headings(&b);
	}
	for (size_t i = 0; i < rules->nrules && (p->list != NULL && (opt->header || !m->fatal ||
	    p->key != NULL)); i++)
		if (rules->rule[i].header == opt->header)
			bind_rule(&b, &rules->rule[i]);
	if (m->fatal)
		return p;
	bind_needs(p, m, opt->some);
	put_in_order(p, m);
	if (m->fatal)
		return p;
	program_hold(p);
	return p;
}

static void
release_visit(struct node *n, void *arg)
{
	(void)arg;
	intern_free(n->set);
	matcher_free(n->matcher);
	n->set = NULL;
	n->matcher = NULL;
}

static void
bound_free(struct bound *u)
{
	node_walk(u->where, release_visit, NULL);
	node_walk(u->check, release_visit, NULL);
	for (size_t i = 0; u->let != NULL && i < u->rule->nlets; i++)
		node_walk(u->let[i], release_visit, NULL);
	for (size_t i = 0; u->say != NULL && i < u->rule->nsay; i++)
		node_walk(u->say[i], release_visit, NULL);
	for (size_t i = 0; i < u->nneeds; i++)
		free(u->needs[i].col);
	free(u->needs);
	free(u->by);
	free(u->arg);
	free(u->arg_to);
	free(u->axis);
	free(u->let);
	free(u->say);
	free(u->agg);
	free(u->share);
	free(u->held);
}

void
program_free(struct program *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->nrules; i++)
		bound_free(&p->rule[i]);
	for (size_t i = 0; i < p->ncols; i++) {
		if (p->col[i].nrounded > 0 && p->col[i].rounded[0].where != NULL)
			for (size_t k = 0; k < p->col[i].nrounded; k++)
				node_walk(p->col[i].rounded[k].where, release_visit, NULL);
		free(p->col[i].rounded);
	}
	for (size_t i = 0; p->list != NULL && i < p->rules->nlists; i++)
		codelist_free(p->list[i]);
	free(p->list);
	free(p->by_name);
	free(p->col);
	free(p->key);
	free(p->date_form);
	free(p->rule);
	free(p->order);
	free(p->previous_held);
	arena_free(&p->mem);
	free(p);
}

void
rules_unused(const struct rules *rules, struct remarks *m)
{
	for (size_t i = 0; i < rules->nlists; i++)
		if (!rules->list[i].used)
			remark(m, false, "%s:%u: no rule uses the list '@%.*s'", rules->list[i].at.file,
			    rules->list[i].at.line, SLICE_ARG(rules->list[i].name));
	for (size_t i = 0; i < rules->nparams; i++)
		if (!rules->param[i].used)
			remark(m, false, "%s:%u: no rule uses the parameter '%.*s'",
			    rules->param[i].at.file, rules->param[i].at.line, SLICE_ARG(rules->param[i].name));
}
