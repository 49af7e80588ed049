#include "rules/bind.h"

#include <stdlib.h>

#include "base/intern.h"
#include "base/memory.h"
#include "rules/analyse.h"
#include "rules/matcher.h"
#include "rules/type.h"

enum { MOST_OPERATIONS = 10000, DEEPEST = 1000 };

/* A column of a heading. One in `columns` that the file lacks is not reported: S12 does that. */
static int
heading_column(struct binder *b, struct slice name, struct place at)
{
	const struct rules *r = b->program->rules;
	int col = name_column(b->program, name);

	if (col >= 0 || b->opt->some)
		return col;
	for (size_t i = 0; i < r->columns.n; i++)
		if (slice_eq(r->columns.name[i], name))
			return -1;
	b->file = at.file;
	return name_bind_column(b, name, at.line);
}

static void
remark_place(struct binder *b, struct place at, struct slice name, const char *what)
{
	remark(b->m, true, "%s:%u: '%.*s' %s", at.file, at.line, SLICE_ARG(name), what);
}

static void
declare(struct binder *b, const struct names *names, enum type type)
{
	for (size_t i = 0; i < names->n; i++) {
		int col = heading_column(b, names->name[i], names->at[i]);
		enum type *have = col < 0 ? NULL : &b->program->col[col].type;

		if (have == NULL)
			continue;
		if (*have != TYPE_ANY && *have != type)
			remark_place(b, names->at[i], names->name[i], type == TYPE_DATE ?
			    "is declared a date and something else before" :
			    "is declared a number and something else before");
		*have = type;
	}
}

static void
bind_dates(struct binder *b, const struct rules *r)
{
	struct errmsg e;
	int col;

	b->program->date_form = arena_alloc(&b->program->mem,
	    (r->ndates + 1) * sizeof(*b->program->date_form));
	for (size_t i = 0; i < r->ndates; i++) {
		struct periodform *form = &b->program->date_form[i];
		const struct names *names = &r->date[i].names;

		declare(b, names, TYPE_DATE);
		if (r->date[i].form.p == NULL)
			continue;
		if (periodform_set(form, r->date[i].form, &e) != 0 || form->freq != PERIOD_DAY)
			remark_place(b, names->at[0], r->date[i].form, "is not the form of a date; "
			    "expected YYYY, MM or Mon, and DD, as in DD/MM/YYYY");
		for (size_t k = 0; k < names->n; k++)
			if ((col = name_column(b->program, names->name[k])) >= 0)
				b->program->col[col].form = form;
	}
}

static void
bind_period(struct binder *b, const struct rules *r)
{
	struct errmsg e;
	struct program *p = b->program;

	p->period = -1;
	if (r->period.p == NULL)
		return;
	if (periodform_set(&p->form, r->period_form, &e) != 0)
		remark(b->m, true, "%s:%u: %s", r->period_at.file, r->period_at.line, e.text);
	p->period = heading_column(b, r->period, r->period_at);
	if (p->period < 0)
		return;
	p->col[p->period].type = TYPE_PERIOD;
	p->col[p->period].form = &p->form;
}

/* A column that was rounded in some way has to be a number; NULL: it is not in the file. */
static struct column *
rounded_column(struct binder *b, struct slice name, struct place at, const char *not_number)
{
	int col = heading_column(b, name, at);

	if (col < 0)
		return NULL;
	if (b->program->col[col].type != TYPE_NUMBER)
		remark_place(b, at, name, not_number);
	return &b->program->col[col];
}

static void
bind_printed(struct binder *b, const struct printed *d)
{
	struct column *c;

	for (size_t k = 0; k < d->names.n; k++) {
		c = rounded_column(b, d->names.name[k], d->names.at[k],
		    "is printed but not a number; add it to the heading 'number'");
		if (c == NULL)
			continue;
		if (c->printed && c->decimals != d->decimals)
			remark_place(b, d->names.at[k], d->names.name[k],
			    "is declared printed to other decimals before");
		c->printed = true;
		c->decimals = d->decimals;
	}
}

static void
bind_rounded(struct binder *b, const struct rounding *d)
{
	struct binder scope = *b;
	struct node *where = node_clone(&b->program->mem, d->where);
	struct figure half;
	struct column *c;

	scope.file = d->at.file;
	scope.in_where = true;
	if (where != NULL)
		type_cond(&scope, where);
	figure_div(d->base, figure_int(2), &b->program->mem, &half);
	for (size_t k = 0; k < d->names.n; k++) {
		c = rounded_column(b, d->names.name[k], d->names.at[k],
		    "is rounded but not a number; add it to the heading 'number'");
		if (c == NULL)
			continue;
		c->rounded = rules_grow(&b->program->mem, c->rounded, c->nrounded,
		    sizeof(*c->rounded));
		c->rounded[c->nrounded++] = (struct column_rounding){
		    figure_rounding(half, &b->program->mem), where};
	}
}

static void
bind_rounding(struct binder *b, const struct rules *r)
{
	for (size_t i = 0; i < r->nprinted; i++)
		bind_printed(b, &r->printed[i]);
	for (size_t i = 0; i < r->nrounded; i++)
		bind_rounded(b, &r->rounded[i]);
	for (size_t i = 0; i < r->exact.n; i++) {
		int col = heading_column(b, r->exact.name[i], r->exact.at[i]);

		if (col >= 0 && (b->program->col[col].printed || b->program->col[col].nrounded > 0))
			remark_place(b, r->exact.at[i], r->exact.name[i],
			    "is declared exact, and printed or rounded too");
	}
}

/* What the headings say of the columns: type, form, rounding, key, period; and the lists. */
static void
bind_headings(struct binder *b)
{
	const struct rules *r = b->program->rules;
	struct program *p = b->program;
	struct errmsg e;

	bind_period(b, r);
	declare(b, &r->number, TYPE_NUMBER);
	bind_dates(b, r);
	for (size_t i = 0; i < r->nranges; i++)
		if (!rules_symbol(r, r->range[i].symbol))
			remark_place(b, r->range[i].at, r->range[i].symbol,
			    "has a range but is not among the 'symbols'");
	p->list = arena_alloc(&p->mem, (r->nlists + 1) * sizeof(*p->list));
	for (size_t i = 0; i < r->nlists; i++)
		if ((p->list[i] = codelist_load(&r->list[i], &p->form, &e)) == NULL)
			remark(b->m, true, "%s", e.text);
	if (b->m->fatal)
		return;
	bind_rounding(b, r);
	p->key = arena_alloc(&p->mem, (r->key.n + 1) * sizeof(*p->key));
	for (size_t i = 0; i < r->key.n; i++) {
		int col = heading_column(b, r->key.name[i], r->key.at[i]);

		if (col >= 0)
			p->key[p->nkey++] = col;
	}
}

/* Within a group the columns of by: are all the same: a test of their values says nothing. */
static void
want_not_by(struct binder *b, int col, struct slice name, unsigned line)
{
	if (col >= 0 && type_is_by(b->bound, col))
		remark_at(b, line, "'%.*s' is in by:, so that each group has only one value of it",
		    SLICE_ARG(name));
}

/* No column of a key may be repeated: col[n] is the one just named. */
static void
want_new(struct binder *b, const int *col, size_t n, struct slice name, unsigned line)
{
	if (col[n] >= 0 && has_column(col, n, col[n]))
		remark_at(b, line, "'%.*s' is named twice", SLICE_ARG(name));
}

static int *
bind_names(struct binder *b, const struct names *names)
{
	int *col = arena_alloc(&b->program->mem, (names->n + 1) * sizeof(*col));

	for (size_t i = 0; i < names->n; i++) {
		col[i] = name_bind_column(b, names->name[i], names->at[i].line);
		want_new(b, col, i, names->name[i], names->at[i].line);
	}
	return col;
}

static void
bind_axes(struct binder *b)
{
	const struct rule *rule = b->rule;
	int col[RULES_MOST_AXES];

	b->bound->axis = arena_alloc(&b->program->mem,
	    (rule->naxes + 1) * sizeof(*b->bound->axis));
	for (size_t i = 0; i < rule->naxes; i++) {
		struct bound_axis *x = &b->bound->axis[i];

		x->col = col[i] = name_bind_column(b, rule->axis[i].name, rule->check_line);
		want_new(b, col, i, rule->axis[i].name, rule->check_line);
		want_not_by(b, col[i], rule->axis[i].name, rule->check_line);
		if (rule->axis[i].list.p == NULL)
			continue;
		x->list = name_bind_list(b, rule->axis[i].list, rule->check_line);
		if (x->list == NULL)
			continue;
		x->list_col = codelist_column(x->list, rule->axis[i].name);
		x->list_index = codelist_index(x->list, &x->list_col, 1);
	}
}

/* A name that a rule gives must not hide another: the rule would read as if it meant that. */
static void
want_own_name(struct binder *b, struct slice name, unsigned line)
{
	const struct rules *r = b->program->rules;
	const char *other = name_column(b->program, name) >= 0 ? "column" : NULL;

	for (size_t i = 0; i < r->nparams && other == NULL; i++)
		if (slice_eq(r->param[i].name, name))
			other = "parameter";
	if (other != NULL)
		remark_at(b, line, "'%.*s' is already a %s; expected another name", SLICE_ARG(name),
		    other);
}

/* Lets that each name the one before twice double with every one. */
static bool
want_small(struct binder *b, const struct node *n)
{
	if (n->operations <= MOST_OPERATIONS && n->height <= DEEPEST)
		return true;
	remark_at(b, n->line, "with its lets, %zu operations nested %d deep; expected at most %d "
	    "operations, nested %d deep", n->operations, n->height, MOST_OPERATIONS, DEEPEST);
	b->missing = true;
	return false;
}

static bool
bind_lets(struct binder *b)
{
	struct bound *u = b->bound;
	struct rule *rule = b->rule;

	u->let = arena_alloc(&b->program->mem, (rule->nlets + 1) * sizeof(*u->let));
	for (size_t i = 0; i < rule->nlets; i++) {
		u->let[i] = node_clone(&b->program->mem, rule->let[i].expr);
		want_own_name(b, rule->let[i].name, u->let[i]->line);
		if (slice_eq(rule->let[i].name, rule->each))
			remark_at(b, u->let[i]->line, "'%.*s' is already the name of each:; "
			    "expected another name", SLICE_ARG(rule->each));
		type_expr(b, u->let[i]);
		if (!want_small(b, u->let[i]))
			return false;
		b->nlets = i + 1;
	}
	return true;
}

static void
bind_say(struct binder *b)
{
	const struct rule *rule = b->rule;
	struct node **say = arena_alloc(&b->program->mem, (rule->nsay + 1) * sizeof(*say));

	b->clause = "say";
	b->bound->say = say;
	for (size_t i = 0; i < rule->nsay; i++) {
		if (rule->say[i].expr == NULL)
			continue;
		say[i] = node_clone(&b->program->mem, rule->say[i].expr);
		type_expr(b, say[i]);
		if (rule->test != TEST_COND && say[i]->reach != 0)
			remark_at(b, say[i]->line, "'%.*s' needs other rows, which the message of "
			    "this test does not have; expected columns", SLICE_ARG(say[i]->src));
	}
}

static void
bind_clauses(struct binder *b)
{
	struct bound *u = b->bound;
	struct rule *rule = b->rule;

	b->clause = "by";
	u->by = bind_names(b, &rule->by);
	b->clause = "where";
	if (rule->where != NULL) {
		u->where = node_clone(&b->program->mem, rule->where);
		b->in_where = true;
		type_cond(b, u->where);
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
		u->check = node_clone(&b->program->mem, rule->check);
		type_cond(b, u->check);
		if (!want_small(b, u->check))
			return;
	}
	bind_say(b);
}

/* Once a row or once a group, and when it can be decided. */
static void
set_grain(struct binder *b)
{
	struct bound *u = b->bound;
	const struct rule *rule = b->rule;

	u->column = rule->naxes > 0 ? u->axis[0].col : rule->args.n > 0 ? u->arg[0] : -1;
	switch (rule->test) {
	case TEST_COND:
		u->column = u->check->first - 1;
		u->group = !u->check->row;
		u->late = u->group || u->naggs > 0 || u->nshares > 0 || u->previous_row;
		break;
	case TEST_NO_GAPS:
		b->clause = "check";
		if (u->arg[0] >= 0 && u->arg[0] != b->program->period)
			remark_at(b, rule->check_line, "'%.*s' is not declared with 'period'; "
			    "expected the period in no gaps()", SLICE_ARG(rule->args.name[0]));
		/* fall through */
	case TEST_EVERY:
		u->group = u->late = true;
		break;
	case TEST_UNIQUE:
	case TEST_DEPENDS:
		u->late = u->where_previous;
		break;
	}
	if (u->where != NULL && !b->missing && !b->m->fatal && analyse_never(u->where)) {
		u->never = true;
		remark(b->m, false, "%s:%u: rule %.*s: 'where: %.*s' is never true", rule->file,
		    rule->where_line, SLICE_ARG(rule->id), SLICE_ARG(rule->where->src));
	}
}

static void
add_bound(struct binder *b, int each)
{
	struct program *p = b->program;
	bool before = b->m->fatal;

	p->rule = rules_grow(&p->mem, p->rule, p->nrules, sizeof(*p->rule));
	b->bound = &p->rule[p->nrules++];
	*b->bound = (struct bound){.rule = b->rule, .each = each, .column = -1};
	b->nlets = 0;
	b->missing = false;
	b->m->fatal = false;
	bind_clauses(b);
	b->wrong = b->m->fatal;
	b->m->fatal |= before;
	if (b->missing) {
		p->nrules--;
		return;
	}
	set_grain(b);
}

static void
each_matching(struct binder *b)
{
	struct errmsg e;
	struct rule *rule = b->rule;
	struct matcher *m = matcher_new(rule->each_pattern, &e);
	size_t hits = 0;

	if (m == NULL) {
		remark_at(b, rule->each_line, "%s", e.text);
		return;
	}
	for (size_t c = 0; c < b->program->ncols && !b->wrong; c++)
		if (matcher_test(m, b->program->col[c].name)) {
			add_bound(b, (int)c);
			hits++;
		}
	matcher_free(m);
	if (hits == 0 && !b->opt->some)
		remark_at(b, rule->each_line, "no column matches \"%.*s\"",
		    SLICE_ARG(rule->each_pattern));
}

static void
each_named(struct binder *b)
{
	const struct names *names = &b->rule->each_columns;

	for (size_t i = 0; i < names->n && !b->wrong; i++) {
		int col = name_bind_column(b, names->name[i], names->at[i].line);

		if (col >= 0)
			add_bound(b, col);
	}
}

/* Warns of names that a rule defines and never uses: most likely it misspells them. */
static void
warn_unused(struct binder *b)
{
	const struct rule *rule = b->rule;
	const struct let *l = rule->let;

	for (size_t i = 0; i < rule->nlets; i++)
		if (!b->let_used[i])
			remark(b->m, false, "%s:%u: rule %.*s does not use '%.*s'", rule->file,
			    l[i].expr->line, SLICE_ARG(rule->id), SLICE_ARG(l[i].name));
	if (rule->each.p != NULL && !b->each_used)
		remark(b->m, false, "%s:%u: rule %.*s does not use '%.*s', and is the same for "
		    "every column", rule->file, rule->each_line, SLICE_ARG(rule->id),
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
	b->let_used = arena_alloc(&b->program->mem, (rule->nlets + 1) * sizeof(*b->let_used));
	if (rule->each.p != NULL)
		want_own_name(b, rule->each, rule->each_line);
	if (rule->each.p == NULL)
		add_bound(b, -1);
	else if (rule->each_pattern.p != NULL)
		each_matching(b);
	else
		each_named(b);
	if (!b->wrong && b->program->nrules > before)
		warn_unused(b);
}

/* The headings of a file as its rows: they have no period for the lists that are valid by it. */
static void
bind_header(struct program *p)
{
	const struct rules *r = p->rules;
	struct errmsg e;

	p->col[0] = (struct column){.name = slice_of("name"), .type = TYPE_ANY};
	p->col[1] = (struct column){.name = slice_of("position"), .type = TYPE_NUMBER};
	p->list = arena_alloc(&p->mem, (r->nlists + 1) * sizeof(*p->list));
	for (size_t i = 0; i < r->nlists; i++)
		if (r->list[i].valid_from.p == NULL)
			p->list[i] = codelist_load(&r->list[i], &p->form, &e);
}

struct program *
program_bind(struct rules *rules, const struct slice *headings, size_t n,
    const struct bind_options *opt, struct remarks *m)
{
	struct program *p = xcalloc(1, sizeof(*p));
	struct binder b = {.program = p, .file = rules->file, .m = m, .opt = opt};

	p->rules = rules;
	p->period = -1;
	p->ncols = opt->header ? 2 : n;
	p->col = arena_alloc(&p->mem, (p->ncols + 1) * sizeof(*p->col));
	for (size_t i = 0; i < p->ncols && !opt->header; i++)
		p->col[i] = (struct column){.name = headings[i], .type = TYPE_ANY};
	if (opt->header)
		bind_header(p);
	name_index(p);
	if (!opt->header)
		bind_headings(&b);
	for (size_t i = 0; i < rules->nrules && (opt->header || !m->fatal || p->key != NULL); i++)
		if (rules->rule[i].header == opt->header)
			bind_rule(&b, &rules->rule[i]);
	if (!m->fatal)
		analyse_needs(p, m, opt->some);
	if (!m->fatal)
		analyse_held(p);
	return p;
}

void
program_free(struct program *p)
{
	if (p == NULL)
		return;
	for (const struct node *n = p->owner; n != NULL; n = n->owner) {
		intern_free(n->set);
		matcher_free(n->matcher);
	}
	for (size_t i = 0; p->list != NULL && i < p->rules->nlists; i++)
		codelist_free(p->list[i]);
	arena_free(&p->mem);
	free(p);
}

void
rules_unused(const struct rules *rules, struct remarks *m)
{
	const struct list_decl *l = rules->list;
	const struct param *q = rules->param;

	for (size_t i = 0; i < rules->nlists; i++)
		if (!l[i].used)
			remark(m, false, "%s:%u: no rule uses the list '@%.*s'", l[i].at.file,
			    l[i].at.line, SLICE_ARG(l[i].name));
	for (size_t i = 0; i < rules->nparams; i++)
		if (!q[i].used)
			remark(m, false, "%s:%u: no rule uses the parameter '%.*s'", q[i].at.file,
			    q[i].at.line, SLICE_ARG(q[i].name));
}
